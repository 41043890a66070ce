import { LANGUAGES, USUAL_LANGUAGE, type Language, type Manner } from './language';

/**
 * The voices that calls are made with. Twilio fails a sentence whose voice and language do not go together (docs:
 * voice/twiml/say, "invalid combination"), so no other pair is ever sent. The names are those of `SayVoice` in the package `twilio`,
 * with which a test compares them; the locales of Polly's are in Amazon's table (docs: polly/latest/dg/available-voices), those of
 * Google's in their names. All are neural: they pronounce what an older voice spells.
 *
 * The first of a language is what speaks it where a roster does not say. Those of other languages than ours only read texts that others
 * wrote.
 */
const POLLY = {
  'en-US': ['Joanna', 'Matthew', 'Ruth', 'Stephen'],
  'en-GB': ['Amy', 'Emma', 'Brian', 'Arthur'],
  'en-IE': ['Niamh'],
  'en-AU': ['Olivia'],
  'en-NZ': ['Aria'],
  'en-ZA': ['Ayanda'],
  'ja-JP': ['Kazuha', 'Tomoko', 'Takumi'],
  'de-DE': ['Vicki', 'Daniel'],
  'de-AT': ['Hannah'],
  'fr-FR': ['Lea', 'Remi'],
  'fr-BE': ['Isabelle'],
  'fr-CA': ['Gabrielle', 'Liam'],
  'es-ES': ['Lucia', 'Sergio'],
  'es-MX': ['Mia', 'Andres'],
  'es-US': ['Lupe', 'Pedro'],
  'pt-BR': ['Camila', 'Vitoria', 'Thiago'],
  'cmn-CN': ['Zhiyu'],
  'ko-KR': ['Seoyeon'],
  'ar-AE': ['Hala'],
  'hi-IN': ['Kajal'],
} as const;

const GOOGLE = ['ru-RU-Wavenet-A', 'el-GR-Wavenet-A', 'he-IL-Wavenet-A', 'th-TH-Neural2-C'] as const;

export type VoiceName =
  `Polly.${(typeof POLLY)[keyof typeof POLLY][number]}-Neural` | `Google.${(typeof GOOGLE)[number]}`;

/** Every voice with the only value of `language` that goes with it. */
export const PAIRS: ReadonlyMap<string, string> = new Map([
  ...Object.entries(POLLY).flatMap(([locale, names]) => names.map((name) => [`Polly.${name}-Neural`, locale] as const)),
  ...GOOGLE.map((name) => [`Google.${name}`, name.slice(0, 5)] as const),
]);

/** What a roster may ask for. */
export const SPEAKERS: readonly string[] = [...PAIRS.keys()].filter((name) => languageOf(name) !== undefined);

/** What a voice speaks; undefined for one that is not known, or only reads. */
export function languageOf(voice: string): Language | undefined {
  const locale = PAIRS.get(voice);
  return LANGUAGES.find((language) => locale === language || locale?.startsWith(`${language}-`) === true);
}

/** The value of `language` that goes with a voice; of one that is not known, that of the usual voice. */
export function localeOf(voice: string): string {
  return PAIRS.get(voice) ?? 'en-US';
}

/** The voices that speak a language, the usual one first. */
export function speakersOf(language: Language): readonly string[] {
  return SPEAKERS.filter((name) => languageOf(name) === language);
}

/** A language with the first of these voices that speaks it, or else its usual one. */
export function mannerOf(language: Language, ...wanted: readonly (string | undefined)[]): Manner {
  const voice = wanted.find((each) => each !== undefined && languageOf(each) === language);
  return { language, voice: voice ?? speakersOf(language)[0] ?? USUAL_MANNER.voice };
}

/** How somebody is spoken to who may have a language or a voice of their own, among people who are spoken to like this. */
export function ownManner(own: Partial<Manner>, around: Manner): Manner {
  return mannerOf(own.language ?? around.language, own.voice, around.voice);
}

/** Where nobody has said anything. */
export const USUAL_MANNER: Manner = { language: USUAL_LANGUAGE, voice: 'Polly.Joanna-Neural' };
