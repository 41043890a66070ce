import { AGENT_WORDS } from '../../rehearsal/index';
import { wrap } from '../terminal/wrap';

/** The words of `--agents`, in the column in which help texts explain options. */
export const AGENT_WORDS_HELP = wrap(`words: ${AGENT_WORDS.join(', ')}`, 82).join(`\n${' '.repeat(18)}`);
