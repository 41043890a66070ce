import type { Breakage, Guard } from './breakage';

/** Breakages of one guard, as file, what the broken code does, the text, and what replaces it. */
function of(guard: Guard, rows: readonly (readonly [file: string, does: string, replace: string, by: string])[]) {
  return rows.map(([file, does, replace, by]): Breakage => ({ guard, file, does, replace, by }));
}

const STORE = 'src/twilio/board-store.ts';
const PAGER = 'src/twilio/pager.ts';
const RUN = 'src/escalation/run.ts';
const SWEEP = 'src/escalation/sweep.ts';
const START = 'src/escalation/start.ts';
const TEXTS = 'src/escalation/texts.ts';
const HOME = 'src/escalation/home.ts';
const RECEIVING = 'src/escalation/receive.ts';
const ANSWERING = 'src/escalation/answer.ts';
const ANSWER = 'src/incident/answer.ts';
const ESCALATION = 'src/incident/escalation.ts';
const OUTBOX = 'src/incident/outbox.ts';
const RECEIVE = 'src/incident/receive.ts';
const SETTLED = 'src/incident/settled.ts';
const MEMORY = 'src/incident/memory.ts';
const SIGNATURE = 'src/signing/signature.ts';
const REQUEST = 'src/twilio/alarm-request.ts';

/** Every guard that the guarantees rest on, taken away in each way that somebody might. */
export const BREAKAGES: readonly Breakage[] = [
  ...of('compare-and-set', [
    [STORE, 'writes over whatever stands there', '{ ifMatch: revision, data: board }', '{ data: board }'],
    [STORE, 'takes a lost compare-and-set for a write', "return 'conflict';", "return 'written';"],
    [
      RUN,
      'believes a read that is older than its own write',
      'if (stored.board.writes >= (this.#ownWrites.get(team) ?? 0)) return stored;',
      'return stored;',
    ],
    [
      RUN,
      'takes a write whose reply was lost for written',
      "if (outcome === 'written') {",
      "if (outcome !== 'conflict') {",
    ],
    [RUN, 'counts no writes', 'writes: board.writes + 1,', 'writes: board.writes,'],
  ]),
  ...of('claim', [
    [ANSWER, 'lets a superseded execution dial', ' || attempt.token !== call.token', ''],
    [
      ANSWER,
      'lets a second execution dial',
      "if (attempt.state.is !== 'starting') return { board, claim: superseded };",
      '',
    ],
    [
      ANSWER,
      'dials for an incident that is over',
      'if (refusal !== undefined) return { board, claim: { ring: false, why: refusal.why, message: refusal.speech } };',
      '',
    ],
    [
      ANSWER,
      'says no when the same execution asks again',
      "if (attempt.state.is === 'calling' && attempt.state.execution === call.execution) return { board, claim: yes };",
      '',
    ],
    [
      ESCALATION,
      'keeps the token when an attempt starts anew',
      'replaceCurrent(incident, { ...attempt, token: given.token, state })',
      'replaceCurrent(incident, { ...attempt, state })',
    ],
    [
      ESCALATION,
      'leaves an execution that heard of the recovery to dial again',
      "return attempt.state.is === 'starting' ? restart(next, given) : next;",
      'return next;',
    ],
  ]),
  ...of('asking Studio', [
    [
      SWEEP,
      'asks Studio only past the deadline',
      'const seen = await run.desk.pager.look(state.execution, run.desk.pager.flow);',
      "const seen = run.now() < state.deadlineMs ? { is: 'active' as const } : await run.desk.pager.look(state.execution, run.desk.pager.flow);",
    ],
    [
      SWEEP,
      'takes an unreachable Studio for an ended call',
      "if (seen.is === 'ended' && !mayHaveLeftItsCall(state, run.now())) {",
      "if (seen.is !== 'active' && !mayHaveLeftItsCall(state, run.now())) {",
    ],
    [ANSWERING, 'believes every event', "if (seen.is === 'active') return 'still-active';", ''],
    [
      ANSWERING,
      'rings no phone that became free',
      'await Promise.all(others.map((team) => withoutFailing(run, team, () => phoneFreed(run, team))));',
      'void others;',
    ],
    [
      SWEEP,
      'never starts an attempt again that did not claim',
      'run.now() - state.sinceMs < CLAIM_AGE_MS ? board : startAnew(run, team, attempt.token, urgency)',
      'board',
    ],
    [
      SWEEP,
      'never starts a waiting attempt',
      'run.now() < state.notBeforeMs ? board : startAnew(run, team, attempt.token, urgency)',
      'board',
    ],
  ]),
  ...of('outbox', [
    [
      ANSWER,
      'owes no details to the taker',
      'const outbox = owe(board.outbox, { ...details, to: [by] }, nowMs);',
      'const { outbox } = board; void details;',
    ],
    [SETTLED, 'lets go of a message whose SMS is owed', ' && !isOwed', ''],
    [
      OUTBOX,
      'forgets an SMS that could not be handed over',
      'if (isLast(entry, recipient, handover)) return [];',
      'if (handover !== null) return [];',
    ],
    [OUTBOX, 'sends what somebody else is sending', 'return recipient.lease === undefined ||', 'return true ||'],
    [RECEIVING, 'sends nothing at a redelivery', "return drain(run, team, after, 'moving');", 'return after;'],
    [
      ANSWER,
      'corrects nobody who was told that nobody has it',
      "incident.status === 'exhausted' ? correct(",
      'incident.status === null ? correct(',
    ],
    [
      TEXTS,
      'calls nobody when the SMS about another alarm is refused',
      'const raised = unheard(read, run.id, results).reduce((each, text) => raiseAgain(each, text, given), after);',
      'const raised = after; void unheard; void raiseAgain;',
    ],
  ]),
  ...of('memory', [
    [
      RECEIVE,
      'knows no alarm',
      'return known !== undefined && (alarm.stateAtMs === null || alarm.stateAtMs <= known.atMs);',
      'return known === null;',
    ],
    [RECEIVE, 'takes an older state for news', 'alarm.stateAtMs <= known.atMs', 'alarm.stateAtMs === known.atMs'],
    [
      ESCALATION,
      'forgets all alarms with each incident',
      'return startNext({ ...board, incident }, incident, given);',
      "return startNext({ ...board, memory: '', incident }, incident, given);",
    ],
    [MEMORY, 'evicts what is wrong before what is right', 'a.rank - b.rank ||', 'b.rank - a.rank ||'],
    [
      RECEIVING,
      'opens a second incident when a route is edited',
      'const isAstray = message.redelivered === true ||',
      'const isAstray = message.redelivered === null ||',
    ],
    [RECEIVE, 'remembers no recovery of a counted alarm', 'better.counted === 0 && ', ''],
    [RECEIVE, 'calls somebody about a silenced alarm', 'if (quiet && wrong) {', 'if (quiet && !wrong) {'],
  ]),
  ...of('ending before moving on', [
    [
      SWEEP,
      'rings the next phone while the stuck call lives',
      'if (!(await run.desk.pager.end(execution, run.desk.pager.flow))) return marked.board;',
      'void run.desk.pager.end(execution, run.desk.pager.flow);',
    ],
    [
      SWEEP,
      'ends a call by a decision that was not written',
      "if (attempt?.state.is !== 'ending' || attempt.state.execution !== execution) return marked.board;",
      '',
    ],
    [
      PAGER,
      'leaves the call of an ended execution ringing',
      "(client) => client.calls(callSid).update({ status: 'completed' }),",
      '(client) => client.calls(callSid).fetch(),',
    ],
    [
      PAGER,
      'takes a refused ending for ended',
      'if (!hasEnded && (await isActive(requests, flow, execution))) return false;',
      '',
    ],
    [
      ESCALATION,
      'moves on for any execution',
      "if ((state.is !== 'calling' && state.is !== 'ending') || state.execution !== execution) return board;",
      "if (state.is !== 'calling' && state.is !== 'ending') return board;",
    ],
    [
      START,
      'ends an execution that somebody else has restarted',
      'if (!ownsCurrent(run, current) || !(await run.desk.pager.end(started.by, run.desk.pager.flow))) return current;',
      'if (!(await run.desk.pager.end(started.by, run.desk.pager.flow))) return current;',
    ],
    [START, "ends another team's call", "if (!sameTeam && run.now() < other.deadlineMs) return { is: 'engaged' };", ''],
  ]),
  ...of('taken', [
    [
      ANSWER,
      'lets a second agent take it',
      'if (incident.taken !== undefined) {\n    return',
      'if (incident.taken === null) {\n    return',
    ],
    [
      ANSWER,
      'asks for a key although somebody has it',
      'if (over !== undefined) return { proceed: false, speech: over.speech };',
      '',
    ],
    [
      ESCALATION,
      'calls the next agent after it was taken',
      "return over.status === 'escalating' ? startNext(next, over, given) : record(next, over, given.plan.team);",
      'return startNext(next, over, given);',
    ],
    [
      ANSWER,
      'tells the taker that somebody else has it when the flow asks again',
      'if (incident.taken?.execution === call.execution) {',
      'if (incident.taken?.execution === null) {',
    ],
    [
      ANSWER,
      'lets an agent take what has recovered',
      "if (incident.status === 'resolved') {",
      'if (incident.status === null) {',
    ],
    [
      ANSWER,
      'lets an execution take it that never claimed',
      "number === call.attempt && 'execution' in state && state.execution === call.execution",
      'number === call.attempt',
    ],
    [
      ANSWERING,
      'says "you have it" before the board says so',
      'const decision = take(board, call, given);',
      'const decision = { ...take(board, call, given), board };',
    ],
  ]),
  ...of('signature', [
    [SIGNATURE, 'takes any signature', "if (fits.length === 0) return 'wrong';", ''],
    [
      SIGNATURE,
      'takes a signature of any age',
      "> SIGNATURE_AGE_SECONDS * 1000 ? 'expired' : 'valid'",
      "> SIGNATURE_AGE_SECONDS * 1000 ? 'valid' : 'valid'",
    ],
    [SIGNATURE, 'does not sign the time', 'update(`${tsMs}.${payload}`)', 'update(`.${payload}`)'],
    [
      'src/functions/studio-events.ts',
      'takes events from anybody',
      'if (!isAuthorized(event, environment.eventsPassword)) {',
      'if (isAuthorized(event, environment.eventsPassword) === null) {',
    ],
    [
      REQUEST,
      'takes keys that were not agreed',
      "!['request', 'ts', 'payload', 'sig'].includes(key)",
      "['nothing'].includes(key)",
    ],
    [
      REQUEST,
      'takes a request whose headers were overwritten',
      'if (!isJsonRequest(request))',
      'if (isJsonRequest(request) === null)',
    ],
  ]),
  ...of('queue', [
    [
      'lambda/handler.ts',
      'deletes a message that is being watched',
      "statuses.get(message.id) !== 'settled'",
      'statuses.get(message.id) === undefined',
    ],
    [
      'lambda/handler.ts',
      'takes a message without an answer for accepted',
      'if (lost.length > 0) {',
      'if (lost.length < 0) {',
    ],
    [SETTLED, 'lets go of a message while phones ring', "board.incident?.status !== 'escalating' && ", ''],
    [SETTLED, 'lets go of an alarm that it does not remember', 'if (known === undefined) return false;', ''],
    [
      HOME,
      'leaves the fallback numbers without their message once the roster is mended',
      '[routed, FALLBACK_TEAM]',
      '[routed]',
    ],
    [
      HOME,
      'leaves a team without its message while the roster cannot be read',
      'trouble === undefined ? [',
      'trouble !== null ? [',
    ],
    [HOME, 'takes a message from the team that calls for an earlier state', ' && !knowsLater(board, alarm)', ''],
    [
      HOME,
      'deletes what a board may know that cannot be read',
      'return undefined;\n    }\n  }\n\n  /** The board',
      'return routed;\n    }\n  }\n\n  /** The board',
    ],
    [RECEIVING, 'fails all teams with one', '    return [];\n  }\n}', '    throw error;\n  }\n}'],
    [
      'src/twilio/requests.ts',
      'waits for Twilio as long as Twilio likes',
      'await within(Math.min(REQUEST_TIMEOUT_MS, leftMs), request(this.#client))',
      'await request(this.#client)',
    ],
  ]),
  ...of('by hand', [
    [
      ESCALATION,
      'reopens what somebody closed by hand',
      ' || incident.closedByHand !== undefined) return false;',
      ') return false;',
    ],
    [
      'src/incident/by-hand.ts',
      'takes by hand what somebody has',
      "const is = taken.execution === given.token ? 'taken' : 'already';",
      "const is = 'taken';",
    ],
  ]),
  ...of('calls', [
    [ESCALATION, 'makes one call too many', 'if (made >= given.plan.maxCalls)', 'if (made > given.plan.maxCalls)'],
    [
      ESCALATION,
      'redials while the last call may still hang up',
      "last?.state.is === 'over' ? last.state.atMs + REDIAL_MS : nowMs;",
      "last?.state.is === 'over' ? nowMs : nowMs;",
    ],
    [
      ESCALATION,
      'calls a refused number again',
      'refused: [...found.incident.refused, attempt.agent.phone],',
      'refused: found.incident.refused,',
    ],
    [
      ESCALATION,
      'gives up when everybody is engaged',
      "state: { is: 'waiting', notBeforeMs: given.nowMs + ENGAGED_RETRY_MS, why: 'engaged' },",
      "state: { is: 'waiting', notBeforeMs: given.nowMs + 1e12, why: 'engaged' },",
    ],
    [
      ESCALATION,
      'never reopens',
      "if (incident.status !== 'resolved' || incident.closedByHand !== undefined) return false;",
      'if (incident !== null) return false;',
    ],
    [
      ESCALATION,
      'tells nobody that nobody took it',
      "const outbox = oweEveryone(board, 'exhausted', exhausted, exhaustedText(exhausted, given.plan), given);",
      'const { outbox } = board; void exhaustedText;',
    ],
    [
      RECEIVE,
      'pages anew for every alarm of an incident',
      "return { board: { ...board, incident: join(incident, first) }, outcome: 'joined' };",
      "return { board: open(board, [first], 0, given), outcome: 'joined' };",
    ],
  ]),
];
