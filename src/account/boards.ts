import type { AlarmWords } from '../alarm/alarm-words';
import { openOnes, type Board, type Incident } from '../board/board';
import { BOARD_VERSION, unpackBoard } from '../board/packed';
import { upgraded } from '../incident/first-release/upgrade';
import { allWords, CONFIRMATIONS } from '../incident/words';
import { field } from '../text/json';
import { boardName, firstBoardName, teamOfBoard } from '../twilio/board-name';
import type { TwilioClient } from '../twilio/client';
import { Requests } from '../twilio/requests';
import { syncWords } from '../twilio/words-map';
import type { AccountClient } from './client';

/** The board of one team. */
export interface TeamBoard {
  /** The team's id in the roster. */
  readonly team: string;
  readonly board: Board;
  /** The first release wrote it, and no Function of this one has taken it over yet. */
  readonly isFirst?: true;
}

/** A board that this release leaves alone. `unreadable`: somebody edited it, say; the next alarm begins it anew. */
export interface UnreadBoard {
  readonly team: string;
  readonly why: 'newer' | 'unreadable';
}

/** What stands on the boards of an account. */
export interface Boards {
  /** By the team's id. A team has two while the first release's is being taken over. */
  readonly teams: readonly TeamBoard[];
  readonly unread: readonly UnreadBoard[];
}

/** An incident with the board that it is on. */
export interface OnBoard extends TeamBoard {
  readonly incident: Incident;
}

/** What is known about the alarms of incidents, by the incident's id. */
export type WordsOf = ReadonlyMap<string, readonly AlarmWords[]>;

/** The Sync service that holds the boards: what SYNC_SERVICE_SID says, or the account's default. */
export function syncServiceOf(variable: string | undefined): string {
  return variable ?? 'default';
}

/** Every team's board. Throws what twilio's client throws. */
export async function readBoards(client: AccountClient, syncService: string): Promise<Boards> {
  const documents = await client.sync.v1.services(syncService).documents.list({ pageSize: 100 });
  const teams: TeamBoard[] = [];
  const unread: UnreadBoard[] = [];
  for (const { uniqueName, data } of documents) {
    // twilio's type leaves out that a document may have no name.
    const name: string | null = uniqueName;
    const team = teamOfBoard(name);
    if (team === undefined) continue;
    const board = name === boardName(team) ? unpackBoard(data) : undefined;
    if (board !== undefined) teams.push({ team, board });
    else if (name === boardName(team)) unread.push({ team, why: isNewer(data) ? 'newer' : 'unreadable' });
    else if (name === firstBoardName(team)) teams.push(...firstBoard(team, data));
  }
  return { teams: withoutTwice(teams).toSorted(byTeam), unread: unread.toSorted(byTeam) };
}

/** The incidents that are not over, on all boards. */
export function openIncidents({ teams }: Boards): readonly OnBoard[] {
  return teams.flatMap((each) => openOnes(each.board).map((incident) => onBoard(each, incident)));
}

/** The incident with the board that it is on. */
export function onBoard(board: TeamBoard, incident: Incident): OnBoard {
  return { ...board, incident };
}

/** What is known about the alarms of these incidents, on the boards and beside them; of some it is lost. Throws nothing. */
export async function readWords(
  client: TwilioClient,
  syncService: string,
  incidents: readonly OnBoard[],
  now: () => number,
): Promise<WordsOf> {
  const words = new Map<string, readonly AlarmWords[]>();
  for (const few of chunks(incidents, AT_ONCE)) {
    // A Function's time limit holds for each few of them only: nobody waits for a person at a terminal.
    const kept = syncWords(new Requests(client, now), syncService, now);
    const found = await Promise.all(
      few.map(({ board, incident }) => allWords(board, incident, () => kept.of(incident.id))),
    );
    few.forEach(({ incident }, index) => words.set(incident.id, found[index] ?? []));
  }
  return words;
}

/** The topics that asked to be confirmed within the last seven days, each with when it last did. Throws nothing. */
export async function readConfirmations(
  client: TwilioClient,
  syncService: string,
  now: () => number,
): Promise<ReadonlyMap<string, number>> {
  const asked = await syncWords(new Requests(client, now), syncService, now).of(CONFIRMATIONS);
  return new Map(asked.map(({ summary, sinceMs }) => [summary, sinceMs]));
}

/** Sync answers 429 to many more requests at a time. */
const AT_ONCE = 10;

function chunks<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** None when it was taken over, or cannot be. */
function firstBoard(team: string, data: unknown): readonly TeamBoard[] {
  // Nothing is done with it, so neither the flow of its calls nor since when it owes its SMS matters.
  const former = upgraded(data, '', 0);
  return former === undefined ? [] : [{ team, board: former, isFirst: true }];
}

/** Of an incident that was carried over a moment ago what stands on today's board counts. */
function withoutTwice(boards: readonly TeamBoard[]): readonly TeamBoard[] {
  return boards.filter(({ team, board, isFirst }) => {
    const today = boards.find((other) => other.team === team && other.isFirst === undefined);
    if (isFirst === undefined || today === undefined) return true;
    return openOnes(board).some(({ id }) => !today.board.incidents.some((incident) => incident.id === id));
  });
}

function isNewer(data: unknown): boolean {
  const version = field(data, 'v');
  return typeof version === 'number' && version > BOARD_VERSION;
}

function byTeam(one: { readonly team: string }, other: { readonly team: string }): number {
  return one.team < other.team ? -1 : 1;
}
