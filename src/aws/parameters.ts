import type { Parameter } from '@aws-sdk/client-cloudformation';

/** What the command line says about the stack's parameters; what is left out stays as it was. */
export interface ParameterChoice {
  readonly functionUrl: string;
  readonly secretParameter: string;
  readonly secretKeyArn?: string | undefined;
  readonly watcherEmail?: string | undefined;
  readonly alarmNamePrefix?: string | undefined;
  readonly topicKeyArn?: string | undefined;
  /** With commas between them. */
  readonly alarmAccounts?: string | undefined;
  readonly alarmOrganization?: string | undefined;
  readonly permissionsBoundary?: string | undefined;
  readonly reservedConcurrency?: string | undefined;
}

/**
 * The parameters of a deployment. One that nobody names keeps the value that the stack has, so that a later deployment without
 * `--email` does not unsubscribe anybody; a stack that does not have it yet takes the template's default.
 */
export function stackParameters(choice: ParameterChoice, standing: ReadonlySet<string>): readonly Parameter[] {
  const named = [
    ['FunctionUrl', choice.functionUrl],
    ['SecretParameter', choice.secretParameter],
    ['SecretKeyArn', choice.secretKeyArn],
    ['WatcherEmail', choice.watcherEmail],
    ['AlarmNamePrefix', choice.alarmNamePrefix],
    ['TopicKeyArn', choice.topicKeyArn],
    ['AlarmAccounts', choice.alarmAccounts],
    ['AlarmOrganization', choice.alarmOrganization],
    ['PermissionsBoundary', choice.permissionsBoundary],
    ['ReservedConcurrency', choice.reservedConcurrency],
  ] as const;
  return named.flatMap(([ParameterKey, ParameterValue]): Parameter[] => {
    if (ParameterValue !== undefined) return [{ ParameterKey, ParameterValue }];
    return standing.has(ParameterKey) ? [{ ParameterKey, UsePreviousValue: true }] : [];
  });
}

/** The secret's name in the Parameter Store, one for each stack: two stacks of an account may page different teams. */
export function secretParameterFor(stack: string): string {
  return `/${stack}/alert-secret`;
}
