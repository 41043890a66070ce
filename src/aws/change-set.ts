import {
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  ExecuteChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import type { CloudFormationClient, Parameter, ResourceChange, Tag } from '@aws-sdk/client-cloudformation';
import { UserMistake } from '../mistake';
import { ONCALL } from '../oncall';
import type { Waiting } from './follow';
import { deleteStack, findStack } from './stack';

/** Which change set; made for a stack that was not there, it has left an empty one. */
interface ChangeSetAt {
  readonly id: string;
  readonly stackId: string;
  readonly leavesShell: boolean;
}

/**
 * What a deployment would do to a stack:
 *
 * - `empty`: nothing, and so it cannot be executed.
 * - `executable`: something. Without a change of a resource, it is what the stack says or keeps of itself, such as an output.
 */
export type ChangeSet = ChangeSetAt &
  ({ readonly is: 'empty' } | { readonly is: 'executable'; readonly changes: readonly ResourceChange[] });

/** What a stack is made of. */
export interface Wanted {
  readonly stack: string;
  readonly isNew: boolean;
  /** Whether there is no stack at all, not even an empty one: then whatever is left of this is to go. */
  readonly leavesShell: boolean;
  readonly templateBody: string;
  readonly parameters: readonly Parameter[];
  /** All that the stack is to have; undefined leaves them as they are. */
  readonly tags: readonly Tag[] | undefined;
  /** What CloudFormation makes the changes as; undefined for the role that it used last, else for these credentials. */
  readonly roleArn: string | undefined;
  /** Distinguishes this change set from others of the stack. */
  readonly changeSetName: string;
}

const POLL_MS = 1_000;

/** The most that CloudFormation takes in the request itself (quota "Template size: request body"). */
const MOST_TEMPLATE_BYTES = 51_200;

/**
 * Has CloudFormation work out what would change. Throws a UserMistake with its reason when it cannot; then, and when it is
 * interrupted, nothing is left behind.
 */
export async function makeChangeSet(
  client: CloudFormationClient,
  { stack, isNew, leavesShell, templateBody, parameters, tags, roleArn, changeSetName }: Wanted,
  waiting: Waiting,
): Promise<ChangeSet> {
  const bytes = Buffer.byteLength(templateBody);
  if (bytes > MOST_TEMPLATE_BYTES) {
    throw new UserMistake(
      `the template has ${String(bytes)} bytes, and CloudFormation takes ${String(MOST_TEMPLATE_BYTES)}. Shorten lambda/template.yaml or the Lambda, and run npm run build.`,
    );
  }
  const created = await client.send(
    new CreateChangeSetCommand({
      StackName: stack,
      ChangeSetName: changeSetName,
      ChangeSetType: isNew ? 'CREATE' : 'UPDATE',
      TemplateBody: templateBody,
      Parameters: [...parameters],
      ...(tags === undefined ? {} : { Tags: [...tags] }),
      ...(roleArn === undefined ? {} : { RoleARN: roleArn }),
      // The stack makes the Lambda's role and the heartbeat's.
      Capabilities: ['CAPABILITY_IAM'],
      Description: `Twilio Alert System: ${ONCALL} aws deploy`,
    }),
  );
  const { Id: id = changeSetName, StackId: stackId = stack } = created;
  const at: ChangeSetAt = { id, stackId, leavesShell };
  return discardedOnFailure(client, at, () => outcomeOf(client, at, waiting));
}

/** Does something with a change set; if that fails, the change set is taken away, and the failure is passed on. */
export async function discardedOnFailure<Result>(
  client: CloudFormationClient,
  at: ChangeSetAt,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    // What went wrong first is what matters; a deployment uses an empty stack that is left.
    await discard(client, at).catch(() => {});
    throw error;
  }
}

async function outcomeOf(client: CloudFormationClient, at: ChangeSetAt, { pause }: Waiting): Promise<ChangeSet> {
  for (;;) {
    const page = await client.send(new DescribeChangeSetCommand({ ChangeSetName: at.id, StackName: at.stackId }));
    if (page.Status === 'CREATE_COMPLETE') {
      return { ...at, is: 'executable', changes: await allChanges(client, at, page) };
    }
    if (page.Status === 'FAILED') {
      const reason = page.StatusReason ?? 'AWS gave no reason';
      if (saysNoChanges(reason)) return { ...at, is: 'empty' };
      throw new UserMistake(`CloudFormation refused the template or a parameter: ${reason}`);
    }
    await pause(POLL_MS);
  }
}

interface Page {
  readonly Changes?: readonly { readonly ResourceChange?: ResourceChange | undefined }[] | undefined;
  readonly NextToken?: string | undefined;
}

async function allChanges(
  client: CloudFormationClient,
  { id, stackId }: ChangeSetAt,
  first: Page,
): Promise<readonly ResourceChange[]> {
  const changes: ResourceChange[] = [];
  for (let page = first; ;) {
    changes.push(...(page.Changes ?? []).flatMap(({ ResourceChange }) => ResourceChange ?? []));
    if (page.NextToken === undefined) return changes;
    page = await client.send(
      new DescribeChangeSetCommand({ ChangeSetName: id, StackName: stackId, NextToken: page.NextToken }),
    );
  }
}

/** A change set without changes is a failed one; CloudFormation has two wordings for it. */
function saysNoChanges(reason: string): boolean {
  return /didn't contain changes|no updates are to be performed/i.test(reason);
}

/** Leaves everything as it was before the change set was made. An empty stack takes its change set with it. */
export async function discard(client: CloudFormationClient, { id, stackId, leavesShell }: ChangeSetAt): Promise<void> {
  if (!leavesShell) {
    await client.send(new DeleteChangeSetCommand({ ChangeSetName: id, StackName: stackId }));
    return;
  }
  const shell = await findStack(client, stackId);
  if (shell?.status === 'REVIEW_IN_PROGRESS') await deleteStack(client, shell);
}

/** Begins to make the changes, and returns at once. */
export async function executeChangeSet(client: CloudFormationClient, { id, stackId }: ChangeSetAt): Promise<void> {
  await client.send(new ExecuteChangeSetCommand({ ChangeSetName: id, StackName: stackId }));
}

/** One change as a program reads it. */
export function changeJson({ Action, LogicalResourceId, ResourceType, Replacement, PolicyAction }: ResourceChange) {
  return {
    kind: 'change',
    action: Action ?? 'Modify',
    resource: LogicalResourceId ?? '',
    type: ResourceType ?? '',
    replaced: Replacement ?? 'False',
    kept: PolicyAction === 'Retain' || PolicyAction === 'ReplaceAndRetain',
  } as const;
}

/** What would change, a line for each resource; what is replaced is said loudly, since its contents are lost or left behind. */
export function changeLines(changes: readonly ResourceChange[]): readonly string[] {
  if (changes.length === 0) return ['  ~ no resource, only outputs or settings of the stack'];
  return changes.map((change) => {
    const { LogicalResourceId: id = '', ResourceType: type = '' } = change;
    const resource = `${id} (${type.replace(/^AWS::/, '')})`;
    switch (change.Action) {
      case 'Add':
        return `  + ${resource}`;
      case 'Remove':
        return `  - ${resource}${change.PolicyAction === 'Retain' ? ': itself it stays, with what is in it' : ''}`;
      case 'Import':
        return `  i ${resource}: taken over as it is`;
      case 'Dynamic':
        return `  ? ${resource}: known only during the deployment`;
      case 'Modify':
      case 'SyncWithActual':
      case undefined:
        return `  ~ ${resource}${touched(change)}${replacementText(change)}`;
    }
  });
}

function touched({ Details = [] }: ResourceChange): string {
  const names = Details.flatMap(({ Target }) => Target?.Name ?? Target?.Attribute ?? []);
  const distinct = [...new Set(names)];
  return distinct.length === 0 ? '' : `: ${distinct.join(', ')}`;
}

function replacementText({ Replacement, PolicyAction }: ResourceChange): string {
  switch (Replacement) {
    case 'True':
      return PolicyAction === 'ReplaceAndRetain'
        ? '  REPLACED by a new one: the old one stays with what is in it, and nothing reads that any more'
        : '  REPLACED by a new one: what is in the old one is lost';
    case 'Conditional':
      return '  perhaps replaced by a new one';
    case 'False':
    case undefined:
      return '';
  }
}
