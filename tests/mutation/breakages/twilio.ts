import { of } from '../breakage';
import type { Breakage } from '../breakage';

const REQUESTS = 'src/twilio/requests.ts';
const PAGER = 'src/twilio/pager.ts';
const OBSTACLES = 'src/twilio/obstacles.ts';
const MAP = 'src/twilio/sync-map.ts';
const DOCUMENT = 'src/twilio/sync-document.ts';

/** What is believed of what Twilio says, and what is told of what it does not do for us. */
export const TWILIO_BREAKAGES: readonly Breakage[] = [
  ...of('replies', REQUESTS, [
    [
      'waits for Twilio as long as Twilio likes',
      'await within(limitMs, this.#sent(request))',
      'await this.#sent(request)',
    ],
    [
      'begins a request when no time is left',
      "if (leftMs <= 0) throw new Unreachable('The time that a Function may run is used up.');",
      '',
    ],
    [
      'takes the refusal of a proxy for Twilio’s',
      'return status < 500 && Number.isInteger(code) && code >= 10_000;',
      'return status < 500;',
    ],
    [
      'takes an error of a server for a refusal',
      'return status < 500 && Number.isInteger(code) && code >= 10_000;',
      'return Number.isInteger(code) && code >= 10_000;',
    ],
    [
      'takes what it cannot read for granted',
      "return value === undefined ? { is: 'lost', why: NOT_ASKED_FOR } : { is: 'granted', value };",
      "return { is: 'granted', value: value as Value };",
    ],
  ]),
  ...of('replies', 'src/twilio/page.ts', [
    [
      'takes any page for an empty one',
      'return Array.isArray(items) ? items : undefined;',
      'return Array.isArray(items) ? items : [];',
    ],
  ]),
  ...of('replies', PAGER, [
    [
      'takes another flow’s execution for the one that it asked for',
      "return isSid('FN', sid) && field(reply, 'flow_sid') === flow ? sid : undefined;",
      "return isSid('FN', sid) ? sid : undefined;",
    ],
    [
      'takes anything for the SID of an execution',
      "return isSid('FN', sid) && field(reply, 'flow_sid') === flow ? sid : undefined;",
      "return field(reply, 'flow_sid') === flow ? String(sid) : undefined;",
    ],
    [
      'takes another execution’s status for the one that it asked for',
      "return field(reply, 'sid') === execution && isKnown ? status : undefined;",
      'return isKnown ? status : undefined;',
    ],
    [
      'takes any status for one of Studio’s',
      "return field(reply, 'sid') === execution && isKnown ? status : undefined;",
      "return field(reply, 'sid') === execution ? (status as Status) : undefined;",
    ],
    [
      'takes another execution’s context for the one that it asked for',
      "field(reply, 'execution_sid') === execution ? { context: field(reply, 'context') } : undefined,",
      "({ context: field(reply, 'context') }),",
    ],
    [
      'takes any 409 for a call that goes on, whatever its code',
      'if (refusal.status === 409 && refusal.code === 20409) {',
      'if (refusal.status === 409) {',
    ],
    [
      'takes anything for the SID of the other execution',
      "if (isSid('FN', sid)) return { is: 'conflict'",
      "if (typeof sid === 'string') return { is: 'conflict'",
    ],
    [
      'takes any reply for a call that was hung up',
      "(reply) => (field(reply, 'sid') === callSid ? callSid : undefined),",
      '() => callSid,',
    ],
    [
      'takes any list for one of calls',
      "if (calls === undefined || sids?.every((sid) => isSid('CA', sid)) !== true) return undefined;",
      'if (calls === undefined || sids === undefined) return undefined;',
    ],
  ]),
  ...of('replies', DOCUMENT, [
    [
      'takes another document for the one that it asked for',
      "if (field(reply, 'unique_name') !== uniqueName || revision === undefined) return undefined;",
      'if (revision === undefined) return undefined;',
    ],
    [
      'takes a document without a revision',
      "return typeof value === 'string' && value !== '' ? (value as Revision) : undefined;",
      "return typeof value === 'string' ? (value as Revision) : undefined;",
    ],
  ]),
  ...of('replies', MAP, [
    [
      'takes another item for the one that it asked for',
      'return item?.key === key ? item : undefined;',
      'return item;',
    ],
    [
      'takes an item without a revision',
      "typeof revision !== 'string' || revision === '') return undefined;",
      "typeof revision !== 'string') return undefined;",
    ],
  ]),
  ...of('replies', 'src/twilio/texter.ts', [
    [
      'takes any reply for an SMS that was accepted',
      "return isSid('SM', sid) || isSid('MM', sid) ? sid : undefined;",
      'return String(sid);',
    ],
  ]),
  ...of('replies', 'src/twilio/history-list.ts', [
    [
      'takes any reply for an entry that was kept',
      "return typeof index === 'number' ? index : undefined;",
      'return Number(index);',
    ],
  ]),
  ...of('replies', 'src/twilio/due-map.ts', [
    ['reads one page of what is due', 'if (reply.value.length < PAGE) return', 'if (reply.value.length >= 0) return'],
    [
      'takes an unreadable index for an empty one',
      "if (reply.is !== 'granted') throw",
      "if (reply.is !== 'granted') return []; if (reply.is !== 'granted') throw",
    ],
  ]),
  ...of('obstacles', PAGER, [
    ['refuses one agent after the other', "if (cause !== undefined) return { is: 'impossible', cause, why };", ''],
    [
      'takes a flow that is missing for Studio’s trouble',
      "if (refusal.status === 404 || refusal.code === 84004) return 'flow';",
      "if (refusal.status < 0) return 'flow';",
    ],
    [
      'takes a caller ID that is not ours for the agent’s number',
      "if (code === 81023 && /\\bFrom\\b/.test(message) && !/\\bTo\\b/.test(message)) return 'caller-id';",
      '',
    ],
    [
      'takes an agent’s number for the caller ID',
      "if (code === 81023 && /\\bFrom\\b/.test(message) && !/\\bTo\\b/.test(message)) return 'caller-id';",
      "if (code === 81023) return 'caller-id';",
    ],
  ]),
  ...of('obstacles', 'src/twilio/cause.ts', [
    ['knows no trouble of our own', "if (ACCOUNT.has(code)) return 'account';", ''],
    ['does not know a suspended account', '  90010, // suspended\n', ''],
    ['does not know a caller ID of another account', '  21660, // belongs to another account\n', ''],
  ]),
  ...of('obstacles', 'src/twilio/texter.ts', [
    [
      'gives an SMS up that our own account cannot send',
      "return isAboutRate(refusal) ? 'failed' : 'blocked';",
      "return isAboutRate(refusal) ? 'failed' : 'refused';",
    ],
    [
      'takes a full queue for an account that cannot send',
      'return status === 429 || code === 21611;',
      'return status < 0 || code < 0;',
    ],
    ['tries a number for ever that cannot get SMS', "if (REFUSED_FOR_GOOD.has(refusal.code)) return 'refused';", ''],
  ]),
  ...of('obstacles', 'src/escalation/start.ts', [
    [
      'tries one number for ever when Twilio speaks of our own fault',
      "return isLast ? passOver(told, attempt.token, 'failing', given) : told;",
      'return told;',
    ],
    [
      'asks once for each agent when none can be called',
      'const isLast = isLastTry(attempt) && cause !== impossible;',
      'const isLast = isLastTry(attempt);',
    ],
    [
      'tells nobody that nobody can be called',
      'const told = tellImpossible(read, cause, given);',
      'const told = cause === undefined ? tellImpossible(read, cause, given) : read;',
    ],
  ]),
  ...of('obstacles', 'src/incident/escalation.ts', [
    [
      'tells it each time',
      'if (incident === undefined || isKnown || given.plan.everyone.length === 0) return board;',
      'if (incident === undefined || given.plan.everyone.length === 0) return board;',
    ],
  ]),
  ...of('obstacles', 'src/incident/answer.ts', [
    [
      'still says that nobody can be called when a phone rings',
      "const silent = withoutKinds(board, ['impossible', 'budget'], incident.slot);",
      'const silent = board;',
    ],
    [
      'believes for ever that nobody can be called',
      'const { impossible: _past, outlived: _over, ...possible } = next;',
      'const possible = next;',
    ],
  ]),
  ...of('obstacles', OBSTACLES, [
    [
      'does not see that the flow is missing',
      "if (reply.is !== 'refused' || reply.refusal.status !== 404) return [];",
      "if (reply.is !== 'refused' || reply.refusal.status !== 0) return [];",
    ],
    [
      'does not see that the caller ID is somebody else’s',
      ': [`CALLER_ID is not a number of this account, so nobody can be called or texted. ${BUY}`];',
      ': [];',
    ],
    [
      'does not see that the caller ID cannot send SMS',
      "...(cannot('sms') ? [`CALLER_ID cannot send SMS, ${NO_SMS}. ${BUY}`] : []),",
      '',
    ],
    [
      'does not see that the account is suspended',
      "return reply.value === 'suspended' || reply.value === 'closed'",
      "return reply.value === 'closed'",
    ],
    [
      'does not see that the account is refused',
      "return causeOf(reply.refusal) === 'account'",
      'return causeOf(reply.refusal) === null',
    ],
    [
      'takes another account for ours',
      "field(account, 'sid') === requests.account ? field(account, 'status') : undefined,",
      "field(account, 'status'),",
    ],
  ]),
];
