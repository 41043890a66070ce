import { USUAL_LANGUAGE, type Language, type Manner } from './language';

/**
 * The voices that calls are made with. Twilio fails a sentence whose voice and language do not go together (docs:
 * voice/twiml/say, "invalid combination"), so no other pair is ever sent. The names are those of `SayVoice` in the package `twilio`,
 * with which a test compares them; the locales of Polly's are in Amazon's table (docs: polly/latest/dg/available-voices), those of
 * Google's in their names. All are neural: they pronounce what an older voice spells.
 */
interface Voice {
  /** The value of `language` beside it. */
  readonly locale: string;
  /** Absent: it only reads texts that others wrote. */
  readonly speaks?: Language;
}

/** The first of a language is what speaks it where a roster does not say. */
const TABLE = {
  'Polly.Joanna-Neural': { locale: 'en-US', speaks: 'en' },
  'Polly.Matthew-Neural': { locale: 'en-US', speaks: 'en' },
  'Polly.Ruth-Neural': { locale: 'en-US', speaks: 'en' },
  'Polly.Stephen-Neural': { locale: 'en-US', speaks: 'en' },
  'Polly.Amy-Neural': { locale: 'en-GB', speaks: 'en' },
  'Polly.Emma-Neural': { locale: 'en-GB', speaks: 'en' },
  'Polly.Brian-Neural': { locale: 'en-GB', speaks: 'en' },
  'Polly.Arthur-Neural': { locale: 'en-GB', speaks: 'en' },
  'Polly.Niamh-Neural': { locale: 'en-IE', speaks: 'en' },
  'Polly.Olivia-Neural': { locale: 'en-AU', speaks: 'en' },
  'Polly.Aria-Neural': { locale: 'en-NZ', speaks: 'en' },
  'Polly.Ayanda-Neural': { locale: 'en-ZA', speaks: 'en' },
  'Polly.Kazuha-Neural': { locale: 'ja-JP', speaks: 'ja' },
  'Polly.Tomoko-Neural': { locale: 'ja-JP', speaks: 'ja' },
  'Polly.Takumi-Neural': { locale: 'ja-JP', speaks: 'ja' },
  'Polly.Vicki-Neural': { locale: 'de-DE', speaks: 'de' },
  'Polly.Daniel-Neural': { locale: 'de-DE', speaks: 'de' },
  'Polly.Hannah-Neural': { locale: 'de-AT', speaks: 'de' },
  'Polly.Lea-Neural': { locale: 'fr-FR', speaks: 'fr' },
  'Polly.Remi-Neural': { locale: 'fr-FR', speaks: 'fr' },
  'Polly.Isabelle-Neural': { locale: 'fr-BE', speaks: 'fr' },
  'Polly.Gabrielle-Neural': { locale: 'fr-CA', speaks: 'fr' },
  'Polly.Liam-Neural': { locale: 'fr-CA', speaks: 'fr' },
  'Polly.Lucia-Neural': { locale: 'es-ES', speaks: 'es' },
  'Polly.Sergio-Neural': { locale: 'es-ES', speaks: 'es' },
  'Polly.Mia-Neural': { locale: 'es-MX', speaks: 'es' },
  'Polly.Andres-Neural': { locale: 'es-MX', speaks: 'es' },
  'Polly.Lupe-Neural': { locale: 'es-US', speaks: 'es' },
  'Polly.Pedro-Neural': { locale: 'es-US', speaks: 'es' },
  'Polly.Camila-Neural': { locale: 'pt-BR', speaks: 'pt-BR' },
  'Polly.Vitoria-Neural': { locale: 'pt-BR', speaks: 'pt-BR' },
  'Polly.Thiago-Neural': { locale: 'pt-BR', speaks: 'pt-BR' },
  'Polly.Zhiyu-Neural': { locale: 'cmn-CN' },
  'Polly.Seoyeon-Neural': { locale: 'ko-KR' },
  'Polly.Hala-Neural': { locale: 'ar-AE' },
  'Polly.Kajal-Neural': { locale: 'hi-IN' },
  'Google.ru-RU-Wavenet-A': { locale: 'ru-RU' },
  'Google.el-GR-Wavenet-A': { locale: 'el-GR' },
  'Google.he-IL-Wavenet-A': { locale: 'he-IL' },
  'Google.th-TH-Neural2-C': { locale: 'th-TH' },
} as const satisfies Readonly<Record<string, Voice>>;

export type VoiceName = keyof typeof TABLE;

const VOICES: ReadonlyMap<string, Voice> = new Map<string, Voice>(Object.entries(TABLE));

/** Every voice with the only value of `language` that goes with it. */
export const PAIRS: ReadonlyMap<string, string> = new Map([...VOICES].map(([name, { locale }]) => [name, locale]));

/** What a roster may ask for. */
export const SPEAKERS: readonly string[] = [...VOICES].flatMap(([name, { speaks }]) =>
  speaks === undefined ? [] : [name],
);

/** What a voice speaks; undefined for one that is not known, or only reads. */
export function languageOf(voice: string): Language | undefined {
  return VOICES.get(voice)?.speaks;
}

/** The value of `language` that goes with a voice; of one that is not known, that of the usual voice. */
export function localeOf(voice: string): string {
  return PAIRS.get(voice) ?? TABLE['Polly.Joanna-Neural'].locale;
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
