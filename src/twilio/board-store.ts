import { EMPTY_BOARD } from '../incident/board';
import { parseBoard } from '../incident/board-shape';
import type { Board } from '../incident/board';
import { Unreachable } from '../escalation/ports';
import type { BoardStore, Log } from '../escalation/ports';
import { boardName, teamOfBoard } from './board-name';
import { field } from './field';
import { describe } from './requests';
import type { Reader, Requests } from './requests';
import { documentNamed } from './sync-document';

/** More documents than a roster has teams; they come in pages of 100. */
const MOST_DOCUMENTS = 1_000;

/**
 * Boards as Twilio Sync documents named `board-<team>`, changed with `If-Match`.
 *
 * Creation is a compare-and-set too: a second document of the same name is refused (54301). A document never expires: a
 * board that vanished would page its alarms again.
 */
export function syncBoardStore(requests: Requests, service: string, log: Log): BoardStore {
  return {
    read: async (team) => {
      const reply = await requests.send(
        (client) => client.sync.v1.services(service).documents(boardName(team)).fetch(),
        documentNamed(boardName(team)),
      );
      switch (reply.is) {
        case 'granted': {
          const board = parseBoard(reply.value.data);
          if (board === undefined) {
            log(
              'error',
              'The board cannot be read by this version: it is begun anew, and known alarms may page again.',
              {
                team,
              },
            );
          }
          return { board: board ?? EMPTY_BOARD, revision: reply.value.revision };
        }
        case 'refused':
          // Not found is 54100 or 20404, depending on whom one believes: the status is the same.
          if (reply.refusal.status === 404) return { board: EMPTY_BOARD, revision: null };
          throw new Unreachable(`The board could not be read. ${describe(reply.refusal)}`);
        case 'lost':
          throw new Unreachable(`The board could not be read: ${reply.why}`);
      }
    },

    teams: async () => {
      const reply = await requests.send(
        (client) => client.sync.v1.services(service).documents.list({ pageSize: 100, limit: MOST_DOCUMENTS }),
        documentNames,
      );
      if (reply.is === 'granted') return reply.value.flatMap((name) => teamOfBoard(name) ?? []);
      const why = reply.is === 'lost' ? reply.why : describe(reply.refusal);
      throw new Unreachable(`The boards could not be listed: ${why}`);
    },

    write: async (team, board: Board, revision) => {
      const reply = await requests.send(
        (client) => {
          const { documents } = client.sync.v1.services(service);
          return revision === null
            ? documents.create({ uniqueName: boardName(team), data: board })
            : documents(boardName(team)).update({ ifMatch: revision, data: board });
        },
        documentNamed(boardName(team)),
      );
      switch (reply.is) {
        case 'granted':
          return 'written';
        case 'lost':
          return 'unknown';
        case 'refused':
          // 409: somebody created it first. 412: somebody changed it. 404: somebody deleted it. 429: not processed.
          if ([409, 412, 404, 429].includes(reply.refusal.status)) return 'conflict';
          throw new Unreachable(`The board could not be written. ${describe(reply.refusal)}`);
      }
    },
  };
}

/** A document without a unique name has null there, whatever the client's type says. */
const documentNames: Reader<readonly (string | null)[]> = (reply) => {
  if (!Array.isArray(reply)) return undefined;
  const names = reply.map((document: unknown) => field(document, 'uniqueName'));
  return names.every((name) => typeof name === 'string' || name === null) ? names : undefined;
};
