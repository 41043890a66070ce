import { afterEach, describe, expect, it } from '@jest/globals';
import { NUMBERS } from '../support/story';
import { FunctionsAtHand } from './functions-at-hand';

let at: FunctionsAtHand;

const STRANGER = '+12025550177';

/** What the number answers to this SMS: the message, or undefined. */
async function text(body: string, from: string = NUMBERS.ann): Promise<string | undefined> {
  const reply = await at.flow('/text-in', { From: from, To: '+12025550100', Body: body, MessageSid: 'SM1' });
  expect(reply).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' });
  return /<Message>(.*)<\/Message>/s.exec(reply.text)?.[1];
}

describe('x', () => {
  it('works', async () => {
    at = new FunctionsAtHand();
    await at.called();
    for (const word of ['open', 'who', 'next', 'foo', '1', 'take', 'done', 'STOP', '2']) {
      const b = at.requests();
      console.log(word, '=>', await text(word), at.requests() - b);
    }
    console.log(await text('open', STRANGER));
    console.log(JSON.stringify(at.board()?.incidents));
    console.log(
      at
        .logs()
        .map(({ text }) => text)
        .join('\n'),
    );
    console.log(
      JSON.stringify(
        at.story.rehearsal.ledger.entries.filter((e) => e.kind === 'sms'),
        undefined,
        1,
      ),
    );
  });
});
