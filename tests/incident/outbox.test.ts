import { describe, expect, it } from '@jest/globals';
import { EMPTY_BOARD } from '../../src/incident/board';
import type { Board, OwedText } from '../../src/incident/board';
import { lease, leasable, leased, owe, oweFurther, settleTexts, unheard, withdraw } from '../../src/incident/outbox';
import type { Handover } from '../../src/incident/outbox';
import { SECOND_MS, START_MS } from './sample';

const ann = { id: 'ann', phone: '+447700900001' };
const bob = { id: 'bob', phone: '+447700900002' };
const twin = { id: 'twin', phone: '+447700900001' };

function atSecond(seconds: number): number {
  return START_MS + seconds * SECOND_MS;
}

function owing(...to: readonly { id: string; phone: string }[]): Board {
  return { ...EMPTY_BOARD, outbox: owe([], { kind: 'exhausted', incident: 'i', text: 'Nobody.', to }, START_MS) };
}

/** The board after this holder tried what it has leased, with one outcome for all. */
function tried(board: Board, holder: string, handover: Handover, seconds: number): Board {
  const results = leased(board, holder).map((text) => ({ text, handover }));
  return settleTexts(board, holder, results, atSecond(seconds));
}

function ids(texts: readonly { readonly id: string }[]): string {
  return texts.map(({ id }) => id).join(' ');
}

describe('owing an SMS', () => {
  it('is due at once and untried', () => {
    expect(owing(ann).outbox).toEqual([
      { kind: 'exhausted', incident: 'i', text: 'Nobody.', to: [{ ...ann, notBeforeMs: START_MS, tries: 0 }] },
    ]);
  });

  it('goes once to a number that two agents share', () => {
    expect(ids(owing(ann, bob, twin).outbox[0]?.to ?? [])).toBe('ann bob');
  });

  it('is not owed twice while it is owed', () => {
    const { outbox } = owing(ann);
    const again = { kind: 'exhausted' as const, incident: 'i', text: 'Nobody.' };
    expect(owe(outbox, { ...again, to: [ann] }, START_MS)).toBe(outbox);
    expect(owe(outbox, { ...again, to: [ann, bob] }, START_MS).map(({ to }) => ids(to))).toEqual(['ann', 'bob']);
    expect(owe(outbox, { ...again, incident: 'j', to: [ann] }, START_MS)).toHaveLength(2);
    expect(owe(outbox, { ...again, kind: 'correction', to: [ann] }, START_MS)).toHaveLength(2);
  });

  it('to nobody is owed to nobody', () => {
    expect(owing().outbox).toEqual([]);
  });
});

describe('a lease', () => {
  it('gives what is due to one run only, for 20 s', () => {
    const board = lease(owing(ann, bob), 'r1', START_MS);
    expect(ids(leased(board, 'r1'))).toBe('ann bob');
    expect(leasable(board, 'r2', atSecond(19.999))).toEqual([]);
    expect(lease(board, 'r2', atSecond(19.999))).toBe(board);
    expect(ids(leasable(board, 'r2', atSecond(20)))).toBe('ann bob');
    expect(ids(leased(lease(board, 'r2', atSecond(20)), 'r2'))).toBe('ann bob');
    expect(leased(lease(board, 'r2', atSecond(20)), 'r1')).toEqual([]);
  });

  it('may be renewed by its own run', () => {
    const board = lease(owing(ann), 'r1', START_MS);
    expect(ids(leasable(board, 'r1', atSecond(5)))).toBe('ann');
  });

  it('is not given of what is not due', () => {
    const board = owing(ann);
    expect(leasable(board, 'r1', START_MS - 1)).toEqual([]);
    expect(lease(board, 'r1', START_MS - 1)).toBe(board);
  });

  it('says what to send and to whom', () => {
    expect(leased(lease(owing(ann), 'r1', START_MS), 'r1')).toEqual([
      { kind: 'exhausted', incident: 'i', text: 'Nobody.', ...ann },
    ]);
  });
});

describe('what was tried', () => {
  it.each(['accepted', 'refused'] as const)('and %s is owed no more', (handover) => {
    expect(tried(lease(owing(ann), 'r1', START_MS), 'r1', handover, 1).outbox).toEqual([]);
  });

  it('and failed is tried again after 15 s, twice as long each time, 2 minutes at the most', () => {
    let board = owing(ann);
    const waits: number[] = [];
    for (let seconds = 0; waits.length < 6;) {
      board = tried(lease(board, `r${seconds}`, atSecond(seconds)), `r${seconds}`, 'failed', seconds);
      const dueMs = board.outbox[0]?.to[0]?.notBeforeMs ?? 0;
      const wait = dueMs / SECOND_MS - atSecond(seconds) / SECOND_MS;
      waits.push(wait);
      seconds += wait;
      expect(leasable(board, 'any', dueMs - 1)).toEqual([]);
      expect(ids(leasable(board, 'any', dueMs))).toBe('ann');
    }
    expect(waits).toEqual([15, 30, 60, 120, 120, 120]);
  });

  it('settles each number by itself', () => {
    const board = lease(owing(ann, bob), 'r1', START_MS);
    const results = leased(board, 'r1').map((text) => ({
      text,
      handover: text.id === 'ann' ? ('accepted' as const) : ('failed' as const),
    }));
    expect(settleTexts(board, 'r1', results, START_MS).outbox).toMatchObject([{ to: [{ id: 'bob', tries: 1 }] }]);
  });

  it('changes nothing when another run has the lease by now', () => {
    const board = lease(owing(ann), 'r1', START_MS);
    const results = leased(board, 'r1').map((text) => ({ text, handover: 'accepted' as const }));
    const others = lease(board, 'r2', atSecond(20));
    expect(settleTexts(others, 'r1', results, atSecond(21))).toBe(others);
  });

  it('leaves to another run what that has leased by now', () => {
    const board = lease(owing(ann, bob), 'r1', START_MS);
    const results = leased(board, 'r1').map((text) => ({ text, handover: 'accepted' as const }));
    const others = lease(owing(ann), 'r2', START_MS);
    const mixed = { ...board, outbox: [...others.outbox, ...owing(bob).outbox] };
    const both = { ...mixed, outbox: [...mixed.outbox, ...lease(owing(bob), 'r1', START_MS).outbox] };
    expect(settleTexts(both, 'r1', results, START_MS).outbox).toEqual(mixed.outbox);
  });

  it('leaves what it was not about', () => {
    const board = lease(owing(ann, bob), 'r1', START_MS);
    const [first] = leased(board, 'r1').map((text) => ({ text, handover: 'accepted' as const }));
    expect(settleTexts(board, 'r1', first === undefined ? [] : [first], START_MS).outbox).toMatchObject([
      { to: [{ id: 'bob', lease: { by: 'r1' } }] },
    ]);
  });
});

/** The outbox with one more alarm owed to the agent who has the incident. */
function more(outbox: readonly OwedText[], text: string): readonly OwedText[] {
  return oweFurther(outbox, { incident: 'i', text, alarm: 'h', to: ann }, START_MS);
}

/** What would be sent in the end. */
function words(outbox: readonly OwedText[]): string[] {
  return leasable({ ...EMPTY_BOARD, outbox }, 'r', Infinity).map(({ text }) => text);
}

describe('one more alarm for the agent who has it', () => {
  it('joins the SMS that waits to be sent', () => {
    expect(words(more(more(more([], 'A.'), 'B.'), 'C.'))).toEqual(['A. And 2 more.']);
  });

  it('does not join one that is being sent: its words stand', () => {
    const board = lease({ ...EMPTY_BOARD, outbox: more(more([], 'A.'), 'B.') }, 'r1', START_MS);
    const joined = { ...board, outbox: more(more(board.outbox, 'C.'), 'D.') };
    expect(leased(joined, 'r1').map(({ text }) => text)).toEqual(['A. And 1 more.']);
    expect(tried(joined, 'r1', 'accepted', 1).outbox).toMatchObject([{ text: 'C.', further: 1 }]);
  });

  it('joins one that is to be tried again', () => {
    const failed = tried(lease({ ...EMPTY_BOARD, outbox: more([], 'A.') }, 'r1', START_MS), 'r1', 'failed', 1);
    expect(words(more(failed.outbox, 'B.'))).toEqual(['A. And 1 more.']);
  });

  it('does not join another incident’s', () => {
    expect(more(oweFurther([], { incident: 'j', text: 'A.', alarm: 'h', to: ann }, START_MS), 'B.')).toHaveLength(2);
  });
});

describe('an SMS that was not handed over', () => {
  const owed = lease({ ...EMPTY_BOARD, outbox: more([], 'A.') }, 'r1', START_MS);

  it.each<[Handover, number, string, boolean]>([
    ['accepted', 0, 'more', false],
    ['refused', 0, 'more', true],
    ['blocked', 0, 'more', true],
    ['failed', 0, 'more', false],
    ['failed', 1, 'more', true],
    ['refused', 0, 'details', false],
    ['blocked', 0, 'details', false],
    ['failed', 7, 'details', false],
  ])(
    '%s after %i tries, of kind %s: somebody must hear of it in another way: %p',
    (handover, tries, kind, isUnheard) => {
      const outbox = owed.outbox.map((entry) => ({
        ...entry,
        kind: kind as OwedText['kind'],
        to: entry.to.map((recipient) => ({ ...recipient, tries })),
      }));
      const board = { ...owed, outbox };
      const results = leased(board, 'r1').map((text) => ({ text, handover }));
      expect(unheard(board, 'r1', results)).toEqual(isUnheard ? outbox : []);
      const isGone = isUnheard || handover === 'accepted' || handover === 'refused';
      expect(settleTexts(board, 'r1', results, START_MS).outbox).toHaveLength(isGone ? 0 : 1);
    },
  );

  it('is another’s to settle when the lease has passed on', () => {
    const results = leased(owed, 'r1').map((text) => ({ text, handover: 'refused' as const }));
    const passedOn = lease(owed, 'r2', START_MS + 60_000);
    expect(unheard(passedOn, 'r1', results)).toEqual([]);
  });
});

describe('an SMS that is true no more', () => {
  it('is owed to nobody, and who was not told yet is named', () => {
    const board = lease(owing(ann), 'r1', START_MS);
    const failed = tried(board, 'r1', 'failed', 1);
    const outbox = owe(failed.outbox, { kind: 'exhausted', incident: 'i', text: 'Nobody.', to: [bob] }, START_MS);
    expect(withdraw(outbox, 'exhausted', 'i')).toEqual({ outbox: [], withdrawn: [bob.phone] });
    expect(withdraw(board.outbox, 'exhausted', 'i')).toEqual({ outbox: [], withdrawn: [] });
  });

  it('leaves other kinds and other incidents', () => {
    const { outbox } = owing(ann);
    expect(withdraw(outbox, 'details', 'i').outbox).toEqual(outbox);
    expect(withdraw(outbox, 'exhausted', 'j').outbox).toEqual(outbox);
  });
});
