import { of } from '../breakage';
import type { Breakage } from '../breakage';

const TEND = 'src/incident/tend.ts';
const HEARTBEAT = 'src/escalation/heartbeat.ts';

/** What the passing of time asks for although no message comes. */
export const TIME_BREAKAGES: readonly Breakage[] = [
  ...of('heartbeat', TEND, [
    [
      'never reminds',
      'return remindMinutes === undefined || reminders >= MOST_REMINDERS ? Infinity :',
      'return remindMinutes === undefined || reminders >= 0 ? Infinity :',
    ],
    [
      'reminds for ever',
      'return remindMinutes === undefined || reminders >= MOST_REMINDERS ? Infinity :',
      'return remindMinutes === undefined ? Infinity :',
    ],
    [
      'makes no further round',
      'return again === undefined || rounds >= again.times ?',
      'return again === undefined || rounds >= 0 ?',
    ],
    ['makes rounds for ever', 'return again === undefined || rounds >= again.times ?', 'return again === undefined ?'],
    ['leaves to nobody what an owner had who left the roster', 'if (hasLeft(plan, taken.by)) return 0;', ''],
    [
      'calls about two incidents at once when it is time',
      'if (escalating(board) !== undefined || isOnThePhone) return board;',
      'if (isOnThePhone) return board;',
    ],
    [
      'cuts off whoever is still on the phone about what has just recovered',
      'if (escalating(board) !== undefined || isOnThePhone) return board;',
      'if (escalating(board) !== undefined) return board;',
    ],
    [
      'reminds of what is silenced',
      '.filter(({ incident }) => !isSilenced(board, incident, given.plan) && !isAllRight(board, incident))',
      '.filter(({ incident }) => !isAllRight(board, incident))',
    ],
    [
      'reminds of what is right at this moment',
      '.filter(({ incident }) => !isSilenced(board, incident, given.plan) && !isAllRight(board, incident))',
      '.filter(({ incident }) => !isSilenced(board, incident, given.plan))',
    ],
    ['leaves nothing to its owner', 'return given.nowMs >= leftAtMs(incident) && ', 'return given.nowMs < 0 && '],
    [
      'leaves to nobody what counts alarms that nobody remembers',
      "|| (status === 'exhausted' && unremembered > 0) ?",
      '?',
    ],
    [
      'says that what nobody could be told of is no longer watched',
      " && !isOwed(board, 'exhausted', incident.slot)",
      '',
    ],
    ['believes in a time that the index has lost', '(dueMs <= neededMs && !isLost)', 'dueMs <= neededMs'],
    [
      'does not list a chain whose message may have become a dead letter',
      'return nowMs < changedAtMs + CHAIN_LISTED_MS ? [] : [changedAtMs + CHAIN_DUE_MS];',
      'return [];',
    ],
    [
      'never says that it is over what has been still',
      'if (incident.flaps >= FLAPS && !isHeldOpen',
      'if (incident.flaps < 0 && !isHeldOpen',
    ],
    [
      'rings anybody first instead of the owner',
      "startChain(withIncident(board, reminded), reminded, 'remind', given, { with: taken.by })",
      "startChain(withIncident(board, reminded), reminded, 'remind', given)",
    ],
    [
      'does not list a chain that no message keeps',
      "if (chain !== 'alarm') return [changedAtMs];",
      "if (chain !== 'alarm') return [];",
    ],
    [
      'does not list an SMS that no message keeps',
      'return Math.min(Infinity, ...times, ...owed);',
      'return Math.min(Infinity, ...times, ...owed.slice(0, 0));',
    ],
    [
      'tells nobody while the roster cannot be read',
      'if (!isUnknown || isFallbackTold === true) return each;',
      'if (isUnknown !== null) return each;',
    ],
    [
      'tells the fallback numbers again and again',
      'if (!isUnknown || isFallbackTold === true) return each;',
      'if (!isUnknown) return each;',
    ],
  ]),
  ...of('heartbeat', 'src/incident/escalation.ts', [
    [
      'leaves it to an owner who did not come to the phone',
      'const { taken: _former, ...unowned } = ended;',
      'const unowned = ended;',
    ],
  ]),
  ...of('heartbeat', 'src/escalation/errands.ts', [
    [
      'lists nothing that is due',
      'isListed(board, plan, run.now()) ? false : list(',
      'isListed(board, plan, run.now()) !== null ? false : list(',
    ],
    ['believes that it is listed when it is not', 'wasListed ? dueMs : undefined, words);', 'dueMs, words);'],
  ]),
  ...of('heartbeat', HEARTBEAT, [
    ['lets go while a chain runs that no message keeps', "return chain !== 'alarm' || isOwed;", 'return isOwed;'],
    [
      'lets go while an SMS is owed that no message keeps',
      "return chain !== 'alarm' || isOwed;",
      "return chain !== 'alarm';",
    ],
    [
      'never takes over from a lost watcher',
      'const isLost = watcher === undefined || nowMs >= watcher.seenMs + WATCHER_LOST_MS;',
      'const isLost = watcher === undefined;',
    ],
    [
      'keeps one watcher until the queue buries it',
      'const isTired = watcher !== undefined && nowMs',
      'const isTired = watcher === null && nowMs',
    ],
    [
      'makes a watcher of every heartbeat',
      'return watcher !== undefined && !isLost && !isTired ? watcher :',
      'return watcher === null && !isLost && !isTired ? watcher :',
    ],
    ['believes in an earlier time than the index has', 'board: withDue(read, dueMsOf(read))', 'board: read'],
    [
      'writes over what another run has listed',
      '...(after.dueMs === board.dueMs && !hasBegun && revision !== undefined ? { revision } : {}),',
      '',
    ],
    [
      'calls nobody for what becomes due while it looks',
      'const hasBegun = begun !== undefined && begun !== ownStart(run, after)?.attempt.token;',
      'const hasBegun = false;',
    ],
    [
      'does not look again when the roster was edited',
      '|| (isOfOtherRoster && atMs < Infinity)',
      '|| (isOfOtherRoster && atMs < 0)',
    ],
    [
      'looks after its own chain only when it is due',
      'watcher?.id === heartbeat.id || (',
      '(',
      'what somebody keeps watch over is due already',
    ],
    [
      'fails all teams with one',
      'await withoutFailing(run, team, async () => {',
      'await ((_run: unknown, _team: unknown, act: () => Promise<void>) => act())(run, team, async () => {',
    ],
    [
      'watches although it could not say so',
      'isWatching = isPut && watcher?.id',
      'isWatching = isPut !== null && watcher?.id',
    ],
  ]),
];
