import type { StackEvent } from '@aws-sdk/client-cloudformation';
import { ONCALL } from '../oncall';
import { stackOption } from './readiness';

/** One thing that happened to one resource of a stack. */
export interface Happening {
  readonly id: string;
  readonly atMs: number;
  readonly resource: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}

/** An event as CloudFormation tells it. */
export function happeningOf(event: StackEvent): Happening {
  const { EventId: id = '', Timestamp, LogicalResourceId, ResourceType, ResourceStatus, ResourceStatusReason } = event;
  return {
    id,
    atMs: Timestamp?.getTime() ?? 0,
    resource: LogicalResourceId ?? '',
    type: ResourceType ?? '',
    status: ResourceStatus ?? '',
    ...(ResourceStatusReason === undefined ? {} : { reason: ResourceStatusReason }),
  };
}

/**
 * Those that were not seen yet, oldest first. `newestFirst` is CloudFormation's order; events of the same instant are turned
 * round with it.
 */
export function unseen(newestFirst: readonly Happening[], seen: ReadonlySet<string>): readonly Happening[] {
  // Pages overlap when something happens between them.
  const distinct = new Map(newestFirst.map((happening) => [happening.id, happening]));
  return [...distinct.values()]
    .filter(({ id }) => !seen.has(id))
    .toReversed()
    .toSorted((a, b) => a.atMs - b.atMs);
}

/** The event as a person reads it: a line, and for a failure why and what to do. */
export function happeningText(happening: Happening, sinceMs: number, stack: string): string {
  const { atMs, resource, type, status } = happening;
  const seconds = `${((atMs - sinceMs) / 1000).toFixed(0).padStart(5)} s`;
  const line = `${seconds}  ${status.padEnd(20)} ${resource} (${type.replace(/^AWS::/, '')})`;
  const { reason, remedy } = failureIn(happening, stack);
  return [
    line,
    ...(reason === undefined ? [] : [`         ${reason}`]),
    ...(remedy === undefined ? [] : [`         → ${remedy}`]),
  ].join('\n');
}

/** Why it failed, if it did, and what to do about that; a consequence of another failure has no remedy. */
export function failureIn(
  { status, reason }: Happening,
  stack: string,
): { readonly reason?: string; readonly remedy?: string } {
  if (!isFailure(status) || reason === undefined) return {};
  return isConsequence(reason) ? { reason } : { reason, remedy: remedyFor(reason, stack) };
}

/** Whether the resource could not be made, changed or deleted. */
export function isFailure(status: string): boolean {
  return status.endsWith('_FAILED');
}

/** CloudFormation stops the other resources as soon as one has failed, and reports each of them as failed. */
export function isConsequence(reason: string): boolean {
  return /resource (?:creation|update) cancell?ed|following resource\(s\) failed/i.test(reason);
}

/** What to do about a failure, by the words that AWS uses for it. */
export function remedyFor(reason: string, stack: string): string {
  const permission = /not authorized to perform:? ([\w-]+:[\w*]+)/i.exec(reason)?.[1];
  if (permission !== undefined) {
    return `These credentials need ${permission}: have it granted, or use others (--profile NAME).`;
  }
  if (/already exists/i.test(reason)) {
    const other = `choose another name with --stack NAME${stackOption(stack) === '' ? '' : ` than ${stack}`}`;
    return `Something with that name exists already. It may belong to another stack, even in another region, since dashboards are shared by all regions of an account: ${other}. Which stack of this region has it: aws cloudformation describe-stack-resources --physical-resource-id THAT-NAME`;
  }
  if (/ParameterNotFound|parameter .*(?:not found|does not exist)/i.test(reason)) {
    return `The secret is missing in the Parameter Store: run ${ONCALL} aws deploy again, which puts it there.`;
  }
  if (/UnreservedConcurrentExecution|ConcurrentExecutions/i.test(reason)) {
    return 'This account may run too few Lambdas at a time. With --reserve: write --reserve 0; else, or to reserve anyway, ask AWS for a higher quota "Concurrent executions" (Service Quotas, AWS Lambda).';
  }
  if (/limit ?exceeded|quota|maximum number/i.test(reason)) {
    return 'A quota of this account is used up: delete what is no longer needed, or ask AWS for more (Service Quotas).';
  }
  if (/kms/i.test(reason)) {
    return 'The key must be in this region and its policy must admit cloudwatch.amazonaws.com and events.amazonaws.com; or leave --key-arn out.';
  }
  if (/rate exceeded|throttl/i.test(reason)) return 'AWS got too many requests at once: run the same command again.';
  return 'Correct what the reason says, then run the same command again.';
}
