import { BUDGET_MS, MORE_EVERY_MS, REDIAL_MS } from '../../src/incident/limits';
import { leftBehind } from './bookkeeping';
import { calmly, isCalm } from './calm';
import { sparingly } from './economy';
import { worded } from './wording';
import { ownerAt } from './problems';
import { byIncident, isPlain, sceneOf, seconds } from './scene';
import type { Scene } from './scene';
import { isActedUpon } from './schedule';
import type { Schedule } from './schedule';
import { NUMBERS, START_MS } from './story';
import { HAS_IT, incidentIn, isOf, isOver } from './witness';
import type { ByHand, Night, Text } from './witness';

/**
 * What is promised however a night goes, in numbers: how many calls and SMS, how far apart, and to whom; and in a night in which
 * nothing is wrong with the outside world, that all of it happens at once. Returns every breach, in words.
 */
export function strictly(night: Night, schedule: Schedule): string[] {
  const scene = sceneOf(night, schedule);
  return [
    ...tooManyCalls(scene),
    ...tooManyCallsInAnHour(scene),
    ...hasty(scene),
    ...redialled(scene),
    ...tooManyNews(scene),
    ...silencedHeard(scene),
    ...strangersTold(scene),
    ...leftBehind(scene),
    ...worded(scene),
    ...(isCalm(schedule) ? [...calmly(scene), ...sparingly(scene)] : []),
  ];
}

/** An incident is called about as often as the roster says, and no more. */
function tooManyCalls({ night, schedule, calls }: Scene): string[] {
  if (!isPlain(schedule) || night.refusalsMs.length > 0) return [];
  return [...byIncident(calls)].flatMap(([incident, own]) =>
    own.length > schedule.maxCalls ? [`${own.length} calls were made for ${incident}, of ${schedule.maxCalls}`] : [],
  );
}

/** What a team may call within an hour; without a roster that can be read, the usual. */
function tooManyCallsInAnHour({ schedule, calls }: Scene): string[] {
  const most = schedule.budgets?.calls ?? 60;
  if (schedule.deployments.length > 0) return [];
  // The first release counts no calls.
  const resetsMs = schedule.firstReleaseAtSeconds.map((atSeconds) => START_MS + atSeconds * 1000);
  return calls.flatMap((call, index) => {
    const resetMs = Math.max(0, ...resetsMs.filter((atMs) => atMs <= call.rangAtMs));
    const lately = calls
      .slice(0, index + 1)
      .filter(
        ({ team, rangAtMs }) =>
          team === call.team && rangAtMs >= resetMs && rangAtMs > call.rangAtMs - BUDGET_MS + 5_000,
      );
    return lately.length > most
      ? [`call ${lately.length} of an hour to team ${call.team} at ${seconds(call.rangAtMs)} s`]
      : [];
  });
}

/** The same phone is not rung again for one team before half a minute has passed, unless the first release, which kept no count, wrote the board, or clocks differ. */
function hasty({ schedule, calls }: Scene): string[] {
  if (schedule.firstReleaseAtSeconds.length > 0 || schedule.clocks.length > 0) return [];
  return calls.flatMap((call, index) => {
    const before = calls.slice(0, index).findLast(({ to, team }) => to === call.to && team === call.team);
    return before !== undefined && call.rangAtMs - before.rangAtMs < REDIAL_MS
      ? [
          `the same phone rings again at ${seconds(call.rangAtMs)} s, less than 30 s after it rang at ${seconds(before.rangAtMs)} s`,
        ]
      : [];
  });
}

/** Twilio stops a Function after this time. */
const FUNCTION_LIMIT_MS = 10_000;

/** The same phone is rung again half a minute after its last call was over, or taken, and not before. */
function redialled({ night, schedule, calls }: Scene): string[] {
  // Where clocks differ, half a minute is not the same for all.
  if (isActedUpon(schedule) || schedule.firstReleaseAtSeconds.length > 0 || schedule.clocks.length > 0) return [];
  return calls.flatMap((call, index) => {
    const before = calls.slice(0, index).findLast(({ to, team }) => to === call.to && team === call.team);
    if (before === undefined) return [];
    const goodbyeAtMs = before.said.find(({ text }) => text.endsWith('Goodbye.'))?.atMs ?? Infinity;
    const takenAtMs = before.keys.find(({ key }) => key === '1')?.atMs ?? Infinity;
    // A slow Function has written that the call is over long before the agent hears so.
    const isLateGoodbye = night.disturbances.some(
      ({ fromMs, toMs }) => fromMs <= goodbyeAtMs && toMs >= goodbyeAtMs - FUNCTION_LIMIT_MS,
    );
    const doneAtMs = goodbyeAtMs - (isLateGoodbye ? FUNCTION_LIMIT_MS : 0);
    const freeAtMs = Math.min(before.overAtMs, takenAtMs, doneAtMs) + REDIAL_MS;
    return call.rangAtMs < freeAtMs
      ? [
          `the same phone rings at ${seconds(call.rangAtMs)} s, and its last call was over half a minute before ${seconds(freeAtMs)} s`,
        ]
      : [];
  });
}

/** Of what comes to what somebody has, or everyone was told that nobody has, they are told once a minute; word that it is over ends that. */
function tooManyNews({ night, texts }: Scene): string[] {
  const news = new Map<string, Text[]>();
  const overs = new Map<string, number>();
  for (const text of texts) {
    const kind = /^(One more|\d+ more) for you/.test(text.text)
      ? 'more'
      : text.text.startsWith('NOBODY')
        ? 'nobody'
        : undefined;
    const incident = incidentIn(text);
    const about = `${incident ?? ''} ${text.to}`;
    if (isOver(text)) overs.set(about, (overs.get(about) ?? 0) + 1);
    if (kind === undefined || incident === undefined) continue;
    const key = `${kind} ${about} ${overs.get(about) ?? 0}`;
    news.set(key, [...(news.get(key) ?? []), text]);
  }
  // One may be late, so that the next follows closely; a third does not.
  const most = 2 + night.lateTexts + (night.textsFailed ? 1 : 0);
  return [...news].flatMap(([key, own]) =>
    own.flatMap((text, index) => {
      const first = own[index - most];
      return first !== undefined && text.atMs - first.atMs < MORE_EVERY_MS
        ? [`${most + 1} SMS (${key}) within a minute, by ${seconds(text.atMs)} s`]
        : [];
    }),
  );
}

/** Nobody hears of what is silenced. */
function silencedHeard({ schedule: { silenced, deployments }, calls, texts }: Scene): string[] {
  if (silenced === null || deployments.some(({ roster }) => roster === 'broken')) return [];
  const isNamed = (text: string): boolean =>
    text.includes(`${silenced}.`) || text.includes(`${silenced.replace('-', ' ')}.`);
  return [...calls.flatMap(({ said }) => said), ...texts].flatMap(({ atMs, text }) =>
    isNamed(text) ? [`somebody hears of ${silenced} at ${seconds(atMs)} s, which is silenced`] : [],
  );
}

/** Only whoever pressed 1, or acted by hand, is told to have something; only its owner is told that there is more of it. */
function strangersTold({ night, calls, texts, problems }: Scene): string[] {
  return texts.flatMap((text) => {
    const { to, atMs, text: words } = text;
    if (HAS_IT.test(words)) {
      const isTaker =
        calls.some((call) => call.to === to && call.keys.some((key) => key.key === '1' && key.atMs <= atMs)) ||
        night.byHand.some(
          ({ what, who, atMs: actedAtMs }) => what === 'take' && isNumberOf(who, to) && actedAtMs <= atMs,
        );
      return isTaker ? [] : [`somebody is told to have it at ${seconds(atMs)} s who never took anything`];
    }
    if (!/^(One more|\d+ more) for you/.test(words)) return [];
    const problem = problems.find(({ incidents }) => incidents.some((id) => isOf(text, id)));
    if (problem === undefined) return [];
    const owners = [atMs, atMs - 30_000].flatMap((at) => ownerAt(problem, at) ?? []);
    return owners.length === 0 || owners.some((owner) => owner.to === to)
      ? []
      : [`at ${seconds(atMs)} s somebody is told of one more of what another agent has`];
  });
}

function isNumberOf(who: ByHand['who'], number: string): boolean {
  return who !== undefined && NUMBERS[who] === number;
}
