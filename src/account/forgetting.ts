import type { Board, HistoryEntry } from '../board/board';
import { HISTORY_LIST } from '../twilio/history-list';
import { Refused, type Account } from './account';
import { historyItems, type HistoryItem } from './history';

/** What stands in the history in the place of an agent who was removed from it; no id can be this. */
export const FORGOTTEN = '(forgotten)';

/** Where the history names an agent. */
export interface Naming {
  /** The newest first. */
  readonly items: readonly HistoryItem[];
  /** How many entries there are in all. */
  readonly entries: number;
  /** Everybody whom the history names. */
  readonly people: ReadonlySet<string>;
}

/** Looks through the whole history for an agent. */
export async function namingOf(account: Account, syncService: string, agent: string): Promise<Naming> {
  const items: HistoryItem[] = [];
  const people = new Set<string>();
  let entries = 0;
  for await (const item of historyItems(account, syncService)) {
    entries++;
    const named = peopleIn(item.entry);
    for (const each of named) people.add(each);
    if (named.includes(agent)) items.push(item);
  }
  return { items, entries, people };
}

function peopleIn({ calls, takenBy, closedBy, passedOn }: HistoryEntry): readonly string[] {
  return [
    ...calls.map(({ agent }) => agent),
    takenBy ?? [],
    closedBy ?? [],
    passedOn?.by ?? [],
    passedOn?.to ?? [],
  ].flat();
}

/** The history is written while it is gone through: what has come meanwhile is found by going through it again. */
const MOST_PASSES = 3;

/**
 * Puts {@link FORGOTTEN} in the place of an agent in every entry of the history. Returns how many entries still name the agent,
 * because others changed them at the same time. What is left when it fails in the middle is found by the next run.
 */
export async function forgetIn(
  account: Account,
  syncService: string,
  agent: string,
  now: () => number,
): Promise<number> {
  let { items } = await namingOf(account, syncService, agent);
  for (let pass = 0; pass < MOST_PASSES && items.length > 0; pass++) {
    for (const item of items) await rewrite(account, syncService, item, agent, now());
    ({ items } = await namingOf(account, syncService, agent));
  }
  return items.length;
}

/** Only as it was read: two people who forget two agents at once would bring them back to each other. */
async function rewrite(
  account: Account,
  syncService: string,
  item: HistoryItem,
  agent: string,
  nowMs: number,
): Promise<void> {
  const { index, revision, expiresAtMs } = item;
  // It expires when it would have: an update without a time to live may change that.
  const ttl = expiresAtMs === undefined ? {} : { ttl: Math.max(1, Math.ceil((expiresAtMs - nowMs) / 1000)) };
  const data = forgotten(item, agent);
  try {
    await account.change('rewrite the history', (client) =>
      client.sync.v1
        .services(syncService)
        .syncLists(HISTORY_LIST)
        .syncListItems(index)
        .update({ data, ifMatch: revision, ...ttl }),
    );
  } catch (error) {
    // 412: somebody else has changed it; 404: it has expired. The next pass sees.
    if (!(error instanceof Refused) || ![404, 412].includes(error.refusal.status)) throw error;
  }
}

/** What another release has written beside what this one reads stays. */
function forgotten({ data, entry }: HistoryItem, agent: string): object {
  const calls = entry.calls.map((call) => Object.assign({}, call, call.agent === agent ? { agent: FORGOTTEN } : {}));
  const { takenBy, closedBy, passedOn } = entry;
  const { by, to } = passedOn ?? {};
  const passed = {
    ...passedOn,
    ...(by === agent ? { by: FORGOTTEN } : {}),
    ...(to === agent ? { to: FORGOTTEN } : {}),
  };
  return Object.assign(
    {},
    data,
    { calls },
    takenBy === agent ? { takenBy: FORGOTTEN } : {},
    closedBy === agent ? { closedBy: FORGOTTEN } : {},
    passedOn === undefined ? {} : { passedOn: passed },
  );
}

/** What a board says of an agent: the incidents that name them, and whether anything else does. */
export interface BoardNaming {
  readonly incidents: readonly string[];
  readonly isElsewhere: boolean;
}

/** Where a board names an agent. Former incidents, owed SMS and the budget go by themselves. */
export function namingOn({ incidents, former, outbox, announcements, spent }: Board, agent: string): BoardNaming {
  const isCalled = (calls: readonly { readonly agent: string }[]): boolean =>
    calls.some((call) => call.agent === agent);
  const isTold = announcements.some(
    ({ after, upTo, except }) => after === agent || upTo === agent || except.includes(agent),
  );
  return {
    incidents: incidents
      .filter(
        ({ taken, closed, passedOn, attempt, calls }) =>
          [taken?.by, closed?.by, passedOn?.by, passedOn?.to, attempt?.agent.id].includes(agent) || isCalled(calls),
      )
      .map(({ id }) => id),
    isElsewhere:
      isTold ||
      [...outbox, ...spent.texts].some(({ to }) => to === agent) ||
      former.some(({ calls }) => isCalled(calls)),
  };
}
