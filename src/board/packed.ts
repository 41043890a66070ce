import { isFacts, isMore, type AlarmFacts, type AlarmMore, type AlarmWords } from '../alarm/alarm-words';
import type {
  Announcement,
  Attempt,
  AttemptOutcome,
  AttemptState,
  Board,
  Chain,
  Closed,
  Former,
  Incident,
  IncidentStatus,
  Lease,
  Outlived,
  Owed,
  OwedItem,
  PassedOn,
  PastCall,
  Spent,
  Taken,
  TextKind,
  Way,
} from './board';
import { ACCOUNT_DIGITS, PART_CHARACTERS, REGION_CHARACTERS, SUMMARY_CHARACTERS } from '../alarm/lengths';
import { AGENT_NAME_BYTES } from './lengths';
import { isMemory, SLOTS } from './memory';
import {
  at,
  fail,
  HASHES,
  insist,
  line,
  shortLine,
  many,
  maybe,
  NUMBER,
  numbers,
  People,
  PERSON,
  TEXT,
  Unpackable,
  word,
} from './line';
import type { Code } from './line';
import { defined } from '../text/defined';
import { anyOf, byKey, count, list, object, oneOf, optional, text, time, tuple } from '../text/shape';
import type { Shape, Shaped } from '../text/shape';
import { cutToBytes } from '../alarm/text';

/** The version of the shape that this release writes. */
export const BOARD_VERSION = 2;

const dialled = { execution: text(), sinceMs: optional(time), deadlineMs: time, flow: text() };
const isState = anyOf(
  object({ is: oneOf('waiting'), notBeforeMs: time, why: oneOf('redial', 'engaged', 'unreachable', 'budget') }),
  object({ is: oneOf('starting'), sinceMs: time }),
  object<Extract<AttemptState, { is: 'calling' }>>({ is: oneOf('calling'), ...dialled }),
  object<Extract<AttemptState, { is: 'ending' }>>({ is: oneOf('ending'), ...dialled }),
);

const isAttempt = object({
  n: count,
  /** Id, name and phone. */
  g: tuple(text(), text(), text()),
  t: text(),
  p: text(),
  f: count,
  s: isState,
});

/** The last five stand there where there is something behind them. */
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

const wordsShape = tuple(
  text(6),
  time,
  text(REGION_CHARACTERS),
  text(SUMMARY_CHARACTERS),
  optional(text(ACCOUNT_DIGITS)),
  optional(text(PART_CHARACTERS)),
  optional(text(6)),
  optional((value): value is AlarmFacts | null => value === null || isFacts(value)),
  optional(isMore),
);
const isWords: Shape<PackedWords> = (value): value is PackedWords => wordsShape(value);

/**
 * A board as its document holds it: short keys, words as single letters, times to base 36, and people by their place in one
 * list of ids, so that a dozen incidents and a thousand alarms fit 16 KiB.
 *
 * It is checked through and through when it is read: a document that somebody edited by hand, or that another version wrote, would
 * otherwise break every run of its team from the inside, and nobody would be called.
 */
const isPacked = object({
  /** The version of this shape. */
  v: (value): value is typeof BOARD_VERSION => value === BOARD_VERSION,
  w: count,
  t: optional(time),
  /** The ids of everybody who is named below. */
  p: list(text()),
  i: list(text()),
  /** The attempts that are being made, by the incident's slot. */
  a: byKey(isAttempt),
  f: list(text()),
  m: isMemory,
  /** What is said about alarms, by the incident's slot. */
  h: byKey(list(isWords)),
  k: time,
  o: list(text()),
  n: list(text()),
  /** The budget: calls, SMS a person, phones rung, when everyone was told. */
  s: tuple(text(), text(), text(), time),
  x: optional(tuple(oneOf('flow', 'caller-id', 'account', 'unreachable'), time)),
  d: optional(time),
  /** Since when SMS fail. */
  u: optional(time),
  /** The execution that must be over first: its SID, its flow's, the phone, when it was found. */
  e: optional(tuple(text(), text(), text(), time)),
});

type PackedBoard = Shaped<typeof isPacked>;
type PackedAttempt = Shaped<typeof isAttempt>;

const STATUSES = word<IncidentStatus>({
  escalating: 'e',
  taken: 't',
  resolved: 'r',
  exhausted: 'x',
});
const CHAINS = word<Chain>({ alarm: 'a', pass: 'p', remind: 'r', round: 'o' });
const WAYS = word<Way>({ key: 'k', hand: 'h', sms: 's', link: 'l', 'ring-back': 'r', page: 'p' });
const CLOSINGS = word<Closed['is']>({ 'by-hand': 'h', left: 'l' });
const OUTCOMES = word<AttemptOutcome | 'unfinished'>({
  taken: 't',
  declined: 'd',
  'no-key': 'k',
  busy: 'b',
  'no-answer': 'n',
  failed: 'f',
  'hung-up': 'h',
  'timed-out': 'o',
  unfinished: 'u',
});
const KINDS = word<TextKind>({
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
});

/** In whole seconds. */
const SECOND: Code<number> = { to: (atMs) => NUMBER.to(atMs / 1000), from: (part) => NUMBER.from(part) * 1000 };
/** Counts from -1 on. */
const PLACE: Code<number> = { to: (place) => NUMBER.to(place + 1), from: (part) => NUMBER.from(part) - 1 };
/** Ids are compared with it; all sort after an empty one. */
const BOUND: Code<string> = {
  to: (id, people) => (id === '' ? '' : people.place(id)),
  from: (place, people) => (place === '' ? '' : people.at(place)),
};

const CALLS = many(
  ' ',
  line<PastCall>('.', at('number', NUMBER), at('agent', PERSON), at('atMs', maybe(SECOND)), {
    to: ({ outcome, proof }) => OUTCOMES.to(outcome) + proof,
    from: (part) => ({ outcome: OUTCOMES.from(part.charAt(0)), proof: part.slice(1) }),
  }),
);

const FORMER = line<Former>('|', at('id', TEXT), at('into', maybe(TEXT)), at('untilMs', NUMBER), at('calls', CALLS));

const TAKEN = line<Taken>(',', at('by', PERSON), at('way', WAYS), at('atMs', NUMBER), at('proof', TEXT));

/** What is not known at the end is left out, as it was before it could be. */
const CLOSED = shortLine<Closed>(
  ',',
  at('is', CLOSINGS),
  at('proof', TEXT),
  at('by', maybe(PERSON)),
  at('way', maybe(WAYS)),
);

const PASSED_ON = line<PassedOn>(
  ',',
  at('by', maybe(PERSON)),
  at('to', maybe(PERSON)),
  at('way', WAYS),
  at('atMs', NUMBER),
);

/** The name stands last, because it may hold anything. */
const INCIDENT = line<Incident>(
  '|',
  at('id', TEXT),
  at('slot', NUMBER),
  {
    to: ({ status, chain, isTold, isUnrecorded, isFallbackTold }) =>
      `${STATUSES.to(status)}${CHAINS.to(chain)}${isTold ? 'T' : '-'}${isUnrecorded ? 'U' : '-'}${isFallbackTold === true ? 'F' : ''}`,
    from: (flags) => ({
      status: STATUSES.from(flags.charAt(0)),
      chain: CHAINS.from(flags.charAt(1)),
      isTold: flags.charAt(2) === 'T',
      isUnrecorded: flags.charAt(3) === 'U',
      ...(flags.charAt(4) === 'F' ? { isFallbackTold: true as const } : {}),
    }),
  },
  ...numbers<Incident>('openedAtMs', 'changedAtMs', 'sinceMs', 'heardAtMs'),
  line('.', ...numbers<Incident>('joined', 'unremembered', 'worded', 'callsBefore'), at('place', PLACE)),
  line('.', ...numbers<Incident>('rounds', 'reminders', 'flaps')),
  at('rangAtMs', maybe(NUMBER)),
  at('moreNotBeforeMs', maybe(NUMBER)),
  at('flapsSinceMs', maybe(NUMBER)),
  at('taken', maybe(TAKEN)),
  {
    to: ({ closed, passedOn }, people) =>
      `${maybe(CLOSED).to(closed, people)}${passedOn === undefined ? '' : `;${PASSED_ON.to(passedOn, people)}`}`,
    from(written, people) {
      const [closed = '', passedOn = ''] = written.split(';');
      return defined({ closed: maybe(CLOSED).from(closed, people), passedOn: maybe(PASSED_ON).from(passedOn, people) });
    },
  },
  at('calls', CALLS),
  at('refused', HASHES),
  at('name', TEXT),
);

const LEASE = line<Lease>(',', at('by', TEXT), ...numbers<Lease>('sinceMs', 'untilMs'));

/** What an item has besides its kind and slot; nearly always the first of these at most. */
const REST = shortLine<OwedItem>(
  '.',
  at('leased', maybe(NUMBER)),
  at('further', maybe(NUMBER)),
  { to: ({ isAgain }) => (isAgain === true ? 'A' : ''), from: (part) => (part === 'A' ? { isAgain: true } : {}) },
  at('notBeforeMs', maybe(NUMBER)),
  at('alarm', maybe(TEXT)),
);

const ITEM: Code<OwedItem> = {
  to: (item, people) => aboutText(item) + REST.to(item, people),
  from: (part, people) => ({ ...REST.from(part.slice(2), people), ...aboutIn(part) }),
};

const OWED = line<Owed>(
  '|',
  at('to', PERSON),
  at('items', many(' ', ITEM)),
  ...numbers<Owed>('gone', 'sinceMs', 'notBeforeMs', 'tries'),
  at('lease', maybe(LEASE)),
);

const ANNOUNCEMENT = line<Announcement>(
  '|',
  {
    to: (news) => `${aboutText(news)}${news.upTo === '' ? 'N' : ''}${news.isAgain === true ? 'A' : ''}`,
    from: (part) => ({
      ...aboutIn(part),
      ...(part.includes('N', 2) ? { upTo: '' } : {}),
      ...(part.includes('A', 2) ? { isAgain: true as const } : {}),
    }),
  },
  line<Announcement>(',', at('after', BOUND), {
    to: ({ upTo = '' }, people) => BOUND.to(upTo, people),
    from: (place, people) => (place === '' ? {} : { upTo: people.at(place) }),
  }),
  at('except', many('.', PERSON)),
  at('notBeforeMs', maybe(NUMBER)),
);

const SPENT_CALLS = many<Spent['calls'][number]>(' ', {
  to: ([stretch, calls]) => `${NUMBER.to(stretch)}.${NUMBER.to(calls)}`,
  from(part) {
    const [stretch = '', calls = ''] = part.split('.');
    return [NUMBER.from(stretch), NUMBER.from(calls)];
  },
});
type Texts = Spent['texts'][number];
const SPENT_TEXTS = many(' ', line<Texts>('.', at('to', PERSON), ...numbers<Texts>('sinceMs', 'count')));
const SPENT_RANG = many(' ', line<Spent['rang'][number]>('.', at('phone', TEXT), at('atMs', NUMBER)));

/** What an SMS tells, and of which incident, in two characters. */
function aboutText({ kind, slot }: Pick<OwedItem, 'kind' | 'slot'>): string {
  return KINDS.to(kind) + NUMBER.to(slot);
}

function aboutIn(part: string): Pick<OwedItem, 'kind' | 'slot'> {
  return { kind: KINDS.from(part.charAt(0)), slot: NUMBER.from(part.charAt(1)) };
}

/** The board as its document holds it. */
export function packBoard(board: Board): PackedBoard {
  const people = new People();
  const { impossible, incidents, outlived, spent } = board;
  const attempts = incidents.flatMap(({ slot, attempt }) =>
    attempt === undefined ? [] : [[String(slot), packAttempt(attempt)] as const],
  );
  const words = board.words.flatMap(({ incident, alarms }) => {
    const slot = incidents.find(({ id }) => id === incident)?.slot;
    return slot === undefined ? [] : [[String(slot), alarms.map((each) => packWords(each))] as const];
  });
  return {
    v: BOARD_VERSION,
    w: board.writes,
    t: board.writtenAtMs,
    i: incidents.map((incident) => INCIDENT.to(incident, people)),
    a: Object.fromEntries(attempts),
    f: board.former.map((former) => FORMER.to(former, people)),
    m: board.memory,
    h: Object.fromEntries(words),
    k: board.forgottenToMs,
    o: board.outbox.map((owed) => OWED.to(owed, people)),
    n: board.announcements.map((news) => ANNOUNCEMENT.to(news, people)),
    s: [
      SPENT_CALLS.to(spent.calls, people),
      SPENT_TEXTS.to(spent.texts, people),
      SPENT_RANG.to(spent.rang, people),
      spent.toldAtMs ?? 0,
    ],
    x: impossible && [impossible.cause, impossible.toldAtMs],
    d: board.dueMs,
    u: board.textsFailSinceMs,
    e: outlived && [outlived.execution, outlived.flow, outlived.phone, outlived.foundAtMs],
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

/** Also what the parts promise each other: one escalating incident at most, which has a call on its way, and slots of its own. */
function unpack(packed: PackedBoard): Board {
  const people = new People(packed.p);
  const incidents = packed.i.map((each) => unpackIncident(each, packed.a, people));
  const slots = new Set(incidents.map(({ slot }) => slot));
  const called = incidents.filter(({ status }) => status === 'escalating');
  insist(slots.size === incidents.length && called.length <= 1 && called.every(({ attempt }) => attempt !== undefined));
  insist(incidents.every(({ status, taken }) => status !== 'taken' || taken !== undefined));
  const [calls, texts, rang, toldAtMs] = packed.s;
  const outbox = packed.o.map((each) => OWED.from(each, people));
  const announcements = packed.n.map((each) => ANNOUNCEMENT.from(each, people));
  const items = [...outbox.flatMap((owed) => owed.items), ...announcements];
  insist(items.every(({ slot }) => slots.has(slot)));
  return {
    writes: packed.w,
    incidents,
    former: packed.f.map((each) => FORMER.from(each, people)),
    memory: packed.m,
    words: Object.entries(packed.h).map(([slot, words]) => ({
      incident: incidents.find((incident) => String(incident.slot) === slot)?.id ?? fail(),
      alarms: words.map((each) => unpackWords(each)),
    })),
    forgottenToMs: packed.k,
    outbox,
    announcements,
    spent: {
      calls: SPENT_CALLS.from(calls, people),
      texts: SPENT_TEXTS.from(texts, people),
      rang: SPENT_RANG.from(rang, people),
      ...(toldAtMs === 0 ? {} : { toldAtMs }),
    },
    ...defined({
      writtenAtMs: packed.t,
      dueMs: packed.d,
      textsFailSinceMs: packed.u,
      impossible: packed.x && { cause: packed.x[0], toldAtMs: packed.x[1] },
      outlived: packed.e && unpackOutlived(packed.e),
    }),
  };
}

function unpackOutlived([execution, flow, phone, foundAtMs]: NonNullable<PackedBoard['e']>): Outlived {
  return { execution, flow, phone, foundAtMs };
}

function unpackIncident(written: string, attempts: PackedBoard['a'], people: People): Incident {
  const incident = INCIDENT.from(written, people);
  const { slot } = incident;
  insist(slot > 0 && slot < SLOTS);
  const attempt = Object.hasOwn(attempts, String(slot)) ? attempts[String(slot)] : undefined;
  return attempt === undefined ? incident : { ...incident, attempt: unpackAttempt(attempt) };
}

function packWords(words: AlarmWords): PackedWords {
  const { hash, sinceMs, region = '', summary, account = '', part = '', whole = '', facts = null, more } = words;
  const all = [hash, sinceMs, region, summary, account, part, whole, facts, more ?? null];
  const last = all.findLastIndex((each, index) => index < 4 || (each !== '' && each !== null));
  return all.slice(0, last + 1) as unknown as PackedWords;
}

function unpackWords([hash, sinceMs, region, summary, account, part, whole, facts, more]: PackedWords): AlarmWords {
  // Empty stands for absent where something follows.
  const [place, number, name, group] = [region, account, part, whole].map((written) => written || undefined);
  const rest = { region: place, account: number, part: name, whole: group, facts: facts ?? undefined, more };
  return { hash, sinceMs, summary, ...defined(rest) };
}

function packAttempt({ number, agent, token, passed, failures, state }: Attempt): PackedAttempt {
  const name = cutToBytes(agent.name, AGENT_NAME_BYTES);
  return { n: number, g: [agent.id, name, agent.phone], t: token, p: passed.join(''), f: failures, s: state };
}

function unpackAttempt({ n, g: [id, name, phone], t, p, f, s }: PackedAttempt): Attempt {
  return { number: n, agent: { id, name, phone }, token: t, passed: HASHES.from(p), failures: f, state: s };
}
