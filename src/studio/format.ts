import type { Widget } from './widget';

/**
 * What Studio's validator knows of each type of widget, and which of it the rehearsal can run.
 *
 * Property types and required properties: Twilio's "Studio Flow and Widget JSON Schemas" (docs/studio/rest-api/v2/schemas).
 * Events and outputs: Twilio's Studio widget library (docs/studio/widget-library, one page for each widget).
 */

/** How a property is written in JSON; `number` is an integer or a string; `pairs` are `[{"key": "…", "value": "…"}]`. */
export type Kind = 'string' | 'integer' | 'number' | 'boolean' | 'pairs' | 'array' | 'object';

export interface WidgetFormat {
  /** What can happen in it. */
  readonly events: readonly string[];
  /** Those of them for which real flows have no transition, and work. */
  readonly optionalEvents?: readonly string[];
  /** In the order in which `canonicalFlow` writes them. */
  readonly properties: Readonly<Record<string, Kind>>;
  readonly required: readonly string[];
  /** The least and the greatest that an integer may be, from the page of the widget. */
  readonly ranges?: Readonly<Record<string, readonly [number, number]>>;
  /** As `ranges`, where flows that many people run go beyond what the page says: no source says that Studio refuses those. */
  readonly usualRanges?: Readonly<Record<string, readonly [number, number]>>;
  /** What a string may be, where that is not any text, from the page of the widget. Liquid may be anything. */
  readonly words?: Readonly<Record<string, RegExp>>;
  /** What it leaves under `widgets.NAME`; `open` when that depends on something outside the flow. */
  readonly outputs: readonly string[] | 'open';
  /** It speaks or listens: an execution without a live call stops there. */
  readonly isVoice?: true;
  /** How the rehearsal runs it; absent when it cannot. */
  readonly rehearsal?: Rehearsed;
}

/** What the rehearsal makes of the properties of a widget: a flow that keeps to this is run as Studio runs it. */
interface Rehearsed {
  /** It does not reproduce them: they may only stand there empty, or `false`. */
  readonly empty?: readonly string[];
  /** Required here, where Studio has a default or another way. */
  readonly required?: readonly string[];
  /** What the only value that it reproduces is, but for spaces. */
  readonly fixed?: Readonly<Record<string, string>>;
  /** Strings that it reads once, without Liquid. */
  readonly plain?: readonly string[];
  /** Integers that Studio's pages leave open. */
  readonly ranges?: Readonly<Record<string, readonly [number, number]>>;
}

/** What Twilio says about every call that it asks about (docs/voice/twiml, "Twilio's request to your application"). */
export const CALL_OUTPUTS: readonly string[] = [
  'CallSid',
  'AccountSid',
  'From',
  'To',
  'CallStatus',
  'ApiVersion',
  'Direction',
  'ForwardedFrom',
  'CallerName',
  'ParentCallSid',
  ...['From', 'To', 'Caller', 'Called'].flatMap((side) =>
    ['City', 'State', 'Zip', 'Country'].map((part) => side + part),
  ),
  'Caller',
  'Called',
];

const REPLY_OUTPUTS = ['status_code', 'content_type', 'body', 'parsed', 'headers'] as const;

const OUTGOING_CALL = {
  from: 'string',
  to: 'string',
  timeout: 'integer',
  record: 'boolean',
} as const;

const MESSAGE = {
  body: 'string',
  from: 'string',
  media_url: 'string',
  service: 'string',
  channel: 'string',
  attributes: 'string',
  content_sid: 'string',
  content_variables: 'pairs',
  message_type: 'string',
  messaging_service_sid: 'string',
} as const;

const FUNCTION = {
  service_sid: 'string',
  environment_sid: 'string',
  function_sid: 'string',
  url: 'string',
  offset: 'object',
  parameters: 'pairs',
} as const;

/** The types that Studio has, as far as their pages tell. */
export const FORMATS: Readonly<Record<string, WidgetFormat>> &
  Readonly<Record<Widget['type'], WidgetFormat & { readonly rehearsal: Rehearsed }>> = {
  trigger: {
    events: ['incomingMessage', 'incomingCall', 'incomingConversationMessage', 'incomingRequest', 'incomingParent'],
    properties: {},
    required: [],
    outputs: [],
    rehearsal: {},
  },
  'make-outgoing-call-v2': {
    events: ['answered', 'busy', 'noAnswer', 'failed'],
    properties: {
      ...OUTGOING_CALL,
      trim: 'string',
      recording_channels: 'string',
      recording_status_callback: 'string',
      sip_auth_username: 'string',
      sip_auth_password: 'string',
      send_digits: 'string',
      detect_answering_machine: 'boolean',
      machine_detection: 'string',
      machine_detection_timeout: 'string',
      machine_detection_speech_threshold: 'string',
      machine_detection_speech_end_threshold: 'string',
      machine_detection_silence_timeout: 'string',
    },
    required: ['from', 'to'],
    ranges: { timeout: [0, 600] },
    words: {
      trim: /^(?:true|false|trim-silence|do-not-trim)?$/,
      recording_channels: /^(?:mono|dual)?$/,
      machine_detection: /^(?:Enable|DetectMessageEnd)?$/,
      machine_detection_timeout: /^\d*$/,
      machine_detection_speech_threshold: /^\d*$/,
      machine_detection_speech_end_threshold: /^\d*$/,
      machine_detection_silence_timeout: /^\d*$/,
    },
    outputs: [...CALL_OUTPUTS, 'AnsweredBy', 'MachineDetectionDuration'],
    rehearsal: {
      empty: ['record', 'recording_status_callback', 'send_digits', 'detect_answering_machine'],
      fixed: { to: '{{contact.channel.address}}', from: '{{flow.channel.address}}' },
    },
  },
  'make-outgoing-call-v1': {
    events: ['answered', 'answeredByMachine', 'busy', 'noAnswer', 'failed', 'hangup'],
    properties: OUTGOING_CALL,
    required: ['from', 'to'],
    outputs: [...CALL_OUTPUTS, 'AnsweredBy'],
  },
  'gather-input-on-call': {
    events: ['keypress', 'speech', 'timeout'],
    properties: {
      say: 'string',
      play: 'string',
      voice: 'string',
      language: 'string',
      loop: 'integer',
      timeout: 'integer',
      number_of_digits: 'integer',
      finish_on_key: 'string',
      stop_gather: 'boolean',
      speech_timeout: 'string',
      speech_model: 'string',
      gather_language: 'string',
      hints: 'string',
      profanity_filter: 'string',
      save_response_as: 'string',
    },
    required: [],
    ranges: { loop: [1, 99] },
    usualRanges: { timeout: [0, 30] },
    words: { profanity_filter: /^(?:true|false)?$/, speech_timeout: /^(?:auto|\d*)$/, finish_on_key: /^[0-9*#]?$/ },
    outputs: [...CALL_OUTPUTS, 'Digits', 'FinishedOnKey', 'SpeechResult', 'Confidence'],
    isVoice: true,
    rehearsal: {
      empty: ['play', 'save_response_as'],
      plain: ['finish_on_key'],
      ranges: { number_of_digits: [1, 1000] },
    },
  },
  'say-play': {
    events: ['audioComplete'],
    properties: {
      say: 'string',
      play: 'string',
      digits: 'string',
      voice: 'string',
      language: 'string',
      loop: 'integer',
    },
    required: [],
    ranges: { loop: [1, 99] },
    outputs: CALL_OUTPUTS,
    isVoice: true,
    rehearsal: { empty: ['play', 'digits'], required: ['say'] },
  },
  'run-function': {
    events: ['success', 'fail'],
    properties: FUNCTION,
    required: ['url'],
    outputs: REPLY_OUTPUTS,
    rehearsal: {},
  },
  'run-function-v2': { events: ['success', 'fail'], properties: FUNCTION, required: ['url'], outputs: REPLY_OUTPUTS },
  'split-based-on': {
    events: ['noMatch', 'match'],
    properties: { input: 'string' },
    required: ['input'],
    outputs: [],
    rehearsal: {},
  },
  'set-variables': {
    events: ['next'],
    properties: { variables: 'pairs' },
    required: [],
    outputs: 'open',
    rehearsal: {},
  },
  'send-message': {
    events: ['sent', 'failed'],
    properties: { to: 'string', ...MESSAGE },
    required: ['from'],
    outputs: ['outbound'],
    rehearsal: {
      empty: ['media_url', 'content_sid', 'content_variables', 'messaging_service_sid'],
      required: ['to', 'body'],
    },
  },
  'send-and-wait-for-reply': {
    events: ['incomingMessage', 'timeout', 'deliveryFailure'],
    // Twilio's schema has a string there; Studio also takes the integer that exports of unrelated authors have.
    properties: { ...MESSAGE, timeout: 'number', save_response_as: 'string' },
    required: ['from'],
    outputs: ['outbound', 'inbound'],
  },
  'make-http-request': {
    events: ['success', 'failed'],
    properties: {
      method: 'string',
      url: 'string',
      content_type: 'string',
      body: 'string',
      parameters: 'pairs',
      add_twilio_auth: 'boolean',
    },
    required: ['url'],
    words: { method: /^(?:GET|POST)$/ },
    outputs: REPLY_OUTPUTS,
    rehearsal: { empty: ['add_twilio_auth'], required: ['method', 'content_type'], plain: ['method'] },
  },
  'connect-call-to': {
    events: ['callCompleted', 'hangup'],
    properties: {
      noun: 'string',
      to: 'string',
      caller_id: 'string',
      record: 'boolean',
      timeout: 'integer',
      time_limit: 'string',
      sip_endpoint: 'string',
      sip_username: 'string',
      sip_password: 'string',
    },
    required: ['noun'],
    outputs: [...CALL_OUTPUTS, 'DialCallStatus', 'DialCallSid', 'DialCallDuration', 'DialBridged', 'RecordingUrl'],
    isVoice: true,
  },
  'record-voicemail': {
    events: ['recordingComplete', 'noAudio', 'hangup'],
    properties: {
      timeout: 'integer',
      finish_on_key: 'string',
      max_length: 'integer',
      transcribe: 'boolean',
      transcription_callback_url: 'string',
      trim: 'string',
      play_beep: 'string',
      recording_status_callback_url: 'string',
    },
    required: [],
    outputs: [...CALL_OUTPUTS, 'RecordingUrl', 'RecordingDuration', 'RecordingSid', 'Digits'],
    isVoice: true,
  },
  'record-call': {
    events: ['success', 'failed'],
    properties: {
      record_call: 'boolean',
      recording_status_callback: 'string',
      recording_status_callback_method: 'string',
      recording_status_callback_events: 'string',
      recording_channels: 'string',
      trim: 'string',
    },
    required: [],
    outputs: 'open',
  },
  'enqueue-call': {
    events: ['callComplete', 'failedToEnqueue', 'callFailure'],
    properties: {
      queue_name: 'string',
      workflow_sid: 'string',
      priority: 'integer',
      timeout: 'integer',
      task_attributes: 'string',
      wait_url: 'string',
      wait_url_method: 'string',
    },
    required: [],
    outputs: [...CALL_OUTPUTS, 'QueueResult', 'QueueSid', 'QueueTime'],
    isVoice: true,
  },
  'send-to-flex': {
    events: ['callComplete', 'failedToEnqueue', 'callFailure', 'composerStarted'],
    optionalEvents: ['composerStarted'],
    properties: {
      workflow: 'string',
      channel: 'string',
      attributes: 'string',
      timeout: 'string',
      priority: 'string',
      waitUrl: 'string',
      waitUrlMethod: 'string',
    },
    required: ['workflow', 'channel'],
    outputs: 'open',
  },
  'capture-payments': {
    events: ['success', 'maxFailedAttempts', 'providerError', 'payInterrupted', 'hangup', 'validationError'],
    properties: {
      payment_connector: 'string',
      payment_method: 'string',
      payment_token_type: 'string',
      payment_amount: 'string',
      currency: 'string',
      description: 'string',
      language: 'string',
      timeout: 'integer',
      max_attempts: 'integer',
      security_code: 'boolean',
      postal_code: 'string',
      min_postal_code_length: 'integer',
      valid_card_types: 'array',
      bank_account_type: 'string',
      parameters: 'pairs',
    },
    required: [],
    outputs: 'open',
    isVoice: true,
  },
  'fork-stream': {
    events: ['next'],
    properties: {
      stream_action: 'string',
      stream_name: 'string',
      stream_transport_type: 'string',
      stream_connector: 'string',
      stream_url: 'string',
      stream_track: 'string',
      stream_parameters: 'pairs',
    },
    required: [],
    outputs: [],
    isVoice: true,
  },
  'add-twiml-redirect': {
    events: ['return', 'timeout', 'fail'],
    properties: { url: 'string', method: 'string', timeout: 'string' },
    required: ['url'],
    outputs: 'open',
  },
  'run-subflow': {
    events: ['completed', 'failed'],
    properties: { flow_sid: 'string', flow_revision: 'string', parameters: 'pairs' },
    required: ['flow_sid', 'flow_revision'],
    outputs: 'open',
  },
};

/** The format of a type of widget; undefined when Studio has no such type as far as this project knows. */
export function formatOf(type: string): WidgetFormat | undefined {
  return Object.hasOwn(FORMATS, type) ? FORMATS[type] : undefined;
}
