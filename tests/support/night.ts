import { FLAPS } from '../../src/incident/limits';
import { brokenPromises } from './guarantees';
import { intrude } from './intruder';
import { delays } from './promptness';
import type { Deployment, Schedule } from './schedule';
import { AGENTS, NUMBERS, START_MS, Story } from './story';
import type { Agent } from './story';
import { Trouble } from './trouble';
import type { Leaving, Night, Sent } from './witness';

/** A night that is over. */
export interface Lived {
  readonly story: Story;
  /** Every promise that was broken, in words. */
  readonly broken: readonly string[];
  /** How many things went wrong in the outside world. */
  readonly faults: number;
}

/** Lives through one night and tells every promise that it broke. */
export async function live(schedule: Schedule): Promise<Lived> {
  const trouble = new Trouble(schedule);
  const story = new Story({
    agents: schedule.conducts,
    roster: rosterOf(schedule, 'as it was'),
    fallbackNumbers: [NUMBERS.dee],
    switches: schedule.switches,
    ...trouble.options(),
  });
  trouble.watch(story);
  const sent: Sent[] = [];
  for (const { name, state, atSeconds, copiesAfterSeconds, againAfterSeconds } of schedule.alarms) {
    const send = (): void => {
      const copiesAtMs = trouble.copyNext(copiesAfterSeconds);
      story.alarm(name, { state, stateAtSeconds: atSeconds });
      const message = story.newestMessage();
      sent.push({ name, state, stateAtSeconds: atSeconds, message, copiesAtMs, sinceMs: Math.min(...copiesAtMs) });
    };
    for (const afterSeconds of [0, ...againAfterSeconds]) story.at(atSeconds + afterSeconds, send);
  }
  for (const { atSeconds, roster } of schedule.deployments) {
    story.at(atSeconds, () => {
      story.deploy(rosterOf(schedule, roster));
      trouble.note();
    });
  }
  const heartbeats = new Set<string>();
  const calmSeconds = Math.max(0, ...schedule.outages.map(({ fromSeconds, seconds }) => fromSeconds + seconds));
  const untilSeconds = Math.max(lastNewsSeconds(schedule), calmSeconds) + afterwardsSeconds(schedule);
  story.heartbeats(schedule.beatSeconds, untilSeconds, () => {
    trouble.copyNext([0]);
    heartbeats.add(story.heartbeat());
  });
  const intrusions: Promise<string[]>[] = [];
  for (const { atSeconds, what } of schedule.intrusions) {
    story.at(atSeconds, () => intrusions.push(story.during(intrude(story, what))));
  }
  try {
    await story.toTheEnd();
  } catch (error) {
    return {
      story,
      broken: [error instanceof Error ? error.message : String(error)],
      faults: trouble.disturbances.length,
    };
  }
  const night = witnessed(story, schedule, sent, trouble, heartbeats);
  const broken = [...brokenPromises(night), ...delays(night), ...(await Promise.all(intrusions)).flat()];
  return { story, broken, faults: trouble.disturbances.length };
}

/**
 * For so long the heartbeat goes on at least: as long as time, or an edit of the roster, may ask for a call; what comes and goes is held
 * open for a quarter of an hour.
 */
function afterwardsSeconds({ remindMinutes, again, deployments, alarms }: Schedule): number {
  if (remindMinutes !== null || again !== null) return 40 * 60;
  const mayComeAndGo = alarms.filter(({ state }) => state === 'OK').length >= FLAPS;
  return deployments.length > 0 || mayComeAndGo ? 20 * 60 : 5 * 60;
}

/** When the outside world had its last news. */
function lastNewsSeconds({ alarms, deployments }: Schedule): number {
  const came = alarms.flatMap(({ atSeconds, copiesAfterSeconds, againAfterSeconds }) =>
    [0, ...againAfterSeconds].flatMap((again) => copiesAfterSeconds.map((after) => atSeconds + again + after)),
  );
  return Math.max(0, ...came, ...deployments.map(({ atSeconds }) => atSeconds));
}

function witnessed(
  story: Story,
  schedule: Schedule,
  sent: readonly Sent[],
  trouble: Trouble,
  heartbeats: ReadonlySet<string>,
): Night {
  const deployed = new Set(schedule.deployments.map(({ roster }) => roster));
  const { agents, secondTeam } = schedule;
  const withoutLast = deployed.has('without the last') && agents.length > 1 ? [agents.slice(0, -1)] : [];
  const fallback: readonly (readonly Agent[])[] = deployed.has('broken') ? [['dee']] : [];
  return {
    story,
    sent,
    teamsOf: (name) => [
      ...(name === 'db' && secondTeam.length > 0 ? ['db'] : ['main']),
      ...(name === 'db' && deployed.has('all to one team') ? ['main'] : []),
      ...(deployed.has('broken') ? ['fallback'] : []),
    ],
    membersOf: (team) =>
      team === 'fallback'
        ? [['dee']]
        : [team === 'db' ? secondTeam : agents, ...(team === 'main' ? withoutLast : []), ...fallback],
    deployedAtMs: schedule.deployments.map(({ atSeconds }) => START_MS + atSeconds * 1000),
    brokenAtMs: schedule.deployments.flatMap(({ roster, atSeconds }) =>
      roster === 'broken' ? [START_MS + atSeconds * 1000] : [],
    ),
    leavings: leavingsOf(schedule),
    isRosterBroken: schedule.deployments.toSorted((a, b) => a.atSeconds - b.atSeconds).at(-1)?.roster === 'broken',
    byHand: [],
    heartbeats,
    ...(schedule.remindMinutes === null ? {} : { remindMs: schedule.remindMinutes * 60_000 }),
    ...(schedule.again === null
      ? {}
      : { again: { everyMs: schedule.again.everyMinutes * 60_000, times: schedule.again.times } }),
    refusedTexts: trouble.refusedTexts,
    refusedCalls: trouble.refusedCalls,
    refusalsMs: trouble.refusalsMs,
    textsFailed: trouble.textsFailed,
    textsOutMs: trouble.textsOutMs,
    maxCalls: schedule.maxCalls,
    lateTexts: trouble.lateTexts,
    disturbances: trouble.disturbances,
    staleReadsMs: trouble.staleReadsMs,
    stuck: trouble.stuck,
    longestQueueMs: schedule.queued.reduce((sum, { seconds }) => sum + seconds * 1000, 0),
    mayBury: schedule.receives < 1000,
  };
}

/** Who is no longer on the roster, and for how long. One that cannot be read says nothing of anybody. */
function leavingsOf(schedule: Schedule): readonly Leaving[] {
  const leavings: Leaving[] = [];
  const deployments = schedule.deployments.toSorted((a, b) => a.atSeconds - b.atSeconds);
  const [...members] = new Set([...schedule.agents, ...schedule.secondTeam]);
  for (const agent of members) {
    const to = NUMBERS[agent];
    for (const { atSeconds, roster } of deployments) {
      if (roster === 'broken') continue;
      const atMs = START_MS + atSeconds * 1000;
      const isGone = !agentsOf(schedule, roster).includes(agent);
      const open = leavings.findIndex((each) => each.to === to && each.untilMs === Infinity);
      const known = leavings[open];
      if (isGone && known === undefined) leavings.push({ to, atMs, untilMs: Infinity });
      if (!isGone && known !== undefined) leavings[open] = { ...known, untilMs: atMs };
    }
  }
  return leavings;
}

function mainTeam({ agents }: Schedule, deployment: Deployment): Schedule['agents'] {
  if (deployment === 'reversed') return agents.toReversed();
  return deployment === 'without the last' && agents.length > 1 ? agents.slice(0, -1) : agents;
}

function agentsOf(schedule: Schedule, deployment: Deployment): Schedule['agents'] {
  return [...new Set([...mainTeam(schedule, deployment), ...schedule.secondTeam])];
}

function rosterOf(schedule: Schedule, deployment: Deployment): object | string {
  if (deployment === 'broken') return '{ "agents": ';
  const { secondTeam, maxCalls, remindMinutes, again } = schedule;
  const main = mainTeam(schedule, deployment);
  return {
    agents: Object.fromEntries(agentsOf(schedule, deployment).map((agent) => [agent, AGENTS[agent]])),
    teams: {
      main: { name: 'Main', agents: main },
      ...(secondTeam.length === 0 ? {} : { db: { name: 'Database', agents: secondTeam } }),
    },
    defaultTeam: 'main',
    ...(secondTeam.length === 0 || deployment === 'all to one team' ? {} : { routes: [{ alarm: 'db', team: 'db' }] }),
    escalation: {
      maxCalls,
      ...(remindMinutes === null ? {} : { remindMinutes }),
      ...(again === null ? {} : { again: { every: `${again.everyMinutes} minutes`, times: again.times } }),
    },
  };
}

/** The night as a story, for whoever has to understand what went wrong. */
export function told(story: Story): string {
  return story.rehearsal.ledger.entries
    .filter(({ kind }) => kind !== 'delivered' && kind !== 'log')
    .map(({ atMs, ...entry }) => `${((atMs - START_MS) / 1000).toFixed(2).padStart(9)} ${JSON.stringify(entry)}`)
    .join('\n');
}
