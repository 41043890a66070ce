import { of } from '../breakage';
import type { Breakage } from '../breakage';

const ERRANDS = 'src/escalation/errands.ts';
const ESCALATION = 'src/incident/escalation.ts';
const OUTBOX = 'src/incident/outbox.ts';
const RECEIVE = 'src/incident/receive.ts';
const TEXTER = 'src/twilio/texter.ts';

/** What people are told by SMS, once and in the end. */
export const TEXT_BREAKAGES: readonly Breakage[] = [
  ...of('outbox', ESCALATION, [
    [
      'owes no details to the taker',
      "return !isNews ? next : owe(next, [taken.by], { kind: 'details', slot }, given.nowMs);",
      'return next;',
    ],
    [
      'corrects nobody who was told that nobody has it',
      "if (incident.isTold) next = correct(next, incident, 'correction', [taken.by]);",
      '',
    ],
    [
      'corrects those who never heard of it',
      'const to = { except: [...except, ...untold], ...(upTo === undefined ? {} : { upTo }) };',
      'const to = { except: [...except, ...(upTo === undefined ? untold : untold)] };',
    ],
    [
      'tells whoever has it that somebody has it',
      "next = sparing(next, taken.by, ['correction', 'taken-over'], slot);",
      '',
    ],
  ]),
  ...of('outbox', OUTBOX, [
    [
      'forgets an SMS that could not be handed over',
      "return handover === 'accepted' || handover === 'refused';",
      "return handover !== 'unknown';",
    ],
    [
      'sends for ever what was refused',
      "return handover === 'accepted' || handover === 'refused';",
      "return handover === 'accepted';",
    ],
    [
      'sends what somebody else is sending',
      'const isFree = owed.lease === undefined || (isVoid && owed.lease.untilMs <= nowMs);',
      'const isFree = true;',
    ],
    [
      'settles what another run has leased',
      'board.outbox.some((owed) => owed.to === text.to && isOurs(owed))',
      'board.outbox.some((owed) => owed.to === text.to)',
    ],
    [
      'sends to any number of people at once',
      'return untried < TOLD_AT_ONCE && outbox.length < MOST_PEOPLE;',
      'return untried >= 0 && outbox.length < MOST_PEOPLE;',
    ],
    [
      'owes any number of people, whatever failed',
      'return untried < TOLD_AT_ONCE && outbox.length < MOST_PEOPLE;',
      'return untried < TOLD_AT_ONCE;',
    ],
    ['leaves out those for whom there was no room', 'return [{ ...news, after }];', 'return [];'],
    [
      'does not correct whoever may have been told',
      'return isFirst && held === undefined && tries === 0 ? [to] : [];',
      'return isFirst ? [to] : [];',
    ],
    [
      'loses what became owed while it was being sent',
      'return isSince(item) ? [{ ...rest, further: further - sentOf - 1, isAgain: true }] : [];',
      'return [];',
    ],
    [
      'names again in the next SMS what the last one told of',
      'if (known.leased === undefined || isSince(known)) return { ...known, further };',
      'if (known.leased !== null) return { ...known, further };',
    ],
    [
      'sends a number twice that two people share',
      'if (phone === undefined || phones.has(phone)) return false;',
      'if (phone === undefined) return false;',
    ],
    ['tries again at once', 'const waitMs = isReady ? 0 :', 'const waitMs = isReady !== null ? 0 :'],
    [
      'owes for ever whoever has left',
      '(hasLeft(plan, to) || nowMs >= sinceMs + TEXT_EXPIRES_MS)',
      'nowMs >= sinceMs + TEXT_EXPIRES_MS',
    ],
    ['owes for ever what is no news', '(hasLeft(plan, to) || nowMs >= sinceMs + TEXT_EXPIRES_MS)', 'hasLeft(plan, to)'],
    [
      'calls at once about what could not be sent once',
      "(handover === 'failed' && tries >= MORE_TRIES)",
      "handover === 'failed'",
    ],
    [
      'calls nobody about what cannot be sent for now',
      "(handover === 'failed' && tries >= MORE_TRIES)",
      "(handover === 'failed' && tries < 0)",
    ],
    ['calls nobody while no SMS leaves', "    handover === 'blocked' ||\n", ''],
  ]),
  ...of('outbox', 'src/escalation/receive.ts', [
    ['sends nothing at a redelivery', "return runErrands(run, team, after, 'moving');", 'return after;'],
  ]),
  ...of('outbox', OUTBOX, [
    ['counts what an outage kept from being sent', ' && board.textsFailSinceMs === undefined;', ';'],
  ]),
  ...of('outbox', ERRANDS, [
    [
      'calls nobody when the SMS about another alarm is refused',
      'return unheard(board, results).reduce(',
      'return unheard(board, results).slice(0, 0).reduce(',
    ],
    [
      'lets what follows spoil an answer that stands',
      'if (!(error instanceof Unreachable)) throw error;\n    run.desk.log',
      'throw error;\n    run.desk.log',
    ],
    [
      'does not make the call that an SMS asks for',
      ': startOwn(run, team, changed.board, urgency);',
      ': changed.board;',
    ],
    [
      'forgets the history when it could not be written',
      'const told = entries.filter((_, index) => recorded[index]);',
      'const told = entries;',
    ],
  ]),
  ...of('outbox', RECEIVE, [
    [
      'calls nobody about the alarms that an SMS stood for',
      'if (isOver && further === 0) return board;',
      'if (isOver) return board;',
    ],
    ['calls about what is over', 'if (isOver && further === 0) return board;', ''],
    [
      'loses count of the alarms that an SMS stood for',
      'unremembered: incident.unremembered + 1 + further - wrong.length - Number(isOver),',
      'unremembered: incident.unremembered + 1 - moved.length - Number(isOver),',
    ],
    [
      'leaves to no heartbeat what no message keeps',
      "startChain(said, joined, 'round', given)",
      "startChain(said, joined, 'alarm', given)",
    ],
    [
      'sends an SMS for each further alarm',
      ': { ...still, moreNotBeforeMs: notBeforeMs + MORE_EVERY_MS };',
      ': still;',
    ],
    [
      'tells everyone again for each further alarm',
      'if (incident === undefined || nowMs < againAtMs - MORE_EVERY_MS) return board;\n  const notBeforeMs = Math.max(nowMs, againAtMs);',
      'if (incident === undefined) return board;\n  const notBeforeMs = nowMs;',
    ],
  ]),
  ...of('doubt', OUTBOX, [
    ['counts a try only after it is made', 'tries: owed.tries + 1,', 'tries: owed.tries,'],
    [
      'never asks what became of an SMS',
      'const stale = board.outbox.filter((owed) => owed.lease !== undefined && owed.lease.untilMs <= nowMs);',
      'const stale = board.outbox.filter((owed) => owed.lease !== undefined && owed.lease.untilMs < 0);',
    ],
    [
      'asks about what is just being sent',
      'const stale = board.outbox.filter((owed) => owed.lease !== undefined && owed.lease.untilMs <= nowMs);',
      'const stale = board.outbox.filter((owed) => owed.lease !== undefined && nowMs > 0);',
    ],
    [
      'lets somebody else send what may have been sent',
      "if (handed.some(({ handover }) => handover === 'unknown' || handover === 'doubtful'))",
      'if (handed.some(({ handover }) => handover === null))',
    ],
    ['gives up what is being sent', '(held === undefined || nowMs >= held.untilMs) && (hasLeft', '(hasLeft'],
  ]),
  ...of('doubt', ERRANDS, [
    ['takes what came since for what was being sent', 'const text = named(board, each, words);', 'const text = each;'],
    [
      'sends again what was sent',
      "return { text, handover: isAmong(sent, text, board, textOf(board, text, words, plan)) ? 'accepted' : 'unsent' };",
      "return { text, handover: 'unsent' };",
    ],
    [
      'takes for sent what was not',
      "return { text, handover: isAmong(sent, text, board, textOf(board, text, words, plan)) ? 'accepted' : 'unsent' };",
      "return { text, handover: 'accepted' };",
    ],
    [
      'sends at once again where nobody can be asked',
      "run.now() < text.leasedAtMs + DOUBT_MS ? 'doubtful' : 'unsent'",
      "'unsent'",
    ],
    [
      'never sends again where nobody can be asked',
      "run.now() < text.leasedAtMs + DOUBT_MS ? 'doubtful' : 'unsent'",
      "'doubtful'",
    ],
    [
      'does not ask at once what became of an SMS without a reply',
      "? 'accepted' : 'failed' };",
      "? 'failed' : 'failed' };",
    ],
    [
      'takes any SMS to the same number for this one',
      'return body.startsWith(lead) && body.includes(first);',
      'return body.length >= 0;',
    ],
    [
      'takes one about another incident for this one',
      'return body.startsWith(lead) && body.includes(first);',
      'return body.startsWith(lead);',
    ],
    [
      'takes an SMS to somebody else for this one',
      'sent.some(({ to, body }) => to === phone && isSame(body, written, codes))',
      'sent.some(({ body }) => isSame(body, written, codes))',
    ],
  ]),
  ...of('doubt', TEXTER, [
    [
      'takes an SMS without a reply for sent',
      "case 'lost':\n          return 'unknown';",
      "case 'lost':\n          return 'accepted';",
    ],
    [
      'takes an SMS without a reply for not sent',
      "case 'lost':\n          return 'unknown';",
      "case 'lost':\n          return 'failed';",
    ],
    ['does not see what Twilio’s clock says was sent before', 'atMs >= sinceMs - CLOCKS_DIFFER_MS', 'atMs >= sinceMs'],
    ['takes an SMS of long ago for this one', 'atMs >= sinceMs - CLOCKS_DIFFER_MS', 'atMs >= 0'],
  ]),
];
