import type { Catalogue } from './catalogue';
import { EN } from './en';

/** The languages in which an agent can be called and written to. */
export type Language = 'en';

const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en: EN };

/** What is said and sent in this language. */
export function catalogueIn(language: Language): Catalogue {
  return CATALOGUES[language];
}
