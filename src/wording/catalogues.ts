import { USUAL_LANGUAGE, type Language } from '../language/language';
import { others } from '#other-languages';
import { EN, type Catalogue } from './en';

/** What is said and sent in this language. */
export function catalogueIn(language: Language): Catalogue {
  return language === USUAL_LANGUAGE ? EN : (others()[language] ?? EN);
}
