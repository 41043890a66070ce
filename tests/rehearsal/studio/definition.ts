/** One widget of a flow definition, as JSON. Written out by each test, so it may be as wrong as the test wants. */
export type WidgetJson = Record<string, unknown>;

export function flowOf(...states: readonly WidgetJson[]): Record<string, unknown> {
  return { description: 'test', states, initial_state: 'Trigger', flags: { allow_concurrent_calls: true } };
}

export function trigger(next: string): WidgetJson {
  return {
    name: 'Trigger',
    type: 'trigger',
    properties: { offset: { x: 0, y: 0 } },
    transitions: [{ event: 'incomingMessage' }, { event: 'incomingCall' }, { event: 'incomingRequest', next }],
  };
}

export function widget(
  name: string,
  type: string,
  properties: Record<string, unknown>,
  exits: Readonly<Record<string, string | null>> = {},
): WidgetJson {
  const transitions = Object.entries(exits).map(([event, next]) => (next === null ? { event } : { event, next }));
  return { name, type, properties: { offset: { x: 10, y: -20 }, ...properties }, transitions };
}

export function call(
  name: string,
  exits: Readonly<Record<string, string | null>>,
  timeout: number | null = 25,
): WidgetJson {
  return widget(
    name,
    'make-outgoing-call-v2',
    {
      to: '{{contact.channel.address}}',
      from: '{{flow.channel.address}}',
      timeout,
      record: false,
      recording_channels: 'mono',
      recording_status_callback: '',
      trim: 'do-not-trim',
      detect_answering_machine: false,
      machine_detection: 'Enable',
      machine_detection_timeout: '30',
      sip_auth_username: '',
      sip_auth_password: null,
      send_digits: '',
    },
    exits,
  );
}

export function say(name: string, text: string, next: string | null = null): WidgetJson {
  return widget(
    name,
    'say-play',
    { say: text, voice: 'Polly.Amy', language: 'en-GB', loop: 1 },
    { audioComplete: next },
  );
}

export function gather(
  name: string,
  text: string,
  exits: Readonly<Record<string, string | null>>,
  properties: Record<string, unknown> = {},
): WidgetJson {
  const usual = { say: text, loop: 1, timeout: 5, number_of_digits: 1, finish_on_key: '', stop_gather: true };
  return widget(
    name,
    'gather-input-on-call',
    { ...usual, speech_timeout: 'auto', gather_language: 'en', profanity_filter: 'true', ...properties },
    exits,
  );
}

export function run(
  name: string,
  exits: Readonly<Record<string, string | null>>,
  parameters: Readonly<Record<string, string>> = {},
): WidgetJson {
  return widget(
    name,
    'run-function',
    {
      service_sid: 'default',
      environment_sid: null,
      function_sid: '',
      url: `https://example.test/${name}`,
      parameters: Object.entries(parameters).map(([key, value]) => ({ key, value })),
    },
    exits,
  );
}

/** A split with one branch for each `[type, value, next]`. */
export function split(
  name: string,
  input: string,
  branches: readonly (readonly [type: string, value: string, next: string])[],
  noMatch: string | null,
): WidgetJson {
  return {
    name,
    type: 'split-based-on',
    properties: { input, offset: { x: 0, y: 0 } },
    transitions: [
      noMatch === null ? { event: 'noMatch' } : { event: 'noMatch', next: noMatch },
      ...branches.map(([type, value, next]) => ({
        event: 'match',
        next,
        conditions: [{ friendly_name: `If value ${type} ${value}`, arguments: [input], type, value }],
      })),
    ],
  };
}

/** The shape of an on-call flow: claim, dial, brief, ask, then take or pass on. */
export function onCall(): Record<string, unknown> {
  return flowOf(
    trigger('claim'),
    run('claim', { success: 'may-ring', fail: null }, { attempt: '{{flow.data.attempt}}', execution: '{{flow.sid}}' }),
    split('may-ring', '{{widgets.claim.parsed.ring}}', [['equal_to', 'yes', 'call']], null),
    call('call', { answered: 'brief', busy: 'pass-busy', noAnswer: 'pass-no-answer', failed: 'pass-failed' }),
    run('brief', { success: 'ask', fail: 'ask' }),
    gather('ask', "{{widgets.brief.parsed.speech | default: 'An alarm.'}} Press 1 to take it, 2 to pass it on.", {
      keypress: 'which-key',
      speech: null,
      timeout: 'pass-no-key',
    }),
    split(
      'which-key',
      '{{widgets.ask.Digits}}',
      [
        ['equal_to', '1', 'take'],
        ['equal_to', '2', 'pass-declined'],
      ],
      'ask',
    ),
    run('take', { success: 'say-taken', fail: 'say-taken' }),
    say('say-taken', '{{widgets.take.parsed.speech}}'),
    ...['busy', 'no-answer', 'failed', 'no-key', 'declined'].map((reason) =>
      run(`pass-${reason}`, { success: null, fail: null }, { reason }),
    ),
  );
}
