import { packBoard } from '../../src/board/packed';
import { FLAPS } from '../../src/incident/limits';
import { descriptionOf } from './crowd';
import { brokenPromises } from './guarantees';
import { act } from './hand';
import { intrude } from './intruder';
import { onBoards } from './bookkeeping';
import { putDocument } from './documents';
import { delays } from './promptness';
import { keyboard } from './keyboard';
import { isOn, jsonRosterOf, leavingsOf, rosterOf, teamsIn } from './night-roster';
import { fillBoard, setRelease, toFirstRelease } from './releases';
import { reachBackIn, toStrangers } from './reach-acts';
import { isActedUpon } from './schedule';
import type { Hand, Schedule } from './schedule';
import { NUMBERS, START_MS, Story } from './story';
import { strictly } from './strictness';
import { Trouble } from './trouble';
import type { ByHand, Night, Sent } from './witness';

/** A night that is over. */
export interface Lived {
  readonly story: Story;
  /** Every promise that was broken, in words. */
  readonly broken: readonly string[];
  /** How many things went wrong in the outside world. */
  readonly faults: number;
  /** All that it is judged by besides its schedule; undefined of a night that does not end. */
  readonly night?: Night;
}

/** Every promise that a night breaks by its ledger, in words. */
export function judged(night: Night, schedule: Schedule): readonly string[] {
  // No ledger has what was before: of such a night the course is known.
  if (schedule.before !== undefined) return onBoards(night);
  return [...brokenPromises(night), ...delays(night), ...strictly(night, schedule)];
}

/** Lives through one night and tells every promise that it broke. */
export async function live(schedule: Schedule): Promise<Lived> {
  const trouble = new Trouble(schedule);
  let flow: Readonly<Record<string, string>> = {};
  // Who sits at a keyboard has the roster that was deployed last and can be read.
  let roster = jsonRosterOf(schedule, 'as it was');
  const fallbackNumbers = schedule.hasFallback ? [NUMBERS.dee] : [];
  const story = new Story({
    agents: schedule.conducts,
    roster,
    fallbackNumbers,
    switches: schedule.switches,
    variables: () => flow,
    webhookFateOf: (_path, count) => schedule.reaching?.webhooks[count - 1] ?? 'arrives',
    ...trouble.options(),
  });
  trouble.watch(story);
  const sent = sendAll(story, schedule, trouble);
  for (const { atSeconds, roster: deployment } of schedule.deployments) {
    story.at(atSeconds, () => {
      story.deploy(rosterOf(schedule, deployment));
      if (deployment !== 'broken') roster = jsonRosterOf(schedule, deployment);
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
  changeReleases(story, schedule, trouble);
  const acts: Promise<ByHand | undefined>[] = [];
  for (const hand of handsOf(schedule)) {
    story.at(hand.atSeconds, () => {
      trouble.note();
      acts.push(story.during(act(() => keyboard(story, roster, fallbackNumbers), story, hand)));
    });
  }
  const reached =
    schedule.reaching === undefined ? () => [] : reachBackIn(story, schedule.reaching, () => trouble.note());
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
  const byHand = [...(await Promise.all(acts)).filter((done) => done !== undefined), ...reached()];
  const night = witnessed(story, schedule, sent, trouble, heartbeats, byHand);
  const broken = [...judged(night, schedule), ...(await Promise.all(intrusions)).flat(), ...toStrangers(story)];
  return { story, broken, faults: trouble.disturbances.length, night };
}

/** Releases that were before this one, or will be after it, write the board of `main`. */
function changeReleases(story: Story, schedule: Schedule, trouble: Trouble): void {
  if (schedule.isFull) fillBoard(story);
  if (schedule.before !== undefined) putDocument(story, 'oncall-board-main', packBoard(schedule.before));
  for (const atSeconds of schedule.firstReleaseAtSeconds) {
    story.at(atSeconds, () => {
      if (toFirstRelease(story)) trouble.note();
    });
  }
  for (const { fromSeconds, seconds } of schedule.laterReleases) {
    story.at(fromSeconds, () => {
      if (!setRelease(story, true)) return;
      trouble.note(seconds * 1000);
      story.at(fromSeconds + seconds, () => setRelease(story, false));
    });
  }
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
      else story.alarm(name, { state, stateAtSeconds, description: descriptionOf(schedule.colleagues) });
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
        ...(isFarAhead ? { isFarAhead } : {}),
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
function afterwardsSeconds(schedule: Schedule): number {
  const { remindMinutes, again, deployments, alarms } = schedule;
  if (remindMinutes !== null || again !== null) return 40 * 60;
  const mayComeAndGo = alarms.filter(({ state }) => state === 'OK').length >= FLAPS;
  if (mayComeAndGo) return 30 * 60;
  if (deployments.length > 0) return 20 * 60;
  // What somebody passed on is called about for a while, and a heartbeat alone looks after that.
  return isActedUpon(schedule) ? 10 * 60 : 5 * 60;
}

/** When the outside world had its last news. */
function lastNewsSeconds(schedule: Schedule): number {
  const { alarms, deployments, hands, obstacles, outages, flowChangesAtSeconds, reaching } = schedule;
  const { firstReleaseAtSeconds, laterReleases } = schedule;
  const came = alarms.flatMap(({ atSeconds, copiesAfterSeconds, againAfterSeconds }) =>
    [0, ...againAfterSeconds].flatMap((again) => copiesAfterSeconds.map((after) => atSeconds + again + after)),
  );
  const acted = [...deployments, ...hands, ...(reaching?.acts ?? [])].map(({ atSeconds }) => atSeconds);
  const calm = [...outages, ...obstacles, ...laterReleases].map(({ fromSeconds, seconds }) => fromSeconds + seconds);
  return Math.max(0, ...came, ...acted, ...calm, ...flowChangesAtSeconds, ...firstReleaseAtSeconds);
}

function witnessed(
  story: Story,
  schedule: Schedule,
  sent: readonly Sent[],
  trouble: Trouble,
  heartbeats: ReadonlySet<string>,
  byHand: readonly ByHand[],
): Night {
  return {
    story,
    sent,
    ...teamsIn(schedule),
    isOn: (team, number, atMs) => isOn(schedule, team, number, atMs),
    deployedAtMs: schedule.deployments.map(({ atSeconds }) => START_MS + atSeconds * 1000),
    brokenAtMs: schedule.deployments.flatMap(({ roster, atSeconds }) =>
      roster === 'broken' ? [START_MS + atSeconds * 1000] : [],
    ),
    leavings: leavingsOf(schedule),
    lostMs: schedule.lostAtSeconds.map((seconds) => START_MS + seconds * 1000),
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
    callsAnHour: schedule.budgets?.calls ?? 60,
    textsAnHour: schedule.budgets?.texts ?? 10,
    refusedTexts: trouble.refusedTexts,
    refusedCalls: trouble.refusedCalls,
    refusalsMs: trouble.refusalsMs,
    textsFailed: trouble.textsFailFromMs < Infinity,
    textsFailFromMs: Math.min(trouble.textsFailFromMs, ...trouble.refusalsMs),
    textsOutMs: trouble.textsOutMs,
    maxCalls: schedule.maxCalls,
    lateTexts: trouble.lateTexts,
    disturbances: trouble.disturbances,
    staleReadsMs: trouble.staleReadsMs,
    stuck: trouble.stuck,
    fullest: trouble.fullest.sizes,
    longestQueueMs: schedule.queued.reduce((sum, { seconds }) => sum + seconds * 1000, 0),
    mayBury: schedule.receives < 1000,
  };
}

/** The night as a story, for whoever has to understand what went wrong. */
export function told(story: Story): string {
  return story.rehearsal.ledger.entries
    .filter(({ kind }) => kind !== 'delivered' && kind !== 'log')
    .map(({ atMs, ...entry }) => `${((atMs - START_MS) / 1000).toFixed(2).padStart(9)} ${JSON.stringify(entry)}`)
    .join('\n');
}
