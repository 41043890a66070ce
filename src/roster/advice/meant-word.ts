import { nearestWord } from '../../text/nearest-word';

/** What people write for the languages, in lower case; of `en-GB` or `de_AT` the first part is enough. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ['english', 'en'],
  ['japanese', 'ja'],
  ['jp', 'ja'],
  ['jpn', 'ja'],
  ['日本語', 'ja'],
  ['german', 'de'],
  ['deutsch', 'de'],
  ['ger', 'de'],
  ['french', 'fr'],
  ['français', 'fr'],
  ['francais', 'fr'],
  ['spanish', 'es'],
  ['español', 'es'],
  ['espanol', 'es'],
  ['portuguese', 'pt-BR'],
  ['português', 'pt-BR'],
  ['portugues', 'pt-BR'],
  ['brazilian', 'pt-BR'],
  ['pt', 'pt-BR'],
  ['br', 'pt-BR'],
]);

/** Which of the words was probably meant: a language by its name or with another country, a voice without what stands around its name. */
export function meantWord(text: string, words: readonly string[]): string | undefined {
  const plain = text.trim().toLowerCase();
  const first = plain.split(/[-_]/, 1)[0] ?? plain;
  const candidates = new Set([
    plain,
    MEANT.get(plain),
    first,
    MEANT.get(first),
    `polly.${plain}-neural`,
    `${plain}-neural`,
  ]);
  return words.find((word) => candidates.has(word.toLowerCase()) || candidates.has(word)) ?? nearestWord(text, words);
}
