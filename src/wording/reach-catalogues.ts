import type { Catalogue } from './catalogue';
import { catalogueIn } from './catalogues';
import type { Language } from './catalogues';
import { EN_INBOUND } from './en-inbound';
import { EN_PAGE } from './en-page';
import type { InboundWords } from './inbound-words';
import type { PageWords } from './page-words';

/** What is said to, sent to and shown to people who reach back; apart, so that no Function on the way to a phone carries it. */
interface ReachWords {
  readonly inbound: InboundWords;
  readonly page: PageWords;
}

export type ReachCatalogue = Catalogue & ReachWords;

const WORDS: Readonly<Record<Language, ReachWords>> = { en: { inbound: EN_INBOUND, page: EN_PAGE } };

/** All words of this language. */
export function reachCatalogueIn(language: Language): ReachCatalogue {
  return { ...catalogueIn(language), ...WORDS[language] };
}
