import { ONCALL } from '../../oncall';
import { callOrder } from '../../roster/calls';
import type { Agent, Team } from '../../roster/roster';
import { onCallStatusAt, type OnCallStatus } from '../../roster/schedule';
import { isoOf, timeText } from '../../roster/time-text';
import { numbersOf, overrideWords, teamWords } from '../../roster/words';
import { lengthText } from '../../text/length';
import { ROSTER_OPTIONS, TEXT, readArguments } from '../arguments';
import type { Command } from '../command';
import { readRoster } from '../project';
import { selectTeams } from '../selection';
import { print, printJson } from '../terminal/print';
import { lines, painted, paragraphs, type Look, type Text } from '../terminal/text';
import { timeGiven, TIME_HELP } from '../time';

const HELP = `Usage: ${ONCALL} who [OPTIONS]

Who is on call, until when, and in which order agents would be called for an alarm at that time.

  --team T        this team only (default: every team)
  --at TIME       at this time instead of now
  --roster FILE   another roster (default: assets/roster.private.json)
  --json          one JSON object

${TIME_HELP}`;

export const command: Command = {
  help: HELP,
  run: async (args) => {
    const { values } = readArguments(args, { team: TEXT, at: TEXT, ...ROSTER_OPTIONS });
    const { roster } = readRoster(values.roster);
    const nowMs = Date.now();
    const answers = selectTeams(roster, values.team).map((team) =>
      answerFor(team, timeGiven(values.at, '--at', team.timezone, nowMs)),
    );
    if (values.json === true) printJson({ teams: answers.map(whoJson) });
    else print(paragraphs(answers.map(whoText)));
    return 0;
  },
};

/** What there is to say about one team at one instant. */
export interface WhoAnswer {
  readonly team: Team;
  readonly atMs: number;
  readonly status: OnCallStatus;
  /** In the order in which they are called. */
  readonly order: readonly Agent[];
}

/** Works it out with what the Functions use. */
export function answerFor(team: Team, atMs: number): WhoAnswer {
  return { team, atMs, status: onCallStatusAt(team, atMs), order: callOrder(team, atMs) };
}

/** The answer as a person reads it. */
export function whoText({ team, atMs, status, order }: WhoAnswer): Text {
  return lines([
    `${teamWords(team)} at ${timeText(atMs, team.timezone)} (${team.timezone})`,
    '',
    ['  on call   ', ...onCallText(team, atMs, status)],
    ...(status.override === undefined ? [] : [`            by override: ${overrideWords(status.override)}`]),
    ...order.map((agent, index) => `  ${index === 0 ? 'calls' : '     '}     ${callText(agent, index, team)}`),
    `            ${afterwardsText(team, order)}`,
  ]);
}

function onCallText(team: Team, atMs: number, { agent, untilMs, next }: OnCallStatus): readonly Text[] {
  if (untilMs === undefined) return [whoOf(agent, 'bold'), ', and no change in sight'];
  const until = ` until ${timeText(untilMs, team.timezone)} (for ${lengthText(untilMs - atMs)}), then `;
  return [whoOf(agent, 'bold'), until, whoOf(next)];
}

function whoOf(agent: Agent | undefined, look?: Look): Text {
  if (agent === undefined) return painted('red', 'NOBODY');
  return look === undefined ? agent.name : painted(look, agent.name);
}

function callText(agent: Agent, index: number, { escalation }: Team): string {
  const notReached = index < escalation.maxCalls ? '' : '   (not reached)';
  return `${String(index + 1)}. ${agent.name} (${agent.id})   ${numbersOf(agent).join(', then ')}${notReached}`;
}

function afterwardsText({ escalation: { maxCalls } }: Team, order: readonly Agent[]): string {
  if (order.length === 0) return 'Only the FALLBACK_NUMBERS of the deployment are called.';
  const again = order.length < maxCalls ? ', starting again with the first' : '';
  const calls = maxCalls === 1 ? '1 call is' : `${String(maxCalls)} calls are`;
  return `${calls} made${again}; then everyone gets an SMS.`;
}

function whoJson({ team, atMs, status, order }: WhoAnswer): object {
  return {
    team: team.id,
    name: team.name,
    timezone: team.timezone,
    at: isoOf(atMs),
    onCall: status.agent === undefined ? null : { id: status.agent.id, name: status.agent.name },
    override: status.override === undefined ? null : { path: status.override.path, why: status.override.why ?? null },
    until: status.untilMs === undefined ? null : isoOf(status.untilMs),
    next: status.next === undefined ? null : { id: status.next.id, name: status.next.name },
    order: order.map((agent) => ({ id: agent.id, name: agent.name, phones: numbersOf(agent) })),
    maxCalls: team.escalation.maxCalls,
  };
}
