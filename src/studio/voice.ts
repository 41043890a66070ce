import { PAIRS } from '../language/voices';

/** Voices of Twilio's own that speak several languages (docs: voice/twiml/say/text-speech, "Basic voices"). */
const BASIC: ReadonlySet<string> = new Set(['', 'man', 'woman', 'alice']);

/**
 * Whether Twilio can say something with this voice and this language. Of the voices beside those of the table only what their
 * names say is known: Google's carry their language, and Amazon's older and newer ones speak what the neural one of that name does.
 */
export function canSpeak(voice: string, language: string): boolean {
  if (language === '' || BASIC.has(voice)) return true;
  const [, google] = /^Google\.([a-z]{2,3}-[A-Z]{2})-/.exec(voice) ?? [];
  const namesake = voice.replace(/(?:-Generative)?$/, '-Neural');
  return (google ?? PAIRS.get(voice) ?? PAIRS.get(namesake)) === language;
}
