import { of } from '../breakage';
import type { Breakage } from '../breakage';

const ANSWERING = 'src/escalation/answer.ts';
const ANSWER = 'src/incident/answer.ts';
const INTERVENTION = 'src/incident/intervention.ts';
const ESCALATION = 'src/incident/escalation.ts';
const RECEIVE = 'src/incident/receive.ts';
const CLOSING = 'src/incident/closing.ts';
const RECOVERY = 'src/incident/recovery.ts';

/** Who has what, and which incident an alarm belongs to. */
export const INCIDENT_BREAKAGES: readonly Breakage[] = [
  ...of('taken', ANSWER, [
    [
      'lets a second agent take it',
      "if (incident.status === 'taken' && incident.taken !== undefined) {",
      'if (incident.status === null && incident.taken !== undefined) {',
    ],
    [
      'asks for a key although somebody has it',
      'if (over !== undefined) return { proceed: false, reader, speech: over.message };',
      '',
    ],
    [
      'asks for a key although another phone rings',
      "if (!isCurrent && (incident.status === 'escalating' || claimedBy(incident, call) === undefined)) {",
      'if (!isCurrent && claimedBy(incident, call) === undefined) {',
    ],
    [
      'tells the taker that somebody else has it when the flow asks again',
      "if (isOwn) return { board, taking: { result: 'taken', speech: youHaveIt(catalogue, true) } };",
      '',
    ],
    [
      'lets an agent take what has recovered',
      "if (incident.status === 'resolved' && !isTheirs) {",
      'if (incident.status === null && !isTheirs) {',
    ],
    [
      'lets an execution take it that never claimed',
      'attempt.number === call.attempt && executionOf(attempt) === call.execution) {',
      'attempt.number === call.attempt) {',
    ],
    [
      'lets an execution take it that only has the number of an earlier call',
      'number === call.attempt && proof === tailOf(call.execution))?.agent',
      'number === call.attempt)?.agent',
    ],
    [
      'tells an owner that what was left to them is over',
      "const isTheirs = incident.closed?.is === 'left' && incident.taken?.proof === proof;",
      'const isTheirs = false;',
    ],
  ]),
  ...of('taken', ANSWERING, [
    [
      'says "you have it" before the board says so',
      'return decision.board === board ? decision : { ...decision, board: leaseOwed(run, decision.board, given) };',
      'return { ...decision, board };',
    ],
  ]),
  ...of('taken', ESCALATION, [
    [
      'goes on calling after it was taken',
      "    ...rest,\n    status: 'taken',\n    taken,",
      '    ...rest,\n    taken,',
    ],
    [
      'calls the next agent when it is over',
      "return over.status === 'escalating'\n    ? startNext",
      'return over.status !== null\n    ? startNext',
    ],
    [
      'opens what its owner has for another chain',
      "if (status !== 'resolved' || closed !== undefined || taken !== undefined) return false;",
      "if (status !== 'resolved' || closed !== undefined) return false;",
    ],
  ]),
  ...of('taken', RECEIVE, [
    ['calls about every alarm of what somebody has', 'if (owned !== undefined) {', 'if (owned === null) {'],
    [
      'tells only who has left the roster',
      'const isTheirs = taken !== undefined && !hasLeft(plan, taken.by) && closed === undefined;',
      'const isTheirs = taken !== undefined && closed === undefined;',
    ],
    [
      'tells whoever closed it by hand instead of calling',
      'const isTheirs = taken !== undefined && !hasLeft(plan, taken.by) && closed === undefined;',
      'const isTheirs = taken !== undefined && !hasLeft(plan, taken.by);',
    ],
    [
      'tells its owner for ever instead of calling',
      "return isTheirs && status !== 'exhausted' && nowMs < taken.atMs + plan.regroupMinutes * 60_000;",
      "return isTheirs && status !== 'exhausted';",
    ],
  ]),
  ...of('by hand', ESCALATION, [
    [
      'reopens what somebody closed by hand',
      "if (status !== 'resolved' || closed !== undefined || taken !== undefined) return false;",
      "if (status !== 'resolved' || taken !== undefined) return false;",
    ],
    [
      'asks whoever has it to take it over',
      "return chain === 'pass' ? order.filter(({ id }) => id !== taken?.by) : order;",
      'return chain === null ? order.filter(({ id }) => id !== taken?.by) : order;',
    ],
    [
      'takes from its owner what nobody took over',
      "if (incident.chain === 'pass' && incident.taken !== undefined) {",
      'if (incident.chain === null && incident.taken !== undefined) {',
    ],
    [
      'does not tell whoever had it before',
      'if (former !== undefined && former !== taken.by) {',
      'if (former === null && former !== taken.by) {',
    ],
    [
      'still tells the former owner what is theirs',
      "const silent = withoutKinds(next, ['details', 'more', 'flapping'], slot);",
      'const silent = next;',
    ],
  ]),
  ...of('by hand', INTERVENTION, [
    [
      'takes again what the same agent has',
      "if (from === by && incident.status === 'taken')\n    return",
      'if (from === null)\n    return',
    ],
    [
      'takes what is over',
      "if (incident.status === 'resolved') return { board, taking: { is: 'closed', incident: incident.id } };",
      '',
    ],
    [
      'does not know its own taking again',
      "if (incident.taken?.proof === proof) return { board, taking: { is: 'taken', incident: incident.id } };",
      '',
    ],
    [
      'does not know its own closing again',
      "const is = incident.closed?.proof === proof ? 'resolved' : 'closed';",
      "const is = proof === '' ? 'resolved' : 'closed';",
    ],
    [
      'tells nobody that it was closed',
      "if (isTold) next = correct(next, closed, 'closed', taken === undefined ? [] : [taken.by]);",
      '',
    ],
    [
      'does not tell its owner that it was closed',
      "if (taken !== undefined) next = owe(next, [taken.by], { kind: 'closed', slot }, given.nowMs);",
      '',
    ],
    ['guesses which of several is meant', 'return others.length === 0\n    ?', 'return others.length >= 0\n    ?'],
    [
      'calls about two incidents at once',
      "if (called !== undefined) return { board, passing: { is: 'busy', incident: called.id } };",
      '',
    ],
    [
      'passes on what is over',
      "if (incident.status === 'resolved') return { board, passing: { is: 'closed', ...name } };",
      '',
    ],
    ['does not know its own call again', 'const isOwn = incident.attempt?.token === token;', 'const isOwn = false;'],
  ]),
  ...of('by hand', 'src/escalation/intervene.ts', [
    [
      'calls nobody when it is passed on',
      "passing.is === 'passed' ? await startOwn(run, team, board, 'moving') : board",
      'board',
    ],
  ]),
  ...of('by hand', INTERVENTION, [
    [
      'does not know who passed it on',
      'startChain(board, { ...incident, passedOn }, chain,',
      'startChain(board, incident, chain,',
    ],
  ]),
  ...of('several incidents', CLOSING, [
    [
      'keeps beside the new one what nobody took',
      ".filter(({ status }) => status === 'exhausted')",
      '.filter(({ status }) => status === null)',
    ],
    ['corrects nobody about what was carried', 'isTold: into.isTold || exhausted.isTold,', 'isTold: into.isTold,'],
    [
      'takes for over what was only counted and carried',
      'unremembered: into.unremembered + exhausted.unremembered,',
      'unremembered: into.unremembered,',
    ],
    [
      'leaves the alarms of what is gone to whoever gets its slot',
      'memory: move(board.memory, incident.slot, into?.slot ?? 0),',
      'memory: board.memory,',
    ],
    [
      'knows nothing of what is gone',
      'former: isHeard ? [...kept, former].slice(-MOST_FORMER) : kept,',
      'former: kept,',
    ],
    ['leaves nothing to its owner when there is no room', 'next = leave(next, oldest, given);', 'break;'],
    [
      'leaves first what can be seen to recover',
      'Number(other.unremembered > 0) - Number(one.unremembered > 0)',
      'Number(one.unremembered > 0) - Number(other.unremembered > 0)',
    ],
    [
      'does not tell its owner that it is left to them',
      "if (incident.taken !== undefined) return owe(next, [incident.taken.by], { kind: 'left', slot: left.slot }, nowMs);",
      'if (incident.taken !== undefined) return next;',
    ],
    [
      'does not tell everyone that it is left to them',
      "return incident.isTold ? correct(next, left, 'left') : next;",
      'return next;',
    ],
    [
      'keeps an incident without any alarm',
      "if (from.status === 'taken') return leave(board, from, given);",
      "if (from.status === 'taken') return board;",
    ],
    [
      'does not fold what nobody took into where its last alarm went',
      "return from.status === 'exhausted' ? carry(board, from, to.id, given) : board;",
      'return board;',
    ],
    ['lets go of what somebody is still to be told of', 'return !isOwed && nowMs', 'return isOwed !== null && nowMs'],
    [
      'lets go of what the history has not heard of',
      "if (status !== 'resolved' || isUnrecorded) return false;",
      "if (status !== 'resolved') return false;",
    ],
  ]),
  ...of('several incidents', ANSWER, [
    [
      'does not know what an incident has become',
      'return former.reduce((last) => former.find((each) => each.id === last)?.into ?? last, id);',
      'return former.length < 0 ? former[0]?.id ?? id : id;',
    ],
    [
      'refuses a late key on a call of what was carried',
      '(claimedBy(incident, call) ?? claimedOf(former, call))',
      'claimedBy(incident, call)',
    ],
  ]),
  ...of('several incidents', RECEIVE, [
    ['begins a second chain for what was on its way', 'if (givenUp !== undefined) {', 'if (givenUp === null) {'],
    ['takes what began later for on its way', '      stateAtMs <= changedAtMs &&\n', ''],
    [
      'leaves an alarm behind where it was',
      'return { ...raised, board: afterMoving(raised.board, entry.slot, slot, given) };',
      'return raised;',
    ],
  ]),
  ...of('several incidents', RECOVERY, [
    [
      'tells nobody that it is over who was told that nobody has it',
      "if (isTold) next = correct(next, resolved, 'recovered', taken === undefined ? [] : [taken.by]);",
      '',
    ],
    [
      'does not tell its owner that it is over',
      "return taken === undefined ? next : owe(next, [taken.by], { kind: 'recovered', slot }, given.nowMs);",
      'return next;',
    ],
  ]),
  ...of('flapping', RECOVERY, [
    [
      'resolves what comes and goes each time',
      'return flaps >= FLAPS && nowMs < heardAtMs + STILL_MS;',
      'return flaps < 0;',
    ],
    [
      'holds open for ever what has come and gone',
      'return flaps >= FLAPS && nowMs < heardAtMs + STILL_MS;',
      'return flaps >= FLAPS;',
    ],
  ]),
  ...of('flapping', RECEIVE, [
    [
      'calls each time that it comes',
      'if (own !== undefined && comesAndGoes(own, given.nowMs) && isBackSoon) {',
      'if (own === null) {',
    ],
    [
      'keeps from its owner what else is wrong while something comes and goes',
      'if (isBack && comesAndGoes(still, given.nowMs)) {',
      'if (comesAndGoes(still, given.nowMs)) {',
    ],
    ['counts for ever what has long been still', 'nowMs >= sinceMs + FLAPS_WITHIN_MS', 'nowMs < 0'],
    ['counts from the beginning with each incident', ', ...flapsBefore(board, hash, given) };', ' };'],
  ]),
];
