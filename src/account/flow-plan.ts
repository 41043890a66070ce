import { createHash } from 'node:crypto';

/**
 * What is known about the flow, each definition as the hash of its canonical text with names in the place of SIDs. Who edited
 * what since is decided by these alone.
 */
export interface FlowFacts {
  /** The project's file. */
  readonly file: string;
  /** The definition in the account; undefined when the account has no flow yet. */
  readonly live?: string;
  /** Whether the latest definition in the account is a draft that was never published. */
  readonly isDraft: boolean;
  /** What this project pushed last, from whatever machine. */
  readonly pushed?: string;
  /** What was last pulled into the file, as flows/pulled.txt beside it says. */
  readonly pulled?: string;
}

/**
 * - `create`: there is no flow yet; `publish`: the file replaces what is live; `nothing`: they are the same;
 * - `refuse`: somebody edited the live flow and nobody pulled it. `isFileEdited`: the file was edited too.
 */
export type PushPlan =
  { readonly is: 'create' | 'publish' | 'nothing' } | { readonly is: 'refuse'; readonly isFileEdited: boolean };

/** What pushing the file is to do. */
export function pushPlan(facts: FlowFacts, isForced: boolean): PushPlan {
  const { file, live, isDraft } = facts;
  if (live === undefined) return { is: 'create' };
  if (live === file) return { is: isDraft ? 'publish' : 'nothing' };
  if (isForced || isKnown(live, facts)) return { is: 'publish' };
  return { is: 'refuse', isFileEdited: !isKnown(file, facts) };
}

/**
 * - `take`: the live flow replaces the file; `same`: they are the same;
 * - `ahead`: only the file was edited, so there is nothing to pull; `refuse`: both were.
 */
export type PullPlan = 'take' | 'same' | 'ahead' | 'refuse';

/** What pulling the live flow is to do. */
export function pullPlan(facts: FlowFacts & { readonly live: string }, isForced: boolean): PullPlan {
  const { file, live } = facts;
  if (live === file) return 'same';
  if (isForced) return 'take';
  if (isKnown(live, facts)) return 'ahead';
  return isKnown(file, facts) ? 'take' : 'refuse';
}

/** Whether a definition is one that this project pushed or pulled last, so that nobody edited it since. */
function isKnown(hash: string, { pushed, pulled }: FlowFacts): boolean {
  return hash === pushed || hash === pulled;
}

/** The hash by which two definitions are told apart: of the canonical text, twelve hexadecimal digits. */
export function definitionHash(canonical: string): string {
  return createHash('sha256').update(canonical).digest('hex').slice(0, 12);
}

/**
 * The commit message of a published definition, such as `oncall 5b808c5 #0123456789ab`: which revision of the project it is,
 * and its hash, by which every machine can tell whether somebody edited it in the console since.
 */
export function commitMessage(hash: string, revision: string | undefined): string {
  return ['oncall', ...(revision === undefined ? [] : [revision]), `#${hash}`].join(' ');
}

/** The hash in such a message; undefined in one that somebody else wrote. */
export function hashInMessage(message: string | null | undefined): string | undefined {
  return /^oncall .*#([0-9a-f]{12})$/.exec(message ?? '')?.[1];
}
