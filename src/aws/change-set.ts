import {
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  ExecuteChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import type { CloudFormationClient, Parameter, ResourceChange } from '@aws-sdk/client-cloudformation';
import { UserMistake } from '../cli/failure';
import { ONCALL } from '../oncall';
import type { Patience } from './follow';

/** What a deployment would do to a stack. */
export interface ChangeSet {
  readonly id: string;
  readonly stackId: string;
  /** Empty when nothing would change. */
  readonly changes: readonly ResourceChange[];
}

/** What a stack is made of. */
export interface Wanted {
  readonly stack: string;
  readonly isNew: boolean;
  readonly templateBody: string;
  readonly parameters: readonly Parameter[];
  /** Distinguishes this change set from others of the stack. */
  readonly changeSetName: string;
}

const POLL_MS = 1_000;

/** The most that CloudFormation takes in the request itself (quota "Template size: request body"). */
const MOST_TEMPLATE_BYTES = 51_200;

/** Has CloudFormation work out what would change. Throws a UserMistake with its reason when it cannot. */
export async function makeChangeSet(
  client: CloudFormationClient,
  { stack, isNew, templateBody, parameters, changeSetName }: Wanted,
  { pause }: Patience,
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
      // The stack makes the Lambda's role and the heartbeat's.
      Capabilities: ['CAPABILITY_IAM'],
      Description: `Twilio Alert System: ${ONCALL} aws deploy`,
    }),
  );
  const { Id: id = changeSetName, StackId: stackId = stack } = created;
  for (;;) {
    const page = await client.send(new DescribeChangeSetCommand({ ChangeSetName: id, StackName: stackId }));
    if (page.Status === 'CREATE_COMPLETE') {
      const changes = await allChanges(client, { id, stackId }, page);
      return { id, stackId, changes };
    }
    if (page.Status === 'FAILED') {
      const reason = page.StatusReason ?? 'no reason is given';
      if (saysNoChanges(reason)) return { id, stackId, changes: [] };
      await deleteChangeSet(client, { id, stackId });
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
  { id, stackId }: { readonly id: string; readonly stackId: string },
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

/** Leaves the stack as it is. */
export async function deleteChangeSet(
  client: CloudFormationClient,
  { id, stackId }: { readonly id: string; readonly stackId: string },
): Promise<void> {
  await client.send(new DeleteChangeSetCommand({ ChangeSetName: id, StackName: stackId }));
}

/** Begins to make the changes, and returns at once. */
export async function executeChangeSet(client: CloudFormationClient, { id, stackId }: ChangeSet): Promise<void> {
  await client.send(new ExecuteChangeSetCommand({ ChangeSetName: id, StackName: stackId }));
}

/** What would change, a line for each resource; what is replaced is said loudly, since its contents are lost. */
export function changeLines(changes: readonly ResourceChange[]): readonly string[] {
  return changes.map((change) => {
    const { LogicalResourceId: id = '', ResourceType: type = '', Replacement } = change;
    const resource = `${id} (${type.replace(/^AWS::/, '')})`;
    switch (change.Action) {
      case 'Add':
        return `  + ${resource}`;
      case 'Remove':
        return `  - ${resource}`;
      case 'Import':
        return `  i ${resource}: taken over as it is`;
      case 'Dynamic':
        return `  ? ${resource}: known only while it is done`;
      case 'Modify':
      case 'SyncWithActual':
      case undefined:
        return `  ~ ${resource}${touched(change)}${replacementText(Replacement)}`;
    }
  });
}

function touched({ Details = [] }: ResourceChange): string {
  const names = Details.flatMap(({ Target }) => Target?.Name ?? Target?.Attribute ?? []);
  const distinct = [...new Set(names)];
  return distinct.length === 0 ? '' : `: ${distinct.join(', ')}`;
}

function replacementText(replacement: ResourceChange['Replacement']): string {
  switch (replacement) {
    case 'True':
      return '  REPLACED by a new one: what is in the old one is lost';
    case 'Conditional':
      return '  perhaps replaced by a new one';
    case 'False':
    case undefined:
      return '';
  }
}
