import { describe, expect, it } from '@jest/globals';
import { checkFlow } from '../../src/flow/check';
import type { FlowReport } from '../../src/flow/check';
import { inTier } from '../support/tier';

/** A widget as Studio exports it, with `event` to `next`. */
function widget(name: string, type: string, properties: object, exits: Readonly<Record<string, string>> = {}): object {
  const transitions = Object.entries(exits).map(([event, next]) => (next === '' ? { event } : { next, event }));
  return { name, type, transitions, properties: { offset: { x: 0, y: 0 }, ...properties } };
}

function branch(input: string, value: string, next: string): object {
  const condition = { friendly_name: `If value equal_to ${value}`, arguments: [input], type: 'equal_to', value };
  return { next, event: 'match', conditions: [condition] };
}

function flowOf(...states: readonly object[]): string {
  return JSON.stringify({
    description: 'A New Flow',
    states,
    initial_state: 'Trigger',
    flags: { allow_concurrent_calls: true },
  });
}

const DIGITS = '{{widgets.menu.Digits}}';

/** Sales, support, or a message after hours: what many a company's number does. */
const IVR = flowOf(
  widget('Trigger', 'trigger', {}, { incomingMessage: 'reply', incomingCall: 'hours', incomingRequest: '' }),
  widget(
    'reply',
    'send-message',
    { from: '{{flow.channel.address}}', to: '{{contact.channel.address}}', body: 'Call us.' },
    { sent: '', failed: '' },
  ),
  widget(
    'hours',
    'make-http-request',
    { method: 'GET', url: 'https://example.com/hours', content_type: 'application/json' },
    { success: 'open', failed: 'menu' },
  ),
  {
    ...widget('open', 'split-based-on', { input: '{{widgets.hours.parsed.open}}' }),
    transitions: [{ next: 'voicemail', event: 'noMatch' }, branch('{{widgets.hours.parsed.open}}', 'true', 'menu')],
  },
  widget(
    'menu',
    'gather-input-on-call',
    {
      say: '1 for sales, 2 for support.',
      voice: 'alice',
      language: 'en-GB',
      loop: 1,
      timeout: 5,
      stop_gather: true,
      number_of_digits: 1,
    },
    { keypress: 'which', speech: '', timeout: '' },
  ),
  {
    ...widget('which', 'split-based-on', { input: DIGITS }),
    transitions: [{ next: 'menu', event: 'noMatch' }, branch(DIGITS, '1', 'sales'), branch(DIGITS, '2', 'support')],
  },
  widget(
    'sales',
    'connect-call-to',
    { noun: 'number', to: '+12025550101', caller_id: '{{contact.channel.address}}', timeout: 30 },
    { callCompleted: '', hangup: '' },
  ),
  widget(
    'support',
    'send-to-flex',
    { workflow: 'WW00000000000000000000000000000000', channel: 'TC00000000000000000000000000000000', attributes: '{}' },
    { callComplete: '', failedToEnqueue: 'voicemail', callFailure: '', composerStarted: '' },
  ),
  widget(
    'voicemail',
    'record-voicemail',
    { timeout: 5, max_length: 120, play_beep: 'true', trim: 'trim-silence' },
    { recordingComplete: 'thanks', noAudio: '', hangup: '' },
  ),
  widget(
    'thanks',
    'say-play',
    { say: 'Thank you, {{contact.channel.address | upcase}}. {{"now" | date: "%H:%M"}}', loop: 1 },
    { audioComplete: '' },
  ),
);

function linesOf({ findings }: FlowReport): readonly (readonly [string, string | undefined, string])[] {
  return findings.map(({ severity, widget: name, message }) => [severity, name, message] as const);
}

describe('an ordinary menu for callers', () => {
  const report = checkFlow(IVR);

  it('has no errors', () => {
    expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(report.looked).toMatchObject({ widgets: 10, isEscalation: false });
  });

  it('is warned of what ends without a word, and of what can go round', () => {
    expect(linesOf(report)).toEqual([
      [
        'warning',
        'menu',
        'after "timeout" the flow ends without a word; lead it to a widget that says or does something.',
      ],
      [
        'warning',
        'voicemail',
        'after "noAudio" the flow ends without a word; lead it to a widget that says or does something.',
      ],
      [
        'warning',
        'which',
        'this can go round for ever, which → menu → which, and Studio stops the flow after 1000 steps; count the laps, or lead out.',
      ],
    ]);
  });

  it('is told by name what is not followed', () => {
    expect(report.unsupported).toEqual([
      'The Liquid filter "date" is not evaluated: it may give any text.',
      'Widgets of type connect-call-to are checked, but cannot be rehearsed.',
      'Widgets of type send-to-flex are checked, but cannot be rehearsed.',
      'Widgets of type record-voicemail are checked, but cannot be rehearsed.',
      'thanks: properties.say has Liquid that cannot be rendered: undefined filter: date, line:1, col:50.',
    ]);
  });

  it('is checked for the mistakes that any flow can have', () => {
    const broken = IVR.replace('"timeout":30', '"timeout":"30"')
      .replace('"next":"sales"', '"next":"salse"')
      .replace('{{contact.channel.address | upcase}}', '{{widgets.menu.Digit}}');
    expect(linesOf(checkFlow(broken)).filter(([severity]) => severity === 'error')).toEqual([
      ['error', 'which', '"match" goes to "salse", which is not a widget of this flow; did you mean "sales"?'],
      ['error', 'sales', 'must be an integer, without quotes, not "30": Studio\'s validator refuses it.'],
      ['error', 'thanks', 'there is no widgets.menu.Digit: menu is gather-input-on-call; did you mean "Digits"?'],
    ]);
  });
});

/** A flow that waits so long for a reply. */
const asking = (timeout: unknown): string =>
  flowOf(
    widget('Trigger', 'trigger', {}, { incomingMessage: 'ask' }),
    widget(
      'ask',
      'send-and-wait-for-reply',
      { from: '{{flow.channel.address}}', body: 'How was it?', timeout },
      { incomingMessage: 'ask', timeout: 'ask', deliveryFailure: 'ask' },
    ),
  );

/** A flow that hands over to Flex, with a transition for each of these. */
const flex = (events: Readonly<Record<string, string>>): string =>
  flowOf(
    widget('Trigger', 'trigger', {}, { incomingMessage: 'flex' }),
    widget('flex', 'send-to-flex', { workflow: 'WW00000000000000000000000000000000', channel: 'TC1' }, events),
  );

describe('what real flows have', () => {
  it.each([[3600], ['3600'], ['{{flow.variables.wait}}']])('a wait for a reply of %j is no mistake', (timeout) => {
    const told = linesOf(checkFlow(asking(timeout))).filter(([, , message]) => message.startsWith('must be'));
    expect(told).toEqual([]);
  });

  it.each([[1.5], [true]])('a wait for a reply of %j is one', (timeout) => {
    expect(linesOf(checkFlow(asking(timeout)))).toContainEqual([
      'error',
      'ask',
      `must be a whole number, with or without quotes, not ${String(timeout)}: Studio's validator refuses it.`,
    ]);
  });

  it('a wait for keys of 60 seconds is at most worth a warning', () => {
    expect(linesOf(checkFlow(IVR.replace('"timeout":5', '"timeout":60')))).toContainEqual([
      'warning',
      'menu',
      "is 60; Twilio's page of the widget says 0 to 30.",
    ]);
  });

  it('Flex without composerStarted is no mistake', () => {
    const all = { callComplete: '', failedToEnqueue: '', callFailure: '' };
    expect(linesOf(checkFlow(flex(all)))).toEqual([]);
    expect(linesOf(checkFlow(flex({ ...all, composerStarted: '' })))).toEqual([]);
    expect(linesOf(checkFlow(flex({ callComplete: '', failedToEnqueue: '' })))).toEqual([
      ['warning', 'flex', expect.stringContaining('there is no transition for "callFailure"')],
    ]);
  });

  it('a flow inside "definition" is taken out, and its lines are those of the file', () => {
    const inner = JSON.stringify(JSON.parse(IVR.replace('"next":"sales"', '"next":"salse"')), null, 2);
    const wrapped = `{\n"sid": "FW00000000000000000000000000000000",\n"definition":\n${inner}\n}`;
    const bare = checkFlow(inner);
    const report = checkFlow(wrapped);
    expect(report.findings[0]).toEqual({
      code: 'wrapped',
      severity: 'warning',
      place: '#',
      line: 3,
      message: expect.stringContaining('the flow stands inside "definition"'),
    });
    expect(report.findings.slice(1)).toEqual(
      bare.findings.map((finding) => ({ ...finding, line: (finding.line ?? 0) + 3 })),
    );
    expect(report.looked).toEqual(bare.looked);
  });

  it('the flow of this project must not stand inside "definition"', () => {
    expect(checkFlow(`{"definition":${IVR}}`, true).findings).toContainEqual(
      expect.objectContaining({ severity: 'error', place: '#/states' }),
    );
  });
});

describe('a survey by text', () => {
  it('may use a variable that was never set, with a warning', () => {
    const survey = flowOf(
      widget('Trigger', 'trigger', {}, { incomingMessage: 'ask', incomingRequest: 'thank' }),
      widget(
        'ask',
        'send-and-wait-for-reply',
        { from: '{{flow.channel.address}}', body: 'How was it?', timeout: '3600' },
        { incomingMessage: 'thank', timeout: '', deliveryFailure: '' },
      ),
      widget(
        'thank',
        'send-message',
        { from: '{{flow.channel.address}}', to: '{{contact.channel.address}}', body: '{{widgets.ask.inbound.Body}}' },
        { sent: '', failed: '' },
      ),
    );
    expect(linesOf(checkFlow(survey))).toContainEqual([
      'warning',
      'thank',
      'widgets.ask.inbound.Body has not been set on this path; give it a default, or another way to come here.',
    ]);
  });
});

/** Says hello until it has counted so far. */
function counting(most: string): string {
  return flowOf(
    widget('Trigger', 'trigger', {}, { incomingCall: 'start' }),
    widget('start', 'set-variables', { variables: [{ key: 'n', value: '0' }] }, { next: 'say' }),
    widget('say', 'say-play', { say: 'Hello.' }, { audioComplete: 'count' }),
    widget(
      'count',
      'set-variables',
      { variables: [{ key: 'n', value: '{{flow.variables.n | plus: 1}}' }] },
      { next: 'enough' },
    ),
    {
      ...widget('enough', 'split-based-on', { input: '{{flow.variables.n}}' }),
      transitions: [
        { next: 'say', event: 'noMatch' },
        {
          event: 'match',
          conditions: [{ friendly_name: 'enough', arguments: ['{{flow.variables.n}}'], type: 'equal_to', value: most }],
        },
      ],
    },
  );
}

describe('a counter', () => {
  it('makes a way round one that ends', () => {
    expect(linesOf(checkFlow(counting('3')))).toEqual([]);
  });

  it('that counts too far goes over Studio’s steps', () => {
    expect(linesOf(checkFlow(counting('400')))).toEqual([
      ['error', 'enough', 'a path can have more than 1000 steps, and Studio stops the flow there; shorten it.'],
    ]);
  });

  it('that never comes to its end has too many situations to look at', () => {
    const report = checkFlow(counting('none'));
    expect(report.unsupported.at(-1)).toMatch(
      /^there are too many ways through this flow; \d+ situations were checked, not all\.$/,
    );
  });

  it('of one widget alone is stopped at the tenth time', () => {
    const again = flowOf(
      widget('Trigger', 'trigger', {}, { incomingCall: 'again' }),
      widget('again', 'set-variables', { variables: [{ key: 'n', value: '1' }] }, { next: 'again' }),
    );
    expect(linesOf(checkFlow(again))).toEqual([
      [
        'error',
        'again',
        'this can go round for ever, again → again, and Studio stops the flow the 10th time in a row; count the laps, or lead out.',
      ],
    ]);
  });
});

describe('a voice for nobody', () => {
  it('is an error in any flow', () => {
    const silent = flowOf(
      widget('Trigger', 'trigger', {}, { incomingMessage: 'hello' }),
      widget('hello', 'say-play', { say: 'Hello.' }, { audioComplete: '' }),
    );
    expect(linesOf(checkFlow(silent))).toEqual([
      ['error', 'hello', 'speaks where no call has been answered yet; Studio stops the flow there.'],
    ]);
  });
});

describe('types that are not known here', () => {
  it('are named, and walked through', () => {
    const flow = flowOf(
      widget('Trigger', 'trigger', {}, { incomingCall: 'relay' }),
      widget('relay', 'run-conversation-relay', { url: 'wss://example.com' }, { success: 'bye', failed: 'bye' }),
      widget('bye', 'say-play', { say: '{{widgets.relay.HandoffData}}' }, { audioComplete: '' }),
    );
    const report = checkFlow(flow);
    expect(report.findings).toEqual([]);
    expect(report.unsupported).toEqual([
      'Widgets of type "run-conversation-relay" (relay) are not known here: only their transitions are checked.',
    ]);
  });
});

describe('what is no flow', () => {
  it.each<[string, string, string]>([
    [
      'an empty file',
      '',
      'the file is empty; export a flow from Studio (its Trigger, "Show Flow JSON") or start from flows/on-call.json.',
    ],
    [
      'text',
      'hello',
      'a flow is JSON and begins with {; export a flow from Studio (its Trigger, "Show Flow JSON") or start from flows/on-call.json.',
    ],
    [
      'half a file',
      '{"states": [',
      'the [ of line 1 is never closed; the file ends too early; perhaps its end was lost.',
    ],
    ['a comment', '{ // hello\n}', 'JSON has no comments; delete it (a flow may have a "description").'],
    ['a number', '5', 'must be an object with "states", not 5.'],
    ['a list', '[]', 'must be an object with "states", not an array.'],
    ['nothing in it', '{}', 'must be the name of the trigger, not missing.'],
    [
      'no widgets',
      '{"states": [], "initial_state": "Trigger"}',
      'is "Trigger", which is not a trigger; add a widget of type trigger.',
    ],
    ['a widget that is text', '{"states": ["x"], "initial_state": "Trigger"}', 'must be a widget, not "x".'],
  ])('%s', (_what, text, message) => {
    expect(checkFlow(text).findings[0]).toMatchObject({ severity: 'error', message });
  });

  it('something huge is refused unread', () => {
    expect(checkFlow(`{"x": "${'x'.repeat(5_000_000)}"}`).findings).toEqual([
      {
        code: 'json',
        severity: 'error',
        place: '#',
        line: 1,
        message: 'the file has 5,000,009 characters; a flow may have 5,000,000.',
      },
    ]);
  });

  it('a long flow is looked at to its end', () => {
    const length = inTier(990, 300);
    const says = Array.from({ length }, (_, index) =>
      widget(
        `say${index}`,
        'say-play',
        { say: `{{widgets.say${Math.max(0, index - 1)}.CallSid}}` },
        { audioComplete: index === length - 1 ? '' : `say${index + 1}` },
      ),
    );
    const report = checkFlow(flowOf(widget('Trigger', 'trigger', {}, { incomingCall: 'say0' }), ...says));
    expect(linesOf(report)).toEqual([
      [
        'warning',
        'say0',
        'widgets.say0.CallSid has not been set on this path; give it a default, or another way to come here.',
      ],
    ]);
  });

  it('a hostile shape is no exception', () => {
    for (const text of [
      '{"states":{"length":1}}',
      '{"states":[{"name":1,"type":{},"transitions":[[]],"properties":[]}]}',
      '{"__proto__":{"states":[]},"states":[{"name":"constructor","type":"toString","transitions":[{"event":"x","conditions":[{}]}],"properties":{"a":{"b":[{}]}}}],"initial_state":"constructor"}',
    ]) {
      expect(checkFlow(text).findings.length).toBeGreaterThan(0);
    }
  });
});
