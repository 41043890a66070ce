import type { Language } from '../language/language';
import type { Catalogue } from './catalogue';
import { EN } from './en';

const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en: EN, ja: EN, de: EN, fr: EN, es: EN, 'pt-BR': EN };

/** What is said and sent in this language. */
export function catalogueIn(language: Language): Catalogue {
  return CATALOGUES[language];
}
