import { describe, expect, it } from '@jest/globals';
import type { Board } from '../../src/incident/board';
import { Unreachable } from '../../src/escalation/ports';
import type { Run } from '../../src/escalation/run';
import { countOf } from '../../src/incident/memory';
import { receive } from '../../src/incident/receive';
import { alarmAt, attemptOf, boardAfter, incidentOf, START_MS } from '../incident/sample';
import { World } from './desk';

/** One alarm of the main team is received. */
function open(run: Run, name = 'web-1'): Promise<{ readonly board: Board }> {
  return run.change('main', 'joining', (board, given) => receive(board, [alarmAt(0, name)], given));
}

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
    // Half of the 600 ms that a writer who only joins steps aside at the most.
    expect(world.nowMs - before).toBe(300);
  });

  it('steps aside for 50 ms at the most to move the escalation on', async () => {
    const world = new World();
    world.writes.push('conflict');
    await world.run().change('main', 'moving', (board, given) => receive(board, [alarmAt(0)], given));
    expect(world.nowMs - START_MS).toBe(25);
  });

  it('lets others go first, once, where an incident was joined within the last half second', async () => {
    const world = new World();
    await open(world.run());
    world.takeAsked();
    await open(world.run(), 'db');
    expect(world.takeAsked()).toEqual(['read main', 'read main', 'write main']);
    expect(world.nowMs - START_MS).toBe(300);
    world.nowMs += 500;
    await open(world.run(), 'web');
    expect(world.takeAsked()).toEqual(['read main', 'write main']);
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
    // Half of 600, 300 and 200 ms.
    expect(world.nowMs - START_MS).toBe(550);
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
    expect(incidentOf(board).alarms).toHaveLength(2);
  });

  it('cannot be misled by a stale read into writing over what it has not seen', async () => {
    const world = new World();
    await open(world.run());
    world.staleReads.push(boardAfter());
    const { board } = await open(world.run(), 'db');
    expect(incidentOf(board).alarms.map(({ summary }) => summary)).toEqual(['web-1 is down.', 'db is down.']);
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
    expect(new TextEncoder().encode(JSON.stringify(world.board())).length).toBeLessThanOrEqual(16 * 1_024);
    expect(countOf(world.board().memory)).toBeGreaterThan(1_000);
  });

  it('says so when the board cannot be read or written', async () => {
    const world = new World();
    world.writes.push('unreachable');
    await expect(open(world.run())).rejects.toThrow(Unreachable);
    world.unreadable.add('main');
    await expect(open(world.run())).rejects.toThrow(Unreachable);
  });
});
