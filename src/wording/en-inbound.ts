import type { InboundWords } from './inbound-words';
import { pluralsOf } from './plural';

const plural = pluralsOf('en');

/** What is said and sent in English to somebody who reaches back. */
export const EN_INBOUND: InboundWords = {
  outcomes: {
    taken: 'You have it',
    already: 'You have it already',
    theirs: (owner) => `${owner} has it`,
    over: 'It is over already',
    closed: 'It is closed',
    isCalled: (agent) => `${agent} is being called`,
    passedOn: 'The next agent is being called',
    calling: 'Agents are being called about it already',
    busy: 'Agents are being called about something else; pass it on when somebody has that',
    alone: 'There is nobody else to call',
    unknown: 'Nobody of that name is on the team',
  },
  states: {
    nobody: 'nobody has it',
    yours: 'you have it',
    calling: (agent) => `${agent} is being called`,
    has: (owner) => `${owner} has it`,
  },
  voice: {
    stranger: 'This number makes automatic calls only. Goodbye.',
    hello: (agent) => `On-call line. Hello ${agent}.`,
    askPin: 'This is the on-call line. Key your pin, then the hash key.',
    askCode: 'A code was sent to your phone by message. Key it, then the hash key.',
    wrong: 'That is not right.',
    locked:
      'Too many wrong codes were keyed, so none is taken for an hour. Text the number, or open the link in a message.',
    tooOften: 'You have called often within the hour. Text the number, or open the link in a message. Goodbye.',
    failed: 'That could not be done just now. Please try again. Goodbye.',
    nothingOpen: 'Nothing is open for your teams.',
    which: (number, count) => plural(count, { one: 'One incident is open.', other: `Incident ${number} of ${count}.` }),
    keys: 'Press 1 to take it, 2 to pass it on, or 3 to hear it again.',
    keysOfSeveral: 'Press 1 to take it, 2 to pass it on, 3 to hear it again, or 4 for the next one.',
    noKey: 'No key was pressed. Goodbye.',
    connecting: 'One moment. You are being connected to the person on call.',
    nobodyAnswers: 'Nobody answers at the moment. Goodbye.',
    askToPage: 'Press 1 to alert the people on call. They will see your number.',
    paged: 'The people on call are being alerted. Goodbye.',
  },
  text: {
    failed: 'It is not certain that this was done. Write open to see, and try again.',
    help: 'Write 1 to take it, 2 to pass it on, open for what is open, done to close yours, who for who is on call, or next for your next shift.',
    nothingOpen: 'Nothing is open for your teams.',
    noSuchCode: (code) => `No incident of your teams has the code ${code}.`,
    which: (word) => `Which one? Write ${word} and its code:`,
    openNow: 'Open now:',
    andMore: (count) => `And ${count} more.`,
    onCall: (team, agent) => `${team}: ${agent} is on call.`,
    onCallUntil: (team, agent, until) => `${team}: ${agent} is on call until ${until}.`,
    nobodyOnCall: (team) => `${team}: nobody is on call.`,
    onDutyAlways: (team) => `${team}: you are on call now.`,
    onDutyUntil: (team, until) => `${team}: you are on call now, until ${until}.`,
    nextShift: (team, from) => `${team}: your next shift begins on ${from}.`,
    noShift: 'You have no shift in the next five weeks.',
    code: (code) => `${code} is the code for your call to the on-call line. If you did not call, ignore it.`,
    pinWarning:
      'Somebody called the on-call line with your number and keyed three wrong codes. Calls to you are not affected. If it was not you, tell whoever looks after the roster.',
  },
};
