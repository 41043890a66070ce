import { describe, expect, it } from '@jest/globals';
import { endedExecutions } from '../../src/twilio/studio-event';

const FLOW = 'FW0123456789abcdef0123456789abcdef';
const FIRST = 'FN00000000000000000000000000000001';
const SECOND = 'FN00000000000000000000000000000002';
const REQUEST = { headers: {}, cookies: {} };

const EARLIER = 'FWffffffffffffffffffffffffffffffff';
const PHONE = '+447700900001';

/** What is read of an execution of today's flow. */
function found(execution: string) {
  return { execution, flow: FLOW, phone: PHONE };
}

function ended(execution: unknown, flow: unknown = FLOW, phone: unknown = PHONE) {
  return {
    specversion: '1.0',
    type: 'com.twilio.studio.flow.execution.ended',
    id: 'EZ1',
    data: { execution_sid: execution, flow_sid: flow, contact_channel_address: phone, status: 'ended' },
  };
}

describe('events of Event Streams', () => {
  it.each<[string, object, object[]]>([
    ['one event', ended(FIRST), [found(FIRST)]],
    ['an array of one', [ended(FIRST)], [found(FIRST)]],
    ['an array of two', [ended(FIRST), ended(SECOND)], [found(FIRST), found(SECOND)]],
    ['the same twice', [ended(FIRST), ended(FIRST)], [found(FIRST)]],
    ['another type', { ...ended(FIRST), type: 'com.twilio.studio.flow.step.ended' }, []],
    [
      'the event that a new sink is tried with',
      { type: 'com.twilio.eventstreams.test-event', data: { test_id: 'x' } },
      [],
    ],
    ['an earlier flow', ended(FIRST, EARLIER), [{ ...found(FIRST), flow: EARLIER }]],
    ['a flow that is no SID', ended(FIRST, `${FLOW}/Executions`), []],
    ['a flow that is something else', ended(FIRST, SECOND), []],
    ['no number', ended(FIRST, FLOW, null), [{ ...found(FIRST), phone: undefined }]],
    ['a number that is no text', ended(FIRST, FLOW, [PHONE]), [{ ...found(FIRST), phone: undefined }]],
    ['no flow', ended(FIRST, null), []],
    ['an execution that is no SID', ended('../Flows'), []],
    ['an execution that is no text', ended([FIRST]), []],
    ['a SID with something after it', ended(`${FIRST}/Context`), []],
    ['data that is null', { type: 'com.twilio.studio.flow.execution.ended', data: null }, []],
    ['ours among others', [ended(SECOND, 'FW1'), ended(FIRST), { type: 'other', data: {} }], [found(FIRST)]],
  ])('%s', (_title, body, executions) => {
    expect(endedExecutions({ request: REQUEST, ...body })).toEqual(executions);
  });

  it.each<[string, object]>([
    ['nothing', {}],
    ['an empty array', []],
    ['an array of text', ['a', 'b']],
    ['an array of arrays', [[ended(FIRST)]]],
    ['an event and garbage', [ended(FIRST), null]],
    ['an event without a type', { data: {} }],
    ['an event without data', { type: 'com.twilio.studio.flow.execution.ended' }],
    ['data that is text', { type: 'com.twilio.studio.flow.execution.ended', data: 'FN' }],
    ['a type that is an object', { type: {}, data: {} }],
    ['more events than Event Streams ever sends at once', Array.from({ length: 1001 }, () => ended(FIRST))],
  ])('%s are none', (_title, body) => {
    expect(endedExecutions({ request: REQUEST, ...body })).toBeUndefined();
  });

  it('never read what an event inherits', () => {
    const inherited = Object.create(ended(FIRST)) as Record<string, unknown>;

    expect(endedExecutions({ '0': inherited })).toBeUndefined();
  });
});
