import { HEARTBEAT_SECONDS, VISIBILITY_SECONDS } from '../../src/signing/limits';
import { licenceAt } from './problems';
import type { Problem } from './problems';
import { NUMBERS, START_MS } from './story';
import { areCallsSpent, incidentIn, isOf, isOver } from './witness';
import type { Call, Disturbance, Night, Text } from './witness';

/** One heartbeat, one delivery and 20 s, and what a delivery itself takes until a phone rings. */
const DUE_WITHIN_MS = (HEARTBEAT_SECONDS + VISIBILITY_SECONDS + 20 + 3) * 1000;

/** Reminders and rounds come after at most so long, in a night. */
const LONGEST_WAIT_MS = 30 * 60_000;

/** A call about something, or word of it, that no alarm's message asks for: time does, or an edit of the roster. */
interface Due {
  readonly problem: Problem;
  readonly atMs: number;
  /** When the index of what is due was told of it. */
  readonly listedMs: number;
  readonly what: string;
}

/**
 * Promise 8: a reminder, another round, or a call because the owner has left the roster rings within one heartbeat, one delivery and
 * 20 s of being due, as long as what it is about is wrong. Returns every breach, in words.
 */
export function overdue(
  night: Night,
  calls: readonly Call[],
  texts: readonly Text[],
  problems: readonly Problem[],
): string[] {
  const lastBeatMs = Math.max(
    ...night.story.rehearsal.ledger.entries.flatMap((entry) =>
      entry.kind === 'enqueued' && night.heartbeats.has(entry.message) ? [entry.atMs] : [],
    ),
  );
  const suspended = night.disturbances
    .filter(({ isOfTexts }) => isOfTexts !== true)
    .toSorted((a, b) => a.fromMs - b.fromMs);
  return [
    ...leftAlone(night, problems),
    ...rounds(night, calls, texts, problems),
    ...reminders(night, calls, texts, problems),
  ].flatMap((due) => {
    const { problem, atMs, what } = due;
    const byMs = extended(atMs, suspended);
    const isMeant =
      isWrongFrom(night, namedIn(night, calls, texts, problems, problem), atMs, byMs) &&
      byMs <= lastBeatMs &&
      !isRosterBrokenAt(night, atMs);
    // Each edit of the roster is a new beginning.
    const isEdited = night.deployedAtMs.some((deployed) => deployed > atMs && deployed <= byMs);
    const isDone =
      calls.some(({ team, rangAtMs, overAtMs }) => team === problem.team && rangAtMs <= byMs && overAtMs >= atMs) ||
      texts.some((text) => text.atMs >= atMs && text.atMs <= byMs && isAbout(text, problem));
    // Whoever acts by hand changes what is due.
    const isActedOn = night.byHand.some(
      (each) => each.team === problem.team && each.atMs <= byMs && each.atMs > atMs - LONGEST_WAIT_MS,
    );
    return !isMeant ||
      isEdited ||
      isActedOn ||
      isDone ||
      areCallsSpent(night, calls, problem.team, atMs) ||
      isUnlisted(night, calls, due)
      ? []
      : [`nobody was called about ${problem.incidents.join()} by ${seconds(byMs)} s: ${what} at ${seconds(atMs)} s`];
  });
}

/** Whether the index was lost after it had been told, and nothing has woken the team since: then it waits for the next alarm. */
function isUnlisted(
  { lostMs, sent, teamsOf }: Night,
  calls: readonly Call[],
  { problem, listedMs, atMs }: Due,
): boolean {
  const { team } = problem;
  return lostMs.some((lost) => {
    const isWoken = [
      ...sent.filter(({ name }) => teamsOf(name).includes(team)).flatMap(({ copiesAtMs }) => copiesAtMs),
      ...calls.filter((call) => call.team === team).map(({ overAtMs }) => overAtMs),
    ].some((each) => each > lost && each <= atMs);
    return lost >= listedMs && lost <= atMs + DUE_WITHIN_MS && !isWoken;
  });
}

/** Whether the roster cannot be read at this instant: then nobody knows of reminders and further rounds. */
function isRosterBrokenAt({ deployedAtMs, brokenAtMs }: Night, atMs: number): boolean {
  return brokenAtMs.includes(Math.max(...deployedAtMs.filter((deployed) => deployed <= atMs)));
}

/** By when something due now must be done: anew after each disturbance that comes before. */
function extended(fromMs: number, suspended: readonly Disturbance[]): number {
  let byMs = fromMs + DUE_WITHIN_MS;
  for (const disturbance of suspended) {
    if (disturbance.fromMs > byMs) break;
    if (disturbance.toMs >= fromMs) byMs = Math.max(byMs, disturbance.toMs + DUE_WITHIN_MS);
  }
  return byMs;
}

function isAbout(text: Text, { incidents }: Problem): boolean {
  return incidents.some((id) => isOf(text, id));
}

/**
 * The names of the alarms that people were told of as this problem's, in its calls or by SMS. An SMS may tell of several problems, and
 * does not say whose an alarm is.
 */
function namedIn(
  { sent }: Night,
  calls: readonly Call[],
  texts: readonly Text[],
  problems: readonly Problem[],
  problem: Problem,
): readonly string[] {
  const told = texts.filter(
    (text) => isAbout(text, problem) && problems.every((other) => other === problem || !isAbout(text, other)),
  );
  const said = calls.filter(({ incident }) => problem.incidents.includes(incident)).flatMap((call) => call.said);
  const all = [...told, ...said].map(({ text }) => words(text)).join(' ');
  return [...new Set(sent.map(({ name }) => name))].filter((name) => all.includes(words(name)));
}

/** Word by word, since a voice says "host 12" for "host-12", and "goodbye" names no "db". */
function words(text: string): string {
  return ` ${text.replace(/[^A-Za-z0-9]+/g, ' ').trim()} `;
}

/** Whether one of these alarms was wrong all this time, as far as its news had come. */
function isWrongFrom({ sent, story }: Night, names: readonly string[], fromMs: number, toMs: number): boolean {
  const buried = new Set(story.rehearsal.queue.deadLetters.map(({ id }) => id));
  return names.some((name) => {
    const own = sent.filter((news) => news.name === name && news.sinceMs <= toMs);
    // What became a dead letter in the middle of its calls rings no phone any more: the dead-letter queue's own alarm tells of it.
    if (own.some(({ message }) => buried.has(message))) return false;
    const latest = Math.max(...own.map(({ stateAtSeconds }) => stateAtSeconds));
    return (
      own.length > 0 &&
      own.every(
        ({ state, stateAtSeconds, sinceMs }) => stateAtSeconds < latest || (state === 'ALARM' && sinceMs <= fromMs),
      )
    );
  });
}

/** What an agent had who has left the roster. */
function leftAlone({ leavings }: Night, problems: readonly Problem[]): readonly Due[] {
  return problems.flatMap((problem) =>
    problem.owners.flatMap(({ to, fromMs, untilMs }) =>
      leavings
        .filter((each) => each.to === to && each.atMs > fromMs && each.atMs < untilMs)
        .map(({ atMs }) => ({ problem, atMs, listedMs: fromMs, what: 'its owner left the roster' })),
    ),
  );
}

/** Everyone is told that nobody took it within this time, mostly. */
const TOLD_LATE_MS = 60_000;

/** Further rounds of what nobody took. They count from when everyone was told so, which is a little later than it was. */
function rounds(
  night: Night,
  calls: readonly Call[],
  texts: readonly Text[],
  problems: readonly Problem[],
): readonly Due[] {
  const { again, leavings, textsFailFromMs } = night;
  if (again === undefined) return [];
  return problems.flatMap((problem) => {
    // Whatever else the team is called about takes with it what nobody has.
    const own = calls.filter(({ team }) => team === problem.team);
    // Where nobody is left whom the board names, no roster says that there are rounds.
    const hasLeft = (number: string, atMs: number): boolean =>
      leavings.some(({ to, atMs: leftMs, untilMs }) => to === number && leftMs < atMs && untilMs > atMs);
    const isLeftAlone = (text: Text): boolean => {
      const { atMs } = text;
      const code = incidentIn(text)?.toLowerCase() ?? '';
      const named = own.filter(
        ({ to, rangAtMs, incident }) => to !== NUMBERS.dee && rangAtMs < atMs && incident.startsWith(`inc-${code}`),
      );
      return named.length > 0 && named.every(({ to }) => hasLeft(to, atMs));
    };
    const told = texts.filter(
      (text) =>
        text.to !== NUMBERS.dee &&
        text.text.includes('NOBODY HAS THIS') &&
        isAbout(text, problem) &&
        !isLeftAlone(text),
    );
    const isRound = (atMs: number, index: number): boolean =>
      atMs >= (told[index - 1]?.atMs ?? Infinity) + again.everyMs - TOLD_LATE_MS;
    // Where the hour's SMS are used up the calls alone show that there was one.
    const begun = own.filter((call, index) => {
      const before = own[index - 1];
      return before?.incident === call.incident && call.rangAtMs >= before.overAtMs + again.everyMs - TOLD_LATE_MS;
    });
    const roundsBy = (lastMs: number): number =>
      Math.max(
        told.filter(({ atMs }, index) => atMs <= lastMs && isRound(atMs, index)).length,
        begun.filter(({ rangAtMs, incident }) => rangAtMs <= lastMs && problem.incidents.includes(incident)).length,
      );
    // What another alarm makes ring begins anew.
    const isCalled = (fromMs: number): boolean =>
      own.some(({ rangAtMs }) => rangAtMs > fromMs && rangAtMs < fromMs + again.everyMs - TOLD_LATE_MS);
    // What nobody took, also of what it was carried into meanwhile, counts from when everyone was told so last.
    // Where no execution could be started for that, its name is known from nothing but this SMS.
    const names = namedIn(night, calls, texts, problems, problem).map((name) => words(name));
    const toldOfSame = texts.filter(
      ({ text }) => text.startsWith('NOBODY') && names.some((name) => words(text).includes(name)),
    );
    const isToldAgain = (fromMs: number): boolean =>
      [...told, ...toldOfSame].some(({ atMs }) => atMs > fromMs + TOLD_LATE_MS && atMs < fromMs + again.everyMs);
    // What was over meanwhile, and went wrong again, counts from when everyone is told that nobody took it that time.
    const wasOver = (fromMs: number): boolean =>
      texts.some(
        (text) => text.atMs > fromMs && text.atMs < fromMs + again.everyMs && isOver(text) && isAbout(text, problem),
      );
    const isOwned = (dueMs: number): boolean =>
      problem.owners.some(({ fromMs, untilMs }) => fromMs <= dueMs && untilMs > dueMs);
    // A round in which every number was refused ends without a ring.
    if (night.membersOf(problem.team).some((members) => members.every((number) => night.refusedCalls.has(number))))
      return [];
    return told
      .filter(
        ({ atMs }) =>
          // A round ends with an SMS: where these fail nobody can count.
          atMs + again.everyMs < textsFailFromMs &&
          roundsBy(atMs) < again.times &&
          !isCalled(atMs) &&
          !isToldAgain(atMs) &&
          !wasOver(atMs) &&
          !isOwned(atMs + again.everyMs),
      )
      .map(({ atMs }) => ({
        problem,
        atMs: atMs + again.everyMs,
        // An earlier time for which the team is listed already does for a later one.
        listedMs: Math.min(...told.map((each) => each.atMs).filter((each) => each > atMs - again.everyMs)),
        what: 'another round was due',
      }));
  });
}

/** Reminders to whoever has had something for long. */
function reminders(
  night: Night,
  calls: readonly Call[],
  texts: readonly Text[],
  problems: readonly Problem[],
): readonly Due[] {
  const { remindMs } = night;
  if (remindMs === undefined) return [];
  // The fallback numbers are no team of the roster, and nothing reminds them.
  return problems
    .filter(({ team }) => team !== 'fallback')
    .flatMap((problem) =>
      problem.owners
        .filter(({ to }) => to !== NUMBERS.dee)
        .flatMap((owner) => {
          const atMs = owner.fromMs + remindMs;
          const isOther = owner.untilMs <= atMs || licenceAt(night, problem, owner, atMs)?.why !== 'reminder';
          // While another incident of the team is called about it waits.
          const isBusy = calls.some(
            ({ team, rangAtMs }) =>
              team === problem.team && rangAtMs > owner.fromMs && rangAtMs > atMs - DUE_WITHIN_MS && rangAtMs < atMs,
          );
          // What was over meanwhile, and went wrong again, counts from then; who did not come to the phone has it no more.
          const wasOver = texts.some(
            (text) =>
              text.to === owner.to &&
              text.atMs > owner.fromMs &&
              text.atMs < atMs &&
              (isOver(text) || text.text.includes('NOBODY HAS THIS')) &&
              isAbout(text, problem),
          );
          return isOther || isBusy || wasOver
            ? []
            : [{ problem, atMs, listedMs: owner.sinceMs, what: 'a reminder was due' }];
        }),
    );
}

function seconds(atMs: number): number {
  return (atMs - START_MS) / 1000;
}
