import type { TeamBoard } from '../account/boards';
import type { AgentRef, Attempt, AttemptOutcome, Incident } from '../incident/board';
import { recall } from '../incident/memory';

/** One thing that the board shows to have happened. */
export interface Step {
  /** The same for the same thing, so that it is told once. */
  readonly key: string;
  readonly label: string;
  readonly text: string;
}

/**
 * Where a drill stands:
 *
 * - `unseen`: no board knows it yet. `running`: agents are being called.
 * - `taken`: somebody pressed 1. `exhausted`: nobody did. `recovered`: it was ended elsewhere.
 * - `told`: the team's agent has an incident since shortly, so the drill was one more SMS and no call.
 * - `silenced`: a silence of the roster covers it.
 */
export type DrillState =
  | { readonly is: 'unseen' | 'silenced' }
  | { readonly is: 'running' | 'exhausted' | 'recovered'; readonly team: string; readonly steps: readonly Step[] }
  | {
      readonly is: 'taken' | 'told';
      readonly team: string;
      readonly by: AgentRef;
      readonly steps: readonly Step[];
    };

/** Reads off the boards where the drill stands. `takenBefore` are the incidents that somebody had before it was sent. */
export function drillState(boards: readonly TeamBoard[], hash: string, takenBefore: ReadonlySet<string>): DrillState {
  for (const { team, board } of boards) {
    const { incident } = board;
    if (incident !== null && incident.alarms.some((alarm) => alarm.hash === hash)) {
      return incidentState(team, incident, takenBefore.has(incident.id));
    }
  }
  return boards.some(({ board }) => recall(board.memory, hash) !== undefined) ? { is: 'silenced' } : { is: 'unseen' };
}

function incidentState(team: string, incident: Incident, wasTaken: boolean): DrillState {
  const steps = incident.attempts.flatMap(stepsOf);
  switch (incident.status) {
    case 'escalating':
      return { is: 'running', team, steps };
    case 'exhausted':
      return { is: 'exhausted', team, steps };
    case 'resolved':
      return { is: 'recovered', team, steps };
    case 'taken': {
      const { taken } = incident;
      if (taken === undefined) return { is: 'running', team, steps };
      return wasTaken ? { is: 'told', team, by: taken.by, steps: [] } : { is: 'taken', team, by: taken.by, steps };
    }
  }
}

/** An attempt that is over has been through what comes before, seen or not. */
function stepsOf({ number, agent, state }: Attempt): readonly Step[] {
  const key = `${String(number)} ${agent.id}`;
  const call = `${agent.name} (call ${String(number)})`;
  const starts = { key: `${key} starts`, label: 'starts', text: `the flow for ${call}` };
  const dials = { key: `${key} dials`, label: 'dials', text: call };
  switch (state.is) {
    case 'waiting': {
      const why = state.why === 'redial' ? 'that phone was called a moment ago' : 'every agent is in another call';
      return [{ key: `${key} waits`, label: 'waits', text: `${call}: ${why}` }];
    }
    case 'starting':
      return [starts];
    case 'calling':
    case 'ending':
      return [starts, dials];
    case 'over':
      return [starts, dials, { key: `${key} over`, label: endLabel(state.outcome), text: agent.name }];
  }
}

function endLabel(outcome: AttemptOutcome): string {
  switch (outcome) {
    case 'taken':
      return 'key 1';
    case 'declined':
      return 'key 2';
    case 'no-key':
      return 'no key';
    case 'no-answer':
      return 'no answer';
    case 'hung-up':
      return 'hung up';
    case 'timed-out':
      return 'stuck';
    case 'busy':
    case 'failed':
      return outcome;
  }
}

/** The incidents that somebody has, which take further alarms in by SMS. */
export function incidentsTaken(boards: readonly TeamBoard[]): ReadonlySet<string> {
  return new Set(boards.flatMap(({ board }) => (board.incident?.status === 'taken' ? [board.incident.id] : [])));
}

/** The teams whose agents are being called now, for something real: a drill would only be one more alarm of theirs. */
export function teamsAtWork(boards: readonly TeamBoard[]): readonly string[] {
  return boards.filter(({ board }) => board.incident?.status === 'escalating').map(({ team }) => team);
}
