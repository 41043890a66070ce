import { describe, expect, it } from '@jest/globals';
import { unwrap } from '../../lambda/unwrap';
import { readAlarm } from '../../src/incident/alarm';
import type { Alarm } from '../../src/incident/alarm';
import { agentRef } from '../../src/incident/plan';
import { briefing } from '../../src/incident/wording';
import { awsEvent } from '../fixtures/aws/fixture';
import { alarmAt, ANN, boardAfter, incidentOf } from './sample';

const ARN = 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:web-1';

/** The alarms of a fixture as the Lambda forwards them. */
function alarmsIn(fixture: string): Alarm[] {
  return unwrap(awsEvent(fixture), 'invocation').arrivals.map(({ message }) => readAlarm(message));
}

function read(body: unknown, subject?: string): Alarm {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return readAlarm({ id: 'm1', body: text, ...(subject === undefined ? {} : { subject }) });
}

const FIXTURES = [
  'alarm-action',
  'eventbridge',
  'sns-2015',
  'sns-anomaly',
  'sns-awkward-characters',
  'sns-budget',
  'sns-composite',
  'sns-empty-subject',
  'sns-insufficient-data',
  'sns-metric-math',
  'sns-null-description',
  'sns-null-subject',
  'sns-plain-text',
  'sns-recovered',
  'sns-status-check',
  'sns-three-records',
  'sqs-enveloped',
  'sqs-raw',
];

describe.each(FIXTURES)('the sample %s', (fixture) => {
  const alarms = alarmsIn(fixture);

  it('holds at least one alarm', () => {
    expect(alarms.length).toBeGreaterThan(0);
  });

  it.each(alarms.map((alarm) => [alarm.name, alarm] as const))('%s: reads well within the limits', (_name, alarm) => {
    expect(alarm.summary.length).toBeLessThanOrEqual(200);
    expect(alarm.summary).toMatch(/^[\p{L}\p{N}]/u);
    expect(alarm.summary).not.toMatch(/[<>{}&"[\]\\|$\n]/);
    const incident = { ...incidentOf(boardAfter(alarmAt(0))), alarms: [{ hash: 'h', wrong: true, summary: alarm.summary }] };
    const speech = briefing(incident, agentRef(ANN, 0) ?? { id: '', name: '', phone: '' }, 'Main');
    expect(speech.length).toBeLessThanOrEqual(300);
    expect(speech).toMatch(/Press 1 to take it, or 2 to pass it on\.$/);
  });
});
