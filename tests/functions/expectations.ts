import { expect } from '@jest/globals';
import { PRIVATE, withoutContractNumbers } from './functions-at-hand';
import type { FunctionsAtHand } from './functions-at-hand';
import { namesOnPrototypes } from './pollution';

/** What the Functions answer to a request that they refuse. */
export function refused(status: number, code: string, message: string | RegExp) {
  return {
    status,
    type: 'application/json',
    text: expect.any(String),
    json: { error: { code, message: typeof message === 'string' ? message : expect.stringMatching(message) } },
  };
}

/**
 * Every reply and every log line so far: nothing private, no stack in a reply, and every log line is one JSON object with a
 * level and a message.
 */
export function expectNothingPrivate(at: FunctionsAtHand): void {
  for (const { text } of at.replies) {
    expect(withoutContractNumbers(text)).not.toMatch(PRIVATE);
    expect(text).not.toMatch(/\bat .+:\d+:\d+|\.js\b|\.ts\b/);
  }
  for (const { text, fields } of at.logs()) {
    expect(text).not.toMatch(PRIVATE);
    expect(text).not.toMatch(/\n/);
    expect(fields).toEqual(
      expect.objectContaining({ level: expect.stringMatching(/^(info|warn|error)$/), message: expect.any(String) }),
    );
  }
}

const UNPOLLUTED = namesOnPrototypes();

/** No request has left anything on what every object inherits from. */
export function expectUnpolluted(): void {
  expect(namesOnPrototypes()).toEqual(UNPOLLUTED);
}
