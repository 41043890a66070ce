import { speechMs } from '../../src/rehearsal/phones/speech';
import { NUMBERS, START_MS } from './story';
import type { Agent, Story } from './story';
import { callsOf, HAS_IT, isAbout, isOf, takingsOf, textsOf } from './witness';
import type { Call, Night, Sent, Text } from './witness';

/** An alarm that is still wrong when the night is over, and when its message first reached the queue. */
export interface StillWrong {
  readonly name: string;
  readonly sinceMs: number;
}

/** The promises that hold at any time, checked for a story of one team in which no SMS was refused. */
export function breaches(story: Story, team: readonly Agent[], alarms: readonly StillWrong[]): string[] {
  const enqueued = story.rehearsal.ledger.entries.flatMap((entry) =>
    entry.kind === 'enqueued' ? [entry.message] : [],
  );
  return brokenPromises({
    story,
    sent: alarms.map(({ name, sinceMs }, index) => ({
      name,
      state: 'ALARM',
      stateAtSeconds: (sinceMs - START_MS) / 1000,
      message: enqueued[index] ?? '',
      copiesAtMs: [sinceMs],
      sinceMs,
    })),
    teamsOf: () => ['main'],
    membersOf: () => [team],
    deployedAtMs: [],
    refusedTexts: new Set(),
    refusedCalls: new Set(),
    refusalsMs: [],
    textsFailed: true,
    disturbances: [],
    staleReadsMs: [],
    stuck: [],
    longestQueueMs: 0,
    mayBury: false,
  });
}

/**
 * What is promised, but for how soon, checked on what the local Twilio and the local queue wrote down themselves, never on
 * the boards. Returns every breach, in words; an empty list is the proof.
 */
export function brokenPromises(night: Night): string[] {
  const { story } = night;
  const calls = callsOf(story);
  const texts = textsOf(story);
  const takings = takingsOf(calls, texts);
  return [
    ...leftInQueue(night),
    ...untold(night, texts),
    ...calledWithoutLease(night, calls),
    ...takenTwice(takings),
    ...overlapping(calls),
    ...calledAfterTaking(night, calls, takings),
    ...askedAfterTaking(night, calls, takings),
    ...secondChains(night, calls),
    ...voiceWithoutText(night, calls, texts),
    ...uncorrected(night, texts, takings),
    ...thrown(story),
  ];
}

/** Promise 1: every message ends deleted, or where it may, among the dead letters; none is left in the queue. */
function leftInQueue({ story: { rehearsal }, mayBury }: Night): string[] {
  const { depth, deadLetters } = rehearsal.queue;
  return [
    ...(depth === 0 ? [] : [`${depth} messages are still in the queue`]),
    ...(deadLetters.length === 0 || mayBury ? [] : [`${deadLetters.length} messages are dead letters`]),
  ];
}

/** The alarms whose latest state is wrong. */
function wrongAtTheEnd({ sent }: Night): readonly Sent[] {
  const latest = new Map<string, Sent>();
  for (const news of sent) {
    const known = latest.get(news.name);
    if (known === undefined || news.stateAtSeconds > known.stateAtSeconds) latest.set(news.name, news);
  }
  return [...latest.values()].filter(({ state }) => state === 'ALARM');
}

/**
 * Promise 1: of every alarm that is still wrong, somebody who has it was told by SMS after it arrived, or else everyone who can
 * be told was told that nobody has it, or else its message is a dead letter.
 */
function untold(night: Night, texts: readonly Text[]): string[] {
  const buried = new Set(night.story.rehearsal.queue.deadLetters.map(({ id }) => id));
  return wrongAtTheEnd(night).flatMap(({ name, sinceMs, stateAtSeconds }) => {
    const telling = texts.filter((text) => text.atMs >= sinceMs && isAbout(text, name));
    const isGiven = telling.some(({ text }) => HAS_IT.test(text) || text.startsWith('One more for you'));
    const told = new Set(telling.filter(({ text }) => text.startsWith('NOBODY HAS THIS')).map(({ to }) => to));
    const teams = night.teamsOf(name).flatMap((team) => night.membersOf(team));
    const isToldToAll = teams.some((members) => reachable(night, members).every((number) => told.has(number)));
    const isBuried = night.sent.some(
      (news) => news.name === name && news.stateAtSeconds === stateAtSeconds && buried.has(news.message),
    );
    return isGiven || isToldToAll || isBuried || isHeardByTaker(night, name, sinceMs)
      ? []
      : [`of ${name} nobody who has it was told, and only ${told.size} numbers that nobody has it`];
  });
}

function reachable({ refusedTexts }: Night, members: readonly Agent[]): readonly string[] {
  return members.map((agent) => NUMBERS[agent]).filter((number) => !refusedTexts.has(number));
}

/** Whoever took it, but cannot get SMS, was told by voice, or pressed 1 and did not wait to be told. */
function isHeardByTaker({ story, refusedTexts, teamsOf }: Night, name: string, sinceMs: number): boolean {
  return callsOf(story).some(
    ({ team, to, said, keys }) =>
      refusedTexts.has(to) &&
      teamsOf(name).includes(team) &&
      (said.some(({ atMs, text }) => atMs >= sinceMs && HAS_IT.test(text)) ||
        keys.some(({ atMs, key }) => atMs >= sinceMs && key === '1')),
  );
}

/** How long a call that was decided may need to ring: one run of `/claim`, and Twilio's one call a second. */
const DECIDED_BEFORE_MS = 12_000;

/** Promise 1: until somebody has it, the alarm is in the queue: no phone rings for a team of which nothing is in the queue. */
function calledWithoutLease({ story, sent, teamsOf, longestQueueMs }: Night, calls: readonly Call[]): string[] {
  const gone = new Map<string, number[]>();
  for (const entry of story.rehearsal.ledger.entries) {
    if (entry.kind === 'deleted') gone.set(entry.message, [...(gone.get(entry.message) ?? []), entry.atMs]);
  }
  return calls.flatMap(({ team, rangAtMs }) => {
    const decidedAtMs = rangAtMs - DECIDED_BEFORE_MS - longestQueueMs;
    const isHeld = sent.some(
      ({ name, message, copiesAtMs, sinceMs }) =>
        teamsOf(name).includes(team) &&
        sinceMs <= rangAtMs &&
        (gone.get(message) ?? []).filter((atMs) => atMs < decidedAtMs).length < copiesAtMs.length,
    );
    return isHeld
      ? []
      : [`a phone rings for team ${team} at ${seconds(rangAtMs)} s, though no alarm of it is in the queue`];
  });
}

/** Promise 4: only one agent is ever told to have an incident. */
function takenTwice(takings: ReturnType<typeof takingsOf>): string[] {
  return [...takings].flatMap(([incident, tellings]) => {
    const who = new Set(tellings.map(({ to }) => to));
    return who.size > 1 ? [`${who.size} agents were told that they have ${incident}`] : [];
  });
}

/** How long the flow waits for a key after it has asked. */
const GATHER_MS = 6_000;

/** Promise 2: while a phone rings for an incident, no other call of it rings or asks for a key. */
function overlapping(calls: readonly Call[]): string[] {
  const found: string[] = [];
  for (const [index, call] of calls.entries()) {
    for (const older of calls.slice(0, index)) {
      if (older.incident !== call.incident) continue;
      if (call.rangAtMs < Math.min(older.answeredAtMs, older.overAtMs)) {
        found.push(`two phones ring for ${call.incident} at ${seconds(call.rangAtMs)} s`);
      }
      if (asksAfter(older, call.rangAtMs)) {
        found.push(`an older call for ${call.incident} still asks for a key after ${seconds(call.rangAtMs)} s`);
      }
    }
  }
  return found;
}

/** Whether a call asks for a key at this time or later. */
function asksAfter({ said, keys, overAtMs }: Call, atMs: number): boolean {
  return said.some(({ atMs: saidAtMs, text }, index) => {
    if (!text.includes('Press 1')) return false;
    const keyAtMs = keys.find((key) => key.atMs >= saidAtMs)?.atMs ?? Infinity;
    const nextAtMs = said[index + 1]?.atMs ?? Infinity;
    return Math.min(saidAtMs + speechMs(text) + GATHER_MS, keyAtMs, nextAtMs, overAtMs) > atMs;
  });
}

/** Promise 2: no call is decided once an incident is taken: no `/claim` that began later lets a phone ring. */
function calledAfterTaking(
  { story, longestQueueMs, staleReadsMs }: Night,
  calls: readonly Call[],
  takings: ReturnType<typeof takingsOf>,
): string[] {
  const { entries } = story.rehearsal.ledger;
  const startedAtMs = new Map(
    entries.flatMap((entry) => (entry.kind === 'execution-started' ? [[entry.execution, entry.atMs] as const] : [])),
  );
  return calls.flatMap(({ incident, execution, rangAtMs }) => {
    const takenAtMs = takings.get(incident)?.[0]?.atMs ?? Infinity;
    if (rangAtMs <= takenAtMs) return [];
    const claims = entries.filter(
      (entry) =>
        entry.kind === 'function' &&
        entry.path === '/claim' &&
        entry.atMs > (startedAtMs.get(execution) ?? 0) &&
        entry.atMs <= rangAtMs,
    );
    const isLate = claims.every((entry) => entry.kind === 'function' && entry.atMs - entry.tookMs > takenAtMs);
    // One that read the board as it was before the taking could not know.
    const isExcused = staleReadsMs.some((atMs) => atMs >= takenAtMs && atMs <= rangAtMs);
    const mostMs = takenAtMs + DECIDED_BEFORE_MS + longestQueueMs;
    return rangAtMs > mostMs || (isLate && !isExcused)
      ? [`a phone rings for ${incident} at ${seconds(rangAtMs)} s, decided after it was taken`]
      : [];
  });
}

/** Promise 2: whoever answers after it was taken hears so and is not asked, unless the Function that knows could not say. */
function askedAfterTaking(
  { disturbances }: Night,
  calls: readonly Call[],
  takings: ReturnType<typeof takingsOf>,
): string[] {
  return calls.flatMap(({ incident, answeredAtMs, said }) => {
    const takenAtMs = takings.get(incident)?.[0]?.atMs ?? Infinity;
    const asking = said.find(({ text }) => text.includes('Press 1'));
    if (answeredAtMs <= takenAtMs || asking === undefined) return [];
    const isExcused = disturbances.some(({ fromMs, toMs }) => toMs >= answeredAtMs && fromMs <= asking.atMs);
    return isExcused
      ? []
      : [`whoever answers at ${seconds(answeredAtMs)} s is asked to take ${incident}, which is taken`];
  });
}

/**
 * Promise 3: no second chain of calls for an alarm state that is remembered. Each chain needs news of its own that came before
 * it, or an SMS that was refused, about which somebody else has to be called. The memory is that of the team to which the
 * alarm is routed when it first comes: after a deployment, what comes for the first time may be news to another team.
 */
function secondChains({ sent, refusedTexts, deployedAtMs }: Night, calls: readonly Call[]): string[] {
  const chains = new Map<string, number>();
  for (const { incident, rangAtMs } of calls) if (!chains.has(incident)) chains.set(incident, rangAtMs);
  return [...chains.values()].flatMap((rangAtMs, index) => {
    const news = new Set(
      sent
        .filter(({ state }) => state === 'ALARM')
        .flatMap(({ name, stateAtSeconds, copiesAtMs }) =>
          copiesAtMs
            .filter((atMs) => atMs <= rangAtMs)
            .map((atMs) => [name, stateAtSeconds, deployedAtMs.filter((each) => each <= atMs).length].join(' ')),
        ),
    );
    return index + 1 > news.size + refusedTexts.size * sent.length
      ? [`${index + 1} chains of calls for ${news.size} alarms at ${seconds(rangAtMs)} s`]
      : [];
  });
}

/** Promise 4: whoever hears "you have it" gets the details by SMS. */
function voiceWithoutText({ refusedTexts }: Night, calls: readonly Call[], texts: readonly Text[]): string[] {
  return calls
    .filter(({ to, said }) => !refusedTexts.has(to) && said.some(({ text }) => HAS_IT.test(text)))
    .flatMap(({ to, incident }) =>
      texts.some((text) => text.to === to && HAS_IT.test(text.text) && isOf(text, incident))
        ? []
        : [`an agent heard "you have it" of ${incident} and never got the details`],
    );
}

/** Promise 4: whoever was told that nobody has an incident, which somebody took, is told so. */
function uncorrected({ refusedTexts }: Night, texts: readonly Text[], takings: ReturnType<typeof takingsOf>): string[] {
  return [...takings].flatMap(([incident, [first]]) => {
    const told = new Set(
      texts
        .filter((text) => text.text.startsWith('NOBODY HAS THIS') && isOf(text, incident))
        .map(({ to }) => to)
        .filter((to) => to !== first?.to && !refusedTexts.has(to)),
    );
    return [...told].flatMap((to) =>
      texts.some((text) => text.to === to && text.text.includes('has it after all') && isOf(text, incident))
        ? []
        : [`somebody was told that nobody has ${incident}, and never that somebody took it`],
    );
  });
}

/** No Function may end in an error that nobody caught. */
function thrown({ rehearsal }: Story): string[] {
  return rehearsal.ledger.entries.flatMap((entry) =>
    entry.kind === 'function' && entry.status === 500 ? [`${entry.path} threw at ${seconds(entry.atMs)} s`] : [],
  );
}

function seconds(atMs: number): number {
  return (atMs - START_MS) / 1000;
}
