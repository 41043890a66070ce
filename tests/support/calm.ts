import { BUDGET_MS, FLAPS, MOST_PEOPLE, REDIAL_MS } from '../../src/incident/limits';
import { ownerAt, problemOf } from './problems';
import type { Ownership } from './problems';
import { byIncident, isPlain, seconds } from './scene';
import type { Scene } from './scene';
import { isActedUpon } from './schedule';
import type { Schedule } from './schedule';
import { NUMBERS } from './story';
import { askedUntilMs, HAS_IT, incidentIn, isOf, isOver } from './witness';
import type { ByHand, Night, Text } from './witness';

/** Whether nothing is wrong with the outside world but what stands in the account's own way. */
export function isCalm({
  faults,
  outages,
  hopeless,
  clocks,
  lostAtSeconds,
  events,
  stuck,
  queued,
  unreachable,
  receives,
  firstReleaseAtSeconds,
  laterReleases,
  obstacles,
  switches,
}: Schedule): boolean {
  // Then no Function runs, as in an outage.
  const isDead = switches.suspendedFrom === 'everything' && obstacles.some(({ is }) => is === 'account suspended');
  const releases = [...firstReleaseAtSeconds, ...laterReleases];
  const wrong = [
    releases,
    faults,
    outages,
    hopeless,
    clocks,
    lostAtSeconds,
    events,
    stuck,
    queued,
    Object.keys(unreachable),
  ];
  return !isDead && wrong.every((each) => each.length === 0) && receives >= 1_000;
}

/** What is promised when nothing is wrong with the outside world: all of it happens at once. Returns every breach, in words. */
export function calmly(scene: Scene): string[] {
  return [
    ...givenUpEarly(scene),
    ...outOfTurn(scene),
    ...keysInVain(scene),
    ...calledThoughRight(scene),
    ...endUntold(scene),
    ...tooManyTextsInAnHour(scene),
    ...correctedForNothing(scene),
    ...handsInVain(scene),
    ...impossibleUntold(scene),
    ...unhealthyUnsaid(scene),
    ...unrecorded(scene),
  ];
}

/** Nobody has it only when every call was made. */
function givenUpEarly({ schedule, calls, texts }: Scene): string[] {
  if (!isPlain(schedule) || schedule.obstacles.length > 0) return [];
  return [...byIncident(calls)].flatMap(([incident, own]) => {
    const told = texts.find((text) => text.text.startsWith('NOBODY') && isOf(text, incident));
    if (told === undefined) return [];
    const made = own.filter(({ rangAtMs }) => rangAtMs < told.atMs).length;
    return made < schedule.maxCalls
      ? [
          `everyone was told at ${seconds(told.atMs)} s that nobody has ${incident}, after ${made} calls of ${schedule.maxCalls}`,
        ]
      : [];
  });
}

/** Agents are called in the roster's order, from its beginning. */
function outOfTurn({ schedule, calls }: Scene): string[] {
  const { agents, secondTeam, obstacles, colleagues } = schedule;
  const isShared = agents.some((agent) => secondTeam.includes(agent));
  if (!isPlain(schedule) || isShared || obstacles.length > 0 || colleagues !== null) return [];
  return [...byIncident(calls)].flatMap(([incident, own]) => {
    const order = own[0]?.team === 'db' ? secondTeam : agents;
    const wrong = own.find((call, index) => call.to !== numberIn(order, index));
    return wrong === undefined ? [] : [`the call for ${incident} at ${seconds(wrong.rangAtMs)} s is out of turn`];
  });
}

function numberIn(order: Schedule['agents'], index: number): string | undefined {
  const agent = order[index % order.length];
  return agent === undefined ? undefined : NUMBERS[agent];
}

/** How long a Function takes to answer at the most. */
const ANSWERED_MS = 3_000;

/** Whoever presses 1 when asked to has it, unless it is somebody's or over. */
function keysInVain(scene: Scene): string[] {
  const { night, calls, schedule } = scene;
  return calls.flatMap((call) => {
    const asking = call.said.findLast(
      ({ atMs, text }) => text.includes('Press 1') && call.keys.some((key) => key.atMs >= atMs),
    );
    if (asking === undefined) return [];
    const key = call.keys.find(({ atMs }) => atMs >= asking.atMs);
    if (key?.key !== '1' || key.atMs > askedUntilMs(asking)) return [];
    if (call.overAtMs < key.atMs + ANSWERED_MS || call.keys.some(({ atMs }) => atMs < key.atMs)) return [];
    const isActedOn =
      night.byHand.some(({ atMs }) => atMs <= key.atMs + ANSWERED_MS) || schedule.deployments.length > 0;
    const isRight = [key.atMs, key.atMs + ANSWERED_MS].some((at) => rightSinceMs(scene, call.team, at) !== undefined);
    if (isActedOn || isRight) return [];
    const heard = call.said.find(({ atMs }) => atMs > key.atMs);
    return heard !== undefined && HAS_IT.test(heard.text)
      ? []
      : [`1 was pressed at ${seconds(key.atMs)} s, and the answer was: ${heard?.text.slice(0, 60) ?? 'nothing'}`];
  });
}

/** Since when all that is known of a team's alarms is right at this instant; undefined when something is wrong. */
function rightSinceMs({ night: { sent, teamsOf } }: Scene, team: string, atMs: number): number | undefined {
  const came = sent.filter(({ name, sinceMs }) => teamsOf(name).includes(team) && sinceMs <= atMs);
  const latest = new Map<string, (typeof came)[number]>();
  for (const news of came) {
    const known = latest.get(news.name);
    if (known === undefined || news.stateAtSeconds > known.stateAtSeconds) latest.set(news.name, news);
  }
  const states = [...latest.values()];
  if (states.length === 0 || states.some(({ state }) => state === 'ALARM')) return undefined;
  return Math.max(...states.map(({ sinceMs }) => sinceMs));
}

/** Whether any alarm has come so often that it may be held open though it is right. */
function mayFlap({ night: { sent } }: Scene): boolean {
  return sent.filter(({ state }) => state === 'ALARM').length - new Set(sent.map(({ name }) => name)).size >= FLAPS - 1;
}

/**
 * From the news that all is right until a call that was decided before rings. Where it meets another run at the board it steps aside for
 * up to 1.2 s; where many come at once they wait for each other.
 */
const DECIDED_MS = 2_500;
const DECIDED_AMONG_MANY_MS = 6_000;

/** Nobody is called about what has just recovered. */
function calledThoughRight(scene: Scene): string[] {
  if (mayFlap(scene) || scene.schedule.deployments.length > 0) return [];
  const decidedMs = scene.night.sent.length > 8 ? DECIDED_AMONG_MANY_MS : DECIDED_MS;
  return scene.calls.flatMap(({ team, rangAtMs }) => {
    const sinceMs = rightSinceMs(scene, team, rangAtMs);
    return sinceMs !== undefined && rangAtMs > sinceMs + decidedMs
      ? [`a phone rings for team ${team} at ${seconds(rangAtMs)} s, where all is right since ${seconds(sinceMs)} s`]
      : [];
  });
}

/** What a Function takes to send what it has to say. */
const SAID_MS = 5_000;

/** When all is right its owner, and whoever was told last that nobody has it, hears so at once. */
function endUntold(scene: Scene): string[] {
  const { night, schedule, texts, problems } = scene;
  if (!isPlain(schedule) || mayFlap(scene) || schedule.budgets !== null || schedule.obstacles.length > 0) return [];
  return night.sent.flatMap(({ name, state, sinceMs }) => {
    const [team = ''] = night.teamsOf(name);
    const byMs = sinceMs + SAID_MS;
    if (state !== 'OK' || rightSinceMs(scene, team, sinceMs) !== sinceMs) return [];
    if (night.sent.some((news) => news.sinceMs > sinceMs && news.sinceMs <= byMs)) return [];
    return problems
      .filter((problem) => problem.team === team)
      .flatMap((problem) => {
        const about = texts.filter((text) => text.atMs < sinceMs && problem.incidents.some((id) => isOf(text, id)));
        const concerned = new Set(about.map(({ to }) => to));
        return [...concerned].flatMap((to) => {
          const last = about.findLast((text) => text.to === to);
          const isConcerned = last !== undefined && !isOver(last) && isLastDay(texts, to, last.atMs);
          const isTold = texts.some(
            (text) => text.to === to && text.atMs >= sinceMs && text.atMs <= byMs && isOver(text),
          );
          return isConcerned && !isTold
            ? [`all is right at ${seconds(sinceMs)} s, and somebody did not hear so at once`]
            : [];
        });
      });
  });
}

/** Whether this person may still get SMS. */
function isLastDay(texts: readonly Text[], to: string, atMs: number): boolean {
  return texts.filter((text) => text.to === to && text.atMs > atMs - BUDGET_MS).length < 9;
}

/** What one person may get within an hour of the first. */
function tooManyTextsInAnHour({ night, texts, schedule }: Scene): string[] {
  // The board counts for the 30 people who were texted last (docs/roster.md).
  const people = schedule.agents.length + (schedule.colleagues?.people ?? 0);
  if (schedule.deployments.length > 0 || schedule.secondTeam.length > 0 || people > MOST_PEOPLE) return [];
  return Object.values(NUMBERS).flatMap((number) => {
    // Answers and codes are sent to whoever asks for them, and have limits of their own.
    const own = texts.filter(
      (text) => text.to === number && !isAnswer(night, text) && !text.text.includes('is the code for'),
    );
    const first = own[0]?.atMs ?? 0;
    const within = own.filter(({ atMs }) => atMs < first + BUDGET_MS);
    const last = within[night.textsAnHour - 1];
    return [
      ...(within.length > night.textsAnHour
        ? [`somebody got ${within.length} SMS within an hour, of ${night.textsAnHour}`]
        : []),
      ...(last !== undefined && !/SMS are used up/.test(last.text)
        ? [`the last SMS of somebody's hour, at ${seconds(last.atMs)} s, does not say so`]
        : []),
    ];
  });
}

/** Twilio waits for an answer so long, and then asks elsewhere. */
const ANSWERED_WITHIN_MS = 20_000;

/** Whether somebody has just texted the number, and this may be the answer. */
function isAnswer({ story }: Night, { to, atMs }: Text): boolean {
  return story.rehearsal.ledger.entries.some(
    (entry) =>
      entry.kind === 'text-in' && entry.from === to && entry.atMs <= atMs && atMs <= entry.atMs + ANSWERED_WITHIN_MS,
  );
}

/** Who never heard of something is not told that it is over, or whose it is. */
function correctedForNothing({ night, texts, schedule }: Scene): string[] {
  // Whoever asks is answered. And of a suspended account the ledger does not say whose SMS was refused.
  if (schedule.reaching !== undefined || schedule.obstacles.some(({ is }) => is === 'account suspended')) return [];
  // An SMS that Twilio refuses was on its way: whoever is to hear the end of it meanwhile is told so.
  const refused = new Set(
    night.story.rehearsal.ledger.entries.flatMap((entry) => (entry.kind === 'sms-refused' ? [entry.to] : [])),
  );
  return texts.flatMap((text, index) => {
    if (!isOver(text) || /earlier/.test(text.text) || refused.has(text.to) || isAnswer(night, text)) return [];
    const incident = incidentIn(text) ?? '';
    const before = texts.slice(0, index).filter(({ to }) => to === text.to);
    // What nobody took may have gone on by another name.
    const isKnown = before.some((each) => isOf(each, incident) || each.text.startsWith('NOBODY'));
    return isKnown
      ? []
      : [`somebody is told at ${seconds(text.atMs)} s of the end of ${incident}, of which they never heard`];
  });
}

/** What was done by hand has its effect at once. */
function handsInVain(scene: Scene): string[] {
  const { night, schedule } = scene;
  if (schedule.obstacles.length > 0 || schedule.budgets !== null) return [];
  return night.byHand.flatMap((hand, index) => {
    // The answer may be lost on its way, and is sent by a later run.
    if (hand.isByReach === true) return [];
    const isUndone = night.byHand.slice(index + 1).some(({ atMs }) => atMs <= hand.atMs + SAID_MS);
    if (isUndone) return [];
    switch (hand.what) {
      case 'take':
        return takenInVain(scene, hand);
      case 'resolve':
        return closedInVain(scene, hand);
      case 'pass':
        return passedInVain(scene, hand);
    }
  });
}

/** Whoever takes something by hand is told so, and so is whoever had it. */
function takenInVain(scene: Scene, { atMs, incident, who }: ByHand): string[] {
  const number = who === undefined ? '' : NUMBERS[who];
  const owner = ownerOf(scene, incident, atMs);
  const isTold = owner?.to === number || isSaid(scene, HAS_IT, number, atMs);
  const isFormerTold = owner === undefined || owner.to === number || isSaid(scene, /has it/, owner.to, atMs);
  const act = `somebody took ${incident} by hand at ${seconds(atMs)} s`;
  return [
    ...(isTold ? [] : [`${act} and was not told so`]),
    ...(isFormerTold ? [] : [`${act}, and whoever had it was not told`]),
  ];
}

/** Whoever has what is closed by hand, or was told that nobody has it, is told. */
function closedInVain(scene: Scene, { atMs, incident }: ByHand): string[] {
  const before = scene.texts.filter((text) => text.atMs < atMs && isOf(text, incident));
  const owner = ownerOf(scene, incident, atMs);
  const told = before.filter(({ text }) => text.startsWith('NOBODY')).map(({ to }) => to);
  const concerned = owner === undefined ? [...new Set(told)] : [owner.to];
  return concerned
    .filter((number) => before.every((text) => text.to !== number || !isOver(text)))
    .filter(
      (number) =>
        !isSaid(scene, /^(Closed|And|\d|One|Recovered|NOBODY|You)|you no longer do|has it after all/, number, atMs),
    )
    .map(() => `${incident} was closed by hand at ${seconds(atMs)} s, and somebody was not told`);
}

/** Somebody is called about what is passed on, whoever was asked for first. */
function passedInVain(scene: Scene, { atMs, incident, team, who }: ByHand): string[] {
  // Another team may be calling the same phones.
  if (scene.schedule.secondTeam.length > 0) return [];
  // What somebody does next may be done before a phone that was just called can be called again.
  const next = scene.night.byHand.find((hand) => hand.incident === incident && hand.atMs > atMs);
  const untilMs = Math.min(atMs + PASSED_MS, next?.atMs ?? Infinity);
  const first = scene.calls.find((call) => call.team === team && call.rangAtMs >= atMs && call.rangAtMs <= untilMs);
  const isOwn = first?.incident === incident;
  if (first === undefined && next === undefined && rightSinceMs(scene, team, untilMs) === undefined) {
    return [`${incident} was passed on at ${seconds(atMs)} s, and nobody was called`];
  }
  const wasBusy = scene.calls.some(
    (call) => call.rangAtMs < atMs && call.overAtMs > atMs - REDIAL_MS - SAID_MS && call.to === first?.to,
  );
  if (isOwn && !wasBusy && first.rangAtMs > atMs + SAID_MS && isPlainlyFree(scene, team, atMs)) {
    return [`${incident} was passed on at ${seconds(atMs)} s, and a phone rang only at ${seconds(first.rangAtMs)} s`];
  }
  return isOwn && who !== undefined && first.to !== NUMBERS[who]
    ? [`${incident} was passed to ${who} at ${seconds(atMs)} s, and somebody else was called`]
    : [];
}

/** Whether nobody was being called for a team at this time. */
function isPlainlyFree({ calls }: Scene, team: string, atMs: number): boolean {
  return calls.every((call) => call.team !== team || call.rangAtMs > atMs || call.overAtMs < atMs);
}

/** A phone that has just been called is called half a minute later, with a delivery. */
const PASSED_MS = REDIAL_MS + 120_000;

function ownerOf({ problems }: Scene, incident: string, atMs: number): Ownership | undefined {
  const problem = problemOf(problems, incident);
  return problem === undefined ? undefined : ownerAt(problem, atMs);
}

/** Whether somebody is told this at once. */
function isSaid({ texts }: Scene, words: RegExp, number: string, atMs: number): boolean {
  return texts.some(
    (text) => text.to === number && text.atMs >= atMs && text.atMs <= atMs + SAID_MS && words.test(text.text),
  );
}

/** While no phone can be rung everyone is told so, once, and only then. */
function impossibleUntold({ night, schedule, texts }: Scene): string[] {
  const [obstacle] = schedule.obstacles;
  const [window] = night.obstacles;
  if (obstacle === undefined || window === undefined) return [];
  const { fromMs, toMs } = window;
  const told = texts.filter(({ text }) => text.includes('NO PHONE CAN BE CALLED'));
  const twice = told.filter((text, index) =>
    told.slice(0, index).some((each) => each.to === text.to && each.text.slice(0, 60) === text.text.slice(0, 60)),
  );
  const needless = told.filter(({ atMs }) => atMs < fromMs || atMs > toMs + LAST_WORD_MS);
  const canText = obstacle.is === 'flow missing' || obstacle.is === 'flow a draft';
  const first = night.sent.find(({ state }) => state === 'ALARM');
  const isFirst = first !== undefined && night.sent.every(({ sinceMs }) => sinceMs >= first.sinceMs);
  const isMeant = canText && isFirst && first.sinceMs > fromMs && first.sinceMs + SAID_MS < toMs;
  const isTold = told.some(({ atMs }) => first !== undefined && atMs <= first.sinceMs + SAID_MS);
  return [
    ...twice.map(({ atMs }) => `somebody is told twice that no phone can be called, at ${seconds(atMs)} s`),
    ...needless.map(({ atMs }) => `somebody is told that no phone can be called, at ${seconds(atMs)} s, when it can`),
    ...(isMeant && !isTold && !isActedUpon(schedule)
      ? [`no phone can be called from ${seconds(fromMs)} s on, and nobody was told so`]
      : []),
  ];
}

/** What was owed while nobody could be called or told comes with the next delivery. */
const LAST_WORD_MS = 100_000;

/** A heartbeat that comes while nobody can be called is not healthy, and any other one is. */
function unhealthyUnsaid({ night, schedule }: Scene): string[] {
  if (schedule.deployments.length > 0) return [];
  return reportsOf(night).flatMap(({ atMs, isHealthy }) => {
    const isSick = night.obstacles.some(({ fromMs, toMs }) => atMs > fromMs + SAID_MS && atMs < toMs);
    const isFine = night.obstacles.every(({ fromMs, toMs }) => atMs < fromMs || atMs > toMs + SAID_MS);
    return (isSick && isHealthy) || (isFine && !isHealthy)
      ? [`the heartbeat at ${seconds(atMs)} s says that all is ${isHealthy ? 'well' : 'not well'}`]
      : [];
  });
}

/** What the Lambda reported to CloudWatch. */
function reportsOf({ story }: Night): readonly { readonly atMs: number; readonly isHealthy: boolean }[] {
  return story.rehearsal.ledger.entries.flatMap((entry) => {
    if (entry.kind !== 'log' || !entry.text.startsWith('{"_aws"')) return [];
    const { Healthy: healthy } = JSON.parse(entry.text) as { readonly Healthy?: number };
    return healthy === undefined ? [] : [{ atMs: entry.atMs, isHealthy: healthy === 1 }];
  });
}

const HISTORY = 'https://sync.twilio.com/v1/Services/default/Lists/oncall-history/Items?PageSize=100';

/** What was called about stands in the history once it is over. */
function unrecorded({ night, texts, problems }: Scene): string[] {
  const list = night.story.rehearsal.read(HISTORY) as
    { items: { data: { incident?: string; id?: string } }[] } | undefined;
  const known = JSON.stringify(list?.items ?? []);
  return problems.flatMap(({ incidents }) => {
    const [id = ''] = incidents.slice(-1);
    const isSettled = texts.some(
      (text) => isOf(text, id) && (isOver(text) || HAS_IT.test(text.text) || text.text.startsWith('NOBODY')),
    );
    return isSettled && !known.includes(id) ? [`the history does not have ${id}`] : [];
  });
}
