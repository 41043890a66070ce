import VoiceResponse from 'twilio/lib/twiml/VoiceResponse';
import type { SpokenTurn, Step } from '../reach/turn';
import { localeOf } from '../language/voices';
import type { FunctionReply } from './reply';
import { twimlReply } from './twiml';

/** So long a caller may think before each key, in seconds. */
const KEY_SECONDS = 8;

/** A turn of a call as TwiML. `path`: where the next key press is sent. `callerId`: whom somebody sees who is put through. */
export function turnReply(turn: SpokenTurn, path: string, callerId: string): FunctionReply {
  const { words, say, ask, follow, connect, manner } = turn;
  const voice = { voice: manner.voice, language: localeOf(manner.voice) } as Parameters<VoiceResponse['say']>[0];
  const document = new VoiceResponse();
  if (ask !== undefined) {
    const gather = document.gather({
      input: ['dtmf'],
      action: addressOf(path, ask.next),
      method: 'POST',
      timeout: KEY_SECONDS,
      ...(ask.digits === undefined ? { finishOnKey: '#' } : { numDigits: ask.digits }),
    });
    for (const each of say) gather.say(voice, each);
    document.say(voice, words.reach.voice.noKey);
    document.hangup();
    return twimlReply(document);
  }
  for (const each of say) document.say(voice, each);
  if (connect !== undefined) {
    const { phone, ringSeconds, next } = connect;
    document.dial({ callerId, timeout: ringSeconds, action: addressOf(path, next), method: 'POST' }).number(phone);
  } else if (follow === undefined) document.hangup();
  else document.redirect({ method: 'POST' }, addressOf(path, follow));
  return twimlReply(document);
}

function addressOf(path: string, step: Step): string {
  return `${path}?${new URLSearchParams(step).toString()}`;
}
