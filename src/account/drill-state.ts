import type { Attempt, Incident, PastCall } from '../board/board';
import { recall } from '../board/memory';
import { ONCALL } from '../oncall';
import type { RosterNames } from '../roster/names';
import type { Boards } from './boards';

/** One thing that the board shows to have happened. */
export interface Step {
  /** The same for the same thing, so that it is reported once. */
  readonly key: string;
  readonly label: string;
  readonly text: string;
  /** The agent's id. */
  readonly agent: string;
  /** The number of the call. */
  readonly attempt: number;
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
      /** The agent's id. */
      readonly by: string;
      readonly steps: readonly Step[];
    };

/** Reads off the boards where the drill stands. `takenBefore` are the incidents that somebody had before it was sent. */
export function drillState(
  { teams }: Boards,
  hash: string,
  takenBefore: ReadonlySet<string>,
  names: RosterNames,
): DrillState {
  for (const { team, board } of teams) {
    const slot = recall(board.memory, hash)?.slot;
    const incident = board.incidents.find((each) => each.slot === slot);
    if (incident !== undefined) return incidentState(team, incident, takenBefore.has(incident.id), names);
  }
  const isKnown = teams.some(({ board }) => recall(board.memory, hash) !== undefined);
  return isKnown ? { is: 'silenced' } : { is: 'unseen' };
}

function incidentState(team: string, incident: Incident, wasTaken: boolean, names: RosterNames): DrillState {
  const { attempt } = incident;
  const past = incident.calls.flatMap((call) => pastSteps(call, names));
  const steps = attempt === undefined ? past : [...past, ...presentSteps(attempt)];
  switch (incident.status) {
    case 'escalating':
      return { is: 'running', team, steps };
    case 'exhausted':
      return { is: 'exhausted', team, steps };
    case 'resolved':
      return { is: 'recovered', team, steps };
    case 'taken': {
      const by = incident.taken?.by ?? '';
      return wasTaken ? { is: 'told', team, by, steps: [] } : { is: 'taken', team, by, steps };
    }
  }
}

/** A call that is over has been through what comes before, seen or not. */
function pastSteps({ number, agent, outcome }: PastCall, names: RosterNames): readonly Step[] {
  const name = names.agentName(agent);
  const begun = begunSteps(number, agent, name);
  if (outcome === 'unfinished') return begun;
  return [...begun, { key: `${number} ${agent} over`, label: endLabel(outcome), text: name, agent, attempt: number }];
}

function presentSteps({ number, agent, state }: Attempt): readonly Step[] {
  switch (state.is) {
    case 'waiting':
      return [
        {
          key: `${number} ${agent.id} waits`,
          label: 'waits',
          text: `${agent.name} (call ${number}): ${WAITING_WORDS[state.why]}`,
          agent: agent.id,
          attempt: number,
        },
      ];
    case 'starting':
      return begunSteps(number, agent.id, agent.name).slice(0, 1);
    case 'calling':
    case 'ending':
      return begunSteps(number, agent.id, agent.name);
  }
}

const WAITING_WORDS: Readonly<Record<Extract<Attempt['state'], { is: 'waiting' }>['why'], string>> = {
  redial: 'that phone was called a moment ago',
  engaged: 'every agent is in another call',
  unreachable: `Twilio starts no call for us; see "${ONCALL} doctor"`,
  budget: "the hour's calls are used up",
};

function begunSteps(number: number, id: string, name: string): readonly Step[] {
  const call = `${name} (call ${number})`;
  return [
    { key: `${number} ${id} starts`, label: 'starts', text: `the flow for ${call}`, agent: id, attempt: number },
    { key: `${number} ${id} dials`, label: 'dials', text: call, agent: id, attempt: number },
  ];
}

function endLabel(outcome: Exclude<PastCall['outcome'], 'unfinished'>): string {
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
export function incidentsTaken({ teams }: Boards): ReadonlySet<string> {
  const incidents = teams.flatMap(({ board }) => board.incidents);
  return new Set(incidents.filter(({ status }) => status === 'taken').map(({ id }) => id));
}

/** The teams whose agents are being called now, for something real: a drill would only be one more alarm of theirs. */
export function teamsAtWork({ teams }: Boards): readonly string[] {
  return teams
    .filter(({ board }) => board.incidents.some(({ status }) => status === 'escalating'))
    .map(({ team }) => team);
}
