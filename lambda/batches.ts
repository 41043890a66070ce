import { MAX_REQUEST_BYTES } from '../src/signing/limits';
import type { AlarmMessage, Delivery } from '../src/signing/request';

// {"ts":1700000000000,"payload":"{\"messages\":[…]}","sig":"<64>"}, with room to spare.
const wrappingBytes = 200;
const separatorBytes = 1;

/**
 * Cuts messages into deliveries so that the signed request around each stays below `MAX_REQUEST_BYTES`. A message too long
 * to fit alone is shortened, never left out; order is kept.
 */
export function deliveriesOf(messages: readonly AlarmMessage[]): Delivery[] {
  const room = MAX_REQUEST_BYTES - wrappingBytes;
  const deliveries: AlarmMessage[][] = [];
  let current: AlarmMessage[] = [];
  let used = room;
  for (const whole of messages) {
    const message = fitting(whole, room);
    const bytes = bytesOf(message) + separatorBytes;
    if (used + bytes > room) {
      current = [];
      deliveries.push(current);
      used = 0;
    }
    current.push(message);
    used += bytes;
  }
  return deliveries.map((each) => ({ messages: each }));
}

/**
 * The message itself, or its beginning and how much is missing, in at most `room` bytes. It never ends in half of a
 * surrogate pair: JSON spells a half with more bytes than the pair, so where the half fits, the pair does.
 */
function fitting(message: AlarmMessage, room: number): AlarmMessage {
  if (bytesOf(message) + separatorBytes <= room) return message;
  let fits = 0;
  let tooLong = message.body.length;
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (bytesOf(shortened(message, middle)) + separatorBytes <= room) fits = middle;
    else tooLong = middle;
  }
  return shortened(message, fits);
}

function shortened(message: AlarmMessage, characters: number): AlarmMessage {
  const { body } = message;
  return { ...message, body: `${body.slice(0, characters)}… [${body.length - characters} more characters were cut]` };
}

/** What the message adds to a request: it is JSON inside a JSON string, so its quotes are escaped twice. */
function bytesOf(message: AlarmMessage): number {
  return Buffer.byteLength(JSON.stringify(JSON.stringify(message))) - 2;
}
