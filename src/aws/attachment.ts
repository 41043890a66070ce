import { nameOf, type ReadAlarm } from './alarms';

/** The states whose actions name the topic: an agent who is called for ALARM must hear of OK. */
const STATES = [
  ['ALARM', 'AlarmActions'],
  ['OK', 'OKActions'],
] as const;

/** The most actions that CloudWatch allows for each state of an alarm. */
const MOST_ACTIONS = 5;

/**
 * What is to be done with one alarm:
 *
 * - `change`: `after` is its definition with other actions; `states` are those that change.
 * - `same`: it is as it should be.
 * - `skip`: it is left alone, and why.
 */
export type Plan =
  | { readonly is: 'change'; readonly before: ReadAlarm; readonly after: ReadAlarm; readonly states: readonly string[] }
  | { readonly is: 'same'; readonly before: ReadAlarm }
  | ({ readonly is: 'skip'; readonly before: ReadAlarm } & Hindrance);

/** Why an alarm is left alone: in a word for programs, and in a sentence. */
interface Hindrance {
  readonly code: 'watcher' | 'newer' | 'scaling' | 'full';
  readonly why: string;
}

/** What attaching needs to know beside the alarm. */
export interface Topic {
  readonly arn: string;
  /** Whether the alarm of this name watches the pager itself. */
  readonly isWatcher: (name: string) => boolean;
}

/** The alarm with the topic among its ALARM and OK actions, after the ones that it has. */
export function attach(before: ReadAlarm, { arn, isWatcher }: Topic): Plan {
  const hindrance = hindranceTo(before, isWatcher);
  if (hindrance !== undefined) return { is: 'skip', before, ...hindrance };
  const lacking = STATES.filter(([, field]) => !actionsOf(before, field).includes(arn));
  if (lacking.length === 0) return { is: 'same', before };
  const full = lacking.filter(([, field]) => actionsOf(before, field).length >= MOST_ACTIONS).map(([state]) => state);
  if (full.length > 0) {
    return {
      is: 'skip',
      before,
      code: 'full',
      why: `it has ${String(MOST_ACTIONS)} ${full.join(' and ')} actions, the most that AWS allows; remove one, or see aws deploy --prefix`,
    };
  }
  const states = lacking.map(([state]) => state);
  return { is: 'change', before, states, after: withActions(before, (actions) => [...new Set([...actions, arn])]) };
}

/** The alarm without the topic among its ALARM and OK actions; the others keep their order. */
export function detach(before: ReadAlarm, { arn }: Topic): Plan {
  const having = STATES.filter(([, field]) => actionsOf(before, field).includes(arn));
  if (having.length === 0) return { is: 'same', before };
  if (before.unknown.length > 0) return { is: 'skip', before, ...tooNew(before.unknown) };
  const states = having.map(([state]) => state);
  return {
    is: 'change',
    before,
    states,
    after: withActions(before, (actions) => actions.filter((action) => action !== arn)),
  };
}

function hindranceTo(read: ReadAlarm, isWatcher: Topic['isWatcher']): Hindrance | undefined {
  if (isWatcher(nameOf(read))) {
    return {
      code: 'watcher',
      why: 'it watches the pager itself, so it must reach you without it: by the mail address of aws deploy --email',
    };
  }
  if (read.unknown.length > 0) return tooNew(read.unknown);
  // Application Auto Scaling makes these, overwrites them at will, and the lower one is in ALARM whenever little happens.
  if (nameOf(read).startsWith('TargetTracking-')) {
    return {
      code: 'scaling',
      why: 'it belongs to a scaling policy, which overwrites it, and it is in ALARM whenever that policy scales',
    };
  }
  return undefined;
}

function tooNew(unknown: readonly string[]): Hindrance {
  return {
    code: 'newer',
    why: `it would lose what this oncall does not know (${unknown.join(', ')}); update @aws-sdk/client-cloudwatch in package.json, or see aws deploy --prefix`,
  };
}

function actionsOf({ alarm }: ReadAlarm, field: 'AlarmActions' | 'OKActions'): readonly string[] {
  return alarm[field] ?? [];
}

function withActions(read: ReadAlarm, change: (actions: readonly string[]) => string[]): ReadAlarm {
  const actions = {
    AlarmActions: change(actionsOf(read, 'AlarmActions')),
    OKActions: change(actionsOf(read, 'OKActions')),
  };
  return read.kind === 'metric'
    ? { ...read, alarm: { ...read.alarm, ...actions } }
    : { ...read, alarm: { ...read.alarm, ...actions } };
}

/**
 * Whether somebody has changed the alarm since it was read; its state may have changed. CloudWatch does not take "only if
 * unchanged", so this is asked just before writing.
 */
export function hasChanged(before: ReadAlarm, now: ReadAlarm | undefined): boolean {
  return now === undefined || changedAtMs(now) !== changedAtMs(before);
}

function changedAtMs({ alarm }: ReadAlarm): number | undefined {
  return alarm.AlarmConfigurationUpdatedTimestamp?.getTime();
}

/** The plan as a person reads it; what stays is not shown. */
export function planLines(plan: Plan, { arn }: Topic): readonly string[] {
  const name = nameOf(plan.before);
  switch (plan.is) {
    case 'same':
      return [];
    case 'skip':
      return [`  ! ${name}`, `      left alone: ${plan.why}.`];
    case 'change':
      return [`  ~ ${name}${offNote(plan.before)}`, ...STATES.flatMap((state) => stateLines(plan, state, arn))];
  }
}

function stateLines(
  { before, after }: Extract<Plan, { is: 'change' }>,
  [state, field]: (typeof STATES)[number],
  arn: string,
): readonly string[] {
  const had = actionsOf(before, field);
  const has = actionsOf(after, field);
  if (had.includes(arn) === has.includes(arn)) return [];
  const sign = has.includes(arn) ? '+' : '-';
  const others = had.filter((action) => action !== arn).length;
  const kept = others === 0 ? '' : `   (${others === 1 ? '1 other action stays' : `${String(others)} others stay`})`;
  return [`      ${sign} ${state.padEnd(6)} ${arn}${kept}`];
}

/** An alarm whose actions are switched off calls nobody, whatever they are. */
function offNote({ alarm }: ReadAlarm): string {
  return alarm.ActionsEnabled === false ? '   (its actions are switched off: it calls nobody until they are on)' : '';
}
