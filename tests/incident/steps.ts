import * as fc from 'fast-check';
import { claim, take } from '../../src/incident/answer';
import { EMPTY_BOARD, currentAttempt } from '../../src/incident/board';
import type { Board } from '../../src/incident/board';
import { resolveByHand, takeByHand } from '../../src/incident/by-hand';
import { advance, markEnding, passEngaged, passRefused, restart } from '../../src/incident/escalation';
import type { Given } from '../../src/incident/escalation';
import { lease, leased, settleTexts } from '../../src/incident/outbox';
import { receive } from '../../src/incident/receive';
import { fitted } from '../../src/incident/settled';
import { alarmAt, ANN, BOB, CYD, START_MS } from './sample';

/** The alarms of a schedule. */
export const NAMES = ['api', 'db', 'web'];
/** The executions of a schedule. */
export const EXECUTIONS = ['FN1', 'FN2', 'FN3', 'FN4', 'FN5', 'FN6'];

/** One thing that happens to a board. */
export type Step =
  | {
      readonly is: 'alarm';
      readonly name: string;
      readonly state: 'alarm' | 'ok' | 'no-data';
      readonly ago: number;
      readonly quiet: boolean;
    }
  | { readonly is: 'claim'; readonly execution: string; readonly back: number }
  | { readonly is: 'take' | 'next' | 'stuck'; readonly execution: string; readonly attempt: number }
  | { readonly is: 'restart' | 'engaged' | 'refused' | 'send' | 'taken by hand' | 'closed by hand' };

const anExecution = fc.constantFrom(...EXECUTIONS);
export const aStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    is: fc.constant('alarm' as const),
    name: fc.constantFrom(...NAMES),
    state: fc.constantFrom('alarm' as const, 'ok' as const, 'no-data' as const),
    ago: fc.integer({ min: 0, max: 90 }),
    quiet: fc.boolean(),
  }),
  fc.record({ is: fc.constant('claim' as const), execution: anExecution, back: fc.integer({ min: 0, max: 2 }) }),
  fc.record({
    is: fc.constantFrom('take' as const, 'next' as const, 'next' as const, 'stuck' as const),
    execution: anExecution,
    attempt: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ is: fc.constantFrom('restart' as const, 'engaged' as const, 'refused' as const, 'send' as const) }),
  fc.record({ is: fc.constantFrom('taken by hand' as const, 'closed by hand' as const) }),
);
/** Things that happen one after the other, with the seconds between them. */
export const aSchedule = fc.array(fc.tuple(aStep, fc.integer({ min: 0, max: 120 })), { minLength: 1, maxLength: 60 });

/** One agent, two with one phone between them, or three. */
export const aPlan = fc.record({
  order: fc.constantFrom([ANN], [ANN, BOB], [ANN, { ...BOB, phones: ANN.phones }], [ANN, BOB, CYD]),
  maxCalls: fc.integer({ min: 1, max: 4 }),
});

export interface Yes {
  readonly token: string;
  readonly execution: string;
}

/** The boards that a schedule leads through, and every yes that was given. */
export function follow(
  schedule: readonly (readonly [Step, number])[],
  plan: Given['plan'],
): { readonly boards: readonly Board[]; readonly yeses: readonly Yes[] } {
  const boards: Board[] = [EMPTY_BOARD];
  const yeses: Yes[] = [];
  const tokens: string[] = [];
  let nowMs = START_MS;
  for (const [index, [step, seconds]] of schedule.entries()) {
    nowMs += seconds * 1_000;
    const board = boards.at(-1) ?? EMPTY_BOARD;
    const given: Given = { plan, nowMs, token: `t${index}`, incidentId: `inc-${index}` };
    const decided = decide(board, step, given, tokens, yeses);
    const token = decided.incident === null ? undefined : currentAttempt(decided.incident)?.token;
    if (token !== undefined && tokens.at(-1) !== token) tokens.push(token);
    boards.push(decided === board ? board : fitted({ ...decided, writes: board.writes + 1 }));
  }
  return { boards, yeses };
}

/** The board after this step. A claim that is granted is added to `yeses`. */
export function decide(board: Board, step: Step, given: Given, tokens: readonly string[], yeses: Yes[]): Board {
  const incident = board.incident?.id ?? 'none';
  const attempt = board.incident === null ? undefined : currentAttempt(board.incident);
  switch (step.is) {
    case 'alarm': {
      const seconds = (given.nowMs - START_MS) / 1_000 - step.ago;
      return receive(board, [{ ...alarmAt(seconds, step.name, { state: step.state }), quiet: step.quiet }], given)
        .board;
    }
    case 'claim': {
      const token = tokens.at(-1 - step.back) ?? 'none';
      const call = { incident, attempt: attempt?.number ?? 1, execution: step.execution, token };
      const answer = claim(board, call, given.plan, given.nowMs);
      if (answer.claim.ring) yeses.push({ token, execution: step.execution });
      return answer.board;
    }
    case 'take':
      return take(board, { incident, attempt: step.attempt, execution: step.execution }, given).board;
    case 'next':
      return advance(board, step.execution, 'declined', given);
    case 'stuck':
      return markEnding(board, step.execution);
    case 'restart':
      return restart(board, given);
    case 'engaged':
      return passEngaged(board, attempt?.token ?? 'none', given);
    case 'refused':
      return passRefused(board, attempt?.token ?? 'none', given);
    case 'taken by hand':
      return takeByHand(board, { id: 'cyd', name: 'Cyd Ito', phone: '+447700900003' }, given).board;
    case 'closed by hand':
      return resolveByHand(board, given).board;
    case 'send': {
      const holding = lease(board, given.token, given.nowMs);
      const results = leased(holding, given.token).map((text) => ({ text, handover: 'accepted' as const }));
      return settleTexts(holding, given.token, results, given.nowMs);
    }
  }
}
