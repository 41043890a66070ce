import type { Language } from './language';
import type { VoiceName } from './voices';

/** Who reads the letters of a script. The order decides between as many letters of two: Japanese has kana beside its Han. */
const READERS: readonly { readonly letters: RegExp; readonly voice: VoiceName }[] = [
  { letters: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, voice: 'Polly.Kazuha-Neural' },
  { letters: /\p{Script=Hangul}/gu, voice: 'Polly.Seoyeon-Neural' },
  { letters: /\p{Script=Han}/gu, voice: 'Polly.Zhiyu-Neural' },
  { letters: /\p{Script=Arabic}/gu, voice: 'Polly.Hala-Neural' },
  { letters: /\p{Script=Devanagari}/gu, voice: 'Polly.Kajal-Neural' },
  { letters: /\p{Script=Cyrillic}/gu, voice: 'Google.ru-RU-Wavenet-A' },
  { letters: /\p{Script=Greek}/gu, voice: 'Google.el-GR-Wavenet-A' },
  { letters: /\p{Script=Hebrew}/gu, voice: 'Google.he-IL-Wavenet-A' },
  { letters: /\p{Script=Thai}/gu, voice: 'Google.th-TH-Neural2-C' },
];

const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** What the voices of a language leave out, two letters of it in a row: one letter may be a sign, such as Ω. */
const ALIEN = /[^\P{L}\p{Script=Latin}]\p{M}*[^\P{L}\p{Script=Latin}]/u;
const ALIEN_TO_JAPANESE =
  /[^\P{L}\p{Script=Latin}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}\u30fc]\p{M}*[^\P{L}\p{Script=Latin}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}\u30fc]/u;

/**
 * The voice for a text that the voices of a language cannot read, because it is in another script. Undefined when they can, or when
 * no voice is known that could. Every voice reads Latin letters.
 */
export function readerOf(text: string, language: Language): VoiceName | undefined {
  if (!(language === 'ja' ? ALIEN_TO_JAPANESE : ALIEN).test(text)) return undefined;
  const isJapanese = KANA.test(text);
  const counted = READERS.flatMap(({ letters, voice }) => {
    if (voice === 'Polly.Zhiyu-Neural' && (isJapanese || language === 'ja')) return [];
    if (voice === 'Polly.Kazuha-Neural' && language === 'ja') return [];
    const count = text.match(letters)?.length ?? 0;
    return count === 0 ? [] : [{ voice, count }];
  });
  return counted.toSorted((one, other) => other.count - one.count)[0]?.voice;
}
