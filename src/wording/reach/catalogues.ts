import { USUAL_LANGUAGE, type Language } from '../../language/language';
import { others } from '#other-languages';
import { EN } from '../en';
import { REACH_EN, type ReachCatalogue } from './en';

const USUAL: ReachCatalogue = { ...EN, reach: REACH_EN };

/** All words of this language. */
export function reachCatalogueIn(language: Language): ReachCatalogue {
  return language === USUAL_LANGUAGE ? USUAL : (others()[language] ?? USUAL);
}
