import { EMPTY_BOARD } from '../incident/board';
import { BOARD_VERSION, packBoard, unpackBoard } from '../incident/packed';
import { Unreachable } from '../escalation/ports';
import type { BoardStore, Log, Revision, Writing } from '../escalation/ports';
import { boardName, firstBoardName, teamOfBoard } from './board-name';
import { field } from './field';
import { describe } from './requests';
import type { Reader, Reply, Requests } from './requests';
import { documentNamed } from './sync-document';
import type { SyncDocument } from './sync-document';

/** More documents than a roster has teams; they come in pages of 100. */
const MOST_DOCUMENTS = 1_000;

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
            `The board of team ${team} was written by a newer release. Deploy that, or a newer one.`,
          );
        }
        const board = unpackBoard(data);
        if (board === undefined) {
          log('error', 'The board cannot be read: it is begun anew, and known alarms may page again.', { team });
        }
        return { board: board ?? EMPTY_BOARD, revision };
      }
      // Not found is 54100 or 20404, depending on whom one believes: the status is the same.
      if (reply.is === 'refused' && reply.refusal.status === 404) return { board: EMPTY_BOARD, revision: null };
      throw new Unreachable(`The board could not be read: ${whyNot(reply)}`);
    },

    teams: async () => {
      const reply = await requests.send(
        (client) => client.sync.v1.services(service).documents.list({ pageSize: 100, limit: MOST_DOCUMENTS }),
        documentNames,
      );
      if (reply.is === 'granted') return [...new Set(reply.value.flatMap((name) => teamOfBoard(name) ?? []))];
      throw new Unreachable(`The boards could not be listed: ${whyNot(reply)}`);
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
      if (revision !== null) return outcomeOf(await writing);
      // A team's first board: only now can one of the first release stand beside it. Asked at the same time, it costs no time.
      const [reply, former] = await Promise.all([writing, first(team)]);
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

function whyNot(reply: Exclude<Reply<unknown>, { is: 'granted' }>): string {
  return reply.is === 'lost' ? reply.why : describe(reply.refusal);
}

/** Whether a later release wrote this: it may say what this one does not understand, and must not be written over. */
function isNewer(data: object): boolean {
  const version = field(data, 'v');
  return typeof version === 'number' && version > BOARD_VERSION;
}

function isTombstone(data: object): boolean {
  return typeof field(data, 'movedTo') === 'string';
}

/** A document without a unique name has null there, whatever the client's type says. */
const documentNames: Reader<readonly (string | null)[]> = (reply) => {
  if (!Array.isArray(reply)) return undefined;
  const names = reply.map((document: unknown) => field(document, 'uniqueName'));
  return names.every((name) => typeof name === 'string' || name === null) ? names : undefined;
};
