import type { Twilio } from 'twilio';
import { parseBoard } from '../incident/board-shape';
import type { Board, HistoryEntry } from '../incident/board';
import { teamOfBoard } from '../twilio/board-name';
import { HISTORY_LIST } from '../twilio/history-list';
import { refusalIn } from '../twilio/requests';

/** The board of one team. */
export interface TeamBoard {
  /** The team's id in the roster. */
  readonly team: string;
  readonly board: Board;
}

/** The Sync service that holds the boards: what SYNC_SERVICE_SID says, or the account's default. */
export function syncServiceOf(variable: string | undefined): string {
  return variable ?? 'default';
}

/** Every team's board, by the team's id. One that this version cannot read is left out. Throws what twilio's client throws. */
export async function readBoards(client: Twilio, syncService: string): Promise<readonly TeamBoard[]> {
  const documents = await client.sync.v1.services(syncService).documents.list();
  return documents
    .flatMap(({ uniqueName, data }) => {
      // twilio's type leaves out that a document may have no name.
      const name: string | null = uniqueName;
      const team = teamOfBoard(name);
      const board = team === undefined ? undefined : parseBoard(data);
      return team === undefined || board === undefined ? [] : [{ team, board }];
    })
    .toSorted((one, other) => (one.team < other.team ? -1 : 1));
}

/**
 * What became of earlier incidents, the newest first, each once. The history has an entry for each change of an incident, and
 * some twice: the last one counts. Throws what twilio's client throws.
 */
export async function readHistory(
  client: Twilio,
  syncService: string,
  entries: number,
): Promise<readonly HistoryEntry[]> {
  try {
    const { syncListItems } = client.sync.v1.services(syncService).syncLists(HISTORY_LIST);
    const items = await syncListItems.list({ order: 'desc', limit: entries });
    return newestOfEach(items.flatMap(({ data }) => entryIn(data) ?? []));
  } catch (error) {
    // Nothing has ever happened: the list comes with its first entry.
    if (refusalIn(error)?.status === 404) return [];
    throw error;
  }
}

/** The first entry of each incident in a list that begins with the newest. */
export function newestOfEach(entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
  const seen = new Set<string>();
  return entries.filter(({ team, incident }) => {
    const key = `${team} ${incident}`;
    const isFirst = !seen.has(key);
    seen.add(key);
    return isFirst;
  });
}

/** Only this project writes entries, so their inside is trusted. */
function entryIn(data: unknown): HistoryEntry | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const entry = data as Partial<HistoryEntry>;
  const isSound =
    typeof entry.team === 'string' &&
    typeof entry.incident === 'string' &&
    typeof entry.status === 'string' &&
    Array.isArray(entry.alarms) &&
    Array.isArray(entry.calls);
  return isSound ? (entry as HistoryEntry) : undefined;
}
