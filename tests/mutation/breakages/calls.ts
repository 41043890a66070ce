import { of } from '../breakage';
import type { Breakage } from '../breakage';

const PAGER = 'src/twilio/pager.ts';
const START = 'src/escalation/start.ts';
const SWEEP = 'src/escalation/sweep.ts';
const ANSWERING = 'src/escalation/answer.ts';
const RECEIVING = 'src/escalation/receive.ts';
const ANSWER = 'src/incident/answer.ts';
const ESCALATION = 'src/incident/escalation.ts';
const BUDGET = 'src/incident/budget.ts';

/** Which phone rings, when, and how it comes to an end. */
export const CALL_BREAKAGES: readonly Breakage[] = [
  ...of('claim', ANSWER, [
    ['lets a superseded execution dial', ' || attempt.token !== call.token', ''],
    ['lets an execution of another attempt dial', ' || attempt.number !== call.attempt', ''],
    ['lets a second execution dial', "if (attempt.state.is !== 'starting') return { board, claim: superseded };", ''],
    [
      'dials for an incident that is over',
      'if (over !== undefined) return { board, claim: { manner, ring: false, why: over.why, message: over.message } };',
      '',
    ],
    [
      'says no when the same execution asks again',
      "if (attempt.state.is === 'calling' && attempt.state.execution === call.execution) return { board, claim: yes };",
      '',
    ],
  ]),
  ...of('claim', ESCALATION, [
    [
      'keeps the token when an attempt starts anew',
      'attempt: { ...attempt, token: given.token, failures, state }',
      'attempt: { ...attempt, failures, state }',
    ],
    [
      'leaves an execution that heard of the recovery to dial again',
      '{ ...again, attempt: { ...attempt, token: given.token, state } }',
      'again',
    ],
    [
      'keeps the token when the next agent is called in the place of another',
      'agent: other.agent, token: given.token, passed,',
      'agent: other.agent, passed,',
    ],
  ]),
  ...of('asking Studio', SWEEP, [
    [
      'asks Studio only past the deadline',
      'const seen = await run.desk.pager.look(state.execution, state.flow);',
      "const seen = { is: 'active' as string };",
    ],
    [
      'asks Studio under today’s flow',
      'run.desk.pager.look(state.execution, state.flow)',
      'run.desk.pager.look(state.execution, run.desk.pager.flow)',
    ],
    [
      'takes an unreachable Studio for an ended call',
      "return seen.is === 'ended' ? moveOn",
      "return seen.is !== 'active' ? moveOn",
    ],
    [
      'never starts an attempt again that did not claim',
      'return run.now() - state.sinceMs < CLAIM_AGE_MS ? board : startAnew(run, team, token, urgency);',
      'return board;',
    ],
    [
      'never starts a waiting attempt',
      'return run.now() < state.notBeforeMs ? board : startAnew(run, team, token, urgency);',
      'return board;',
    ],
  ]),
  ...of('asking Studio', ANSWERING, [
    ['believes every event', "if (seen.is === 'active') return 'still-active';", ''],
    [
      'takes an event for done that it could not check',
      "if (seen.is === 'unreachable') throw new Unreachable(seen.why);",
      '',
    ],
    [
      'does not look after the team whose execution has ended',
      "const swept = await sweep(run, call.team, board, 'moving');\n  await runErrands(run, call.team, swept, 'moving');",
      "await runErrands(run, call.team, board, 'moving');",
    ],
    [
      'sends nothing that an ended execution has left owed',
      "  await runErrands(run, call.team, swept, 'moving');\n",
      '  void swept;\n',
    ],
    [
      'rings no phone that became free',
      'await Promise.all(others.map((team) => withoutFailing(run, team, () => phoneFreed(run, team))));',
      'void others;',
    ],
  ]),
  ...of('asking Studio', RECEIVING, [
    ['asks Studio at no redelivery', ': isCalling && !mayAskStudio', ': isCalling || !mayAskStudio'],
  ]),
  ...of('ending before moving on', SWEEP, [
    [
      'rings the next phone while the stuck call lives',
      'if (!(await run.desk.pager.end(execution, flow, attempt.agent.phone))) return marked;',
      'void run.desk.pager.end(execution, flow, attempt.agent.phone);',
    ],
    [
      'ends a call by a decision that was not written',
      "if (attempt?.state.is !== 'ending' || executionOf(attempt) !== execution) return marked;",
      'if (attempt === undefined) return marked;',
    ],
    [
      'never ends a stuck call',
      'if (mayHaveLeftItsCall(state, run.now())) return endStuck(run, team, state, urgency);',
      '',
    ],
  ]),
  ...of('ending before moving on', PAGER, [
    [
      'leaves the call of an ended execution ringing',
      "{ uri: accountAddress(requests.account, 'Calls', callSid), data: { Status: 'completed' } },",
      "{ uri: accountAddress(requests.account, 'Calls', callSid) },",
    ],
    [
      'takes a refused ending for ended',
      'if (!hasEnded && (await isActive(requests, flow, execution))) return false;',
      '',
    ],
    [
      'leaves a call ringing that was dialled while the execution was being ended',
      'const late = live.length > 0 ? calls : await callsTo(requests, phone, callerId);',
      'const late = calls;',
    ],
    [
      'leaves a call ringing that Studio has not named',
      'return (await Promise.all(liveIn(late.value).map((sid) => hangUp(requests, sid)))).every(Boolean);',
      'return true;',
    ],
    [
      'takes a call for ended of which it does not know',
      "if (context.is === 'lost') return false;",
      "if (context.is === 'lost') return true;",
    ],
    [
      'takes an ending without a reply for ended',
      "if (reply.is === 'lost') return false;",
      "if (reply.is === 'lost') return true;",
    ],
    [
      'takes a call for over that Twilio has not hung up',
      "return completed.is === 'granted' || (completed.is === 'refused' && isOver(completed.refusal));",
      'return completed.is !== null;',
    ],
  ]),
  ...of('ending before moving on', ESCALATION, [
    [
      'moves on for any execution',
      'const incident = board.incidents.find(({ attempt }) => executionOf(attempt) === execution);\n  const { attempt } = incident ?? {};',
      'const incident = escalating(board);\n  const { attempt } = incident ?? {};',
    ],
    [
      'moves on past the deadline although the call may live',
      "if (outcome === 'hung-up' && mayHaveLeftItsCall(attempt.state, given.nowMs)) return board;",
      '',
    ],
  ]),
  ...of('ending before moving on', ESCALATION, [
    [
      'waits for whom a stuck execution holds up',
      "? passOver(board, token, 'engaged', given) : restart",
      '? restart(board, token, given) : restart',
    ],
    [
      'waits for ever for a call that cannot be ended',
      'given.nowMs < outlived.foundAtMs + OUTLIVED_MS',
      'given.nowMs > 0',
    ],
  ]),
  ...of('ending before moving on', ANSWER, [
    ['lets a call live for ever', 'deadlineMs: nowMs + lifetimeMs(plan),', 'deadlineMs: nowMs + 1e12,'],
  ]),
  ...of('ending before moving on', START, [
    ['looks for an execution in today’s flow only', 'isAgain ? await pager.flowOf(execution) : undefined', 'undefined'],
    ['ends an execution that somebody else has restarted', '!ownsCurrent(run, current) || ', ''],
    [
      "ends another team's call",
      "if (other.team !== call.team && run.now() < other.deadlineMs) return { is: 'engaged' };",
      '',
    ],
    [
      'takes the execution of another attempt for its own',
      'if (isOurs && other.token === call.token) return',
      'if (isOurs) return',
    ],
    [
      'starts anew for somebody who cannot be verified to be free',
      'if (!(await run.desk.pager.end(outlived.execution, outlived.flow, outlived.phone))) return false;',
      'void run.desk.pager.end(outlived.execution, outlived.flow, outlived.phone);',
    ],
    ['forgets the call that an earlier run could not end', '    if (!(await ended(current))) return current;\n', ''],
  ]),
  ...of('calls', ESCALATION, [
    [
      'makes one call too many',
      'if (madeIn(incident) - incident.callsBefore >= given.plan.maxCalls) return',
      'if (madeIn(incident) - incident.callsBefore > given.plan.maxCalls) return',
    ],
    [
      'redials while the last call may still hang up',
      "return notBeforeMs > nowMs ? { is: 'waiting', notBeforeMs, why: 'redial' } : { is: 'starting', sinceMs: nowMs };",
      "return { is: 'starting', sinceMs: nowMs };",
    ],
    [
      'redials a phone that was left for another incident',
      'const left = callOver(board, hashOf(phone), nowMs);',
      'const left = board;',
    ],
    [
      'lets a call ring on that waited when somebody took it by another way',
      'return { ...left, outlived: { execution, flow: attempt.state.flow, phone, foundAtMs: nowMs } };',
      'return left;',
    ],
    [
      'calls the next agent beside a call that was passed on by text',
      'return { ...next, outlived: { execution, flow, phone, foundAtMs: given.nowMs } };',
      'return next;',
    ],
    [
      'redials a phone that another incident has just rung',
      'const next = callOver(left, hashOf(attempt.agent.phone), given.nowMs);',
      'const next = left;',
    ],
    [
      'calls a refused number again',
      'const refused = [...before.refused, hashOf(attempt.agent.phone)].slice(-MOST_PASSED);',
      'const { refused } = before;',
    ],
    [
      'tries refused numbers for ever',
      'if (next === undefined || refused.length >= MOST_PASSED) {',
      'if (next === undefined) {',
    ],
    [
      'gives up when everybody is engaged',
      'notBeforeMs: given.nowMs + ENGAGED_RETRY_MS,',
      'notBeforeMs: given.nowMs + 1e12,',
    ],
    [
      'tries one phone for ever for which no execution ever claims',
      'return passed.length > 0 || failures >= MOST_FAILURES - 1;',
      'return passed.length < 0 || failures < 0;',
    ],
    [
      'never reopens',
      "if (status !== 'resolved' || closed !== undefined || taken !== undefined) return false;",
      'if (status !== null) return false;',
    ],
    [
      'tells nobody that nobody took it',
      "return announce(withIncident(disowned(silent, incident.slot), exhausted), 'exhausted', incident.slot, again);",
      'return withIncident(disowned(silent, incident.slot), exhausted);',
    ],
    [
      'passes over whoever is on call now',
      'if (order[incident.place]?.id === last.agent) return incident.place + 1;',
      'return incident.place + 1;',
    ],
    ['calls whoever has gone off call meanwhile', 'if (isOff) {', 'if (isOff === null) {'],
    [
      'makes a call that has to wait before its time',
      'const state = dial(board, attempt.agent, given);\n    if (state.is',
      "const state: Attempt['state'] = { is: 'starting', sinceMs: given.nowMs };\n    if (state.is",
    ],
  ]),
  ...of('calls', 'src/incident/receive.ts', [
    [
      'calls two agents at once for two alarms',
      "if (called !== undefined) return joinIn(board, called, hash, entry, alarm, given, 'joined');",
      '',
    ],
  ]),
  ...of('budget', ESCALATION, [
    [
      'makes any number of calls in an hour',
      "if (freeAtMs > nowMs) return { is: 'waiting', notBeforeMs: freeAtMs, why: 'budget' };",
      '',
    ],
    [
      'tells nobody that the hour’s calls are used up',
      'if (!isNews || plan.everyone.length === 0) return next;',
      'if (isNews !== null) return next;',
    ],
    [
      'tells it each time that a call has to wait',
      'if (!isNews || plan.everyone.length === 0) return next;',
      'if (plan.everyone.length === 0) return next;',
    ],
  ]),
  ...of('budget', ANSWER, [['counts no call', 'const begun = callBegun(possible, nowMs);', 'const begun = possible;']]),
  ...of('budget', BUDGET, [
    [
      'counts calls of more than an hour ago',
      'if (endsAtMs <= nowMs) break;',
      '',
      'the newest come first, so that an older stretch can add nothing but a time that is past',
    ],
    [
      'forgets calls before they are an hour old',
      'const endsAtMs = (stretch + 1) * BUDGET_STRETCH_MS + BUDGET_MS;',
      'const endsAtMs = stretch * BUDGET_STRETCH_MS + BUDGET_MS;',
    ],
    [
      'makes one call too many in an hour',
      'if (calls >= maxCallsPerHour) return',
      'if (calls > maxCallsPerHour) return',
    ],
    ['loses calls when clocks differ', 'last[0] >= now', 'last[0] === now'],
  ]),
  ...of('budget', 'src/incident/outbox.ts', [
    [
      'sends any number of SMS in an hour',
      'textsLeft(board, owed.to, plan, nowMs) > 0',
      'textsLeft(board, owed.to, plan, nowMs) >= 0',
    ],
    [
      'does not say in the last SMS of an hour that it is the last',
      'if (textsLeft(board, to, plan, nowMs) > sending) return undefined;',
      'if (plan !== null) return undefined;',
    ],
    ['counts no SMS', 'count: known.count + 1 }', 'count: known.count }'],
    [
      'counts SMS of more than an hour ago',
      'return known !== undefined && nowMs < known.sinceMs + BUDGET_MS ? known : { to, sinceMs: nowMs, count: 0 };',
      'return known ?? { to, sinceMs: nowMs, count: 0 };',
    ],
  ]),
];
