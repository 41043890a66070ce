import type { Breakage, Guard } from './breakage';

/** Breakages of one guard, as file, what the broken code does, the text, and what replaces it. */
function of(guard: Guard, rows: readonly (readonly [file: string, does: string, replace: string, by: string])[]) {
  return rows.map(([file, does, replace, by]): Breakage => ({ guard, file, does, replace, by }));
}

const PAGER = 'src/twilio/pager.ts';
const START = 'src/escalation/start.ts';
const RECEIVING = 'src/escalation/receive.ts';
const ANSWERING = 'src/escalation/answer.ts';
const ANSWER = 'src/incident/answer.ts';
const SIGNATURE = 'src/signing/signature.ts';
const REQUEST = 'src/twilio/alarm-request.ts';

/** Every guard that the guarantees rest on, taken away in each way that somebody might. */
export const BREAKAGES: readonly Breakage[] = [
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
      'says no when the same execution asks again',
      "if (attempt.state.is === 'calling' && attempt.state.execution === call.execution) return { board, claim: yes };",
      '',
    ],
  ]),
  ...of('asking Studio', [
    [ANSWERING, 'believes every event', "if (seen.is === 'active') return 'still-active';", ''],
    [
      ANSWERING,
      'rings no phone that became free',
      'await Promise.all(others.map((team) => withoutFailing(run, team, () => phoneFreed(run, team))));',
      'void others;',
    ],
  ]),
  ...of('ending before moving on', [
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
    [START, "ends another team's call", "if (!sameTeam && run.now() < other.deadlineMs) return { is: 'engaged' };", ''],
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
    [RECEIVING, 'fails all teams with one', '    return [];\n  }\n}', '    throw error;\n  }\n}'],
  ]),
];
