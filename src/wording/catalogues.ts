import type { Language } from '../language/language';
import type { Catalogue } from './catalogue';
import { DE } from './de';
import { EN } from './en';
import { ES } from './es';
import { FR } from './fr';
import { JA } from './ja';
import { PT_BR } from './pt-br';

const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en: EN, ja: JA, de: DE, fr: FR, es: ES, 'pt-BR': PT_BR };

/** What is said and sent in this language. */
export function catalogueIn(language: Language): Catalogue {
  return CATALOGUES[language];
}
