import type { AgentRef, Board, OwedText, Recipient, TextKind } from './board';
import { LEASE_MS, MORE_TRIES, TEXT_RETRY_MS, TOLD_AT_ONCE } from './limits';

/**
 * What became of handing an SMS to Twilio:
 *
 * - `refused` is for good: the number is invalid, opted out or not permitted;
 * - `blocked`: no SMS leaves until somebody mends our own number or account;
 * - `failed`: it may work the next time.
 */
export type Handover = 'accepted' | 'refused' | 'blocked' | 'failed';

/** What became of one SMS. */
export interface Handed {
  readonly text: DueText;
  readonly handover: Handover;
}

/** One SMS to be sent now. */
export interface DueText {
  readonly kind: TextKind;
  readonly incident: string;
  readonly text: string;
  readonly id: string;
  readonly phone: string;
}

/**
 * The outbox with one more SMS owed to each of these agents, once for each number. The same kind of SMS about the same
 * incident is owed at most once at a time to a number, but for `more`, where each tells of another alarm.
 */
export function owe(
  outbox: readonly OwedText[],
  owed: Omit<OwedText, 'to'> & { to: readonly Pick<AgentRef, 'id' | 'phone'>[] },
  nowMs: number,
): readonly OwedText[] {
  const alreadyOwed = new Set(
    outbox
      .filter((entry) => entry.kind === owed.kind && entry.incident === owed.incident && entry.text === owed.text)
      .flatMap((entry) => entry.to.map((recipient) => recipient.phone)),
  );
  const to: Recipient[] = [];
  for (const { id, phone } of owed.to) {
    if (alreadyOwed.has(phone)) continue;
    alreadyOwed.add(phone);
    to.push({ id, phone, notBeforeMs: nowMs, tries: 0 });
  }
  if (to.length === 0) return outbox;
  return [...outbox, { ...owed, to }];
}

/**
 * The outbox with one more alarm owed to the agent who has the incident. While an earlier such SMS is still waiting to be
 * sent, it stands for this alarm too: a storm after the taking is one message a minute, not a thousand.
 */
export function oweFurther(
  outbox: readonly OwedText[],
  owed: { incident: string; text: string; alarm: string; to: Pick<AgentRef, 'id' | 'phone'> },
  notBeforeMs: number,
): readonly OwedText[] {
  const open = outbox.findIndex(
    (entry) =>
      entry.kind === 'more' &&
      entry.incident === owed.incident &&
      entry.to.every(({ lease: held }) => held === undefined),
  );
  const entry = outbox[open];
  if (entry !== undefined) return outbox.with(open, { ...entry, further: (entry.further ?? 0) + 1 });
  return owe(outbox, { ...owed, kind: 'more', to: [owed.to] }, notBeforeMs);
}

/**
 * The outbox without this SMS, which is true no more, and the numbers that will now never get it. Whoever it was tried for,
 * or is just being sent to, may have got it: they are not among those numbers, but it is not sent to them (again).
 */
export function withdraw(
  outbox: readonly OwedText[],
  kind: TextKind,
  incident: string,
): { readonly outbox: readonly OwedText[]; readonly withdrawn: readonly string[]; readonly upTo?: string } {
  const untrue = outbox.filter((entry) => entry.kind === kind && entry.incident === incident);
  const withdrawn = untrue
    .flatMap(({ to }) => to)
    .filter(({ lease: held, tries }) => held === undefined && tries === 0)
    .map(({ phone }) => phone);
  const upTo = untrue.find(({ after }) => after !== undefined)?.after;
  return {
    outbox: outbox.filter((entry) => !untrue.includes(entry)),
    withdrawn,
    ...(upTo === undefined ? {} : { upTo }),
  };
}

/**
 * The outbox with one SMS owed to everyone on a team. Of a large team the first numbers are on the board and
 * {@link addFurther} brings the others, so that the board fits its document however many there are.
 */
export function oweMany(
  outbox: readonly OwedText[],
  owed: {
    kind: TextKind;
    incident: string;
    text: string;
    to: readonly Pick<AgentRef, 'id' | 'phone'>[];
    upTo?: string;
  },
  nowMs: number,
): readonly OwedText[] {
  const { to, upTo, ...rest } = owed;
  const told = upTo === undefined ? to : to.filter(({ phone }) => phone <= upTo);
  if (told.length <= TOLD_AT_ONCE) return owe(outbox, { ...rest, to: told }, nowMs);
  return addFurther([...outbox, { ...rest, to: [], after: '', ...(upTo === undefined ? {} : { upTo }) }], to, nowMs);
}

/** The outbox in which the next of `everyone` have taken the places of those who were told. */
export function addFurther(
  outbox: readonly OwedText[],
  everyone: readonly Pick<AgentRef, 'id' | 'phone'>[],
  nowMs: number,
): readonly OwedText[] {
  if (outbox.every(({ after }) => after === undefined)) return outbox;
  const sorted = everyone.toSorted((a, b) => (a.phone < b.phone ? -1 : a.phone > b.phone ? 1 : 0));
  return outbox.flatMap((entry): OwedText[] => {
    const { after, upTo, ...rest } = entry;
    if (after === undefined) return [entry];
    // Those for whom it failed keep half of the places at the most: they must not keep it from the others.
    const untried = entry.to.filter(({ tries }) => tries === 0).length;
    const room = Math.max(0, Math.min(TOLD_AT_ONCE - untried, 2 * TOLD_AT_ONCE - entry.to.length));
    const left = sorted.filter(({ phone }) => phone > after && (upTo === undefined || phone <= upTo));
    const next = left.slice(0, room);
    const to = [...entry.to, ...next.map(({ id, phone }) => ({ id, phone, notBeforeMs: nowMs, tries: 0 }))];
    if (next.length === left.length) return to.length === 0 ? [] : [{ ...rest, to }];
    return [{ ...entry, to, after: next.at(-1)?.phone ?? after }];
  });
}

/** What `leaseHolder` may send now: due, and in nobody else's hands. */
export function leasable(board: Board, leaseHolder: string, nowMs: number): readonly DueText[] {
  return board.outbox.flatMap((entry) =>
    entry.to
      .filter((recipient) => recipient.notBeforeMs <= nowMs && isFree(recipient, leaseHolder, nowMs))
      .map(({ id, phone }) => ({ kind: entry.kind, incident: entry.incident, text: wordsOf(entry), id, phone })),
  );
}

/** The board with everything that is due leased to `leaseHolder`, so that no two Functions send the same SMS at once. */
export function lease(board: Board, leaseHolder: string, nowMs: number): Board {
  const due = leasable(board, leaseHolder, nowMs);
  if (due.length === 0) return board;
  return {
    ...board,
    outbox: mapRecipients(board.outbox, (recipient) =>
      recipient.notBeforeMs <= nowMs && isFree(recipient, leaseHolder, nowMs)
        ? { ...recipient, lease: { by: leaseHolder, untilMs: nowMs + LEASE_MS } }
        : recipient,
    ),
  };
}

/** What `leaseHolder` has leased and must send. */
export function leased(board: Board, leaseHolder: string): readonly DueText[] {
  return board.outbox.flatMap((entry) =>
    entry.to
      .filter((recipient) => recipient.lease?.by === leaseHolder)
      .map(({ id, phone }) => ({ kind: entry.kind, incident: entry.incident, text: wordsOf(entry), id, phone })),
  );
}

function wordsOf({ text, further }: OwedText): string {
  return further === undefined ? text : `${text} And ${further} more.`;
}

/** The board after `leaseHolder` tried to send: what was accepted or refused for good is gone, the rest is tried later. */
export function settleTexts(board: Board, leaseHolder: string, results: readonly Handed[], nowMs: number): Board {
  if (!board.outbox.some((entry) => entry.to.some((recipient) => recipient.lease?.by === leaseHolder))) return board;
  const handoverOf = lookUp(results, leaseHolder);
  const outbox = board.outbox
    .map((entry) => ({
      ...entry,
      to: entry.to.flatMap((recipient): Recipient[] => {
        const handover = handoverOf(entry, recipient);
        if (handover === undefined) return [recipient];
        if (isLast(entry, recipient, handover)) return [];
        const { lease: _returned, ...rest } = recipient;
        const wait = TEXT_RETRY_MS * Math.min(8, 2 ** recipient.tries);
        return [{ ...rest, tries: recipient.tries + 1, notBeforeMs: nowMs + wait }];
      }),
    }))
    .filter((entry) => entry.to.length > 0 || entry.after !== undefined);
  return { ...board, outbox };
}

/**
 * The SMS about further alarms that `leaseHolder` leased on this board and that nobody will get. They are not tried for long: a
 * phone can ring instead.
 */
export function unheard(board: Board, leaseHolder: string, results: readonly Handed[]): readonly OwedText[] {
  const handoverOf = lookUp(results, leaseHolder);
  return board.outbox.filter(
    (entry) =>
      entry.kind === 'more' &&
      entry.to.some((recipient) => {
        const handover = handoverOf(entry, recipient);
        return handover !== undefined && handover !== 'accepted' && isLast(entry, recipient, handover);
      }),
  );
}

/** Finds what became of an SMS. Of another holder's nothing is known: its lease says that ours ran out, and it is theirs to settle. */
function lookUp(
  results: readonly Handed[],
  leaseHolder: string,
): (entry: OwedText, recipient: Recipient) => Handover | undefined {
  const handovers = new Map(
    results.map(({ text, handover }) => [key(text.kind, text.incident, text.text, text.phone), handover]),
  );
  return (entry, { lease: held, phone }) =>
    held?.by === leaseHolder ? handovers.get(key(entry.kind, entry.incident, wordsOf(entry), phone)) : undefined;
}

/** Whether the SMS is not tried again after this. */
function isLast({ kind }: OwedText, { tries }: Recipient, handover: Handover): boolean {
  switch (handover) {
    case 'accepted':
    case 'refused':
      return true;
    case 'blocked':
      return kind === 'more';
    case 'failed':
      return kind === 'more' && tries + 1 >= MORE_TRIES;
  }
}

function isFree(recipient: Recipient, leaseHolder: string, nowMs: number): boolean {
  return recipient.lease === undefined || recipient.lease.by === leaseHolder || recipient.lease.untilMs <= nowMs;
}

function mapRecipients(outbox: readonly OwedText[], change: (recipient: Recipient) => Recipient): readonly OwedText[] {
  return outbox.map((entry) => ({ ...entry, to: entry.to.map(change) }));
}

function key(kind: TextKind, incident: string, words: string, phone: string): string {
  return [kind, incident, phone, words].join('\n');
}
