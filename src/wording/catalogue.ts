/**
 * Every sentence that the system says or sends, for one language. Another language is one more file with an object of this type, and
 * the compiler says what it lacks. What goes into a call or an SMS, in which order and in how many characters, is not decided here.
 *
 * The first sentence of a call says who calls and why: iOS call screening passes it on, and a person woken at 3 a.m. needs it. No
 * sentence says "you have it" but the one after the board said so. A name in a spoken sentence has been made fit for a voice; a time
 * is the text that `Intl` makes of it.
 */
export interface Catalogue {
  /** BCP 47: by whose rules times are written. */
  readonly locale: string;
  readonly people: PeopleWords;
  readonly signs: SignWords;
  readonly alarm: AlarmPhrases;
  readonly speech: SpeechWords;
  readonly sms: SmsWords;
}

/** What somebody is called who has no name. */
interface PeopleWords {
  /** Nobody knows who it is. */
  readonly somebody: string;
  readonly somebodyWhoLeft: string;
  readonly fallbackNumber: (number: number) => string;
}

/** How a voice says what is written as a sign. */
export interface SignWords {
  readonly link: string;
  /** The name of each currency, by its sign, as it is said after an amount. */
  readonly currencies: Readonly<Record<CurrencySign, string>>;
  readonly celsius: string;
  readonly fahrenheit: string;
  readonly degrees: string;
  readonly plusMinus: string;
  readonly about: string;
  readonly times: string;
  readonly equals: string;
  readonly isNot: string;
  readonly over: string;
  readonly under: string;
  readonly atLeast: string;
  readonly atMost: string;
  readonly to: string;
  readonly and: string;
}

/** What is told of an alarm around its own text, by voice and in writing; what was measured, by voice alone. */
interface AlarmPhrases {
  /** Before a text of which nobody knows what kind of message it is. */
  readonly unknown: (text: string) => string;
  /** In place of that text. */
  readonly withoutText: string;
  readonly noData: string;
  /** CloudWatch has it no more. */
  readonly deleted: string;
  readonly measured: (metric: string, value: string, compared: string) => string;
  /** In place of a metric that is not known. */
  readonly theValue: string;
  /** How a value stands to its limit. */
  readonly compared: Readonly<Record<'>' | '>=' | '<' | '<=', (limit: string) => string>>;
  readonly notBetween: (low: string, high: string) => string;
}

export type CurrencySign = '$' | '€' | '£' | '¥' | '¢' | '₹' | '₩' | '₽' | '₺' | '₪' | '₫' | '₴' | '₱' | '฿';

/** Why the people who are called are not those whom the roster should have named. */
export type Trouble =
  { readonly is: 'unreadable' } | { readonly is: 'nobody' } | { readonly is: 'no-team'; readonly team: string };

interface SpeechWords {
  /** Who calls, before what is wrong is said. */
  readonly opening: (team: string) => string;
  readonly reminder: (team: string) => string;
  /** After the alarm's own text was read by the voice of another language, in place of what is wrong. */
  readonly thatWasIt: string;
  /** What each key does: 1, 2 and 3. */
  readonly keys: string;
  readonly reminderKeys: string;
  /** Once more, and short: 1 and 2. */
  readonly prompt: string;
  readonly reminderPrompt: string;
  readonly youTookIt: (at: string) => string;
  /** Where it is: an account, a region, or both. */
  readonly where: (place: string) => string;
  readonly accountEndingIn: (digits: string) => string;
  /** What is said of an alarm of which nothing is known. */
  readonly anAlarm: string;
  readonly moreAlarms: (count: number) => string;
  readonly asksYou: (owner: string) => string;
  readonly trouble: (trouble: Trouble) => string;
  readonly comesAndGoes: (times: number) => string;
  /** To whoever pressed 1 when nothing could be written down. */
  readonly notConfirmed: string;
  /** To whoever passed it on when nothing could be done about that. */
  readonly notPassedOn: string;
  readonly youHaveIt: string;
  readonly detailsFollow: string;
  readonly goodbye: string;
  readonly alreadyTaken: (by: string) => string;
  /** To whoever took it by another way while this call was on its way. */
  readonly yours: string;
  readonly recovered: string;
  readonly closedByHand: string;
  readonly overAndGone: string;
  /** "You need not do anything" might be wrong, so it is not said. */
  readonly unconfirmed: string;
  readonly superseded: string;
  readonly nobodyLeft: string;
  readonly callingNow: (agent: string) => string;
  readonly calledShortly: (agent: string) => string;
}

/** Why no phone at all can be rung. */
type Cause = 'flow' | 'caller-id' | 'account' | 'unreachable';

interface SmsWords {
  /** The first words of an SMS, which say what kind of news it is. */
  readonly youHaveIt: string;
  readonly moreForYou: (count: number) => string;
  readonly recovered: string;
  readonly closedByHand: string;
  readonly leftToYou: string;
  readonly leftToAll: string;
  readonly nobodyHasIt: string;
  readonly has: (owner: string) => string;
  readonly stillYours: string;
  readonly comesAndGoes: string;
  readonly impossible: string;
  readonly callsUsedUp: string;
  readonly callingYou: string;

  readonly noLongerWatched: string;
  readonly afterAll: (owner: string) => string;
  readonly notYoursAnyMore: (owner: string) => string;
  readonly itComesAndGoes: string;
  readonly flapsWithinTheHour: (times: number) => string;
  readonly flapsSoFar: (times: number) => string;
  readonly callsMade: (count: number) => string;
  readonly nobodyCalled: string;
  readonly textsUsedUp: (count: number, time: string) => string;
  readonly callsWithinTheHour: (count: number) => string;
  readonly nobodyHasThis: string;
  readonly hasThis: (owner: string) => string;
  readonly causes: Readonly<Record<Cause, string>>;
  readonly since: (time: string) => string;
  readonly andMore: (count: number) => string;
  readonly moreInStatus: (count: number) => string;
  /** Where the rest of a text is that did not fit. */
  readonly restInConsole: string;
  readonly restInStatus: string;
  /** A value that should lie between two limits. */
  readonly outside: (value: string, low: string, high: string) => string;
  readonly earlierOver: (count: number) => string;
  /** The whole SMS to somebody of whose incidents only the number is known. */
  readonly onlyEarlier: (count: number, team: string) => string;
}
