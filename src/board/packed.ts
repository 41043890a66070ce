import { isFacts, isMore } from '../alarm/alarm-words';
import type { AlarmFacts, AlarmMore, AlarmWords } from '../alarm/alarm-words';
import type {
  Announcement,
  Attempt,
  AttemptOutcome,
  AttemptState,
  Board,
  Chain,
  Closed,
  Former,
  Impossible,
  Incident,
  IncidentStatus,
  Owed,
  OwedItem,
  PastCall,
  Taken,
  TextKind,
  Way,
} from './board';
import { ACCOUNT_DIGITS, PART_CHARACTERS, REGION_CHARACTERS, SUMMARY_CHARACTERS } from '../alarm/lengths';
import { AGENT_NAME_BYTES } from './lengths';
import { isMemory, SLOTS } from './memory';
import { count, list, object, oneOf, optional, text, time } from '../text/shape';
import { cutToBytes } from '../alarm/text';

/**
 * A board as its document holds it: short keys, words as single letters, times to base 36, and people by their place in one
 * list of ids, so that a dozen incidents and a thousand alarms fit 16 KiB.
 *
 * It is checked through and through when it is read: a document that somebody edited by hand, or that another version wrote, would
 * otherwise break every run of its team from the inside, and nobody would be called.
 */
export interface PackedBoard {
  /** The version of this shape. */
  readonly v: 2;
  readonly w: number;
  readonly t?: number;
  /** The ids of everybody who is named below. */
  readonly p: readonly string[];
  readonly i: readonly string[];
  /** The attempts that are being made, by the incident's slot. */
  readonly a: Readonly<Record<string, PackedAttempt>>;
  readonly f: readonly string[];
  readonly m: string;
  /** What is said about alarms, by the incident's slot, as {@link PackedWords} has it. */
  readonly h: Readonly<Record<string, readonly PackedWords[]>>;
  readonly k: number;
  readonly o: readonly string[];
  readonly n: readonly string[];
  /** The budget: calls, SMS a person, phones rung, when everyone was told. */
  readonly s: readonly [string, string, string, number];
  readonly x?: readonly [Impossible, number];
  readonly d?: number;
  /** Since when SMS fail. */
  readonly u?: number;
}

type PackedWords = readonly [
  hash: string,
  sinceMs: number,
  region: string,
  summary: string,
  account?: string,
  part?: string,
  whole?: string,
  facts?: AlarmFacts | null,
  more?: AlarmMore,
];

interface PackedAttempt {
  readonly n: number;
  readonly g: readonly [id: string, name: string, phone: string];
  readonly t: string;
  readonly p: string;
  readonly f: number;
  readonly s: AttemptState;
}

/** The version of the shape that this release writes. */
export const BOARD_VERSION = 2;

const STATUSES: Readonly<Record<IncidentStatus, string>> = {
  escalating: 'e',
  taken: 't',
  resolved: 'r',
  exhausted: 'x',
};
const CHAINS: Readonly<Record<Chain, string>> = { alarm: 'a', pass: 'p', remind: 'r', round: 'o' };
const WAYS: Readonly<Record<Way, string>> = { key: 'k', hand: 'h', sms: 's', link: 'l', 'ring-back': 'r', page: 'p' };
const CLOSINGS: Readonly<Record<Closed['is'], string>> = { 'by-hand': 'h', left: 'l' };
const OUTCOMES: Readonly<Record<AttemptOutcome | 'unfinished', string>> = {
  taken: 't',
  declined: 'd',
  'no-key': 'k',
  busy: 'b',
  'no-answer': 'n',
  failed: 'f',
  'hung-up': 'h',
  'timed-out': 'o',
  unfinished: 'u',
};
const KINDS: Readonly<Record<TextKind, string>> = {
  details: 'd',
  more: 'm',
  recovered: 'r',
  closed: 'c',
  left: 'l',
  exhausted: 'x',
  correction: 'o',
  'taken-over': 't',
  kept: 'k',
  flapping: 'f',
  impossible: 'i',
  budget: 'b',
  ringing: 'g',
};

/** The people of a board, each once. */
class People {
  readonly ids: string[];

  constructor(ids: readonly string[] = []) {
    this.ids = [...ids];
  }

  /** The place of a person as one or two characters; empty for nobody. */
  place(id: string | undefined): string {
    if (id === undefined) return '';
    const known = this.ids.indexOf(id);
    return (known === -1 ? this.ids.push(id) - 1 : known).toString(36);
  }

  at(place: string): string {
    const id = this.ids[parseInt(place, 36)];
    if (id === undefined) throw new Unpackable();
    return id;
  }
}

/** What was read is not a board of this version. */
class Unpackable extends Error {
  override readonly name = 'Unpackable';
}

/** The board as its document holds it. */
export function packBoard(board: Board): PackedBoard {
  const people = new People();
  const { spent } = board;
  const attempts = board.incidents.flatMap(({ slot, attempt }) =>
    attempt === undefined ? [] : [[String(slot), packAttempt(attempt)] as const],
  );
  return {
    v: BOARD_VERSION,
    w: board.writes,
    ...(board.writtenAtMs === undefined ? {} : { t: board.writtenAtMs }),
    i: board.incidents.map((incident) => packIncident(incident, people)),
    a: Object.fromEntries(attempts),
    f: board.former.map((former) => packFormer(former, people)),
    m: board.memory,
    h: Object.fromEntries(
      board.words.flatMap(({ incident, alarms }) => {
        const slot = board.incidents.find(({ id }) => id === incident)?.slot;
        const packed = alarms.map((words) => packWords(words));
        return slot === undefined ? [] : [[String(slot), packed] as const];
      }),
    ),
    k: board.forgottenToMs,
    o: board.outbox.map((owed) => packOwed(owed, people)),
    n: board.announcements.map((news) => packAnnouncement(news, people)),
    s: [
      spent.calls.map(([stretch, calls]) => `${n36(stretch)}.${n36(calls)}`).join(' '),
      spent.texts.map(({ to, sinceMs, count: sent }) => `${people.place(to)}.${n36(sinceMs)}.${n36(sent)}`).join(' '),
      spent.rang.map(({ phone, atMs }) => `${phone}.${n36(atMs)}`).join(' '),
      spent.toldAtMs ?? 0,
    ],
    ...(board.impossible === undefined ? {} : { x: [board.impossible.cause, board.impossible.toldAtMs] as const }),
    ...(board.dueMs === undefined ? {} : { d: board.dueMs }),
    ...(board.textsFailSinceMs === undefined ? {} : { u: board.textsFailSinceMs }),
    p: people.ids,
  };
}

/** How many bytes the board takes in its document. */
export function packedBytes(board: Board): number {
  return new TextEncoder().encode(JSON.stringify(packBoard(board))).length;
}

/** A board as it came out of its document; undefined when it is none of this version. */
export function unpackBoard(value: unknown): Board | undefined {
  if (!isPacked(value)) return undefined;
  try {
    return unpack(value);
  } catch (error) {
    if (error instanceof Unpackable) return undefined;
    throw error;
  }
}

const isAttempt = object<PackedAttempt>({
  n: count,
  g: (value): value is PackedAttempt['g'] => list(text())(value) && value.length === 3,
  t: text(),
  p: text(),
  f: count,
  s: isState,
});

function isWords(value: unknown): value is PackedWords {
  return (
    Array.isArray(value) &&
    value.length >= 4 &&
    value.length <= 9 &&
    text(6)(value[0]) &&
    time(value[1]) &&
    text(REGION_CHARACTERS)(value[2]) &&
    text(SUMMARY_CHARACTERS)(value[3]) &&
    text(ACCOUNT_DIGITS)(value[4] ?? '') &&
    text(PART_CHARACTERS)(value[5] ?? '') &&
    text(6)(value[6] ?? '') &&
    isFacts(value[7] ?? {}) &&
    (value[8] === undefined || isMore(value[8]))
  );
}

const isPacked = object<PackedBoard>({
  v: (value) => value === BOARD_VERSION,
  w: count,
  t: optional(time),
  p: list(text()),
  i: list(text()),
  a: (value): value is PackedBoard['a'] =>
    typeof value === 'object' && value !== null && Object.values(value).every((each) => isAttempt(each)),
  f: list(text()),
  m: isMemory,
  h: (value): value is PackedBoard['h'] =>
    typeof value === 'object' && value !== null && Object.values(value).every((each) => list(isWords)(each)),
  k: time,
  o: list(text()),
  n: list(text()),
  s: (value): value is PackedBoard['s'] =>
    Array.isArray(value) && value.length === 4 && list(text())(value.slice(0, 3)) && time(value[3]),
  x: optional(
    (value): value is readonly [Impossible, number] => Array.isArray(value) && isImpossible(value[0]) && time(value[1]),
  ),
  d: optional(time),
  u: optional(time),
});

function isImpossible(value: unknown): value is Impossible {
  return value === 'flow' || value === 'caller-id' || value === 'account' || value === 'unreachable';
}

function isState(value: unknown): value is AttemptState {
  if (typeof value !== 'object' || value === null || !('is' in value)) return false;
  const live = object({ execution: text(), sinceMs: optional(time), deadlineMs: time, flow: text() });
  const why = oneOf('redial', 'engaged', 'unreachable', 'budget');
  switch (value.is) {
    case 'waiting':
      return object({ notBeforeMs: time, why })(value);
    case 'starting':
      return object({ sinceMs: time })(value);
    case 'calling':
    case 'ending':
      return live(value);
    default:
      return false;
  }
}

/** Also what the parts promise each other: one escalating incident at most, which has a call on its way, and slots of its own. */
function unpack(packed: PackedBoard): Board {
  const people = new People(packed.p);
  const incidents = packed.i.map((line) => unpackIncident(line, packed.a, people));
  const slots = new Set(incidents.map(({ slot }) => slot));
  const called = incidents.filter(({ status }) => status === 'escalating');
  insist(slots.size === incidents.length && called.length <= 1 && called.every(({ attempt }) => attempt !== undefined));
  insist(incidents.every(({ status, taken }) => status !== 'taken' || taken !== undefined));
  const [calls, texts, rang, toldAtMs] = packed.s;
  const outbox = packed.o.map((line) => unpackOwed(line, people));
  const announcements = packed.n.map((line) => unpackAnnouncement(line, people));
  const items = [...outbox.flatMap((owed) => owed.items), ...announcements];
  insist(items.every(({ slot }) => slots.has(slot)));
  return {
    writes: packed.w,
    ...(packed.t === undefined ? {} : { writtenAtMs: packed.t }),
    incidents,
    former: packed.f.map((line) => unpackFormer(line, people)),
    memory: packed.m,
    words: Object.entries(packed.h).map(([slot, words]) => ({
      incident: incidents.find((incident) => String(incident.slot) === slot)?.id ?? fail(),
      alarms: words.map((each) => unpackWords(each)),
    })),
    forgottenToMs: packed.k,
    outbox,
    announcements,
    spent: {
      calls: parts(calls, ' ').map((each) => [num(each, 0), num(each, 1)] as const),
      texts: parts(texts, ' ').map((each) => ({
        to: people.at(part(each, 0)),
        sinceMs: num(each, 1),
        count: num(each, 2),
      })),
      rang: parts(rang, ' ').map((each) => ({ phone: part(each, 0), atMs: num(each, 1) })),
      ...(toldAtMs === 0 ? {} : { toldAtMs }),
    },
    ...(packed.x === undefined ? {} : { impossible: { cause: packed.x[0], toldAtMs: packed.x[1] } }),
    ...(packed.d === undefined ? {} : { dueMs: packed.d }),
    ...(packed.u === undefined ? {} : { textsFailSinceMs: packed.u }),
  };
}

function packWords(words: AlarmWords): PackedWords {
  const { hash, sinceMs, region = '', summary, account, part: named, whole, facts, more } = words;
  if (more !== undefined) {
    return [hash, sinceMs, region, summary, account ?? '', named ?? '', whole ?? '', facts ?? null, more];
  }
  if (facts !== undefined) return [hash, sinceMs, region, summary, account ?? '', named ?? '', whole ?? '', facts];
  if (whole !== undefined) return [hash, sinceMs, region, summary, account ?? '', named ?? '', whole];
  if (named !== undefined) return [hash, sinceMs, region, summary, account ?? '', named];
  return account === undefined ? [hash, sinceMs, region, summary] : [hash, sinceMs, region, summary, account];
}

function unpackWords(packed: PackedWords): AlarmWords {
  const [hash, sinceMs, region, summary, account = '', named = '', whole = '', facts, more] = packed;
  return {
    hash,
    sinceMs,
    summary,
    ...(region === '' ? {} : { region }),
    ...(account === '' ? {} : { account }),
    ...(named === '' ? {} : { part: named }),
    ...(whole === '' ? {} : { whole }),
    ...(facts === undefined || facts === null ? {} : { facts }),
    ...(more === undefined ? {} : { more }),
  };
}

/** The name stands last, because it may hold anything. */
function packIncident(incident: Incident, people: People): string {
  const { taken, closed } = incident;
  return [
    incident.id,
    n36(incident.slot),
    STATUSES[incident.status] +
      CHAINS[incident.chain] +
      (incident.isTold ? 'T' : '-') +
      (incident.isUnrecorded ? 'U' : '-') +
      (incident.isFallbackTold === true ? 'F' : ''),
    n36(incident.openedAtMs),
    n36(incident.changedAtMs),
    n36(incident.sinceMs),
    n36(incident.heardAtMs),
    [incident.joined, incident.unremembered, incident.worded, incident.callsBefore, incident.place + 1]
      .map(n36)
      .join('.'),
    [incident.rounds, incident.reminders, incident.flaps].map(n36).join('.'),
    optional36(incident.rangAtMs),
    optional36(incident.moreNotBeforeMs),
    optional36(incident.flapsSinceMs),
    taken === undefined ? '' : [people.place(taken.by), WAYS[taken.way], n36(taken.atMs), taken.proof].join(','),
    closed === undefined ? '' : packClosed(closed, people),
    packCalls(incident.calls, people),
    incident.refused.join(''),
    incident.name,
  ].join('|');
}

function unpackIncident(line: string, attempts: PackedBoard['a'], people: People): Incident {
  const fields = line.split('|');
  const at = (index: number): string => fields[index] ?? fail();
  const flags = at(2);
  const [by, way, takenAtMs, proof] = at(12).split(',');
  const closing = at(13).split(',');
  const slot = num(at(1), 0);
  insist(slot > 0 && slot < SLOTS && at(15).length % 6 === 0);
  const attempt = Object.hasOwn(attempts, String(slot)) ? attempts[String(slot)] : undefined;
  return {
    id: at(0),
    slot,
    status: wordOf(STATUSES, flags.charAt(0)),
    chain: wordOf(CHAINS, flags.charAt(1)),
    isTold: flags.charAt(2) === 'T',
    ...(flags.charAt(4) === 'F' ? { isFallbackTold: true as const } : {}),
    isUnrecorded: flags.charAt(3) === 'U',
    openedAtMs: num(at(3), 0),
    changedAtMs: num(at(4), 0),
    sinceMs: num(at(5), 0),
    heardAtMs: num(at(6), 0),
    joined: num(at(7), 0),
    unremembered: num(at(7), 1),
    worded: num(at(7), 2),
    callsBefore: num(at(7), 3),
    place: num(at(7), 4) - 1,
    rounds: num(at(8), 0),
    reminders: num(at(8), 1),
    flaps: num(at(8), 2),
    ...(at(9) === '' ? {} : { rangAtMs: num(at(9), 0) }),
    ...(at(10) === '' ? {} : { moreNotBeforeMs: num(at(10), 0) }),
    ...(at(11) === '' ? {} : { flapsSinceMs: num(at(11), 0) }),
    ...(at(12) === '' ? {} : { taken: unpackTaken(by, way, takenAtMs, proof, people) }),
    ...(at(13) === '' ? {} : { closed: unpackClosed(closing, people) }),
    calls: unpackCalls(at(14), people),
    refused: at(15).match(/.{6}/g) ?? [],
    name: fields.slice(16).join('|'),
    ...(attempt === undefined ? {} : { attempt: unpackAttempt(attempt) }),
  };
}

function packClosed({ is, proof, by, way }: Closed, people: People): string {
  const known = [by === undefined ? '' : people.place(by), way === undefined ? '' : WAYS[way]];
  return [CLOSINGS[is], proof, ...known].join(',').replace(/,+$/, '');
}

function unpackClosed([is = '', proof = fail(), by = '', way = '']: readonly string[], people: People): Closed {
  return {
    is: wordOf(CLOSINGS, is),
    proof,
    ...(by === '' ? {} : { by: people.at(by) }),
    ...(way === '' ? {} : { way: wordOf(WAYS, way) }),
  };
}

function unpackTaken(
  by: string | undefined,
  way: string | undefined,
  atMs: string | undefined,
  proof: string | undefined,
  people: People,
): Taken {
  return {
    by: people.at(by ?? fail()),
    way: wordOf(WAYS, way ?? ''),
    atMs: num(atMs ?? '', 0),
    proof: proof ?? fail(),
  };
}

function packCalls(calls: readonly PastCall[], people: People): string {
  return calls
    .map(({ number, agent, outcome, proof, atMs }) => {
      const second = optional36(atMs === undefined ? undefined : atMs / 1000);
      return [n36(number), people.place(agent), second, OUTCOMES[outcome] + proof].join('.');
    })
    .join(' ');
}

function unpackCalls(line: string, people: People): readonly PastCall[] {
  return parts(line, ' ').map((each) => unpackCall(each, people));
}

function unpackCall(word: string, people: People): PastCall {
  const [number, agent, second = fail(), ...rest] = word.split('.');
  const last = rest.join('.');
  return {
    number: num(number ?? '', 0),
    agent: people.at(agent ?? ''),
    outcome: wordOf(OUTCOMES, last.charAt(0)),
    proof: last.slice(1),
    ...(second === '' ? {} : { atMs: num(second, 0) * 1000 }),
  };
}

function packAttempt({ number, agent, token, passed, failures, state }: Attempt): PackedAttempt {
  const name = cutToBytes(agent.name, AGENT_NAME_BYTES);
  return { n: number, g: [agent.id, name, agent.phone], t: token, p: passed.join(''), f: failures, s: state };
}

function unpackAttempt({ n, g: [id, name, phone], t, p, f, s }: PackedAttempt): Attempt {
  insist(p.length % 6 === 0);
  return { number: n, agent: { id, name, phone }, token: t, passed: p.match(/.{6}/g) ?? [], failures: f, state: s };
}

function packFormer({ id, into, calls, untilMs }: Former, people: People): string {
  return [id, into ?? '', n36(untilMs), packCalls(calls, people)].join('|');
}

function unpackFormer(line: string, people: People): Former {
  const [id = fail(), into = fail(), untilMs = fail(), calls = fail()] = line.split('|');
  return {
    id,
    ...(into === '' ? {} : { into }),
    untilMs: num(untilMs, 0),
    calls: unpackCalls(calls, people),
  };
}

function packOwed({ to, items, gone, sinceMs, notBeforeMs, tries, lease }: Owed, people: People): string {
  return [
    people.place(to),
    items.map(packItem).join(' '),
    n36(gone),
    n36(sinceMs),
    n36(notBeforeMs),
    n36(tries),
    lease === undefined ? '' : [lease.by, n36(lease.sinceMs), n36(lease.untilMs)].join(','),
  ].join('|');
}

function unpackOwed(line: string, people: People): Owed {
  const [
    to = fail(),
    items = fail(),
    gone = fail(),
    sinceMs = fail(),
    notBeforeMs = fail(),
    tries = fail(),
    held = fail(),
  ] = line.split('|');
  const [by, leaseSinceMs, untilMs] = held.split(',');
  return {
    to: people.at(to),
    items: parts(items, ' ').map(unpackItem),
    gone: num(gone, 0),
    sinceMs: num(sinceMs, 0),
    notBeforeMs: num(notBeforeMs, 0),
    tries: num(tries, 0),
    ...(held === ''
      ? {}
      : { lease: { by: by ?? fail(), sinceMs: num(leaseSinceMs ?? '', 0), untilMs: num(untilMs ?? '', 0) } }),
  };
}

function packItem({ kind, slot, alarm, further, notBeforeMs, isAgain, leased }: OwedItem): string {
  const rest = [
    optional36(leased),
    optional36(further),
    isAgain === true ? 'A' : '',
    optional36(notBeforeMs),
    alarm ?? '',
  ];
  return `${KINDS[kind]}${n36(slot)}${rest.join('.').replace(/\.+$/, '')}`;
}

function unpackItem(word: string): OwedItem {
  const [leased = '', further = '', isAgain = '', notBeforeMs = '', alarm = ''] = word.slice(2).split('.');
  return {
    kind: wordOf(KINDS, word.charAt(0)),
    slot: num(word.charAt(1), 0),
    ...(alarm === '' ? {} : { alarm }),
    ...(further === '' ? {} : { further: num(further, 0) }),
    ...(notBeforeMs === '' ? {} : { notBeforeMs: num(notBeforeMs, 0) }),
    ...(leased === '' ? {} : { leased: num(leased, 0) }),
    ...(isAgain === 'A' ? { isAgain: true as const } : {}),
  };
}

function packAnnouncement(
  { kind, slot, after, upTo, isAgain, except, notBeforeMs }: Announcement,
  people: People,
): string {
  const excepted = except.map((id) => people.place(id)).join('.');
  const range = [people.place(after === '' ? undefined : after), people.place(upTo === '' ? undefined : upTo)].join(
    ',',
  );
  const bounds = `${upTo === '' ? 'N' : ''}${isAgain === true ? 'A' : ''}`;
  return [`${KINDS[kind]}${n36(slot)}${bounds}`, range, excepted, optional36(notBeforeMs)].join('|');
}

function unpackAnnouncement(line: string, people: People): Announcement {
  const [head = fail(), range = fail(), excepted = fail(), notBeforeMs = fail()] = line.split('|');
  const [after = fail(), upTo = fail()] = range.split(',');
  const isEmpty = head.includes('N', 2);
  return {
    kind: wordOf(KINDS, head.charAt(0)),
    slot: num(head.charAt(1), 0),
    after: after === '' ? '' : people.at(after),
    ...(isEmpty ? { upTo: '' } : upTo === '' ? {} : { upTo: people.at(upTo) }),
    ...(head.includes('A', 2) ? { isAgain: true as const } : {}),
    except: parts(excepted, '.').map((place) => people.at(place)),
    ...(notBeforeMs === '' ? {} : { notBeforeMs: num(notBeforeMs, 0) }),
  };
}

function n36(value: number): string {
  return Math.round(value).toString(36);
}

function optional36(value: number | undefined): string {
  return value === undefined ? '' : n36(value);
}

function parts(line: string, by: string): readonly string[] {
  return line === '' ? [] : line.split(by);
}

function part(word: string, index: number): string {
  return word.split('.')[index] ?? fail();
}

/** The number that stands at this place of a word whose parts are divided by dots. */
function num(word: string, index: number): number {
  const digits = part(word, index);
  const value = /^-?[0-9a-z]{1,11}$/.test(digits) ? parseInt(digits, 36) : NaN;
  return time(value) ? value : fail();
}

function wordOf<Word extends string>(letters: Readonly<Record<Word, string>>, letter: string): Word {
  for (const word in letters) if (letters[word] === letter) return word;
  return fail();
}

function insist(condition: boolean): void {
  if (!condition) fail();
}

function fail(): never {
  throw new Unpackable();
}
