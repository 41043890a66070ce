import { FLAPS } from '../../src/incident/limits';
import { brokenPromises } from './guarantees';
import { act } from './hand';
import { intrude } from './intruder';
import { delays } from './promptness';
import type { Deployment, Hand, Schedule } from './schedule';
import { AGENTS, NUMBERS, START_MS, Story } from './story';
import type { Agent } from './story';
import { strictly } from './strictness';
import { Trouble } from './trouble';
import type { ByHand, Leaving, Night, Sent } from './witness';

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
  let flow: Readonly<Record<string, string>> = {};
  const story = new Story({
    agents: schedule.conducts,
    roster: rosterOf(schedule, 'as it was'),
    fallbackNumbers: [NUMBERS.dee],
    switches: schedule.switches,
    variables: () => flow,
    ...trouble.options(),
  });
  trouble.watch(story);
  const sent = sendAll(story, schedule, trouble);
  for (const { atSeconds, roster } of schedule.deployments) {
    story.at(atSeconds, () => {
      story.deploy(rosterOf(schedule, roster));
      trouble.note();
    });
  }
  for (const [index, atSeconds] of schedule.flowChangesAtSeconds.entries()) {
    story.at(atSeconds, () => {
      flow = { FLOW_SID: `FW${String(index + 1).padStart(32, '0')}` };
      story.rehearsal.setFlow('published', flow['FLOW_SID']);
      trouble.note();
    });
  }
  const acts: Promise<ByHand | undefined>[] = [];
  for (const hand of handsOf(schedule)) {
    story.at(hand.atSeconds, () => {
      trouble.note();
      acts.push(story.during(act(story, jsonRosterOf(schedule, 'as it was'), hand)));
    });
  }
  const heartbeats = new Set<string>();
  const untilSeconds = lastNewsSeconds(schedule) + afterwardsSeconds(schedule);
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
  const byHand = (await Promise.all(acts)).filter((done) => done !== undefined);
  const night = witnessed(story, schedule, sent, trouble, heartbeats, byHand);
  const broken = [
    ...brokenPromises(night),
    ...delays(night),
    ...strictly(night, schedule),
    ...(await Promise.all(intrusions)).flat(),
  ];
  return { story, broken, faults: trouble.disturbances.length };
}

/** Everything that is published. What is silenced is among none of what should be heard of. */
function sendAll(story: Story, schedule: Schedule, trouble: Trouble): readonly Sent[] {
  const sent: Sent[] = [];
  for (const news of schedule.alarms) {
    const { name, state, atSeconds, copiesAfterSeconds, againAfterSeconds, aheadSeconds = 0, isText } = news;
    const stateAtSeconds = atSeconds + aheadSeconds;
    const send = (): void => {
      const copiesAtMs = trouble.copyNext(copiesAfterSeconds);
      if (isText === true) story.publish(`${name} needs a look`);
      else story.alarm(name, { state, stateAtSeconds });
      if (name === schedule.silenced) return;
      const message = story.newestMessage();
      // One that is dated far ahead says nothing of what is later.
      const isFarAhead = aheadSeconds > 60;
      const orderedBySeconds = isFarAhead || isText === true ? atSeconds : stateAtSeconds;
      sent.push({
        name,
        state,
        stateAtSeconds: orderedBySeconds,
        message,
        copiesAtMs,
        sinceMs: Math.min(...copiesAtMs),
      });
    };
    for (const afterSeconds of [0, ...againAfterSeconds]) story.at(atSeconds + afterSeconds, send);
  }
  return sent;
}

/** Only whoever is on the roster acts, and only on teams that there are. */
function handsOf({ hands, agents, secondTeam }: Schedule): readonly Hand[] {
  const known = new Set([...agents, ...secondTeam]);
  return hands.map((hand) => ({
    ...hand,
    team: secondTeam.length === 0 ? 'main' : hand.team,
    who: hand.who !== null && known.has(hand.who) ? hand.who : hand.does === 'ack' ? (agents[0] ?? null) : null,
  }));
}

/**
 * For so long the heartbeat goes on at least: as long as time, or an edit of the roster, may ask for a call; what comes and goes is held
 * open for a quarter of an hour.
 */
function afterwardsSeconds({ remindMinutes, again, deployments, alarms }: Schedule): number {
  if (remindMinutes !== null || again !== null) return 40 * 60;
  const mayComeAndGo = alarms.filter(({ state }) => state === 'OK').length >= FLAPS;
  if (mayComeAndGo) return 30 * 60;
  return deployments.length > 0 ? 20 * 60 : 5 * 60;
}

/** When the outside world had its last news. */
function lastNewsSeconds({ alarms, deployments, hands, obstacles, outages, flowChangesAtSeconds }: Schedule): number {
  const came = alarms.flatMap(({ atSeconds, copiesAfterSeconds, againAfterSeconds }) =>
    [0, ...againAfterSeconds].flatMap((again) => copiesAfterSeconds.map((after) => atSeconds + again + after)),
  );
  const acted = [...deployments, ...hands].map(({ atSeconds }) => atSeconds);
  const calm = [...outages, ...obstacles].map(({ fromSeconds, seconds }) => fromSeconds + seconds);
  return Math.max(0, ...came, ...acted, ...calm, ...flowChangesAtSeconds);
}

function witnessed(
  story: Story,
  schedule: Schedule,
  sent: readonly Sent[],
  trouble: Trouble,
  heartbeats: ReadonlySet<string>,
  byHand: readonly ByHand[],
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
    byHand: byHand.toSorted((one, other) => one.atMs - other.atMs),
    obstacles: schedule.obstacles.map(({ fromSeconds, seconds }) => ({
      fromMs: START_MS + fromSeconds * 1000,
      toMs: START_MS + (fromSeconds + seconds) * 1000,
    })),
    heartbeats,
    ...(schedule.remindMinutes === null ? {} : { remindMs: schedule.remindMinutes * 60_000 }),
    ...(schedule.again === null
      ? {}
      : { again: { everyMs: schedule.again.everyMinutes * 60_000, times: schedule.again.times } }),
    textsAnHour: schedule.budgets?.texts ?? 10,
    refusedTexts: trouble.refusedTexts,
    refusedCalls: trouble.refusedCalls,
    refusalsMs: trouble.refusalsMs,
    textsFailed: trouble.textsFailed,
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
  return deployment === 'broken' ? '{ "agents": ' : jsonRosterOf(schedule, deployment);
}

function jsonRosterOf(schedule: Schedule, deployment: Deployment): object {
  const { secondTeam, maxCalls, remindMinutes, again, regroupMinutes, budgets, silenced } = schedule;
  const main = mainTeam(schedule, deployment);
  return {
    agents: Object.fromEntries(agentsOf(schedule, deployment).map((agent) => [agent, AGENTS[agent]])),
    teams: {
      main: { name: 'Main', agents: main },
      ...(secondTeam.length === 0 ? {} : { db: { name: 'Database', agents: secondTeam } }),
    },
    defaultTeam: 'main',
    ...(secondTeam.length === 0 || deployment === 'all to one team' ? {} : { routes: [{ alarm: 'db', team: 'db' }] }),
    ...(silenced === null ? {} : { silences: [{ alarm: silenced, to: '2026-11-23 00:00' }] }),
    escalation: {
      maxCalls,
      ...(regroupMinutes === null ? {} : { regroupMinutes }),
      ...(budgets === null ? {} : { maxCallsPerHour: budgets.calls, maxTextsPerHour: budgets.texts }),
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
