import type { Catalogue, Trouble } from './catalogue';
import { pluralsOf } from './plural';

const plural = pluralsOf('en');

/** English. Times are written as in "Sun 03:14 GMT". */
export const EN: Catalogue = {
  locale: 'en-GB',
  people: {
    somebody: 'Somebody',
    somebodyWhoLeft: 'Somebody who has left the roster',
    fallbackNumber: (number) => `fallback number ${number}`,
  },
  signs: {
    link: 'a link',
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
  alarm: {
    unknown: (text) => `Unknown alert: ${text}`,
    withoutText: 'a message without text.',
    noData: 'It sends no data.',
    deleted: 'The alarm was deleted in CloudWatch, so nothing more will be heard of it.',
    measured: (metric, value, compared) => `${metric} is ${value}, ${compared}.`,
    theValue: 'The value',
    compared: {
      '>': (limit) => `over ${limit}`,
      '>=': (limit) => `at or over ${limit}`,
      '<': (limit) => `under ${limit}`,
      '<=': (limit) => `at or under ${limit}`,
    },
    notBetween: (low, high) => `not between ${low} and ${high}`,
  },
  speech: {
    opening: (team) => `On-call alert for ${team}:`,
    reminder: (team) => `Reminder for ${team}, still in alarm:`,
    keys: 'Press 1 at any time to take it, 2 to pass, 3 to repeat.',
    reminderKeys: 'Press 1 if you are on it, 2 to pass, 3 to repeat.',
    prompt: 'Press 1 to take it, 2 to pass it on.',
    reminderPrompt: 'Press 1 if you are on it, 2 to pass it on.',
    youTookIt: (at) => `You took it at ${at}.`,
    where: (place) => `In ${place}.`,
    accountEndingIn: (digits) => `account ending in ${digits}`,
    thatWasIt: 'That was the text of the alarm.',
    anAlarm: 'An alarm whose name is not known.',
    moreAlarms: (count) => plural(count, { one: 'And one more alarm.', other: `And ${count} more alarms.` }),
    asksYou: (owner) => `${owner} asks you to take it over.`,
    trouble: troubleInEnglish,
    comesAndGoes: (times) => `It comes and goes: ${times} times so far.`,
    notConfirmed:
      'I could not confirm that you have it. A message will tell you. If none comes, the next agent is called. Goodbye.',
    notPassedOn: 'The next agent could not be called just now. It is tried again shortly. Goodbye.',
    youHaveIt: 'You have it.',
    detailsFollow: 'The details follow by message.',
    goodbye: 'Goodbye.',
    alreadyTaken: (by) => `${by} has taken it. You need not do anything. Goodbye.`,
    yours: 'You have it already. Goodbye.',
    recovered: 'The alarm has recovered. You need not do anything. Goodbye.',
    closedByHand: 'This alert was closed by hand. You need not do anything. Goodbye.',
    overAndGone: 'This alert is over. You need not do anything. Goodbye.',
    unconfirmed:
      'I cannot find out whether this alert is still open. Please treat it as open and look at it now. Goodbye.',
    superseded: 'The next agent is being called. You need not do anything. Goodbye.',
    nobodyLeft: 'Nobody is left to call. Everyone on the team gets a message. Goodbye.',
    callingNow: (agent) => `Calling ${agent} now. Goodbye.`,
    calledShortly: (agent) => `${agent} will be called shortly. Goodbye.`,
  },
  sms: {
    youHaveIt: 'You have it',
    moreForYou: (count) => plural(count, { one: 'One more for you', other: `${count} more for you` }),
    recovered: 'Recovered',
    closedByHand: 'Closed by hand',
    leftToYou: 'Left to you',
    leftToAll: 'Left to all of you',
    nobodyHasIt: 'NOBODY HAS THIS',
    has: (owner) => `${owner} has it`,
    stillYours: 'Nobody took it over, you still have it',
    comesAndGoes: 'Comes and goes',
    impossible: 'NO PHONE CAN BE CALLED',
    callsUsedUp: 'CALLS USED UP',
    callingYou: 'Calling you',

    noLongerWatched: 'nothing more can be known of it, so it is no longer watched.',
    afterAll: (owner) => `${owner} has it after all`,
    notYoursAnyMore: (owner) => `${owner} has it now, you no longer do`,
    itComesAndGoes: 'It comes and goes',
    flapsWithinTheHour: (times) => `${times} times within the hour: you hear again when it stops.`,
    flapsSoFar: (times) => `It comes and goes, ${times} times so far.`,
    callsMade: (count) => plural(count, { one: '1 call made', other: `${count} calls made` }) + ', nobody took it',
    nobodyCalled: 'Nobody could be called',
    textsUsedUp: (count, time) =>
      `The hour's ${count} SMS are used up: the next one comes no sooner than ${time}. "oncall status" tells more.`,
    callsWithinTheHour: (count) => `${count} calls were made within the hour, so the next one waits.`,
    nobodyHasThis: 'Nobody has this',
    hasThis: (owner) => `${owner} has this`,
    causes: {
      flow: 'the Studio flow is missing or not published. Run "oncall doctor".',
      'caller-id': 'the caller ID is not a number of this account. Run "oncall doctor".',
      account: 'the Twilio account is suspended or out of money. Look at the Twilio console.',
      unreachable: 'Twilio starts no call for us. It is tried again.',
    },
    since: (time) => `since ${time}`,
    andMore: (count) => `And ${count} more.`,
    restInConsole: 'The rest is in the AWS console.',
    restInStatus: 'The rest: "oncall status".',
    outside: (value, low, high) => `${value}, outside ${low} to ${high}`,
    moreInStatus: (count) => `And ${count} more: see "oncall status".`,
    earlierOver: (count) =>
      plural(count, { one: 'And 1 earlier one is over.', other: `And ${count} earlier ones are over.` }),
    onlyEarlier: (count, team) =>
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
