import { of } from '../breakage';
import type { Breakage } from '../breakage';

const SETTLED = 'src/incident/settled.ts';
const TEAM_FINDER = 'src/escalation/team-finder.ts';
const RECEIVING = 'src/escalation/receive.ts';
const SIGNATURE = 'src/signing/signature.ts';
const REQUEST = 'src/twilio/alarm-request.ts';
const HANDLER = 'lambda/handler.ts';

/** Which messages are believed, whose they are, and when the queue may let go of them. */
export const MESSAGE_BREAKAGES: readonly Breakage[] = [
  ...of('signature', SIGNATURE, [
    ['takes any signature', "if (fits.length === 0) return 'wrong';", ''],
    [
      'takes a signature of any age',
      "> SIGNATURE_AGE_SECONDS * 1000 ? 'expired' : 'valid'",
      "> SIGNATURE_AGE_SECONDS * 1000 ? 'valid' : 'valid'",
    ],
    ['does not sign the time', 'update(`${tsMs}.${payload}`)', 'update(`.${payload}`)'],
  ]),
  ...of('signature', 'src/functions/studio-events.ts', [
    [
      'takes events from anybody',
      'if (!isAuthorized(event, environment.eventsPassword)) {',
      'if (isAuthorized(event, environment.eventsPassword) === null) {',
    ],
  ]),
  ...of('signature', REQUEST, [
    [
      'takes keys that were not agreed',
      "!['request', 'ts', 'payload', 'sig'].includes(key)",
      "['nothing'].includes(key)",
    ],
    [
      'takes a request whose headers were overwritten',
      'if (!isJsonRequest(request))',
      'if (isJsonRequest(request) === null)',
    ],
  ]),
  ...of('queue', HANDLER, [
    [
      'deletes a message that is being watched',
      "statuses.get(message.id) !== 'settled'",
      'statuses.get(message.id) === undefined',
    ],
    ['takes a message without an answer for accepted', 'if (lost.length > 0) {', 'if (lost.length < 0) {'],
  ]),
  ...of('queue', SETTLED, [
    [
      'lets go of a message while phones ring',
      'if (escalating(board) !== undefined || isToldToNobody(board, plan)) return false;',
      'if (isToldToNobody(board, plan)) return false;',
    ],
    [
      'lets go of what nobody took and nobody could be told',
      'if (escalating(board) !== undefined || isToldToNobody(board, plan)) return false;',
      'if (escalating(board) !== undefined) return false;',
    ],
    [
      'lets go of an alarm that it does not remember',
      "if (known === undefined) return (alarm.state === 'ok' && outcome === 'nothing') || outcome === 'silenced';",
      'if (known === undefined) return true;',
    ],
    [
      'lets go of an incident when a silence begins',
      "if (quiet && alarm.state !== 'ok' && known.state === 'right') return true;",
      'if (quiet) return true;',
    ],
    ['lets go before the heartbeat knows what is due', 'if (!isListed(board, plan, nowMs)) return false;', ''],
    [
      'lets go of a message whose SMS is owed',
      'return isAboutIt && isHeld(owed);',
      'return isAboutIt && isHeld(owed) && false;',
    ],
    [
      'lets go while not everyone is told',
      'if (board.announcements.length > 0 && board.outbox.every(isHeld)) return false;',
      '',
    ],
    [
      'keeps a message as long as its SMS is owed',
      'nowMs < heldUntilMs(board, owed);',
      'nowMs < heldUntilMs(board, owed) + 1e12;',
    ],
  ]),
  ...of('queue', 'src/incident/outbox.ts', [
    [
      'keeps all messages while SMS fail for hours',
      'return Math.min(sinceMs, textsFailSinceMs) + TEXT_HOLDS_MESSAGE_MS;',
      'return sinceMs + TEXT_HOLDS_MESSAGE_MS;',
    ],
    [
      'leaves what an act owes to a message that is not there',
      'if (isHeld || after === before) return after;',
      'return after;',
    ],
    [
      'drops what everyone is to hear where nobody could be told',
      'if (board.announcements.length === 0 || plan.everyone.length === 0) return board;',
      'if (board.announcements.length === 0) return board;',
    ],
  ]),
  ...of('queue', TEAM_FINDER, [
    [
      'leaves the fallback numbers without their message once the roster is mended',
      '[routed, FALLBACK_TEAM]',
      '[routed]',
    ],
    [
      'leaves a team without its message while the roster cannot be read',
      '[...(await this.#all()), routed]',
      '[routed]',
    ],
    [
      'takes a message from the team that calls for an earlier state',
      'concerns(board, alarm) && !knowsLater(board, alarm.alarm)) return',
      'concerns(board, alarm)) return',
    ],
    [
      'takes a message from the team that it went on from',
      'if (!knowsLater(board, alarm.alarm)) return { team, isOutrun: false };',
      'return { team, isOutrun: false };',
    ],
    [
      'deletes what a board may know that cannot be read',
      '      return undefined;\n    }\n  }\n\n  /** The board of a team',
      '      return { teams: [routed], isAll: true };\n    }\n  }\n\n  /** The board of a team',
    ],
    [
      'brings a recovery to whoever the roster says it is now',
      'return (await this.#among(others ?? [], alarm))?.team ?? routed;',
      'return near?.team ?? routed;',
    ],
    ['tells only one of two teams that it is over', 'return others.flat();', 'return [];'],
    ['lets go of what is over while another team may have it', 'isAll: others !== undefined', 'isAll: true'],
    ['begins a second chain for a copy that comes late', 'const LATE_MS = 15_000;', 'const LATE_MS = 15_000_000;'],
  ]),
  ...of('queue', RECEIVING, [
    ['fails all teams with one', '    return new Map();\n  }\n}', '    throw error;\n  }\n}'],
    [
      'lets go of what one of two teams could not deal with',
      ' || results.length < teams.length) return [];',
      ') return [];',
    ],
  ]),
  ...of('memory', TEAM_FINDER, [
    [
      'opens a second incident when a route is edited',
      'if (!isOver && alarm.redelivered !== true && !this.#isLate(alarm)) return',
      'if (!isOver) return',
    ],
    [
      'does not tell whoever is being called that it is over when a route is edited',
      "const isOver = state === 'ok' && (calm === undefined || isDeleted === true);",
      "const isOver = state === 'ok' && calm !== undefined && isDeleted === true;",
    ],
  ]),
];
