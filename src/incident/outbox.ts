import { defined } from '../text/defined';
import { escalating } from '../board/board';
import type { Announcement, Board, Owed, OwedItem, Spent, TextKind } from '../board/board';
import {
  BUDGET_MS,
  LEASE_MS,
  MORE_TRIES,
  MOST_ITEMS,
  MOST_PEOPLE,
  TEXT_EXPIRES_MS,
  TEXT_HOLDS_MESSAGE_MS,
  TEXT_RETRY_MOST_MS,
  TEXT_RETRY_MS,
  TOLD_AT_ONCE,
} from './limits';
import { hasLeft, type CallPlan } from './plan';

/**
 * What became of handing an SMS to Twilio:
 *
 * - `refused` is for good: the number is invalid, opted out or not permitted;
 * - `blocked`: no SMS leaves until somebody repairs our own number or account;
 * - `failed`: it was not taken, and may be the next time;
 * - `unknown`: no reply came, so it may have been taken;
 * - `unsent`: nobody knew, and Twilio says that it was not: it can be sent at once;
 * - `doubtful`: nobody knows still.
 */
export type Handover = 'accepted' | 'refused' | 'blocked' | 'failed' | 'unknown' | 'unsent' | 'doubtful';

/** What one SMS is about: what somebody has, what nobody has, or what is over. Each of a person's is one message. */
export type Group = 'yours' | 'nobody' | 'over';

/** One SMS to be sent now. */
export interface DueText {
  readonly to: string;
  readonly phone: string;
  readonly group: Group;
  readonly items: readonly OwedItem[];
  readonly gone: number;
  /** Since when somebody has been sending it, epoch milliseconds. */
  readonly leasedAtMs: number;
}

/** What became of one SMS. */
export interface Handed {
  readonly text: DueText;
  readonly handover: Handover;
}

/** The board on which these agents are owed one more thing. Of the same kind about the same incident there is one at most. */
export function owe(board: Board, to: readonly string[], item: OwedItem, nowMs: number): Board {
  return { ...board, outbox: to.reduce((each, person) => withItem(each, person, item, nowMs), board.outbox) };
}

function withItem(outbox: readonly Owed[], to: string, item: OwedItem, nowMs: number): readonly Owed[] {
  const at = outbox.findIndex((owed) => owed.to === to);
  const owed = outbox[at];
  if (owed === undefined) {
    return [...outbox, { to, items: [item], gone: 0, sinceMs: nowMs, notBeforeMs: nowMs, tries: 0 }];
  }
  const same = owed.items.findIndex(({ kind, slot }) => kind === item.kind && slot === item.slot);
  const known = owed.items[same];
  const items = known === undefined ? [...owed.items, item] : owed.items.with(same, merged(known, item));
  return outbox.with(at, bounded({ ...owed, items }));
}

/**
 * Two SMS of a kind are one that stands for both; it leaves when the first would have. What comes while that one is being sent
 * is the first of the next one.
 */
function merged(known: OwedItem, item: OwedItem): OwedItem {
  const further = (known.further ?? 0) + 1 + (item.further ?? 0);
  if (known.leased === undefined || isSince(known)) return { ...known, further };
  const { alarm: _sent, ...rest } = known;
  const { alarm, notBeforeMs } = item;
  return { ...rest, further, ...defined({ alarm, notBeforeMs }) };
}

/** Whether something has come since the SMS is being sent. */
export function isSince({ leased: further, further: all = 0 }: OwedItem): boolean {
  return further !== undefined && all > further;
}

/**
 * What somebody still has, or nobody has, matters more than what is over, of which the number is told; it matters more than how it
 * came to be so.
 */
function bounded(owed: Owed): Owed {
  const { items, gone } = owed;
  if (items.length <= MOST_ITEMS) return owed;
  const over = items.find(({ kind }) => groupOf(kind) === 'over');
  const least = over ?? LESSER.flatMap((kind) => items.find((item) => item.kind === kind) ?? [])[0] ?? items[0];
  const others = items.filter((item) => item !== least);
  return { ...owed, items: others, gone: over === undefined ? gone : gone + 1 };
}

const LESSER: readonly TextKind[] = ['ringing', 'flapping', 'kept', 'budget', 'impossible', 'more'];

/** The board on which everyone is to be told, but for `except` and those whose ids sort after `upTo`. */
export function announce(
  board: Board,
  kind: TextKind,
  slot: number,
  rest: Partial<Pick<Announcement, 'except' | 'upTo' | 'isAgain' | 'notBeforeMs'>> = {},
): Board {
  const others = board.announcements.filter((each) => each.kind !== kind || each.slot !== slot);
  const news: Announcement = { kind, slot, after: '', except: [], ...rest };
  return { ...board, announcements: [...others, news] };
}

/** Whether anybody is still to be told this. */
export function isOwed({ outbox, announcements }: Board, kind: TextKind, slot: number): boolean {
  return [...outbox.flatMap(({ items }) => items), ...announcements].some(
    (each) => each.kind === kind && each.slot === slot,
  );
}

/**
 * The board on which as many people are owed what everyone is to be told as there is room for. A number that several people
 * share gets it once.
 */
export function spread(board: Board, plan: CallPlan, nowMs: number): Board {
  // Where nobody could be told, the news stays until somebody can.
  if (board.announcements.length === 0 || plan.everyone.length === 0) return board;
  const people = plan.everyone.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const phones = new Set<string>();
  const distinct = people.filter(({ phones: [phone] }) => {
    if (phone === undefined || phones.has(phone)) return false;
    phones.add(phone);
    return true;
  });
  let { outbox } = board;
  const announcements = board.announcements.flatMap((news): Announcement[] => {
    let { after } = news;
    for (const { id } of distinct) {
      if (id <= after || (news.upTo !== undefined && id > news.upTo)) continue;
      if (!news.except.includes(id)) {
        if (outbox.every(({ to }) => to !== id) && !hasRoom(outbox)) return [{ ...news, after }];
        const { kind, slot, notBeforeMs, isAgain } = news;
        outbox = withItem(outbox, id, defined({ kind, slot, notBeforeMs, isAgain }), nowMs);
      }
      after = id;
    }
    return [];
  });
  const isSame =
    outbox === board.outbox && announcements.every(({ after }, at) => after === board.announcements[at]?.after);
  return isSame && announcements.length === board.announcements.length ? board : { ...board, outbox, announcements };
}

/** Those for whom it failed keep half of the places at the most: they must not keep it from the others. */
function hasRoom(outbox: readonly Owed[]): boolean {
  const untried = outbox.filter(({ tries }) => tries === 0).length;
  return untried < TOLD_AT_ONCE && outbox.length < MOST_PEOPLE;
}

/**
 * The board without this news, which is true no more. `untold`: who will now never get it; anybody for whom it was tried, or is
 * being sent to, may have got it. `upTo`: whose ids sort after this one were never owed it.
 */
export function withdraw(
  board: Board,
  kind: TextKind,
  slot: number,
): { readonly board: Board; readonly untold: readonly string[]; readonly upTo?: string } {
  const isMeant = isAbout([kind], slot);
  const untold = board.outbox.flatMap(({ to, items, lease: held, tries }) => {
    const meant = items.filter(isMeant);
    const isFirst = meant.length > 0 && meant.every(({ isAgain }) => isAgain !== true);
    return isFirst && held === undefined && tries === 0 ? [to] : [];
  });
  const pending = board.announcements.find(isMeant);
  const isFirst = pending !== undefined && pending.isAgain !== true;
  return { board: withoutKinds(board, [kind], slot), untold, ...(isFirst ? { upTo: pending.after } : {}) };
}

/** The board without any news of these kinds about an incident. */
export function withoutKinds(board: Board, kinds: readonly TextKind[], slot: number): Board {
  const isMeant = isAbout(kinds, slot);
  const announcements = board.announcements.filter((news) => !isMeant(news));
  return { ...withoutItems(board, isMeant), announcements };
}

/** The board on which this person is told none of these about an incident: it is theirs now. */
export function sparing(board: Board, to: string, kinds: readonly TextKind[], slot: number): Board {
  const isMeant = isAbout(kinds, slot);
  const announcements = board.announcements.map((news) =>
    isMeant(news) && !news.except.includes(to) ? { ...news, except: [...news.except, to] } : news,
  );
  return { ...withoutItems(board, (item, owed) => owed.to === to && isMeant(item)), announcements };
}

function isAbout(kinds: readonly TextKind[], slot: number): (news: OwedItem | Announcement) => boolean {
  return (news) => news.slot === slot && kinds.includes(news.kind);
}

/**
 * Without these items, and without those who are owed nothing else. What is just being sent to them counts as sent: the run that
 * sends it will not find it on the board any more. Not so while SMS fail: in an outage one incident after the other would use up an hour's
 * SMS of which none was sent.
 */
function withoutItems(board: Board, isMeant: (item: OwedItem, owed: Owed) => boolean): Board {
  let { texts } = board.spent;
  const outbox = board.outbox.flatMap((owed) => {
    const items = owed.items.filter((item) => !isMeant(item, owed));
    if (items.length === owed.items.length) return owed;
    if (items.length > 0 || owed.gone > 0) return { ...owed, items };
    const isSending = owed.lease !== undefined && board.textsFailSinceMs === undefined;
    if (isSending) texts = counted(texts, [owed.to], owed.lease.sinceMs);
    return [];
  });
  return { ...board, outbox, spent: { ...board.spent, texts } };
}

/** The board without an incident's SMS, because it leaves the board: people who are owed word that it is over hear how many are. */
export function withoutSlot(board: Board, slot: number): Board {
  const outbox = board.outbox.map((owed) => {
    const items = owed.items.filter((item) => item.slot !== slot);
    const gone = owed.gone + 1;
    return items.length === owed.items.length ? owed : { ...owed, items, gone };
  });
  return { ...board, outbox, announcements: board.announcements.filter((each) => each.slot !== slot) };
}

/** Which message tells of this. */
export function groupOf(kind: TextKind): Group {
  switch (kind) {
    case 'details':
    case 'more':
    case 'kept':
    case 'flapping':
      return 'yours';
    case 'exhausted':
    case 'impossible':
    case 'budget':
    case 'ringing':
      return 'nobody';
    case 'recovered':
    case 'closed':
    case 'left':
    case 'correction':
    case 'taken-over':
      return 'over';
  }
}

/** Whether something is owed to this person and may be sent now, besides what is held back. */
function isDue(owed: Owed, board: Board, plan: CallPlan, nowMs: number, held?: TextKind): boolean {
  return (
    owed.notBeforeMs <= nowMs &&
    plan.people.has(owed.to) &&
    (owed.gone > 0 || owed.items.some(({ kind, notBeforeMs = 0 }) => kind !== held && notBeforeMs <= nowMs)) &&
    textsLeft(board, owed.to, plan, nowMs) > 0
  );
}

/** How many SMS this person may still get within the hour. */
export function textsLeft(board: Board, to: string, plan: CallPlan, nowMs: number): number {
  return Math.max(0, plan.maxTextsPerHour - spentOn(board.spent.texts, to, nowMs).count);
}

/** What of the hour's SMS this person has had. */
function spentOn(texts: Spent['texts'], to: string, nowMs: number): Spent['texts'][number] {
  const known = texts.find((each) => each.to === to);
  return known !== undefined && nowMs < known.sinceMs + BUDGET_MS ? known : { to, sinceMs: nowMs, count: 0 };
}

/**
 * Until when this person gets no SMS any more once so many have been sent, because the hour's are used up: epoch milliseconds. Undefined
 * while more may be sent.
 */
export function textsUpUntilMs(
  board: Board,
  to: string,
  sending: number,
  plan: CallPlan,
  nowMs: number,
): number | undefined {
  if (textsLeft(board, to, plan, nowMs) > sending) return undefined;
  return spentOn(board.spent.texts, to, nowMs).sinceMs + BUDGET_MS;
}

/**
 * Whose SMS are due and in nobody's hands. One whose lease has run out is not among them: first it must be known what became of it,
 * unless nothing of what it was about is owed any more.
 */
export function leasable(board: Board, plan: CallPlan, nowMs: number, held?: TextKind): readonly Owed[] {
  return board.outbox.filter((owed) => {
    const isVoid = owed.gone === 0 && owed.items.every(({ leased: sent }) => sent === undefined);
    const isFree = owed.lease === undefined || (isVoid && owed.lease.untilMs <= nowMs);
    return isFree && isDue(owed, board, plan, nowMs, held);
  });
}

/**
 * The board with everything that is due leased to `holder`, so that no two Functions send the same SMS at once. The try is
 * counted here, before it is made. `only`: nobody's but this person's; `held`: nothing of this kind.
 */
export function lease(
  board: Board,
  holder: string,
  plan: CallPlan,
  nowMs: number,
  { only, held }: { readonly only?: string | undefined; readonly held?: TextKind | undefined } = {},
): Board {
  const due = new Set(leasable(board, plan, nowMs, held).filter(({ to }) => only === undefined || to === only));
  if (due.size === 0) return board;
  return {
    ...board,
    outbox: board.outbox.map((owed) =>
      due.has(owed)
        ? {
            ...owed,
            items: owed.items.map((item) => (item.kind === held ? item : leasedItem(item, nowMs))),
            tries: owed.tries + 1,
            lease: { by: holder, sinceMs: nowMs, untilMs: nowMs + LEASE_MS },
          }
        : owed,
    ),
  };
}

function leasedItem(item: OwedItem, nowMs: number): OwedItem {
  return (item.notBeforeMs ?? 0) <= nowMs ? { ...item, leased: item.further ?? 0 } : item;
}

/** What `holder` has leased and must send. */
export function leased(board: Board, holder: string, plan: CallPlan): readonly DueText[] {
  return textsOf(
    board,
    board.outbox.filter((owed) => owed.lease?.by === holder),
    plan,
  );
}

/** The SMS of which nobody knows whether they were sent: the run that was to say so has not. */
export function doubtful(board: Board, plan: CallPlan, nowMs: number): readonly DueText[] {
  const stale = board.outbox.filter((owed) => owed.lease !== undefined && owed.lease.untilMs <= nowMs);
  return textsOf(board, stale, plan);
}

/** What was due when it was leased, as far as the hour's SMS to this person go; the most urgent first. */
function textsOf(board: Board, outbox: readonly Owed[], plan: CallPlan): readonly DueText[] {
  return outbox.flatMap(({ to, items, gone, lease: held }) => {
    const phone = plan.people.get(to)?.phones[0];
    if (phone === undefined || held === undefined) return [];
    const due = items.flatMap(({ leased: further, ...item }) => {
      if (further === undefined) return [];
      return [
        { ...item, further, ...(isMore(item) && (item.further ?? 0) > further ? { isBefore: true as const } : {}) },
      ];
    });
    return GROUPS.flatMap((group): DueText[] => {
      const own = due.filter(({ kind }) => groupOf(kind) === group);
      const ownGone = group === 'over' ? gone : 0;
      return own.length === 0 && ownGone === 0
        ? []
        : [{ to, phone, group, items: own, gone: ownGone, leasedAtMs: held.sinceMs }];
    }).slice(0, Math.max(1, textsLeft(board, to, plan, held.sinceMs)));
  });
}

const GROUPS: readonly Group[] = ['nobody', 'yours', 'over'];

/** The board after these were handed to Twilio: what was accepted or refused for good is gone, the rest is tried later. */
export function settleTexts(
  board: Board,
  results: readonly Handed[],
  isOurs: (owed: Owed) => boolean,
  nowMs: number,
): Board {
  const handed = results.filter(({ text }) => board.outbox.some((owed) => owed.to === text.to && isOurs(owed)));
  const isNews = handed.some(({ text, handover }) => handover !== 'doubtful' || text.items.some(isMore));
  if (!isNews) return board;
  const outbox = board.outbox.flatMap((owed): Owed[] => {
    const own = handed.filter(({ text }) => text.to === owed.to);
    return own.length === 0 ? [owed] : settled(owed, own, nowMs);
  });
  const accepted = handed.filter(({ handover }) => handover === 'accepted').map(({ text }) => text.to);
  const { textsFailSinceMs = nowMs, ...rest } = board;
  const isFailing = outbox.some(({ tries }) => tries > 0);
  return {
    ...rest,
    outbox,
    ...(isFailing ? { textsFailSinceMs } : {}),
    spent: { ...board.spent, texts: counted(board.spent.texts, accepted, nowMs) },
  };
}

/**
 * Until when an owed SMS keeps a message in the queue; after that the heartbeat looks after it. While SMS fail for long, what is newly
 * owed keeps none: one incident after the other would keep all of their messages until they are dead letters.
 */
export function heldUntilMs({ textsFailSinceMs = Infinity }: Board, { sinceMs }: Owed): number {
  return Math.min(sinceMs, textsFailSinceMs) + TEXT_HOLDS_MESSAGE_MS;
}

/**
 * What was done by hand, text or link owes SMS while no message of the team's may be left in the queue: then none is held for them, and
 * the heartbeat looks after them from the next one on.
 */
export function heldByNone(before: Board, after: Board, plan: CallPlan, nowMs: number): Board {
  const isHeld = escalating(before) !== undefined || before.outbox.length + before.announcements.length > 0;
  if (isHeld || after === before) return after;
  const sinceMs = nowMs - TEXT_HOLDS_MESSAGE_MS;
  const board = spread(after, plan, nowMs);
  return { ...board, outbox: board.outbox.map((owed) => owedSince(owed, sinceMs)) };
}

function owedSince(owed: Owed, sinceMs: number): Owed {
  return { ...owed, sinceMs };
}

function settled(owed: Owed, handed: readonly Handed[], nowMs: number): Owed[] {
  let { items, gone } = owed;
  for (const { text, handover } of handed) {
    if (!isLast(handover)) {
      if (isHopeless(owed, handover)) items = without(items, text.items.filter(isMore));
      continue;
    }
    items = without(items, text.items);
    gone = Math.max(0, gone - text.gone);
  }
  if (items.length === 0 && gone === 0) return [];
  // Nobody knows yet: the lease runs out, and the next run asks Twilio.
  if (handed.some(({ handover }) => handover === 'unknown' || handover === 'doubtful'))
    return [{ ...owed, items, gone }];
  const { lease: _returned, ...rest } = owed;
  items = items.map(({ leased: _sent, ...item }) => item);
  const isThrough = handed.every(({ handover }) => isLast(handover));
  const isReady = isThrough || handed.every(({ handover }) => handover === 'unsent' || isLast(handover));
  const waitMs = isReady ? 0 : Math.min(TEXT_RETRY_MOST_MS, TEXT_RETRY_MS * 2 ** Math.max(0, owed.tries - 1));
  return [{ ...rest, items, gone, tries: isThrough ? 0 : owed.tries, notBeforeMs: nowMs + waitMs }];
}

/** Whether the SMS is not tried again after this. */
function isLast(handover: Handover): boolean {
  return handover === 'accepted' || handover === 'refused';
}

/** Whether a phone rings instead of an SMS about further alarms. */
function isHopeless({ tries }: Owed, handover: Handover): boolean {
  return (
    handover === 'refused' ||
    handover === 'blocked' ||
    handover === 'doubtful' ||
    (handover === 'failed' && tries >= MORE_TRIES)
  );
}

function isMore({ kind }: OwedItem): boolean {
  return kind === 'more';
}

/** The items without those that were sent; one that became owed again meanwhile is owed still. */
function without(items: readonly OwedItem[], sent: readonly OwedItem[]): readonly OwedItem[] {
  return items.flatMap((item): OwedItem[] => {
    const same = sent.find(({ kind, slot }) => kind === item.kind && slot === item.slot);
    if (same === undefined) return [item];
    const { leased: sentOf, further = 0, ...rest } = item;
    if (sentOf === undefined) return [item];
    return isSince(item) ? [{ ...rest, further: further - sentOf - 1, isAgain: true }] : [];
  });
}

function counted(texts: Spent['texts'], to: readonly string[], nowMs: number): Spent['texts'] {
  return to
    .reduce((each, person) => {
      const known = spentOn(each, person, nowMs);
      return [...each.filter((one) => one.to !== person), { ...known, count: known.count + 1 }];
    }, texts)
    .slice(-MOST_PEOPLE);
}

/**
 * The SMS about further alarms that will reach nobody: their person cannot get SMS, or not soon. A phone can ring instead.
 */
export function unheard(board: Board, results: readonly Handed[]): readonly OwedItem[] {
  return results.flatMap(({ text, handover }) => {
    const owed = board.outbox.find(({ to }) => to === text.to);
    return owed !== undefined && isHopeless(owed, handover) ? text.items.filter(isMore) : [];
  });
}

/** What is owed to people who are no longer on the roster, or has been owed for so long that it is no news. */
export function expired(board: Board, plan: CallPlan, nowMs: number): readonly Owed[] {
  return board.outbox.filter(
    ({ to, sinceMs, lease: held }) =>
      // Of one whose sender never said what became of it Twilio is asked; here nobody can be.
      (held === undefined || nowMs >= held.untilMs) && (hasLeft(plan, to) || nowMs >= sinceMs + TEXT_EXPIRES_MS),
  );
}

/** How many SMS are owed. */
export function owedCount({ outbox, announcements }: Board): number {
  return outbox.length + announcements.length;
}
