import type { Widget } from './widget';

/**
 * What Studio's validator knows of each type of widget, and which of it the rehearsal can run.
 *
 * Property types and required properties: Twilio's "Studio Flow and Widget JSON Schemas" (docs/studio/rest-api/v2/schemas).
 * Events and outputs: Twilio's Studio widget library (docs/studio/widget-library, one page for each widget).
 */

/** How a property is written in JSON; `number` is an integer or a string; `pairs` are `[{"key": "…", "value": "…"}]`. */
const KINDS = ['string', 'integer', 'number', 'boolean', 'pairs', 'array', 'object'] as const;
export type Kind = (typeof KINDS)[number];

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
  ...'CallSid AccountSid From To CallStatus ApiVersion Direction ForwardedFrom CallerName ParentCallSid'.split(' '),
  ...['From', 'To', 'Caller', 'Called'].flatMap((side) =>
    ['City', 'State', 'Zip', 'Country'].map((part) => side + part),
  ),
  'Caller',
  'Called',
];

const REPLY_OUTPUTS = ['status_code', 'content_type', 'body', 'parsed', 'headers'] as const;

const OUTGOING_CALL = 'from to timeout:integer record:boolean';

const MESSAGE = `body from media_url service channel attributes content_sid content_variables:pairs message_type
  messaging_service_sid`;

const FUNCTION = 'service_sid environment_sid function_sid url offset:object parameters:pairs';

/** Properties in their order, each a string unless its kind stands behind a colon. */
function kinds(words: string): Readonly<Record<string, Kind>> {
  return Object.fromEntries(
    words
      .trim()
      .split(/\s+/)
      .map((word) => {
        const [name = '', written = 'string'] = word.split(':');
        const kind = KINDS.find((known) => known === written);
        if (kind === undefined) throw new Error(`there is no kind of property "${written}"`);
        return [name, kind];
      }),
  );
}

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
    properties: kinds(`
      ${OUTGOING_CALL} trim recording_channels recording_status_callback sip_auth_username sip_auth_password
      send_digits detect_answering_machine:boolean machine_detection machine_detection_timeout
      machine_detection_speech_threshold machine_detection_speech_end_threshold machine_detection_silence_timeout`),
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
    properties: kinds(OUTGOING_CALL),
    required: ['from', 'to'],
    outputs: [...CALL_OUTPUTS, 'AnsweredBy'],
  },
  'gather-input-on-call': {
    events: ['keypress', 'speech', 'timeout'],
    properties: kinds(`
      say play voice language loop:integer timeout:integer number_of_digits:integer finish_on_key
      stop_gather:boolean speech_timeout speech_model gather_language hints profanity_filter save_response_as`),
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
    properties: kinds('say play digits voice language loop:integer'),
    required: [],
    ranges: { loop: [1, 99] },
    outputs: CALL_OUTPUTS,
    isVoice: true,
    rehearsal: { empty: ['play', 'digits'], required: ['say'] },
  },
  'run-function': {
    events: ['success', 'fail'],
    properties: kinds(FUNCTION),
    required: ['url'],
    outputs: REPLY_OUTPUTS,
    rehearsal: {},
  },
  'run-function-v2': {
    events: ['success', 'fail'],
    properties: kinds(FUNCTION),
    required: ['url'],
    outputs: REPLY_OUTPUTS,
  },
  'split-based-on': {
    events: ['noMatch', 'match'],
    properties: kinds('input'),
    required: ['input'],
    outputs: [],
    rehearsal: {},
  },
  'set-variables': {
    events: ['next'],
    properties: kinds('variables:pairs'),
    required: [],
    outputs: 'open',
    rehearsal: {},
  },
  'send-message': {
    events: ['sent', 'failed'],
    properties: kinds(`to ${MESSAGE}`),
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
    properties: kinds(`${MESSAGE} timeout:number save_response_as`),
    required: ['from'],
    outputs: ['outbound', 'inbound'],
  },
  'make-http-request': {
    events: ['success', 'failed'],
    properties: kinds('method url content_type body parameters:pairs add_twilio_auth:boolean'),
    required: ['url'],
    words: { method: /^(?:GET|POST)$/ },
    outputs: REPLY_OUTPUTS,
    rehearsal: { empty: ['add_twilio_auth'], required: ['method', 'content_type'], plain: ['method'] },
  },
  'connect-call-to': {
    events: ['callCompleted', 'hangup'],
    properties: kinds(
      'noun to caller_id record:boolean timeout:integer time_limit sip_endpoint sip_username sip_password',
    ),
    required: ['noun'],
    outputs: [...CALL_OUTPUTS, 'DialCallStatus', 'DialCallSid', 'DialCallDuration', 'DialBridged', 'RecordingUrl'],
    isVoice: true,
  },
  'record-voicemail': {
    events: ['recordingComplete', 'noAudio', 'hangup'],
    properties: kinds(`
      timeout:integer finish_on_key max_length:integer transcribe:boolean transcription_callback_url trim
      play_beep recording_status_callback_url`),
    required: [],
    outputs: [...CALL_OUTPUTS, 'RecordingUrl', 'RecordingDuration', 'RecordingSid', 'Digits'],
    isVoice: true,
  },
  'record-call': {
    events: ['success', 'failed'],
    properties: kinds(`
      record_call:boolean recording_status_callback recording_status_callback_method
      recording_status_callback_events recording_channels trim`),
    required: [],
    outputs: 'open',
  },
  'enqueue-call': {
    events: ['callComplete', 'failedToEnqueue', 'callFailure'],
    properties: kinds(
      'queue_name workflow_sid priority:integer timeout:integer task_attributes wait_url wait_url_method',
    ),
    required: [],
    outputs: [...CALL_OUTPUTS, 'QueueResult', 'QueueSid', 'QueueTime'],
    isVoice: true,
  },
  'send-to-flex': {
    events: ['callComplete', 'failedToEnqueue', 'callFailure', 'composerStarted'],
    optionalEvents: ['composerStarted'],
    properties: kinds('workflow channel attributes timeout priority waitUrl waitUrlMethod'),
    required: ['workflow', 'channel'],
    outputs: 'open',
  },
  'capture-payments': {
    events: ['success', 'maxFailedAttempts', 'providerError', 'payInterrupted', 'hangup', 'validationError'],
    properties: kinds(`
      payment_connector payment_method payment_token_type payment_amount currency description language
      timeout:integer max_attempts:integer security_code:boolean postal_code min_postal_code_length:integer
      valid_card_types:array bank_account_type parameters:pairs`),
    required: [],
    outputs: 'open',
    isVoice: true,
  },
  'fork-stream': {
    events: ['next'],
    properties: kinds(`
      stream_action stream_name stream_transport_type stream_connector stream_url stream_track
      stream_parameters:pairs`),
    required: [],
    outputs: [],
    isVoice: true,
  },
  'add-twiml-redirect': {
    events: ['return', 'timeout', 'fail'],
    properties: kinds('url method timeout'),
    required: ['url'],
    outputs: 'open',
  },
  'run-subflow': {
    events: ['completed', 'failed'],
    properties: kinds('flow_sid flow_revision parameters:pairs'),
    required: ['flow_sid', 'flow_revision'],
    outputs: 'open',
  },
};

/** The format of a type of widget; undefined when Studio has no such type as far as this project knows. */
export function formatOf(type: string): WidgetFormat | undefined {
  return Object.hasOwn(FORMATS, type) ? FORMATS[type] : undefined;
}
