import { USUAL_LANGUAGE } from '../../language/language';
import type { Language } from '../../language/language';
import { others } from '#other-languages';
import { EN } from '../en';
import { REACH_EN } from './en';
import type { ReachCatalogue } from './words';

const USUAL: ReachCatalogue = { ...EN, reach: REACH_EN };

/** All words of this language. */
export function reachCatalogueIn(language: Language): ReachCatalogue {
  return language === USUAL_LANGUAGE ? USUAL : (others()[language] ?? USUAL);
}
