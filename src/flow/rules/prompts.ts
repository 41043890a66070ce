import { LONGEST_KEY_WAIT_SECONDS, SHORTEST_KEY_WAIT_SECONDS } from '../contract';
import type { Note } from '../../studio/finding';
import { widgetNamed } from '../../studio/draft';
import type { Subject } from '../subject';

/**
 * What is said is said once. A prompt takes one key at once, 1 and 2 among them, and waits as long as the deadline of a call
 * allows.
 */
export function checkPrompts({ widgets, isEscalation }: Subject, note: Note): void {
  if (!isEscalation) return;
  for (const widget of widgets.values()) {
    const { type, properties } = widget.state;
    if (type !== 'gather-input-on-call' && type !== 'say-play') continue;
    const tell = (key: string, message: string): void =>
      note({ severity: 'error', place: `${widget.place}/properties/${key}`, widget: widgetNamed(widget), message });
    const { number_of_digits: digits, finish_on_key: finish, timeout = 5, say, loop = 1 } = properties;
    if (typeof loop === 'number' && loop > 1)
      tell('loop', `says it ${loop} times; the deadline of a call counts on once.`);
    if (type === 'say-play') continue;
    if (digits !== 1) tell('number_of_digits', 'must be 1, so that a key counts as soon as it is pressed.');
    if (finish === '1' || finish === '2')
      tell('finish_on_key', `is "${finish}", so that this key is never handed in; leave it empty.`);
    if (typeof say !== 'string' || say === '')
      tell('say', 'is empty; a prompt must say what is wrong and which keys there are.');
    if (typeof timeout !== 'number') continue;
    if (timeout > LONGEST_KEY_WAIT_SECONDS) {
      tell(
        'timeout',
        `waits ${timeout} s for a key; the deadline of a call counts on at most ${LONGEST_KEY_WAIT_SECONDS} s.`,
      );
    }
    if (timeout < SHORTEST_KEY_WAIT_SECONDS) {
      tell('timeout', `waits ${timeout} s for a key; people need at least ${SHORTEST_KEY_WAIT_SECONDS} s.`);
    }
  }
}
