import { describe, expect, it } from '@jest/globals';
import { unwrap } from '../../lambda/unwrap';
import { identified, readAlarm } from '../../src/alarm/alarm';
import type { Alarm } from '../../src/alarm/alarm';
import { situationOf } from '../../src/incident/situation';
import { briefing } from '../../src/incident/said/speech';
import { englishText } from '../../src/incident/said/told';
import { EN } from '../../src/wording/en';
import { wordsOn } from '../../src/incident/words';
import { ALARM_EVENTS, awsEvent } from '../fixtures/aws/fixture';
import { alarmAt, attemptOf, boardAfter, incidentOf, PLAN } from '../incident/sample';

const ARN = 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:web-1';

/** The alarms of a fixture as the Lambda forwards them. */
function alarmsIn(fixture: string): Alarm[] {
  return unwrap(awsEvent(fixture), 'invocation').arrivals.map(({ message }) => readAlarm(message));
}

function read(body: unknown, subject?: string): Alarm {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return readAlarm({ id: 'm1', body: text, ...(subject === undefined ? {} : { subject }) });
}

/** As it is written in English. */
function asWritten(alarm: Alarm | undefined): string {
  return englishText(alarm ?? { summary: '' });
}

function contributor(id: string): object {
  return { alarmContributor: { id } };
}

describe.each(ALARM_EVENTS)('the sample %s', (fixture) => {
  const alarms = alarmsIn(fixture);

  it('holds at least one alarm', () => {
    expect(alarms.length).toBeGreaterThan(0);
  });

  it.each(alarms.map((alarm) => [alarm.name, alarm] as const))('%s: reads well within the limits', (_name, alarm) => {
    expect(alarm.summary.length).toBeLessThanOrEqual(200);
    expect(alarm.summary).toMatch(/^[\p{L}\p{N}]/u);
    // A sign of comparison stands apart from any word, as no markup does.
    expect(alarm.summary.replaceAll(/ [<>] (?=[\d$])/g, ' ')).not.toMatch(/[<>{}"[\]\\|\n]/);
    const board = boardAfter(alarmAt(0, 'web-1', { summary: alarm.summary }));
    const incident = incidentOf(board);
    const situation = situationOf(board, incident, wordsOn(board, incident.id));
    const { speech, again } = briefing(EN, incident, situation, attemptOf(board).agent, PLAN);
    for (const said of [speech, again]) {
      expect(said).toMatch(/^On-call alert for Main: [\p{L}\p{N}]/u);
      expect(said).not.toMatch(/[<>{}&"[\]\\|$\n]/);
      expect(said).toMatch(/Press 1 at any time to take it, 2 to pass, 3 to repeat\.$/);
    }
    expect(speech.length).toBeLessThanOrEqual(215);
    expect(again.length).toBeLessThanOrEqual(300);
  });
});

describe('an alarm of CloudWatch', () => {
  it.each([
    [
      'sns-status-check',
      'web-1 status check. The web server web-1 fails its EC2 status check. Runbook: restart it from the console, then check the load balancer.',
    ],
    [
      'sns-insufficient-data',
      'web-1 status check. It sends no data. The web server web-1 fails its EC2 status check. Runbook: restart it from the console, then check the load balancer.',
    ],
    ['sns-composite', 'shop is down. The shop cannot take orders. checkout error rate transitioned to ALARM.'],
    ['sns-metric-math', 'checkout error rate. More than 2 % of checkouts fail.'],
    ['sns-anomaly', 'orders unusual. Orders per minute outside the expected band.'],
    ['sns-null-description', 'web-2 disk. disk_used_percent 96.7 > 95.'],
    ['sns-2015', 'legacy-batch-failures. Nightly batch failed.'],
    [
      'sns-awkward-characters',
      "queue orders backlog & age. Backlog of orders > 1,000 & rising: see https://wiki.example.com/orders?a=1&b=2. Tell Zoë's team - they know why.",
    ],
    [
      'sns-plain-text',
      'Unknown alert: Backup failed: Backup of db-main did not finish. Started: 02:00. Last seen: 02:41. Ask the storage team.',
    ],
    ['sns-null-subject', 'Unknown alert: Fire drill: the on-call phone must ring.'],
    ['sns-empty-subject', 'Unknown alert: Fire drill: the on-call phone must ring.'],
  ])('%s is read as a person would say it', (fixture, summary) => {
    expect(asWritten(alarmsIn(fixture)[0])).toBe(summary);
  });

  it.each([
    ['sns-status-check', '111122223333/eu-west-1/web-1 status check/', 'alarm', '2026-11-02T03:14:07.412Z'],
    ['sns-insufficient-data', '111122223333/eu-west-1/web-1 status check/', 'no-data', '2026-11-02T03:16:07.402Z'],
    ['sns-recovered', '111122223333/eu-west-1/web-1 status check/', 'ok', '2026-11-02T03:21:07.398Z'],
    ['sns-composite', '111122223333/eu-west-1/shop is down/', 'alarm', '2026-11-02T03:14:07.651Z'],
    ['sns-2015', '111122223333/EU - Ireland/legacy-batch-failures/', 'alarm', '2015-06-09T02:31:18.227Z'],
  ])('%s is %s, %s since %s', (fixture, key, state, since) => {
    const [alarm] = alarmsIn(fixture);
    expect([alarm?.key, alarm?.state, alarm?.unknown]).toEqual([key, state, false]);
    expect(new Date(alarm?.stateAtMs ?? 0).toISOString()).toBe(since);
  });

  it('is the same one at the same time by notification, alarm action and rule', () => {
    const [topic, action, rule] = ['sns-status-check', 'alarm-action', 'eventbridge'].map((each) => alarmsIn(each)[0]);
    expect(action).toEqual(topic);
    expect(rule).toEqual({ ...topic, fromRule: true });
  });

  it('is another one for each contributor of one alarm', () => {
    const keys = [
      read({ AlarmName: 'a', NewStateValue: 'ALARM', AlarmArn: ARN, ...contributor('c1') }),
      read({ AlarmName: 'a', NewStateValue: 'ALARM', AlarmArn: ARN, ...contributor('c2') }),
      read({ AlarmName: 'a', NewStateValue: 'ALARM', AlarmArn: ARN, AlarmContributorId: 'c3' }),
      read({ alarmArn: ARN, alarmData: { alarmName: 'a', state: { value: 'ALARM' }, ...contributor('c4') } }),
      read({ resources: [ARN], detail: { alarmName: 'a', state: { value: 'ALARM' }, ...contributor('c5') } }),
    ].map(({ key }) => key);
    expect(keys).toEqual(['c1', 'c2', 'c3', 'c4', 'c5'].map((id) => `111122223333/eu-west-1/a/${id}`));
  });

  it('has no other one’s identity, whatever slashes are in its name and its contributor', () => {
    const keys = [
      ['a/b', ''],
      ['a/b/', ''],
      ['a', 'b'],
      ['a', 'b/'],
      ['a', '/b'],
      ['a/', 'b'],
      ['a', ''],
    ].map(([AlarmName, id]) => read({ AlarmName, NewStateValue: 'ALARM', alarmContributor: { id } }).key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('takes account and region from the ARN, else from the message', () => {
    const fields = { AlarmName: 'a', NewStateValue: 'ALARM', AWSAccountId: '999988887777', Region: 'EU - Ireland' };
    expect(read({ ...fields, AlarmArn: ARN }).key).toBe('111122223333/eu-west-1/a/');
    expect(read({ ...fields, AlarmArn: 'nonsense' }).key).toBe('999988887777/EU - Ireland/a/');
    expect(read(fields).key).toBe('999988887777/EU - Ireland/a/');
    expect(read({ AlarmName: 'a', NewStateValue: 'ALARM' }).key).toBe('//a/');
  });

  it.each([
    ['2026-11-22T03:04:05.123+0000', '2026-11-22T03:04:05.123Z'],
    ['2026-11-22T03:04:05.123+0130', '2026-11-22T01:34:05.123Z'],
    ['2026-11-22T03:04:05Z', '2026-11-22T03:04:05.000Z'],
    ['soon', null],
    ['', null],
    [1_793_589_247, null],
    [undefined, null],
  ])('says %j, which is %j', (written, since) => {
    const { stateAtMs } = read({ AlarmName: 'a', NewStateValue: 'ALARM', StateChangeTime: written });
    expect(stateAtMs === null ? null : new Date(stateAtMs).toISOString()).toBe(since);
  });

  it('leaves the arithmetic out when name and description fill the time', () => {
    const described = { AlarmName: 'a', NewStateValue: 'ALARM', NewStateReason: `Reason ${'r'.repeat(100)}` };
    expect(asWritten(read({ ...described, AlarmDescription: 'd'.repeat(100) }))).toBe(`a. ${'d'.repeat(100)}.`);
    expect(asWritten(read({ ...described, AlarmDescription: null }))).toBe(`a. Reason ${'r'.repeat(100)}.`);
  });

  it('cuts the arithmetic short when there is nothing else to say', () => {
    const { summary } = read({ AlarmName: 'a', NewStateReason: 'Threshold '.repeat(30), NewStateValue: 'ALARM' });
    expect(summary).toMatch(/^a\. (Threshold )+/);
    expect(summary.length).toBeGreaterThan(180);
  });

  it.each([
    ['dots and commas', '. . , ; : !', 'an alarm without a name. Disk full.'],
    ['strokes', '_/_/_', 'an alarm without a name. Disk full.'],
    ['dots, then words', ':: web-1', 'web-1. Disk full.'],
    ['so many dots that its words are cut off', `${'(. '.repeat(60)}web-1`, 'an alarm without a name. Disk full.'],
  ])('whose name is %s', (_what, name, summary) => {
    expect(asWritten(read({ AlarmName: name, AlarmDescription: 'Disk full', NewStateValue: 'ALARM' }))).toBe(summary);
  });

  it.each([
    ['. . , ; : !', 'web-1.'],
    ['… :: Disk full', 'web-1. Disk full.'],
    ['(see the wiki)', 'web-1. (see the wiki).'],
  ])('described as %j', (description, summary) => {
    expect(asWritten(read({ AlarmName: 'web-1', AlarmDescription: description, NewStateValue: 'ALARM' }))).toBe(
      summary,
    );
  });

  it('keeps a long name to half of what is said', () => {
    const { summary } = read({
      AlarmName: 'n'.repeat(255),
      AlarmDescription: 'd'.repeat(1024),
      NewStateValue: 'ALARM',
    });
    expect(summary).toBe(`${'n'.repeat(97)}... ${'d'.repeat(96)}...`);
    expect(summary).toHaveLength(200);
  });

  it('is no markup and no template to the voice that reads it', () => {
    const { summary } = read({
      AlarmName: '{{flow.data.token}} <break time="9s"/>',
      AlarmDescription: '</Say><Dial>5</Dial> {% raw %} &lt;Say&gt;',
      NewStateValue: 'ALARM',
    });
    expect(summary).not.toMatch(/[<>{}&"]/);
    expect(summary).toMatch(/^flow\.data\.token break time= 9s/);
  });
});

describe('the identity of an alarm', () => {
  const message = { id: 'm1', body: '' };
  const known = read({ AlarmName: 'a', NewStateValue: 'ALARM', StateChangeTime: '2026-11-22T03:04:05Z' });

  it('is its own when it says since when, whenever that is', () => {
    expect(identified(known, message)).toEqual(known);
    const ahead = read({ AlarmName: 'a', NewStateValue: 'OK', StateChangeTime: '2099-01-01T00:00:00Z' });
    expect(identified(ahead, message).key).toBe(known.key);
  });

  it('is its message’s when it does not: a repetition could not be told from news', () => {
    const timeless = read({ AlarmName: 'a', NewStateValue: 'ALARM' });
    expect(identified(timeless, message)).toEqual({ ...timeless, key: 'message/m1' });
    expect(identified(timeless, { ...message, id: 'm2' }).key).toBe('message/m2');
  });
});

describe('what is no alarm that we know', () => {
  it.each([
    ['no JSON', 'disk full on web-1'],
    ['JSON that is no object', '[1, 2]'],
    ['a number', '42'],
    ['null', 'null'],
    ['nothing', ''],
    ['an alarm without a state', { AlarmName: 'a' }],
    ['an alarm without a name', { NewStateValue: 'ALARM' }],
    ['an alarm with an empty name', { AlarmName: '', NewStateValue: 'ALARM' }],
    ['an alarm in a state that nobody knows', { AlarmName: 'a', NewStateValue: 'MELTING' }],
    ['an alarm whose name is no text', { AlarmName: ['a'], NewStateValue: 'ALARM' }],
    ['an alarm whose fields are its prototype’s', '{"__proto__":{"AlarmName":"a","NewStateValue":"OK"}}'],
    ['an alarm action with a list for its state', { alarmData: { alarmName: 'a', state: ['ALARM'] } }],
    ['a rule’s event without a state', { detail: { alarmName: 'a' } }],
    ['a body cut in the middle', '{"AlarmName":"a","NewStateVal'],
    ['deep JSON', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['deep objects', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
  ])('%s is an unknown alert', (_what, body) => {
    const alarm = read(body);
    expect(alarm).toMatchObject({ state: 'alarm', stateAtMs: null, unknown: true, fromRule: false });
    expect(asWritten(alarm)).toMatch(/^Unknown alert: ./);
    expect(alarm.summary.length).toBeLessThanOrEqual(200);
    expect(alarm.name).not.toBe('');
  });

  it('is named by its subject, else by its first words', () => {
    expect(read('disk full', 'Nagios').name).toBe('Nagios');
    expect(asWritten(read('disk full', 'Nagios'))).toBe('Unknown alert: Nagios: disk full.');
    expect(read('disk full').name).toBe('disk full');
    expect(read('', '').name).toBe('unknown alert');
    expect(asWritten(read('  ', ' '))).toBe('Unknown alert: a message without text.');
    expect(asWritten(read('. . , ; : !', '---'))).toBe('Unknown alert: a message without text.');
    expect(asWritten(read('. . disk full', '---'))).toBe('Unknown alert: disk full.');
    expect(read('x '.repeat(300)).name.length).toBeLessThanOrEqual(60);
  });

  it.each([
    ['line one\r\nline two', 'Unknown alert: line one. line two.'],
    ['Backup failed:\n\n  db-main\n  db-spare', 'Unknown alert: Backup failed: db-main. db-spare.'],
    ['Is it down?\nYes!', 'Unknown alert: Is it down? Yes!'],
    ['{\n  "job": "nightly",\n  "failed": 3\n}', 'Unknown alert: job: nightly, failed: 3.'],
    [
      'You asked to be told when the actual monthly cost of your account\nexceeds the budget.',
      'Unknown alert: You asked to be told when the actual monthly cost of your account exceeds the budget.',
    ],
  ])('%j is read with a pause where a line ends early', (body, summary) => {
    expect(asWritten(read(body))).toBe(summary);
  });

  it('an alarm named __proto__ is an alarm', () => {
    expect(read({ AlarmName: '__proto__', NewStateValue: 'ALARM' })).toMatchObject({ unknown: false, state: 'alarm' });
  });
});

describe.each([
  ['dashes', '-'],
  ['equals signs', '='],
  ['spaces', ' '],
  ['full stops', '.'],
  ['brackets', '['],
  ['minimums', '(minimum '],
  ['links', 'https://'],
  ['tags', '<a'],
])('300 kB of %s', (_what, piece) => {
  const much = piece.repeat(300_000 / piece.length);

  // The patterns see no more than the beginning, whose length has a bound: so has their time.
  it.each([
    ['as a plain text', (end: string) => read(`${much}${end}`, `${much}${end}`)],
    [
      'in every field of an alarm',
      (end: string) => {
        const words = `${much}${end}`;
        const fields = { AlarmName: words, AlarmDescription: words, NewStateReason: words, NewStateValue: 'ALARM' };
        return { ...read(fields), key: '', name: '' };
      },
    ],
  ])('%s are read to a length', (_where, reading) => {
    const { summary } = reading('x');
    expect(summary.length).toBeLessThanOrEqual(200);
    if (piece !== ' ') expect(reading('something else')).toEqual(reading('x'));
  });
});
