import {
  Unreachable,
  type BoardStore,
  type Log,
  type Revision,
  type StoredBoard,
  type Writing,
} from '../escalation/ports';
import { EMPTY_BOARD } from '../board/board';
import { BOARD_VERSION, packBoard, unpackBoard } from '../board/packed';
import { field } from '../text/json';
import { boardName, firstBoardName, teamOfBoard } from './board-name';
import { pageOf } from './page';
import { describe, type Reader, type Reply, type Requests } from './requests';
import { documentNamed, revisionIn, type SyncDocument } from './sync-document';

/** Sync's largest page. */
const PAGE = 100;

/** The run that creates a board may never learn that it did, or stop there: the writes that follow ask for a board of the first release, too. */
export const WRITES_OF_A_NEW_BOARD = 3;

/** What the first release's document holds once its board was taken over. */
const TOMBSTONE = { movedTo: 'oncall-board' };

/**
 * Boards as Twilio Sync documents named `oncall-board-<team>`, changed with `If-Match`.
 *
 * Creation is a compare-and-set too: a second document of the same name is refused (54301). A document never expires: a
 * board that vanished would page its alarms again. A document of a newer release is left alone, so that its messages stay
 * in the queue.
 */
export function syncBoardStore(requests: Requests, service: string, log: Log): BoardStore {
  const fetch = (name: string): Promise<Reply<SyncDocument>> =>
    requests.send((client) => client.sync.v1.services(service).documents(name).fetch(), documentNamed(name));

  const first: BoardStore['first'] = async (team) => {
    const reply = await fetch(firstBoardName(team));
    if (reply.is === 'granted')
      return isTombstone(reply.value.data) ? undefined : { value: reply.value.data, revision: reply.value.revision };
    if (reply.is === 'refused' && reply.refusal.status === 404) return undefined;
    throw new Unreachable(`The board of the first release could not be read: ${whyNot(reply)}`);
  };

  return {
    read: async (team) => {
      const reply = await fetch(boardName(team));
      if (reply.is === 'granted') {
        const { data, revision } = reply.value;
        if (isNewer(data)) {
          throw new Unreachable(
            `The board of team ${team} was written by a newer release. Deploy that release, or a newer one.`,
          );
        }
        const board = unpackBoard(data);
        if (board === undefined) {
          log('error', 'The board cannot be read: it starts afresh, and known alarms may page again.', { team });
        }
        return { board: board ?? EMPTY_BOARD, revision };
      }
      // Not found is 54100 or 20404, depending on whom one believes: the status is the same.
      if (reply.is === 'refused' && reply.refusal.status === 404) return { board: EMPTY_BOARD, revision: null };
      throw new Unreachable(`The board could not be read: ${whyNot(reply)}`);
    },

    all: async () => {
      const boards = new Map<string, StoredBoard | undefined>();
      let from: string | undefined;
      do {
        const address = from;
        const reply = await requests.send((client) => {
          const { documents } = client.sync.v1.services(service);
          return address === undefined ? documents.page({ pageSize: PAGE }) : documents.getPage(address);
        }, pageOfDocuments);
        if (reply.is !== 'granted') throw new Unreachable(`The boards could not be listed: ${whyNot(reply)}`);
        for (const document of reply.value.documents) {
          const { uniqueName } = document;
          const team = teamOfBoard(uniqueName);
          if (team === undefined) continue;
          const stored = uniqueName === boardName(team) ? storedIn(document) : undefined;
          boards.set(team, stored ?? boards.get(team));
        }
        from = reply.value.next;
      } while (from !== undefined);
      return boards;
    },

    write: async (team, board, revision) => {
      const name = boardName(team);
      const data = packBoard(board);
      const writing = requests.send((client) => {
        const { documents } = client.sync.v1.services(service);
        return revision === null
          ? documents.create({ uniqueName: name, data })
          : documents(name).update({ ifMatch: revision, data });
      }, documentNamed(name));
      if (board.writes > WRITES_OF_A_NEW_BOARD) return outcomeOf(await writing);
      // Only beside a new board can one of the first release stand. Asked at the same time, it costs no time.
      const asking = revision === null ? first(team) : orUnknown(first(team));
      const [reply, former] = await Promise.all([writing, asking]);
      const outcome = outcomeOf(reply);
      return outcome.is === 'written' && former !== undefined ? { ...outcome, is: 'first' } : outcome;
    },

    first,

    bury: async (team, revision: Revision) => {
      const name = firstBoardName(team);
      const reply = await requests.send(
        (client) => client.sync.v1.services(service).documents(name).update({ ifMatch: revision, data: TOMBSTONE }),
        documentNamed(name),
      );
      return reply.is === 'granted';
    },
  };
}

function outcomeOf(reply: Reply<SyncDocument>): Writing {
  switch (reply.is) {
    case 'granted':
      return { is: 'written', revision: reply.value.revision };
    case 'lost':
      return { is: 'unknown' };
    case 'refused':
      // 409: somebody created it first. 412: somebody changed it. 404: somebody deleted it. 429: not processed.
      if ([409, 412, 404, 429].includes(reply.refusal.status)) return { is: 'conflict' };
      throw new Unreachable(`The board could not be written. ${describe(reply.refusal)}`);
  }
}

/** The write stands, and the next one asks again. */
async function orUnknown<Value>(asking: Promise<Value>): Promise<Value | undefined> {
  try {
    return await asking;
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return undefined;
  }
}

function whyNot(reply: Exclude<Reply<unknown>, { is: 'granted' }>): string {
  return reply.is === 'lost' ? reply.why : describe(reply.refusal);
}

/** Whether a later release wrote this: it may say what this one does not understand, and must not be written over. */
function isNewer(data: unknown): boolean {
  const version = field(data, 'v');
  return typeof version === 'number' && version > BOARD_VERSION;
}

function isTombstone(data: object): boolean {
  return typeof field(data, 'movedTo') === 'string';
}

/** A board as the list has it; undefined when it cannot be read there. */
function storedIn({ data, revision }: ListedDocument): StoredBoard | undefined {
  const board = isNewer(data) ? undefined : unpackBoard(data);
  return board === undefined || revision === undefined ? undefined : { board, revision };
}

interface ListedDocument {
  /** Null where it has none. */
  readonly uniqueName: string | null;
  readonly data: unknown;
  readonly revision: Revision | undefined;
}

/** One page of documents, and the address of the next page. */
const pageOfDocuments: Reader<{
  readonly documents: readonly ListedDocument[];
  readonly next: string | undefined;
}> = (page) => {
  const documents: ListedDocument[] = [];
  for (const document of pageOf('documents')(page) ?? [undefined]) {
    const uniqueName = field(document, 'unique_name');
    if (typeof uniqueName !== 'string' && uniqueName !== null) return undefined;
    const revision = revisionIn(field(document, 'revision'));
    documents.push({ uniqueName, data: field(document, 'data'), revision });
  }
  const next = field(page, 'nextPageUrl');
  return { documents, next: typeof next === 'string' ? next : undefined };
};
