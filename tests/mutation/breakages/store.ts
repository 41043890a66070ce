import { of } from '../breakage';
import type { Breakage } from '../breakage';

const STORE = 'src/twilio/board-store.ts';
const RUN = 'src/escalation/run.ts';
const FIT = 'src/incident/fit.ts';
const MEMORY = 'src/board/memory.ts';
const RECEIVE = 'src/incident/receive.ts';
const PACKED = 'src/board/packed.ts';
const MERGE = 'src/incident/first-release/merge.ts';

/** What is written, how much of it, and what is remembered. */
export const STORE_BREAKAGES: readonly Breakage[] = [
  ...of('compare-and-set', STORE, [
    ['writes over whatever stands there', 'update(name, packBoard(board), revision)', 'update(name, packBoard(board))'],
    [
      'takes a lost compare-and-set for a write',
      "return { is: 'conflict' };",
      "return { is: 'written', revision: '0' as Revision };",
    ],
    [
      'takes a write without a reply for written',
      "return { is: 'unknown' };",
      "return { is: 'written', revision: '0' as Revision };",
    ],
  ]),
  ...of('compare-and-set', RUN, [
    [
      'believes a read that is older than its own write',
      'if (stored.board.writes >= (this.#written.get(team)?.board.writes ?? 0)) {',
      'if (stored.board.writes >= 0) {',
    ],
    ['goes on although its write was lost', "if (outcome.is === 'written') {", "if (outcome.is !== 'conflict') {"],
    ['counts no writes', '...tidied, writes: board.writes + 1,', '...tidied, writes: board.writes,'],
    ['decides again on the board that was out of date', '      stored = undefined;\n', ''],
    [
      'makes a new token for each try',
      'nowMs: this.now(), token, incidentId };',
      'nowMs: this.now(), token: `${this.id}.${++this.#tokens}`, incidentId };',
    ],
  ]),
  ...of('board bounds', FIT, [
    ['writes a board of any size', 'while (packedBytes(next) > BOARD_BYTES) {', 'while (packedBytes(next) < 0) {'],
    ['forgets alarms before words', '= [\n  dropDetails,', '= [\n  forgetMany,\n  dropDetails,'],
    ['forgets whom it owes SMS before anything else', '= [\n  dropDetails,', '= [\n  dropOwed,\n  dropDetails,'],
    [
      'drops what is over in the middle of a call first',
      "status === 'resolved' && (attempt === undefined || mayBeCalled)",
      "status === 'resolved' && mayBeCalled !== null",
    ],
    [
      'drops first what is said about what is being called',
      'Number(one.incident === called) - Number(other.incident === called)',
      'Number(other.incident === called) - Number(one.incident === called)',
    ],
    [
      'forgets the calls of what is being called',
      "status !== 'escalating' && calls.length",
      'status !== null && calls.length',
    ],
    ['forgets how many calls there were', 'calls: oldest.calls.slice(-1)', 'calls: []'],
    [
      'spares what is being called when nothing else is left',
      'forgetAlarm(next ?? board, true)',
      'forgetAlarm(next ?? board, false)',
    ],
    [
      'does not say how much news was dropped',
      'const gone = owed.gone + owed.items.length - items.length;',
      'const { gone } = owed;',
    ],
    ['drops first whom nothing is wrong with', 'other.tries - one.tries', 'one.tries - other.tries'],
  ]),
  ...of('board bounds', RUN, [
    ['loses what the board has no room to say', 'this.keepWords(wordsBeside(tidied, next));', ''],
  ]),
  ...of('board bounds', 'src/incident/escalation.ts', [
    ['keeps every call', 'return calls.slice(-MOST_CALLS_KEPT);', 'return calls;'],
  ]),
  ...of('board bounds', 'src/incident/closing.ts', [
    ['keeps every incident that is gone', '[...kept, former].slice(-MOST_FORMER)', '[...kept, former]'],
  ]),
  ...of('board bounds', 'src/incident/outbox.ts', [
    ['owes one person anything', 'if (items.length <= MOST_ITEMS) return owed;', 'if (items.length > 0) return owed;'],
    [
      'drops what somebody has before what is over',
      'const least = over ?? LESSER.flatMap((kind) => items.find((item) => item.kind === kind) ?? [])[0] ?? items[0];',
      'const least = items[0];',
    ],
    ['does not say that what left the board is over', 'const gone = owed.gone + 1;', 'const { gone } = owed;'],
    ['counts the SMS of any number of people', '    .slice(-MOST_PEOPLE);', '    .slice(0);'],
  ]),
  ...of('board bounds', 'src/incident/budget.ts', [
    [
      'remembers any number of phones',
      '[...others, { phone, atMs: nowMs }].slice(-MOST_PEOPLE)',
      '[...others, { phone, atMs: nowMs }]',
    ],
  ]),
  ...of('board bounds', 'src/incident/words.ts', [
    ['says anything about any number of alarms', 'kept.length <= MOST_WORDS', 'kept.length > 0'],
  ]),
  ...of('board bounds', PACKED, [
    ['keeps a name of any length', 'cutToBytes(agent.name, AGENT_NAME_BYTES)', 'agent.name'],
    ['believes whatever the document holds', 'if (!isPacked(value)) return undefined;', ''],
    [
      'believes in two incidents that are being called',
      'insist(slots.size === incidents.length && called.length <= 1 && called.every(({ attempt }) => attempt !== undefined));',
      '',
    ],
    [
      'believes in something taken by nobody',
      "insist(incidents.every(({ status, taken }) => status !== 'taken' || taken !== undefined));",
      '',
    ],
  ]),
  ...of('board bounds', RECEIVE, [
    ['remembers any number of alarms', 'countOf(board.memory) < MOST_REMEMBERED', 'countOf(board.memory) < 100_000'],
    [
      'keeps an alarm’s name of any length',
      "cutToBytes(fromFirstWord(written(alarm.name)), NAME_BYTES) || 'An alarm'",
      "fromFirstWord(written(alarm.name)) || 'An alarm'",
    ],
  ]),
  ...of('memory', RECEIVE, [
    ['knows no alarm', 'if (known === undefined) return false;', 'if (known !== null) return false;'],
    ['takes an older state for news', 'return atMs < known.atMs || (atMs', 'return false || (atMs'],
    [
      'takes the same state for news by a part of a second',
      'const atMs = asKept(memory, alarm.stateAtMs);',
      'const atMs = alarm.stateAtMs;',
    ],
    [
      'pages again for a message without a time',
      'if (alarm.stateAtMs === null) return true;',
      'if (alarm.stateAtMs === null) return false;',
    ],
    [
      'forgets all alarms with each incident',
      'return carryInto({ ...roomy, incidents: [...roomy.incidents, incident] }, id, given);',
      "return carryInto({ ...roomy, memory: '', incidents: [...roomy.incidents, incident] }, id, given);",
    ],
    ['calls somebody about a silenced alarm', 'if (quiet && isWrong) {', 'if (quiet && !isWrong) {'],
    [
      'takes a silenced alarm for a wrong one',
      "const kept: Remembered = { ...entry, state: known?.state ?? 'right' };",
      'const kept: Remembered = entry;',
    ],
    [
      'lets a state from the future hide what comes after it',
      'const isAhead = atMs > given.nowMs + AHEAD_MS;',
      'const isAhead = false;',
    ],
    [
      'makes news of what had to make room',
      "if (mayBeForgotten(board, routed)) return { board: countIn(board, hash, given), outcome: 'counted' };",
      '',
    ],
    [
      'does not know how new what it forgot was',
      'forgottenToMs: Math.max(board.forgottenToMs, forgotten.atMs + 99),',
      'forgottenToMs: board.forgottenToMs,',
    ],
    [
      'knows only how new what it forgot last was',
      'forgottenToMs: Math.max(board.forgottenToMs, forgotten.atMs + 99),',
      'forgottenToMs: forgotten.atMs + 99,',
    ],
    ['knows it to the tenth of a second only', 'forgotten.atMs + 99', 'forgotten.atMs'],
    [
      'does not count what it forgot',
      '{ ...incident, unremembered: incident.unremembered + 1 } : incident,',
      'incident : incident,',
    ],
    [
      'takes a new alarm for a forgotten one',
      "    redelivered === true &&\n    alarm.state !== 'ok' &&",
      "    alarm.state !== 'ok' &&",
    ],
    ['swallows a forgotten alarm while nothing is open', 'openOnes(board).length > 0', 'openOnes(board).length >= 0'],
    ['takes what is newer for forgotten', '(alarm.stateAtMs === null || alarm.stateAtMs <= forgottenToMs) &&', ''],
    [
      'forgets what is being called to make room',
      'forgetOne(board.memory, escalating(board)?.slot ?? SLOTS, mayTakeEscalating)',
      'forgetOne(board.memory, SLOTS, mayTakeEscalating)',
    ],
    [
      'does not count an alarm for which there is no room',
      'unremembered: now.unremembered + (remembering === undefined ? 1 : 0),',
      'unremembered: now.unremembered,',
    ],
  ]),
  ...of('memory', MEMORY, [
    ['evicts what is wrong before what is right', '!isWrong(flags) ? 0 :', 'isWrong(flags) ? 0 :'],
    ['finds an alarm across two others', 'if ((at - BASE) % ENTRY === 0) return at;', 'return at;'],
    [
      'cannot tell times after three years',
      'if (tickOf(atMs) - tickOf(baseOf(memory)) < TICKS) return memory;',
      'if (memory.length > 0) return memory;',
    ],
  ]),
  ...of('memory', 'src/incident/situation.ts', [
    [
      'takes what it has only counted for over',
      'return incident.unremembered === 0 && wrongIn(board.memory, incident.slot) === 0;',
      'return wrongIn(board.memory, incident.slot) === 0;',
    ],
  ]),
  ...of('upgrade', STORE, [
    ['writes over the board of a newer release', 'if (isNewer(data)) {', 'if (isNewer(data) === null) {'],
    ['takes its own mark for a board of the first release', 'isTombstone(reply.value.data) ? undefined : ', ''],
    [
      'never asks for a board of the first release',
      'if (board.writes > WRITES_OF_A_NEW_BOARD) return outcomeOf(await writing);',
      'if (board.writes > 0) return outcomeOf(await writing);',
    ],
    ['asks for one beside the first write only', 'WRITES_OF_A_NEW_BOARD = 3', 'WRITES_OF_A_NEW_BOARD = 1'],
    ['buries what somebody has written meanwhile', 'update(name, TOMBSTONE, revision)', 'update(name, TOMBSTONE)'],
  ]),
  ...of('upgrade', 'src/twilio/board-list.ts', [
    ['takes a tombstone for a board of the first release', ' && !isTombstone(document.data)', ''],
    ['does not see that the first release has written again', 'firsts.push(team)', 'firsts.length = 0'],
  ]),
  ...of('upgrade', 'src/escalation/heartbeat.ts', [
    [
      'leaves what the first release took in after a rollback',
      'if (entry.hasFirst === true) await run.adopt(team);',
      '',
    ],
  ]),
  ...of('upgrade', 'src/incident/first-release/upgrade.ts', [
    ['forgets for how many alarms an SMS of the first release stands', ', further: owed.further', ''],
  ]),
  ...of('upgrade', 'src/twilio/board-name.ts', [
    ['does not list the boards of the first release', 'of [PREFIX, FIRST_PREFIX])', 'of [PREFIX])'],
  ]),
  ...of('upgrade', RUN, [
    [
      'does not look whether it was buried',
      'if (await this.desk.boards.bury(team, first.revision)) return true;',
      'return true;',
    ],
    ['takes over no board', "if (outcome.is === 'first') await this.adopt(team);", ''],
  ]),
  ...of('upgrade', 'src/escalation/answer.ts', [
    [
      'knows no call of the first release',
      'return isUnknown && (await run.adopt(team)) ? (await ask()).answer : answer;',
      'return answer;',
    ],
  ]),
  ...of('upgrade', MERGE, [
    [
      'forgets who took it by the first release',
      'return isTakenThere && known.taken === undefined ? giveTo(again, known, first.taken, given) : again;',
      'return again;',
    ],
    [
      'calls about both',
      'return called === undefined ? owing : carryInto(owing, goesOn ? incident.id : called.id, given);',
      'return owing;',
    ],
    [
      'lets the older state count',
      'const isLater = known === undefined || entry.atMs > known.atMs;',
      'const isLater = true;',
    ],
    [
      'cuts off whoever is being asked for a key',
      'const goesOn = executionOf(first.attempt) !== undefined && executionOf(called?.attempt) === undefined;',
      'const goesOn = false;',
    ],
  ]),
  ...of('upgrade', 'src/incident/first-release/upgrade.ts', [
    ['believes whatever stands under the former name', 'if (!parsed(value)) return undefined;', ''],
    ['calls about what is over', "status: isOver ? 'resolved' : first.status,", 'status: first.status,'],
  ]),
];
