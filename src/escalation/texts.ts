import type { Board, IncidentAlarm, OwedText } from '../incident/board';
import { everyoneIn, open } from '../incident/escalation';
import type { Given } from '../incident/escalation';
import { SUMMARY_CHARACTERS } from '../incident/limits';
import { hashOf, recall } from '../incident/memory';
import { addFurther, lease, leasable, leased, settleTexts, unheard } from '../incident/outbox';
import type { DueText, Handover } from '../incident/outbox';
import { join } from '../incident/receive';
import { shorten } from '../incident/text';
import type { Run, Urgency } from './run';
import { ownStart, startOwn } from './start';

/**
 * Sends every SMS that is owed and due: leased first, so that nobody sends it at the same time; sent side by side; then
 * taken off the board if accepted or refused for good, else put off. Returns the board as it is then.
 */
export async function drain(run: Run, team: string, board: Board, urgency: Urgency): Promise<Board> {
  let current = board;
  while (leasable(current, run.id, run.now()).length > 0) {
    const holding = await run.change(team, urgency, (read, given) => ({ board: lease(read, run.id, given.nowMs) }));
    if (leased(holding.board, run.id).length === 0) return holding.board;
    current = await sendLeased(run, team, holding.board, urgency);
  }
  return current;
}

/** Sends what this run holds the lease of, and settles it on the board. */
export async function sendLeased(run: Run, team: string, board: Board, urgency: Urgency): Promise<Board> {
  const texts = leased(board, run.id);
  if (texts.length === 0) return board;
  const results = await Promise.all(
    texts.map(async (text) => {
      const handover = await run.desk.texter.send(text.phone, text.text);
      logText(run, team, text, handover);
      return { text, handover };
    }),
  );
  const before = ownStart(run, board)?.attempt.token;
  const settled = await run.change(team, urgency, (read, given) => {
    const after = settleTexts(read, run.id, results, given.nowMs);
    if (after === read) return { board: read };
    const raised = unheard(read, run.id, results).reduce((each, text) => raiseAgain(each, text, given), after);
    return { board: { ...raised, outbox: addFurther(raised.outbox, everyoneIn(given.plan), given.nowMs) } };
  });
  // What was starting before has its execution already.
  return ownStart(run, settled.board)?.attempt.token === before
    ? settled.board
    : startOwn(run, team, settled.board, urgency);
}

/**
 * The agent who has the incident cannot be told of further alarms by SMS: then somebody must be called about them, unless
 * they are over.
 */
function raiseAgain(board: Board, { alarm: about, text, further = 0 }: OwedText, given: Given): Board {
  const { incident, memory } = board;
  const hash = about ?? hashOf(`text/${text}`);
  if (further === 0 && recall(memory, hash)?.state === 'right') return board;
  const known = incident?.alarms.find((alarm) => alarm.hash === hash);
  const alarm: IncidentAlarm = known ?? { hash, wrong: true, summary: shorten(text, SUMMARY_CHARACTERS) };
  if (incident?.status !== 'escalating') return open(board, [alarm], further, given);
  const joined = join(incident, alarm);
  return { ...board, incident: { ...joined, counted: joined.counted + further } };
}

function logText(run: Run, team: string, { kind, incident, id }: DueText, handover: Handover): void {
  const about = { team, incident, agent: id, kind };
  switch (handover) {
    case 'accepted':
      return run.desk.log('info', 'SMS handed to Twilio.', about);
    case 'refused':
      return run.desk.log('error', 'Twilio refused this SMS for good: the agent does not get it.', about);
    case 'blocked':
      return run.desk.log(
        'error',
        'Twilio takes no SMS from our number or account: mend that. It is tried again.',
        about,
      );
    case 'failed':
      return run.desk.log('warn', 'The SMS could not be handed to Twilio: it is tried again.', about);
  }
}
