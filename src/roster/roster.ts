import type { Language, Manner } from '../language/language';

/** A person who can be called. */
export interface Agent {
  readonly id: string;
  readonly name: string;
  /** E.164, never empty; the first is tried first. */
  readonly phones: readonly string[];
  /** IANA name, if the agent does not live in the team's zone: it says what is night for them, and nothing about who is called. */
  readonly timezone?: string;
  /** 4 to 8 digits: what has to be keyed before a ring-back counts. */
  readonly pin?: string;
  /** What the agent is called and texted in, if not in what the team is. */
  readonly language?: Language;
  /** The voice that the agent hears, if not the team's; of no use where it does not speak the language. */
  readonly voice?: string;
}

/** How people reach back: what the roster lets them do besides pressing a key in a call. */
export interface Reach {
  /** Whether the number that a call comes from is enough for an agent without a pin. */
  readonly trustsCallerId: boolean;
  /** What somebody who is not on the roster gets; absent: nothing. */
  readonly publicLine?: 'connect' | 'page';
  /** Whether an SMS about an incident has a link to its page. */
  readonly hasLinks: boolean;
  /** Whether an agent who is called gets an SMS about it while the phone rings. */
  readonly textsWithCall: boolean;
}

/**
 * One step of an escalation.
 *
 * - `on-call`: the agent who is on call at that instant.
 * - `next`: the next one after the agent on call who has not been named by an earlier `next`.
 * - `agent`: this agent, on call or not.
 * - `everyone`: the SMS that the whole team gets when nobody took it; no call.
 *
 * `path` is where it is written, such as `escalation.order[0]`.
 */
export type Step =
  | { readonly kind: 'on-call' | 'next' | 'everyone'; readonly path: string }
  | { readonly kind: 'agent'; readonly path: string; readonly agent: Agent };

/** How a team is called. */
export interface Escalation {
  /** How many calls are made for one incident before everyone is told that nobody took it. */
  readonly maxCalls: number;
  /** How long one phone rings. */
  readonly ringSeconds: number;
  /** How long after an incident was taken a new alarm still belongs to it. */
  readonly regroupMinutes: number;
  /** How long after an incident was taken its owner is rung again if an alarm of it is still wrong; absent: never. */
  readonly remindMinutes?: number;
  /** Further rounds of calls for an incident that nobody took; absent: none. */
  readonly again?: Again;
  /** How many calls the team gets within an hour; more wait. */
  readonly maxCallsPerHour: number;
  /** How many SMS one person of the team gets within an hour; more wait. */
  readonly maxTextsPerHour: number;
  /** The steps as written; absent when the roster leaves the order to the rotations. */
  readonly order?: readonly Step[];
}

/** Further rounds of calls: `maxCalls` anew each time, for as long as nobody takes the incident. */
export interface Again {
  /** From the end of one round to the beginning of the next. */
  readonly everyMinutes: number;
  /** How many further rounds at most. */
  readonly times: number;
}

/**
 * The time between two handoffs, counted on the wall clock and the calendar of the zone. A shift is what begins each time that
 * one of the rotation's parts of the week does.
 */
export interface Period {
  readonly count: number;
  readonly unit: 'hours' | 'days' | 'weeks' | 'months' | 'shifts';
}

/**
 * A part of the week that comes again every week, in wall time: half-open, from its first minute up to, not including, its
 * last.
 */
export interface WeekWindow {
  /** The days on which it begins, 1 for Monday to 7 for Sunday. */
  readonly days: readonly number[];
  /** Minutes after midnight of the day it begins. */
  readonly startMinute: number;
  /** How many days after the day it begins it ends. */
  readonly endDay: number;
  /** Minutes after midnight of the day it ends. */
  readonly endMinute: number;
}

/** Agents who take turns. */
export interface Rotation {
  /** Where it is written, such as `teams.db.rotations[0]`. */
  readonly path: string;
  /** In the order of their turns, never empty. */
  readonly agents: readonly Agent[];
  /** IANA name: whose clock `start`, `every` and `only` are read by; absent: the team's. */
  readonly timezone?: string;
  /** The first handoff, wall time such as `2026-01-05T09:00`; nobody is on call by this rotation before. Absent: since ever. */
  readonly start?: string;
  readonly every: Period;
  /** When it applies; empty: always. */
  readonly only: readonly WeekWindow[];
}

/**
 * A change for one interval, half-open. `out` and `in`: `in` is called wherever `out` would be. Only `in`: `in` is on call,
 * before the agent who would be. Only `out`: `out` is not called; if it is `out`'s turn in a rotation, by itself or in somebody's
 * place, nobody is on call, unless another override puts somebody there.
 */
export interface Override {
  /** Where it is written, such as `overrides[0]`. */
  readonly path: string;
  readonly out?: Agent;
  readonly in?: Agent;
  readonly fromMs: number;
  readonly toMs: number;
  readonly why?: string;
}

/** People who are called together, one after the other. */
export interface Team {
  readonly id: string;
  /** Where it is written, such as `teams.db`; `$` when the roster has no `teams`. */
  readonly path: string;
  readonly name: string;
  /** IANA name. */
  readonly timezone: string;
  /** How those of the team are spoken to who do not say otherwise. */
  readonly manner: Manner;
  /** Everyone on the team, who gets the SMS when nobody took an incident. */
  readonly agents: readonly Agent[];
  /** The last one that applies at an instant decides. Empty: the team's agents are called as written. */
  readonly rotations: readonly Rotation[];
  /** Applied one after the other: where two contradict each other, the later one wins. */
  readonly overrides: readonly Override[];
  readonly escalation: Escalation;
}

/** Which alarms are meant: each list is a choice, and all that are present must match. */
export interface AlarmMatch {
  /** Globs for the alarm's name. */
  readonly alarm?: readonly string[];
  /** AWS account numbers. */
  readonly account?: readonly string[];
  /** Globs for the AWS region. */
  readonly region?: readonly string[];
}

/** Which team gets an alarm. The first route that matches decides. */
export interface Route extends AlarmMatch {
  /** Where it is written, such as `routes[0]`. */
  readonly path: string;
  readonly team: string;
  readonly missingData?: 'page' | 'ignore';
}

/** Alarms for which nobody is called during an interval, half-open. */
export interface Silence extends AlarmMatch {
  /** Where it is written, such as `silences[0]`. */
  readonly path: string;
  /** Absent: since ever. */
  readonly fromMs?: number;
  readonly toMs: number;
  readonly why?: string;
}

/** Who is called, when, and for what: `assets/roster.private.json` after parsing. */
export interface Roster {
  /** IANA name; where times without a team of their own are read. */
  readonly timezone: string;
  /** How people are spoken to where neither they nor their team say otherwise. */
  readonly manner: Manner;
  /** The company's own name for itself, which opens a call. */
  readonly caller?: string;
  readonly agents: ReadonlyMap<string, Agent>;
  readonly teams: ReadonlyMap<string, Team>;
  /** The id of the team that gets what no route matches. */
  readonly defaultTeam: string;
  /** The names of AWS accounts, by their numbers. */
  readonly accounts: ReadonlyMap<string, string>;
  readonly routes: readonly Route[];
  readonly silences: readonly Silence[];
  readonly reach: Reach;
  /** What the file leaves open: the time zone was taken to be UTC, the default team to be the first. */
  readonly assumed: readonly ('timezone' | 'defaultTeam')[];
}
