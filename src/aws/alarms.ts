import {
  DescribeAlarmsCommand,
  ListTagsForResourceCommand,
  paginateDescribeAlarms,
  PutCompositeAlarmCommand,
  PutMetricAlarmCommand,
} from '@aws-sdk/client-cloudwatch';
import type {
  CloudWatchClient,
  CompositeAlarm,
  DescribeAlarmsCommandInput,
  DescribeAlarmsCommandOutput,
  MetricAlarm,
} from '@aws-sdk/client-cloudwatch';
import { field } from '../text/json';
import { compositeDefinition, metricDefinition } from './definition';
import { droppedFields } from './dropped-fields';
import { rawAnswerOf } from './raw-answer';

/** An alarm as it was read. */
export type ReadAlarm = (
  | { readonly kind: 'metric'; readonly alarm: MetricAlarm }
  | { readonly kind: 'composite'; readonly alarm: CompositeAlarm }
) & {
  /** What AWS sent about it that this SDK does not know, as paths: written back, the alarm would lose it. */
  readonly unknown: readonly string[];
};

/** Which alarms are meant. */
export type Selection =
  | { readonly by: 'all' }
  | { readonly by: 'prefix'; readonly prefix: string }
  /** As `KEY=VALUE`; both may have equals signs of their own. */
  | { readonly by: 'tag'; readonly tag: string };

/** Without it DescribeAlarms returns only metric alarms. */
const KINDS = { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] } satisfies Partial<DescribeAlarmsCommandInput>;

/** Every alarm that is meant, by name. */
export async function alarmsChosen(client: CloudWatchClient, selection: Selection): Promise<readonly ReadAlarm[]> {
  const input: DescribeAlarmsCommandInput = {
    ...KINDS,
    ...(selection.by === 'prefix' ? { AlarmNamePrefix: selection.prefix } : {}),
  };
  const found: ReadAlarm[] = [];
  for await (const page of paginateDescribeAlarms({ client, pageSize: 100 }, input)) found.push(...alarmsIn(page));
  const chosen = selection.by === 'tag' ? await tagged(client, found, selection.tag) : found;
  return chosen.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b), 'en'));
}

function alarmsIn(page: DescribeAlarmsCommandOutput): readonly ReadAlarm[] {
  const { MetricAlarms = [], CompositeAlarms = [] } = page;
  const unknown = (list: 'MetricAlarms' | 'CompositeAlarms', index: number, alarm: object): readonly string[] =>
    droppedFields(field(field(rawAnswerOf(page), list), String(index)), alarm);
  return [
    ...MetricAlarms.map((alarm, index) => ({
      kind: 'metric' as const,
      alarm,
      unknown: unknown('MetricAlarms', index, alarm),
    })),
    ...CompositeAlarms.map((alarm, index) => ({
      kind: 'composite' as const,
      alarm,
      unknown: unknown('CompositeAlarms', index, alarm),
    })),
  ];
}

/** One request for each alarm: DescribeAlarms neither tells tags nor selects by them. */
async function tagged(
  client: CloudWatchClient,
  alarms: readonly ReadAlarm[],
  wanted: string,
): Promise<readonly ReadAlarm[]> {
  const chosen: ReadAlarm[] = [];
  for (const read of alarms) {
    const { Tags = [] } = await client.send(new ListTagsForResourceCommand({ ResourceARN: read.alarm.AlarmArn }));
    if (Tags.some(({ Key = '', Value = '' }) => `${Key}=${Value}` === wanted)) chosen.push(read);
  }
  return chosen;
}

/** The alarm as it is now; undefined when it is gone. */
export async function readAgain(client: CloudWatchClient, read: ReadAlarm): Promise<ReadAlarm | undefined> {
  const page = await client.send(new DescribeAlarmsCommand({ ...KINDS, AlarmNames: [nameOf(read)] }));
  return alarmsIn(page).find((now) => now.kind === read.kind && nameOf(now) === nameOf(read));
}

/** Overwrites the alarm's definition with this one. Its state stays as it is, and so do its tags. */
export async function overwrite(client: CloudWatchClient, read: ReadAlarm): Promise<void> {
  if (read.kind === 'metric') await client.send(new PutMetricAlarmCommand(metricDefinition(read.alarm)));
  else await client.send(new PutCompositeAlarmCommand(compositeDefinition(read.alarm)));
}

/** Alarm names are unique within an account and region, over both kinds. */
export function nameOf({ alarm }: ReadAlarm): string {
  return alarm.AlarmName ?? '';
}
