import { unpackBoard } from '../board/packed';
import { Unreachable, type BoardList, type Revision, type StoredBoard } from '../escalation/ports';
import { field } from '../text/json';
import { syncAddress } from './address';
import { boardName, firstBoardName, teamOfBoard } from './board-name';
import { isNewer, isTombstone } from './board-store';
import { pageOf } from './page';
import { whyNot, type Reader, type Reply, type Requests } from './requests';
import { revisionIn } from './sync-document';

/** Sync's largest page. */
const PAGE = 100;

/** All boards that stand in a Sync service. Apart from the store of boards: a key press needs no list, and waits for what is loaded. */
export function syncBoardList(requests: Requests, service: string): BoardList {
  return async () => {
    const boards = new Map<string, StoredBoard | undefined>();
    const firsts: string[] = [];
    let uri: string | undefined = `${syncAddress(service, 'Documents')}?PageSize=${PAGE}`;
    do {
      const reply: Reply<Page> = await requests.send({ uri }, pageOfDocuments);
      if (reply.is !== 'granted') throw new Unreachable(`The boards could not be listed: ${whyNot(reply)}`);
      for (const document of reply.value.documents) {
        const { uniqueName } = document;
        const team = teamOfBoard(uniqueName);
        if (team === undefined) continue;
        const stored = uniqueName === boardName(team) ? storedIn(document) : undefined;
        boards.set(team, stored ?? boards.get(team));
        if (uniqueName === firstBoardName(team) && !isTombstone(document.data)) firsts.push(team);
      }
      uri = reply.value.next;
    } while (uri !== undefined);
    for (const team of firsts) {
      const stored = boards.get(team);
      if (stored !== undefined) boards.set(team, { ...stored, hasFirst: true });
    }
    return boards;
  };
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
interface Page {
  readonly documents: readonly ListedDocument[];
  readonly next: string | undefined;
}

const pageOfDocuments: Reader<Page> = (page) => {
  const documents: ListedDocument[] = [];
  for (const document of pageOf('documents')(page) ?? [undefined]) {
    const uniqueName = field(document, 'unique_name');
    if (typeof uniqueName !== 'string' && uniqueName !== null) return undefined;
    const revision = revisionIn(field(document, 'revision'));
    documents.push({ uniqueName, data: field(document, 'data'), revision });
  }
  const next = field(field(page, 'meta'), 'next_page_url');
  if (typeof next !== 'string') return { documents, next: undefined };
  return isTwilios(next) ? { documents, next } : undefined;
};

/** Whoever is asked for the next page is sent the account's credentials. */
function isTwilios(address: string): boolean {
  return /^https:\/\/[a-z0-9.-]+\.twilio\.com\//.test(address);
}
