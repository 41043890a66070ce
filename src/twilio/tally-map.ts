import { Unreachable } from '../escalation/ports';
import type { Tallies, Tally } from '../reach/tallies';
import { count, object, time } from '../text/shape';
import { isMissing, whyNot, type Requests } from './requests';
import { itemNamed, SyncMap } from './sync-map';

/** The Sync Map that counts what those do who reach back; see `src/reach/limits.ts`. */
export const REACH_MAP = 'oncall-reach';

const HOUR_MS = 3_600_000;

interface Counted {
  readonly count: number;
  readonly sinceMs: number;
}

const hasCount = object<Counted>({ count, sinceMs: time });

function isCounted(data: unknown): data is Counted {
  return hasCount(data);
}

/** Tallies as a Sync Map beside the boards. */
export function syncTallies(requests: Requests, service: string): Tallies {
  const map = new SyncMap(requests, service, REACH_MAP);
  return {
    read: async (key): Promise<Tally> => {
      const reply = await requests.send({ uri: map.items(key) }, itemNamed(key));
      const nowMs = requests.now();
      if (reply.is === 'granted') {
        const { data, revision } = reply.value;
        const isFresh = isCounted(data) && nowMs < data.sinceMs + HOUR_MS;
        return isFresh
          ? { key, count: data.count, sinceMs: data.sinceMs, revision }
          : { key, count: 0, sinceMs: nowMs, revision };
      }
      // Neither the item nor the Map need be there yet.
      if (isMissing(reply)) return { key, count: 0, sinceMs: nowMs };
      throw new Unreachable(`What is counted cannot be read: ${whyNot(reply)}`);
    },

    write: async ({ key, sinceMs, revision }, times, keptSeconds) => {
      const data: Counted = { count: times, sinceMs };
      const reply =
        revision === undefined
          ? await map.add(key, data, keptSeconds)
          : await map.change(key, data, revision, keptSeconds);
      return reply.is === 'granted';
    },
  };
}
