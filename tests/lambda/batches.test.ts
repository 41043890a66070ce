import { describe, expect, it } from '@jest/globals';
import { deliveriesOf } from '../../lambda/batches';
import type { AlarmMessage, Delivery } from '../../src/signing/request';

const limitBytes = 262_144;

function message(id: string, body: string): AlarmMessage {
  return { id, source: 'sns', body };
}

/** The bytes of the POST body, with the longest time and signature. */
function requestBytes(delivery: Delivery): number {
  const request = { ts: 9_999_999_999_999, payload: JSON.stringify(delivery), sig: 'f'.repeat(64) };
  return Buffer.byteLength(JSON.stringify(request));
}

describe('deliveriesOf', () => {
  it('sends a usual batch in one request, unchanged and in order', () => {
    const messages = ['a', 'b', 'c'].map((id) => message(id, `{"AlarmName":"${id}"}`));
    expect(deliveriesOf(messages)).toEqual([{ messages }]);
  });

  it('cuts a batch whose request would be too long', () => {
    const messages = ['a', 'b', 'c', 'd', 'e'].map((id) => message(id, 'x'.repeat(100_000)));
    const deliveries = deliveriesOf(messages);
    expect(deliveries.map((delivery) => delivery.messages.map(({ id }) => id))).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['e'],
    ]);
    expect(deliveries.flatMap((delivery) => delivery.messages)).toEqual(messages);
  });

  it.each([
    ['plain letters', 'x'],
    ['quotes, escaped twice', '"'],
    ['backslashes, escaped twice', '\\'],
    ['line breaks', '\n'],
    ['control characters', '\u0001'],
    ['two-byte letters', 'é'],
    ['emoji', '🔥'],
    ['halves of a surrogate pair', '\uD83D'],
  ])('keeps a request below 256 kB with %s', (_what, character) => {
    const messages = Array.from({ length: 10 }, (_, index) =>
      message(String(index), character.repeat(14_000 * (index + 1))),
    );
    const deliveries = deliveriesOf(messages);
    expect(deliveries.flatMap((delivery) => delivery.messages.map(({ id }) => id))).toEqual(
      messages.map(({ id }) => id),
    );
    for (const delivery of deliveries) expect(requestBytes(delivery)).toBeLessThan(limitBytes);
  });

  it('shortens a message that does not fit alone, and says by how much', () => {
    const [delivery] = deliveriesOf([message('long', `${'a'.repeat(200_000)}${'"'.repeat(100_000)}`)]);
    const body = delivery?.messages[0]?.body ?? '';
    const [, kept = '', cut = ''] = /^(a+"+)… \[(\d+) more characters were cut\]$/.exec(body) ?? [];
    expect(kept.length + Number(cut)).toBe(300_000);
    expect(delivery && requestBytes(delivery)).toBeGreaterThan(limitBytes - 300);
    expect(delivery && requestBytes(delivery)).toBeLessThan(limitBytes);
  });

  it.each(['', 'a'])('does not cut an emoji in half after %j', (start) => {
    const [delivery] = deliveriesOf([message('long', start + '🔥'.repeat(70_000))]);
    expect(delivery?.messages[0]?.body).toMatch(/^a?(?:🔥)+… \[\d+ more characters were cut\]$/u);
  });

  it('counts also what stands between many short messages', () => {
    const deliveries = deliveriesOf(Array.from({ length: 9000 }, (_, index) => message(String(index), 'text')));
    expect(deliveries.length).toBeGreaterThan(1);
    for (const delivery of deliveries) expect(requestBytes(delivery)).toBeLessThan(limitBytes);
  });

  it('shortens only what is too long', () => {
    const bodies = deliveriesOf([message('a', 'short'), message('b', 'x'.repeat(300_000)), message('c', 'short')])
      .flatMap((delivery) => delivery.messages)
      .map(({ body }) => body.length < 10);
    expect(bodies).toEqual([true, false, true]);
  });
});
