import type { IncidentWords } from '../alarm/alarm-words';
import { NOTHING_REMEMBERED, type Memory } from './memory';

/**
 * A team's board: everything that decides who is called, changed only by compare-and-set.
 *
 * One Sync document holds it (see `packBoard`), so everything here is plain data and has a bound. What does not decide who is
 * called, such as the texts of alarms, lies beside it.
 */
export interface Board {
  /** Counts the writes; a read with a smaller number than one's own last write is stale. */
  readonly writes: number;
  /** When it was last written, epoch milliseconds. */
  readonly writtenAtMs?: number;
  /** Oldest first. At most one is escalating, and at most {@link MOST_OPEN} are not over. */
  readonly incidents: readonly Incident[];
  /** Incidents that are no longer among these, newest last: an agent who is still on the phone about one must hear the truth. */
  readonly former: readonly Former[];
  readonly memory: Memory;
  /** What is said about alarms, as long as there is room for it; what there was none for lies beside the board. */
  readonly words: readonly IncidentWords[];
  /** Alarms that were wrong up to this time may have been forgotten, epoch milliseconds; 0: none was. */
  readonly forgottenToMs: number;
  /** The SMS owed, one entry a person, those who have waited longest first. */
  readonly outbox: readonly Owed[];
  /** What everyone on the team is to be told and not everyone is owed yet. */
  readonly announcements: readonly Announcement[];
  /** Since when SMS have failed without all of them coming through, epoch milliseconds; absent: none fails. */
  readonly textsFailSinceMs?: number;
  readonly spent: Spent;
  /** Why no call can be made at all, and when everyone was told so. */
  readonly impossible?: { readonly cause: Impossible; readonly toldAtMs: number };
  /** An execution that must be over, and its call, before another phone may ring. */
  readonly outlived?: Outlived;
  /** When the index of what is due says that somebody must look at this board again, epoch milliseconds. */
  readonly dueMs?: number;
}

/** An execution that nobody waits for any more and that held up a new call to the same phone; its call may still wait or ring. */
export interface Outlived {
  readonly execution: string;
  readonly flow: string;
  readonly phone: string;
  readonly foundAtMs: number;
}

/**
 * - `escalating`: agents are being called.
 * - `taken`: an agent has it.
 * - `resolved`: it is over: all its alarms are OK again, somebody closed it, or it was left to its owner.
 * - `exhausted`: every call was made and nobody took it; everyone on the team is told.
 */
export type IncidentStatus = 'escalating' | 'taken' | 'resolved' | 'exhausted';

export interface Incident {
  readonly id: string;
  /** Under which number the memory keeps its alarms; no other incident of the board has it. */
  readonly slot: number;
  readonly status: IncidentStatus;
  readonly openedAtMs: number;
  /** When it came into its present status. */
  readonly changedAtMs: number;
  /** The name of its first alarm, for when the texts beside the board are lost. */
  readonly name: string;
  /** When its first alarm began. */
  readonly sinceMs: number;
  /** How many alarms have ever joined it. */
  readonly joined: number;
  /** How many of these are not (any more) in the memory, and can therefore never be seen to recover. */
  readonly unremembered: number;
  /** How many of its alarms have a text. */
  readonly worded: number;
  /** When something was last heard of it: an alarm, a recovery, a person. */
  readonly heardAtMs: number;
  /** Who has it; kept while others are called to take it over. */
  readonly taken?: Taken;
  /** Why it is over, when its alarms are not all OK. */
  readonly closed?: Closed;
  /** How it was passed on last. */
  readonly passedOn?: PassedOn;
  /** Why it is being called (again). */
  readonly chain: Chain;
  /** The call that is being made now; absent unless it is escalating or the call has not come to its end. */
  readonly attempt?: Attempt;
  /** The calls that are over, oldest first; at most {@link MOST_CALLS_KEPT}. */
  readonly calls: readonly PastCall[];
  /** How many calls were made before the present chain: `maxCalls` counts from there. */
  readonly callsBefore: number;
  /** Further rounds that were made because nobody took it, and reminders that were given to its owner. */
  readonly rounds: number;
  readonly reminders: number;
  /** Phones, as `hashOf` has them, that cannot be called for this incident. */
  readonly refused: readonly string[];
  /** When the first phone rang. */
  readonly rangAtMs?: number;
  /** Everyone was, or is being, told that nobody has it. */
  readonly isTold: boolean;
  /** The fallback numbers were told so in the place of people whom an unreadable roster does not name. */
  readonly isFallbackTold?: true;
  /** The position, in the order of calls, of the agent who was called last. */
  readonly place: number;
  /** Not before this time is its owner, or everyone, told of further alarms again. */
  readonly moreNotBeforeMs?: number;
  /** How often it has gone from wrong to right and back, and since when that is counted; once it comes and goes: when it last did. */
  readonly flaps: number;
  readonly flapsSinceMs?: number;
  /** The history has not been told of its present status. */
  readonly isUnrecorded: boolean;
}

/**
 * Why a chain of calls runs.
 *
 * - `alarm`: something is wrong.
 * - `pass`: its owner, or somebody at a keyboard, wants another agent to take it.
 * - `remind`: it was taken long ago and is still wrong: its owner is rung first.
 * - `round`: nobody has it, and no message of an alarm keeps the chain: nobody took it and the roster asks for another round, its
 *   owner has left the roster, or an SMS about it reached nobody.
 */
export type Chain = 'alarm' | 'pass' | 'remind' | 'round';

/** By which way somebody took an incident, passed it on or closed it. */
export type Way = 'key' | 'hand' | 'sms' | 'link' | 'ring-back' | 'page';

export interface Taken {
  /** The agent's id. */
  readonly by: string;
  /** The end of the SID of the execution in which 1 was pressed, or of the token of another decision; see {@link tailOf}. */
  readonly proof: string;
  readonly atMs: number;
  readonly way: Way;
}

/** - `by-hand`: somebody said that it is over; `left`: nothing more can be known, and it is its owner's. */
export interface Closed {
  readonly is: 'by-hand' | 'left';
  /** The end of the decision's token. */
  readonly proof: string;
  /** Who has closed it, where that is known: the agent's id. */
  readonly by?: string;
  /** By which way; absent of what an earlier release closed. */
  readonly way?: Way;
}

/** Somebody had others called about an incident. */
export interface PassedOn {
  /** Who did, where that is known, and whom they named, if anybody: ids of agents. */
  readonly by?: string;
  readonly to?: string;
  readonly way: Way;
  readonly atMs: number;
}

/** An agent as a call must have one that goes on when the roster no longer has the agent. */
export interface AgentRef {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
}

/** One call to one agent, which is one Studio execution, from its beginning until it is certain that it is over. */
export interface Attempt {
  /** 1 for the first call of the incident. */
  readonly number: number;
  readonly agent: AgentRef;
  /** New at each start; only the first execution that carries the current one may dial. */
  readonly token: string;
  /** Phones, as `hashOf` has them, found in another call, or impossible to call just now, while this attempt looked for a free one. */
  readonly passed: readonly string[];
  /** How often an execution for this phone was asked for, and none claimed. */
  readonly failures: number;
  readonly state: AttemptState;
}

/**
 * - `waiting`: it is nobody's turn yet (the same number was just called, everyone is engaged, nobody can be called at all, or as
 *   many calls as the roster allows were made within the hour).
 * - `starting`: an execution is being created; it has not claimed.
 * - `calling`: this execution of this flow claimed and dials, rings or talks.
 * - `ending`: it is past its deadline and is being ended.
 */
export type AttemptState =
  | {
      readonly is: 'waiting';
      readonly notBeforeMs: number;
      readonly why: 'redial' | 'engaged' | 'unreachable' | 'budget';
    }
  | { readonly is: 'starting'; readonly sinceMs: number }
  | ({ readonly is: 'calling' } & Dialled)
  | ({ readonly is: 'ending' } & Dialled);

/** Since when it may ring, and until when it may last; `sinceMs` is absent of a call that the first release made. */
interface Dialled {
  readonly execution: string;
  readonly sinceMs?: number;
  readonly deadlineMs: number;
  readonly flow: string;
}

/** A call that is over: verified ended, or it asked for the next agent itself. */
export interface PastCall {
  readonly number: number;
  /** The agent's id. */
  readonly agent: string;
  /** `unfinished`: it was still going on when the incident needed nobody any more. */
  readonly outcome: AttemptOutcome | 'unfinished';
  /** The end of its execution's SID: a late key 1 proves itself by it. */
  readonly proof: string;
  /** When it was about to ring, in whole seconds, epoch milliseconds; absent of a call that the first release made. */
  readonly atMs?: number;
}

/**
 * How a call ended, for the person who was called:
 *
 * - `taken` pressed 1; `declined` pressed 2; `no-key` answered and pressed nothing that counts;
 * - `busy`, `no-answer`, `failed` were not reached;
 * - `hung-up` left before a key; `timed-out` was still there past the deadline.
 */
export type AttemptOutcome =
  'taken' | 'declined' | 'no-key' | 'busy' | 'no-answer' | 'failed' | 'hung-up' | 'timed-out';

/** An incident that is gone from the board, for those who may still be on the phone about it. */
export interface Former {
  readonly id: string;
  /** The id of the incident that it was carried into. */
  readonly into?: string;
  readonly calls: readonly PastCall[];
  /** Until when anybody may be on the phone, epoch milliseconds. */
  readonly untilMs: number;
}

/** Why no phone at all can be rung: the flow is missing or unpublished, the caller ID is not ours, the account cannot call. */
export type Impossible = 'flow' | 'caller-id' | 'account' | 'unreachable';

/**
 * What an SMS tells.
 *
 * - `details`: to the agent who took it; `more`: further alarms, to the agent who has it;
 * - `recovered`, `closed`, `left`: it is over, to the agent who has it or to those who were told that nobody has;
 * - `exhausted`: nobody took it, to everyone; `correction`: somebody took it after all, to everyone who was told otherwise;
 * - `taken-over`: another agent has it now, to the former owner; `kept`: nobody took it over, to its owner;
 * - `flapping`: it comes and goes, to its owner or everyone;
 * - `impossible`: no phone can be rung, to everyone; `budget`: the hour's calls are used up, to everyone;
 * - `ringing`: to the agent whose phone rings, where the roster wants an SMS with each call.
 */
export type TextKind =
  | 'details'
  | 'more'
  | 'recovered'
  | 'closed'
  | 'left'
  | 'exhausted'
  | 'correction'
  | 'taken-over'
  | 'kept'
  | 'flapping'
  | 'impossible'
  | 'budget'
  | 'ringing';

/** Everything that one person is to be told by SMS. */
export interface Owed {
  /** The agent's id: number and name are the roster's. */
  readonly to: string;
  /** Oldest first, each kind at most once for each incident. */
  readonly items: readonly OwedItem[];
  /** Of how many incidents that have left the board the person is to be told that they are over. */
  readonly gone: number;
  /** Since when, epoch milliseconds. */
  readonly sinceMs: number;
  readonly notBeforeMs: number;
  readonly tries: number;
  /** Who is sending it, and until when nobody else may. Once that is past, nobody knows whether it was sent. */
  readonly lease?: Lease;
}

export interface Lease {
  readonly by: string;
  readonly sinceMs: number;
  readonly untilMs: number;
}

export interface OwedItem {
  readonly kind: TextKind;
  /** The slot of the incident that it is about. */
  readonly slot: number;
  /** For `more`: the first alarm that it tells of. */
  readonly alarm?: string;
  /** How often it has become owed again before it was sent; for `more`, for how many other alarms it stands. */
  readonly further?: number;
  /** It alone does not make anybody get an SMS before this time. */
  readonly notBeforeMs?: number;
  /** While it is being sent: `further` as it was when its person was leased. What became owed since is owed still. */
  readonly leased?: number;
  /** The person was told the same before. */
  readonly isAgain?: true;
  /** Never on a board: `alarm` is the first that came after this was leased, and it tells of those just before. */
  readonly isBefore?: true;
}

/** Something that everyone is to be told; those who are on the board at once are bounded, the others follow. */
export interface Announcement {
  readonly kind: TextKind;
  readonly slot: number;
  /** Whose ids sort up to this one are owed it, or were told. Empty: nobody yet. */
  readonly after: string;
  /** Whose ids sort after this one need not hear of it. */
  readonly upTo?: string;
  /** Everyone was told the same before. */
  readonly isAgain?: true;
  /** Who else need not. */
  readonly except: readonly string[];
  /** It does not make anybody get an SMS before this time, epoch milliseconds. */
  readonly notBeforeMs?: number;
}

/** What the team's budget has been spent on. */
export interface Spent {
  /** How many calls were begun in each stretch of {@link BUDGET_STRETCH_MS}, by the stretch's number, oldest first. */
  readonly calls: readonly (readonly [stretch: number, calls: number])[];
  /** How many SMS each person was sent since a time: at most the latest {@link MOST_PEOPLE}. */
  readonly texts: readonly { readonly to: string; readonly sinceMs: number; readonly count: number }[];
  /** Phones, as `hashOf` has them, and when a call to them was last over. */
  readonly rang: readonly { readonly phone: string; readonly atMs: number }[];
  /** When everyone was last told that the calls are used up. */
  readonly toldAtMs?: number;
}

/** One incident as the history keeps it; see `history.ts`. */
export interface HistoryEntry {
  /** The team's id in the roster. */
  readonly team: string;
  readonly incident: string;
  readonly status: Exclude<IncidentStatus, 'escalating'>;
  /** Epoch milliseconds. */
  readonly openedAtMs: number;
  /** When it came into this status, epoch milliseconds. */
  readonly closedAtMs: number;
  /** When the first phone rang. */
  readonly rangAtMs?: number;
  /** What was wrong, a few words for each alarm; the last one may read "and 7 more". */
  readonly alarms: readonly { readonly text: string; readonly wrong: boolean }[];
  /** The calls that were made, in order, with the agent's id, and when; `unfinished` when the call was still going on. */
  readonly calls: readonly { readonly agent: string; readonly outcome: string; readonly atMs?: number }[];
  /** The id of the agent who took it, when, and by which way. */
  readonly takenBy?: string;
  readonly takenAtMs?: number;
  readonly way?: Way;
  /** Why it is over, when that is not its recovery. */
  readonly closed?: Closed['is'];
  /** The id of the agent who has closed it, where that is known. */
  readonly closedBy?: string;
  readonly closedWay?: Way;
  readonly passedOn?: PassedOn;
}

const NOTHING_SPENT: Spent = { calls: [], texts: [], rang: [] };

/** The board of a team to which nothing has ever happened. */
export const EMPTY_BOARD: Board = {
  writes: 0,
  incidents: [],
  former: [],
  memory: NOTHING_REMEMBERED,
  words: [],
  forgottenToMs: 0,
  outbox: [],
  announcements: [],
  spent: NOTHING_SPENT,
};

/** The incident for which agents are being called; undefined when there is none. */
export function escalating(board: Board): Incident | undefined {
  return board.incidents.find(({ status }) => status === 'escalating');
}

/** The incident of this id; undefined when it is not on the board. */
export function incidentNamed(board: Board, id: string): Incident | undefined {
  return board.incidents.find((incident) => incident.id === id);
}

/** The incidents that are not over, oldest first. */
export function openOnes(board: Board): readonly Incident[] {
  return board.incidents.filter(({ status }) => status !== 'resolved');
}

/** The board with this incident in the place of the one with its id. */
export function withIncident(board: Board, incident: Incident): Board {
  return { ...board, incidents: board.incidents.map((each) => (each.id === incident.id ? incident : each)) };
}

/** Enough of a SID or of a token to tell it from every other one of its incident. */
export function tailOf(proof: string): string {
  return proof.slice(-10);
}
