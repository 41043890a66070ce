import { pluralsOf } from './plural';

const plural = pluralsOf('en');

/** What is of the same shape, and cannot be changed. */
export type Frozen<Words> = {
  readonly [Key in keyof Words]: Words[Key] extends object
    ? Words[Key] extends (...args: never[]) => string
      ? Words[Key]
      : Frozen<Words[Key]>
    : Words[Key];
};

/**
 * Every sentence that the system says or sends, for one language. Another language is one more file with an object of this type, and
 * the compiler says what it lacks. What goes into a call or an SMS, in which order and in how many characters, is not decided here.
 *
 * The first sentence of a call says who calls and why: iOS call screening passes it on, and a person woken at 3 a.m. needs it. No
 * sentence says "you have it" but the one after the board said so. A name in a spoken sentence has been made fit for a voice; a time
 * is the text that `Intl` makes of it.
 */
export type Catalogue = Frozen<typeof EN>;

/** How a voice says what is written as a sign. */
export type SignWords = Catalogue['signs'];

/** Why the people who are called are not those whom the roster should have named. */
export type Trouble =
  { readonly is: 'unreadable' } | { readonly is: 'nobody' } | { readonly is: 'no-team'; readonly team: string };

/** English, in the order of the keys that every language has. Times are written as in "Sun 03:14 GMT". */
export const EN = {
  /** BCP 47: by whose rules times are written. */
  locale: 'en-GB',
  /** What somebody is called who has no name. */
  people: {
    /** Nobody knows who it is. */
    somebody: 'Somebody',
    somebodyWhoLeft: 'Somebody who has left the roster',
    fallbackNumber: (number: number) => `fallback number ${number}`,
  },
  /** How a voice says what is written as a sign. */
  signs: {
    link: 'a link',
    /** The name of each currency, by its sign, as it is said after an amount. */
    currencies: {
      $: 'dollars',
      '€': 'euros',
      '£': 'pounds',
      '¥': 'yen',
      '¢': 'cents',
      '₹': 'rupees',
      '₩': 'won',
      '₽': 'roubles',
      '₺': 'lira',
      '₪': 'shekels',
      '₫': 'dong',
      '₴': 'hryvnias',
      '₱': 'pesos',
      '฿': 'baht',
    },
    celsius: 'degrees Celsius',
    fahrenheit: 'degrees Fahrenheit',
    degrees: 'degrees',
    plusMinus: 'plus or minus',
    about: 'about',
    times: 'times',
    equals: 'equals',
    isNot: 'is not',
    over: 'over',
    under: 'under',
    atLeast: 'at least',
    atMost: 'at most',
    to: 'to',
    and: 'and',
  },
  /** What is told of an alarm around its own text, by voice and in writing; what was measured, by voice alone. */
  alarm: {
    /** Before a text of which nobody knows what kind of message it is. */
    unknown: (text: string) => `Unknown alert: ${text}`,
    /** In place of that text. */
    withoutText: 'a message without text.',
    noData: 'It sends no data.',
    /** CloudWatch has it no more. */
    deleted: 'The alarm was deleted in CloudWatch, so nothing more will be heard of it.',
    measured: (metric: string, value: string, compared: string) => `${metric} is ${value}, ${compared}.`,
    /** In place of a metric that is not known. */
    theValue: 'The value',
    /** How a value stands to its limit. */
    compared: {
      '>': (limit: string) => `over ${limit}`,
      '>=': (limit: string) => `at or over ${limit}`,
      '<': (limit: string) => `under ${limit}`,
      '<=': (limit: string) => `at or under ${limit}`,
    },
    notBetween: (low: string, high: string) => `not between ${low} and ${high}`,
  },
  speech: {
    /** Who calls, before what is wrong is said. */
    opening: (team: string) => `On-call alert for ${team}:`,
    reminder: (team: string) => `Reminder for ${team}, still in alarm:`,
    /** What each key does: 1, 2 and 3. */
    keys: 'Press 1 at any time to take it, 2 to pass, 3 to repeat.',
    reminderKeys: 'Press 1 if you are on it, 2 to pass, 3 to repeat.',
    /** Once more, and short: 1 and 2. */
    prompt: 'Press 1 to take it, 2 to pass it on.',
    reminderPrompt: 'Press 1 if you are on it, 2 to pass it on.',
    youTookIt: (at: string) => `You took it at ${at}.`,
    /** Where it is: an account, a region, or both. */
    where: (place: string) => `In ${place}.`,
    accountEndingIn: (digits: string) => `account ending in ${digits}`,
    /** After the alarm's own text was read by the voice of another language, in place of what is wrong. */
    thatWasIt: 'That was the text of the alarm.',
    /** What is said of an alarm of which nothing is known. */
    anAlarm: 'An alarm whose name is not known.',
    moreAlarms: (count: number) => plural(count, { one: 'And one more alarm.', other: `And ${count} more alarms.` }),
    asksYou: (by: string) => `${by} asks you to take it over.`,
    /** Where nobody knows who asks. */
    youAreAsked: 'You are asked to take it over.',
    trouble: troubleInEnglish,
    comesAndGoes: (times: number) => `It comes and goes: ${times} times so far.`,
    /** To an agent who pressed 1 when nothing could be written down. */
    notConfirmed:
      'I could not confirm that you have it. A message will tell you. If none comes, the next agent is called. Goodbye.',
    /** To an agent who passed it on when nothing could be done about that. */
    notPassedOn: 'The next agent could not be called just now. It is tried again shortly. Goodbye.',
    youHaveIt: 'You have it.',
    detailsFollow: 'The details follow by message.',
    goodbye: 'Goodbye.',
    alreadyTaken: (by: string) => `${by} has taken it. You need not do anything. Goodbye.`,
    /** To an agent who took it by another way while this call was on its way. */
    yours: 'You have it already. Goodbye.',
    recovered: 'The alarm has recovered. You need not do anything. Goodbye.',
    closedByHand: 'This alert was closed by hand. You need not do anything. Goodbye.',
    overAndGone: 'This alert is over. You need not do anything. Goodbye.',
    /** "You need not do anything" might be wrong, so it is not said. */
    unconfirmed:
      'I cannot find out whether this alert is still open. Please treat it as open and look at it now. Goodbye.',
    superseded: 'The next agent is being called. You need not do anything. Goodbye.',
    nobodyLeft: 'Nobody is left to call. Everyone on the team gets a message. Goodbye.',
    callingNow: (agent: string) => `Calling ${agent} now. Goodbye.`,
    calledShortly: (agent: string) => `${agent} will be called shortly. Goodbye.`,
  },
  sms: {
    /** The first words of an SMS, which say what kind of news it is. */
    youHaveIt: 'You have it',
    moreForYou: (count: number) => plural(count, { one: 'One more for you', other: `${count} more for you` }),
    recovered: 'Recovered',
    closedByHand: 'Closed by hand',
    leftToYou: 'Left to you',
    leftToAll: 'Left to all of you',
    nobodyHasIt: 'NOBODY HAS THIS',
    has: (owner: string) => `${owner} has it`,
    stillYours: 'Nobody took it over, you still have it',
    comesAndGoes: 'Comes and goes',
    impossible: 'NO PHONE CAN BE CALLED',
    callsUsedUp: 'CALLS USED UP',
    callingYou: 'Calling you',

    noLongerWatched: 'nothing more can be known of it, so it is no longer watched.',
    afterAll: (owner: string) => `${owner} has it after all`,
    notYoursAnyMore: (owner: string) => `${owner} has it now, you no longer do`,
    itComesAndGoes: 'It comes and goes',
    flapsWithinTheHour: (times: number) => `${times} times within the hour: you hear again when it stops.`,
    flapsSoFar: (times: number) => `It comes and goes, ${times} times so far.`,
    callsMade: (count: number) =>
      plural(count, { one: '1 call made', other: `${count} calls made` }) + ', nobody took it',
    nobodyCalled: 'Nobody could be called',
    textsUsedUp: (count: number, time: string) =>
      `The hour's ${count} SMS are used up: the next one comes no sooner than ${time}. "oncall status" tells more.`,
    callsWithinTheHour: (count: number) => `${count} calls were made within the hour, so the next one waits.`,
    nobodyHasThis: 'Nobody has this',
    hasThis: (owner: string) => `${owner} has this`,
    causes: {
      flow: 'the Studio flow is missing or not published. Run "oncall doctor".',
      'caller-id': 'the caller ID is not a number of this account. Run "oncall doctor".',
      account: 'the Twilio account is suspended or out of money. Look at the Twilio console.',
      unreachable: 'Twilio starts no call for us. It is tried again.',
    },
    since: (time: string) => `since ${time}`,
    andMore: (count: number) => `And ${count} more.`,
    /** Where the rest of a text is that did not fit. */
    restInConsole: 'The rest is in the AWS console.',
    restInStatus: 'The rest: "oncall status".',
    /** A value that should lie between two limits. */
    outside: (value: string, low: string, high: string) => `${value}, outside ${low} to ${high}`,
    moreInStatus: (count: number) => `And ${count} more: see "oncall status".`,
    earlierOver: (count: number) =>
      plural(count, { one: 'And 1 earlier one is over.', other: `And ${count} earlier ones are over.` }),
    /** The whole SMS to somebody of whose incidents only the number is known. */
    onlyEarlier: (count: number, team: string) =>
      plural(count, {
        one: `One earlier incident is over or left to you (${team}); "oncall history" names it.`,
        other: `${count} earlier incidents are over or left to you (${team}); "oncall history" names them.`,
      }),
  },
};

function troubleInEnglish(trouble: Trouble): string {
  switch (trouble.is) {
    case 'unreadable':
      return 'The on-call roster cannot be read.';
    case 'nobody':
      return 'Nobody is on call, so the fallback numbers are called.';
    case 'no-team':
      return `The roster has no team ${trouble.team}.`;
  }
}
