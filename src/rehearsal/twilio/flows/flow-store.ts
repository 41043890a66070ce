import { ResourceStore } from '../resource-store';

/** One revision of a flow; the whole definition is replaced by each. */
export interface StoredRevision {
  /** From 1. */
  readonly number: number;
  readonly friendlyName: string;
  readonly status: 'draft' | 'published';
  readonly definition: Readonly<Record<string, unknown>>;
  readonly commitMessage: string | undefined;
  readonly createdAtMs: number;
}

/** A Studio flow with all its revisions, the first one first. */
export interface StoredFlow {
  readonly sid: string;
  readonly first: StoredRevision;
  readonly later: readonly StoredRevision[];
}

/** The account's Studio flows. */
export class FlowStore extends ResourceStore<StoredFlow> {}

/** The revision that executions run; undefined when none was published. */
export function latestPublished(flow: StoredFlow): StoredRevision | undefined {
  return revisionsOf(flow).findLast(({ status }) => status === 'published');
}

/** Every revision of a flow, oldest first. */
export function revisionsOf({ first, later }: StoredFlow): readonly StoredRevision[] {
  return [first, ...later];
}

/** The revision that the API shows as the flow. */
export function latestOf({ first, later }: StoredFlow): StoredRevision {
  return later.at(-1) ?? first;
}
