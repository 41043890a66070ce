import { FLAPS, FLAPS_WITHIN_MS } from '../../src/incident/limits';
import { licenceAt } from './problems';
import type { Problem } from './problems';
import { isComingAndGoing, wasRightShortlyBefore } from './promptness';
import { NUMBERS, START_MS } from './story';
import { HAS_IT, incidentIn, isAbout, isOf, isOver, isTextedOut, LEAST_REMEMBERED, mayBeAstray } from './witness';
import type { Call, Night, Sent, Text } from './witness';

/**
 * Promises 1 and 7: whatever is wrong has an owner, or everyone was told that it has none; and whoever has it, or was told that
 * nobody has, is told when somebody else has it and when it is over. Returns every breach, in words.
 */
export function responsibilities(
  night: Night,
  calls: readonly Call[],
  texts: readonly Text[],
  problems: readonly Problem[],
): string[] {
  return [
    ...unowned(night, calls, texts),
    ...uncorrected(night, texts, problems),
    ...overUntold(night, texts, problems),
  ];
}

/** The latest state of every alarm. */
function latestStates({ sent }: Night): readonly Sent[] {
  const latest = new Map<string, Sent>();
  for (const news of sent) {
    const known = latest.get(news.name);
    if (known === undefined || news.stateAtSeconds > known.stateAtSeconds) latest.set(news.name, news);
  }
  return [...latest.values()];
}

/**
 * Of every alarm that is still wrong, somebody who has it was told by SMS after it arrived and is on the roster still, or else
 * everyone who can be told was told that nobody has it, or else its message is a dead letter.
 */
function unowned(night: Night, calls: readonly Call[], texts: readonly Text[]): string[] {
  const buried = new Set(night.story.rehearsal.queue.deadLetters.map(({ id }) => id));
  const wrong = latestStates(night).filter(({ state }) => state === 'ALARM');
  return wrong.flatMap((latest) => {
    const { name, sinceMs, stateAtSeconds } = latest;
    // Whoever was told that it comes and goes need not hear each time.
    const comesAndGoes = isComingAndGoing(night, latest) || wasRightShortlyBefore(night, latest);
    const telling = texts.filter(
      (text) =>
        (text.atMs >= sinceMs && isAbout(text, name)) ||
        (comesAndGoes &&
          text.atMs >= firstSinceMs(night, name) &&
          (isOfFlapping(text) || (isAbout(text, name) && texts.some((before) => isKnownFrom(before, text))))),
    );
    // Whoever took it at a keyboard was shown there what it is.
    const isSettledByHand = night.byHand.some(
      ({ what, who, atMs, team }) =>
        (what === 'resolve' || (what === 'take' && who !== undefined && night.refusedTexts.has(NUMBERS[who]))) &&
        atMs >= sinceMs &&
        night.teamsOf(name).includes(team),
    );
    const isGiven = telling.some((text) => isGiving(text) && isThere(night, text.to));
    const told = new Set(telling.filter(({ text }) => text.includes('NOBODY HAS THIS')).map(({ to }) => to));
    const teams = night.teamsOf(name).flatMap((team) => night.membersOf(team));
    const isToldToAll = teams.some(
      (members) =>
        members.some((number) => isThere(night, number)) &&
        reachable(night, members).every((number) => told.has(number)),
    );
    // An SMS about further alarms is kept by the message of the first of them; a heartbeat sends it when an hour has passed.
    const isBuried = night.sent.some(
      (news) =>
        buried.has(news.message) &&
        (news.name === name
          ? news.stateAtSeconds === stateAtSeconds
          : news.sinceMs <= sinceMs && night.teamsOf(news.name).some((team) => night.teamsOf(name).includes(team))),
    );
    const heardSinceMs = comesAndGoes ? Math.min(sinceMs, comesAndGoesSinceMs(night, latest)) : sinceMs;
    return isGiven || isToldToAll || isSettledByHand || isBuried || isHeardByTaker(night, calls, name, heardSinceMs)
      ? []
      : [`of ${name} nobody who has it was told, and only ${told.size} numbers that nobody has it`];
  });
}

function isOfFlapping({ text }: Text): boolean {
  return /comes and goes/i.test(text);
}

/** Whether the same person had been told before that the incident to which this belongs comes and goes. */
function isKnownFrom(before: Text, text: Text): boolean {
  const incident = incidentIn(text);
  return before.to === text.to && before.atMs < text.atMs && isOfFlapping(before) && incident === incidentIn(before);
}

/** Whether somebody is told of what is theirs. */
function isGiving({ text }: Text): boolean {
  return HAS_IT.test(text) || /\bmore for you\b/.test(text) || /^(It comes and goes|.*you still have it)/.test(text);
}

/** Whether this number is still an agent's when the night is over. */
function isThere({ leavings }: Night, number: string): boolean {
  return leavings.every(({ to, untilMs }) => to !== number || untilMs < Infinity);
}

function reachable(night: Night, members: readonly string[]): readonly string[] {
  return members.filter(
    (number) => !night.refusedTexts.has(number) && isThere(night, number) && !isTextedOut(night, number),
  );
}

function firstSinceMs({ sent }: Night, name: string): number {
  return Math.min(...sent.filter((news) => news.name === name).map(({ sinceMs }) => sinceMs));
}

/**
 * From when on the details, had an SMS been possible, would have told of this alarm and that it comes and goes: it had come, and alarms of
 * its team had come back as often as that takes. Never: Infinity.
 */
function comesAndGoesSinceMs(night: Night, { name, sinceMs }: Sent): number {
  const isOfTeam = (other: string): boolean => night.teamsOf(other).some((team) => night.teamsOf(name).includes(team));
  const back = new Map(
    night.sent
      .filter((news) => news.state === 'ALARM' && isOfTeam(news.name) && wasRightShortlyBefore(night, news))
      .filter((news) => news.sinceMs > sinceMs - FLAPS_WITHIN_MS)
      .toSorted((one, other) => other.sinceMs - one.sinceMs)
      // The same state may be published again: its first time counts.
      .map((news) => [`${news.name} ${news.stateAtSeconds}`, news.sinceMs]),
  );
  const backMs = [...back.values()].toSorted((one, other) => one - other);
  return Math.max(firstSinceMs(night, name), backMs[FLAPS - 1] ?? Infinity);
}

/** Whoever took it, but cannot get SMS, was told by voice, or pressed 1 and did not wait to be told. */
function isHeardByTaker(
  { refusedTexts, isRosterBroken, teamsOf }: Night,
  calls: readonly Call[],
  name: string,
  sinceMs: number,
): boolean {
  return calls.some(
    ({ team, to, said, keys }) =>
      (refusedTexts.has(to) || isRosterBroken) &&
      teamsOf(name).includes(team) &&
      (said.some(({ atMs, text }) => atMs >= sinceMs && HAS_IT.test(text)) ||
        keys.some(({ atMs, key }) => atMs >= sinceMs && key === '1')),
  );
}

/** Promise 4: whoever was told that nobody has an incident, which somebody took, is told so. */
function uncorrected(night: Night, texts: readonly Text[], problems: readonly Problem[]): string[] {
  if (night.isRosterBroken) return [];
  return problems.flatMap(({ team, incidents, owners }) =>
    owners.flatMap((owner) => {
      // The team's people hear of it: nobody keeps a list of those who were among them when it was told.
      const told = new Map(
        texts
          .filter(({ text, atMs }) => text.includes('NOBODY HAS THIS') && atMs < owner.fromMs)
          .filter((text) => incidents.some((id) => isOf(text, id)))
          .filter(({ to }) => to !== owner.to && !night.refusedTexts.has(to) && isThere(night, to))
          .filter(({ to }) => !isTextedOut(night, to) && night.isOn(team, to, owner.fromMs))
          .map((text) => [text.to, text] as const),
      );
      return [...told].flatMap(([to, nobodys]) =>
        texts.some(
          (text) =>
            text.to === to &&
            text.atMs >= nobodys.atMs &&
            (isNoLongerNobodys(text, incidents) || isEndOf(night, text, nobodys)),
        )
          ? []
          : [`somebody was told that nobody has ${incidents.join()}, and never that somebody took it`],
      );
    }),
  );
}

/** Whether what nobody had came to its end under a name for which no phone ever rang: the same alarm is over. */
function isEndOf({ sent }: Night, text: Text, nobodys: Text): boolean {
  return isOver(text) && sent.some(({ name }) => isAbout(nobodys, name) && isAbout(text, name));
}

/** Whether an SMS says that somebody has an incident, or that it is over. */
function isNoLongerNobodys(text: Text, incidents: readonly string[]): boolean {
  const isOfIt = incidents.some((id) => isOf(text, id)) || /earlier (one|incident)s?\b/.test(text.text);
  return isOfIt && (isOver(text) || HAS_IT.test(text.text) || text.text.includes('has it'));
}

/**
 * When every alarm of a team is right again, whoever had what was wrong is told so, and so is everybody who was told last that nobody has
 * it.
 */
function overUntold(night: Night, texts: readonly Text[], problems: readonly Problem[]): string[] {
  // What somebody could not be told by SMS is counted, and cannot be seen to be over.
  if (night.refusalsMs.length > 0 || night.isRosterBroken) return [];
  const buried = new Set(night.story.rehearsal.queue.deadLetters.map(({ id }) => id));
  const latest = latestStates(night);
  return problems.flatMap((problem) => {
    const { team, incidents, owners } = problem;
    const own = latest.filter(({ name }) => night.teamsOf(name).includes(team));
    // Of more alarms than a board remembers nobody can know that all are right again.
    if (own.length > LEAST_REMEMBERED) return [];
    const isRight = own.every(
      ({ name, state, message }) => state === 'OK' && !buried.has(message) && !mayBeAstray(night, name),
    );
    if (!isRight) return [];
    // What nobody took may have gone on, been taken, and come to its end, under a name for which no phone ever rang.
    const isItsEnd = (text: Text): boolean =>
      (isOver(text) && own.some(({ name }) => text.text.includes(name))) || text.text.includes('has it after all');
    const about = texts.filter(
      (text) => incidents.some((id) => isOf(text, id)) || /\bearlier\b/.test(text.text) || isItsEnd(text),
    );
    const last = owners.at(-1);
    const isLet = last !== undefined && licenceAt(night, problem, last, Infinity) !== undefined;
    const owner = last === undefined || isLet ? [] : [{ to: last.to, fromMs: last.fromMs }];
    const told = about
      .filter(({ text }) => text.includes('NOBODY HAS THIS'))
      .filter(({ to }) => about.findLast((text) => text.to === to)?.text.includes('NOBODY HAS THIS'))
      .map(({ to, atMs }) => ({ to, fromMs: atMs }));
    const concerned = new Map([...told, ...owner].map(({ to, fromMs }) => [to, fromMs]));
    return [...concerned]
      .filter(([to]) => !night.refusedTexts.has(to) && isThere(night, to) && !isTextedOut(night, to))
      .flatMap(([to, fromMs]) =>
        about.some((text) => text.to === to && text.atMs >= fromMs && isOver(text))
          ? []
          : [`${incidents.join()} is over since ${latestSeconds(own)} s, and somebody who had to hear so did not`],
      );
  });
}

function latestSeconds(states: readonly Sent[]): number {
  return (Math.max(...states.map(({ sinceMs }) => sinceMs)) - START_MS) / 1000;
}
