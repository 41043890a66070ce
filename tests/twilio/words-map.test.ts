import { expect, it } from '@jest/globals';
import type { AlarmWords } from '../../src/alarm/alarm-words';
import { Requests } from '../../src/twilio/requests';
import { syncWords } from '../../src/twilio/words-map';
import { twilioAtHand } from '../rehearsal/twilio/twilio-at-hand';
import { NOT_TWILIOS, refusal, scriptedTwilio } from './scripted-twilio';
import type { Answer } from './scripted-twilio';

const WEEK_MS = 7 * 24 * 3_600_000;

function wordsOf(...names: readonly string[]): readonly AlarmWords[] {
  return names.map((name, index) => ({ hash: name, summary: `${name} is down.`, sinceMs: index, region: 'eu-west-1' }));
}

/** The words on the local Twilio: each call is another run of a Function. */
function sync() {
  const { client, clock } = twilioAtHand();
  return { clock, run: () => syncWords(new Requests(client, () => clock.now()), 'default', () => clock.now()) };
}

it('gives the words of one incident in the order in which they came', async () => {
  const { clock, run } = sync();
  const first = run();
  expect(await first.put('inc-1', wordsOf('web', 'api'))).toBe(true);
  expect(await first.put('inc-1', wordsOf('db'))).toBe(true);
  await run().put('inc-12', wordsOf('other'));
  clock.pass(40_000);
  await run().put('inc-1', wordsOf('auth'));
  expect(await run().of('inc-1')).toEqual([...wordsOf('web', 'api'), ...wordsOf('db'), ...wordsOf('auth')]);
  expect((await run().of('inc-12')).map(({ hash }) => hash)).toEqual(['other']);
  expect(await run().of('inc-2')).toEqual([]);
});

it('keeps what two runs put at the same instant', async () => {
  const { run } = sync();
  const puts = [run(), run()].map((each, index) => each.put('inc-1', wordsOf(index === 0 ? 'web' : 'db')));
  expect(await Promise.all(puts)).toEqual([true, true]);
  expect((await run().of('inc-1')).map(({ hash }) => hash).toSorted()).toEqual(['db', 'web']);
});

it('keeps what two runs put at the same instant though the first alarm is the same', async () => {
  const { run } = sync();
  const puts = [wordsOf('web', 'db'), wordsOf('web', 'api')].map((words) => run().put('inc-1', words));
  expect(await Promise.all(puts)).toEqual([true, true]);
  expect((await run().of('inc-1')).map(({ hash }) => hash).toSorted()).toEqual(['api', 'db', 'web', 'web']);
});

it('keeps them for a week', async () => {
  const { clock, run } = sync();
  await run().put('inc-1', wordsOf('web'));
  clock.pass(WEEK_MS - 1_000);
  expect(await run().of('inc-1')).toHaveLength(1);
  clock.pass(2_000);
  expect(await run().of('inc-1')).toEqual([]);
});

function scripted(...answers: readonly Answer[]) {
  const { requests, sent } = scriptedTwilio(...answers);
  return { words: syncWords(requests, 'default', () => 0), sent };
}

it('makes its Map with the first item', async () => {
  const { words, sent } = scripted(refusal(404, 54200), refusal(409, 54301), 'lost');
  expect(await words.put('inc-1', wordsOf('web'))).toBe(false);
  expect(sent.map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
    'POST /v1/Services/default/Maps/oncall-words/Items Key=inc-1.000000000.0web',
    'POST /v1/Services/default/Maps UniqueName=oncall-words',
    'POST /v1/Services/default/Maps/oncall-words/Items Key=inc-1.000000000.0web',
  ]);
});

it('leaves out what are no words', async () => {
  const data = { alarms: [{ hash: 'web' }, ...wordsOf('db'), null] };
  const items = [
    { key: 'inc-1.a', data, revision: '0' },
    { key: 'inc-1.b', data: {}, revision: '0' },
  ];
  const { words } = scripted({ status: 200, body: { items, meta: { key: 'items' } } });
  expect(await words.of('inc-1')).toEqual(wordsOf('db'));
});

it.each<readonly [string, Answer]>([['no reply', 'lost'], ['a refusal', refusal(404, 54200)], ...NOT_TWILIOS])(
  'costs words and nothing else after %s',
  async (_title, answer) => {
    expect(await scripted(answer).words.of('inc-1')).toEqual([]);
    expect(await scripted(answer, answer, answer).words.put('inc-1', wordsOf('web'))).toBe(false);
  },
);

it('is not asked when the Function must stop', async () => {
  const { client, clock } = twilioAtHand();
  const words = syncWords(new Requests(client, () => clock.now()), 'default', () => clock.now());
  clock.pass(8_000);
  expect(await words.of('inc-1')).toEqual([]);
});
