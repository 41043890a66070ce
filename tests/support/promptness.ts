import {
  BUDGET_MS,
  BUDGET_STRETCH_MS,
  DEADLINE_SLACK_MS,
  DOUBT_MS,
  FLAPS,
  FLAPS_WITHIN_MS,
  IMPOSSIBLE_EVERY_MS,
  LONGEST_CONVERSATION_MS,
  MORE_EVERY_MS,
  MORE_TRIES,
  STILL_MS,
} from '../../src/incident/limits';
import { HEARTBEAT_SECONDS, VISIBILITY_SECONDS } from '../../src/signing/limits';
import { START_MS } from './story';
import { CLAIMED_WITHIN_MS } from './trouble';
import { areCallsSpent, callsOf, HAS_IT, incidentIn, isAbout, isOver, textsOf } from './witness';
import type { Call, Disturbance, Night, Sent, Text } from './witness';

/** One delivery of the queue. */
const DELIVERY_MS = VISIBILITY_SECONDS * 1000;

/** What the promise adds to it, and what a delivery itself takes until a phone rings: nine requests and Studio's own pace. */
const SOON_MS = DELIVERY_MS + 20_000 + 3_000;

/** How long a claimed execution may live: it rings 25 s, unless the roster says otherwise. */
const LIFETIME_MS = 25_000 + LONGEST_CONVERSATION_MS + DEADLINE_SLACK_MS;

/** The longest that an SMS, which failed again and again, is put off before its next try. */
const TEXT_PUT_OFF_MS = 120_000;

/** An execution that may not dial ends sooner than this, unless it is slow. */
const CLAIMED_MS = 2_000;

/** When everything works, a call that is over is followed by the next one within this time. */
const AT_ONCE_MS = 10_000;

/** A time in which nobody is being called about an alarm that nobody has; `call` is the one before it. */
interface Silence extends Disturbance {
  readonly call: Call | undefined;
  readonly next: Call | undefined;
}

/**
 * Promise 5, for every stretch without a fault and not only for the last one: while nobody has an alarm, the next phone rings,
 * or somebody is told by SMS, within one delivery of the queue and 20 s. Returns every breach, in words.
 */
export function delays(night: Night): string[] {
  const calls = callsOf(night.story);
  const texts = textsOf(night.story);
  const executions = executionsOf(night);
  const buriedMs = night.story.rehearsal.ledger.entries.flatMap(({ kind, atMs }) =>
    kind === 'dead-letter' ? [atMs] : [],
  );
  // Made once for all the alarms of a team: a storm has hundreds.
  const scenes = new Map<string, Scene>();
  const sceneOf = (teams: readonly string[]): Scene => {
    const key = teams.join(' ');
    const scene = scenes.get(key) ?? sceneFor(night, teams, calls, executions, buriedMs);
    scenes.set(key, scene);
    return scene;
  };
  return raised(night).flatMap((news) =>
    isComingAndGoing(night, news) || isStillWrong(night, news, texts)
      ? []
      : late(sceneOf(night.teamsOf(news.name)), news, texts),
  );
}

function sceneFor(
  night: Night,
  teams: readonly string[],
  calls: readonly Call[],
  executions: readonly Execution[],
  buriedMs: readonly number[],
): Scene {
  const standing = blocked(night, teams, executions);
  const general = night.disturbances.filter(({ isOfTexts }) => isOfTexts !== true);
  const inOrder = (all: readonly Disturbance[]): readonly Disturbance[] => all.toSorted((a, b) => a.fromMs - b.fromMs);
  return {
    night,
    teams,
    calls: calls.filter(({ team }) => teams.includes(team)),
    executions,
    buriedMs,
    inTheWay: inOrder([...general, ...standing]),
    inTheWayOfTexts: inOrder([...night.disturbances, ...night.textsOutMs, ...standing]),
  };
}

/** Every state in which something was wrong, by the message that brought it first. */
function raised({ sent }: Night): readonly Sent[] {
  const first = new Map<string, Sent>();
  for (const news of sent) {
    const key = `${news.name} ${news.stateAtSeconds}`;
    if (news.state === 'ALARM' && news.sinceMs < (first.get(key)?.sinceMs ?? Infinity)) first.set(key, news);
  }
  return [...first.values()];
}

/** Whether it has been wrong since everyone was told that nobody has it and that it comes and goes: the same again is no news. */
function isStillWrong({ sent }: Night, { name, stateAtSeconds, sinceMs }: Sent, texts: readonly Text[]): boolean {
  const before = sent
    .filter((each) => each.name === name && each.stateAtSeconds < stateAtSeconds)
    .toSorted((one, other) => other.stateAtSeconds - one.stateAtSeconds)[0];
  return (
    before?.state === 'ALARM' &&
    texts.some(
      (text) =>
        text.atMs >= before.sinceMs &&
        text.atMs < sinceMs &&
        text.text.startsWith('NOBODY') &&
        /comes and goes/i.test(text.text) &&
        isAbout(text, name),
    )
  );
}

/** Whether an alarm has come so often within the hour that it is no news to whoever was told that it comes and goes. */
export function isComingAndGoing({ sent }: Night, { name, stateAtSeconds }: Sent): boolean {
  const before = sent.filter(
    (each) =>
      each.name === name &&
      each.state === 'ALARM' &&
      each.stateAtSeconds < stateAtSeconds &&
      each.stateAtSeconds > stateAtSeconds - FLAPS_WITHIN_MS / 1000,
  );
  return new Set(before.map((each) => each.stateAtSeconds)).size >= FLAPS || isBackSoon(sent, name, stateAtSeconds);
}

/** It belongs to an incident that may come and go as a whole. */
export function wasRightShortlyBefore({ sent }: Night, { name, stateAtSeconds }: Sent): boolean {
  return sent.some((news) => isRightBefore(news, name, stateAtSeconds));
}

/** Whether this is news that an alarm was right, not long before that instant. */
function isRightBefore(news: Sent, name: string, atSeconds: number): boolean {
  return (
    news.name === name &&
    news.state === 'OK' &&
    news.stateAtSeconds < atSeconds &&
    news.stateAtSeconds > atSeconds - STILL_MS / 1000
  );
}

/**
 * Whether it was right for a short while only, or has been wrong since shortly before, and others have come and gone, too: an incident
 * counts all of them, and everyone was told that it comes and goes.
 */
function isBackSoon(sent: readonly Sent[], name: string, stateAtSeconds: number): boolean {
  const isKnown = sent.some(
    (news) =>
      news.name === name &&
      news.stateAtSeconds < stateAtSeconds &&
      news.stateAtSeconds > stateAtSeconds - STILL_MS / 1000,
  );
  if (!isKnown) return false;
  const returns = sent.filter(
    (each) =>
      each.state === 'ALARM' &&
      each.stateAtSeconds < stateAtSeconds &&
      sent.some((news) => isRightBefore(news, each.name, each.stateAtSeconds)),
  );
  return returns.length >= FLAPS;
}

/** The night as the teams see it to which one alarm may belong. */
interface Scene {
  readonly night: Night;
  readonly teams: readonly string[];
  /** The calls of these teams. */
  readonly calls: readonly Call[];
  /** When messages became dead letters. */
  readonly buriedMs: readonly number[];
  /** The executions of all teams. */
  readonly executions: readonly Execution[];
  /** What keeps phones from ringing, and what keeps people from being told as well, in order. */
  readonly inTheWay: readonly Disturbance[];
  readonly inTheWayOfTexts: readonly Disturbance[];
}

function late(scene: Scene, news: Sent, texts: readonly Text[]): string[] {
  const { night, calls, buriedMs } = scene;
  const { atMs: endMs, text } = attendedTo(night, buriedMs, news, calls, texts);
  return silences(calls, news.sinceMs, endMs).flatMap((silence) => {
    // Where no SMS leaves, phones must ring all the same, until every call has been made.
    const suspended = areCallsUp(scene, silence) ? scene.inTheWayOfTexts : scene.inTheWay;
    const mostMs = bound(scene, silence, silence.toMs === endMs ? text : undefined);
    const sinceMs = overdueSince(silence, [...spent(scene, silence), ...suspended], mostMs);
    return sinceMs === undefined
      ? []
      : [
          `nobody was called about ${news.name} from ${seconds(sinceMs)} s to ${seconds(silence.toMs)} s, though nothing ` +
            `was wrong for more than ${mostMs / 1000} s`,
        ];
  });
}

/** The time from the beginning of a silence on in which a team had used up the hour's calls. */
function spent({ night, teams, calls }: Scene, { fromMs, toMs }: Silence): readonly Disturbance[] {
  return teams.flatMap((team): Disturbance[] => {
    const ends = calls.map(({ rangAtMs }) => rangAtMs + BUDGET_MS + BUDGET_STRETCH_MS);
    const untilMs = [fromMs, ...ends.filter((atMs) => atMs > fromMs && atMs < toMs), toMs].find(
      (atMs) => !areCallsSpent(night, calls, team, atMs),
    );
    return untilMs === fromMs ? [] : [{ fromMs, toMs: untilMs ?? toMs }];
  });
}

/** Whether nothing is left but to tell everyone: every call of a round was made before this silence, or no number can be called. */
function areCallsUp({ night, teams, executions }: Scene, { call, fromMs, toMs }: Silence): boolean {
  const { maxCalls, refusedCalls, stuck } = night;
  // One that claimed and got stuck before it dialled, or ended then because the reply was lost, counts, though nothing rang.
  const claimed = new Set(stuck.filter(({ hasClaimed }) => hasClaimed).map(({ execution }) => execution));
  const isLastStuck = executions.some(
    (each) =>
      teams.includes(each.team) &&
      (claimed.has(each.execution) || (each.mayHaveClaimed && each.endMs < toMs)) &&
      each.attempt >= maxCalls &&
      each.endMs >= fromMs &&
      each.fromMs < toMs,
  );
  return refusedCalls.size > 0 || isLastStuck || (call !== undefined && call.attempt >= maxCalls);
}

/** When somebody had this alarm or was told of it, or it was news no more; and the SMS, if it was one. */
function attendedTo(
  night: Night,
  buriedMs: readonly number[],
  news: Sent,
  calls: readonly Call[],
  texts: readonly Text[],
): { readonly atMs: number; readonly text?: Text } {
  const { sent, story, refusalsMs, byHand } = night;
  const newer = sent.filter(({ name, stateAtSeconds }) => name === news.name && stateAtSeconds > news.stateAtSeconds);
  const heard = calls.flatMap(({ said }) => said.filter((each) => HAS_IT.test(each.text)));
  const isBack = wasRightShortlyBefore(night, news);
  const isTold = (each: Text): boolean => isAbout(each, news.name) || (isBack && /comes and goes/i.test(each.text));
  const text = texts.find((each) => each.atMs >= news.sinceMs && isTold(each) && !isOver(each));
  const acted = byHand.filter(({ team, what }) => what !== 'pass' && night.teamsOf(news.name).includes(team));
  const ends = [...buriedMs, ...[...heard, ...acted].map((each) => each.atMs), ...refusalsMs];
  const atMs = Math.min(
    story.clock.now(),
    ...newer.map(({ sinceMs }) => sinceMs),
    ...ends.filter((each) => each >= news.sinceMs),
    text?.atMs ?? Infinity,
  );
  return { atMs, ...(text?.atMs === atMs ? { text } : {}) };
}

/** The times between `fromMs` and `toMs` in which none of these calls was going on. */
function silences(calls: readonly Call[], fromMs: number, toMs: number): readonly Silence[] {
  const found: Silence[] = [];
  let sinceMs = fromMs;
  let before: Call | undefined;
  for (const call of calls) {
    if (call.rangAtMs >= toMs) break;
    if (call.rangAtMs > sinceMs) found.push({ fromMs: sinceMs, toMs: call.rangAtMs, call: before, next: call });
    if (call.overAtMs >= sinceMs) {
      sinceMs = call.overAtMs;
      before = call;
    }
  }
  if (toMs > sinceMs) found.push({ fromMs: sinceMs, toMs, call: before, next: undefined });
  return found;
}

/** How long a silence may be after the last fault in it. */
function bound(scene: Scene, silence: Silence, told?: Text): number {
  const { night, teams, executions } = scene;
  const isLater = mayBeRedial(scene, silence) || isGivenUp(night, silence);
  const budgetMs = isBudgetSpent(night, silence) ? BUDGET_MS : 0;
  const soonMs =
    SOON_MS + budgetMs + (isLater ? DELIVERY_MS : 0) + (mayBeGivenUp(scene, silence) ? TEXT_GIVEN_UP_MS : 0);
  if (told !== undefined) {
    // One SMS about further alarms a minute; it leaves with a delivery.
    const isAgain = told.text.startsWith('NOBODY') && textsOf(night.story).some((each) => isRepeatedBy(each, told));
    const rationedMs = isAgain || told.text.startsWith('One more for you') ? MORE_EVERY_MS + DELIVERY_MS : 0;
    return soonMs + rationedMs + (night.textsFailed ? TEXT_PUT_OFF_MS + DELIVERY_MS : 0);
  }
  // That SMS may be the one that is refused, so that somebody has to be called instead.
  if (night.refusalsMs.includes(silence.toMs)) return soonMs + MORE_EVERY_MS + DELIVERY_MS;
  // Whoever has taken something is told of what comes after it once a minute.
  if (silence.call !== undefined && wasTaken(silence.call)) return soonMs + MORE_EVERY_MS + DELIVERY_MS;
  const untilMs = silence.fromMs + AT_ONCE_MS;
  const isUndisturbed = silence.call !== undefined && night.disturbances.every(({ fromMs }) => fromMs > untilMs);
  const isAlone = executions.every(({ team }) => teams.includes(team));
  return isUndisturbed && isAlone && soonMs === SOON_MS ? AT_ONCE_MS : soonMs;
}

/**
 * While SMS have failed for an hour the heartbeat alone tries them, and a phone rings after the second try; while nobody knows whether
 * the last one was sent, what came since waits until it is sent again.
 */
const TEXT_GIVEN_UP_MS = Math.max(MORE_TRIES * HEARTBEAT_SECONDS * 1000, DOUBT_MS);

/** Whether the news may go by SMS to somebody who has something, and cannot while none leaves: then a phone rings in its place. */
function mayBeGivenUp({ night, calls }: Scene, { fromMs, toMs }: Silence): boolean {
  const isOut = night.textsOutMs.some((out) => out.fromMs < toMs && out.toMs > fromMs);
  return isOut && calls.some(({ keys }) => keys.some(({ key, atMs }) => key === '1' && atMs <= toMs));
}

function wasTaken({ said }: Call): boolean {
  return said.some(({ text }) => HAS_IT.test(text));
}

/** Whether somebody had got the hour's SMS: the next one waits until the hour is over. */
function isBudgetSpent({ story, textsAnHour }: Night, { fromMs, toMs }: Silence): boolean {
  const counts = new Map<string, number>();
  for (const { to, atMs } of textsOf(story)) {
    if (atMs >= fromMs - BUDGET_MS && atMs < toMs) counts.set(to, (counts.get(to) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values()) >= textsAnHour;
}

/** Whether everyone was told that no phone can be rung, which is said once in six hours: the next delivery tries again. */
function isGivenUp({ story }: Night, { fromMs, toMs }: Silence): boolean {
  return textsOf(story).some(
    ({ atMs, text }) =>
      atMs >= fromMs - IMPOSSIBLE_EVERY_MS && atMs <= toMs && text.startsWith('NO PHONE CAN BE CALLED'),
  );
}

/** Whether an SMS had told this person before that nobody has the same incident: what came since is told once a minute. */
function isRepeatedBy(before: Text, again: Text): boolean {
  const incident = incidentIn(again);
  return (
    before.atMs < again.atMs &&
    before.to === again.to &&
    before.text.startsWith('NOBODY') &&
    incident !== undefined &&
    before.text.includes(incident)
  );
}

/**
 * Whether the next one in turn may be somebody who has just been called, though perhaps the phone never rang: all others have
 * been, or are engaged by another team, or the phone that rang was.
 */
function mayBeRedial({ night, teams, calls, executions }: Scene, { fromMs: sinceMs, toMs, next }: Silence): boolean {
  const engaged = new Set(
    executions
      .filter(({ team, fromMs, endMs }) => !teams.includes(team) && fromMs < toMs && endMs > sinceMs)
      .map(({ to }) => to),
  );
  const called = new Set(
    executions
      .filter(({ execution, team }) => teams.includes(team) && execution !== next?.execution)
      .filter(({ fromMs, endMs, mayHaveClaimed }) => fromMs < toMs && (endMs - fromMs > CLAIMED_MS || mayHaveClaimed))
      .map(({ to }) => to),
  );
  for (const { to, rangAtMs } of calls) if (rangAtMs < toMs) called.add(to);
  return (
    (next !== undefined && called.has(next.to)) ||
    teams.some((team) =>
      night
        .membersOf(team)
        .some((members) =>
          members.every((number) => called.has(number) || engaged.has(number) || night.refusedCalls.has(number)),
        ),
    )
  );
}

interface Execution {
  readonly execution: string;
  readonly team: string;
  readonly to: string;
  readonly attempt: number;
  readonly fromMs: number;
  /** Infinite while it is active. */
  readonly endMs: number;
  /** Whether a board was written while it was active, or by a request of that time, perhaps by a claim whose reply was lost. */
  readonly mayHaveClaimed: boolean;
}

/** Every execution of the night. */
function executionsOf({ story: { rehearsal }, disturbances }: Night): readonly Execution[] {
  const ends = new Map<string, number>();
  for (const entry of rehearsal.ledger.entries) {
    if (entry.kind === 'execution-ended') ends.set(entry.execution, entry.atMs);
  }
  const writesMs = rehearsal.ledger.entries.flatMap((entry) =>
    entry.kind === 'request' && entry.method === 'POST' && entry.path.includes('/oncall-board-') && entry.status === 200
      ? [entry.atMs]
      : [],
  );
  // A claim whose reply was lost may be written after its execution has ended.
  const writtenBy = (fromMs: number, endMs: number): number =>
    disturbances.reduce(
      (last, each) => (each.fromMs >= fromMs && each.fromMs <= endMs ? Math.max(last, each.toMs) : last),
      endMs,
    );
  return rehearsal.ledger.entries.flatMap((entry): Execution[] => {
    if (entry.kind !== 'execution-started') return [];
    const fromMs = entry.atMs;
    const endMs = ends.get(entry.execution) ?? Infinity;
    const lastMs = writtenBy(fromMs, endMs);
    const { parameters = {} } = rehearsal.executions.get(entry.execution) ?? {};
    return [
      {
        execution: entry.execution,
        team: String(parameters['team']),
        to: entry.to,
        attempt: Number(parameters['attempt']),
        fromMs,
        endMs,
        mayHaveClaimed: writesMs.some((atMs) => atMs > fromMs && atMs <= lastMs),
      },
    ];
  });
}

/**
 * When nothing can be done but wait: a stuck execution of one of these teams before its deadline, or another team's call to
 * the only phone that they have.
 */
function blocked(night: Night, teams: readonly string[], executions: readonly Execution[]): readonly Disturbance[] {
  const stuck = new Map(night.stuck.map((each) => [each.execution, each]));
  return executions.flatMap(({ execution, team, to, fromMs, endMs }): Disturbance[] => {
    const deadlineMs = fromMs + CLAIMED_WITHIN_MS + LIFETIME_MS;
    const known = stuck.get(execution);
    if (teams.includes(team) && known !== undefined) {
      // One that has not claimed is started again by the next delivery, and given up by the one after.
      // Its agent is free when it has been ended: whoever else is engaged, that one is called by the delivery after that.
      return [
        { fromMs, toMs: Math.min(endMs, known.hasClaimed ? deadlineMs : fromMs + DELIVERY_MS) },
        { fromMs: endMs, toMs: endMs },
      ];
    }
    return !teams.includes(team) && isOnlyPhone(night, teams, to)
      ? [{ fromMs, toMs: Math.min(endMs, deadlineMs) }]
      : [];
  });
}

/** Whether one of these teams has nobody else whom Twilio would call. */
function isOnlyPhone({ membersOf, refusedCalls }: Night, teams: readonly string[], number: string): boolean {
  return teams.some((team) =>
    membersOf(team).some(
      (numbers) => numbers.includes(number) && numbers.every((each) => each === number || refusedCalls.has(each)),
    ),
  );
}

/** Since when the next phone should have rung, or undefined if it rang in time. */
function overdueSince(
  { fromMs, toMs }: Disturbance,
  suspended: readonly Disturbance[],
  mostMs: number,
): number | undefined {
  let sinceMs = fromMs;
  for (const disturbance of suspended) {
    if (disturbance.fromMs >= toMs) break;
    if (disturbance.fromMs - sinceMs > mostMs) return sinceMs;
    sinceMs = Math.max(sinceMs, disturbance.toMs);
  }
  return toMs - sinceMs > mostMs ? sinceMs : undefined;
}

function seconds(atMs: number): number {
  return (atMs - START_MS) / 1000;
}
