import { describe, expect, it } from '@jest/globals';
import type { Effect } from '../../../src/rehearsal/studio/effect';
import type { CallEvent, StudioEvent } from '../../../src/rehearsal/studio/event';
import { loadFlow } from '../../../src/studio/flow';
import { begin, step, type InterpreterSwitches, type Snapshot } from '../../../src/rehearsal/studio/step';
import { call, flowOf, gather, onCall, run, say, split, trigger, widget } from './definition';

const answered: CallEvent = {
  kind: 'callAnswered',
  call: { CallSid: 'CA1', CallStatus: 'in-progress', From: '+12025550100', To: '+447700900001', AccountSid: 'AC1' },
};

function reply(body: unknown, status = 200): StudioEvent {
  return { kind: 'functionReplied', status, contentType: 'application/json', body: JSON.stringify(body) };
}

/** Runs a definition through events; returns the effects of each move and the last snapshot. */
function play(
  definition: unknown,
  events: readonly StudioEvent[],
  switches: Partial<InterpreterSwitches> = {},
): { effects: Effect[]; last: Snapshot } {
  const flow = loadFlow(definition);
  const start = {
    execution: 'FN1',
    flowSid: 'FW1',
    to: '+447700900001',
    from: '+12025550100',
    parameters: { attempt: 'a1', alarm: 'disk' },
  };
  const [first, firstEffects] = begin(flow, start, { hangUpInGather: 'ends', undefinedLiquid: 'empty', ...switches });
  const effects = [...firstEffects];
  let last = first;
  for (const event of events) {
    const [next, more] = step(flow, last, event);
    last = next;
    effects.push(...more);
  }
  return { effects, last };
}

function lastEffect(definition: unknown, events: readonly StudioEvent[], switches: Partial<InterpreterSwitches> = {}) {
  return play(definition, events, switches).effects.at(-1);
}

describe('the interpreter', () => {
  it('takes an on-call flow from claim to the goodbye', () => {
    const { effects, last } = play(onCall(), [
      reply({ ring: 'yes' }),
      answered,
      reply({ speech: 'Disk full.' }),
      { kind: 'keypress', digits: '1' },
      reply({ speech: 'You have it.' }),
      { kind: 'audioComplete' },
    ]);
    expect(effects).toEqual([
      {
        kind: 'runFunction',
        widget: 'claim',
        url: 'https://example.test/claim',
        parameters: { attempt: 'a1', execution: 'FN1' },
      },
      { kind: 'placeCall', timeoutSeconds: 25 },
      { kind: 'runFunction', widget: 'brief', url: 'https://example.test/brief', parameters: {} },
      {
        kind: 'gather',
        text: 'Disk full. Press 1 to take it, 2 to pass it on.',
        voice: '',
        language: '',
        loop: 1,
        timeoutSeconds: 5,
        numberOfDigits: 1,
        finishOnKey: '',
      },
      { kind: 'runFunction', widget: 'take', url: 'https://example.test/take', parameters: {} },
      { kind: 'say', text: 'You have it.', voice: 'Polly.Amy', language: 'en-GB', loop: 1 },
      { kind: 'end', why: 'finished' },
    ]);
    expect(last.status).toBe('ended');
  });

  it('shows its data where Studio shows it', () => {
    const { last } = play(onCall(), [reply({ ring: 'yes' }), answered, reply({}), { kind: 'keypress', digits: '2' }]);
    expect(last.context).toEqual({
      trigger: {
        request: { to: '+447700900001', from: '+12025550100', parameters: { attempt: 'a1', alarm: 'disk' } },
      },
      flow: {
        sid: 'FN1',
        flow_sid: 'FW1',
        channel: { address: '+12025550100' },
        data: { attempt: 'a1', alarm: 'disk' },
        variables: {},
      },
      contact: { channel: { address: '+447700900001' } },
      widgets: {
        claim: { status_code: 200, content_type: 'application/json', body: '{"ring":"yes"}', parsed: { ring: 'yes' } },
        call: {
          CallSid: 'CA1',
          CallStatus: 'in-progress',
          From: '+12025550100',
          To: '+447700900001',
          AccountSid: 'AC1',
        },
        brief: { status_code: 200, content_type: 'application/json', body: '{}', parsed: {} },
        ask: { Digits: '2' },
      },
    });
  });

  it.each([
    ['callBusy', 'busy'],
    ['callNoAnswer', 'no-answer'],
    ['callFailed', 'failed'],
  ] as const)('goes on after %s', (kind, reason) => {
    expect(lastEffect(onCall(), [reply({ ring: 'yes' }), { ...answered, kind }])).toMatchObject({
      parameters: { reason },
    });
  });

  it('does not call a contact of which the claim says no', () => {
    expect(lastEffect(onCall(), [reply({ ring: 'no' })])).toEqual({ kind: 'end', why: 'finished' });
  });

  it('puts set variables where the next widget finds them', () => {
    const set = widget(
      'set',
      'set-variables',
      {
        variables: [
          { key: 'who', value: '{{flow.data.alarm}}' },
          { key: 'n', value: '2' },
        ],
      },
      { next: 'run' },
    );
    const effect = lastEffect(
      flowOf(
        trigger('set'),
        set,
        run('run', {}, { a: '{{flow.variables.who}}{{flow.variables.n}}{{widgets.set.who}}' }),
      ),
      [],
    );
    expect(effect).toMatchObject({ parameters: { a: 'disk2disk' } });
  });

  it('sends a message and goes on by its fate', () => {
    const texting = widget(
      'text',
      'send-message',
      { to: '{{contact.channel.address}}', from: '{{flow.channel.address}}', body: 'Hi {{flow.data.alarm}}' },
      { sent: 'after-sent', failed: 'after-failed' },
    );
    const after = { s: '{{widgets.text.outbound.Body}}' };
    const flow = flowOf(trigger('text'), texting, run('after-sent', {}, after), run('after-failed', {}));
    expect(lastEffect(flow, [])).toEqual({
      kind: 'sendMessage',
      to: '+447700900001',
      from: '+12025550100',
      body: 'Hi disk',
    });
    expect(lastEffect(flow, [{ kind: 'messageSent' }])).toMatchObject({
      widget: 'after-sent',
      parameters: { s: 'Hi disk' },
    });
    expect(lastEffect(flow, [{ kind: 'messageFailed' }])).toMatchObject({ widget: 'after-failed' });
  });

  it('makes an HTTP request and goes on by its reply', () => {
    const http = widget(
      'http',
      'make-http-request',
      {
        method: 'POST',
        url: 'https://example.test/{{flow.data.alarm}}',
        content_type: 'application/json',
        body: '{"a":"{{flow.data.alarm}}"}',
        parameters: [{ key: 'p', value: 'q' }],
      },
      { success: 'good', failed: 'bad' },
    );
    const flow = flowOf(trigger('http'), http, run('good', {}), run('bad', {}));
    expect(lastEffect(flow, [])).toEqual({
      kind: 'httpRequest',
      widget: 'http',
      method: 'POST',
      url: 'https://example.test/disk',
      contentType: 'application/json',
      body: '{"a":"disk"}',
      parameters: { p: 'q' },
    });
    expect(lastEffect(flow, [reply({}, 302)])).toMatchObject({ widget: 'good' });
    expect(lastEffect(flow, [reply({}, 404)])).toMatchObject({ widget: 'bad' });
    expect(lastEffect(flow, [{ kind: 'functionFailed' }])).toMatchObject({ widget: 'bad' });
  });

  it('refuses an event that the current widget does not wait for', () => {
    expect(() => play(onCall(), [{ kind: 'audioComplete' }])).toThrow(
      '"audioComplete" cannot happen in the run-function',
    );
  });
});

function text(body: string, contentType: string): StudioEvent {
  return { kind: 'functionReplied', status: 200, contentType, body };
}

describe('Run Function', () => {
  const twice = flowOf(
    trigger('ask'),
    run('ask', { success: 'again', fail: 'again' }, { seen: '{{widgets.ask.parsed | to_json}}' }),
    split('again', '{{widgets.ask.parsed.done}}', [['equal_to', 'yes', 'end']], 'ask'),
    run('end', {}, { seen: '{{widgets.ask.parsed | to_json}}' }),
  );
  it('merges a second reply over the first, so that what it leaves out stays', () => {
    expect(lastEffect(twice, [reply({ a: '1', b: '1' }), reply({ b: '2', done: 'yes' })])).toMatchObject({
      parameters: { seen: '{"a":"1","b":"2","done":"yes"}' },
    });
  });

  it.each([
    ['text', text('{"a":"2"}', 'text/plain')],
    ['an array', text('[1]', 'application/json')],
    ['broken JSON', text('{"a":', 'application/json')],
    ['nothing in time', { kind: 'functionFailed' } as const],
    ['more than 64 kB', text(JSON.stringify({ a: 'x'.repeat(65_536) }), 'application/json')],
  ])('leaves the earlier reply when it gets %s', (_what, event) => {
    expect(lastEffect(twice, [reply({ a: '1' }), event])).toMatchObject({ parameters: { seen: '{"a":"1"}' } });
  });

  it('parses JSON whose type comes with a character set', () => {
    expect(lastEffect(twice, [text('{"a":"2"}', 'Application/JSON; charset=utf-8')])).toMatchObject({
      parameters: { seen: '{"a":"2"}' },
    });
  });

  it.each([
    [200, 'good'],
    [399, 'good'],
    [400, 'bad'],
    [500, 'bad'],
  ])('takes status %i for %s', (status, next) => {
    const flow = flowOf(trigger('f'), run('f', { success: 'good', fail: 'bad' }), run('good', {}), run('bad', {}));
    expect(lastEffect(flow, [reply({}, status)])).toMatchObject({ widget: next });
  });
});

describe('a hang-up', () => {
  const toAsk = [reply({ ring: 'yes' }), answered, reply({})] as const;
  const hungUp: StudioEvent = { kind: 'hungUp' };

  it('while keys are gathered ends the execution without a transition', () => {
    expect(lastEffect(onCall(), [...toAsk, hungUp])).toEqual({ kind: 'end', why: 'hung-up' });
  });

  it('while keys are gathered is a time-out under that switch', () => {
    expect(lastEffect(onCall(), [...toAsk, hungUp], { hangUpInGather: 'timeout' })).toMatchObject({
      parameters: { reason: 'no-key' },
    });
  });

  it('while something is said ends the execution', () => {
    const events = [...toAsk, { kind: 'keypress', digits: '1' }, reply({ speech: 'Yours.' }), hungUp] as const;
    expect(lastEffect(onCall(), events, { hangUpInGather: 'timeout' })).toEqual({ kind: 'end', why: 'hung-up' });
  });

  it('while a Function runs is ignored, and the next voice widget stops', () => {
    const { effects, last } = play(onCall(), [reply({ ring: 'yes' }), answered, hungUp]);
    expect(effects.at(-1)).toMatchObject({ widget: 'brief' });
    expect(last.status).toBe('active');
    expect(lastEffect(onCall(), [reply({ ring: 'yes' }), answered, hungUp, reply({})])).toEqual({
      kind: 'end',
      why: 'stopped',
      detail: 'widget "ask" needs a call that is in progress',
    });
  });

  it('does not keep Functions from running to the end', () => {
    const events = [...toAsk, { kind: 'keypress', digits: '2' }, hungUp, reply({ result: 'calling' })] as const;
    expect(lastEffect(onCall(), events)).toEqual({ kind: 'end', why: 'finished' });
  });

  it('changes nothing in an execution that has ended', () => {
    const { effects } = play(onCall(), [...toAsk, { kind: 'endedByApi' }, hungUp, { kind: 'gatherTimeout' }]);
    expect(effects.at(-1)).toEqual({ kind: 'end', why: 'ended-by-api' });
  });
});

function busyThen(next: string) {
  return flowOf(trigger('one'), call('one', { busy: next }), call('two', {}), say('hello', 'x'));
}

function silences(count: number): StudioEvent[] {
  return Array.from({ length: count }, () => ({ kind: 'gatherTimeout' }));
}

describe('the limits of Studio', () => {
  it('stop a voice widget without a call', () => {
    expect(lastEffect(flowOf(trigger('hello'), say('hello', 'x')), [])).toEqual({
      kind: 'end',
      why: 'stopped',
      detail: 'widget "hello" needs a call that is in progress',
    });
  });

  it('stop a voice widget after a call that nobody took, but not a second call', () => {
    const busy: StudioEvent = { ...answered, kind: 'callBusy' };
    expect(lastEffect(busyThen('hello'), [busy])).toMatchObject({ why: 'stopped' });
    expect(lastEffect(busyThen('two'), [busy])).toEqual({ kind: 'placeCall', timeoutSeconds: 25 });
  });

  it('stop a second call while the first one is live', () => {
    const flow = flowOf(trigger('one'), call('one', { answered: 'two' }), call('two', {}));
    expect(lastEffect(flow, [answered])).toMatchObject({ why: 'stopped', detail: expect.stringContaining('"two"') });
  });

  it('stop the same widget the tenth time in a row, and not before', () => {
    const flow = flowOf(trigger('call'), call('call', { answered: 'ask' }), gather('ask', 'x', { timeout: 'ask' }));
    expect(lastEffect(flow, [answered, ...silences(8)])).toMatchObject({ kind: 'gather' });
    expect(lastEffect(flow, [answered, ...silences(9)])).toEqual({
      kind: 'end',
      why: 'stopped',
      detail: 'widget "ask" was entered 10 times in a row',
    });
  });

  it('stop a flow that goes round for 1,000 steps', () => {
    const flow = flowOf(
      trigger('a'),
      split('a', 'x', [['equal_to', 'x', 'b']], null),
      split('b', 'x', [['equal_to', 'x', 'a']], null),
    );
    const { effects, last } = play(flow, []);
    expect(effects).toEqual([{ kind: 'end', why: 'stopped', detail: 'more than 1000 steps' }]);
    expect(last.path.length).toBe(1001);
  });
});

describe('an undefined value', () => {
  it.each([
    ['empty', ''],
    ['text', '{{ flow.data.gone }}'],
  ] as const)('reaches a Function as the switch says: %s', (undefinedLiquid, expected) => {
    const flow = flowOf(trigger('f'), run('f', {}, { a: '{{ flow.data.gone }}' }));
    expect(lastEffect(flow, [], { undefinedLiquid })).toMatchObject({ parameters: { a: expected } });
  });
});
