import type { Language } from '../../language/language';
import type { Catalogue } from '../catalogue';
import { catalogueIn } from '../catalogues';
import { REACH_DE } from './de';
import { REACH_EN } from './en';
import { REACH_ES } from './es';
import { REACH_FR } from './fr';
import { REACH_JA } from './ja';
import { REACH_PT_BR } from './pt-br';
import type { ReachWords } from './words';

export type ReachCatalogue = Catalogue & { readonly reach: ReachWords };

const WORDS: Readonly<Record<Language, ReachWords>> = {
  en: REACH_EN,
  ja: REACH_JA,
  de: REACH_DE,
  fr: REACH_FR,
  es: REACH_ES,
  'pt-BR': REACH_PT_BR,
};

/** All words of this language. */
export function reachCatalogueIn(language: Language): ReachCatalogue {
  return { ...catalogueIn(language), reach: WORDS[language] };
}
