import type { Parameter } from '@aws-sdk/client-cloudformation';

/** The parameters of the template, in its order; those without a value keep theirs, or the template's default. */
const NAMES = [
  'FunctionUrl',
  'SecretParameter',
  'SecretKeyArn',
  'WatcherEmail',
  'AlarmNamePrefix',
  'TopicKeyArn',
  'AlarmAccounts',
  'AlarmOrganization',
  'PermissionsBoundary',
  'ReservedConcurrency',
] as const;

/** What the command line says about the stack's parameters, accounts with commas between them; what is left out stays as it was. */
export type ParameterChoice = Readonly<Partial<Record<(typeof NAMES)[number], string | undefined>>>;

/**
 * The parameters of a deployment. One that nobody names keeps the value that the stack has, so that a later deployment without
 * `--email` does not unsubscribe anybody; a stack that does not have it yet takes the template's default.
 */
export function stackParameters(choice: ParameterChoice, standing: ReadonlySet<string>): readonly Parameter[] {
  return NAMES.flatMap((ParameterKey): Parameter[] => {
    const ParameterValue = choice[ParameterKey];
    if (ParameterValue !== undefined) return [{ ParameterKey, ParameterValue }];
    return standing.has(ParameterKey) ? [{ ParameterKey, UsePreviousValue: true }] : [];
  });
}

/** The secret's name in the Parameter Store, one for each stack: two stacks of an account may page different teams. */
export function secretParameterFor(stack: string): string {
  return `/${stack}/alert-secret`;
}
