import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '../../src/language/language';
import { languageOf, mannerOf, ownManner, PAIRS, SPEAKERS, speakersOf } from '../../src/language/voices';

/** What Twilio's own package lets `<Say>` have. */
const TYPES = readFileSync('node_modules/twilio/lib/twiml/VoiceResponse.d.ts', 'utf8');

function typeNamed(name: string): ReadonlySet<string> {
  const [, words = ''] = new RegExp(`type ${name} = ([^;]+);`).exec(TYPES) ?? [];
  return new Set([...words.matchAll(/"([^"]+)"/g)].map(([, word = '']) => word));
}

describe('the voices', () => {
  it('are all known to Twilio, and so are their languages', () => {
    const [voices, languages] = [typeNamed('SayVoice'), typeNamed('SayLanguage')];
    expect(voices.size).toBeGreaterThan(500);
    expect([...PAIRS.keys()].filter((voice) => !voices.has(voice))).toEqual([]);
    expect([...new Set(PAIRS.values())].filter((language) => !languages.has(language))).toEqual([]);
  });

  it('are neural', () => {
    expect([...PAIRS.keys()].filter((voice) => !/-Neural$|-Wavenet-|-Neural2-/.test(voice))).toEqual([]);
  });

  it.each([
    ['Polly.Stephen-Neural', 'en-US', 'en'],
    ['Polly.Hannah-Neural', 'de-AT', 'de'],
    ['Polly.Thiago-Neural', 'pt-BR', 'pt-BR'],
    ['Polly.Zhiyu-Neural', 'cmn-CN', undefined],
    ['Google.ru-RU-Wavenet-A', 'ru-RU', undefined],
    ['Polly.Nobody-Neural', undefined, undefined],
  ])('%s has the locale %s and speaks %s', (voice, locale, language) => {
    expect(PAIRS.get(voice)).toBe(locale);
    expect(languageOf(voice)).toBe(language);
    expect(SPEAKERS.includes(voice)).toBe(language !== undefined);
  });

  it('have one each that is usual', () => {
    expect(LANGUAGES.map((language) => mannerOf(language).voice)).toEqual([
      'Polly.Joanna-Neural',
      'Polly.Kazuha-Neural',
      'Polly.Vicki-Neural',
      'Polly.Lea-Neural',
      'Polly.Lucia-Neural',
      'Polly.Camila-Neural',
    ]);
    expect(speakersOf('ja')).toEqual(['Polly.Kazuha-Neural', 'Polly.Tomoko-Neural', 'Polly.Takumi-Neural']);
  });

  it('are never one that does not speak the language', () => {
    const around = { language: 'de', voice: 'Polly.Daniel-Neural' } as const;
    expect(ownManner({}, around)).toEqual({ language: 'de', voice: 'Polly.Daniel-Neural' });
    expect(ownManner({ voice: 'Polly.Hannah-Neural' }, around)).toEqual({
      language: 'de',
      voice: 'Polly.Hannah-Neural',
    });
    expect(ownManner({ voice: 'Polly.Takumi-Neural' }, around)).toEqual({
      language: 'de',
      voice: 'Polly.Daniel-Neural',
    });
    expect(ownManner({ language: 'ja' }, around)).toEqual({ language: 'ja', voice: 'Polly.Kazuha-Neural' });
  });
});
