import type { Alarm } from '../alarm/alarm';
import type { AlarmWords } from '../alarm/alarm-words';
import { escalating, incidentNamed, openOnes, withIncident } from '../board/board';
import type { Board, Incident, OwedItem } from '../board/board';
import { afterMoving, carryInto, freeSlotOf, leave, makeRoom } from './closing';
import { mayReopen, pastCallsOf, reopen, startChain, type Given } from './escalation';
import { REGION_CHARACTERS } from '../alarm/lengths';
import { NAME_BYTES } from '../board/lengths';
import {
  AHEAD_MS,
  FLAPS,
  FLAPS_WITHIN_MS,
  MORE_EVERY_MS,
  MOST_REMEMBERED,
  STILL_MS,
  TEXTS_PER_INCIDENT,
} from './limits';
import { asKept, countOf, forgetOne, hashOf, recall, remember, SLOTS, type Remembered } from '../board/memory';
import { announce, isSince, owe, withoutKinds } from './outbox';
import { hasLeft } from './plan';
import { comesAndGoes, recoverIn } from './recovery';
import { isAllRight } from './situation';
import { fromFirstWord } from '../alarm/summary';
import { cutToBytes, shorten, written } from '../alarm/text';
import { withoutWords, withWords, wordsOn } from './words';

/** An alarm that has found its team, with what the team's routes say about it. */
export interface RoutedAlarm {
  readonly alarm: Alarm;
  /** The silence that covers it, or that its missing data does not count: it is remembered, and nobody is called. */
  readonly quiet: boolean;
  /** Its message was delivered before. */
  readonly redelivered?: true;
}

/**
 * What one message did:
 *
 * - `opened` an incident, `joined` or `reopened` one, was `told` by SMS to the agent who has it;
 * - `counted`: more is wrong than the memory holds, so it is one of a number that is said and sent;
 * - `recovered` one of its alarms;
 * - `silenced` on purpose: by the roster, by CloudWatch, or because the message says that it is not an alarm;
 * - `nothing` new, because the board knew it already or it concerns no incident.
 */
export type AlarmOutcome = 'opened' | 'joined' | 'reopened' | 'told' | 'counted' | 'recovered' | 'silenced' | 'nothing';

export interface Received {
  readonly board: Board;
  readonly outcomes: readonly AlarmOutcome[];
}

/** The board after a batch of messages, and what each of them did. Unchanged (the same object) if they said nothing new. */
export function receive(board: Board, alarms: readonly RoutedAlarm[], given: Given): Received {
  let next = board;
  const outcomes = alarms.map((routed) => {
    const step = receiveOne(next, routed, given);
    next = step.board;
    return step.outcome;
  });
  return { board: next, outcomes };
}

interface Step {
  readonly board: Board;
  readonly outcome: AlarmOutcome;
}

/**
 * Whether the board has dealt with this state of the alarm, or with a later one.
 *
 * Two states of the same instant have no order: the other one counts as newer when it comes for the first time. A state whose
 * time lay far ahead when it came hides nothing that comes after it: only itself is known by it, and what is delivered again and says the
 * same.
 */
function isKnown({ memory }: Board, hash: string, { alarm, redelivered }: RoutedAlarm): boolean {
  const known = recall(memory, hash);
  if (known === undefined) return false;
  // Without a time the alarm is its message, and a message that is remembered says nothing new.
  if (alarm.stateAtMs === null) return true;
  const isSame = (known.state === 'wrong') === (alarm.state !== 'ok');
  const atMs = asKept(memory, alarm.stateAtMs);
  // Of one that is dated earlier nobody can say more than that it was delivered before.
  if (known.isAhead) return redelivered === true ? isSame || atMs === known.atMs : isSame && atMs === known.atMs;
  return atMs < known.atMs || (atMs === known.atMs && (isSame || redelivered === true));
}

/** Whether this state of the alarm belongs to this board: it has dealt with it, or the alarm that is over was raised here. */
export function concerns(board: Board, routed: RoutedAlarm): boolean {
  const hash = hashOf(routed.alarm.key);
  const isOverHere = routed.alarm.state === 'ok' && recall(board.memory, hash)?.state === 'wrong';
  return isOverHere || isPartOf(board, hash, routed) || isKnown(board, hash, routed);
}

/** Whether an alarm that is over is wrong still on this board, or was deleted with parts that are. */
export function isWrongOn(board: Board, routed: RoutedAlarm): boolean {
  const hash = hashOf(routed.alarm.key);
  const isWrong = recall(board.memory, hash)?.state === 'wrong' && !isKnown(board, hash, routed);
  return isWrong || isPartOf(board, hash, routed);
}

function isPartOf(board: Board, hash: string, { alarm }: RoutedAlarm): boolean {
  return alarm.isDeleted === true && partsOf(board, hash).length > 0;
}

/** The things that an alarm of this hash watches, as far as the board has words for them. */
function partsOf(board: Board, hash: string): readonly string[] {
  return board.words.flatMap(({ alarms }) => alarms.flatMap((words) => (words.whole === hash ? [words.hash] : [])));
}

/** Whether the board has dealt with a later state of the alarm than this one. */
export function knowsLater(board: Board, alarm: Alarm): boolean {
  const known = recall(board.memory, hashOf(alarm.key));
  if (known === undefined || known.isAhead || alarm.stateAtMs === null) return false;
  return asKept(board.memory, alarm.stateAtMs) < known.atMs;
}

/**
 * Whether the alarm may be one that had to make room for others while it was wrong: it comes again, nobody knows it, and it is
 * no newer than what was forgotten. While something is open it is counted there and starts no second chain.
 */
export function mayBeForgotten(board: Board, { alarm, redelivered }: RoutedAlarm): boolean {
  const { forgottenToMs } = board;
  return (
    redelivered === true &&
    alarm.state !== 'ok' &&
    forgottenToMs > 0 &&
    (alarm.stateAtMs === null || alarm.stateAtMs <= forgottenToMs) &&
    recall(board.memory, hashOf(alarm.key)) === undefined &&
    openOnes(board).length > 0
  );
}

function receiveOne(board: Board, routed: RoutedAlarm, given: Given): Step {
  const { alarm, quiet } = routed;
  const hash = hashOf(alarm.key);
  const known = recall(board.memory, hash);
  const isWrong = alarm.state !== 'ok';
  if (alarm.isDeleted === true) {
    // Nothing is heard any more of what it watched one by one, either.
    let step = deleted(board, hash, alarm, given);
    for (const part of partsOf(board, hash)) {
      const next = deleted(step.board, part, alarm, given);
      step = { board: next.board, outcome: step.outcome === 'told' ? 'told' : next.outcome };
    }
    return step;
  }
  if (alarm.calm !== undefined && !isWrong && known === undefined) return { board, outcome: 'silenced' };
  const atMs = alarm.stateAtMs ?? given.nowMs;
  const isAhead = atMs > given.nowMs + AHEAD_MS;
  // Of two states that lie ahead the later one is known: a clock that is ahead dated both, and this one came before it. Of a recovery
  // whose time has come by now nobody can say whether it was ahead when it came first: then the alarm is not called over.
  const mayBeFormer = routed.redelivered === true && known?.isAhead === true && atMs < known.atMs;
  const isOutrun = mayBeFormer && (isAhead || !isWrong);
  if (isOutrun || isKnown(board, hash, routed)) return { board, outcome: 'nothing' };
  const entry: Remembered = {
    state: isWrong ? 'wrong' : 'right',
    atMs,
    slot: known?.slot ?? 0,
    isAhead,
    // What came before was dated ahead: its message, delivered again, must not look later than this.
    ...(known?.isAhead === true && known.atMs > atMs ? { atMs: known.atMs, isAhead: true } : {}),
  };
  if (quiet && isWrong) {
    // It keeps the state it had: a silenced alarm must not look wrong to a later recovery.
    const kept: Remembered = { ...entry, state: known?.state ?? 'right' };
    return { board: withEntry(board, hash, kept) ?? board, outcome: 'silenced' };
  }
  if (mayBeForgotten(board, routed)) return { board: countIn(board, hash, given), outcome: 'counted' };
  if (isWrong) {
    const raised = raise(board, hash, entry, routed, given);
    const slot = recall(raised.board.memory, hash)?.slot ?? entry.slot;
    return { ...raised, board: afterMoving(raised.board, entry.slot, slot, given) };
  }
  const remembering = withEntry(board, hash, entry);
  // Nobody need remember that something is over of which nobody knew.
  if (remembering === undefined) return { board, outcome: 'nothing' };
  return {
    board: recoverIn(remembering, entry.slot, given),
    outcome: known?.state === 'wrong' ? 'recovered' : 'nothing',
  };
}

/**
 * The board after an alarm was deleted in CloudWatch: nothing will say that it is over, but that does not mean that it is. The
 * agent who has it gets an SMS, and has it for good when it was all that they had; an agent who is called for it hears it, and the calls
 * go on.
 */
function deleted(board: Board, hash: string, alarm: Alarm, given: Given): Step {
  const known = recall(board.memory, hash);
  const incident = board.incidents.find(({ slot, status }) => slot === known?.slot && status !== 'resolved');
  if (known?.state !== 'wrong' || incident === undefined) return { board, outcome: 'silenced' };
  const before = wordsOn(board, incident.id).find((each) => each.hash === hash);
  const words = { ...wordsOf(hash, alarm, given.nowMs), ...before, facts: { is: 'deleted' } } as const;
  const said = before?.facts?.is === 'deleted' ? board : withWords(board, { incident: incident.id, alarms: [words] });
  if (incident.status !== 'taken') return { board: said, outcome: 'silenced' };
  const right: Board = { ...said, memory: remember(said.memory, hash, { ...known, state: 'right' }) };
  const isLast = isAllRight(right, incident);
  const told = isLast ? leave(right, incident, given) : tellMore(right, incident.id, hash, given, false);
  return { board: told, outcome: 'told' };
}

/** The board that remembers this; undefined when only alarms of the incident that is being called could make room. */
function withEntry(board: Board, hash: string, entry: Remembered): Board | undefined {
  if (countOf(board.memory) < MOST_REMEMBERED || recall(board.memory, hash) !== undefined) {
    return { ...board, memory: remember(board.memory, hash, entry) };
  }
  const roomier = forgetAlarm(board, false);
  return roomier === undefined ? undefined : { ...roomier, memory: remember(roomier.memory, hash, entry) };
}

/** The board that has forgotten one alarm, and counts it where it was wrong; undefined when none may go. */
export function forgetAlarm(board: Board, mayTakeEscalating: boolean): Board | undefined {
  const gone = forgetOne(board.memory, escalating(board)?.slot ?? SLOTS, mayTakeEscalating);
  if (gone === undefined) return undefined;
  const { memory, forgotten } = gone;
  if (forgotten.state === 'right') return { ...board, memory };
  return {
    ...board,
    memory,
    // To the end of the tenth of a second that the memory knows.
    forgottenToMs: Math.max(board.forgottenToMs, forgotten.atMs + 99),
    incidents: board.incidents.map((incident) =>
      incident.slot === forgotten.slot ? { ...incident, unremembered: incident.unremembered + 1 } : incident,
    ),
  };
}

/** The board on which an alarm that nobody can remember is one more of what is being called, or of what was opened last. */
function countIn(board: Board, hash: string, given: Given): Board {
  const incident = escalating(board) ?? openOnes(board).at(-1);
  if (incident === undefined) return board;
  const counted: Incident = {
    ...incident,
    joined: incident.joined + 1,
    unremembered: incident.unremembered + 1,
    heardAtMs: given.nowMs,
  };
  const next = withIncident(board, counted);
  switch (incident.status) {
    case 'escalating':
    case 'resolved':
      return next;
    case 'taken':
      return tellMore(next, incident.id, hash, given, false);
    case 'exhausted':
      return tellEveryoneAgain(next, incident.id, given);
  }
}

/** Where an alarm that is wrong belongs. */
function raise(board: Board, hash: string, entry: Remembered, routed: RoutedAlarm, given: Given): Step {
  const { alarm } = routed;
  const called = escalating(board);
  if (called !== undefined) return joinIn(board, called, hash, entry, alarm, given, 'joined');
  const own = board.incidents.find(({ slot, status }) => slot === entry.slot && status !== 'resolved');
  const isBackSoon = isSoon(board, hash, entry);
  // What comes and goes all the time is nothing new to an owner who was told that it does.
  if (own !== undefined && comesAndGoes(own, given.nowMs) && isBackSoon) {
    return joinIn(board, own, hash, entry, alarm, given, 'joined');
  }
  const again = board.incidents.find((incident) => mayReopen(incident, given.plan, given.nowMs));
  if (again !== undefined) {
    const joined = joinIn(board, again, hash, entry, alarm, given, 'reopened');
    const incident = incidentNamed(joined.board, again.id) ?? again;
    return { ...joined, board: reopen(joined.board, incident, given) };
  }
  const owned = ownerOfNews(board, given);
  if (owned !== undefined) {
    const joined = joinIn(board, owned, hash, entry, alarm, given, 'told');
    const told = tellMore(joined.board, owned.id, hash, given, isBackSoon && entry.slot === owned.slot);
    // An SMS about one alarm has its name, also where the incident has words enough; the others are a number.
    const named = { incident: owned.id, alarms: [wordsOf(hash, alarm, given.nowMs)] };
    return { ...joined, board: isMoreOwed(board, owned) ? told : withWords(told, named) };
  }
  const givenUp = exhaustedBefore(board, alarm, given);
  if (givenUp !== undefined) {
    const joined = joinIn(board, givenUp, hash, entry, alarm, given, 'told');
    return { ...joined, board: tellEveryoneAgain(joined.board, givenUp.id, given) };
  }
  return open(board, hash, entry, alarm, given);
}

/** Whether an alarm was right, if at all, for less time than one that comes and goes must be still to be over. */
function isSoon({ memory }: Board, hash: string, { atMs }: Remembered): boolean {
  const known = recall(memory, hash);
  return known !== undefined && atMs < known.atMs + STILL_MS;
}

/** Who took something within the time in which a further alarm belongs to it, and is still on the roster: the latest. */
function ownerOfNews({ incidents }: Board, { plan, nowMs }: Given): Incident | undefined {
  return incidents
    .filter(({ status, taken, closed }) => {
      const isTheirs = taken !== undefined && !hasLeft(plan, taken.by) && closed === undefined;
      return isTheirs && status !== 'exhausted' && nowMs < taken.atMs + plan.regroupMinutes * 60_000;
    })
    .toSorted((one, other) => (other.taken?.atMs ?? 0) - (one.taken?.atMs ?? 0))[0];
}

/** What was given up just now, if the alarm began before: it was on its way when the last call was made, and is not news. */
function exhaustedBefore({ incidents }: Board, { stateAtMs }: Alarm, { plan, nowMs }: Given): Incident | undefined {
  return incidents.find(
    ({ status, changedAtMs }) =>
      status === 'exhausted' &&
      stateAtMs !== null &&
      stateAtMs <= changedAtMs &&
      nowMs < changedAtMs + plan.regroupMinutes * 60_000,
  );
}

/** The board with a new incident about this alarm and its first attempt. What nobody took belongs to the agent who answers now. */
function open(board: Board, hash: string, entry: Remembered, alarm: Alarm, given: Given): Step {
  const name = cutToBytes(fromFirstWord(written(alarm.name)), NAME_BYTES) || 'An alarm';
  const opened = withNewIncident(board, name, alarm.stateAtMs ?? given.nowMs, given);
  const incident = incidentNamed(opened, given.incidentId);
  if (incident === undefined) return { board, outcome: 'nothing' };
  const joined = joinIn(opened, incident, hash, entry, alarm, given, 'opened');
  const called = { ...(incidentNamed(joined.board, incident.id) ?? incident), ...flapsBefore(board, hash, given) };
  return { ...joined, board: startChain(withIncident(joined.board, called), called, 'alarm', given) };
}

/** Every call may have been made each time it came: then it comes and goes from one incident to the next. */
function flapsBefore({ incidents, memory }: Board, hash: string, { nowMs }: Given): Partial<Incident> {
  const known = recall(memory, hash);
  const before = incidents.find(({ slot, closed }) => slot === known?.slot && closed === undefined);
  if (before === undefined || known?.state !== 'right') return {};
  const { flaps, flapsSinceMs = nowMs } = withFlap(before, true, nowMs);
  return { flaps, flapsSinceMs };
}

function withNewIncident(board: Board, name: string, sinceMs: number, given: Given): Board {
  const roomy = makeRoom(board, given);
  const { nowMs, incidentId: id } = given;
  const incident: Incident = {
    id,
    slot: freeSlotOf(roomy),
    status: 'escalating',
    openedAtMs: nowMs,
    changedAtMs: nowMs,
    name,
    sinceMs,
    joined: 0,
    unremembered: 0,
    worded: 0,
    heardAtMs: nowMs,
    chain: 'alarm',
    calls: [],
    callsBefore: 0,
    rounds: 0,
    reminders: 0,
    refused: [],
    isTold: false,
    place: 0,
    flaps: 0,
    isUnrecorded: false,
  };
  return carryInto({ ...roomy, incidents: [...roomy.incidents, incident] }, id, given);
}

/**
 * The agent who has an incident cannot be told of further alarms by SMS: then somebody must be called about them, unless they
 * are over. They leave the incident for one of their own, or join what is being called. `words`: what is known of the incident's alarms.
 */
export function raiseUnheard(board: Board, item: OwedItem, words: readonly AlarmWords[], given: Given): Board {
  const { slot, further = 0 } = item;
  const isOver = isFirstOver(board, item);
  if (isOver && further === 0) return board;
  const owned = board.incidents.find((each) => each.slot === slot);
  const called = escalating(board);
  // The agent who answers hears of it in any case.
  if (called !== undefined && called === owned) return board;
  const { told, wrong } = unheardIn(board, item, words);
  const [lead] = told;
  const name = cutToBytes(lead?.summary.split('.')[0] ?? owned?.name ?? 'An alarm', NAME_BYTES);
  const opened = called === undefined ? withNewIncident(board, name, lead?.sinceMs ?? given.nowMs, given) : board;
  const incident = escalating(opened);
  if (incident === undefined) return board;
  const memory = wrong.reduce(
    (each, [alarm, known]) => remember(each, alarm, { ...known, slot: incident.slot }),
    opened.memory,
  );
  const worded = told.slice(0, TEXTS_PER_INCIDENT - incident.worded);
  const joined: Incident = {
    ...incident,
    joined: incident.joined + 1 + further,
    // Those of which nothing is known are counted.
    unremembered: incident.unremembered + 1 + further - wrong.length - Number(isOver),
    worded: incident.worded + worded.length,
  };
  const next = afterMoving(withIncident({ ...opened, memory }, joined), slot, joined.slot, given);
  const said = worded.length === 0 ? next : withWords(next, { incident: incident.id, alarms: worded });
  // Its message may have left the queue: an SMS keeps it for an hour at most.
  return called === undefined ? startChain(said, joined, 'round', given) : said;
}

/** Whether the first alarm that the SMS tells of is right again. */
function isFirstOver({ memory }: Board, { alarm }: OwedItem): boolean {
  return alarm !== undefined && recall(memory, alarm)?.state === 'right';
}

/**
 * What an SMS about further alarms stood for: its first alarm, and the last that came of its incident. `told`: those of which it is known
 * what is wrong; `wrong`: those that the incident has in the memory.
 */
function unheardIn(
  board: Board,
  item: OwedItem,
  words: readonly AlarmWords[],
): { readonly told: readonly AlarmWords[]; readonly wrong: readonly (readonly [string, Remembered])[] } {
  const { slot, alarm: hash, further = 0 } = item;
  const wrongHere = (alarm: string): [string, Remembered][] => {
    const known = recall(board.memory, alarm);
    return known?.state === 'wrong' && known.slot === slot ? [[alarm, known]] : [];
  };
  const first = words.find((each) => each.hash === hash);
  const later = words.filter(
    (each) => first !== undefined && each !== first && each.sinceMs >= first.sinceMs && wrongHere(each.hash).length > 0,
  );
  const last = later.slice(Math.max(0, later.length - further));
  return {
    told: first === undefined || isFirstOver(board, item) ? last : [first, ...last],
    wrong: [...last.map((each) => each.hash), ...(hash === undefined ? [] : [hash])].flatMap(wrongHere),
  };
}

/** The board on which this alarm belongs to an incident: remembered there, or counted when the memory is full of what is called. */
function joinIn(
  board: Board,
  incident: Incident,
  hash: string,
  entry: Remembered,
  alarm: Alarm,
  { nowMs }: Given,
  outcome: AlarmOutcome,
): Step {
  const remembering = withEntry(board, hash, { ...entry, slot: incident.slot });
  const known = recall(board.memory, hash);
  const isBack = known !== undefined && known.slot === incident.slot;
  const isNew = !isBack;
  const now = (remembering === undefined ? incident : incidentNamed(remembering, incident.id)) ?? incident;
  const roomy = withRoomForWords(remembering ?? board, now, hash);
  const joined: Incident = {
    ...withFlap(now, isBack && known.state === 'right', nowMs),
    joined: now.joined + (isNew ? 1 : 0),
    unremembered: now.unremembered + (remembering === undefined ? 1 : 0),
    worded: Math.min(TEXTS_PER_INCIDENT, now.worded + (isNew ? 1 : 0)),
    heardAtMs: nowMs,
  };
  const next = withIncident(roomy ?? remembering ?? board, joined);
  const words = { incident: incident.id, alarms: [wordsOf(hash, alarm, nowMs)] };
  const said = roomy === undefined ? next : withWords(next, words);
  return { board: said, outcome: remembering === undefined ? 'counted' : outcome };
}

/**
 * The board with room for what an alarm of this incident says: a dozen have it, and further ones in the place of those that are right
 * again, or of an incident that rolls on for hours nobody would hear what is wrong now. Undefined when all of them are wrong.
 */
function withRoomForWords(board: Board, { id, worded }: Incident, hash: string): Board | undefined {
  const own = wordsOn(board, id);
  // What an alarm says may have changed since it was last wrong.
  if (worded < TEXTS_PER_INCIDENT || own.some((words) => words.hash === hash)) return board;
  const over = own.find(
    ({ hash: of, facts }) => recall(board.memory, of)?.state === 'right' && facts?.is !== 'deleted',
  );
  return over === undefined ? undefined : withoutWords(board, id, over.hash);
}

function withFlap(incident: Incident, isFlap: boolean, nowMs: number): Incident {
  if (!isFlap) return incident;
  const { flapsSinceMs: sinceMs } = incident;
  if (sinceMs === undefined || nowMs >= sinceMs + FLAPS_WITHIN_MS)
    return { ...incident, flaps: 1, flapsSinceMs: nowMs };
  const flaps = incident.flaps + 1;
  return { ...incident, flaps, flapsSinceMs: flaps >= FLAPS ? nowMs : sinceMs };
}

function wordsOf(hash: string, alarm: Alarm, nowMs: number): AlarmWords {
  const { summary, stateAtMs, region, account, part, whole, facts, more } = alarm;
  const where = region === undefined ? '' : shorten(written(region), REGION_CHARACTERS);
  return {
    hash,
    summary,
    sinceMs: stateAtMs ?? nowMs,
    ...(where === '' ? {} : { region: where }),
    ...(account !== undefined && /^\d{12}$/.test(account) ? { account } : {}),
    ...(part === undefined ? {} : { part }),
    ...(whole === undefined ? {} : { whole: hashOf(whole) }),
    ...(facts === undefined ? {} : { facts }),
    ...(more === undefined ? {} : { more }),
  };
}

/**
 * The board on which the owner of an incident is owed one more SMS about it, at most one a minute. Of what comes and goes they are
 * told that it does, once until it was still for a while; another alarm is news all the same.
 */
function tellMore(board: Board, id: string, hash: string, given: Given, isBack: boolean): Board {
  const incident = incidentNamed(board, id);
  if (incident?.taken === undefined) return board;
  const still = incident.status === 'taken' ? incident : stillTaken(incident, given);
  const silent = withoutKinds(board, ['recovered'], still.slot);
  if (isBack && comesAndGoes(still, given.nowMs)) {
    return owe(withIncident(silent, still), [incident.taken.by], { kind: 'flapping', slot: still.slot }, given.nowMs);
  }
  const notBeforeMs = Math.max(given.nowMs, incident.moreNotBeforeMs ?? 0);
  // An SMS that is owed already stands for this alarm too, and leaves when it would have left.
  const paced: Incident = isMoreOwed(board, incident)
    ? still
    : { ...still, moreNotBeforeMs: notBeforeMs + MORE_EVERY_MS };
  // What nobody remembers is counted, and its message brings nothing back.
  const isCounted = recall(board.memory, hash) === undefined;
  const item = { kind: 'more' as const, slot: incident.slot, ...(isCounted ? {} : { alarm: hash }), notBeforeMs };
  return owe(withIncident(silent, paced), [incident.taken.by], item, given.nowMs);
}

/** It was over, and is not: the agent who had it has it. */
function stillTaken(incident: Incident, { nowMs }: Given): Incident {
  const { attempt: _over, ...rest } = incident;
  return { ...rest, status: 'taken', changedAtMs: nowMs, calls: pastCallsOf(incident), isUnrecorded: true };
}

/** Whether an SMS that is owed already will tell of a further alarm, too: one that is being sent does, once another has come since. */
function isMoreOwed({ outbox }: Board, { slot, taken }: Incident): boolean {
  return outbox.some(
    ({ to, items }) =>
      to === taken?.by &&
      items.some((item) => item.kind === 'more' && item.slot === slot && (item.leased === undefined || isSince(item))),
  );
}

/** The board on which everyone is told once more that nobody has it, with all that has come since: at most once a minute. */
function tellEveryoneAgain(board: Board, id: string, { nowMs }: Given): Board {
  const incident = incidentNamed(board, id);
  const againAtMs = incident?.moreNotBeforeMs ?? 0;
  // What is still to be sent tells of this alarm, too.
  if (incident === undefined || nowMs < againAtMs - MORE_EVERY_MS) return board;
  const notBeforeMs = Math.max(nowMs, againAtMs);
  const paced = withIncident(board, { ...incident, moreNotBeforeMs: notBeforeMs + MORE_EVERY_MS });
  return announce(paced, 'exhausted', incident.slot, { isAgain: true, notBeforeMs });
}
