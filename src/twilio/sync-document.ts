import type { Revision } from '../escalation/ports';
import { field } from '../text/json';
import type { Reader } from './requests';

/** A Sync document as it was read or written. */
export interface SyncDocument {
  /** What the next write must match. */
  readonly revision: Revision;
  readonly data: object;
}

/** Reads the Sync document of this unique name. A board is an object, so that data of any other kind is not its own. */
export function documentNamed(uniqueName: string): Reader<SyncDocument> {
  return (reply) => {
    const revision = revisionIn(field(reply, 'revision'));
    const data = field(reply, 'data');
    if (field(reply, 'unique_name') !== uniqueName || revision === undefined) return undefined;
    return typeof data === 'object' && data !== null ? { revision, data } : undefined;
  };
}

/** Sync's revisions are text. An `If-Match` that is empty, or is left out, would write over whatever stands there. */
export function revisionIn(value: unknown): Revision | undefined {
  return typeof value === 'string' && value !== '' ? (value as Revision) : undefined;
}
