import { alarmsChosen, nameOf, type ReadAlarm, type Selection } from '../../aws/alarms';
import { applyChange } from '../../aws/apply';
import { attach, detach, planLines, type Plan, type Topic } from '../../aws/attachment';
import type { Aws } from '../../aws/clients';
import { shellOption } from '../../aws/shell';
import { alarmsOf, outputOf, stackAt, type StandingStack } from '../../aws/stack';
import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { counted } from '../../text/counted';
import { printableLine } from '../../text/printable';
import { FLAG, TEXT, readArguments, type Values } from '../arguments';
import type { Command } from '../command';
import { changeText } from '../terminal/looks';
import { Teller } from '../terminal/teller';
import { lines, type Text } from '../terminal/text';
import { samePlace, STACK_HELP, STACK_OPTIONS, stackName, withAws } from './options';

const HELP = `Usage: ${ONCALL} aws attach (--prefix P | --tag K=V | --all) [OPTIONS]

Adds the topic to the ALARM and OK actions of existing metric and composite alarms. CloudWatch takes
only whole definitions, so the command sends each one back as it was read, with this one difference;
tags and states stay. Without --apply it only shows what would change.

  --prefix P      the alarms whose names begin with this
  --tag K=V       the alarms with this tag
  --all           every alarm of the region
  --apply         do it
  --detach        remove the topic again, and nothing else; from every alarm unless you choose some
  --topic ARN     the topic of a stack in another account (its aws deploy --accounts must name this
                  one); without it, that of the stack
${STACK_HELP}

It never touches the alarms that watch the pager itself, those of scaling policies, those that have
five actions already, and those that somebody is changing. It does not list log alarms. An alarm
that another stack or Terraform makes loses the topic at that stack's next deployment: add the topic
there, or page by name instead (${ONCALL} aws deploy --prefix), which touches no alarm.`;

const OPTIONS = {
  prefix: TEXT,
  tag: TEXT,
  all: FLAG,
  apply: FLAG,
  detach: FLAG,
  topic: TEXT,
  ...STACK_OPTIONS,
} as const;

export const command: Command = {
  help: HELP,
  run: async (args) => {
    const { values } = readArguments(args, OPTIONS);
    const isDetaching = values.detach === true;
    const selection = selectionIn(values, isDetaching);
    const name = stackName(values);
    const elsewhere = values.topic === undefined ? undefined : topicElsewhere(values.topic);
    return withAws(values, async (aws) => {
      const topic = elsewhere ?? (await topicOf(aws, await stackAt(aws, name)));
      await checkRegion(aws, topic);
      const alarms = await alarmsChosen(aws.cloudWatch, selection);
      const plans = plansFor(alarms, topic, isDetaching);
      const teller = new Teller(values.json);
      if (values.apply === true) return await apply(aws, plans, topic, teller);
      show(plans, topic, teller, `${ONCALL} aws attach ${repeated(values)}${samePlace(values)} --apply`);
      return 0;
    });
  },
};

function selectionIn({ prefix, tag, all }: Values<typeof OPTIONS>, isDetaching: boolean): Selection {
  const count = [prefix, tag, all].filter((choice) => choice !== undefined).length;
  if (count > 1) throw new UserMistake('choose one of --prefix, --tag and --all.', 2);
  if (prefix === '') throw new UserMistake('--prefix is empty; write --all if you mean every alarm.', 2);
  if (prefix !== undefined) return { by: 'prefix', prefix };
  if (tag !== undefined) {
    if (!/^.+=/.test(tag)) {
      throw new UserMistake(`--tag "${tag}": write a tag's key and value, such as --tag team=web.`, 2);
    }
    return { by: 'tag', tag };
  }
  if (all === true || isDetaching) return { by: 'all' };
  throw new UserMistake('which alarms? Write --prefix TEXT, --tag KEY=VALUE or --all.', 2);
}

/** The options that say the same again, for the command that is to be typed next. */
function repeated(values: Values<typeof OPTIONS>): string {
  const { prefix, tag, all, topic, detach: isDetaching } = values;
  return [
    ...(isDetaching === true ? ['--detach'] : []),
    ...(topic === undefined ? [] : [shellOption('topic', topic)]),
    ...(prefix === undefined ? [] : [shellOption('prefix', prefix)]),
    ...(tag === undefined ? [] : [shellOption('tag', tag)]),
    ...(all === true ? ['--all'] : []),
  ].join(' ');
}

/** The stack's topic, and the alarms that must not use it. */
export async function topicOf({ cloudFormation }: Aws, stack: StandingStack): Promise<Topic> {
  const watchers = await alarmsOf(cloudFormation, stack.name);
  return { arn: outputOf(stack, 'TopicArn'), isWatcher: (name) => watchers.has(name) };
}

/** The watchers of any stack, by the names that the template gives them: the stack itself cannot be asked. */
const WATCHER = /-watcher-(?:heartbeat|age|unsettled|dead-letters|errors|throttles|delivery)$/;

/** The topic of a stack that these credentials do not see. */
function topicElsewhere(arn: string): Topic {
  if (regionOf(arn) !== undefined) return { arn, isWatcher: (name) => WATCHER.test(name) };
  throw new UserMistake(
    `--topic "${arn}" must be the ARN of a topic, such as arn:aws:sns:eu-west-1:111122223333:oncall-Topic-1A2B3C.`,
    2,
  );
}

function regionOf(topicArn: string): string | undefined {
  return /^arn:[\w-]+:sns:([\w-]+):\d{12}:[\w-]+$/.exec(topicArn)?.[1];
}

async function checkRegion(aws: Aws, { arn }: Topic): Promise<void> {
  const region = await aws.region();
  const topicRegion = regionOf(arn);
  if (topicRegion === undefined || topicRegion === region) return;
  throw new UserMistake(
    `the topic is in ${topicRegion} and these alarms are in ${region}, but an alarm acts in its own region only. Write --region ${topicRegion}, or deploy a stack in ${region}.`,
    2,
  );
}

/** What is to be done with each of these alarms. */
export function plansFor(alarms: readonly ReadAlarm[], topic: Topic, isDetaching: boolean): readonly Plan[] {
  return alarms.map((alarm) => (isDetaching ? detach(alarm, topic) : attach(alarm, topic)));
}

function show(plans: readonly Plan[], topic: Topic, teller: Teller, howTo: string): void {
  for (const plan of plans) teller.tell(planJson(plan, 'would'), planText(plan, topic));
  const changes = countOf(plans, 'change');
  if (plans.length > 0 && changes < plans.length) teller.say('');
  teller.tell({ kind: 'end', topic: topic.arn, changed: 0, left: countOf(plans, 'skip') }, countText(plans));
  if (changes > 0) teller.say(`Nothing was changed. To do it:\n  ${howTo}`);
}

/** The plan as a person reads it; undefined for what stays. */
function planText(plan: Plan, topic: Topic): Text | undefined {
  const told = planLines(plan, topic).map((line) => changeText(printableLine(line)));
  return told.length === 0 ? undefined : lines(told);
}

/** The plan as a program reads it. `change`: what has become of a change. */
function planJson(plan: Plan, change: 'would' | 'changed'): AlarmJson {
  const line = { kind: 'alarm', alarm: nameOf(plan.before) } as const;
  switch (plan.is) {
    case 'same':
      return { ...line, is: 'same' };
    case 'skip':
      return { ...line, is: 'left', code: plan.code, why: plan.why };
    case 'change':
      return { ...line, is: change, states: plan.states, ...circumstances(plan.before) };
  }
}

/** What decides whether the alarm calls anybody, beside its actions. */
function circumstances({ alarm }: ReadAlarm): Pick<AlarmJson, 'state' | 'actionsEnabled'> {
  return { state: alarm.StateValue ?? null, actionsEnabled: alarm.ActionsEnabled !== false };
}

type AlarmJson = {
  readonly kind: 'alarm';
  readonly alarm: string;
  readonly is: 'would' | 'changed' | 'same' | 'left';
  readonly states?: readonly string[];
  readonly state?: string | null;
  readonly actionsEnabled?: boolean;
  readonly code?: string;
  readonly why?: string;
};

function countOf(plans: readonly Plan[], is: Plan['is']): number {
  return plans.filter((plan) => plan.is === is).length;
}

function countText(plans: readonly Plan[]): string {
  if (plans.length === 0) return 'There is no such alarm in this region.';
  return `${counted(plans.length, 'alarm')}: ${String(countOf(plans, 'change'))} to change, ${String(countOf(plans, 'same'))} as they should be, ${String(countOf(plans, 'skip'))} left alone.`;
}

async function apply(aws: Aws, plans: readonly Plan[], topic: Topic, teller: Teller): Promise<number> {
  const { changed, failed } = await applyAll(aws, plans, topic, teller);
  const left = countOf(plans, 'skip') + failed;
  teller.tell(
    { kind: 'end', topic: topic.arn, changed, left },
    `${counted(changed, 'alarm')} changed, ${String(left)} left alone.`,
  );
  const wrongNow = plans.filter(({ is, before }) => is === 'change' && before.alarm.StateValue === 'ALARM');
  if (wrongNow.length > 0) {
    teller.say(
      `In ALARM now: ${wrongNow.map(({ before }) => nameOf(before)).join(', ')}. CloudWatch reports only changes: nobody is called for these until they have been OK.`,
    );
  }
  return failed === 0 ? 0 : 1;
}

/** Makes every planned change and reports each as it is made. `failed` were to be changed and are as they were. */
export async function applyAll(
  { cloudWatch }: Aws,
  plans: readonly Plan[],
  topic: Topic,
  teller: Teller,
): Promise<{ readonly changed: number; readonly failed: number }> {
  let changed = 0;
  let failed = 0;
  for (const plan of plans) {
    const outcome = plan.is === 'change' ? await applyChange(cloudWatch, plan) : undefined;
    if (outcome?.is === 'left') {
      failed++;
      const alarm = nameOf(plan.before);
      teller.tell(
        { kind: 'alarm', alarm, ...outcome } satisfies AlarmJson,
        `  ! ${printableLine(alarm)}\n      left alone: ${outcome.why}.`,
      );
      continue;
    }
    if (outcome?.is === 'done') changed++;
    teller.tell(planJson(plan, 'changed'), planText(plan, topic));
  }
  return { changed, failed };
}
