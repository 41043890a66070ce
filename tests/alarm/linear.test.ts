import { describe, expect, it } from '@jest/globals';
import { unwrap } from '../../lambda/unwrap';
import { readAlarm } from '../../src/alarm/alarm';
import { inTier } from '../support/tier';

/** What a pattern may look at again and again: runs of what it repeats, and beginnings without an end. */
const PIECES = [
  ' ', '\n', '\t', '.', ',', ';', '-', '=', '_', '*', '~', '#', '>', '<', '<a', '<a ', '<!--', '&', '&#', '&#x', '%', '%41', '(', '[', '[x](',
  '{', '"', '\\', '\\n', '\u001b[', '\u001b]', '\u200b', '@', '0', 'a', 'A', 'a-', '1.', 'https://', 'https://x.y/(', '警', '🔥', '\ud800',
]; // prettier-ignore

/** Bodies with this text wherever one may stand. */
const BODIES: Readonly<Record<string, (text: string) => string>> = {
  'a text': (text) => text,
  'an alarm': (text) =>
    JSON.stringify({
      AlarmName: text,
      AlarmDescription: text,
      NewStateReason: text,
      NewStateValue: 'ALARM',
      Trigger: { MetricName: text, Dimensions: [{ name: 'a', value: text }] },
    }),
  'JSON that nobody knows': (text) => JSON.stringify({ title: text, more: [{ [text]: 'a' }] }),
  'a notification of a service': (text) =>
    JSON.stringify({
      'Event Source': text,
      'Event Message': text,
      'Source ID': 'db',
      'Event ID': text,
      'Event Time': text,
    }),
  'a text of Alertmanager': (text) => `[FIRING:1] ${text}\n - summary = ${text}\nSource: http://${text}`,
};

const LONG = inTier(256_000, 48_000);
const SHORT = LONG / 8;

/** A quadratic reader takes 64 times as long for 8 times as much. */
const MOST = 24;

/** The shortest of a few runs, in milliseconds: whatever else the machine does makes one longer. */
function shortest(run: () => void, runs: number): number {
  let best = Infinity;
  for (let index = 0; index < runs; index++) {
    const from = performance.now();
    run();
    best = Math.min(best, performance.now() - from);
  }
  return best;
}

/** How much longer it takes to read so much of a piece. */
function growth(piece: string, bodyOf: (text: string) => string): number {
  const [short, long] = [SHORT, LONG].map((characters) => {
    // What does not match at the end makes a pattern begin anew everywhere before it.
    const text = `${piece.repeat(Math.ceil(characters / piece.length))}\u0001x`;
    const Sns = { MessageId: 'm-1', Subject: text, Message: bodyOf(text) };
    const read = (): void => {
      for (const { message } of unwrap({ Records: [{ EventSource: 'aws:sns', Sns }] }, 'run').arrivals)
        readAlarm(message);
    };
    return shortest(read, 2);
  });
  return (long ?? Infinity) / (short ?? 1);
}

describe('the time to read a message grows with its length, not with its square', () => {
  it.each(Object.entries(BODIES))('%s', (_what, bodyOf) => {
    for (const piece of inTier(PIECES, [' ', '.', '<', '[', '\u001b[', '🔥'])) {
      // Something else may have had the processor: only what is slow every time is slow.
      const factors = [growth(piece, bodyOf)];
      while (Math.min(...factors) > MOST && factors.length < 4) factors.push(growth(piece, bodyOf));
      expect([piece, Math.min(...factors) <= MOST]).toEqual([piece, true]);
    }
  });
});
