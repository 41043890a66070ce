import { ifReachable, Unreachable, type BoardStore, type Log, type Revision, type Writing } from '../escalation/ports';
import { EMPTY_BOARD } from '../board/board';
import { BOARD_VERSION, packBoard, unpackBoard } from '../board/packed';
import { field } from '../text/json';
import { syncAddress } from './address';
import { boardName, firstBoardName } from './board-name';
import { describe, isMissing, whyNot, type Reply, type Requests } from './requests';
import { documentNamed, type SyncDocument } from './sync-document';

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
    requests.send({ uri: syncAddress(service, 'Documents', name) }, documentNamed(name));

  const create = (name: string, data: object): Promise<Reply<SyncDocument>> =>
    requests.send(
      { uri: syncAddress(service, 'Documents'), data: { UniqueName: name, Data: JSON.stringify(data) } },
      documentNamed(name),
    );

  const update = (name: string, data: object, ifMatch: Revision): Promise<Reply<SyncDocument>> =>
    requests.send(
      { uri: syncAddress(service, 'Documents', name), data: { Data: JSON.stringify(data) }, ifMatch },
      documentNamed(name),
    );

  const first: BoardStore['first'] = async (team) => {
    const reply = await fetch(firstBoardName(team));
    if (reply.is === 'granted')
      return isTombstone(reply.value.data) ? undefined : { value: reply.value.data, revision: reply.value.revision };
    if (isMissing(reply)) return undefined;
    throw new Unreachable(`The board of the first release could not be read: ${whyNot(reply)}`);
  };

  return {
    read: async (team) => {
      const reply = await fetch(boardName(team));
      if (reply.is === 'granted') {
        const { data, revision } = reply.value;
        if (isNewer(data)) {
          throw new Unreachable(`A newer release wrote the board of team ${team}. Deploy that one, or a newer one.`);
        }
        const board = unpackBoard(data);
        if (board === undefined) {
          log('error', 'The board cannot be read: it starts afresh, and known alarms may page again.', { team });
        }
        return { board: board ?? EMPTY_BOARD, revision };
      }
      // Not found is 54100 or 20404, depending on whom one believes: the status is the same.
      if (isMissing(reply)) return { board: EMPTY_BOARD, revision: null };
      throw new Unreachable(`The board could not be read: ${whyNot(reply)}`);
    },

    write: async (team, board, revision) => {
      const name = boardName(team);
      const writing = revision === null ? create(name, packBoard(board)) : update(name, packBoard(board), revision);
      if (board.writes > WRITES_OF_A_NEW_BOARD) return outcomeOf(await writing);
      // Only beside a new board can one of the first release stand. Asked at the same time, it costs no time; a later write asks again.
      const asking = revision === null ? first(team) : ifReachable(first(team));
      const [reply, former] = await Promise.all([writing, asking]);
      const outcome = outcomeOf(reply);
      return outcome.is === 'written' && former !== undefined ? { ...outcome, is: 'first' } : outcome;
    },

    first,

    bury: async (team, revision: Revision) => {
      const name = firstBoardName(team);
      const reply = await update(name, TOMBSTONE, revision);
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

/** Whether a later release wrote this: it may say what this one does not understand, and must not be written over. */
export function isNewer(data: unknown): boolean {
  const version = field(data, 'v');
  return typeof version === 'number' && version > BOARD_VERSION;
}

/** Whether this was left where the first release kept a board: that one was taken over. */
export function isTombstone(data: unknown): boolean {
  return typeof field(data, 'movedTo') === 'string';
}
