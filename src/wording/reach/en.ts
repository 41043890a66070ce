import type { Catalogue, Frozen } from '../en';

/**
 * What people hear, read and see who reach back: who ring the number, text it, or open the link in an SMS. Apart from the other
 * sentences, so that no Function on the way to a phone carries them.
 */
export type ReachWords = Frozen<typeof REACH_EN>;

/** All words of a language. */
export type ReachCatalogue = Catalogue & { readonly reach: ReachWords };

/** What is said, sent and shown in English to people who reach back. */
export const REACH_EN = {
  /** What became of an order; sentences without their end. */
  outcomes: {
    taken: 'You have it',
    already: 'You have it already',
    theirs: (owner: string) => `${owner} has it`,
    over: 'It is over already',
    closed: 'It is closed',
    isCalled: (agent: string) => `${agent} is being called`,
    passedOn: 'The next agent is being called',
    calling: 'Agents are being called about it already',
    busy: 'Agents are being called about something else; pass it on when somebody has that',
    alone: 'There is nobody else to call',
    unknown: 'Nobody of that name is on the team',
  },
  /** In which state an incident is; phrases. */
  states: {
    nobody: 'nobody has it',
    yours: 'you have it',
    calling: (agent: string) => `${agent} is being called`,
    has: (owner: string) => `${owner} has it`,
  },
  nothingOpen: 'Nothing is open for your teams.',
  /** Who is on call now, and when somebody is. */
  duty: {
    onCall: (team: string, agent: string) => `${team}: ${agent} is on call.`,
    onCallUntil: (team: string, agent: string, until: string) => `${team}: ${agent} is on call until ${until}.`,
    nobody: (team: string) => `${team}: nobody is on call.`,
    you: (team: string) => `${team}: you are on call now.`,
    youUntil: (team: string, until: string) => `${team}: you are on call now, until ${until}.`,
    next: (team: string, from: string) => `${team}: your next shift begins on ${from}.`,
    none: 'You have no shift in the next five weeks.',
  },
  voice: {
    /** All that a stranger hears, whatever is open. */
    stranger: 'This number makes automatic calls only. Goodbye.',
    hello: (agent: string) => `On-call line. Hello ${agent}.`,
    askPin: 'This is the on-call line. Key your pin, then the hash key.',
    askCode: 'A code was sent to your phone by message. Key it, then the hash key.',
    wrong: 'That is not right.',
    locked:
      'Too many wrong codes were keyed, so none is taken for an hour. Text the number, or open the link in a message.',
    tooOften: 'You have called often within the hour. Text the number, or open the link in a message. Goodbye.',
    failed: 'That could not be done just now. Please try again. Goodbye.',
    /** Which of how many is told of next. */
    which: (number: number, count: number) =>
      count === 1 ? 'One incident is open.' : `Incident ${number} of ${count}.`,
    keys: 'Press 1 to take it, 2 to pass it on, or 3 to hear it again.',
    keysOfSeveral: 'Press 1 to take it, 2 to pass it on, 3 to hear it again, or 4 for the next one.',
    /** The same of what an agent has: by this way nobody takes it over. */
    keysOfTaken: 'Press 2 to pass it on, or 3 to hear it again.',
    keysOfTakenOfSeveral: 'Press 2 to pass it on, 3 to hear it again, or 4 for the next one.',
    noKey: 'No key was pressed. Goodbye.',
    connecting: 'One moment. You are being connected to the person on call.',
    nobodyAnswers: 'Nobody answers at the moment. Goodbye.',
    askToPage: 'Press 1 to alert the people on call. They will see your number.',
    paged: 'The people on call are being alerted. Goodbye.',
  },
  /** The words that an agent writes are the same in every language. */
  text: {
    help: 'Write 1 to take it, 2 to pass it on, open for what is open, done to close yours, who for who is on call, or next for your next shift.',
    /** Nothing is certain of what was ordered. */
    failed: 'It is not certain that this was done. Write open to see, and try again.',
    noSuchCode: (code: string) => `No incident of your teams has the code ${code}.`,
    /** Before the list of those that are open. `word`: what to write before a code. */
    which: (word: string) => `Which one? Write ${word} and its code:`,
    openNow: 'Open now:',
    code: (code: string) => `${code} is the code for your call to the on-call line. If you did not call, ignore it.`,
    pinWarning:
      'Somebody called the on-call line with your number and keyed three wrong codes. Calls to you are not affected. If it was not you, tell the person who looks after the roster.',
  },
  /** The page that the link in an SMS opens. */
  page: {
    title: 'On-call incident',
    whatIsWrong: 'What is wrong',
    whoWasCalled: 'Who was called',
    nobodyWasCalled: 'Nobody so far.',
    /** What became of a call to somebody, after the name. */
    calls: {
      taken: 'took it',
      declined: 'passed it on',
      'no-key': 'answered and pressed no key',
      busy: 'was busy',
      'no-answer': 'did not answer',
      failed: 'could not be reached',
      'hung-up': 'hung up',
      'timed-out': 'did not answer in time',
      unfinished: 'was called when it was over',
      now: 'is being called',
    },
    take: 'Take it',
    passOn: 'Pass it on',
    whom: 'To whom',
    whoeverIsNext: 'The next agent',
    close: 'Close it',
    forwarding: 'Whoever has this link can do this in your name. Do not forward it.',
    asOf: (time: string) => `As of ${time}.`,
    /** To somebody with a link that shows nothing, and to whom Twilio gave no answer. */
    badLink: 'This link shows nothing.',
    badLinkHelp:
      'It is incomplete, or too old. The latest message has one that works, or text the word open to the number.',
    failed: 'That could not be done just now.',
    failedHelp: 'Twilio gave no usable answer. Go back and try again.',
  },
};
