import type { TeamFigures } from '../account/figures';

export type { Order } from './order';

/**
 * Everything that the page and its server say to each other: pure types, shared by both ends.
 *
 * The server pushes what the page shows by server-sent events, and the page sends what a person does as an order (order.ts). All times are epoch
 * milliseconds of the world's own clock. Texts may come from outside: they are data, never HTML. No whole phone number and no
 * credential is ever in any of it.
 *
 * - `GET events` is the stream. Each event is named after a kind of {@link News}, and its data is that news as JSON: first one `world` with
 *   every part that there is, then `phones`, `runs` and `steps` with all of them (in pieces), then what changes, at most ten times a second.
 *   A reconnected stream begins anew in the same way: a `world` that has the part `about` replaces everything that the page knows.
 * - `POST order` takes an order as `application/json` and gives an {@link Answer}.
 * - `GET step?n=12` gives a {@link StepDetail}, `GET steps.json` all steps with their details, to be saved.
 *
 * All addresses are relative to the page's own, `http://127.0.0.1:PORT/TOKEN/`. A stream that is refused says nothing of why to a page; the
 * order `hello` does: its answer has the problem.
 *
 * The types, the server and the page are this room; what fills a world from a rehearsal or an account is in src/cli/page, beside the
 * commands that say the same in a terminal.
 */

/** What is pushed. */
export type News =
  /** These parts replace those before; what is left out stays as it was. */
  | { readonly is: 'world'; readonly parts: Partial<World> }
  /** Each replaces the one of the same agent before, or is new. */
  | { readonly is: 'phones'; readonly phones: readonly Phone[] }
  /** Each replaces the one of the same id before, or is new; those that are not among the latest {@link MOST_RUNS} may be forgotten. */
  | { readonly is: 'runs'; readonly runs: readonly FlowRun[] }
  /** Appended; of more than {@link MOST_STEPS} the oldest may be forgotten. */
  | { readonly is: 'steps'; readonly steps: readonly Step[] };

export const MOST_RUNS = 50;
export const MOST_STEPS = 5_000;

/** What the page shows, by parts. Those that end in `?` exist in one of the two worlds only. */
export interface World {
  readonly about: About;
  readonly time: Time;
  readonly teams: readonly TeamName[];
  /** Of every team; also those who can be named as the one who acts, or to whom an incident is passed. */
  readonly agents: readonly AgentName[];
  readonly now: Now;
  readonly onCall: readonly Duty[];
  readonly roster: RosterState;
  readonly flow: FlowPicture;
  readonly past: Past;
  readonly samples?: readonly Sample[] | undefined;
  readonly queue?: Queue | undefined;
  readonly faults?: readonly Fault[] | undefined;
}

export interface About {
  readonly world: 'rehearsal' | 'account';
  /** What it works on, such as `Rehearsal on this machine` or `Sandbox at http://127.0.0.1:4700`. */
  readonly title: string;
  /** Of the server and the files of the page: when it differs from the one that the page was loaded with, the page is to be loaded again. */
  readonly build: string;
  /** Names this stream in the order `look`. */
  readonly stream: string;
}

/** The world's clock: `nowMs` when this was sent, from then on `speed` times as fast as the page's own. */
export interface Time {
  readonly nowMs: number;
  /** 0 stands still; always 1 in an account. */
  readonly speed: 0 | 1 | 10;
}

export interface TeamName {
  readonly id: string;
  readonly name: string;
  /** IANA. */
  readonly zone: string;
}

export interface AgentName {
  readonly id: string;
  readonly name: string;
  /** The ids of teams. */
  readonly teams: readonly string[];
  readonly zone: string;
}

// Now

export interface Now {
  /** When it was read; `null` before the first time. */
  readonly readAtMs: number | null;
  /** Why it could not be read again, what cannot be read, what is owed: sentences. */
  readonly notices: readonly Notice[];
  /** Oldest first. */
  readonly incidents: readonly OpenIncident[];
}

export interface Notice {
  readonly gravity: 'error' | 'warning' | 'note';
  readonly text: string;
}

export interface OpenIncident {
  readonly id: string;
  readonly team: string;
  readonly status: 'escalating' | 'taken' | 'exhausted';
  /** Such as `nobody has it yet` or `taken by Ann Lee, and passed on`. */
  readonly headline: string;
  readonly openedAtMs: number;
  /** Of its first alarm. */
  readonly name: string;
  readonly alarms: readonly OpenAlarm[];
  /** How many further alarms it has that are not among these, and how many of those are wrong still. */
  readonly others: number;
  readonly othersWrong: number;
  readonly taken?:
    { readonly agent: string; readonly name: string; readonly atMs: number; readonly way: string } | undefined;
  /** The call that is being made. */
  readonly call?: CallNow | undefined;
  readonly calls: readonly CallOver[];
  /** What happens next if nobody does anything, such as `without a 1, Bob Ray is called`. */
  readonly next?: string | undefined;
  /** The SMS that are still to be sent. */
  readonly owed: readonly string[];
  /** Why no phone can be called. */
  readonly trouble?: string | undefined;
}

export interface OpenAlarm {
  /** Name first, then what is wrong, with the value. */
  readonly text: string;
  readonly wrong: boolean;
  readonly sinceMs?: number | undefined;
  /** The alarm in the AWS console: https, at amazonaws.com or aws.amazon.com. */
  readonly link?: string | undefined;
}

export interface CallNow {
  readonly number: number;
  readonly agent: string;
  readonly name: string;
  /** `ringing` also while they speak: from the board alone it cannot be told apart. */
  readonly state: 'waiting' | 'starting' | 'ringing' | 'ending';
  /** Since when it may ring. */
  readonly sinceMs?: number | undefined;
  /** Such as `is being called`. */
  readonly words: string;
}

export interface CallOver {
  readonly number: number;
  readonly agent: string;
  readonly name: string;
  /** Such as `no answer`. */
  readonly outcome: string;
  readonly atMs?: number | undefined;
}

// Phones

export interface Phone {
  readonly agent: string;
  readonly name: string;
  /** Masked. */
  readonly number: string;
  /** Ringing or live; usually at most one of each. */
  readonly calls: readonly PhoneCall[];
  /** The latest, oldest first. */
  readonly texts: readonly PhoneText[];
}

export interface PhoneCall {
  readonly id: string;
  readonly state: 'ringing' | 'live';
  /** Since when it rings, or is live. */
  readonly sinceMs: number;
  /** `in` is a call that comes to this phone. */
  readonly way: 'in' | 'out';
  /** What was heard so far. */
  readonly heard: readonly {
    readonly atMs: number;
    readonly text: string;
    /** Such as `en-US`. */ readonly language: string;
  }[];
  /** It has said all and waits for a key. */
  readonly isAsking: boolean;
  readonly keys: string;
}

export interface PhoneText {
  readonly atMs: number;
  /** `in` comes to this phone. */
  readonly way: 'in' | 'out';
  readonly text: string;
  /** The link in it that the order `open link` opens; stands in the text as it is here. */
  readonly link?: string | undefined;
}

/** The page behind a link in an SMS, as text. */
export interface LinkPage {
  /** Of the answer; 0 for none. */
  readonly status: number;
  readonly lines: readonly string[];
  readonly deeds: readonly LinkDeed[];
}

export type LinkDeed = 'take' | 'pass' | 'close';

// Alarm panel

export interface Sample {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** The name of its alarm, if it has one. */
  readonly alarm?: string | undefined;
}

export interface Queue {
  /** The first hundred that are in it. */
  readonly messages: readonly QueueMessage[];
  readonly count: number;
  /** The latest hundred. */
  readonly dead: readonly QueueMessage[];
  readonly deadCount: number;
  /** So often is a message received before it goes to the dead letters. */
  readonly mostReceives: number;
}

export interface QueueMessage {
  readonly id: string;
  /** The alarm that it is about. */
  readonly text: string;
  readonly state: 'delayed' | 'visible' | 'in-flight' | 'dead';
  readonly receives: number;
  readonly sentAtMs: number;
  /** When it comes back unless it is deleted. */
  readonly backAtMs?: number | undefined;
}

// Flow

export interface FlowPicture {
  readonly initial: string;
  readonly widgets: readonly FlowWidget[];
  readonly ways: readonly FlowWay[];
}

export interface FlowWidget {
  readonly name: string;
  /** Studio's own, such as `say-play`. */
  readonly type: string;
  readonly x: number;
  readonly y: number;
  /** What it says or does, in a few words; may be empty. */
  readonly detail: string;
}

export interface FlowWay {
  readonly from: string;
  readonly to: string;
  /** The event, with its condition. */
  readonly label: string;
}

/** One execution of the flow. */
export interface FlowRun {
  /** The execution's SID. */
  readonly id: string;
  /** Who is called: a name, or a masked number. */
  readonly whom: string;
  readonly startedAtMs: number;
  readonly endedAtMs?: number | undefined;
  /** How it ended, such as `finished`. */
  readonly ended?: string | undefined;
  /** The widget that it is in, while it goes on. */
  readonly widget?: string | undefined;
  /** The widgets that it has been in, in order; `null` until the order `show run` has asked for it. */
  readonly path: readonly { readonly widget: string; readonly atMs?: number | undefined }[] | null;
}

// Timeline

export type StepKind =
  | 'alarm' // what was fired, or has gone off
  | 'queue'
  | 'lambda'
  | 'function'
  | 'sync'
  | 'studio'
  | 'twilio' // any other request to Twilio
  | 'call' // rings, is answered, says, ends
  | 'key'
  | 'sms'
  | 'person' // somebody took, passed or closed it by hand, or opened a link
  | 'fault';

export interface Step {
  /** From 1, without holes. */
  readonly n: number;
  readonly atMs: number;
  readonly kind: StepKind;
  readonly text: string;
  /** The id of the agent whom it concerns. */
  readonly agent?: string | undefined;
  readonly gravity?: 'error' | 'warning' | undefined;
  /** Whether `GET step?n=` has more. */
  readonly hasDetail: boolean;
}

export interface StepDetail extends Step {
  /** Request and reply, or the message: several lines, numbers masked, secrets left out. */
  readonly request?: string | undefined;
  readonly reply?: string | undefined;
}

// On call

export interface Duty {
  readonly team: string;
  /** Agents' ids; `null` is a gap. */
  readonly now: string | null;
  readonly untilMs?: number | undefined;
  readonly next: string | null;
  /** In the order in which they are called now. */
  readonly order: readonly string[];
  /** From the beginning of the month to five weeks from now, in order and without holes. */
  readonly shifts: readonly DutyShift[];
}

export interface DutyShift {
  readonly fromMs: number;
  readonly toMs: number;
  /** `null` is a gap. */
  readonly agent: string | null;
  /** Which override put the agent there. */
  readonly override?: string | undefined;
}

export interface WhatIf {
  /** To which team it goes, and why. */
  readonly routing: string;
  readonly isQuiet: boolean;
  readonly steps: readonly {
    readonly atMs: number;
    readonly label: string;
    readonly text: string;
    readonly agent?: string | undefined;
  }[];
  /** How it ends. */
  readonly outcome: string;
}

// Roster

export interface RosterState {
  /** As it is shown: a path from the project's folder. */
  readonly file: string;
  readonly isUsable: boolean;
  readonly errors: readonly RosterRemark[];
  readonly warnings: readonly RosterRemark[];
  /** How many errors there are beyond these. */
  readonly more: number;
}

export interface RosterRemark {
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** Such as `agents.bob.phone`. */
  readonly path: string;
  readonly message: string;
  /** The line that it is about and a caret below. */
  readonly excerpt?: readonly [string, string] | undefined;
}

// History and report

export interface Past {
  readonly fromMs: number;
  readonly toMs: number;
  /** The newest first; at most {@link MOST_PAST}. */
  readonly incidents: readonly PastIncident[];
  /** How many there are beyond these. */
  readonly more: number;
  readonly teams: readonly TeamFigures[];
}

export const MOST_PAST = 500;

export interface PastIncident {
  readonly id: string;
  readonly team: string;
  /** Such as `taken by Ann Lee`, `over`, `closed by hand`. */
  readonly standing: string;
  readonly status: 'taken' | 'resolved' | 'exhausted';
  readonly openedAtMs: number;
  readonly rangAtMs?: number | undefined;
  readonly changedAtMs: number;
  /** The ways are words, such as `by key 1`. */
  readonly takings: readonly {
    readonly agent: string;
    readonly name: string;
    readonly atMs: number;
    readonly way?: string | undefined;
  }[];
  /** Such as `passed on by Ann Lee to Bob Roy (on the team page)`. */
  readonly passes: readonly { readonly agent?: string | undefined; readonly text: string; readonly atMs: number }[];
  readonly alarms: readonly { readonly text: string; readonly wrong: boolean }[];
  readonly calls: readonly {
    readonly agent: string;
    readonly name: string;
    readonly outcome: string;
    readonly atMs: number;
  }[];
}

// Faults

export interface Fault {
  readonly id: FaultId;
  readonly title: string;
  readonly text: string;
  readonly isOn: boolean;
}

/** `down`: Twilio answers nothing; `slow`: each request takes three seconds; `lost-events`: no event of an ended call arrives; `stuck`: calls never end. */
export type FaultId = 'down' | 'slow' | 'lost-events' | 'stuck';

/** What became of an order. */
export type Answer =
  | {
      readonly ok: true;
      /** What was done, as a sentence, where that is not plain to see. */
      readonly words?: string | undefined;
      readonly page?: LinkPage | undefined;
      readonly whatIf?: WhatIf | undefined;
    }
  /** What is wrong, where, and what to do. */
  | { readonly problem: string };
