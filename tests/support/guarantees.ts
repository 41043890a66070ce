import { overdue } from './dues';
import { licenceAt, problemOf, problemsOf, ownerAt } from './problems';
import type { Problem } from './problems';
import { responsibilities } from './responsibility';
import { NUMBERS, START_MS } from './story';
import type { Agent, Story } from './story';
import { askedUntilMs, callsOf, HAS_IT, isOf, isTextedOut, LEAST_REMEMBERED, mayBeAstray, textsOf } from './witness';
import type { Call, Night, Text } from './witness';

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
    membersOf: () => [team.map((agent) => NUMBERS[agent])],
    isOn: () => true,
    deployedAtMs: [],
    brokenAtMs: [],
    leavings: [],
    lostMs: [],
    isRosterBroken: false,
    byHand: [],
    obstacles: [],
    heartbeats: new Set(),
    callsAnHour: Infinity,
    textsAnHour: Infinity,
    refusedTexts: new Set(),
    refusedCalls: new Set(),
    refusalsMs: [],
    textsFailed: true,
    textsFailFromMs: 0,
    textsOutMs: [],
    maxCalls: 0,
    lateTexts: 0,
    disturbances: [],
    staleReadsMs: [],
    fullest: new Map(),
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
  const problems = problemsOf(night, calls, texts);
  return [
    ...leftInQueue(night),
    ...calledWithoutLease(night, calls),
    ...calledForNothing(night, calls),
    ...takenTwice(night, problems),
    ...overlapping(calls, problems),
    ...calledAfterTaking(night, calls, problems),
    ...askedAfterTaking(night, calls, problems),
    ...secondChains(night, calls),
    ...voiceWithoutText(night, calls, texts, problems),
    ...copies(night, texts, calls),
    ...responsibilities(night, calls, texts, problems),
    ...overdue(night, calls, texts, problems),
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

/** How long a call that was decided may need to ring: one run of `/claim`, and Twilio's one call a second. */
const DECIDED_BEFORE_MS = 12_000;

/** When each message, or each of its copies, left the queue. */
function deletions({ rehearsal }: Story): ReadonlyMap<string, readonly number[]> {
  const gone = new Map<string, number[]>();
  for (const entry of rehearsal.ledger.entries) {
    if (entry.kind === 'deleted') gone.set(entry.message, [...(gone.get(entry.message) ?? []), entry.atMs]);
  }
  return gone;
}

/**
 * Promise 1: until somebody has it, the alarm is in the queue, or for a chain that no alarm began a heartbeat is: no phone rings for
 * a team of which nothing is in the queue, unless somebody has just asked for it by hand.
 */
function calledWithoutLease(night: Night, calls: readonly Call[]): string[] {
  const { story, sent, teamsOf, longestQueueMs, heartbeats, byHand } = night;
  const gone = deletions(story);
  const beats = story.rehearsal.ledger.entries.flatMap((entry) =>
    entry.kind === 'enqueued' && heartbeats.has(entry.message) ? [entry] : [],
  );
  // A night's heartbeats end before its last late event comes, which may find that a reminder is due. Then no heartbeat can follow.
  const isTimed = night.remindMs !== undefined || night.again !== undefined;
  const lastBeatMs = isTimed ? Math.max(...beats.map(({ atMs }) => atMs)) + BEAT_MS : Infinity;
  // A heartbeat whose requests fail cannot know what is due.
  const isFree = (atMs: number): boolean =>
    !night.disturbances.some(({ fromMs }) => fromMs >= atMs && fromMs <= atMs + DECIDED_BEFORE_MS);
  const takenOverAtMs = (sinceMs: number): number =>
    Math.max(sinceMs + BEAT_MS, beats.find(({ atMs }) => atMs > sinceMs && isFree(atMs))?.atMs ?? 0);
  return calls.flatMap(({ team, rangAtMs }) => {
    if (rangAtMs > lastBeatMs) return [];
    const decidedAtMs = rangAtMs - DECIDED_BEFORE_MS - longestQueueMs;
    const isGone = (message: string, enqueued: number): boolean =>
      (gone.get(message) ?? []).filter((atMs) => atMs < decidedAtMs).length >= enqueued;
    const isHeld =
      sent.some(
        ({ name, message, copiesAtMs, sinceMs }) =>
          teamsOf(name).includes(team) && sinceMs <= rangAtMs && !isGone(message, copiesAtMs.length),
      ) ||
      beats.some(({ message, atMs }) => atMs <= rangAtMs && !isGone(message, 1)) ||
      (isCalledByTime(night) && isBeforeBeat(rangAtMs, beats)) ||
      byHand.some((each) => each.team === team && each.atMs <= rangAtMs && rangAtMs <= takenOverAtMs(each.atMs));
    return isHeld
      ? []
      : [`a phone rings for team ${team} at ${seconds(rangAtMs)} s, though no alarm of it is in the queue`];
  });
}

/** Whether time, or an edit of the roster, may begin a chain: whoever looks at the board first begins it, also on a late event. */
function isCalledByTime({ remindMs, again, leavings }: Night): boolean {
  return remindMs !== undefined || again !== undefined || leavings.length > 0;
}

/** Whether a heartbeat comes within five minutes, or would if the night were not over. */
function isBeforeBeat(atMs: number, beats: readonly { readonly atMs: number }[]): boolean {
  const next = beats.find((each) => each.atMs > atMs);
  return next === undefined || next.atMs <= atMs + BEAT_MS;
}

/** What was asked for by hand is held by nothing until the next heartbeat. */
const BEAT_MS = 300_000;

/** From this often on an alarm that comes and goes is held open for a while. */
const FLAPPING = 3;

/** Nobody is called for what is over: every alarm of the team is right, and the queue has let go of the news. */
function calledForNothing(night: Night, calls: readonly Call[]): string[] {
  const { story, sent, teamsOf, longestQueueMs, textsFailFromMs } = night;
  const gone = deletions(story);
  return calls.flatMap(({ team, rangAtMs }) => {
    // What somebody could not be told by SMS is counted, and cannot be seen to be over.
    if (rangAtMs >= textsFailFromMs) return [];
    const decidedAtMs = rangAtMs - DECIDED_BEFORE_MS - longestQueueMs;
    const came = sent.filter(({ name, sinceMs }) => teamsOf(name).includes(team) && sinceMs <= rangAtMs);
    const names = [...new Set(came.map(({ name }) => name))];
    const isRight = (name: string): boolean => {
      const own = came.filter((news) => news.name === name);
      const lastSeconds = Math.max(...own.map(({ stateAtSeconds }) => stateAtSeconds));
      const isFlapping = own.filter(({ state }) => state === 'ALARM').length > FLAPPING;
      return (
        !isFlapping &&
        !mayBeAstray(night, name) &&
        // One that is dated far ahead hides nothing that comes after it, such as a late copy of an earlier state.
        own.every(({ isFarAhead }) => isFarAhead !== true) &&
        own.some(
          ({ state, stateAtSeconds, message }) =>
            state === 'OK' && stateAtSeconds === lastSeconds && (gone.get(message)?.[0] ?? Infinity) < decidedAtMs,
        )
      );
    };
    return names.length > 0 && names.length <= LEAST_REMEMBERED && names.every((name) => isRight(name))
      ? [`a phone rings for team ${team} at ${seconds(rangAtMs)} s, though nothing of it is wrong`]
      : [];
  });
}

/** Promise 4: only one agent at a time is ever told to have an incident. */
function takenTwice(night: Night, problems: readonly Problem[]): string[] {
  return problems.flatMap((problem) =>
    problem.owners.flatMap((owner, index) => {
      const next = problem.owners[index + 1];
      if (next === undefined || licenceAt(night, problem, owner, next.fromMs) !== undefined) return [];
      return [`at ${seconds(next.fromMs)} s another agent was told to have ${nameOf(problem)}, which is taken`];
    }),
  );
}

function nameOf({ incidents }: Problem): string {
  return incidents.join(' alias ');
}

/** Promise 2: while a phone rings for an incident, no other call of it rings or asks for a key. */
function overlapping(calls: readonly Call[], problems: readonly Problem[]): string[] {
  const found: string[] = [];
  for (const [index, call] of calls.entries()) {
    const problem = problemOf(problems, call.incident);
    for (const older of calls.slice(0, index)) {
      if (problem?.incidents.includes(older.incident) !== true) continue;
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
    return Math.min(askedUntilMs({ atMs: saidAtMs, text }), keyAtMs, nextAtMs, overAtMs) > atMs;
  });
}

/**
 * Promise 2: no call is decided once an incident is taken: no `/claim` that began later lets a phone ring, unless its owner left,
 * was to be reminded, or somebody asked for another agent.
 */
function calledAfterTaking(night: Night, calls: readonly Call[], problems: readonly Problem[]): string[] {
  const { story, longestQueueMs, staleReadsMs } = night;
  const { entries } = story.rehearsal.ledger;
  const startedAtMs = new Map(
    entries.flatMap((entry) => (entry.kind === 'execution-started' ? [[entry.execution, entry.atMs] as const] : [])),
  );
  return calls.flatMap(({ incident, execution, rangAtMs }) => {
    const problem = problemOf(problems, incident);
    const owner = problem === undefined ? undefined : ownerAt(problem, rangAtMs);
    if (problem === undefined || owner === undefined) return [];
    if (licenceAt(night, problem, owner, rangAtMs) !== undefined) return [];
    const takenAtMs = owner.fromMs;
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
function askedAfterTaking(night: Night, calls: readonly Call[], problems: readonly Problem[]): string[] {
  return calls.flatMap(({ incident, answeredAtMs, said }) => {
    const problem = problemOf(problems, incident);
    const owner = problem === undefined ? undefined : ownerAt(problem, answeredAtMs);
    const asking = said.find(({ text }) => text.includes('Press 1'));
    if (problem === undefined || owner === undefined || asking === undefined) return [];
    if (licenceAt(night, problem, owner, answeredAtMs) !== undefined) return [];
    const isExcused = night.disturbances.some(({ fromMs, toMs }) => toMs >= answeredAtMs && fromMs <= asking.atMs);
    return isExcused
      ? []
      : [`whoever answers at ${seconds(answeredAtMs)} s is asked to take ${incident}, which is taken`];
  });
}

/** A state of an alarm that may have begun a chain of calls, and until when the queue still brought its news. */
interface Opener {
  readonly sinceMs: number;
  readonly goneAtMs: number;
}

/**
 * Promise 3: no second chain of calls for an alarm state that is remembered. Each incident needs a state of its own that had come
 * when its first execution was started, and that the queue had not let go of: what was deleted was dealt with. Of an SMS that cannot be delivered somebody
 * else is called, so that a state may begin one chain more. The memory is that of the team to which the alarm is routed when
 * it comes: after a deployment, the same state may be news to another team.
 */
function secondChains(night: Night, calls: readonly Call[]): string[] {
  const firstCalls = new Map<string, Call>();
  for (const call of calls) if (!firstCalls.has(call.incident)) firstCalls.set(call.incident, call);
  const chains = [...firstCalls.values()];
  const openers = openersOf(night);
  const given = new Map<Opener, Call>();
  // Augmenting paths: a state that another chain was given goes to this one where that chain has another.
  const find = (chain: Call, tried: Set<Opener>): boolean =>
    openers(chain).some((opener) => {
      if (tried.has(opener)) return false;
      tried.add(opener);
      const holder = given.get(opener);
      if (holder !== undefined && !find(holder, tried)) return false;
      given.set(opener, chain);
      return true;
    });
  return chains.flatMap((chain, index) =>
    find(chain, new Set())
      ? []
      : [`chain ${index + 1} of team ${chain.team} at ${seconds(chain.rangAtMs)} s is about no alarm of its own`],
  );
}

/** The states that may have begun the chain to which a call belongs. */
function openersOf(night: Night): (chain: Call) => readonly Opener[] {
  const { story, sent, teamsOf, deployedAtMs, refusalsMs, textsFailed, textsFailFromMs } = night;
  const gone = deletions(story);
  const times = refusalsMs.length > 0 || textsFailed ? 1 + Math.max(1, refusalsMs.length) : 1;
  const openers = new Map<string, Opener & { readonly name: string }>();
  for (const news of sent) {
    const { name, state, stateAtSeconds, message, copiesAtMs } = news;
    if (state !== 'ALARM') continue;
    const deletedMs = gone.get(message) ?? [];
    const goneAtMs = deletedMs.length < copiesAtMs.length ? Infinity : Math.max(...deletedMs);
    // Of two states that are dated ahead the board knows the later; the earlier one, delivered again when its time has come, looks
    // like news that could not be delivered before: a needless chain, not a lost alarm.
    const isOutrun =
      news.isFarAhead === true &&
      sent.some((later) => later.isFarAhead === true && later.name === name && later.stateAtSeconds > stateAtSeconds);
    for (const sinceMs of copiesAtMs) {
      const epoch = deployedAtMs.filter((each) => each <= sinceMs).length;
      for (let time = 0; time < times + (isOutrun ? 1 : 0); time++) {
        const key = [name, stateAtSeconds, epoch, time].join(' ');
        const known = openers.get(key);
        openers.set(key, {
          name,
          // Of what could not be told by SMS somebody else is called, once that has failed.
          sinceMs: Math.max(
            Math.min(sinceMs, known?.sinceMs ?? Infinity),
            time === 0 || isOutrun ? 0 : textsFailFromMs,
          ),
          goneAtMs: time > 0 ? Infinity : Math.max(goneAtMs, known?.goneAtMs ?? 0),
        });
      }
    }
  }
  const all = [...openers.values()];
  return ({ team, incident, rangAtMs }) => {
    const openedAtMs = Math.min(rangAtMs, firstHeardOf(story, incident));
    return all.filter(
      ({ name, sinceMs, goneAtMs }) => teamsOf(name).includes(team) && sinceMs <= openedAtMs && goneAtMs >= openedAtMs,
    );
  };
}

/** When an incident first showed: an execution was started for it, or an SMS told of it. */
function firstHeardOf({ rehearsal }: Story, incident: string): number {
  const first = rehearsal.ledger.entries.find((entry) =>
    entry.kind === 'execution-started'
      ? rehearsal.executions.get(entry.execution)?.parameters['incident'] === incident
      : entry.kind === 'sms' && isOf(entry, incident),
  );
  return first?.atMs ?? Infinity;
}

/** Promise 4: whoever hears "you have it" gets the details by SMS, unless by then they have it no more. */
function voiceWithoutText(
  night: Night,
  calls: readonly Call[],
  texts: readonly Text[],
  problems: readonly Problem[],
): string[] {
  return calls.flatMap(({ to, incident, said }) => {
    const heard = said.find(({ text }) => HAS_IT.test(text));
    if (heard === undefined || night.refusedTexts.has(to) || night.isRosterBroken) return [];
    const problem = problemOf(problems, incident);
    const isLet = problem?.owners.some(
      (owner) => owner.to === to && licenceAt(night, problem, owner, owner.untilMs) !== undefined,
    );
    // After an outage one SMS tells of a dozen incidents, and counts those for which it has no room.
    const isTold = texts.some(
      (text) =>
        text.to === to &&
        HAS_IT.test(text.text) &&
        (/And \d+ more: see/.test(text.text) || (problem?.incidents ?? []).some((id) => isOf(text, id))),
    );
    if (isTold || isLet === true || isTextedOut(night, to)) return [];
    return [`an agent heard "you have it" of ${incident} and never got the details`];
  });
}

/** At least once is at most twice: an SMS that was accepted comes again only once, unless something has happened since. */
const MOST_COPIES = 2;

function copies({ story, sent, lateTexts }: Night, texts: readonly Text[], calls: readonly Call[]): string[] {
  const events = [...calls.map(({ rangAtMs }) => rangAtMs), ...sent.flatMap(({ copiesAtMs }) => copiesAtMs)];
  const counts = new Map<string, { count: number; atMs: number }>();
  return texts.flatMap(({ to, text, atMs }) => {
    const key = `${to} ${text}`;
    const known = counts.get(key);
    const isNew = known === undefined || events.some((each) => each > known.atMs && each <= atMs);
    const count = isNew ? 1 : known.count + 1;
    counts.set(key, { count, atMs });
    // Who asks several times is answered several times.
    const asked = story.rehearsal.ledger.entries.filter(
      (entry) => entry.kind === 'text-in' && entry.from === to && entry.atMs <= atMs,
    );
    return count === MOST_COPIES + lateTexts + asked.length + 1
      ? [`an SMS was sent ${count} times by ${seconds(atMs)} s: ${text.slice(0, 60)}`]
      : [];
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
