import { identified, readAlarm } from '../alarm/alarm';
import type { Alarm } from '../alarm/alarm';
import { escalating } from '../board/board';
import type { Board } from '../board/board';
import { executionOf } from '../incident/escalation';
import type { Given } from '../incident/escalation';
import { receive } from '../incident/receive';
import type { RoutedAlarm } from '../incident/receive';
import { isSettled } from '../incident/settled';
import { confirmationWords } from '../incident/words';
import type { AlarmMessage, AlarmResult } from '../signing/request';
import type { Destination } from './destination';
import { runErrands } from './errands';
import { leaseOwed } from './lease';
import type { BoardList, StoredBoard } from './ports';
import type { Run } from './run';
import { ownStart, startOwn } from './start';
import { sweep } from './sweep';
import { TeamFinder, type Addressees } from './team-finder';

interface Arrived {
  readonly message: AlarmMessage;
  readonly routed: RoutedAlarm;
}

/**
 * Takes in a batch of messages: one compare-and-set for each team, all teams side by side, and one team's failure is no
 * other's. A message that could not be dealt with has no result, so that no sender takes it for accepted.
 */
export async function receiveMessages(
  run: Run,
  messages: readonly AlarmMessage[],
  destinationOf: (alarm: Alarm) => Destination,
  listBoards: BoardList,
): Promise<readonly AlarmResult[]> {
  const byTeam = new Map<string, Arrived[]>();
  const addressed: { readonly message: AlarmMessage; readonly to: Addressees }[] = [];
  const finder = new TeamFinder(run, listBoards);
  for (const message of messages) {
    const alarm = identified(readAlarm(message), message);
    const destination = destinationOf(alarm);
    if (alarm.confirms !== undefined) run.keepWords([confirmationWords(alarm.confirms, run.now())]);
    if (destination.note !== undefined) {
      run.desk.log('info', 'Routing.', { team: destination.team, id: message.id, note: destination.note });
    }
    const isAgain = message.redelivered === true;
    const routed: RoutedAlarm = { alarm, quiet: destination.quiet, ...(isAgain ? { redelivered: true } : {}) };
    const to = await finder.addresseesOf(routed, destination.team);
    if (to === undefined) continue;
    addressed.push({ message, to });
    for (const team of to.teams) byTeam.set(team, [...(byTeam.get(team) ?? []), { message, routed }]);
  }
  const served = new Map(
    await Promise.all(
      [...byTeam].map(
        async ([team, arrived]) => [team, await receiveForTeam(run, team, arrived, finder.seen(team))] as const,
      ),
    ),
  );
  await run.wordsPut();
  return addressed.flatMap(({ message, to }) => answerTo(message, to, served));
}

/** What each team that could be served did with its messages. */
type Served = ReadonlyMap<AlarmMessage, AlarmResult>;

/** One result for a message, whichever teams it went to; none when one of them could not be served. */
function answerTo(
  message: AlarmMessage,
  { teams, isAll }: Addressees,
  served: ReadonlyMap<string, Served>,
): readonly AlarmResult[] {
  const results = teams.flatMap((team) => served.get(team)?.get(message) ?? []);
  const [first] = results;
  if (first === undefined || results.length < teams.length) return [];
  return [{ ...first, status: isAll && results.every(({ status }) => status === 'settled') ? 'settled' : 'watching' }];
}

async function receiveForTeam(
  run: Run,
  team: string,
  arrived: readonly Arrived[],
  reading: Promise<StoredBoard> | undefined,
): Promise<Served> {
  try {
    const alarms = arrived.map(({ routed }) => routed);
    const known = await reading;
    const decide = (board: Board, given: Given) => {
      const decision = receive(board, alarms, given);
      return decision.board === board ? decision : { ...decision, board: leaseOwed(run, decision.board, given) };
    };
    const received = await run.change(team, 'joining', decide, known);
    // What is delivered again looks after the call that goes on; what is new need not, in a storm it would ask a thousand times.
    // Not every sender says so: the same alarm without news comes again, too.
    const isAgain = alarms.some(
      ({ alarm, redelivered }, index) =>
        redelivered === true || (alarm.state !== 'ok' && received.outcomes[index] === 'nothing'),
    );
    const board = await lookAfter(run, team, received.board, isAgain);
    const plan = run.plan(team, board);
    if (plan.everyone.length === 0) {
      run.desk.log('error', 'There is nobody to call or to text: its messages stay in the queue. Repair the roster.', {
        team,
      });
    }
    return new Map(
      arrived.map(({ message, routed }, index): [AlarmMessage, AlarmResult] => {
        const outcome = received.outcomes[index];
        const result: AlarmResult = {
          id: message.id,
          status: isSettled(board, routed, outcome, plan, run.now()) ? 'settled' : 'watching',
          ...(outcome === undefined ? {} : { outcome }),
          ...(routed.quiet ? {} : describe(board)),
        };
        return [message, result];
      }),
    );
  } catch (error) {
    run.desk.log('error', 'This team could not be served: its messages stay in the queue.', {
      team,
      ids: arrived.map(({ message }) => message.id).join(' '),
      why: error instanceof Error ? error.message : String(error),
    });
    return new Map();
  }
}

/** Whatever the board asks for: an execution to be created, else an attempt to be looked after; then what else is owed. */
export async function lookAfter(run: Run, team: string, board: Board, mayAskStudio = true): Promise<Board> {
  const isCalling = escalating(board)?.attempt?.state.is === 'calling';
  const after =
    ownStart(run, board) !== undefined
      ? await startOwn(run, team, board, 'moving')
      : isCalling && !mayAskStudio
        ? board
        : await sweep(run, team, board, 'moving');
  return runErrands(run, team, after, 'moving');
}

function describe(board: Board): Partial<AlarmResult> {
  const incident = escalating(board) ?? board.incidents.at(-1);
  if (incident === undefined) return {};
  const { attempt } = incident;
  const execution = executionOf(attempt);
  return {
    incident: incident.id,
    ...(attempt === undefined
      ? {}
      : {
          agent: { id: attempt.agent.id, name: attempt.agent.name, number: attempt.agent.phone },
          attempt: attempt.number,
          ...(execution === undefined ? {} : { execution }),
        }),
  };
}
