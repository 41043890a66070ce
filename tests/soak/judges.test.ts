import { expect, it } from '@jest/globals';
import type { LedgerEntry } from '../../src/rehearsal/ledger';
import { before } from '../support/before';
import { judged, live } from '../support/night';
import type { Schedule } from '../support/schedule';
import { right, set, wrong } from '../support/set-night';
import { NUMBERS, START_MS } from '../support/story';
import type { Night } from '../support/witness';

/** The ledger of a night that has kept every promise, before it is falsified. */
interface Books {
  readonly entries: LedgerEntry[];
  readonly night: Night;
  readonly schedule: Schedule;
}

/** What else the night is said to have been like. */
type Said = { readonly night?: Partial<Night>; readonly schedule?: Partial<Schedule> } | undefined;

type Falsify = (books: Books) => Said | void;

type Kind = LedgerEntry['kind'];
type Of<Which extends Kind> = Extract<LedgerEntry, { kind: Which }>;

function nights(what: Parameters<typeof set>[1] = {}): Schedule {
  return set('', what, '').schedule;
}

const NOBODY = nights();
const BEGUN = nights({ before: before({}) });
const ONE_TAKES = nights({ does: ['no-answer', 'take'], alarms: [wrong('web-1', 0), right('web-1', 400)] });
const ANN_TAKES = nights({ does: ['take'] });
const RIGHT_SOON = nights({ alarms: [wrong('web-1', 0), right('web-1', 10)] });
const LATE_TAKER = nights({
  does: ['no-answer', 'no-answer', 'no-answer', 'take'],
  alarms: [wrong('web-1', 0), wrong('web-2', 300)],
});
/** It comes and goes while Bob is called, and once more when he has it; no SMS reaches anybody. */
const UNTOLD = nights({
  does: ['no-answer', 'take'],
  unreachable: { ann: 30003, bob: 21610 },
  alarms: [0, 10, 20, 30, 80].flatMap((atSeconds) => [
    wrong('web-1', atSeconds),
    ...(atSeconds < 80 ? [right('web-1', atSeconds + 5)] : []),
  ]),
});
const REMINDED = nights({ does: ['take'], remindMinutes: 5 });
const ROUND = nights({ again: { everyMinutes: 10, times: 1 } });
const LEFT = nights({
  does: ['no-answer', 'take', 'take'],
  deployments: [{ atSeconds: 100, roster: 'without the last' }],
});
const PASSED = nights({ does: ['take', 'take'], hands: [{ atSeconds: 100, team: 'main', does: 'pass', who: null }] });
const CLOSED = nights({ does: ['take'], hands: [{ atSeconds: 100, team: 'main', does: 'resolve', who: null }] });
const HANDED = nights({ does: ['take'], hands: [{ atSeconds: 100, team: 'main', does: 'ack', who: 'bob' }] });
const HINDERED = nights({
  does: ['take'],
  alarms: [wrong('web-1', 5)],
  obstacles: [{ is: 'flow missing', fromSeconds: 0, seconds: 400 }],
});

/** The n-th entry of a kind, from 0; of SMS, with these words. */
function nth<Which extends Kind>({ entries }: Books, kind: Which, index = 0, words = ''): Of<Which> {
  const found = entries.filter(
    (entry): entry is Of<Which> => entry.kind === kind && JSON.stringify(entry).includes(words),
  );
  const entry = found.at(index);
  if (entry === undefined) throw new Error(`The night has no ${kind} ${index} ${words}`);
  return entry;
}

/** Puts an entry where its time belongs. */
function add({ entries }: Books, entry: LedgerEntry): void {
  const at = entries.findIndex(({ atMs }) => atMs > entry.atMs);
  entries.splice(at < 0 ? entries.length : at, 0, entry);
}

function remove({ entries }: Books, isGone: (entry: LedgerEntry) => boolean): void {
  const kept = entries.filter((entry) => !isGone(entry));
  if (kept.length === entries.length) throw new Error('The night has nothing of the kind.');
  entries.splice(0, entries.length, ...kept);
}

/** An entry with something else in it. One more stands at the end, since a ledger only grows. */
function change<Entry extends LedgerEntry>(books: Books, entry: Entry, other: Partial<Entry>): void {
  books.entries.splice(books.entries.indexOf(entry), 1);
  add(books, { ...entry, ...other });
  lengthen(books);
}

/** What was read of a ledger is kept as long as it does not grow. */
function lengthen({ entries }: Books): void {
  entries.push({ kind: 'enqueued', message: 'none', atMs: entries.at(-1)?.atMs ?? 0 });
}

function isText(entry: LedgerEntry, words: string): boolean {
  return entry.kind === 'sms' && entry.text.includes(words);
}

/** An SMS as one that there was, to somebody else or with other words, so many seconds after it. */
function text(books: Books, words: string, other: Partial<Of<'sms'>>, afterSeconds = 1): void {
  const sms = nth(books, 'sms', 0, words);
  add(books, { ...sms, message: 'another', ...other, atMs: sms.atMs + afterSeconds * 1000 });
}

/** Another call of the first execution's incident, so many seconds after the night began. */
function ring(books: Books, atSeconds: number, more: Partial<Of<'ring'>> = {}, seconds = 20): void {
  const atMs = START_MS + atSeconds * 1000;
  const first = nth(books, 'ring');
  add(books, { ...first, call: 'another', ...more, atMs });
  add(books, {
    kind: 'missed',
    call: 'another',
    to: more.to ?? first.to,
    why: 'no-answer',
    atMs: atMs + seconds * 1000,
  });
}

const CODE = /\(Main, ([^,)]+)/;

function renamed(books: Books, words: string, from: RegExp | string, to: string): void {
  const sms = nth(books, 'sms', 0, words);
  change(books, sms, { text: sms.text.replace(from, to) });
}

const FALSE: readonly (readonly [complaint: string, schedule: Schedule, falsify: Falsify])[] = [
  // guarantees.ts
  ['messages are still in the queue', NOBODY, ({ night }) => void night.story.alarm('late')],
  [
    'though no alarm of it is in the queue',
    NOBODY,
    (books) => {
      const { message } = nth(books, 'enqueued');
      remove(books, (entry) => entry.kind === 'deleted' && entry.message === message);
      add(books, { kind: 'deleted', message, atMs: START_MS + 1_000 });
    },
  ],
  ['though nothing of it is wrong', RIGHT_SOON, (books) => ring(books, 200)],
  ['another agent was told to have', ANN_TAKES, (books) => text(books, 'You have it', { to: NUMBERS.bob })],
  ['two phones ring', NOBODY, (books) => ring(books, 5, { to: NUMBERS.bob })],
  [
    'still asks for a key after',
    ONE_TAKES,
    (books) => {
      const { call, to, atMs } = nth(books, 'ring');
      remove(books, (entry) => entry.kind === 'missed' && entry.call === call);
      add(books, { kind: 'answer', call, to, atMs: atMs + 1_000 });
      const more = { voice: 'Polly.Amy', language: 'en-GB' };
      add(books, {
        kind: 'say',
        call,
        to,
        text: 'Press 1 to take it, 2 to pass it on.',
        ...more,
        atMs: nth(books, 'ring', 1).atMs - 100,
      });
    },
  ],
  ['decided after it was taken', ANN_TAKES, (books) => ring(books, 120, { to: NUMBERS.bob })],
  [
    'is asked to take',
    ANN_TAKES,
    (books) => {
      ring(books, 120, { to: NUMBERS.bob });
      const more = { call: 'another', to: NUMBERS.bob };
      add(books, { kind: 'answer', ...more, atMs: START_MS + 125_000 });
      add(books, {
        kind: 'say',
        ...more,
        text: 'Press 1 to take it',
        voice: '',
        language: '',
        atMs: START_MS + 126_000,
      });
    },
  ],
  ['is about no alarm of its own', LATE_TAKER, ({ night }) => ({ night: { sent: night.sent.slice(0, 1) } })],
  ['never got the details', ANN_TAKES, (books) => remove(books, (entry) => isText(entry, 'You have it'))],
  [
    'an SMS was sent 3 times',
    NOBODY,
    (books) => {
      text(books, 'NOBODY', {}, 1);
      text(books, 'NOBODY', {}, 2);
    },
  ],
  [
    '/claim threw',
    NOBODY,
    (books) => add(books, { kind: 'function', path: '/claim', status: 500, tookMs: 1, atMs: START_MS + 5_000 }),
  ],
  // dues.ts
  [
    'a reminder was due',
    REMINDED,
    (books) => remove(books, (entry) => 'call' in entry && entry.atMs > START_MS + 100_000),
  ],
  [
    'another round was due',
    ROUND,
    (books) => remove(books, (entry) => ('call' in entry || entry.kind === 'sms') && entry.atMs > START_MS + 300_000),
  ],
  [
    'its owner left the roster',
    LEFT,
    (books) => remove(books, (entry) => ('call' in entry || entry.kind === 'sms') && entry.atMs > START_MS + 100_000),
  ],
  // responsibility.ts
  [
    'nobody who has it was told',
    NOBODY,
    (books) => remove(books, (entry) => entry.kind === 'sms' && entry.to === NUMBERS.bob),
  ],
  [
    'nobody who has it was told',
    UNTOLD,
    (books) =>
      remove(books, (entry) => entry.kind === 'key' || (entry.kind === 'say' && entry.text.startsWith('You have it'))),
  ],
  [
    // It has come back twice before he takes it: that it comes and goes could not have been told him.
    'nobody who has it was told',
    UNTOLD,
    ({ night }) => ({ night: { sent: night.sent.filter(({ stateAtSeconds }) => stateAtSeconds !== 5) } }),
  ],
  ['never that somebody took it', LATE_TAKER, (books) => remove(books, (entry) => isText(entry, 'has it after all'))],
  ['somebody who had to hear so did not', ONE_TAKES, (books) => remove(books, (entry) => isText(entry, 'Recovered'))],
  // promptness.ts
  [
    'nobody was called about web-1',
    NOBODY,
    (books) => {
      const { call } = nth(books, 'ring', 1);
      const later = books.entries.map((entry) =>
        ('call' in entry && entry.call === call) || entry.kind === 'sms'
          ? { ...entry, atMs: entry.atMs + 200_000 }
          : entry,
      );
      books.entries.splice(0, books.entries.length, ...later.toSorted((a, b) => a.atMs - b.atMs));
      lengthen(books);
    },
  ],
  // strictness.ts
  ['2 calls were made for', NOBODY, () => ({ schedule: { maxCalls: 1 } })],
  ['call 2 of an hour', NOBODY, () => ({ schedule: { budgets: { calls: 1, texts: 10 } } })],
  ['less than 30 s after it rang', NOBODY, (books) => ring(books, 20)],
  ['its last call was over half a minute before', NOBODY, (books) => ring(books, 45)],
  [
    'within a minute',
    NOBODY,
    (books) => {
      text(books, 'NOBODY', { text: `${nth(books, 'sms', 0, 'NOBODY').text} ` }, 1);
      text(books, 'NOBODY', { text: `${nth(books, 'sms', 0, 'NOBODY').text}  ` }, 2);
    },
  ],
  ['which is silenced', NOBODY, () => ({ schedule: { silenced: 'web-1' } })],
  ['who never took anything', ANN_TAKES, (books) => text(books, 'You have it', { to: NUMBERS.bob })],
  [
    'one more of what another agent has',
    ANN_TAKES,
    (books) => {
      const { text: words } = nth(books, 'sms', 0, 'You have it');
      text(books, 'You have it', { to: NUMBERS.bob, text: words.replace('You have it', 'One more for you') }, 40);
    },
  ],
  // calm.ts
  ['after 2 calls of 3', NOBODY, () => ({ schedule: { maxCalls: 3 } })],
  ['is out of turn', NOBODY, () => ({ schedule: { agents: ['bob', 'ann'] } })],
  [
    '1 was pressed at',
    ANN_TAKES,
    (books) => remove(books, (entry) => entry.kind === 'say' && entry.text.startsWith('You have it')),
  ],
  ['where all is right since', RIGHT_SOON, (books) => ring(books, 60)],
  [
    'did not hear so at once',
    ONE_TAKES,
    (books) => {
      const sms = nth(books, 'sms', 0, 'Recovered');
      change(books, sms, { atMs: sms.atMs + 20_000 });
    },
  ],
  ['SMS within an hour, of', NOBODY, () => ({ night: { textsAnHour: -2 } })],
  ['does not say so', NOBODY, () => ({ night: { textsAnHour: 1 } })],
  ['of which they never heard', ONE_TAKES, (books) => text(books, 'Recovered', { to: NUMBERS.ann })],
  [
    'by hand at 100 s and was not told so',
    HANDED,
    (books) => remove(books, (entry) => isText(entry, 'You have it') && 'to' in entry && entry.to === NUMBERS.bob),
  ],
  ['and whoever had it was not told', HANDED, (books) => remove(books, (entry) => isText(entry, 'has it now'))],
  [
    'was closed by hand at 100 s, and somebody was not told',
    CLOSED,
    (books) => remove(books, (entry) => isText(entry, 'Closed by hand')),
  ],
  [
    'was passed on at 100 s, and nobody was called',
    PASSED,
    (books) => remove(books, (entry) => 'call' in entry && entry.atMs > START_MS + 99_000),
  ],
  ['and nobody was told so', HINDERED, (books) => remove(books, (entry) => isText(entry, 'NO PHONE CAN BE CALLED'))],
  ['told twice that no phone can be called', HINDERED, (books) => text(books, 'NO PHONE CAN BE CALLED', {}, 2)],
  ['when it can', HINDERED, (books) => text(books, 'NO PHONE CAN BE CALLED', {}, 900)],
  ['the history does not have', NOBODY, ({ night }) => night.story.rehearsal.twilio.loseMapsAndLists()],
  [
    'and a phone rang only at',
    PASSED,
    (books) => {
      const later = books.entries.map((entry) =>
        'call' in entry && entry.atMs > START_MS + 99_000 ? { ...entry, atMs: entry.atMs + 60_000 } : entry,
      );
      books.entries.splice(0, books.entries.length, ...later.toSorted((a, b) => a.atMs - b.atMs));
      lengthen(books);
    },
  ],
  // bookkeeping.ts
  ['because of its size', NOBODY, (books) => request(books, { method: 'POST', path: '/v1/Documents', status: 413 })],
  ['a number or a secret was logged', NOBODY, (books) => log(books, 'info', `SMS to ${NUMBERS.ann}`)],
  ['a number or a secret was logged', NOBODY, (books) => log(books, 'info', books.night.story.rehearsal.secret)],
  [
    'the board of main has 4 ids of incidents that are gone, of 3',
    NOBODY,
    () => ({ night: { fullest: new Map([['main', { 'ids of incidents that are gone': 4 }]]) } }),
  ],
  ['because of its size', BEGUN, (books) => request(books, { method: 'POST', path: '/v1/Documents', status: 413 })],
  ['took inc-9xhv883c by key', ANN_TAKES, (books) => remove(books, (entry) => entry.kind === 'key')],
  [
    'calls of inc-9xhv883c, and 1 were made',
    nights({ maxCalls: 3 }),
    (books) => {
      const { call } = nth(books, 'ring');
      remove(books, (entry) => 'call' in entry && entry.call !== call);
    },
  ],
  [
    'calls of inc-9xhv883c, and 1 were made',
    nights({ maxCalls: 4, queued: [{ execution: 4, seconds: 300 }] }),
    (books) => {
      const { call } = nth(books, 'ring');
      remove(books, (entry) => 'call' in entry && entry.call !== call);
    },
  ],
  ['was never told so', ANN_TAKES, (books) => remove(books, (entry) => isText(entry, 'You have it'))],
  [
    'more than an hour after the last call',
    NOBODY,
    (books) => {
      const { message } = nth(books, 'enqueued');
      remove(books, (entry) => entry.kind === 'deleted' && entry.message === message);
      add(books, { kind: 'deleted', message, atMs: START_MS + 4_000_000 });
    },
  ],
  // wording.ts
  ['says "And 0 more"', NOBODY, (books) => renamed(books, 'NOBODY', 'web-1.', 'web-1. And 0 more.')],
  ['says "1 calls"', NOBODY, (books) => renamed(books, 'NOBODY', '2 calls', '1 calls')],
  ['and there is no such incident', NOBODY, (books) => renamed(books, 'NOBODY', CODE, '(Main, 2222')],
  ['of which nothing has come', NOBODY, (books) => renamed(books, 'NOBODY', 'web-1', 'web-2')],
  [
    'which is another team’s',
    nights({ secondTeam: ['cyd'], alarms: [wrong('db', 0)] }),
    (books) => text(books, 'NOBODY', { to: NUMBERS.ann }),
  ],
  ['says that 3 calls were made', NOBODY, (books) => renamed(books, 'NOBODY', '2 calls', '3 calls')],
  ['tells of 3 alarms, and 1 are wrong', NOBODY, (books) => renamed(books, 'NOBODY', 'web-1.', 'web-1. And 2 more.')],
  ['and nothing of it began then', NOBODY, (books) => renamed(books, 'NOBODY', 'Sun 03:00', 'Sun 03:01')],
  [
    'hears of no alarm of theirs',
    ANN_TAKES,
    (books) => {
      const say = nth(books, 'say', 0, 'On-call alert');
      change(books, say, { text: say.text.replace('web 1', 'web 2') });
    },
  ],
  // economy.ts
  ['and nothing was wrong', NOBODY, (books) => request(books, { method: 'POST', path: '/Messages.json', status: 400 })],
  [
    'asked for an SMS that it has',
    NOBODY,
    (books) => request(books, { method: 'GET', path: '/Messages.json', status: 200 }),
  ],
  ['is the one before once more', NOBODY, (books) => text(books, 'NOBODY', {}, 40)],
  [
    'a message was kept until',
    NOBODY,
    (books) => {
      const { message } = nth(books, 'enqueued');
      remove(books, (entry) => entry.kind === 'deleted' && entry.message === message);
      add(books, { kind: 'deleted', message, atMs: START_MS + 300_000 });
    },
  ],
  [
    '3 heartbeats keep watch',
    NOBODY,
    (books) => {
      const kept = ['one', 'two', 'three'];
      for (const message of kept) add(books, { kind: 'delivered', message, receiveCount: 2, atMs: START_MS + 200_000 });
      return { night: { heartbeats: new Set(kept) } };
    },
  ],
  [
    'a heartbeat is still in the queue',
    NOBODY,
    (books) => {
      add(books, { kind: 'delivered', message: 'one', receiveCount: 32, atMs: START_MS + 200_000 });
      return { night: { heartbeats: new Set(['one']) } };
    },
  ],
  ['the log complains', NOBODY, (books) => log(books, 'warn', 'Something is odd.')],
  [
    'rang no phone',
    NOBODY,
    (books) => {
      const { call } = nth(books, 'ring', 1);
      remove(books, (entry) => entry.kind === 'ring' && entry.call === call);
    },
  ],
  [
    'Twilio refused 3',
    HINDERED,
    (books) => {
      for (let count = 0; count < 20; count++) {
        request(books, { method: 'POST', path: '/v2/Flows/FW1/Executions', status: 404 });
      }
    },
  ],
  [
    'requests were made, of',
    NOBODY,
    (books) => {
      for (let count = 0; count < 100; count++) request(books, { method: 'GET', path: '/v1/Documents', status: 200 });
    },
  ],
];

function request(books: Books, what: Pick<Of<'request'>, 'method' | 'path' | 'status'>): void {
  add(books, { kind: 'request', ...what, atMs: START_MS + 30_000 });
}

function log(books: Books, level: Of<'log'>['level'], words: string): void {
  add(books, { kind: 'log', from: 'function', level, text: words, atMs: START_MS + 30_000 });
}

it.each(FALSE)('a night is found out: %s', async (complaint, schedule, falsify) => {
  const { night, broken } = await live(schedule);
  if (night === undefined) throw new Error('The night does not end.');
  expect(broken).toEqual([]);
  const books = { entries: night.story.rehearsal.ledger.entries, night, schedule };
  const said = falsify(books) ?? {};
  const complaints = judged({ ...night, ...said.night }, { ...schedule, ...said.schedule });
  expect(complaints.join('\n')).toContain(complaint);
});
