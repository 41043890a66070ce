import { describe, expect, it } from '@jest/globals';
import type { ReadAlarm } from '../../src/aws/alarms';
import { attach, detach, hasChanged, planLines } from '../../src/aws/attachment';
import type { Plan } from '../../src/aws/attachment';
import { droppedFields } from '../../src/aws/dropped-fields';
import { TOPIC } from './sample';

const topic = { arn: TOPIC, isWatcher: (name: string) => name === 'oncall-QueueAge-1A2B' };

function metric(different: object = {}): ReadAlarm {
  return { kind: 'metric', alarm: { AlarmName: 'web-1 cpu', ...different }, unknown: [] };
}

function changedAt(iso: string): ReadAlarm {
  return metric({ AlarmConfigurationUpdatedTimestamp: new Date(iso) });
}

function actionsAfter(plan: Plan): unknown {
  if (plan.is !== 'change') return plan.is;
  const { AlarmActions, OKActions, InsufficientDataActions } = plan.after.alarm;
  return [AlarmActions, OKActions, InsufficientDataActions];
}

describe('attaching', () => {
  it.each([
    ['an alarm without actions', {}, [[TOPIC], [TOPIC], undefined]],
    [
      'after the actions that it has',
      { AlarmActions: ['a', 'b'], OKActions: ['c'] },
      [['a', 'b', TOPIC], ['c', TOPIC], undefined],
    ],
    ['where it lacks', { AlarmActions: [TOPIC, 'a'], OKActions: [] }, [[TOPIC, 'a'], [TOPIC], undefined]],
    ['not to missing data', { InsufficientDataActions: ['x'] }, [[TOPIC], [TOPIC], ['x']]],
    ['nothing where it has both', { AlarmActions: [TOPIC], OKActions: ['c', TOPIC] }, 'same'],
    ['as the fifth action', { AlarmActions: ['1', '2', '3', '4'] }, [['1', '2', '3', '4', TOPIC], [TOPIC], undefined]],
    ['not as the sixth', { AlarmActions: ['1', '2', '3', '4', '5'] }, 'skip'],
    ['not as the sixth on OK', { OKActions: ['1', '2', '3', '4', '5'] }, 'skip'],
    [
      'though the other state is full of it',
      { AlarmActions: ['1', '2', '3', '4', TOPIC] },
      [['1', '2', '3', '4', TOPIC], [TOPIC], undefined],
    ],
  ])('%s', (_name, alarm, actions) => {
    expect(actionsAfter(attach(metric(alarm), topic))).toEqual(actions);
  });

  it('leaves everything else of the alarm as it is', () => {
    const plan = attach(metric({ Threshold: 0, TreatMissingData: 'breaching' }), topic);
    expect(plan).toMatchObject({ after: { alarm: { Threshold: 0, TreatMissingData: 'breaching' } } });
  });

  it.each([
    ['the pager’s own watchers', 'oncall-QueueAge-1A2B', 'it watches the pager itself'],
    ['those of a scaling policy', 'TargetTracking-table/orders-AlarmLow-1', 'it belongs to a scaling policy'],
  ])('never touches %s', (_name, AlarmName, why) => {
    expect(attach(metric({ AlarmName }), topic)).toMatchObject({ is: 'skip', why: expect.stringContaining(why) });
  });
});

describe('an alarm with what this SDK does not know', () => {
  const newer: ReadAlarm = { kind: 'metric', alarm: { AlarmName: 'x', OKActions: [TOPIC] }, unknown: ['Severity'] };

  it.each([
    ['attached', attach],
    ['detached', detach],
  ])('is not %s, since it would lose that', (_name, plan) => {
    expect(plan(newer, topic)).toMatchObject({
      is: 'skip',
      why: expect.stringContaining('would lose what this oncall does not know (Severity)'),
    });
  });
});

describe('what the SDK left out', () => {
  it.each([
    ['nothing', { A: 1, B: [{ C: 0 }] }, { A: 1, B: [{ C: 0 }] }, []],
    ['a field', { A: 1, New: false }, { A: 1 }, ['New']],
    [
      'in a list, in an object',
      { B: [{ C: 1 }, { C: 2, D: { E: 1 } }] },
      { B: [{ C: 1 }, { C: 2, D: {} }] },
      ['B.1.D.E'],
    ],
    ['not what is null', { A: null }, {}, []],
    ['not a time, which is read into another form', { At: 1.5 }, { At: new Date(1500) }, []],
  ])('%s', (_name, told, read, expected) => {
    expect(droppedFields(told, read)).toEqual(expected);
  });
});

describe('detaching', () => {
  it.each([
    [
      'takes away the topic alone, in place',
      { AlarmActions: ['a', TOPIC, 'b'], OKActions: [TOPIC] },
      [['a', 'b'], [], undefined],
    ],
    ['from one state', { OKActions: ['c', TOPIC] }, [[], ['c'], undefined]],
    ['nothing that it did not add', { InsufficientDataActions: [TOPIC] }, 'same'],
  ])('%s', (_name, alarm, actions) => {
    expect(actionsAfter(detach(metric(alarm), topic))).toEqual(actions);
  });

  it.each([
    [{ AlarmActions: ['a', 'b'], OKActions: ['c'] }],
    [{ AlarmActions: [], OKActions: [] }],
    [{ AlarmActions: ['1', '2', '3', '4'], OKActions: [], InsufficientDataActions: ['x'] }],
  ])('undoes attaching to %j', (alarm) => {
    const attached = attach(metric(alarm), topic);
    if (attached.is !== 'change') throw new Error(attached.is);
    expect(detach(attached.after, topic)).toMatchObject({ after: metric(alarm) });
  });
});

describe('an alarm that somebody else changes', () => {
  it.each([
    ['unchanged', changedAt('2026-11-22T03:00:00.000Z'), false],
    ['changed a millisecond later', changedAt('2026-11-22T03:00:00.001Z'), true],
    ['gone', undefined, true],
  ])('%s', (_name, now, expected) => {
    expect(hasChanged(changedAt('2026-11-22T03:00:00.000Z'), now)).toBe(expected);
  });
});

describe('what is shown', () => {
  it('names each state that changes, and how many actions stay', () => {
    const plan = attach(metric({ AlarmActions: ['a'], OKActions: ['b', 'c'] }), topic);
    expect(planLines(plan, topic)).toEqual([
      '  ~ web-1 cpu',
      `      + ALARM  ${TOPIC}   (1 other action stays)`,
      `      + OK     ${TOPIC}   (2 others stay)`,
    ]);
  });

  it('names only the state that changes', () => {
    expect(planLines(detach(metric({ OKActions: [TOPIC] }), topic), topic)).toEqual([
      '  ~ web-1 cpu',
      `      - OK     ${TOPIC}`,
    ]);
  });

  it('says that switched-off actions call nobody', () => {
    expect(planLines(attach(metric({ ActionsEnabled: false }), topic), topic)[0]).toContain('switched off');
  });

  it('says why an alarm is left alone, and what to do', () => {
    const plan = attach(metric({ AlarmActions: ['1', '2', '3', '4', '5'] }), topic);
    expect(planLines(plan, topic).join('\n')).toContain('it has 5 ALARM actions, the most that AWS allows');
    expect(planLines(plan, topic).join('\n')).toContain('aws deploy --prefix');
  });
});
