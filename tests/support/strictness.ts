import { speechMs } from '../../src/rehearsal/phones/speech';
import { BUDGET_MS, FLAPS, MORE_EVERY_MS, REDIAL_MS } from '../../src/incident/limits';
import { ownerAt, problemOf, problemsOf } from './problems';
import type { Problem } from './problems';
import type { Schedule } from './schedule';
import { NUMBERS, START_MS } from './story';
import { callsOf, HAS_IT, isOf, isOver, textsOf } from './witness';
import type { ByHand, Call, Night, Text } from './witness';

/** What a night is judged by: what people noticed, and what its schedule says of the world. */
interface Scene {
  readonly night: Night;
  readonly schedule: Schedule;
  readonly calls: readonly Call[];
  readonly texts: readonly Text[];
  readonly problems: readonly Problem[];
}

/**
 * What is promised however a night goes, in numbers: how many calls and SMS, how far apart, and to whom; and in a night in which
 * nothing is wrong with the outside world, that all of it happens at once. Returns every breach, in words.
 */
export function strictly(night: Night, schedule: Schedule): string[] {
  const calls = callsOf(night.story);
  const texts = textsOf(night.story);
  const scene: Scene = { night, schedule, calls, texts, problems: problemsOf(night, calls, texts) };
  return [
    ...tooManyCalls(scene),
    ...tooManyCallsInAnHour(scene),
    ...redialled(scene),
    ...tooManyNews(scene),
    ...silencedHeard(scene),
    ...strangersTold(scene),
    ...(isCalm(schedule)
      ? [
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
        ]
      : []),
  ];
}

/** Whether nothing is wrong with the outside world but what stands in the account's own way. */
function isCalm({
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
}: Schedule): boolean {
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
  return wrong.every((each) => each.length === 0) && receives >= 1_000;
}

/** Whether nobody, and nothing but alarms, asks for calls. */
function isPlain({ hands, remindMinutes, again, deployments }: Schedule): boolean {
  return hands.length === 0 && remindMinutes === null && again === null && deployments.length === 0;
}

/** An incident is called about as often as the roster says, and no more. */
function tooManyCalls({ night, schedule, calls }: Scene): string[] {
  if (!isPlain(schedule) || night.refusalsMs.length > 0) return [];
  return [...byIncident(calls)].flatMap(([incident, own]) =>
    own.length > schedule.maxCalls ? [`${own.length} calls were made for ${incident}, of ${schedule.maxCalls}`] : [],
  );
}

function byIncident(calls: readonly Call[]): ReadonlyMap<string, readonly Call[]> {
  const found = new Map<string, Call[]>();
  for (const call of calls) found.set(call.incident, [...(found.get(call.incident) ?? []), call]);
  return found;
}

/** What a team may call within an hour; without a roster that can be read, the usual. */
function tooManyCallsInAnHour({ schedule, calls }: Scene): string[] {
  const most = schedule.budgets?.calls ?? 60;
  if (schedule.deployments.length > 0) return [];
  return calls.flatMap((call, index) => {
    const lately = calls
      .slice(0, index + 1)
      .filter(({ team, rangAtMs }) => team === call.team && rangAtMs > call.rangAtMs - BUDGET_MS + 5_000);
    return lately.length > most
      ? [`call ${lately.length} of an hour to team ${call.team} at ${seconds(call.rangAtMs)} s`]
      : [];
  });
}

/** The same phone is rung again half a minute after its last call was over, or taken, and not before. */
function redialled({ schedule, calls }: Scene): string[] {
  if (schedule.hands.length > 0) return [];
  return calls.flatMap((call, index) => {
    const before = calls.slice(0, index).findLast(({ to, team }) => to === call.to && team === call.team);
    if (before === undefined) return [];
    const goodbyeAtMs = before.said.find(({ text }) => text.endsWith('Goodbye.'))?.atMs ?? Infinity;
    const takenAtMs = before.keys.find(({ key }) => key === '1')?.atMs ?? Infinity;
    const freeAtMs = Math.min(before.overAtMs, takenAtMs, goodbyeAtMs) + REDIAL_MS;
    return call.rangAtMs < freeAtMs
      ? [
          `the same phone rings at ${seconds(call.rangAtMs)} s, and its last call was over half a minute before ${seconds(freeAtMs)} s`,
        ]
      : [];
  });
}

/** Of what comes to what somebody has, or everyone was told that nobody has, they are told once a minute. */
function tooManyNews({ night, texts }: Scene): string[] {
  const news = new Map<string, Text[]>();
  for (const text of texts) {
    const kind = /^(One more|\d+ more) for you/.test(text.text)
      ? 'more'
      : text.text.startsWith('NOBODY')
        ? 'nobody'
        : undefined;
    const incident = /\binc-[0-9a-f]+/.exec(text.text)?.[0];
    if (kind === undefined || incident === undefined) continue;
    const key = `${kind} ${incident} ${text.to}`;
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

/** How long the flow waits for a key after it has asked, and a Function then takes to answer. */
const GATHER_MS = 6_000;
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
    if (key?.key !== '1' || key.atMs > asking.atMs + speechMs(asking.text) + GATHER_MS) return [];
    if (call.overAtMs < key.atMs + ANSWERED_MS || call.keys.some(({ atMs }) => atMs < key.atMs)) return [];
    const isActedOn =
      night.byHand.some(({ atMs }) => atMs <= key.atMs + ANSWERED_MS) || schedule.deployments.length > 0;
    if (isActedOn || rightSinceMs(scene, call.team, key.atMs) !== undefined) return [];
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

/** From the news that all is right until a call that was decided before rings; where many come at once they wait for each other. */
const DECIDED_MS = 1_000;
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
  if (schedule.deployments.length > 0 || schedule.secondTeam.length > 0) return [];
  return Object.values(NUMBERS).flatMap((number) => {
    const own = texts.filter(({ to }) => to === number);
    const first = own[0]?.atMs ?? 0;
    const within = own.filter(({ atMs }) => atMs < first + BUDGET_MS).length;
    return within > night.textsAnHour + 2 ? [`somebody got ${within} SMS within an hour, of ${night.textsAnHour}`] : [];
  });
}

/** Who never heard of something is not told that it is over, or whose it is. */
function correctedForNothing({ texts }: Scene): string[] {
  return texts.flatMap((text, index) => {
    if (!isOver(text) || /earlier/.test(text.text)) return [];
    const incident = /\binc-[0-9a-f]+/.exec(text.text)?.[0] ?? '';
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
  const { night, schedule, texts, calls, problems } = scene;
  if (schedule.obstacles.length > 0 || schedule.budgets !== null) return [];
  return night.byHand.flatMap(({ atMs, what, who, incident, team }, index) => {
    const isFollowed = night.byHand.slice(index + 1).some((each) => each.atMs <= atMs + SAID_MS);
    const isSaid = (words: RegExp, number: string): boolean =>
      texts.some(
        (text) => text.to === number && text.atMs >= atMs && text.atMs <= atMs + SAID_MS && words.test(text.text),
      );
    const problem = problemOf(problems, incident);
    const owner = problem === undefined ? undefined : ownerAt(problem, atMs);
    if (isFollowed) return [];
    switch (what) {
      case 'take': {
        const number = who === undefined ? '' : NUMBERS[who];
        const isTold = owner?.to === number || isSaid(HAS_IT, number);
        const isFormerTold = owner === undefined || owner.to === number || isSaid(/has it/, owner.to);
        const isCalled = calls.some(
          (call) =>
            call.incident === incident &&
            call.rangAtMs > atMs + DECIDED_MS &&
            schedule.remindMinutes === null &&
            schedule.deployments.length === 0 &&
            night.byHand.length === 1,
        );
        return [
          ...(isTold ? [] : [`${who ?? ''} took ${incident} by hand at ${seconds(atMs)} s and was not told so`]),
          ...(isFormerTold
            ? []
            : [`${who ?? ''} took ${incident} by hand at ${seconds(atMs)} s, and whoever had it was not told`]),
          ...(isCalled ? [`a phone rings for ${incident}, which was taken by hand at ${seconds(atMs)} s`] : []),
        ];
      }
      case 'resolve': {
        const told = new Set(
          texts
            .filter((text) => text.atMs < atMs && isOf(text, incident) && text.text.startsWith('NOBODY'))
            .map(({ to }) => to),
        );
        const concerned = owner === undefined ? [...told] : [owner.to];
        return concerned
          .filter(
            (number) =>
              texts.findLast(
                (text) => text.to === number && text.atMs < atMs && isOf(text, incident) && isOver(text),
              ) === undefined,
          )
          .flatMap((number) =>
            isSaid(/^(Closed|And|\d|One|Recovered|NOBODY|You)/, number)
              ? []
              : [`${incident} was closed by hand at ${seconds(atMs)} s, and somebody was not told`],
          );
      }
      case 'pass': {
        const soon = calls.filter(
          (call) => call.team === team && call.rangAtMs >= atMs && call.rangAtMs <= atMs + REDIAL_MS + 120_000,
        );
        const isBusy = schedule.secondTeam.length > 0;
        const isFirst =
          who === undefined || soon[0] === undefined || soon[0].to === NUMBERS[who] || soon[0].incident !== incident;
        return [
          ...(soon.length > 0 || isBusy || rightSinceMs(scene, team, atMs + 150_000) !== undefined
            ? []
            : [`${incident} was passed on at ${seconds(atMs)} s, and nobody was called`]),
          ...(isFirst || isBusy
            ? []
            : [`${incident} was passed to ${who} at ${seconds(atMs)} s, and somebody else was called`]),
        ];
      }
    }
  });
}

/** While no phone can be rung and SMS can be sent, everyone is told so, once. */
function impossibleUntold({ night, schedule, texts }: Scene): string[] {
  if (schedule.obstacles.length !== 1) return [];
  const [obstacle] = schedule.obstacles;
  const told = texts.filter(({ text }) => text.includes('NO PHONE CAN BE CALLED'));
  const twice = told.filter((text, index) =>
    told
      .slice(0, index)
      .some(
        (each) =>
          each.to === text.to && each.atMs > text.atMs - BUDGET_MS && each.text.slice(0, 60) === text.text.slice(0, 60),
      ),
  );
  const [window] = night.obstacles;
  if (obstacle === undefined || window === undefined) return [];
  const canText = obstacle.is === 'flow missing' || obstacle.is === 'flow a draft';
  const early = told.filter(({ atMs }) => atMs < window.fromMs || atMs > window.toMs + 100_000);
  const raised = night.sent.filter(
    ({ state, sinceMs, name }) =>
      state === 'ALARM' &&
      sinceMs > window.fromMs &&
      sinceMs + SAID_MS < window.toMs &&
      night.sent.every((each) => each.name !== name || each.sinceMs >= sinceMs),
  );
  const [first] = raised;
  const isTold =
    first === undefined || texts.some(({ atMs }) => atMs <= first.sinceMs + SAID_MS && atMs >= window.fromMs);
  const isQuiet =
    first === undefined || night.sent.some(({ sinceMs }) => sinceMs < first.sinceMs) || schedule.hands.length > 0;
  return [
    ...(twice.length > 0
      ? [`somebody is told twice that no phone can be called, at ${seconds(twice[0]?.atMs ?? 0)} s`]
      : []),
    ...(early.length > 0
      ? [`somebody is told that no phone can be called, at ${seconds(early[0]?.atMs ?? 0)} s, when it can`]
      : []),
    ...(canText && !isTold && !isQuiet
      ? [`no phone can be called from ${seconds(window.fromMs)} s on, and nobody was told so`]
      : []),
  ];
}

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

function seconds(atMs: number): number {
  return (atMs - START_MS) / 1000;
}
