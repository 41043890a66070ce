import type { Language, Manner } from '../../language/language';
import { languageOf, mannerOf } from '../../language/voices';
import type { Fault } from './fault';
import { keyPath } from './path';

/** What of a roster, a team or an agent says how people are spoken to. */
interface Wanted {
  readonly path: string;
  readonly language?: Language | undefined;
  readonly voice?: string | undefined;
}

/** How people are spoken to: by what is written here, else by what holds around it, else by the language's usual voice. */
export function mannerIn({ path, language, voice }: Wanted, around: Manner, faults: Fault[]): Manner {
  const spoken = language ?? around.language;
  if (voice !== undefined && languageOf(voice) !== spoken) {
    faults.push({ path: keyPath(path, 'voice'), what: 'other-language', value: voice, language: spoken });
  }
  return mannerOf(spoken, voice, around.voice);
}
