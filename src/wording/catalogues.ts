import { USUAL_LANGUAGE } from '../language/language';
import type { Language } from '../language/language';
import { others } from '#other-languages';
import type { Catalogue } from './catalogue';
import { EN } from './en';

/** What is said and sent in this language. */
export function catalogueIn(language: Language): Catalogue {
  return language === USUAL_LANGUAGE ? EN : (others()[language] ?? EN);
}
