import type { Catalogue } from '../catalogue';

/** All words of a language. */
export type ReachCatalogue = Catalogue & { readonly reach: ReachWords };

/**
 * What people hear, read and see who reach back: who ring the number, text it, or open the link in an SMS. Apart from the other
 * sentences, so that no Function on the way to a phone carries them.
 */
export interface ReachWords {
  readonly outcomes: OutcomeWords;
  /** In which state an incident is; phrases. */
  readonly states: {
    readonly nobody: string;
    readonly yours: string;
    readonly calling: (agent: string) => string;
    readonly has: (owner: string) => string;
  };
  readonly nothingOpen: string;
  readonly duty: DutyWords;
  readonly voice: VoiceWords;
  readonly text: TextWords;
  readonly page: PageWords;
}

/** What became of an order; sentences without their end. */
interface OutcomeWords {
  readonly taken: string;
  readonly already: string;
  readonly theirs: (owner: string) => string;
  readonly over: string;
  readonly closed: string;
  readonly isCalled: (agent: string) => string;
  readonly passedOn: string;
  readonly calling: string;
  readonly busy: string;
  readonly alone: string;
  readonly unknown: string;
}

/** Who is on call now, and when somebody is. */
interface DutyWords {
  readonly onCall: (team: string, agent: string) => string;
  readonly onCallUntil: (team: string, agent: string, until: string) => string;
  readonly nobody: (team: string) => string;
  readonly you: (team: string) => string;
  readonly youUntil: (team: string, until: string) => string;
  readonly next: (team: string, from: string) => string;
  readonly none: string;
}

interface VoiceWords {
  /** All that a stranger hears, whatever is open. */
  readonly stranger: string;
  readonly hello: (agent: string) => string;
  readonly askPin: string;
  readonly askCode: string;
  readonly wrong: string;
  readonly locked: string;
  readonly tooOften: string;
  readonly failed: string;
  /** Which of how many is told of next. */
  readonly which: (number: number, count: number) => string;
  readonly keys: string;
  readonly keysOfSeveral: string;
  readonly noKey: string;
  readonly connecting: string;
  readonly nobodyAnswers: string;
  readonly askToPage: string;
  readonly paged: string;
}

/** The words that an agent writes are the same in every language. */
interface TextWords {
  readonly help: string;
  /** Nothing is certain of what was ordered. */
  readonly failed: string;
  readonly noSuchCode: (code: string) => string;
  /** Before the list of those that are open. `word`: what to write before a code. */
  readonly which: (word: string) => string;
  readonly openNow: string;
  readonly code: (code: string) => string;
  readonly pinWarning: string;
}

/** The page that the link in an SMS opens. */
interface PageWords {
  readonly title: string;
  readonly whatIsWrong: string;
  readonly whoWasCalled: string;
  readonly nobodyWasCalled: string;
  /** What became of a call to somebody, after the name. */
  readonly calls: Readonly<Record<CallOutcome, string>>;
  readonly take: string;
  readonly passOn: string;
  readonly whom: string;
  readonly whoeverIsNext: string;
  readonly close: string;
  readonly forwarding: string;
  readonly asOf: (time: string) => string;
  /** For a link that shows nothing, and for when Twilio gave no answer. */
  readonly badLink: string;
  readonly badLinkHelp: string;
  readonly failed: string;
  readonly failedHelp: string;
}

type CallOutcome =
  'taken' | 'declined' | 'no-key' | 'busy' | 'no-answer' | 'failed' | 'hung-up' | 'timed-out' | 'unfinished' | 'now';
