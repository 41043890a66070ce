import type { SyncListItemInstance } from 'twilio/lib/rest/sync/v1/service/syncList/syncListItem';
import type { HistoryEntry, PassedOn } from '../board/board';
import { flag, list, object, oneOf, optional, text, time } from '../text/shape';
import { HISTORY_LIST } from '../twilio/history-list';
import type { Account } from './account';

/** One entry of the history with the item of the Sync List that holds it. */
export interface HistoryItem {
  readonly index: number;
  readonly revision: string;
  /** When it was appended, and when it expires; epoch milliseconds. */
  readonly writtenAtMs: number;
  readonly expiresAtMs: number | undefined;
  /** As it is kept: another release may have written more than this one reads. */
  readonly data: unknown;
  readonly entry: HistoryEntry;
}

/** Sync's largest page. */
const PAGE = 100;

/**
 * The history from its newest entry back, page by page, without what is not an entry. A reader who has enough asks for no more pages.
 * Throws what {@link Account.read} throws.
 */
export async function* historyItems(account: Account, syncService: string): AsyncGenerator<HistoryItem, void> {
  let from: string | undefined;
  for (;;) {
    const items = await pageFrom(account, syncService, from);
    yield* items.flatMap(itemsIn);
    const last = items.at(-1);
    if (last === undefined || items.length < PAGE) return;
    from = String(last.index);
  }
}

/** By index and not by number of page: what is appended meanwhile moves nothing. */
async function pageFrom(
  account: Account,
  syncService: string,
  from: string | undefined,
): Promise<readonly SyncListItemInstance[]> {
  const bounds = from === undefined ? {} : ({ from, bounds: 'exclusive' } as const);
  const page = await account.find('read the history', (client) =>
    client.sync.v1
      .services(syncService)
      .syncLists(HISTORY_LIST)
      .syncListItems.page({ order: 'desc', pageSize: PAGE, ...bounds }),
  );
  // The list comes with its first entry: nothing has ever happened.
  return page?.instances ?? [];
}

function itemsIn({ index, revision, dateCreated, dateExpires, data }: SyncListItemInstance): readonly HistoryItem[] {
  const entry = entryIn(data);
  // twilio's type leaves out that an item may never expire.
  const expires: Date | null = dateExpires;
  return entry === undefined
    ? []
    : [{ index, revision, writtenAtMs: dateCreated.getTime(), expiresAtMs: expires?.getTime(), data, entry }];
}

/**
 * What became of earlier incidents, the newest first, each once, at most so many. The history has an entry for each change of
 * an incident, and some twice: the last one counts.
 */
export async function readHistory(
  account: Account,
  syncService: string,
  incidents: number,
): Promise<readonly HistoryEntry[]> {
  const latest = new Map<string, HistoryEntry>();
  for await (const { entry } of historyItems(account, syncService)) {
    const key = `${entry.team} ${entry.incident}`;
    if (latest.has(key)) continue;
    if (latest.size === incidents) break;
    latest.set(key, entry);
  }
  return [...latest.values()];
}

const isCall = object<HistoryEntry['calls'][number]>({ agent: text(), outcome: text(), atMs: optional(time) });
const isAlarm = object<HistoryEntry['alarms'][number]>({ text: text(), wrong: flag });

const isWay = oneOf('key', 'hand', 'sms', 'link', 'ring-back', 'page');

const fields = {
  team: text(),
  incident: text(),
  status: oneOf('taken', 'resolved', 'exhausted'),
  openedAtMs: time,
  closedAtMs: time,
  rangAtMs: optional(time),
  calls: list(isCall),
  takenBy: optional(text()),
  takenAtMs: optional(time),
  way: optional(isWay),
  closed: optional(oneOf('by-hand', 'left')),
  closedBy: optional(text()),
  closedWay: optional(isWay),
  passedOn: optional(object<PassedOn>({ by: optional(text()), to: optional(text()), way: isWay, atMs: time })),
};
const isEntry = object<HistoryEntry>({ ...fields, alarms: list(isAlarm) });

/** What the first release wrote: it did not say which alarm was wrong still, when the first phone rang, nor when it was taken. */
const isFirst = object<Omit<HistoryEntry, 'alarms'> & { readonly alarms: readonly string[] }>({
  ...fields,
  alarms: list(text()),
});

/** An item as this release reads entries; undefined when it is not an entry. */
function entryIn(data: unknown): HistoryEntry | undefined {
  if (isEntry(data)) return data;
  if (!isFirst(data)) return undefined;
  const { alarms, ...rest } = data;
  const isTaking = rest.status === 'taken' && rest.takenBy !== undefined;
  return {
    ...rest,
    ...(isTaking && rest.takenAtMs === undefined ? { takenAtMs: rest.closedAtMs } : {}),
    alarms: alarms.map((each) => ({ text: each, wrong: rest.status !== 'resolved' })),
  };
}
