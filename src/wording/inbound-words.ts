/** What somebody hears or reads who reaches back: by ringing the number, or by texting it. */
export interface InboundWords {
  /** What became of an order; sentences without their end. */
  readonly outcomes: {
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
  };
  /** In which state an incident is; phrases. */
  readonly states: {
    readonly nobody: string;
    readonly yours: string;
    readonly calling: (agent: string) => string;
    readonly has: (owner: string) => string;
  };
  readonly voice: VoiceWords;
  readonly text: TextWords;
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
  readonly nothingOpen: string;
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

interface TextWords {
  readonly help: string;
  /** Nothing is certain of what was ordered. */
  readonly failed: string;
  readonly nothingOpen: string;
  readonly noSuchCode: (code: string) => string;
  /** Before the list of those that are open. `word`: what to write before a code. */
  readonly which: (word: string) => string;
  readonly openNow: string;
  readonly andMore: (count: number) => string;
  readonly onCall: (team: string, agent: string) => string;
  readonly onCallUntil: (team: string, agent: string, until: string) => string;
  readonly nobodyOnCall: (team: string) => string;
  readonly onDutyAlways: (team: string) => string;
  readonly onDutyUntil: (team: string, until: string) => string;
  readonly nextShift: (team: string, from: string) => string;
  readonly noShift: string;
  readonly code: (code: string) => string;
  readonly pinWarning: string;
}
