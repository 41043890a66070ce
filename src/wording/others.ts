import type { Language, USUAL_LANGUAGE } from '../language/language';
import { DE } from './de';
import { ES } from './es';
import { FR } from './fr';
import { JA } from './ja';
import { PT_BR } from './pt-br';
import { REACH_DE } from './reach/de';
import { REACH_ES } from './reach/es';
import { REACH_FR } from './reach/fr';
import { REACH_JA } from './reach/ja';
import { REACH_PT_BR } from './reach/pt-br';
import type { ReachCatalogue } from './reach/en';

/** What is said and sent in the languages that most rosters do without. */
export type Others = Readonly<Record<Exclude<Language, typeof USUAL_LANGUAGE>, ReachCatalogue>>;

export const OTHERS: Others = {
  ja: { ...JA, reach: REACH_JA },
  de: { ...DE, reach: REACH_DE },
  fr: { ...FR, reach: REACH_FR },
  es: { ...ES, reach: REACH_ES },
  'pt-BR': { ...PT_BR, reach: REACH_PT_BR },
};

/** In a built Function src/wording/deployed.ts takes the place of this. */
export function others(): Partial<Others> {
  return OTHERS;
}
