import { expect, it } from '@jest/globals';
import { nextAgent } from '../../src/escalation/answer';
import { claim } from '../../src/incident/answer';
import { callOf, PLAN } from '../incident/sample';
import { receiveMessages, World } from './desk';
import { message } from './messages';

const WITH_CALL = { ...PLAN, textsWithCall: true } as const;

/** A world where the execution claims once its board is looked at so often. */
function world(looks = 1): World {
  const made = new World();
  made.plan = WITH_CALL;
  let created = 0;
  let reads = 0;
  made.before = (what) => {
    if (what.startsWith('create')) created++;
    if (what !== 'read main' || created === 0 || ++reads !== looks) return;
    const board = made.board();
    const execution = `FN${made.executions.size}`;
    const claimed = claim(board, callOf(board, execution), [], WITH_CALL, made.nowMs).board;
    made.boards.set('main', { ...claimed, writes: board.writes + 1 });
    created = 0;
  };
  return made;
}

it('the SMS goes out once the call is placed, and the words say what is wrong', async () => {
  const made = world();
  await receiveMessages(made.run(), [message('api')]);
  const asked = made.takeAsked();
  expect(asked.indexOf('create +447700900001')).toBeLessThan(asked.indexOf('text +447700900001'));
  expect(made.texts).toEqual([
    {
      phone: '+447700900001',
      text: expect.stringMatching(
        /^Calling you \(Main, inc-id2, since Sun 03:00 GMT, 111122223333, eu-west-1\)\. api\./,
      ),
    },
  ]);
  expect(made.board().outbox).toEqual([]);
});

it('is not sent before the execution has claimed: whoever comes next sends it', async () => {
  const made = world(Infinity);
  await receiveMessages(made.run(), [message('api')]);
  expect(made.texts).toEqual([]);
  const board = made.board();
  made.boards.set('main', {
    ...claim(board, callOf(board, 'FN1'), [], WITH_CALL, made.nowMs).board,
    writes: board.writes + 1,
  });
  await receiveMessages(made.run(), [{ ...message('api'), redelivered: true }]);
  expect(made.texts).toHaveLength(1);
});

it('goes to the next agent with the next call, and no more to the one before', async () => {
  const made = world();
  await receiveMessages(made.run(), [message('api')]);
  const call = { team: 'main', incident: 'inc-id2', attempt: 1, execution: 'FN1' };
  made.hangUp('FN1');
  let created = 0;
  made.before = (what) => {
    if (what.startsWith('create')) created++;
    if (what !== 'read main' || created === 0) return;
    const board = made.board();
    made.boards.set('main', {
      ...claim(board, callOf(board, 'FN2'), [], WITH_CALL, made.nowMs).board,
      writes: board.writes + 1,
    });
    created = 0;
  };
  await nextAgent(made.run(), call, 'declined');
  expect(made.texts.map(({ phone }) => phone)).toEqual(['+447700900001', '+447700900002']);
});

it('is withdrawn when the call is over before it could be sent', async () => {
  const made = world();
  made.handovers.set('+447700900001', 'failed');
  await receiveMessages(made.run(), [message('api')]);
  expect(made.board().outbox).toMatchObject([{ to: 'ann', items: [{ kind: 'ringing' }] }]);
  made.hangUp('FN1');
  made.before = () => undefined;
  await nextAgent(made.run(), { team: 'main', incident: 'inc-id2', attempt: 1, execution: 'FN1' }, 'declined');
  expect(made.board().outbox).toEqual([]);
});

it('is not sent where the roster does not ask for it, and nothing is waited for', async () => {
  const made = world();
  made.plan = PLAN;
  const startMs = made.nowMs;
  await receiveMessages(made.run(), [message('api')]);
  expect(made.texts).toEqual([]);
  expect(made.nowMs).toBe(startMs);
});
