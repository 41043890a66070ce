import { describe, expect, it } from '@jest/globals';
import { FlowRefused, loadFlow, type FlowMistake } from '../../../src/studio/flow';
import { call, flowOf, gather, onCall, run, say, split, trigger, widget, type WidgetJson } from './definition';

function mistakesIn(definition: unknown): readonly FlowMistake[] {
  try {
    loadFlow(definition);
  } catch (error) {
    if (!(error instanceof FlowRefused)) throw error;
    return error.mistakes.map(({ widget: name, place, message }) => ({
      ...(name === undefined ? {} : { widget: name }),
      place,
      message,
    }));
  }
  return [];
}

describe('a flow as Studio exports it', () => {
  it('is loaded with every widget', () => {
    const flow = loadFlow(onCall());
    expect(flow.initial).toBe('Trigger');
    expect([...flow.widgets.keys()].slice(0, 6)).toEqual(['Trigger', 'claim', 'may-ring', 'call', 'brief', 'ask']);
    expect(flow.widgets.get('call')).toMatchObject({ timeoutSeconds: 25 });
    expect(flow.widgets.get('which-key')).toMatchObject({
      branches: [
        { type: 'equal_to', value: '1', next: 'take' },
        { type: 'equal_to', value: '2', next: 'pass-declined' },
      ],
    });
  });

  it('may leave optional properties null or empty, and then has Studio’s defaults', () => {
    const flow = loadFlow(
      flowOf(
        trigger('call'),
        call('call', { answered: 'ask', busy: null }, null),
        gather(
          'ask',
          '',
          { timeout: '' },
          { timeout: null, number_of_digits: null, loop: null, voice: null, hints: '' },
        ),
        widget('set', 'set-variables', { variables: [{ key: 'a', value: '1', type: 'string' }] }, { next: null }),
        widget('text', 'send-message', {
          to: '{{contact.channel.address}}',
          from: '{{flow.channel.address}}',
          body: 'x',
          service: '{{trigger.message.InstanceSid}}',
          channel: '{{trigger.message.ChannelSid}}',
          media_url: null,
        }),
        widget('http', 'make-http-request', {
          method: 'POST',
          url: 'https://example.test',
          content_type: 'application/json',
          body: '{}',
          add_twilio_auth: false,
        }),
      ),
    );
    expect(flow.widgets.get('call')).toMatchObject({ timeoutSeconds: 60 });
    expect(flow.widgets.get('ask')).toMatchObject({ timeoutSeconds: 5, loop: 1, numberOfDigits: undefined });
  });

  it('has no finishing key when gathering does not stop on a key press', () => {
    const asking = gather('ask', 'x', {}, { finish_on_key: '#', stop_gather: false });
    expect(loadFlow(flowOf(trigger('ask'), asking)).widgets.get('ask')).toMatchObject({ finishOnKey: '' });
  });
});

const condition = { friendly_name: 'x', arguments: ['{{flow.data.a}}'], type: 'equal_to', value: '1' };

function splitWith(conditions: unknown): WidgetJson {
  return {
    name: 'bad',
    type: 'split-based-on',
    properties: { input: '{{flow.data.a}}' },
    transitions: [{ event: 'noMatch' }, { event: 'match', conditions }],
  };
}

function ask(properties: Record<string, unknown>): WidgetJson {
  return gather('bad', 'x', {}, properties);
}

describe('a flow that cannot be run', () => {
  const table: readonly (readonly [what: string, bad: WidgetJson, place: string, message: string])[] = [
    [
      'a widget type',
      widget('bad', 'send-to-flex', { workflow: 'a', channel: 'b' }),
      'type',
      'not a widget that the rehearsal',
    ],
    [
      'the old call widget',
      widget('bad', 'make-outgoing-call-v1', { from: 'a', to: 'b' }),
      'type',
      'not a widget that the rehearsal',
    ],
    ['a key of a widget', { ...say('bad', 'x'), colour: 'red' }, 'colour', 'not a key of a widget'],
    [
      'a property',
      widget('bad', 'say-play', { say: 'x', volume: 3 }),
      'properties/volume',
      'is not a property of say-play',
    ],
    [
      'a property without effect here',
      widget('bad', 'say-play', { say: 'x', play: 'https://a.test' }),
      'properties/play',
      'not reproduced',
    ],
    [
      'recording',
      {
        ...call('bad', {}),
        properties: { to: '{{contact.channel.address}}', from: '{{flow.channel.address}}', record: true },
      },
      'properties/record',
      'not reproduced',
    ],
    [
      'an integer as a string',
      ask({ timeout: '5' }),
      'properties/timeout',
      'must be an integer, without quotes, not "5"',
    ],
    ['a fraction', ask({ timeout: 1.5 }), 'properties/timeout', 'must be an integer'],
    ['a gather time-out over 30 s', ask({ timeout: 31 }), 'properties/timeout', 'it can be 0 to 30'],
    ['no digit to wait for', ask({ number_of_digits: 0 }), 'properties/number_of_digits', 'it can be 1 to 1000'],
    ['no time through', ask({ loop: 0 }), 'properties/loop', 'it can be 1 to 99'],
    ['a file to play', ask({ play: 'https://example.com/a.mp3' }), 'properties/play', 'not reproduced'],
    ['a variable for the answer', ask({ save_response_as: 'key' }), 'properties/save_response_as', 'not reproduced'],
    ['a boolean as a string', ask({ stop_gather: 'true' }), 'properties/stop_gather', 'must be true or false'],
    ['a string as a boolean', ask({ profanity_filter: true }), 'properties/profanity_filter', 'must be a string'],
    [
      'an unknown finishing key',
      ask({ finish_on_key: '##' }),
      'properties/finish_on_key',
      'which finish_on_key cannot be',
    ],
    ['an offset that is no place', ask({ offset: { x: '1', y: 2 } }), 'properties/offset', 'must be {"x": number'],
    ['nothing to say', say('bad', ' '), 'properties/say', 'missing or empty'],
    [
      'another number to dial',
      { ...call('bad', {}), properties: { to: '+447700900001', from: '{{flow.channel.address}}' } },
      'properties/to',
      'the rehearsal dials only the contact',
    ],
    ['a Liquid filter', say('bad', '{{ flow.sid | shout }}'), 'properties/say', 'undefined filter: shout'],
    [
      'a filter that reads the clock',
      say('bad', '{{ "now" | date: "%H" }}'),
      'properties/say',
      'undefined filter: date',
    ],
    ['a Liquid loop', say('bad', '{% for a in b %}x{% endfor %}'), 'properties/say', 'tag "for" not found'],
    ['a Liquid syntax error', say('bad', 'Hello {{ flow.sid'), 'properties/say', 'not closed'],
    ['two words where one value goes', say('bad', '{{ flow sid }}'), 'properties/say', 'is not a plain value'],
    [
      'an event',
      widget('bad', 'run-function', { url: 'x' }, { failed: null }),
      'transitions/0/event',
      'cannot happen in run-function',
    ],
    [
      'two ways on for one event',
      { ...run('bad', {}), transitions: [{ event: 'fail' }, { event: 'fail' }] },
      'transitions/1/event',
      'second transition for "fail"',
    ],
    ['a way on to nowhere', say('bad', 'x', 'gone'), 'transitions/0/next', '"gone", which is not a widget'],
    [
      'a split branch to nowhere',
      split('bad', 'a', [['equal_to', 'a', 'gone']], null),
      'transitions/1/next',
      'is not a widget of this flow',
    ],
    [
      'a key of a transition',
      { ...run('bad', {}), transitions: [{ event: 'fail', delay: 1 }] },
      'transitions/0/delay',
      'not a key',
    ],
    [
      'conditions outside a match',
      { ...run('bad', {}), transitions: [{ event: 'fail', conditions: [] }] },
      'transitions/0/conditions',
      '"match" only',
    ],
    [
      'a split without noMatch',
      { ...splitWith([condition]), transitions: [] },
      'transitions',
      'no transition for "noMatch"',
    ],
    [
      'arguments that are not the input',
      splitWith([{ ...condition, arguments: ['{{flow.data.b}}'] }]),
      'transitions/1/conditions/0/arguments/0',
      'but the input is "{{flow.data.a}}"',
    ],
    [
      'two conditions in one branch',
      splitWith([condition, condition]),
      'transitions/1/conditions',
      'exactly one condition',
    ],
    [
      'a condition of the clock',
      splitWith([{ ...condition, type: 'is_before_time' }]),
      'transitions/1/conditions/0/type',
      'not a condition',
    ],
    [
      'a bad regular expression',
      splitWith([{ ...condition, type: 'regex', value: '(' }]),
      'transitions/1/conditions/0/value',
      'not a regular expression',
    ],
    [
      'a comparison with no number',
      splitWith([{ ...condition, type: 'less_than', value: 'two' }]),
      'transitions/1/conditions/0/value',
      'must be a number',
    ],
    [
      'a condition value that is no string',
      splitWith([{ ...condition, value: 1 }]),
      'transitions/1/conditions/0/value',
      'must be text, not 1',
    ],
    ['a Function without address', widget('bad', 'run-function', { url: '' }), 'properties/url', 'missing or empty'],
    [
      'a parameter with another key',
      widget('bad', 'run-function', { url: 'x', parameters: [{ key: 'a', value: 'b', kind: 1 }] }),
      'properties/parameters/0/kind',
      'not a key of a pair',
    ],
    [
      'a parameter given twice',
      widget('bad', 'run-function', {
        url: 'x',
        parameters: [
          { key: 'a', value: '1' },
          { key: 'a', value: '2' },
        ],
      }),
      'properties/parameters/1',
      'twice',
    ],
    [
      'a variable that is no string',
      widget('bad', 'set-variables', { variables: [{ key: 'a', value: 'b', type: 'integer' }] }),
      'properties/variables/0/type',
      'can only be "string"',
    ],
    [
      'another method',
      widget('bad', 'make-http-request', { method: 'PUT', url: 'x', content_type: 'y' }),
      'properties/method',
      'must match ^(?:GET|POST)$',
    ],
  ];

  it.each(table)('names the widget that has %s', (_what, bad, place, message) => {
    expect(mistakesIn(flowOf(trigger('bad'), bad))).toEqual([
      { widget: 'bad', place: `#/states/1/${place}`, message: expect.stringContaining(message) },
    ]);
  });

  it.each([['1st'], ['with space'], ['with.period'], ['']])('refuses the widget name "%s"', (name) => {
    const [mistake] = mistakesIn(flowOf(trigger(''), { ...say('x', 'x'), name }));
    expect(mistake).toMatchObject({ widget: name, place: '#/states/1/name' });
  });

  it('refuses a second trigger', () => {
    const second = { ...trigger('hello'), name: 'second' };
    expect(mistakesIn(flowOf(trigger('hello'), say('hello', 'x'), second))).toEqual([
      { widget: 'second', place: '#/states/2/type', message: expect.stringContaining('is a second trigger') },
    ]);
  });

  it('refuses two widgets of one name', () => {
    expect(mistakesIn(flowOf(trigger('a'), say('a', 'x'), say('a', 'y')))).toEqual([
      { widget: 'a', place: '#/states/2/name', message: 'is the name of #/states/1 too; give each its own.' },
    ]);
  });

  it.each([
    ['no object', 'flow', ['#']],
    ['no widget', { ...flowOf(), states: [] }, ['#/initial_state']],
    ['another start', { ...flowOf(trigger('')), initial_state: 'Start' }, ['#/initial_state']],
    ['a start that is no trigger', { ...flowOf(trigger('a'), say('a', 'x')), initial_state: 'a' }, ['#/initial_state']],
    ['another key', { ...flowOf(trigger('')), version: 2 }, ['#/version']],
    ['the schema that an editor goes by', { ...flowOf(trigger('')), $schema: './flow.schema.json' }, ['#/$schema']],
    ['another flag', { ...flowOf(trigger('')), flags: { fast: true } }, ['#/flags/fast']],
  ])('refuses a flow with %s', (_what, definition, places) => {
    expect(mistakesIn(definition).map(({ widget: name, place }) => [name, place])).toEqual(
      places.map((place) => [undefined, place]),
    );
  });

  it('is refused with all its mistakes at once, each in a line of the message', () => {
    const definition = {
      ...flowOf(trigger('first'), say('first', '{{ a | b }}', 'gone'), widget('second', 'enqueue-call', {})),
      version: 2,
    };
    expect(() => loadFlow(definition)).toThrow(
      [
        '  first: #/states/1/transitions/0/next "audioComplete" goes to "gone", which is not a widget of this flow; name one that is there, or leave "next" out to end the flow.',
        '  (flow): #/version "version" is not a key of a flow; delete it.',
        '  first: #/states/1/properties/say has Liquid that cannot be rendered: undefined filter: b, line:1, col:1.',
        '  second: #/states/2/type "enqueue-call" is not a widget that the rehearsal reproduces.',
      ].join('\n'),
    );
  });
});
