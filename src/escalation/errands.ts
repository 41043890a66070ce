import type { AlarmWords } from '../alarm/alarm-words';
import type { Board, Incident, Owed, OwedItem } from '../board/board';
import { codeOf } from '../board/code';
import type { Given } from '../incident/escalation';
import { entryOf, unrecorded, withoutRecorded } from '../incident/history';
import { DOUBT_MS, LEASE_MS, SMS_CHARACTERS } from '../incident/limits';
import { doubtful, heldByNone, leasable, leased, settleTexts, textsUpUntilMs, unheard } from '../incident/outbox';
import type { DueText, Handed, Handover } from '../incident/outbox';
import { catalogueOf, zoneOf, type CallPlan } from '../incident/plan';
import { raiseUnheard } from '../incident/receive';
import { situationOf } from '../incident/situation';
import { dueAtMs, isListed } from '../incident/tend';
import { smsText, tellsAll, textsUsedUp } from '../incident/said/sms';
import { leaseOwed } from './lease';
import { defined } from '../text/defined';
import { ifReachable, Unreachable, type LogLevel, type StoredBoard } from './ports';
import type { Run, Urgency } from './run';
import { ownStart, startOwn } from './start';

/** What follows an answer that already stands must not spoil it: it is owed on the board, and a later run does it. */
export async function withoutFailing(run: Run, team: string, follow: () => Promise<unknown>): Promise<void> {
  try {
    await follow();
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    run.desk.log('warn', 'What is still owed is left to the next delivery.', { team, why: error.message });
  }
}

/**
 * Does whatever the board owes the outside world besides a call: SMS that are due, an entry in the history, the time at which
 * somebody must look at it again. SMS are leased first, so that nobody sends the same one at the same time; all is done side by
 * side, and one write says what was. Returns the board as it is then.
 */
export async function runErrands(run: Run, team: string, board: Board, urgency: Urgency): Promise<Board> {
  let current = await clearDoubts(run, team, board, urgency);
  for (;;) {
    const plan = run.plan(team, current);
    if (leasable(current, plan, run.now()).length > 0) {
      ({ board: current } = await run.change(team, urgency, (read, given) => ({
        board: leaseOwed(run, read, given),
      })));
    }
    if (!hasErrands(run, team, current)) return current;
    current = await doErrands(run, team, current, urgency);
    if (leasable(current, run.plan(team, current), run.now()).length === 0) return current;
  }
}

function hasErrands(run: Run, team: string, board: Board): boolean {
  const plan = run.plan(team, board);
  return leased(board, run.id, plan).length > 0 || unrecorded(board).length > 0 || !isListed(board, plan, run.now());
}

/** Does what this run has leased, and the rest that needs no lease because it may be done twice. */
export async function doErrands(run: Run, team: string, board: Board, urgency: Urgency): Promise<Board> {
  const plan = run.plan(team, board);
  const texts = leased(board, run.id, plan);
  const entries = unrecorded(board);
  // What another run holds may be in doubt when its lease has run out, and no message need be there to bring that back.
  const held = board.outbox.flatMap(({ lease: of }) => (of === undefined || of.by === run.id ? [] : [of.untilMs]));
  const dueMs = Math.min(dueAtMs(board, plan, run.now()), ...held);
  const words = await wordsFor(run, board, texts, entries);
  const [results, recorded, wasListed] = await Promise.all([
    Promise.all(texts.map((text) => send(run, team, text, writtenIn(run, board, text, texts, words, plan)))),
    Promise.all(entries.map((incident) => record(run, team, board, incident, words))),
    isListed(board, plan, run.now()) ? false : list(run, team, dueMs, board.dueMs === undefined),
  ]);
  const settled = await resolveDoubts(run, board, results, words, plan);
  const told = entries.filter((_, index) => recorded[index]);
  if (told.length < entries.length) run.desk.log('warn', 'The history could not be written.', { team });
  if (results.length + told.length === 0 && !wasListed) return board;
  return settle(run, team, board, urgency, settled, told, wasListed ? dueMs : undefined, words);
}

/** The SMS that this run has leased for somebody, as they are written: they are handed over as the answer to one of theirs. */
export async function textsTo(run: Run, team: string, board: Board, to: string): Promise<readonly string[]> {
  const plan = run.plan(team, board);
  const own = leased(board, run.id, plan).filter((text) => text.to === to);
  const words = await wordsFor(run, board, own, []);
  return own.map((text) => writtenIn(run, board, text, own, words, plan));
}

/** The board after Twilio has taken the SMS that another run had leased. */
export function withHandedOver(board: Board, holder: string, given: Given): Board {
  const results = leased(board, holder, given.plan).map((text): Handed => ({ text, handover: 'accepted' }));
  return withResults(board, results, ({ lease: held }) => held?.by === holder, new Map(), given);
}

/**
 * Changes the board, and lists the team, at the same time, as due when the leases of this moment have run out: whatever becomes of the run
 * that is to do what is owed. The index may name a time at which nothing is due. Throws {@link Unreachable}.
 */
export async function changeAndList<Decision extends { readonly board: Board }>(
  run: Run,
  team: string,
  decide: (read: Board, given: Given) => Decision,
  known: StoredBoard,
): Promise<Decision> {
  let listing: Promise<boolean> | undefined;
  const decision = await run.change(
    team,
    'moving',
    (read, given) => {
      const made = decide(read, given);
      const decided = { ...made, board: heldByNone(read, made.board, given.plan, given.nowMs) };
      // After a team's first incident it has its place in the index.
      if (decided.board !== read)
        listing ??= list(run, team, Math.min(read.dueMs ?? Infinity, given.nowMs + LEASE_MS), false);
      return decided;
    },
    known,
  );
  await listing;
  return decision;
}

async function settle(
  run: Run,
  team: string,
  board: Board,
  urgency: Urgency,
  results: readonly Handed[],
  told: readonly Incident[],
  dueMs: number | undefined,
  words: ReadonlyMap<string, readonly AlarmWords[]>,
): Promise<Board> {
  return changeAndStart(run, team, board, urgency, (read, given) => {
    const recorded = withoutRecorded(read, told);
    const listed = dueMs === undefined || recorded.dueMs === dueMs ? recorded : { ...recorded, dueMs };
    return withResults(listed, results, ({ lease: held }) => held?.by === run.id, words, given);
  });
}

/** Changes the board, and makes the call that this asks for. */
async function changeAndStart(
  run: Run,
  team: string,
  board: Board,
  urgency: Urgency,
  decide: (board: Board, given: Given) => Board,
): Promise<Board> {
  const before = ownStart(run, board)?.attempt.token;
  const changed = await run.change(team, urgency, (read, given) => ({ board: decide(read, given) }));
  // What was starting before has its execution already.
  return ownStart(run, changed.board)?.attempt.token === before
    ? changed.board
    : startOwn(run, team, changed.board, urgency);
}

function withResults(
  board: Board,
  results: readonly Handed[],
  isOurs: (owed: Owed) => boolean,
  words: ReadonlyMap<string, readonly AlarmWords[]>,
  given: Given,
): Board {
  const after = settleTexts(board, results, isOurs, given.nowMs);
  if (after === board) return board;
  return unheard(board, results).reduce((each, item) => {
    const known = after.incidents.find(({ slot }) => slot === item.slot);
    return raiseUnheard(each, item, words.get(known?.id ?? '') ?? [], given);
  }, after);
}

/** What is known about the alarms of all that is told of, by the incident's id. */
async function wordsFor(
  run: Run,
  board: Board,
  texts: readonly DueText[],
  entries: readonly Incident[],
): Promise<ReadonlyMap<string, readonly AlarmWords[]>> {
  const slots = new Set(texts.flatMap(({ items }) => items.map(({ slot }) => slot)));
  const told = board.incidents.filter((incident) => slots.has(incident.slot) || entries.includes(incident));
  const shown = new Set(texts.flatMap(({ items }) => items.filter(tellsAll).map(({ slot }) => slot)));
  const found = await Promise.all(
    told.map(async ({ id, slot }) => {
      const words = shown.has(slot) ? await run.detailsOf(board, id) : await run.wordsOf(board, id);
      return [id, words] as const;
    }),
  );
  return new Map(found);
}

function textOf(
  board: Board,
  { to, items, gone }: DueText,
  words: ReadonlyMap<string, readonly AlarmWords[]>,
  plan: CallPlan,
  most = SMS_CHARACTERS,
): string {
  const told = items.flatMap((item) => {
    const incident = board.incidents.find(({ slot }) => slot === item.slot);
    if (incident === undefined) return [];
    const own = words.get(incident.id) ?? [];
    const cause = defined({ impossible: board.impossible?.cause });
    return [{ item, incident, situation: situationOf(board, incident, own), words: own, ...cause }];
  });
  return smsText(catalogueOf(plan, to), told, gone, readBy(plan, to), most);
}

/** The plan as this person reads it: with the times of where they live. */
function readBy(plan: CallPlan, id: string): CallPlan {
  return { ...plan, timezone: zoneOf(plan, id) };
}

/** The SMS as it is sent: the last one of a person's hour says that it is. */
function writtenIn(
  run: Run,
  board: Board,
  text: DueText,
  texts: readonly DueText[],
  words: ReadonlyMap<string, readonly AlarmWords[]>,
  plan: CallPlan,
): string {
  const own = texts.filter(({ to }) => to === text.to);
  const untilMs = textsUpUntilMs(board, text.to, own.length, plan, run.now());
  const last =
    untilMs === undefined || text !== own.at(-1)
      ? ''
      : textsUsedUp(catalogueOf(plan, text.to), untilMs, readBy(plan, text.to));
  const link = linkOf(run, board, text, plan);
  const most = SMS_CHARACTERS - last.length - (link === undefined ? 0 : link.length + 1);
  // Links stand at the end, a line each, the one to act by last.
  const [body = '', ...lines] = textOf(board, text, words, plan, most).split('\n');
  return [`${body}${last}`, ...lines, ...(link === undefined ? [] : [link])].join('\n');
}

async function send(run: Run, team: string, text: DueText, written: string): Promise<Handed> {
  const handover = await run.desk.texter.send(text.phone, written);
  logText(run, team, text, handover);
  if (handover === 'refused') run.deaf.add(text.to);
  return { text, handover };
}

/** The link to what the SMS is about; of several to what somebody has, or nobody has. */
function linkOf(run: Run, board: Board, { to, items }: DueText, { team }: CallPlan): string | undefined {
  const item = items.find(({ kind }) => kind === 'details' || kind === 'exhausted') ?? items[0];
  const incident = board.incidents.find(({ slot }) => slot === item?.slot);
  return incident === undefined ? undefined : run.desk.linkTo(team, incident.id, to);
}

async function record(
  run: Run,
  team: string,
  board: Board,
  incident: Incident,
  words: ReadonlyMap<string, readonly AlarmWords[]>,
): Promise<boolean> {
  const entry = entryOf(board, incident, words.get(incident.id) ?? [], team);
  return entry !== undefined && (await ifReachable(run.desk.history.append(entry))) === true;
}

async function list(run: Run, team: string, dueMs: number, isNew: boolean): Promise<boolean> {
  return (await ifReachable(run.desk.due.put(team, dueMs, { isNew }))) === true;
}

/**
 * Of an SMS whose sender never said what became of it nobody knows whether it was sent: Twilio is asked, before it is sent
 * again. So nobody gets more than two of the same, however slow or deaf Twilio is.
 */
async function clearDoubts(run: Run, team: string, board: Board, urgency: Urgency): Promise<Board> {
  const plan = run.plan(team, board);
  const open = doubtful(board, plan, run.now());
  if (open.length === 0) return board;
  const words = await wordsFor(run, board, open, []);
  const sent = await ifReachable(run.desk.texter.sentSince(Math.min(...open.map(({ leasedAtMs }) => leasedAtMs))));
  const results = open.map((each): Handed => {
    const text = named(board, each, words);
    // Where nobody can be asked for so long, one SMS too many is better than none.
    if (sent === undefined) return { text, handover: run.now() < text.leasedAtMs + DOUBT_MS ? 'doubtful' : 'unsent' };
    return { text, handover: isAmong(sent, text, board, textOf(board, text, words, plan)) ? 'accepted' : 'unsent' };
  });
  return changeAndStart(run, team, board, urgency, (read, given) =>
    withResults(read, results, (owed) => isDoubtful(owed, given.nowMs), words, given),
  );
}

/** The SMS with the first alarm that it tells of, where the board has kept only what came after that. */
function named(board: Board, text: DueText, words: ReadonlyMap<string, readonly AlarmWords[]>): DueText {
  const items = text.items.map(({ isBefore, ...item }): OwedItem => {
    if (isBefore !== true) return item;
    const { alarm, further = 0 } = item;
    const own = words.get(board.incidents.find(({ slot }) => slot === item.slot)?.id ?? '') ?? [];
    const first = own[own.findIndex(({ hash }) => hash === alarm) - 1 - further];
    return first === undefined ? item : { ...item, alarm: first.hash };
  });
  return { ...text, items };
}

function isDoubtful({ lease: held }: Owed, nowMs: number): boolean {
  return held !== undefined && held.untilMs <= nowMs;
}

/** Of what Twilio gave no answer to it is asked at once whether it was sent; where it does not say, a later run asks again. */
async function resolveDoubts(
  run: Run,
  board: Board,
  results: readonly Handed[],
  words: ReadonlyMap<string, readonly AlarmWords[]>,
  plan: CallPlan,
): Promise<readonly Handed[]> {
  const since = board.outbox.flatMap(({ lease: held }) => (held?.by === run.id ? [held.sinceMs] : []));
  if (results.every(({ handover }) => handover !== 'unknown') || since.length === 0) return results;
  const sent = await ifReachable(run.desk.texter.sentSince(Math.min(...since)));
  if (sent === undefined) return results;
  return results.map(({ text, handover }) => {
    if (handover !== 'unknown') return { text, handover };
    return { text, handover: isAmong(sent, text, board, textOf(board, text, words, plan)) ? 'accepted' : 'failed' };
  });
}

type Sent = NonNullable<Awaited<ReturnType<Run['desk']['texter']['sentSince']>>>;

function isAmong(sent: Sent, { phone, items }: DueText, board: Board, written: string): boolean {
  const own = board.incidents.filter(({ slot }) => items.some((item) => item.slot === slot));
  const codes = own.map(({ id }) => codeOf(id)).filter((code) => written.includes(code));
  return sent.some(({ to, body }) => to === phone && isSame(body, written, codes));
}

/**
 * The number of alarms may have changed since; the first words and the first incident have not. The words are all that stand before the
 * bracket: an answer to somebody who has it already begins as the details do.
 */
function isSame(body: string, text: string, codes: readonly string[]): boolean {
  const lead = /^[^(]*\(?/.exec(text)?.[0] ?? '';
  const first = codes.toSorted((one, other) => text.indexOf(one) - text.indexOf(other))[0] ?? '';
  return body.startsWith(lead) && body.includes(first);
}

function logText(run: Run, team: string, { group, items, to }: DueText, handover: Handover): void {
  const about = { team, agent: to, group, about: items.map(({ kind }) => kind).join(' ') };
  const [level, message] = HANDED[handover];
  run.desk.log(level, message, about);
}

const TRIED_AGAIN = ['warn', 'Twilio did not take the SMS: it is tried again.'] as const;

const HANDED: Readonly<Record<Handover, readonly [LogLevel, string]>> = {
  accepted: ['info', 'SMS handed to Twilio.'],
  refused: ['error', 'Twilio refused this SMS for good: the agent gets none.'],
  blocked: ['error', 'Twilio takes no SMS from our number or account: repair that. It is tried again.'],
  failed: TRIED_AGAIN,
  unsent: TRIED_AGAIN,
  doubtful: TRIED_AGAIN,
  unknown: TRIED_AGAIN,
};
