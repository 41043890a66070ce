import { VISIBILITY_SECONDS } from '../../src/signing/limits';
import { isPlain, seconds } from './scene';
import type { Scene } from './scene';
import { isActedUpon } from './schedule';
import { HAS_IT, isOf, textsOf } from './witness';

/**
 * What must not happen in a night in which nothing is wrong with the outside world: no request is refused, none is made in vain, nothing is
 * said twice, no message and no heartbeat is kept longer than it is needed. Returns every breach, in words.
 */
export function sparingly(scene: Scene): string[] {
  return [
    ...refusals(scene),
    ...askedInVain(scene),
    ...saidTwice(scene),
    ...keptTooLong(scene),
    ...watchedTwice(scene),
    ...complaints(scene),
    ...neverRung(scene),
    ...tooManyRequests(scene),
    ...askedOfEach(scene),
    ...toldLate(scene),
  ];
}

/** Twilio's answers to what is right: what is not there yet, is there already, or was changed by another run meanwhile. */
const USUAL: ReadonlySet<number> = new Set([200, 201, 202, 204, 404, 409, 412]);

/** Of one object (docs/facts.md). */
const SYNC_WRITES_A_SECOND = 20;

function refusals({ night: { story }, schedule }: Scene): string[] {
  if (schedule.obstacles.length > 0) return [];
  const requests = story.rehearsal.ledger.entries.flatMap((entry) => (entry.kind === 'request' ? [entry] : []));
  // Many runs that meet at one board may write it more often than Sync allows, and then try again.
  const isCrowd = ({ path, method, status, atMs }: (typeof requests)[number]): boolean =>
    status === 429 &&
    method === 'POST' &&
    requests.filter(
      (each) => each.path === path && each.method === 'POST' && each.atMs <= atMs && each.atMs > atMs - 1_000,
    ).length > SYNC_WRITES_A_SECOND;
  return requests.flatMap((entry) =>
    !USUAL.has(entry.status) && !isCrowd(entry)
      ? [
          `${entry.method} ${entry.path} was answered ${entry.status} at ${seconds(entry.atMs)} s, and nothing was wrong`,
        ]
      : [],
  );
}

/** Nobody has to ask Twilio whether it has an SMS that it said it has. */
function askedInVain({ night: { story }, schedule }: Scene): string[] {
  // An answer to a text is handed over in the reply to a webhook, which may be lost.
  if (schedule.reaching?.webhooks.some((fate) => fate !== 'arrives') === true) return [];
  return story.rehearsal.ledger.entries.flatMap((entry) =>
    entry.kind === 'request' && entry.method === 'GET' && entry.path.includes('/Messages')
      ? [`at ${seconds(entry.atMs)} s Twilio is asked for an SMS that it has`]
      : [],
  );
}

/** Nobody gets the same SMS twice, unless they may have been told the contrary meanwhile. */
function saidTwice({ night, schedule }: Scene): string[] {
  // A further round ends as the one before did.
  if (isActedUpon(schedule) || schedule.obstacles.length > 0 || schedule.again !== null) return [];
  // A state that is dated ahead hides nothing, not even a late copy of what came before it.
  if (night.sent.some(({ isFarAhead }) => isFarAhead === true)) return [];
  const last = new Map<string, { readonly text: string; readonly atMs: number }>();
  return textsOf(night.story).flatMap(({ to, text, atMs }) => {
    const before = last.get(to);
    // What came again is news in the same words, and so is what is only counted in them.
    const isCounting = /\bmore\.?(\n|$)/.test(text);
    const isNews = night.sent.some(
      ({ name, state, sinceMs }) =>
        state === 'ALARM' && (isCounting || text.includes(name)) && sinceMs <= atMs && sinceMs > (before?.atMs ?? 0),
    );
    last.set(to, { text, atMs });
    return before?.text === text && !isNews
      ? [`an SMS at ${seconds(atMs)} s is the one before once more: ${text.slice(0, 60)}`]
      : [];
  });
}

/** One delivery, what a run takes, and how far from it the deletion may be. */
const LET_GO_MS = VISIBILITY_SECONDS * 1000 + 30_000;

/** A message leaves the queue with the first delivery after the last thing that was done about it. */
function keptTooLong({ night, schedule }: Scene): string[] {
  const { entries } = night.story.rehearsal.ledger;
  if (schedule.obstacles.length > 0 || schedule.budgets !== null || schedule.deployments.length > 0) return [];
  const doneMs = entries.flatMap((entry) =>
    ['ring', 'hang-up', 'missed', 'sms', 'key', 'enqueued', 'say', 'execution-ended', 'execution-started'].includes(
      entry.kind,
    )
      ? [entry.atMs]
      : [],
  );
  const copies = new Set(
    schedule.alarms.flatMap(({ copiesAfterSeconds, againAfterSeconds }) => [
      ...copiesAfterSeconds,
      ...againAfterSeconds,
    ]),
  );
  if (copies.size > 1 || schedule.deliveries !== 'oldest first' || night.sent.length > 12) return [];
  return entries.flatMap((entry) => {
    if (entry.kind !== 'deleted' || night.heartbeats.has(entry.message)) return [];
    const isNeeded = doneMs.some((atMs) => atMs <= entry.atMs && atMs >= entry.atMs - LET_GO_MS);
    return isNeeded
      ? []
      : [`a message was kept until ${seconds(entry.atMs)} s, though nothing was left to do about it`];
  });
}

/** One heartbeat at a time keeps watch, for half an hour. */
function watchedTwice({ night }: Scene): string[] {
  const kept = new Set<string>();
  const found: string[] = [];
  for (const entry of night.story.rehearsal.ledger.entries) {
    if (entry.kind === 'deleted') kept.delete(entry.message);
    if (entry.kind !== 'delivered' || !night.heartbeats.has(entry.message)) continue;
    if (entry.receiveCount >= 2) kept.add(entry.message);
    if (entry.receiveCount > MOST_WATCHES) found.push(`a heartbeat is still in the queue at ${seconds(entry.atMs)} s`);
    if (kept.size > 2) found.push(`${kept.size} heartbeats keep watch at ${seconds(entry.atMs)} s`);
  }
  return found;
}

/** Half an hour of deliveries, and those until the next heartbeat has come and taken over. */
const MOST_WATCHES = 31;

/** The log has no complaint when there is nothing to complain of. */
function complaints({ night: { story }, schedule }: Scene): string[] {
  if (schedule.obstacles.length > 0 || schedule.deployments.length > 0 || schedule.intrusions.length > 0) return [];
  if (isActedUpon(schedule)) return [];
  return story.rehearsal.ledger.entries.flatMap((entry) =>
    entry.kind === 'log' && (entry.level === 'warn' || entry.level === 'error')
      ? [`the log complains at ${seconds(entry.atMs)} s, when nothing is wrong: ${entry.text.slice(0, 160)}`]
      : [],
  );
}

/** Every execution rings a phone, unless something happens before it does. */
function neverRung({ night, schedule }: Scene): string[] {
  const { story, sent } = night;
  if (isActedUpon(schedule) || schedule.obstacles.length > 0 || schedule.deployments.length > 0) return [];
  if (sent.some(({ state }) => state === 'OK') || schedule.secondTeam.length > 0 || !isPlain(schedule)) return [];
  const rung = new Set(
    story.rehearsal.ledger.entries.flatMap((entry) => (entry.kind === 'ring' ? [entry.execution] : [])),
  );
  return story.rehearsal.ledger.entries.flatMap((entry) =>
    entry.kind === 'execution-started' && !rung.has(entry.execution)
      ? [`an execution of ${seconds(entry.atMs)} s rang no phone`]
      : [],
  );
}

/**
 * So many requests at most for each thing that happens: a delivery, a call, an SMS, something done by hand. docs/costs.md has what they are; a
 * run that meets another one at the board makes a few more.
 */
function tooManyRequests({ night: { story, sent }, schedule }: Scene): string[] {
  if (schedule.colleagues !== null || isActedUpon(schedule) || sent.length > 12) return [];
  const { entries } = story.rehearsal.ledger;
  const count = (kind: string): number => entries.filter((entry) => entry.kind === kind).length;
  const requests = count('request');
  // Where nobody can be called each delivery tries two numbers, and everyone's SMS.
  const perDelivery = schedule.obstacles.length > 0 ? 12 : 7;
  const most = count('delivered') * perDelivery + count('execution-started') * 16 + count('sms') * 4 + 20;
  return requests > most ? [`${requests} requests were made, of ${most}`] : [];
}

/** Where no phone can be called Twilio is asked twice with each delivery (docs/protocol.md, create), not once for each agent. */
function askedOfEach({ night: { story, obstacles }, schedule }: Scene): string[] {
  const [window] = obstacles;
  if (window === undefined || schedule.secondTeam.length > 0 || isActedUpon(schedule)) return [];
  const within = story.rehearsal.ledger.entries.filter(({ atMs }) => atMs > window.fromMs && atMs < window.toMs);
  const refused = within.filter(
    (entry) =>
      entry.kind === 'request' && entry.path.endsWith('/Executions') && entry.status >= 400 && entry.status !== 409,
  ).length;
  // One more when it begins in the middle of a call.
  const deliveries = within.filter(({ kind }) => kind === 'delivered').length;
  return refused > 2 * deliveries + 1
    ? [`Twilio refused ${refused} calls in the time of ${deliveries} deliveries`]
    : [];
}

/** What a Function takes to send what it has to say. */
const SAID_MS = 6_000;

/** Whoever takes it has the details at once, and everyone hears at once that the last call found nobody. */
function toldLate({ night, schedule, calls, texts, problems }: Scene): string[] {
  const { obstacles, budgets, deployments, colleagues, maxCalls } = schedule;
  if (obstacles.length + deployments.length > 0 || budgets !== null || colleagues !== null) return [];
  if (isActedUpon(schedule) || night.sent.length > 12 || schedule.secondTeam.length > 0) return [];
  // Who has got the SMS of an hour waits.
  const isSpent = (to: string): boolean => texts.filter((text) => text.to === to).length >= night.textsAnHour - 1;
  return calls.flatMap(({ to, incident, said, overAtMs, keys }) => {
    const own = calls.filter((call) => call.incident === incident);
    const isTold = (fromMs: number, words: RegExp, number = to): boolean =>
      isSpent(number) ||
      texts.some(
        (text) =>
          text.to === number && words.test(text.text) && text.atMs >= fromMs - SAID_MS && text.atMs <= fromMs + SAID_MS,
      );
    const taken = said.find(({ text }) => HAS_IT.test(text));
    const isLast = isPlain(schedule) && own.length === maxCalls && own.at(-1)?.overAtMs === overAtMs;
    const isOver = texts.some(
      (text) => isOf(text, incident) && /^(Recovered|You have it)/.test(text.text) && text.atMs < overAtMs + SAID_MS,
    );
    const isRight = night.sent.some(({ state, sinceMs }) => state === 'OK' && sinceMs < overAtMs + SAID_MS);
    const isNobodys = isLast && keys.every(({ key }) => key !== '1') && !isOver && !isRight;
    const hadIt = problems.some(
      ({ incidents, owners }) =>
        incidents.includes(incident) &&
        owners.some((owner) => owner.to === to && owner.fromMs < (taken?.atMs ?? 0) - SAID_MS),
    );
    return [
      ...(taken !== undefined && !hadIt && !isTold(taken.atMs, HAS_IT)
        ? [`the details of ${incident} did not come at once`]
        : []),
      ...(isNobodys && !isTold(overAtMs, /^NOBODY/) ? [`nobody took ${incident}, and it was not said at once`] : []),
    ];
  });
}
