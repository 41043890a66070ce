import { describe, expect, it } from '@jest/globals';
import type { Board, OwedItem, TextKind } from '../../src/board/board';
import {
  announce,
  doubtful,
  expired,
  groupOf,
  isOwed,
  leasable,
  lease,
  leased,
  owe,
  owedCount,
  settleTexts,
  sparing,
  spread,
  textsLeft,
  textsUpUntilMs,
  unheard,
  withdraw,
  withoutKinds,
  withoutSlot,
} from '../../src/incident/outbox';
import type { Handover } from '../../src/incident/outbox';
import type { Callable, CallPlan } from '../../src/incident/plan';
import { TEXT_KINDS } from './arbitrary';
import {
  ANN,
  alarmAt,
  atSecond,
  BOB,
  boardAfter,
  CYD,
  handed,
  HOUR_MS,
  owed,
  peopleOf,
  PLAN,
  sent,
  SECOND_MS,
  START_MS,
} from './sample';

/** A board on which nobody is owed anything about the incident in slot 1. */
const open = boardAfter(alarmAt(0));
const EXHAUSTED: OwedItem = { kind: 'exhausted', slot: 1 };

function owing(...people: readonly string[]): Board {
  return owe(open, people, EXHAUSTED, START_MS);
}

function to(board: Board): string[] {
  return board.outbox.map((each) => each.to);
}

/** Whose SMS would be sent at this second. */
function dueAt(board: Board, seconds: number, plan: CallPlan = PLAN): string[] {
  return leasable(board, plan, atSecond(seconds)).map((each) => each.to);
}

function leasedAt(board: Board, holder: string, seconds: number): Board {
  return lease(board, holder, PLAN, atSecond(seconds));
}

/** The board after this holder said what became of all that it had leased. */
function settledBy(board: Board, holder: string, handover: Handover, seconds: number): Board {
  const results = leased(board, holder, PLAN).map((text) => ({ text, handover }));
  return settleTexts(board, results, ({ lease: held }) => held?.by === holder, atSecond(seconds));
}

describe('owing an SMS', () => {
  it('is due at once and untried', () => {
    expect(owing('ann').outbox).toEqual([
      { to: 'ann', items: [EXHAUSTED], gone: 0, sinceMs: START_MS, notBeforeMs: START_MS, tries: 0 },
    ]);
    expect(dueAt(owing('ann'), 0)).toEqual(['ann']);
  });

  it('is one entry a person, whatever the person is owed', () => {
    const board = owe(
      owe(owing('ann', 'bob'), ['ann'], { kind: 'budget', slot: 1 }, atSecond(5)),
      ['cyd'],
      EXHAUSTED,
      9,
    );
    expect(board.outbox.map(({ to: person, items, sinceMs }) => [person, items.length, sinceMs])).toEqual([
      ['ann', 2, START_MS],
      ['bob', 1, START_MS],
      ['cyd', 1, 9],
    ]);
  });

  it('of the same thing twice is one, which says how often', () => {
    const twice = owe(owing('ann'), ['ann'], EXHAUSTED, atSecond(5));
    expect(twice.outbox).toMatchObject([{ items: [{ ...EXHAUSTED, further: 1 }], sinceMs: START_MS }]);
    expect(owe(twice, ['ann'], { ...EXHAUSTED, further: 2 }, 0).outbox).toMatchObject([{ items: [{ further: 4 }] }]);
  });

  it('of the same thing about another incident is another', () => {
    expect(owe(owing('ann'), ['ann'], { ...EXHAUSTED, slot: 2 }, 0).outbox[0]?.items).toHaveLength(2);
  });

  it('leaves when the first one would have', () => {
    const more: OwedItem = { kind: 'more', slot: 1, alarm: 'AAAAAA', notBeforeMs: atSecond(60) };
    const board = owe(
      owe(open, ['ann'], more, START_MS),
      ['ann'],
      { ...more, alarm: 'BBBBBB', notBeforeMs: 0 },
      START_MS,
    );
    expect(board.outbox[0]?.items).toEqual([{ ...more, further: 1 }]);
    expect([dueAt(board, 59), dueAt(board, 60)]).toEqual([[], ['ann']]);
  });

  it('to nobody is owed to nobody', () => {
    expect(owing().outbox).toEqual([]);
  });

  it('says of everything about an incident whether it is owed', () => {
    expect([isOwed(owing('ann'), 'exhausted', 1), isOwed(owing('ann'), 'exhausted', 2)]).toEqual([true, false]);
    expect([isOwed(owing('ann'), 'budget', 1), isOwed(announce(open, 'budget', 1), 'budget', 1)]).toEqual([
      false,
      true,
    ]);
    expect(owedCount(announce(owing('ann', 'bob'), 'budget', 1))).toBe(3);
  });
});

describe('more than one person can be owed at once', () => {
  /** So many things, each about another incident. */
  function many(kind: TextKind, count: number, from = 1): OwedItem[] {
    return Array.from({ length: count }, (_, index) => ({ kind, slot: from + index }));
  }
  function withAll(items: readonly OwedItem[]): Board {
    return items.reduce((board, item) => owe(board, ['ann'], item, START_MS), open);
  }

  it('leaves the words of what is over to a number', () => {
    const board = withAll([...many('recovered', 12), ...many('details', 6)]);
    const [ann] = board.outbox;
    expect(ann?.gone).toBe(2);
    expect(ann?.items).toHaveLength(16);
    expect(ann?.items.slice(0, 2)).toEqual([
      { kind: 'recovered', slot: 3 },
      { kind: 'recovered', slot: 4 },
    ]);
  });

  it.each<[string, readonly OwedItem[], readonly OwedItem[]]>([
    ['that something comes and goes', many('details', 12), [...many('kept', 4), { kind: 'flapping', slot: 1 }]],
    ['that somebody keeps something', many('details', 13), [...many('kept', 4)]],
    ['that calls are used up', many('exhausted', 14), [...many('budget', 1), ...many('impossible', 2)]],
  ])('never says of what is open that it is over: rather it leaves out %s', (_what, essential, rest) => {
    const [ann] = withAll([...rest, ...essential]).outbox;
    expect(ann?.items).toHaveLength(16);
    expect(ann?.gone).toBe(0);
    expect(ann?.items).toEqual(expect.arrayContaining([...essential]));
    const [later] = withAll([...essential, ...rest]).outbox;
    expect(later?.items.slice(0, essential.length)).toEqual(essential);
  });

  it('leaves out what is over before what somebody has, whichever came first', () => {
    const [ann] = withAll([...many('details', 16), ...many('recovered', 3)]).outbox;
    expect(ann?.items).toEqual(many('details', 16));
    expect(ann?.gone).toBe(3);
  });
});

it('the SMS of an hour are counted for as many people as there is room for, those who were sent one last', () => {
  const crowd = Array.from({ length: 31 }, (_, index): Callable => {
    return { id: `agent-${index + 10}`, name: 'Kim', phones: [`+447700900${index + 100}`] };
  });
  const plan = { ...PLAN, everyone: crowd, people: peopleOf(...crowd) };
  const board = crowd.reduce((each, { id }) => sent(owe(each, [id], EXHAUSTED, START_MS), 1, plan), open);
  expect(board.spent.texts).toHaveLength(30);
  expect(board.spent.texts[0]).toEqual({ to: 'agent-11', sinceMs: atSecond(1), count: 1 });
});

describe('what everyone is to be told', () => {
  it('is owed to each, in the order of their ids', () => {
    const plan = { ...PLAN, everyone: [CYD, ANN, BOB] };
    const board = spread(announce(open, 'exhausted', 1), plan, START_MS);
    expect(to(board)).toEqual(['ann', 'bob', 'cyd']);
    expect(board.announcements).toEqual([]);
  });

  it('is owed once to a number that several people share', () => {
    const twin: Callable = { id: 'zoe', name: 'Zoe Lee', phones: ANN.phones };
    expect(to(spread(announce(open, 'exhausted', 1), { ...PLAN, everyone: [twin, ANN, BOB] }, START_MS))).toEqual([
      'ann',
      'bob',
    ]);
  });

  it('is not owed to whoever need not hear, nor to those after a certain one', () => {
    const except = announce(open, 'correction', 1, { except: ['bob'] });
    expect(to(spread(except, PLAN, START_MS))).toEqual(['ann', 'cyd']);
    expect(to(spread(announce(open, 'correction', 1, { upTo: 'bob' }), PLAN, START_MS))).toEqual(['ann', 'bob']);
    expect(to(spread(announce(open, 'correction', 1, { upTo: '' }), PLAN, START_MS))).toEqual([]);
  });

  it('waits as long as it should', () => {
    const board = spread(announce(open, 'exhausted', 1, { notBeforeMs: atSecond(60) }), PLAN, START_MS);
    expect(to(board)).toEqual(['ann', 'bob', 'cyd']);
    expect([dueAt(board, 59), dueAt(board, 60)]).toEqual([[], ['ann', 'bob', 'cyd']]);
  });

  it('stays where there is nobody to tell', () => {
    const board = announce(open, 'exhausted', 1);
    expect(spread(board, { ...PLAN, everyone: [] }, START_MS)).toBe(board);
  });

  it('is announced once: what is announced anew begins anew', () => {
    const board = announce(announce(open, 'exhausted', 1), 'exhausted', 1, { isAgain: true });
    expect(board.announcements).toEqual([{ kind: 'exhausted', slot: 1, after: '', except: [], isAgain: true }]);
    expect(announce(board, 'exhausted', 2).announcements).toHaveLength(2);
    expect(announce(board, 'correction', 1).announcements).toHaveLength(2);
  });

  it('joins what they are owed already', () => {
    const board = spread(
      announce(owe(open, ['bob'], { kind: 'details', slot: 1 }, START_MS), 'budget', 1),
      PLAN,
      START_MS,
    );
    expect(owed(board)).toEqual(['budget to ann', 'budget to bob', 'budget to cyd', 'details to bob']);
    expect(to(board)).toEqual(['bob', 'ann', 'cyd']);
  });
});

describe('a team of two hundred', () => {
  const everyone: readonly Callable[] = Array.from({ length: 200 }, (_, index) => ({
    id: `agent-${String(index).padStart(3, '0')}`,
    name: `Agent ${index}`,
    phones: [`+447700900${String(index).padStart(3, '0')}`],
  }));
  const plan: CallPlan = { ...PLAN, everyone, people: peopleOf(...everyone) };
  const ids = everyone.map(({ id }) => id);
  const announced = announce(open, 'exhausted', 1);

  /** Everyone who got an SMS in the end, in order, and how many waves of sending it took. */
  function tell(board: Board, fails: (id: string) => boolean, waves: number): { told: string[]; board: Board } {
    const told: string[] = [];
    let next = board;
    for (let wave = 0; wave < waves; wave++) {
      next = handed(
        next,
        wave * 200,
        (text) => {
          if (fails(text.to)) return 'failed';
          told.push(text.to);
          return 'accepted';
        },
        plan,
      );
    }
    return { told, board: next };
  }

  it('is told fifteen at a time, to the last, each once', () => {
    expect(to(spread(announced, plan, START_MS))).toEqual(ids.slice(0, 15));
    const { told, board } = tell(announced, () => false, 14);
    expect(told).toEqual(ids);
    expect(owedCount(board)).toBe(0);
  });

  it('is told to the last while fifteen numbers fail again and again', () => {
    const failing = new Set(ids.slice(0, 15));
    const { told, board } = tell(announced, (id) => failing.has(id), 20);
    expect(told.toSorted()).toEqual(ids.slice(15));
    expect(to(board).toSorted()).toEqual([...failing]);
  });

  it('and thirty failing numbers are as many as the board remembers', () => {
    const { told, board } = tell(announced, () => true, 20);
    expect(told).toEqual([]);
    expect(to(board)).toHaveLength(30);
    expect(board.announcements).toMatchObject([{ after: ids[29] }]);
    expect(tell(board, () => false, 40).told.toSorted()).toEqual(ids);
  });

  it('is corrected as far as it was told wrong', () => {
    const half = spread(tell(announced, () => false, 2).board, plan, atSecond(500));
    expect(half.announcements).toMatchObject([{ after: ids[44] }]);
    const { board, untold, upTo } = withdraw(half, 'exhausted', 1);
    expect(owedCount(board)).toBe(0);
    // Thirty were told, fifteen were just to be, and the rest had not come to their turn.
    expect(untold).toEqual(ids.slice(30, 45));
    expect(upTo).toBe(ids[44]);
    const corrected = announce(board, 'correction', 1, { except: untold, ...(upTo === undefined ? {} : { upTo }) });
    expect(tell(corrected, () => false, 10).told).toEqual(ids.slice(0, 30));
  });
});

describe('a lease', () => {
  it('that has run out holds nothing back when what was being sent is owed no more', () => {
    const board = leasedAt(owing('ann'), 'r1', 0);
    const other = withoutKinds(owe(board, ['ann'], { kind: 'recovered', slot: 2 }, START_MS), ['exhausted'], 1);
    expect(doubtful(other, PLAN, atSecond(20))).toEqual([]);
    expect(dueAt(other, 19)).toEqual([]);
    expect(dueAt(other, 20)).toEqual(['ann']);
    expect(leased(leasedAt(other, 'r2', 20), 'r2', PLAN)).toMatchObject([{ items: [{ kind: 'recovered', slot: 2 }] }]);
  });

  it('gives what is due to one run only', () => {
    const board = leasedAt(owing('ann', 'bob'), 'r1', 0);
    expect(leased(board, 'r1', PLAN).map((text) => text.to)).toEqual(['ann', 'bob']);
    expect(dueAt(board, 1)).toEqual([]);
    expect(leasedAt(board, 'r2', 1)).toBe(board);
    expect(leased(board, 'r2', PLAN)).toEqual([]);
  });

  it('counts the try before it is made', () => {
    expect(leasedAt(owing('ann'), 'r1', 0).outbox).toMatchObject([
      { tries: 1, lease: { by: 'r1', sinceMs: START_MS, untilMs: START_MS + 20 * SECOND_MS } },
    ]);
  });

  it('that has run out is doubtful, and nobody sends it before Twilio was asked', () => {
    const board = leasedAt(owing('ann'), 'r1', 0);
    expect(doubtful(board, PLAN, atSecond(19.999))).toEqual([]);
    expect(doubtful(board, PLAN, atSecond(20))).toMatchObject([
      { to: 'ann', leasedAtMs: START_MS, items: [EXHAUSTED] },
    ]);
    expect(dueAt(board, 21)).toEqual([]);
    expect(leasedAt(board, 'r2', 21)).toBe(board);
  });

  it('is not given of what is not due', () => {
    expect(dueAt(owing('ann'), -1)).toEqual([]);
    expect(leasedAt(owing('ann'), 'r1', -1).outbox[0]?.lease).toBeUndefined();
  });

  it('is given of what one person is owed, where no more is asked for', () => {
    expect(
      leased(lease(owing('ann', 'bob', 'cyd'), 'r1', PLAN, START_MS, { only: 'bob' }), 'r1', PLAN).map(
        (text) => text.to,
      ),
    ).toEqual(['bob']);
  });

  it('says what to send and to whom: one message for what nobody has, what is theirs and what is over', () => {
    const items: readonly OwedItem[] = [
      { kind: 'recovered', slot: 3 },
      { kind: 'details', slot: 2 },
      { kind: 'more', slot: 2, alarm: 'AAAAAA', notBeforeMs: atSecond(60) },
    ];
    const all = items.reduce((board, item) => owe(board, ['ann'], item, START_MS), owing('ann'));
    const board = { ...all, outbox: all.outbox.map((each) => ({ ...each, gone: 2 })) };
    const text = { to: 'ann', phone: '+447700900001', gone: 0, leasedAtMs: START_MS };
    expect(leased(leasedAt(board, 'r1', 0), 'r1', PLAN)).toEqual([
      { ...text, group: 'nobody', items: [{ ...EXHAUSTED, further: 0 }] },
      // What is not due yet is not in it.
      { ...text, group: 'yours', items: [{ kind: 'details', slot: 2, further: 0 }] },
      { ...text, group: 'over', items: [{ kind: 'recovered', slot: 3, further: 0 }], gone: 2 },
    ]);
  });

  it('of what belongs to nobody on the roster is nobody’s to send', () => {
    const board = leasedAt(owe(open, ['zoe'], EXHAUSTED, START_MS), 'r1', 0);
    expect(leased(board, 'r1', PLAN)).toEqual([]);
  });
});

it('every kind of news has its message', () => {
  expect(Object.fromEntries(TEXT_KINDS.map((kind) => [kind, groupOf(kind)]))).toEqual({
    details: 'yours',
    more: 'yours',
    kept: 'yours',
    flapping: 'yours',
    exhausted: 'nobody',
    impossible: 'nobody',
    budget: 'nobody',
    recovered: 'over',
    closed: 'over',
    left: 'over',
    correction: 'over',
    'taken-over': 'over',
  });
});

describe('what was tried', () => {
  it.each(['accepted', 'refused'] as const)('and %s is owed no more', (handover) => {
    expect(handed(owing('ann'), 0, handover).outbox).toEqual([]);
  });

  it('and failed is tried again after 15 s, twice as long each time, 2 minutes at the most', () => {
    let board = owing('ann');
    const waits: number[] = [];
    for (let seconds = 0; waits.length < 6;) {
      board = handed(board, seconds, 'failed');
      const dueMs = board.outbox[0]?.notBeforeMs ?? 0;
      const wait = dueMs / SECOND_MS - atSecond(seconds) / SECOND_MS;
      waits.push(wait);
      seconds += wait;
      expect([dueAt(board, seconds - 0.001), dueAt(board, seconds)]).toEqual([[], ['ann']]);
    }
    expect(waits).toEqual([15, 30, 60, 120, 120, 120]);
  });

  it('and blocked waits as long as what failed', () => {
    expect(handed(owing('ann'), 0, 'blocked').outbox).toMatchObject([{ notBeforeMs: atSecond(15), tries: 1 }]);
  });

  it.each(['unknown', 'doubtful'] as const)('and stays %s is in nobody’s hands before that is known', (handover) => {
    const board = handed(owing('ann'), 0, handover);
    expect(board.outbox).toMatchObject([{ to: 'ann', lease: { by: 'run' } }]);
    expect(dueAt(board, 500)).toEqual([]);
  });

  it('and turns out to be unsent is sent at once', () => {
    const board = handed(owing('ann'), 0, 'unknown');
    const results = doubtful(board, PLAN, atSecond(30)).map((text) => ({ text, handover: 'unsent' as const }));
    const unsent = settleTexts(board, results, () => true, atSecond(30));
    expect(unsent.outbox).toMatchObject([{ tries: 1, notBeforeMs: atSecond(30) }]);
    expect(dueAt(unsent, 30)).toEqual(['ann']);
  });

  it('settles each number by itself', () => {
    const board = handed(owing('ann', 'bob'), 0, (text) => (text.to === 'ann' ? 'accepted' : 'failed'));
    expect(board.outbox).toMatchObject([{ to: 'bob', tries: 1 }]);
  });

  it('settles each message to a number by itself', () => {
    const both = owe(owing('ann'), ['ann'], { kind: 'recovered', slot: 2 }, START_MS);
    const board = handed(both, 0, ({ group }) => (group === 'over' ? 'accepted' : 'failed'));
    expect(board.outbox).toMatchObject([{ items: [EXHAUSTED], tries: 1, notBeforeMs: atSecond(15) }]);
  });

  it('changes nothing when another run has the lease by now', () => {
    const board = leasedAt(owing('ann'), 'r1', 0);
    const results = leased(board, 'r1', PLAN).map((text) => ({ text, handover: 'accepted' as const }));
    const others = leasedAt(owing('ann'), 'r2', 0);
    expect(settleTexts(others, results, ({ lease: held }) => held?.by === 'r1', atSecond(1))).toBe(others);
  });

  it('leaves to another run what that has leased by now', () => {
    const board = leasedAt(owing('ann'), 'r1', 0);
    const both = { ...board, outbox: [...board.outbox, ...leasedAt(owing('bob'), 'r2', 0).outbox] };
    expect(to(settledBy(both, 'r1', 'accepted', 1))).toEqual(['bob']);
  });

  it('is owed still where it became owed again meanwhile', () => {
    const board = owe(leasedAt(owing('ann'), 'r1', 0), ['ann'], EXHAUSTED, atSecond(1));
    expect(settledBy(board, 'r1', 'accepted', 2).outbox).toMatchObject([
      { items: [{ ...EXHAUSTED, further: 0, isAgain: true }], tries: 0 },
    ]);
  });

  it('tells how many are over, and no more of them', () => {
    const recovered = owe(open, ['ann'], { kind: 'recovered', slot: 1 }, START_MS);
    const gone = withoutSlot(recovered, 1);
    expect(gone.outbox).toMatchObject([{ items: [], gone: 1 }]);
    expect(sent(gone, 1).outbox).toEqual([]);
    expect(handed(gone, 1, 'failed').outbox).toMatchObject([{ gone: 1, tries: 1 }]);
  });
});

describe('the budget of SMS', () => {
  /** The board after so many SMS to Ann, one a minute. */
  function after(count: number, from: Board): Board {
    let board = from;
    for (let index = 0; index < count; index++) board = sent(owe(board, ['ann'], EXHAUSTED, 0), index * 60);
    return board;
  }

  it('is counted for each person, and for an hour', () => {
    const ten = after(10, open);
    expect(textsLeft(ten, 'ann', PLAN, atSecond(600))).toBe(0);
    expect(textsLeft(ten, 'bob', PLAN, atSecond(600))).toBe(10);
    expect(textsLeft(ten, 'ann', PLAN, START_MS + HOUR_MS - 1)).toBe(0);
    expect(textsLeft(ten, 'ann', PLAN, START_MS + HOUR_MS)).toBe(10);
    const more = owe(ten, ['ann', 'bob'], EXHAUSTED, atSecond(600));
    expect([dueAt(more, 601), dueAt(more, 3_600)]).toEqual([['bob'], ['ann', 'bob']]);
  });

  it('is used up with the last SMS of the hour, until that hour is over', () => {
    const nine = after(9, open);
    expect(textsUpUntilMs(nine, 'ann', 1, PLAN, atSecond(600))).toBe(START_MS + HOUR_MS);
    expect(textsUpUntilMs(after(8, open), 'ann', 1, PLAN, atSecond(600))).toBeUndefined();
    expect(textsUpUntilMs(after(8, open), 'ann', 2, PLAN, atSecond(600))).toBe(START_MS + HOUR_MS);
    expect(textsUpUntilMs(nine, 'ann', 1, PLAN, START_MS + HOUR_MS)).toBeUndefined();
    expect(textsUpUntilMs(open, 'ann', 1, { ...PLAN, maxTextsPerHour: 1 }, atSecond(600))).toBe(
      atSecond(600) + HOUR_MS,
    );
  });

  it('is not exceeded by several SMS at a time: the most urgent goes out, the others wait until the hour is over', () => {
    const kinds: TextKind[] = ['recovered', 'details', 'exhausted'];
    const owingThree = kinds.reduce((board, kind) => owe(board, ['ann'], { kind, slot: 1 }, START_MS), after(9, open));
    const board = leasedAt(owingThree, 'r1', 600);
    expect(leased(board, 'r1', PLAN).map(({ group }) => group)).toEqual(['nobody']);
    const settled = settledBy(board, 'r1', 'accepted', 601);
    expect(settled.outbox.flatMap(({ items }) => items)).toEqual([
      { kind: 'recovered', slot: 1 },
      { kind: 'details', slot: 1 },
    ]);
    expect([dueAt(settled, 602), dueAt(settled, 3_600)]).toEqual([[], ['ann']]);
    expect(leased(leasedAt(settled, 'r2', 3_600), 'r2', PLAN).map(({ group }) => group)).toEqual(['yours', 'over']);
  });

  it('that an edit of the roster lowers holds back nothing that is being sent', () => {
    const board = leasedAt(owe(after(5, open), ['ann'], EXHAUSTED, START_MS), 'r1', 600);
    expect(leased(board, 'r1', { ...PLAN, maxTextsPerHour: 3 })).toHaveLength(1);
  });

  it('counts what Twilio took, and not what failed', () => {
    let board = owing('ann');
    for (let index = 0; index < 20; index++) board = handed(board, index * 200, 'failed');
    expect(textsLeft(board, 'ann', PLAN, atSecond(4_000))).toBe(10);
  });
});

describe('an SMS about further alarms that was not handed over', () => {
  const more: OwedItem = { kind: 'more', slot: 1, alarm: 'AAAAAA', further: 2 };

  it.each<[Handover, number, TextKind, boolean]>([
    ['accepted', 0, 'more', false],
    ['refused', 0, 'more', true],
    ['blocked', 0, 'more', true],
    ['failed', 0, 'more', false],
    ['failed', 1, 'more', true],
    ['unknown', 5, 'more', false],
    ['unsent', 5, 'more', false],
    ['doubtful', 0, 'more', true],
    ['refused', 0, 'details', false],
    ['blocked', 0, 'details', false],
    ['failed', 7, 'details', false],
  ])('%s after %i tries, of kind %s: a phone rings instead: %p', (handover, tries, kind, isUnheard) => {
    const item: OwedItem = { ...more, kind };
    const owing1 = owe(open, ['ann'], item, START_MS);
    const board = leasedAt({ ...owing1, outbox: owing1.outbox.map((each) => ({ ...each, tries })) }, 'r1', 0);
    const results = leased(board, 'r1', PLAN).map((text) => ({ text, handover }));
    expect(unheard(board, results)).toEqual(isUnheard ? [item] : []);
    const isGone = isUnheard || handover === 'accepted' || handover === 'refused';
    expect(settledBy(board, 'r1', handover, 1).outbox).toHaveLength(isGone ? 0 : 1);
  });

  it('is dropped only when it was taken, or when somebody is called about it', () => {
    const handovers: Handover[] = ['accepted', 'refused', 'blocked', 'failed', 'unknown', 'unsent', 'doubtful'];
    for (const handover of handovers) {
      for (let tries = 0; tries < 4; tries++) {
        const start = owe(open, ['ann'], more, START_MS);
        const board = leasedAt({ ...start, outbox: start.outbox.map((each) => ({ ...each, tries })) }, 'r1', 0);
        const results = leased(board, 'r1', PLAN).map((text) => ({ text, handover }));
        const isLeft = isOwed(settledBy(board, 'r1', handover, 1), 'more', 1);
        const isRaised = unheard(board, results).length > 0;
        expect([handover, tries, isLeft || isRaised || handover === 'accepted']).toEqual([handover, tries, true]);
        expect([handover, tries, isLeft && isRaised]).toEqual([handover, tries, false]);
      }
    }
  });

  it('leaves what came meanwhile to be told of', () => {
    const sending = leasedAt(owe(open, ['ann'], more, START_MS), 'r1', 0);
    const board = owe(sending, ['ann'], { kind: 'more', slot: 1 }, 1);
    const results = leased(sending, 'r1', PLAN).map((text) => ({ text, handover: 'refused' as const }));
    expect(unheard(board, results)).toEqual([more]);
    expect(settledBy(board, 'r1', 'refused', 1).outbox).toMatchObject([{ items: [{ kind: 'more', further: 0 }] }]);
  });
});

it('an SMS about further alarms that nobody knows of whether it was sent tells of what came before what came since', () => {
  const more: OwedItem = { kind: 'more', slot: 1, alarm: 'AAAAAA', further: 2 };
  const board = owe(leasedAt(owe(open, ['ann'], more, START_MS), 'r1', 0), ['ann'], { ...more, alarm: 'BBBBBB' }, 1);
  const [text] = doubtful(board, PLAN, atSecond(60));
  expect(text?.items).toEqual([{ ...more, alarm: 'BBBBBB', isBefore: true }]);
});

describe('an SMS that is true no more', () => {
  const failed = handed(owing('ann'), 0, 'failed');

  it('is owed to nobody, and who was not told yet is named', () => {
    const board = owe(failed, ['bob'], EXHAUSTED, START_MS);
    expect(withdraw(board, 'exhausted', 1)).toMatchObject({ board: { outbox: [] }, untold: ['bob'] });
    expect(withdraw(leasedAt(owing('ann'), 'r1', 0), 'exhausted', 1)).toMatchObject({
      board: { outbox: [] },
      untold: [],
    });
  });

  it('counts towards the hour where it is just being sent', () => {
    const sending = leasedAt(owing('ann', 'bob'), 'r1', 5);
    const board = withdraw(sending, 'exhausted', 1).board;
    expect(textsLeft(board, 'ann', PLAN, atSecond(6))).toBe(9);
    // Whoever sends it finds nothing of it, and what comes meanwhile is not theirs: it is counted once.
    const later = leasedAt(owe(board, ['ann'], EXHAUSTED, atSecond(6)), 'r2', 6);
    const results = leased(sending, 'r1', PLAN).map((text) => ({ text, handover: 'accepted' as const }));
    const settled = settleTexts(later, results, ({ lease: held }) => held?.by === 'r1', atSecond(7));
    expect(textsLeft(settled, 'ann', PLAN, atSecond(8))).toBe(9);
    expect(textsLeft(board, 'ann', PLAN, atSecond(5) + HOUR_MS)).toBe(10);
  });

  it('does not count while SMS fail: what became of it nobody knows, and an outage must not use up the hour', () => {
    const sending = { ...leasedAt(owing('ann', 'bob'), 'r1', 5), textsFailSinceMs: START_MS };
    expect(textsLeft(withdraw(sending, 'exhausted', 1).board, 'ann', PLAN, atSecond(6))).toBe(10);
  });

  it('does not count where nobody is sending it', () => {
    expect(textsLeft(withdraw(owing('ann'), 'exhausted', 1).board, 'ann', PLAN, atSecond(6))).toBe(10);
    expect(textsLeft(withdraw(failed, 'exhausted', 1).board, 'ann', PLAN, atSecond(6))).toBe(10);
  });

  it('that people were to be told again they have heard', () => {
    const board = spread(announce(open, 'exhausted', 1, { isAgain: true }), PLAN, START_MS);
    expect(withdraw(board, 'exhausted', 1)).toMatchObject({ board: { outbox: [] }, untold: [] });
    expect(withdraw(announce(open, 'exhausted', 1, { isAgain: true }), 'exhausted', 1)).not.toHaveProperty('upTo');
  });

  it('leaves other kinds and other incidents', () => {
    const board = owing('ann');
    expect(withdraw(board, 'details', 1).board).toEqual(board);
    expect(withdraw(board, 'exhausted', 2).board).toEqual(board);
    const both = owe(board, ['ann'], { kind: 'details', slot: 1 }, START_MS);
    expect(owed(withdraw(both, 'exhausted', 1).board)).toEqual(['details to ann']);
    expect(owed(withoutKinds(both, ['exhausted', 'details'], 1))).toEqual([]);
  });

  it('may be withheld from one person alone', () => {
    const board = announce(
      owe(owing('ann', 'bob'), ['bob'], { kind: 'taken-over', slot: 1 }, START_MS),
      'correction',
      1,
    );
    const spared = sparing(board, 'bob', ['exhausted', 'correction'], 1);
    expect(owed(spared)).toEqual(['correction to ann', 'correction to cyd', 'exhausted to ann', 'taken-over to bob']);
    expect(sparing(owing('bob'), 'bob', ['exhausted'], 1).outbox).toEqual([]);
    expect(owed(sparing(owing('bob'), 'bob', ['exhausted'], 2))).toEqual(['exhausted to bob']);
  });
});

describe('an SMS that is given up', () => {
  it('is one to somebody who is no longer on the roster, or of two days ago', () => {
    const board = owe(owing('ann'), ['zoe'], EXHAUSTED, START_MS);
    expect(expired(board, PLAN, atSecond(1)).map((each) => each.to)).toEqual(['zoe']);
    expect(expired(board, PLAN, START_MS + 48 * HOUR_MS - 1).map((each) => each.to)).toEqual(['zoe']);
    expect(expired(board, PLAN, START_MS + 48 * HOUR_MS).map((each) => each.to)).toEqual(['ann', 'zoe']);
  });

  it('is none that is being sent, but one of which nobody will ever say what became of it', () => {
    const board = leasedAt(owing('ann'), 'r1', 0);
    const without = { ...PLAN, people: peopleOf(BOB, CYD) };
    expect(expired(board, without, atSecond(19))).toEqual([]);
    expect(expired(board, without, atSecond(20)).map((each) => each.to)).toEqual(['ann']);
    expect(expired(board, PLAN, START_MS + HOUR_MS)).toEqual([]);
    expect(expired(board, PLAN, START_MS + 48 * HOUR_MS).map((each) => each.to)).toEqual(['ann']);
  });

  it('is none while the roster cannot be read', () => {
    const unreadable = { ...PLAN, people: peopleOf(), isEverybody: false };
    expect(expired(owing('ann'), unreadable, START_MS + HOUR_MS)).toEqual([]);
  });
});
