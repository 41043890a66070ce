import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { readFlow } from '../../src/cli/flow/file';
import { VirtualClock } from '../../src/rehearsal/clock';
import { outcomeOf } from '../../src/rehearsal/outcome';
import { scripted } from '../../src/rehearsal/phones/scripted';
import { Rehearsal } from '../../src/rehearsal/rehearsal';

const PROJECT = join(__dirname, '..', '..');

it('is open while a message that has not been accepted is in the queue, though no phone will ring before it is back', async () => {
  const clock = new VirtualClock(Date.parse('2026-11-23T12:00:00Z'));
  const rehearsal = new Rehearsal({
    clock,
    behaviour: scripted(clock, ['take']),
    flow: readFlow(),
    functionsFolder: join(PROJECT, 'dist', 'functions'),
    functions: () => ({ handle: async () => ({ status: 503, headers: {}, body: '' }) }),
    lambdaFile: join(PROJECT, 'dist', 'lambda', 'index.js'),
    roster: () => '{"agents":{"ann":{"name":"Ann Lee","phone":"+447700900001"}}}',
  });
  rehearsal.topic.publish({ message: '{"AlarmName":"web-1","NewStateValue":"ALARM"}' });
  const isReturned = () => rehearsal.ledger.entries.some(({ kind }) => kind === 'returned');
  expect(await clock.run(isReturned, clock.now() + 60_000)).toBe(true);
  expect(rehearsal.isQuiet()).toBe(true);
  expect(outcomeOf(rehearsal)).toBeUndefined();
});
