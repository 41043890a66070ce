import type { Speech } from '../studio/effect';
import { readXml, XmlMistake, type XmlElement } from './xml';

export type VoiceVerb =
  | ({ readonly kind: 'say' } & Speech)
  | { readonly kind: 'pause'; readonly seconds: number }
  | { readonly kind: 'hangup' }
  | { readonly kind: 'redirect'; readonly url: string; readonly method: Method }
  | {
      readonly kind: 'gather';
      readonly prompt: Speech;
      readonly timeoutSeconds: number;
      /** `undefined`: as many as are pressed. */
      readonly numberOfDigits: number | undefined;
      /** Empty: no key finishes. */
      readonly finishOnKey: string;
      /** Empty: the address of the document itself. */
      readonly action: string;
      readonly method: Method;
      /** Whether no key at all leads to `action`, too. */
      readonly actsOnNothing: boolean;
    }
  | {
      readonly kind: 'dial';
      readonly number: string;
      readonly callerId: string | undefined;
      readonly timeoutSeconds: number;
      /** `undefined`: the next verb follows when the call is over. */
      readonly action: string | undefined;
      readonly method: Method;
    };

export type MessagingVerb =
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'redirect'; readonly url: string; readonly method: Method };

/** Whose voice it is when a document does not say (docs: voice/twiml/say). */
export const DEFAULT_VOICE = { voice: 'man', language: 'en-US' } as const;

export type Method = 'GET' | 'POST';

/** A reply that cannot be carried out. */
export class TwimlFault extends Error {
  override readonly name = 'TwimlFault';
  /** Twilio's error code; 0 where the local Twilio, not Twilio, stops. */
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** The verbs of a reply to a call. Throws a TwimlFault: 12100 for what is no TwiML, 0 for what is not reproduced. */
export function readVoiceTwiml(text: string): readonly VoiceVerb[] {
  return verbsIn(text).map((element) => voiceVerb(element));
}

/** The verbs of a reply to a message. Throws a TwimlFault: 12100 for what is no TwiML, 0 for what is not reproduced. */
export function readMessagingTwiml(text: string): readonly MessagingVerb[] {
  return verbsIn(text).map((element) => messagingVerb(element));
}

function verbsIn(text: string): readonly XmlElement[] {
  const root = rootOf(text);
  if (root.name !== 'Response') throw new TwimlFault(12100, `The document begins with <${root.name}>, not <Response>.`);
  only(root, []);
  return elementsIn(root);
}

function rootOf(text: string): XmlElement {
  try {
    return readXml(text);
  } catch (error) {
    if (error instanceof XmlMistake) throw new TwimlFault(12100, `Document parse failure: ${error.message}`);
    throw error;
  }
}

function voiceVerb(element: XmlElement): VoiceVerb {
  switch (element.name) {
    case 'Say':
      return { kind: 'say', ...spoken(element) };
    case 'Pause':
      only(element, ['length']);
      return { kind: 'pause', seconds: wholeNumber(element, 'length', 1) };
    case 'Hangup':
      only(element, []);
      return { kind: 'hangup' };
    case 'Redirect':
      return redirect(element);
    case 'Gather':
      return gather(element);
    case 'Dial':
      return dial(element);
    default:
      throw notReproduced(`<${element.name}> in a reply to a call`);
  }
}

function messagingVerb(element: XmlElement): MessagingVerb {
  switch (element.name) {
    case 'Message':
      return { kind: 'message', text: messageText(element) };
    case 'Redirect':
      return redirect(element);
    default:
      throw notReproduced(`<${element.name}> in a reply to a message`);
  }
}

function gather(element: XmlElement): VoiceVerb {
  only(element, [
    'input',
    'action',
    'method',
    'timeout',
    'numDigits',
    'finishOnKey',
    'actionOnEmptyResult',
    'language',
  ]);
  const { attributes } = element;
  const input = attributes.get('input') ?? 'dtmf';
  if (input !== 'dtmf') throw notReproduced(`input="${input}" of <Gather>`);
  const finishOnKey = attributes.get('finishOnKey') ?? '#';
  if (!/^[0-9*#]?$/.test(finishOnKey)) throw notReproduced(`finishOnKey="${finishOnKey}" of <Gather>`);
  const digits = wholeNumber(element, 'numDigits', 0);
  return {
    kind: 'gather',
    prompt: prompted(elementsIn(element)),
    timeoutSeconds: wholeNumber(element, 'timeout', 5),
    numberOfDigits: digits === 0 ? undefined : digits,
    finishOnKey,
    action: attributes.get('action') ?? '',
    method: methodOf(element),
    actsOnNothing: flag(element, 'actionOnEmptyResult'),
  };
}

/** Several `<Say>` of a `<Gather>` are one prompt, during which every key counts. */
function prompted(elements: readonly XmlElement[]): Speech {
  const prompts = elements.map((element) => {
    if (element.name !== 'Say') throw notReproduced(`<${element.name}> in <Gather>`);
    return spoken(element);
  });
  const [first, ...others] = prompts;
  if (first === undefined) return { text: '', ...DEFAULT_VOICE, loop: 1 };
  if (others.length === 0) return first;
  const isPlain = prompts.every(
    ({ voice, language, loop }) => voice === first.voice && language === first.language && loop === 1,
  );
  if (!isPlain) throw notReproduced('loop, or several voices, of the <Say> in one <Gather>');
  return { ...first, text: prompts.map(({ text }) => text).join(' ') };
}

function dial(element: XmlElement): VoiceVerb {
  only(element, ['callerId', 'timeout', 'action', 'method']);
  const [inner, ...others] = elementsIn(element, true);
  if (others.length > 0) throw notReproduced('several numbers in one <Dial>');
  if (inner !== undefined && inner.name !== 'Number') throw notReproduced(`<${inner.name}> in <Dial>`);
  if (inner !== undefined) only(inner, []);
  const number = textOf(inner ?? element).trim();
  // Error 13224: "Dial: Invalid phone number".
  if (!/^\+[1-9]\d{6,14}$/.test(number)) throw new TwimlFault(13224, 'Dial: the number is no phone number.');
  return {
    kind: 'dial',
    number,
    callerId: element.attributes.get('callerId'),
    timeoutSeconds: wholeNumber(element, 'timeout', 30),
    action: element.attributes.get('action'),
    method: methodOf(element),
  };
}

function redirect(element: XmlElement): Extract<VoiceVerb, { kind: 'redirect' }> {
  only(element, ['method']);
  return { kind: 'redirect', url: textOf(element).trim(), method: methodOf(element) };
}

function spoken(element: XmlElement): Speech {
  only(element, ['voice', 'language', 'loop']);
  const loop = wholeNumber(element, 'loop', 1);
  // 0 repeats until the call ends, and nothing here should ever want that.
  if (loop === 0) throw notReproduced('loop="0" of <Say>');
  const { attributes } = element;
  return {
    text: textOf(element).trim(),
    voice: attributes.get('voice') ?? DEFAULT_VOICE.voice,
    language: attributes.get('language') ?? DEFAULT_VOICE.language,
    loop,
  };
}

function messageText(element: XmlElement): string {
  only(element, []);
  const bodies = elementsIn(element, true);
  const [body, ...others] = bodies;
  if (body === undefined) return textOf(element);
  if (others.length > 0 || body.name !== 'Body') throw notReproduced(`<${(others[0] ?? body).name}> in <Message>`);
  only(body, []);
  return textOf(body);
}

/** Throws unless every attribute is one of these. */
function only(element: XmlElement, known: readonly string[]): void {
  const other = [...element.attributes.keys()].find((name) => !known.includes(name));
  if (other !== undefined) throw notReproduced(`the attribute ${other} of <${element.name}>`);
}

/** The elements within; text beside them is a fault unless `isTextAllowed`. */
function elementsIn(element: XmlElement, isTextAllowed = false): readonly XmlElement[] {
  return element.children.flatMap((child) => {
    if (typeof child !== 'string') return [child];
    if (!isTextAllowed && child.trim() !== '') {
      throw new TwimlFault(12100, `Text stands beside the verbs of <${element.name}>.`);
    }
    return [];
  });
}

function textOf(element: XmlElement): string {
  return element.children
    .map((child) => {
      if (typeof child === 'string') return child;
      throw notReproduced(`<${child.name}> in <${element.name}>`);
    })
    .join('');
}

function methodOf(element: XmlElement): Method {
  const method = element.attributes.get('method') ?? 'POST';
  if (method === 'GET' || method === 'POST') return method;
  throw notReproduced(`method="${method}" of <${element.name}>`);
}

function wholeNumber(element: XmlElement, name: string, otherwise: number): number {
  const text = element.attributes.get(name);
  if (text === undefined) return otherwise;
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw notReproduced(`${name}="${text}" of <${element.name}>`);
}

function flag(element: XmlElement, name: string): boolean {
  const text = element.attributes.get(name) ?? 'false';
  if (text === 'true' || text === 'false') return text === 'true';
  throw notReproduced(`${name}="${text}" of <${element.name}>`);
}

function notReproduced(what: string): TwimlFault {
  return new TwimlFault(0, `The local Twilio does not reproduce ${what}. Add it in src/rehearsal/inbound/twiml.ts.`);
}
