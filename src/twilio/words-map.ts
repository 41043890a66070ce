import { ifReachable, type Words } from '../escalation/ports';
import { isFacts, isMore, type AlarmWords } from '../alarm/alarm-words';
import { WORDS_KEPT_SECONDS } from '../incident/limits';
import { object, optional, text, time } from '../text/shape';
import { field } from '../text/json';
import type { Requests } from './requests';
import { SyncMap } from './sync-map';

/** The Sync Map that holds what is said about alarms: a few items for each incident, under its id. */
export const WORDS_MAP = 'oncall-words';

/** An incident has words for a dozen alarms, most of which come in a few batches. */
const MOST_ITEMS = 100;

/** So often words are put under another key, when another run has just taken that. */
const MOST_TRIES = 3;

/** What is said about alarms, as a Sync Map beside the boards. */
export function syncWords(requests: Requests, service: string, now: () => number): Words {
  const map = new SyncMap(requests, service, WORDS_MAP);
  let count = 0;
  return {
    put: async (incident, alarms) => {
      // The time makes the order; what two runs add at the same instant mostly has two keys because they add other alarms.
      const instant = now().toString(36).padStart(9, '0');
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const key = `${incident}.${instant}.${count++}${alarms[0]?.hash ?? ''}`;
        const added = await map.add(key, { alarms }, WORDS_KEPT_SECONDS);
        if (added.is === 'granted') return true;
        if (added.is === 'lost' || added.refusal.status !== 409) return false;
      }
      return false;
    },

    of: async (incident) => {
      const reply = await ifReachable(map.page(MOST_ITEMS, `${incident}.`));
      if (reply?.is !== 'granted') return [];
      return reply.value.filter(({ key }) => key.startsWith(`${incident}.`)).flatMap(({ data }) => wordsIn(data));
    },
  };
}

const isWords = object<AlarmWords>({
  hash: text(),
  summary: text(),
  sinceMs: time,
  region: optional(text()),
  account: optional(text()),
  part: optional(text()),
  whole: optional(text()),
  facts: optional(isFacts),
  more: optional(isMore),
});

function wordsIn(data: unknown): readonly AlarmWords[] {
  const alarms = field(data, 'alarms');
  return Array.isArray(alarms) ? alarms.filter(isWords) : [];
}
