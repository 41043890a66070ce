import * as fc from 'fast-check';
import type {
  Announcement,
  Attempt,
  AttemptState,
  Board,
  Former,
  Incident,
  Owed,
  OwedItem,
  PastCall,
  TextKind,
} from '../../src/board/board';
import { SUMMARY_CHARACTERS } from '../../src/alarm/lengths';
import {
  BUDGET_STRETCH_MS,
  MOST_CALLS_KEPT,
  MOST_FORMER,
  MOST_ITEMS,
  MOST_PASSED,
  MOST_PEOPLE,
} from '../../src/incident/limits';
import { hashOf, NOTHING_REMEMBERED, remember } from '../../src/board/memory';
import type { Memory } from '../../src/board/memory';
import type { AlarmMore, AlarmWords, Figures } from '../../src/alarm/alarm-words';
import { START_MS } from './sample';

/** How large the parts of a board may be. */
export interface Size {
  /** The ids of everybody. */
  readonly people: readonly string[];
  readonly agentName: fc.Arbitrary<string>;
  readonly incidentName: fc.Arbitrary<string>;
  readonly incidents: number;
  readonly remembered: number;
  /** Every list is as long as it may be. */
  readonly isFull: boolean;
}

/** A year before and after the night of the tests, in milliseconds. */
const aTime = fc.integer({ min: START_MS - 31_622_400_000, max: START_MS + 31_622_400_000 });
const aCount = fc.integer({ min: 0, max: 2_000 });
const aHash = fc.integer().map((seed) => hashOf(String(seed)));
const aTail = fc.string({
  minLength: 10,
  maxLength: 10,
  unit: fc.constantFrom(...'0123456789abcdef.'.split('')),
});
const aSid = fc.uuid().map((id) => `FN${id.replaceAll('-', '')}`);
const aToken = fc.tuple(fc.uuid(), fc.integer({ min: 1, max: 99 })).map(([run, index]) => `${run}.${index}`);
const aPhone = fc.integer({ min: 0, max: 999 }).map((last) => `+447700900${String(last).padStart(3, '0')}`);

export const TEXT_KINDS: readonly TextKind[] = [
  'details',
  'more',
  'recovered',
  'closed',
  'left',
  'exhausted',
  'correction',
  'taken-over',
  'kept',
  'flapping',
  'impossible',
  'budget',
];

/** These fields, each perhaps. */
function perhaps<Fields extends object>(fields: fc.Arbitrary<Fields>, isFull: boolean): fc.Arbitrary<Partial<Fields>> {
  return fc.tuple(fields, fc.nat()).map(([all, mask]) => {
    const chosen = Object.entries(all).filter((_, index) => isFull || Math.floor(mask / 2 ** index) % 2 === 1);
    return Object.fromEntries(chosen) as Partial<Fields>;
  });
}

function listOf<Value>(value: fc.Arbitrary<Value>, most: number, isFull: boolean): fc.Arbitrary<Value[]> {
  return fc.array(value, { minLength: isFull ? most : 0, maxLength: most, size: 'max' });
}

function aCall({ people }: Size): fc.Arbitrary<PastCall> {
  return fc.record({
    number: fc.integer({ min: 1, max: 200 }),
    agent: fc.constantFrom(...people),
    outcome: fc.constantFrom(
      'taken' as const,
      'declined' as const,
      'no-key' as const,
      'busy' as const,
      'no-answer' as const,
      'failed' as const,
      'hung-up' as const,
      'timed-out' as const,
      'unfinished' as const,
    ),
    proof: aTail,
    atMs: aTime.map((ms) => Math.floor(ms / 1000) * 1000),
  });
}

const aState: fc.Arbitrary<AttemptState> = fc.oneof(
  fc.record({
    is: fc.constant('waiting' as const),
    notBeforeMs: aTime,
    why: fc.constantFrom('redial' as const, 'engaged' as const, 'unreachable' as const, 'budget' as const),
  }),
  fc.record({ is: fc.constant('starting' as const), sinceMs: aTime }),
  fc.record({
    is: fc.constantFrom('calling' as const, 'ending' as const),
    execution: aSid,
    sinceMs: aTime,
    deadlineMs: aTime,
    flow: aSid.map((sid) => sid.replace('FN', 'FW')),
  }),
);

function anAttempt({ people, agentName, isFull }: Size): fc.Arbitrary<Attempt> {
  return fc.record({
    number: fc.integer({ min: 1, max: 200 }),
    agent: fc.record({ id: fc.constantFrom(...people), name: agentName, phone: aPhone }),
    token: aToken,
    passed: listOf(aHash, MOST_PASSED - 1, isFull),
    failures: fc.integer({ min: 0, max: 2 }),
    state: aState,
  });
}

function anIncident(size: Size, slot: number): fc.Arbitrary<Incident> {
  const { people, isFull, incidentName } = size;
  const some = perhaps(fc.record({ rangAtMs: aTime, moreNotBeforeMs: aTime, flapsSinceMs: aTime }), isFull);
  const taken = fc.record({
    by: fc.constantFrom(...people),
    proof: aTail,
    atMs: aTime,
    way: fc.constantFrom(
      'key' as const,
      'hand' as const,
      'sms' as const,
      'link' as const,
      'ring-back' as const,
      'page' as const,
    ),
  });
  const passedOn = fc.record(
    {
      by: fc.constantFrom(...people),
      to: fc.constantFrom(...people),
      way: fc.constantFrom('page' as const),
      atMs: aTime,
    },
    isFull ? {} : { requiredKeys: ['way', 'atMs'] },
  );
  const closed = fc.record({ is: fc.constantFrom('by-hand' as const, 'left' as const), proof: aTail });
  const fields = fc.record({
    id: fc
      .string({ minLength: 8, maxLength: 8, unit: fc.constantFrom(...'0123456789abcdef'.split('')) })
      .map((id) => `inc-${id}`),
    slot: fc.constant(slot),
    status: fc.constantFrom('escalating' as const, 'taken' as const, 'resolved' as const, 'exhausted' as const),
    openedAtMs: aTime,
    changedAtMs: aTime,
    name: incidentName,
    sinceMs: aTime,
    joined: aCount,
    unremembered: aCount,
    worded: fc.integer({ min: 0, max: 12 }),
    heardAtMs: aTime,
    chain: fc.constantFrom('alarm' as const, 'pass' as const, 'remind' as const, 'round' as const),
    calls: listOf(aCall(size), MOST_CALLS_KEPT, isFull),
    callsBefore: fc.integer({ min: 0, max: 180 }),
    rounds: fc.integer({ min: 0, max: 10 }),
    reminders: fc.integer({ min: 0, max: 10 }),
    refused: listOf(aHash, MOST_PASSED - 1, isFull),
    isTold: fc.boolean(),
    place: fc.integer({ min: -1, max: 50 }),
    flaps: fc.integer({ min: 0, max: 1_000 }),
    isUnrecorded: fc.boolean(),
  });
  return fc
    .tuple(
      fields,
      some,
      taken,
      fc.option(closed),
      anAttempt(size),
      fc.boolean(),
      isFull ? passedOn : fc.option(passedOn),
    )
    .map(([each, optional, has, closing, attempt, isCalled, pass]): Incident => {
      const isTaken = each.status === 'taken' || (each.status !== 'exhausted' && isCalled);
      return {
        ...each,
        ...optional,
        ...(isTaken ? { taken: has } : {}),
        ...(pass === null ? {} : { passedOn: pass }),
        ...(closing === null || each.status !== 'resolved' ? {} : { closed: closing }),
        // What is over or taken may have been so in the middle of a call.
        ...(each.status === 'escalating' || (isCalled && each.status === 'resolved') ? { attempt } : {}),
      };
    });
}

function anItem(slots: readonly number[], isFull: boolean): fc.Arbitrary<OwedItem> {
  return fc
    .record({
      kind: fc.constantFrom(...TEXT_KINDS),
      slot: fc.constantFrom(...slots),
      rest: perhaps(
        fc.record({
          alarm: aHash,
          further: fc.integer({ min: 0, max: 2_000 }),
          notBeforeMs: aTime,
          isAgain: fc.constant(true as const),
          leased: fc.integer({ min: 0, max: 2_000 }),
        }),
        isFull,
      ),
    })
    .map(({ kind, slot, rest }) => ({ kind, slot, ...rest }));
}

function anOwed(to: string, slots: readonly number[], isFull: boolean): fc.Arbitrary<Owed> {
  const items =
    slots.length === 0
      ? fc.constant([])
      : fc.uniqueArray(anItem(slots, isFull), {
          minLength: isFull ? MOST_ITEMS : 0,
          maxLength: MOST_ITEMS,
          selector: ({ kind, slot }) => `${kind} ${slot}`,
          size: 'max',
        });
  return fc
    .record({
      items,
      gone: fc.integer({ min: 0, max: 500 }),
      sinceMs: aTime,
      notBeforeMs: aTime,
      tries: fc.integer({ min: 0, max: 2_000 }),
      rest: perhaps(fc.record({ lease: fc.record({ by: fc.uuid(), sinceMs: aTime, untilMs: aTime }) }), isFull),
    })
    .map(({ rest, ...each }) => ({ to, ...each, ...rest }));
}

function anAnnouncement(size: Size, slots: readonly number[]): fc.Arbitrary<Announcement> {
  const { people } = size;
  return fc
    .record({
      kind: fc.constantFrom(...TEXT_KINDS),
      slot: fc.constantFrom(...slots),
      after: fc.constantFrom('', ...people),
      except: fc.uniqueArray(fc.constantFrom(...people), { maxLength: MOST_PEOPLE }),
      rest: perhaps(
        fc.record({ upTo: fc.constantFrom('', ...people), isAgain: fc.constant(true as const), notBeforeMs: aTime }),
        size.isFull,
      ),
    })
    .map(({ rest, ...each }) => ({ ...each, ...rest }));
}

function aFormer(size: Size): fc.Arbitrary<Former> {
  const id = fc.uuid().map((each) => `inc-${each.slice(0, 8)}`);
  return fc
    .record({
      id,
      calls: listOf(aCall(size), MOST_FORMER, size.isFull),
      untilMs: aTime,
      rest: perhaps(fc.record({ into: id }), size.isFull),
    })
    .map(({ rest, ...each }) => ({ ...each, ...rest }));
}

const FIGURES: Figures = { metric: 'a|b "c"', unit: 'Percent', value: 1e-7, sign: '>=', limits: [-2.5, 1e21] };

/** What an alarm may have beside its text. */
const BESIDE_ITS_TEXT: readonly Partial<AlarmWords>[] = [
  {},
  { account: '111122223333' },
  { part: 'InstanceId i-0abc' },
  { account: '111122223333', part: 'InstanceId i-0abc', whole: 'abcdef' },
  { whole: 'abcdef' },
  { facts: { is: 'no-data' } },
  { part: 'i-0abc', facts: { is: 'unknown', others: 40 } },
  { account: '111122223333', facts: { figures: FIGURES } },
];

function someWords({ incidentName, isFull }: Size): fc.Arbitrary<AlarmWords> {
  return fc
    .record({
      hash: aHash,
      summary: fc
        .tuple(incidentName, fc.string({ minLength: 1, maxLength: 100, unit: 'grapheme' }))
        .map(([name, more]) => `${name}${more}`.slice(0, SUMMARY_CHARACTERS)),
      sinceMs: aTime,
      rest: perhaps(fc.record({ region: fc.constantFrom('eu-west-1', 'EU (Ireland)', 'ap-southeast-2') }), isFull),
      also: fc.constantFrom<Partial<AlarmWords>>(...BESIDE_ITS_TEXT),
      more: perhaps(fc.record({ more: someDetails }), isFull),
    })
    .map(({ rest, also, more, ...each }) => ({ ...each, ...rest, ...also, ...more }));
}

const someDetails: fc.Arbitrary<AlarmMore> = fc.record(
  {
    text: fc.string({ maxLength: 1_500, unit: 'grapheme' }),
    isCut: fc.constant(true as const),
    reason: fc.string({ maxLength: 300 }),
    measured: fc.constant({
      metric: 'CPU',
      of: 'i-0abc',
      unit: 'Percent',
      value: 0.1,
      sign: '>=',
      limits: [90],
    } as const),
    // Not fc.webUrl(), which takes a second to be made: it lists how each character of Unicode is escaped.
    link: fc.string({ maxLength: 60, unit: 'grapheme' }).map((path) => new URL(`https://example.com/${path}`).href),
  },
  { requiredKeys: ['text'] },
);

function aMemory({ remembered, isFull }: Size, slots: readonly number[]): fc.Arbitrary<Memory> {
  return fc
    .record({ count: fc.integer({ min: isFull ? remembered : 0, max: remembered }), seed: fc.nat() })
    .map(({ count, seed }) => {
      let memory = NOTHING_REMEMBERED;
      for (let index = 0; index < count; index++) {
        const slot = [0, ...slots][(index + seed) % (slots.length + 1)] ?? 0;
        const state = isFull || index % 3 !== 0 ? 'wrong' : 'right';
        const atMs = START_MS - index * 1_000;
        memory = remember(memory, hashOf(`${seed}/${index}`), { state, atMs, slot, isAhead: index % 5 === 0 });
      }
      return memory;
    });
}

/** Any board whose parts keep what they promise each other. */
export function aBoard(size: Size): fc.Arbitrary<Board> {
  const { people, isFull } = size;
  const someSlots = fc.uniqueArray(fc.integer({ min: 1, max: 15 }), {
    minLength: isFull ? size.incidents : 0,
    maxLength: size.incidents,
  });
  return someSlots.chain((slots) =>
    fc
      .record({
        writes: fc.nat(),
        incidents: fc.tuple(...slots.map((slot) => anIncident(size, slot))),
        former: fc.uniqueArray(aFormer(size), { maxLength: MOST_FORMER, selector: ({ id }) => id }),
        memory: aMemory(size, slots),
        words: fc.tuple(...slots.map(() => listOf(someWords(size), 16, false))),
        forgottenToMs: fc.oneof(fc.constant(0), aTime),
        outbox: fc
          .uniqueArray(fc.constantFrom(...people), {
            minLength: isFull ? Math.min(people.length, MOST_PEOPLE) : 0,
            maxLength: MOST_PEOPLE,
          })
          .chain((to) => fc.tuple(...to.map((each) => anOwed(each, slots, isFull)))),
        announcements:
          slots.length === 0
            ? fc.constant([])
            : fc.uniqueArray(anAnnouncement(size, slots), {
                maxLength: slots.length,
                selector: ({ kind, slot }) => `${kind} ${slot}`,
              }),
        spent: fc.record({
          calls: listOf(
            fc.tuple(fc.integer({ min: 0, max: Math.ceil((2 * START_MS) / BUDGET_STRETCH_MS) }), aCount),
            14,
            isFull,
          ),
          texts: listOf(
            fc.record({ to: fc.constantFrom(...people), sinceMs: aTime, count: fc.nat({ max: 60 }) }),
            MOST_PEOPLE,
            isFull,
          ),
          rang: listOf(fc.record({ phone: aHash, atMs: aTime }), MOST_PEOPLE, isFull),
        }),
        toldAtMs: fc.option(aTime),
        rest: perhaps(
          fc.record({
            writtenAtMs: aTime,
            impossible: fc.record({
              cause: fc.constantFrom('flow' as const, 'caller-id' as const, 'account' as const, 'unreachable' as const),
              toldAtMs: aTime,
            }),
            dueMs: aTime,
            textsFailSinceMs: aTime,
            outlived: fc.record({ execution: aSid, flow: aSid, phone: fc.constant('+447700900001'), foundAtMs: aTime }),
          }),
          isFull,
        ),
      })
      .map(({ incidents, words, spent, toldAtMs, rest, ...each }): Board => ({
        ...each,
        incidents: oneCalled(incidents),
        words: oneCalled(incidents).flatMap(({ id }, index) => {
          const alarms = words[index] ?? [];
          return alarms.length === 0 ? [] : [{ incident: id, alarms }];
        }),
        spent: { ...spent, ...(toldAtMs === null ? {} : { toldAtMs }) },
        ...rest,
      })),
  );
}

/** At most one incident is being called, and each has an id of its own. */
function oneCalled(incidents: readonly Incident[]): readonly Incident[] {
  const first = incidents.findIndex(({ status }) => status === 'escalating');
  return incidents.map((incident, index) => {
    const own = { ...incident, id: `${incident.id.slice(0, -1)}${index.toString(16)}` };
    if (incident.status !== 'escalating' || index === first) return own;
    const { attempt: _none, taken: _nobody, ...rest } = own;
    return { ...rest, status: 'exhausted' as const };
  });
}
