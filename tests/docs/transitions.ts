import { claim, take } from '../../src/incident/answer';
import { EMPTY_BOARD, escalating } from '../../src/board/board';
import type { AttemptState, Board, IncidentStatus } from '../../src/board/board';
import { passOn, resolveByHand, takeByHand } from '../../src/incident/intervention';
import { advance, executionOf, markEnding, passOver, passRefused, restart } from '../../src/incident/escalation';
import type { Given } from '../../src/incident/escalation';
import { hashOf, recall } from '../../src/board/memory';
import type { CallPlan } from '../../src/incident/plan';
import { receive } from '../../src/incident/receive';
import { tended } from '../../src/incident/tend';
import { alarmAt, ANN, BOB, PLAN, START_MS } from '../incident/sample';

/** `none` is before an incident or attempt exists, and after it has made room for another one. */
export type Node = IncidentStatus | AttemptState['is'] | 'over' | 'none';

/** One way from a state to the next, and the events that lead there. */
export interface Transition {
  readonly from: Node;
  readonly to: Node;
  readonly events: readonly string[];
}

interface Moment {
  readonly board: Board;
  readonly nowMs: number;
}

interface Event {
  readonly name: string;
  readonly happen: (board: Board, given: Given) => Board;
}

/** A new state of the one alarm that there is: it leads wherever another one would. */
function alarm(name: string, state: 'alarm' | 'ok'): Event {
  const happen: Event['happen'] = (board, given) =>
    receive(board, [alarmAt((given.nowMs - START_MS) / 1_000, 'web-1', { state })], given).board;
  return { name, happen };
}

/** What happens to the current call, if there is one that has claimed. */
function ofCall(name: string, happen: (board: Board, execution: string, given: Given) => Board): Event {
  return {
    name,
    happen: (board, given) => {
      const execution = board.incidents.map(({ attempt }) => executionOf(attempt)).find((each) => each !== undefined);
      return execution === undefined ? board : happen(board, execution, given);
    },
  };
}

/** What a sweep or a creation does with an attempt in this state. */
function ofAttempt(name: string, is: AttemptState['is'], happen: Event['happen']): Event {
  return {
    name,
    happen: (board, given) => (escalating(board)?.attempt?.state.is === is ? happen(board, given) : board),
  };
}

/** Everything that can happen to a board. The names stand on the arrows. */
const EVENTS: readonly Event[] = [
  alarm('alarm', 'alarm'),
  alarm('all OK', 'ok'),
  ofAttempt('claim', 'starting', (board, { token, plan, nowMs }) => {
    const incident = escalating(board);
    if (incident?.attempt === undefined) return board;
    const call = { incident: incident.id, attempt: incident.attempt.number, execution: `of ${token}`, flow: 'FW' };
    return claim(board, { ...call, token: incident.attempt.token }, [], plan, nowMs).board;
  }),
  ofAttempt('not claimed in time', 'starting', (board, given) => restart(board, tokenOf(board), given)),
  ofAttempt('its time has come', 'waiting', (board, given) => restart(board, tokenOf(board), given)),
  ofAttempt('agent engaged', 'starting', (board, given) => passOver(board, tokenOf(board), 'engaged', given)),
  ofAttempt('number refused', 'starting', (board, given) => passRefused(board, tokenOf(board), given)),
  ofAttempt('past its deadline', 'calling', (board) => markEnding(board, executionIn(board))),
  ofAttempt('hung up', 'ending', (board, given) => advance(board, executionIn(board), 'timed-out', given)),
  ofCall('asks for the next agent', (board, execution, given) => advance(board, execution, 'declined', given)),
  ofCall('call has ended', (board, execution, given) => advance(board, execution, 'hung-up', given)),
  {
    name: 'key 1',
    // The current call and every earlier one: somebody may press it just as the next phone rings.
    happen: (board, given) => {
      const calls = board.incidents.flatMap((incident) => [
        ...incident.calls.map(({ number, proof }) => ({ incident: incident.id, attempt: number, execution: proof })),
        ...(executionOf(incident.attempt) === undefined
          ? []
          : [
              {
                incident: incident.id,
                attempt: incident.attempt?.number ?? 0,
                execution: executionOf(incident.attempt) ?? '',
              },
            ]),
      ]);
      return calls.reduce((each, call) => (each === board ? take(each, call, given).board : each), board);
    },
  },
  { name: 'taken by hand', happen: (board, given) => takeByHand(board, 'ann', undefined, 'hand', given).board },
  { name: 'closed by hand', happen: (board, given) => resolveByHand(board, undefined, given).board },
  { name: 'passed on', happen: (board, given) => passOn(board, undefined, undefined, given).board },
];

const NOTHING: Event = { name: 'nothing', happen: (board) => board };

/** Two agents; one whose phone is rung twice; nobody; reminders and rounds. Two calls are enough for every transition. */
const PLANS: readonly CallPlan[] = [
  { ...PLAN, order: [ANN, BOB], maxCalls: 2 },
  { ...PLAN, order: [ANN], maxCalls: 2 },
  { ...PLAN, order: [], maxCalls: 2 },
  { ...PLAN, order: [ANN, BOB], maxCalls: 1, remindMinutes: 60, again: { everyMinutes: 60, times: 1 } },
];

/** About five times as many as there are. */
const MOST_BOARDS = 20_000;

/** A second one beside it goes its own way through the same states. */
const MOST_INCIDENTS = 1;

/** At once, after everything that a call waits for, after a reminder is due, after a day. */
const PAUSES_MS = [1_000, 600_000, 2 * 3_600_000, 30 * 3_600_000];

/** What the code makes of an incident and of its attempts. */
export interface Transitions {
  readonly incident: readonly Transition[];
  readonly attempt: readonly Transition[];
}

/** Tries out everything that can happen, as long as it leads to a board that differs in what matters. Takes a few seconds. */
export function explore(): Transitions {
  const incident = new Edges();
  const attempt = new Edges();
  const note = (before: Board, after: Board, event: string): void => {
    addIncidents(incident, before, after, event);
    addAttempts(attempt, before, after, event);
  };
  for (const plan of PLANS) {
    const seen = new Set<string>();
    const left: Moment[] = [{ board: EMPTY_BOARD, nowMs: START_MS }];
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      for (const pauseMs of PAUSES_MS) {
        const nowMs = next.nowMs + pauseMs;
        const given: Given = { plan, nowMs, token: `t${seen.size}`, incidentId: `inc-${seen.size}` };
        const board = tended(next.board, given);
        note(next.board, board, 'time passes');
        for (const { name, happen } of [NOTHING, ...EVENTS]) {
          const after = happen(board, { ...given, token: `t${seen.size}`, incidentId: `inc-${seen.size}` });
          // Most events find nothing to happen to.
          if (after === board && name !== NOTHING.name) continue;
          note(board, after, name);
          const essence = essenceOf(after, nowMs);
          if (seen.has(essence) || after.incidents.length > MOST_INCIDENTS) continue;
          seen.add(essence);
          if (seen.size > MOST_BOARDS)
            throw new Error('There is no end to the boards: what tells them apart is too fine.');
          left.push({ board: told(after), nowMs });
        }
      }
    }
  }
  return { incident: incident.sorted(), attempt: attempt.sorted() };
}

/** What is owed to people and to the history leads to no other state, and would pile up; so would what was spent. */
function told(board: Board): Board {
  return {
    ...board,
    outbox: [],
    announcements: [],
    words: [],
    spent: { calls: [], texts: [], rang: board.spent.rang },
    incidents: board.incidents.map((incident) => ({ ...incident, isUnrecorded: false, flaps: 0 })),
  };
}

const ONLY_ALARM = hashOf(alarmAt(0).alarm.key);

/** What of a board decides about its future; the rest may differ without end. */
function essenceOf({ incidents, memory, spent }: Board, nowMs: number): string {
  const known = recall(memory, ONLY_ALARM);
  const slots = incidents.map(({ slot }) => slot).toSorted((one, other) => one - other);
  const facts = incidents.map((incident) => {
    const { slot, status, chain, taken, closed, attempt, calls, callsBefore, refused, rounds, reminders } = incident;
    const state = attempt?.state;
    return [
      slots.indexOf(slot),
      status,
      chain,
      taken?.by,
      closed?.is,
      attempt?.agent.id,
      attempt?.passed.length,
      attempt?.failures,
      state?.is,
      state !== undefined && 'deadlineMs' in state && nowMs < state.deadlineMs,
      calls.filter(({ number }) => number > callsBefore).map(({ agent }) => agent),
      refused.length > 0,
      rounds,
      Math.min(reminders, 1),
      incident.status === 'resolved' && nowMs < incident.changedAtMs + 300_000,
      taken !== undefined && nowMs < taken.atMs + 300_000,
    ];
  });
  const rang = spent.rang.some(({ atMs }) => nowMs < atMs + 30_000);
  return JSON.stringify([known?.state, known === undefined ? -1 : slots.indexOf(known.slot), facts, rang]);
}

class Edges {
  readonly #events = new Map<string, Set<string>>();

  add(from: Node, to: Node, event: string): void {
    const key = `${from} ${to}`;
    this.#events.set(key, (this.#events.get(key) ?? new Set()).add(event));
  }

  sorted(): readonly Transition[] {
    return [...this.#events]
      .map(([key, events]) => {
        const [from, to] = key.split(' ') as [Node, Node];
        return { from, to, events: [...events].toSorted() };
      })
      .toSorted((a, b) => `${a.from} ${a.to}`.localeCompare(`${b.from} ${b.to}`, 'en'));
  }
}

function addIncidents(edges: Edges, before: Board, after: Board, event: string): void {
  for (const id of new Set([...before.incidents, ...after.incidents].map((incident) => incident.id))) {
    const from = statusOf(before, id);
    const to = statusOf(after, id);
    if (from !== to) edges.add(from, to, event);
  }
}

function statusOf({ incidents }: Board, id: string): Node {
  return incidents.find((incident) => incident.id === id)?.status ?? 'none';
}

function addAttempts(edges: Edges, before: Board, after: Board, event: string): void {
  for (const id of new Set([...before.incidents, ...after.incidents].map((incident) => incident.id))) {
    const [old, now] = [before, after].map((board) => board.incidents.find((incident) => incident.id === id));
    const from = old?.attempt;
    const to = now?.attempt;
    const isSame = from?.state.is === to?.state.is && from?.token === to?.token;
    if (isSame) continue;
    // An attempt that claimed goes on until it is over: the next one is another.
    const wasLive = executionOf(from) !== undefined;
    const isOther = from?.number !== to?.number || (wasLive && executionOf(to) !== executionOf(from));
    if (from !== undefined && isOther) edges.add(from.state.is, wasLive && now !== undefined ? 'over' : 'none', event);
    if (to !== undefined) edges.add(isOther || from === undefined ? 'none' : from.state.is, to.state.is, event);
  }
}

function tokenOf(board: Board): string {
  return escalating(board)?.attempt?.token ?? '';
}

function executionIn(board: Board): string {
  return executionOf(escalating(board)?.attempt) ?? '';
}
