import type { StackStatus } from '@aws-sdk/client-cloudformation';
import { ONCALL } from '../oncall';
import { shellOption } from './shell';

/**
 * What may be done with a stack:
 *
 * - `create`: there is none, or only an empty one that a change set left.
 * - `update`: it stands.
 * - `replace`: its creation or deletion failed, so CloudFormation allows nothing but deleting it.
 * - `wait`: AWS is at work on it.
 * - `unlock`: an update failed and so did undoing it; that has to be continued first.
 */
export type Readiness = 'create' | 'update' | 'replace' | 'wait' | 'unlock';

/** What CloudFormation allows in this state; undefined stands for no stack. Source: the CloudFormation user guide, "Stack status codes". */
export function readinessOf(status: StackStatus | undefined): Readiness {
  switch (status) {
    case undefined:
    case 'DELETE_COMPLETE':
    case 'REVIEW_IN_PROGRESS':
      return 'create';
    case 'CREATE_COMPLETE':
    case 'UPDATE_COMPLETE':
    case 'UPDATE_FAILED':
    case 'UPDATE_ROLLBACK_COMPLETE':
    case 'IMPORT_COMPLETE':
    case 'IMPORT_ROLLBACK_COMPLETE':
      return 'update';
    case 'CREATE_FAILED':
    case 'ROLLBACK_COMPLETE':
    case 'ROLLBACK_FAILED':
    case 'DELETE_FAILED':
      return 'replace';
    case 'UPDATE_ROLLBACK_FAILED':
    case 'IMPORT_ROLLBACK_FAILED':
      return 'unlock';
    case 'CREATE_IN_PROGRESS':
    case 'DELETE_IN_PROGRESS':
    case 'IMPORT_IN_PROGRESS':
    case 'IMPORT_ROLLBACK_IN_PROGRESS':
    case 'ROLLBACK_IN_PROGRESS':
    case 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS':
    case 'UPDATE_IN_PROGRESS':
    case 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS':
    case 'UPDATE_ROLLBACK_IN_PROGRESS':
      return 'wait';
  }
}

/** Whether AWS has come to an end, good or bad. */
export function isAtRest(status: StackStatus): boolean {
  return !status.endsWith('_IN_PROGRESS');
}

/** Which stack a printed command is about. */
export interface StackAt {
  readonly name: string;
  readonly region: string;
  /** The profile, where one was named. */
  readonly profile?: string | undefined;
}

/** Why nothing can be done with the stack now, and the command that helps; undefined when something can. */
export function hindrance(at: StackAt, status: StackStatus, command: 'deploy' | 'destroy'): string | undefined {
  const { name, region } = at;
  const itself = `The stack ${name} in ${region} is ${status}`;
  switch (readinessOf(status)) {
    case 'create':
    case 'update':
      return undefined;
    case 'replace':
      if (command === 'destroy') return undefined;
      return `${itself}: its creation or deletion failed, and AWS does not update such a stack. It pages nobody; delete it and create it again with:\n  ${ONCALL} aws deploy --replace${stackOption(name)}${whereOptions(at)}`;
    case 'wait':
      return `${itself}: AWS is still at work on it. Wait until it is done, then run this again. To look:\n  ${lookCommand(at)}`;
    case 'unlock':
      if (command === 'destroy') return undefined;
      return `${itself}: an update failed, and so did undoing it. Correct the reason that its events name, let AWS continue, then run this again:\n  ${lookCommand(at)}\n  aws cloudformation continue-update-rollback --stack-name ${name}${whereOptions(at)}`;
  }
}

/** The command of AWS's own tool that shows what a stack is doing. */
export function lookCommand(at: StackAt): string {
  return `aws cloudformation describe-stack-events --stack-name ${at.name}${whereOptions(at)}`;
}

/** The options that name region and profile; AWS's own tool has the same ones. */
export function whereOptions({ region, profile }: Pick<StackAt, 'region' | 'profile'>): string {
  return ` ${shellOption('region', region)}${profile === undefined ? '' : ` ${shellOption('profile', profile)}`}`;
}

/** The option that names this stack, where it is not the usual one. */
export function stackOption(name: string): string {
  return name === USUAL_STACK ? '' : ` --stack ${name}`;
}

/** The stack's name unless somebody chooses another. */
export const USUAL_STACK = 'oncall';
