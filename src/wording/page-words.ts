/** What stands on the page that the link in an SMS opens. */
export interface PageWords {
  readonly title: string;
  readonly states: {
    readonly nobody: string;
    readonly yours: string;
    readonly calling: (agent: string) => string;
    readonly has: (owner: string) => string;
    readonly recovered: string;
    readonly closed: string;
  };
  readonly whatIsWrong: string;
  readonly andMore: (count: number) => string;
  readonly whoWasCalled: string;
  readonly nobodyWasCalled: string;
  /** What became of a call, by the outcome. */
  readonly calls: {
    readonly taken: string;
    readonly declined: string;
    readonly 'no-key': string;
    readonly busy: string;
    readonly 'no-answer': string;
    readonly failed: string;
    readonly 'hung-up': string;
    readonly 'timed-out': string;
    readonly unfinished: string;
    readonly now: string;
  };
  readonly take: string;
  readonly passOn: string;
  readonly whom: string;
  readonly whoeverIsNext: string;
  readonly close: string;
  readonly forwarding: string;
  readonly asOf: (time: string) => string;
  /** To whoever has a link that shows nothing. */
  readonly badLink: string;
  readonly badLinkHelp: string;
  readonly failed: string;
  readonly failedHelp: string;
}
