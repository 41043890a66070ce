import type { PageWords } from './page-words';

/** The page of an incident, in English. */
export const EN_PAGE: PageWords = {
  title: 'On-call incident',
  states: {
    nobody: 'Nobody has this',
    yours: 'You have this',
    calling: (agent) => `${agent} is being called`,
    has: (owner) => `${owner} has this`,
    recovered: 'Recovered',
    closed: 'Closed by hand',
  },
  whatIsWrong: 'What is wrong',
  andMore: (count) => `And ${count} more.`,
  whoWasCalled: 'Who was called',
  nobodyWasCalled: 'Nobody so far.',
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
  whoeverIsNext: 'Whoever is next',
  close: 'Close it',
  forwarding: 'Whoever has this link can do this in your name. Do not forward it.',
  asOf: (time) => `As of ${time}.`,
  badLink: 'This link shows nothing.',
  badLinkHelp:
    'It is incomplete, or too old. The latest message has one that works, or text the word open to the number.',
  failed: 'That could not be done just now.',
  failedHelp: 'Twilio gave no usable answer. Go back and try again.',
};
