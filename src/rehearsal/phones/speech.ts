/** How fast text is spoken: 15 characters a second, about 150 English words a minute. */
const CHARACTERS_PER_SECOND = 15;

/** Characters that are a syllable or a word each take twice as long. */
const SYLLABLES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u30fc]/gu;

/** How long `text` takes to say, in milliseconds. */
export function speechMs(text: string): number {
  const characters = text.length + (text.match(SYLLABLES)?.length ?? 0);
  return Math.ceil((characters / CHARACTERS_PER_SECOND) * 1000);
}
