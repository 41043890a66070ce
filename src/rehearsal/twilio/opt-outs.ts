/** What Twilio itself does with a message of one word (support article "Twilio support for opt-out keywords"). */
export type OptOutWord = 'stop' | 'start' | 'help';

const WORDS: Readonly<Record<OptOutWord, readonly string[]>> = {
  stop: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'],
  start: ['START', 'YES', 'UNSTOP'],
  help: ['HELP', 'INFO'],
};

/** What Twilio answers, in words of our own. */
export const ANSWERS: Readonly<Record<OptOutWord, string>> = {
  stop: 'You are unsubscribed and get no more messages from this number. Reply START to get them again.',
  start: 'You get messages from this number again. Reply HELP for help, STOP to unsubscribe.',
  help: 'Reply STOP to unsubscribe. Message and data rates may apply.',
};

/** Who has told which number of the account to stop. */
export class OptOuts {
  readonly #pairs = new Set<string>();

  isOut(number: string, phone: string): boolean {
    return this.#pairs.has(`${number} ${phone}`);
  }

  /** Hears a message to a number; returns what Twilio takes it for, or undefined for any other message. */
  hear(number: string, phone: string, text: string): OptOutWord | undefined {
    const said = text.trim().toUpperCase();
    const word = (['stop', 'start', 'help'] as const).find((each) => WORDS[each].includes(said));
    if (word === 'stop') this.#pairs.add(`${number} ${phone}`);
    if (word === 'start') this.#pairs.delete(`${number} ${phone}`);
    return word;
  }
}
