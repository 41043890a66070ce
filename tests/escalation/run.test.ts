import { describe, expect, it } from '@jest/globals';
import { escalating } from '../../src/board/board';
import type { Board } from '../../src/board/board';
import { Unreachable } from '../../src/escalation/ports';
import type { Run } from '../../src/escalation/run';
import type { Given } from '../../src/incident/escalation';
import { countOf } from '../../src/board/memory';
import { packedBytes } from '../../src/board/packed';
import { receive } from '../../src/incident/receive';
import { wordsOn } from '../../src/incident/words';
import { alarmAt, attemptOf, boardAfter, givenAt, incidentOf, START_MS, wordsFor } from '../incident/sample';
import { World } from './desk';
import { firstBoard } from './first-board';

/** 1 + 1/2 + … + 1/n */
function harmonic(n: number): number {
  return Array.from({ length: n }, (_, index) => 1 / (index + 1)).reduce((sum, each) => sum + each, 0);
}

/** One alarm of the main team is received. */
function open(run: Run, name = 'web-1'): Promise<{ readonly board: Board }> {
  return run.change('main', 'joining', receiving(name));
}

function receiving(name: string): (board: Board, given: Given) => { readonly board: Board } {
  return (board, given) => receive(board, [alarmAt(0, name)], given);
}

const LONG = '警'.repeat(200);

describe('changing a board', () => {
  it('counts the writes', async () => {
    const world = new World();
    await open(world.run());
    await open(world.run(), 'db');
    expect(world.board().writes).toBe(2);
  });

  it('writes nothing when nothing changes', async () => {
    const world = new World();
    await open(world.run());
    world.takeAsked();
    await open(world.run());
    expect(world.asked).toEqual(['read main']);
  });

  it('decides anew on what somebody else wrote first', async () => {
    const world = new World();
    world.writes.push('conflict');
    const before = world.nowMs;
    const { board } = await open(world.run());
    expect(world.asked).toEqual(['read main', 'write main', 'read main', 'write main']);
    expect(board).toEqual(world.board());
    // Half of the 1,200 ms that a writer who only joins steps aside at the most.
    expect(world.nowMs - before).toBe(600);
  });

  it('steps aside for 50 ms at the most to move the escalation on', async () => {
    const world = new World();
    world.writes.push('conflict');
    await world.run().change('main', 'moving', (board, given) => receive(board, [alarmAt(0)], given));
    expect(world.nowMs - START_MS).toBe(25);
  });

  it('lets others go first, once, where an incident was joined just now', async () => {
    const world = new World();
    await open(world.run());
    world.takeAsked();
    await open(world.run(), 'db');
    expect(world.takeAsked()).toEqual(['read main', 'read main', 'write main']);
    // Half of 200 ms.
    expect(world.nowMs - START_MS).toBe(100);
    world.nowMs += 100;
    await open(world.run(), 'web');
    expect(world.takeAsked()).toEqual(['read main', 'write main']);
  });

  it('lets others go first for longer where requests are slow', async () => {
    const world = new World();
    await open(world.run());
    world.nowMs += 100;
    world.latencyMs = 100;
    const before = world.nowMs;
    await open(world.run(), 'db');
    // Two reads and a write; half of 200 ms, and of eight requests.
    expect(world.nowMs - before).toBe(300 + 100 + 400);
    world.nowMs += 100 + 150;
    await open(world.run(), 'web');
    expect(world.takeAsked().slice(-2)).toEqual(['read main', 'write main']);
  });

  it('lets others go first for two seconds at the most', async () => {
    const world = new World();
    await open(world.run());
    world.nowMs += 100;
    world.latencyMs = 1_500;
    const before = world.nowMs;
    await open(world.run(), 'db');
    expect(world.nowMs - before).toBe(4_500 + 1_000);
  });

  it('lets nobody go first to move the escalation on', async () => {
    const world = new World();
    await open(world.run());
    world.takeAsked();
    await world.run().change('main', 'moving', (board, given) => receive(board, [alarmAt(0, 'db')], given));
    expect(world.asked).toEqual(['read main', 'write main']);
  });

  it('waits less the more often it has lost', async () => {
    const world = new World();
    world.writes.push('conflict', 'conflict', 'conflict');
    await open(world.run());
    // Half of 1,200, 600 and 400 ms, and never less than half of 20.
    expect(world.nowMs - START_MS).toBe(1_100);
    const often = new World();
    often.writes.push(...Array.from({ length: 70 }, () => 'conflict' as const));
    await open(often.run());
    expect(often.nowMs - START_MS).toBeCloseTo(600 * harmonic(60) + 10 * 10, 3);
  });

  it('recognises its own write when only the reply was lost', async () => {
    const world = new World();
    world.writes.push('applied but unknown');
    const run = world.run();
    const { board } = await open(run);
    expect(world.asked).toEqual(['read main', 'write main', 'read main']);
    expect(board.writes).toBe(1);
    expect(run.owns(attemptOf(board).token)).toBe(true);
    expect(world.run().owns(attemptOf(board).token)).toBe(false);
  });

  it('writes again what was not written, with the same token and the same incident', async () => {
    const world = new World();
    const tokens: string[] = [];
    world.writes.push('lost', 'conflict', 'lost');
    await world.run().change('main', 'moving', (board, given) => {
      tokens.push(`${given.token} ${given.incidentId}`);
      return receive(board, [alarmAt(0)], given);
    });
    expect(tokens).toEqual(Array.from({ length: 4 }, () => 'id1.1 inc-id2'));
    expect(world.board().writes).toBe(1);
  });

  it('gives each decision of a run a token of its own', async () => {
    const world = new World();
    const run = world.run();
    const tokens: string[] = [];
    for (const each of [1, 2]) {
      await run.change('main', 'moving', (board, given) => {
        tokens.push(given.token);
        return { board, each };
      });
    }
    expect(new Set(tokens).size).toBe(2);
    expect(tokens.every((token) => run.owns(token))).toBe(true);
  });

  it('reads again when what it reads is older than its own last write', async () => {
    const world = new World();
    const run = world.run();
    await open(run);
    await open(run, 'db');
    world.staleReads.push(boardAfter(), boardAfter(alarmAt(0)));
    const { board } = await run.read('main');
    expect(incidentOf(board).joined).toBe(2);
  });

  it('cannot be misled by a stale read into writing over what it has not seen', async () => {
    const world = new World();
    await open(world.run());
    world.staleReads.push(boardAfter());
    const { board } = await open(world.run(), 'db');
    expect(incidentOf(board).joined).toBe(2);
    expect(wordsOn(board, 'inc-id2')).toEqual(wordsFor('web-1', 'db'));
  });

  it('gives up before Twilio ends the Function', async () => {
    const world = new World();
    const run = world.run();
    world.nowMs += 7_999;
    run.checkTime();
    world.nowMs += 1;
    expect(() => run.checkTime()).toThrow(Unreachable);
    await expect(open(run)).rejects.toThrow(Unreachable);
    expect(world.asked).toEqual([]);
  });

  it('gives up when the board never stops changing', async () => {
    const world = new World();
    world.writes.push(...Array.from({ length: 10_000 }, () => 'conflict' as const));
    await expect(open(world.run())).rejects.toThrow('used up');
    expect(world.nowMs - START_MS).toBeLessThan(9_000);
  });

  it('writes a board that fits its document', async () => {
    const world = new World();
    const storm = Array.from({ length: 1_500 }, (_, index) => alarmAt(0, `web-${index}`));
    await world.run().change('main', 'joining', (board, given) => receive(board, storm, given));
    expect(packedBytes(world.board())).toBeLessThanOrEqual(16 * 1_024);
    expect(countOf(world.board().memory)).toBe(1_000);
    expect(incidentOf(world.board()).joined).toBe(1_500);
  });

  it('says so when the board cannot be read or written', async () => {
    const world = new World();
    world.writes.push('unreachable');
    await expect(open(world.run())).rejects.toThrow(Unreachable);
    world.unreadable.add('main');
    await expect(open(world.run())).rejects.toThrow(Unreachable);
  });

  it('decides on a board that was just read, or on what it wrote last, and asks for it again only when that is out of date', async () => {
    const world = new World();
    const run = world.run();
    const known = await run.read('main');
    world.takeAsked();
    await run.change('main', 'moving', receiving('web-1'), known);
    await run.change('main', 'moving', receiving('db'));
    expect(world.takeAsked()).toEqual(['write main', 'write main']);
    await open(world.run(), 'api');
    world.takeAsked();
    await run.change('main', 'moving', receiving('disk'));
    expect(world.asked).toEqual(['write main', 'read main', 'write main']);
    expect(incidentOf(world.board()).joined).toBe(4);
  });

  it('puts the words beside the board for which it has no room; a page goes out though they cannot be kept', async () => {
    const world = new World();
    const storm = Array.from({ length: 1_000 }, (_, index) => alarmAt(0, `web-${index}`, { summary: LONG }));
    const opening = (run: Run) => run.change('main', 'joining', (board, given) => receive(board, storm, given));
    const { board } = await opening(world.run());
    expect(wordsOn(board, 'inc-id2')).toEqual([]);
    const kept = await world.run().wordsOf(board, 'inc-id2');
    expect(kept.map(({ summary }) => summary)).toEqual(Array.from({ length: 12 }, () => LONG));

    const lossy = new World();
    lossy.wordsWork = false;
    const run = lossy.run();
    expect(escalating((await opening(run)).board)?.joined).toBe(1_000);
    await run.wordsPut();
    expect(lossy.logged).toEqual([expect.stringMatching(/^warn: The words about alarms were not stored/)]);
  });
});

/** A world in the middle of an upgrade: the first agent is being called, and another alarm comes. */
async function upgrading(before: (world: World) => void = () => undefined): Promise<World> {
  const world = new World();
  world.firsts.set('main', { value: firstBoard(), revision: 1 });
  world.execution('FN1', '+447700900001');
  before(world);
  await open(world.run(), 'db');
  return world;
}

describe('a board of the first release', () => {
  it('is taken over in the middle of an incident, and buried', async () => {
    const world = await upgrading();
    expect(world.board().incidents).toMatchObject([{ id: 'inc-first', status: 'escalating', joined: 2 }]);
    expect(attemptOf(world.board())).toMatchObject({
      number: 1,
      token: 'first.1',
      state: { is: 'calling', execution: 'FN1', flow: 'FW1' },
    });
    expect(wordsOn(world.board(), 'inc-first').map(({ summary }) => summary)).toEqual([
      'api. api is down.',
      'db is down.',
    ]);
    expect(world.firsts.size).toBe(0);
    expect(await world.run().adopt('main')).toBe(false);
  });

  it('that holds nothing of ours is left as it is', async () => {
    const world = await upgrading(({ firsts }) => firsts.set('main', { value: { list: [] }, revision: 1 }));
    expect(world.board().incidents).toMatchObject([{ id: 'inc-id2', joined: 1 }]);
    expect(world.asked).not.toContain('bury main');
  });

  it.each<[string, (world: World) => void]>([
    ['the write of it loses a race', ({ writes }) => writes.push('written', 'conflict')],
    ['the reply to the write of it is lost', ({ writes }) => writes.push('written', 'applied but unknown')],
    ['the write of it is lost', ({ writes }) => writes.push('written', 'lost')],
    [
      'Functions of the first release write it once more',
      (world) => {
        world.before = once('bury main', () => world.firsts.set('main', { value: firstBoard(), revision: 2 }));
      },
    ],
  ])('is taken over once though %s', async (_title, happens) => {
    const world = await upgrading(happens);
    expect(world.board().incidents).toMatchObject([{ id: 'inc-first', status: 'escalating', joined: 2 }]);
    expect(attemptOf(world.board()).state).toMatchObject({ is: 'calling', execution: 'FN1' });
    expect(world.firsts.size).toBe(0);
  });

  it('is taken over as its own Functions have left it, when the agent takes it at this very moment', async () => {
    const by = { id: 'ann', name: 'Ann Lee', phone: '+447700900001' };
    const taken = { by, execution: 'FN1', atMs: START_MS };
    const world = await upgrading((each) => {
      const value = firstBoard({ status: 'taken', taken, closedAtMs: START_MS });
      each.before = once('bury main', () => each.firsts.set('main', { value, revision: 2 }));
    });
    expect(world.board().incidents).toMatchObject([{ id: 'inc-first', status: 'taken', taken: { by: 'ann' } }]);
  });

  it('is taken over by the next write when nobody heard of the first one', async () => {
    const world = await upgrading(({ writes }) => writes.push('applied but unknown'));
    await open(world.run(), 'web-1');
    expect(world.board().incidents).toMatchObject([{ id: 'inc-first', status: 'escalating', joined: 3 }]);
    expect(world.firsts.size).toBe(0);
  });

  it('is one chain with what others have opened meanwhile', async () => {
    const world = await upgrading((each) => {
      each.before = once('first main', () => {
        const { board } = receive(each.board(), [alarmAt(0, 'web-1')], givenAt(0));
        each.boards.set('main', { ...board, writes: 2 });
      });
    });
    expect(world.board().incidents).toMatchObject([{ id: 'inc-first', status: 'escalating', joined: 3 }]);
    expect(attemptOf(world.board()).state).toMatchObject({ is: 'calling', execution: 'FN1' });
  });
});

/** Does this when that is asked for the first time. */
function once(asked: string, act: () => void): (what: string) => void {
  let isDone = false;
  return (what) => {
    if (isDone || what !== asked) return;
    isDone = true;
    act();
  };
}

it('does not decide on what it wrote before, when a later write of its own was made though its reply was lost', async () => {
  const world = new World();
  const run = world.run();
  await open(run);
  world.writes.push('applied but unknown');
  await open(run, 'db');
  const { board } = await run.change('main', 'moving', (read) => ({ board: read }));
  expect(board.writes).toBe(2);
  expect(countOf(board.memory)).toBe(2);
});
