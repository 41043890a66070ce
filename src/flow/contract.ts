/**
 * What the flow and the rest of the system have agreed on: what starts an execution, and what each Function that the flow runs
 * takes and answers. A test calls the built Functions and the pager and compares.
 */

/** What an execution is started with; the flow has them as `flow.data.*`. */
export const EXECUTION_PARAMETERS = ['team', 'incident', 'attempt', 'token', 'deadline'] as const;

/** What a Function takes: the parameter, and the variable that it wants there. `reason` is words, see {@link reasonFor}. */
type Parameters = Readonly<Record<string, string>>;

/** One answer of a Function, every key with an example of what it may hold. */
export type Answer = Readonly<Record<string, string>>;

export interface FunctionContract {
  readonly takes: Parameters;
  /** Every kind of answer; each has the same keys, or Studio would keep a value from an earlier answer. */
  readonly answers: readonly Answer[];
  /** Keys of an answer that name a voice, each with the key of the language that it speaks. */
  readonly voices?: Readonly<Record<string, string>>;
  /** Keys of an answer that hold a text in whatever language, each with the key of the voice that can read it. */
  readonly readBy?: Readonly<Record<string, string>>;
  /** The key of an answer that holds what is to be said to the agent. */
  readonly says: string;
  /** Keys that hold what is to be said before, in this order; `none` where there is nothing. */
  readonly saysBefore?: readonly string[];
  /** Whether the flow asks once more when it does not answer: what it does must not get lost. */
  readonly isRetried: boolean;
}

const CALL = {
  team: 'flow.data.team',
  incident: 'flow.data.incident',
  attempt: 'flow.data.attempt',
  execution: 'flow.sid',
} as const;

/** How long the phone rings when the roster wants a time for which the flow has no call, in seconds. */
export const USUAL_RING_SECONDS = 25;

/** The deadline of a call counts on no longer wait for a key, in seconds (src/incident/limits.ts). */
export const LONGEST_KEY_WAIT_SECONDS = 8;

/** Nobody finds a key sooner, in seconds. */
export const SHORTEST_KEY_WAIT_SECONDS = 3;

/** How a call is spoken, and what is said in it where no Function answers. */
const SPOKEN = {
  voice: 'Polly.Joanna-Neural',
  language: 'en-US',
  notConfirmed: 'I could not confirm that you have it.',
  notPassedOn: 'The next agent could not be called just now.',
} as const;

function refused(why: string): Answer {
  return {
    ring: 'no',
    why,
    message: '[what /claim says]',
    again: 'none',
    prompt: 'none',
    ringSeconds: 'none',
    ...SPOKEN,
  };
}

const AGAIN = { again: '[what /brief says] again', prompt: '[what /brief says] at last' };

/** Where the agent's own voice can read the alarm's text, it does. */
const NO_ASIDE = {
  opening: 'none',
  aside: 'none',
  asideVoice: SPOKEN.voice,
  asideLanguage: SPOKEN.language,
} as const;

/** Texts of answers stand for themselves here: a walk through the flow recognizes them when they are said. */
export const CONTRACT: ReadonlyMap<string, FunctionContract> = new Map<string, FunctionContract>([
  [
    '/claim',
    {
      takes: { ...CALL, token: 'flow.data.token', flow: 'flow.flow_sid' },
      says: 'message',
      voices: { voice: 'language' },
      isRetried: true,
      answers: [
        {
          ring: 'yes',
          why: 'claimed',
          message: '[what /claim says]',
          again: '[what /claim says] again',
          prompt: '[what /claim says] at last',
          ringSeconds: String(USUAL_RING_SECONDS),
          ...SPOKEN,
        },
        ...['taken', 'recovered', 'superseded', 'closed', 'unknown'].map(refused),
      ],
    },
  ],
  [
    '/brief',
    {
      takes: CALL,
      says: 'speech',
      saysBefore: ['opening', 'aside'],
      voices: { asideVoice: 'asideLanguage' },
      readBy: { aside: 'asideVoice', again: 'asideVoice' },
      isRetried: false,
      answers: [
        { proceed: 'yes', speech: '[what /brief says]', ...AGAIN, ...NO_ASIDE },
        {
          proceed: 'yes',
          speech: '[what /brief says]',
          ...AGAIN,
          opening: '[what /brief opens with]',
          aside: '[what /brief says aside]',
          asideVoice: 'Polly.Kazuha-Neural',
          asideLanguage: 'ja-JP',
        },
        { proceed: 'no', speech: '[what /brief says]', again: 'none', prompt: 'none', ...NO_ASIDE },
      ],
    },
  ],
  [
    '/take',
    {
      takes: CALL,
      says: 'speech',
      isRetried: true,
      answers: ['taken', 'already', 'recovered', 'closed'].map((result) => ({ result, speech: '[what /take says]' })),
    },
  ],
  [
    '/next-agent',
    {
      takes: { ...CALL, reason: '' },
      says: 'speech',
      isRetried: true,
      answers: [
        ...['calling', 'waiting'].map((result) => ({
          result,
          agent: 'Bob Roy',
          number: '+447700900002',
          speech: '[what /next-agent says]',
        })),
        ...['exhausted', 'taken', 'stale'].map((result) => ({
          result,
          agent: 'none',
          number: 'none',
          speech: '[what /next-agent says]',
        })),
      ],
    },
  ],
]);

/** What `/next-agent` makes of a reason: any other word than these counts as `failed`. */
const REASONS: ReadonlySet<string> = new Set(['declined', 'no-key', 'busy', 'no-answer']);

/** The outcome that a reason stands for. */
export function reasonFor(reason: string): string {
  return REASONS.has(reason) ? reason : 'failed';
}

/** The path of the Function that a widget runs: the file has `/claim`, an account `https://…/claim`. */
export function functionPath(url: unknown): string {
  if (typeof url !== 'string') return '';
  return /^https?:\/\/[^/]+(\/[^?#]*)/.exec(url)?.[1] ?? url;
}
