import type { History } from '../escalation/ports';
import type { HistoryEntry } from '../board/board';
import { field } from '../text/json';
import { syncAddress } from './address';
import { isMissing, type Reader, type Reply, type Requests } from './requests';

/** The Sync List that holds what became of every incident, one item for each {@link HistoryEntry}. */
export const HISTORY_LIST = 'oncall-history';

/** An item expires 90 days after it was appended; Sync takes up to 31,536,000 s. */
const KEPT_SECONDS = 90 * 24 * 3_600;

/** The history as a Sync List beside the boards. It is created when the first entry comes. */
export function syncHistory(requests: Requests, service: string): History {
  const append = (entry: HistoryEntry): Promise<Reply<unknown>> =>
    requests.send(
      {
        uri: syncAddress(service, 'Lists', HISTORY_LIST, 'Items'),
        data: { Data: JSON.stringify(entry), Ttl: KEPT_SECONDS },
      },
      itemIndex,
    );
  return {
    append: async (entry) => {
      const first = await append(entry);
      if (!isMissing(first)) return first.is === 'granted';
      // Another run that creates it at the same time gets a 409, and finds it there anyway.
      await requests.send({ uri: syncAddress(service, 'Lists'), data: { UniqueName: HISTORY_LIST } }, listName);
      return (await append(entry)).is === 'granted';
    },
  };
}

const itemIndex: Reader<number> = (reply) => {
  const index = field(reply, 'index');
  return typeof index === 'number' ? index : undefined;
};

const listName: Reader<string> = (reply) => (field(reply, 'unique_name') === HISTORY_LIST ? HISTORY_LIST : undefined);
