import { claim, take } from '../../src/incident/answer';
import { currentAttempt, EMPTY_BOARD } from '../../src/incident/board';
import type { AttemptState, Board, Incident, IncidentStatus } from '../../src/incident/board';
import { resolveByHand, takeByHand } from '../../src/incident/by-hand';
import { advance, markEnding, passEngaged, passRefused, restart } from '../../src/incident/escalation';
import type { Given } from '../../src/incident/escalation';
import { hashOf, recall } from '../../src/incident/memory';
import type { CallPlan } from '../../src/incident/plan';
import { receive } from '../../src/incident/receive';
import { alarmAt, ANN, BOB, PLAN, START_MS } from '../incident/sample';

/** `none` is before an incident or attempt exists, and after it has made room for another one. */
export type Node = IncidentStatus | AttemptState['is'] | 'none';

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

const AGENT = { id: 'ann', name: ANN.name, phone: '+447700900001' };

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
      const state = stateOf(board);
      return state !== undefined && 'execution' in state ? happen(board, state.execution, given) : board;
    },
  };
}

/** What a sweep or a creation does with an attempt in this state. */
function ofAttempt(name: string, is: AttemptState['is'], happen: Event['happen']): Event {
  return {
    name,
    happen: (board, given) =>
      board.incident?.status === 'escalating' && stateOf(board)?.is === is ? happen(board, given) : board,
  };
}

/** Everything that can happen to a board. The names stand on the arrows. */
const EVENTS: readonly Event[] = [
  alarm('alarm', 'alarm'),
  alarm('all OK', 'ok'),
  ofAttempt('claim', 'starting', (board, given) => {
    const { incident } = board;
    const attempt = incident === null ? undefined : currentAttempt(incident);
    if (incident === null || attempt === undefined) return board;
    const call = { incident: incident.id, attempt: attempt.number, execution: `of ${given.token}` };
    return claim(board, { ...call, token: attempt.token }, given.plan, given.nowMs).board;
  }),
  ofAttempt('not claimed in time', 'starting', restart),
  ofAttempt('its time has come', 'waiting', restart),
  ofAttempt('agent engaged', 'starting', (board, given) => passEngaged(board, tokenOf(board), given)),
  ofAttempt('number refused', 'starting', (board, given) => passRefused(board, tokenOf(board), given)),
  ofAttempt('past its deadline', 'calling', (board) => {
    const state = stateOf(board);
    return state?.is === 'calling' ? markEnding(board, state.execution) : board;
  }),
  ofAttempt('hung up', 'ending', (board, given) => {
    const state = stateOf(board);
    return state?.is === 'ending' ? advance(board, state.execution, 'timed-out', given) : board;
  }),
  ofCall('asks for the next agent', (board, execution, given) => advance(board, execution, 'declined', given)),
  ofCall('call has ended', (board, execution, given) => advance(board, execution, 'hung-up', given)),
  {
    name: 'key 1',
    // The current call and every earlier one: somebody may press it just as the next phone rings.
    happen: (board, given) =>
      (board.incident?.attempts ?? []).reduce(
        (each, { number, state }) =>
          'execution' in state && each === board
            ? take(each, { incident: board.incident?.id ?? '', attempt: number, execution: state.execution }, given)
                .board
            : each,
        board,
      ),
  },
  { name: 'taken by hand', happen: (board, given) => takeByHand(board, AGENT, given).board },
  { name: 'closed by hand', happen: (board, given) => resolveByHand(board, given).board },
];

/** Two agents; one whose phone is rung twice; nobody. Two calls are enough for every transition. */
const ORDERS: readonly CallPlan['order'][] = [[ANN, BOB], [ANN], []];

/** About five times as many as there are. */
const MOST_BOARDS = 20_000;

/** At once, or after everything that is waited for. */
const PAUSES_MS = [1_000, 600_000];

/** What the code makes of an incident and of its attempts. */
export interface Transitions {
  readonly incident: readonly Transition[];
  readonly attempt: readonly Transition[];
}

/** Tries out everything that can happen, as long as it leads to a board that differs in what matters. Takes a few seconds. */
export function explore(): Transitions {
  const incident = new Edges();
  const attempt = new Edges();
  for (const order of ORDERS) {
    const plan: CallPlan = { ...PLAN, order, maxCalls: 2 };
    const seen = new Set<string>();
    const left: Moment[] = [{ board: EMPTY_BOARD, nowMs: START_MS }];
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const { board } = next;
      for (const pauseMs of PAUSES_MS) {
        const nowMs = next.nowMs + pauseMs;
        for (const { name, happen } of EVENTS) {
          const token = `t${seen.size}`;
          const after = happen(board, { plan, nowMs, token, incidentId: `inc-${seen.size}` });
          addIncident(incident, board.incident, after.incident, name);
          addAttempts(attempt, board.incident, after.incident, name);
          const essence = essenceOf(after, nowMs);
          if (seen.has(essence)) continue;
          seen.add(essence);
          if (seen.size > MOST_BOARDS)
            throw new Error('There is no end to the boards: what tells them apart is too fine.');
          // What is owed to people leads to no other state, and would pile up.
          left.push({ board: { ...after, outbox: [] }, nowMs });
        }
      }
    }
  }
  return { incident: incident.sorted(), attempt: attempt.sorted() };
}

/** What of a board decides about its future; the rest may differ without end. */
function essenceOf({ incident, memory }: Board, nowMs: number): string {
  const known = recall(memory, hashOf(alarmAt(0).alarm.key))?.state ?? 'unknown';
  if (incident === null) return known;
  const { status, alarms, attempts, refused, closedAtMs = 0, closedByHand, taken } = incident;
  const calls = attempts.map(({ agent, engaged, state }) => [
    agent.id,
    engaged,
    state.is,
    'deadlineMs' in state && nowMs < state.deadlineMs,
    state.is === 'over' && nowMs < state.atMs + 30_000,
  ]);
  const isRecent = nowMs < closedAtMs + 300_000;
  const facts = [status, isRecent, closedByHand !== undefined, taken?.by.id, refused.length];
  return JSON.stringify([known, alarms.map(({ wrong }) => wrong), calls, facts]);
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

function addIncident(edges: Edges, before: Incident | null, after: Incident | null, event: string): void {
  if (before?.id === after?.id) {
    if (before !== null && after !== null && before.status !== after.status)
      edges.add(before.status, after.status, event);
    return;
  }
  if (before !== null) edges.add(before.status, 'none', event);
  if (after !== null) edges.add('none', after.status, event);
}

function addAttempts(edges: Edges, before: Incident | null, after: Incident | null, event: string): void {
  const isSame = before?.id === after?.id;
  const old = isSame ? (before?.attempts ?? []) : [];
  const present = after?.attempts ?? [];
  for (let index = 0; index < Math.max(old.length, present.length); index++) {
    const from = old[index];
    const to = present[index];
    // A new token is a new start, also of an attempt that was starting.
    if (from?.state.is === to?.state.is && from?.token === to?.token) continue;
    edges.add(from?.state.is ?? 'none', to?.state.is ?? 'none', event);
  }
}

function stateOf({ incident }: Board): AttemptState | undefined {
  return incident === null ? undefined : currentAttempt(incident)?.state;
}

function tokenOf({ incident }: Board): string {
  return (incident === null ? undefined : currentAttempt(incident))?.token ?? '';
}
