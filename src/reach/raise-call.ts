import type { Alarm } from '../alarm/alarm';
import { withIncident, type Board } from '../board/board';
import type { Given } from '../incident/escalation';
import { hashOf, recall } from '../board/memory';
import { receive } from '../incident/receive';

/**
 * The board after somebody rang the number and asked for help: an alert like any other. Its chain is kept by no message in the queue;
 * what was being called anyway goes on as it was. The same call raises it once.
 */
export function raiseCall(
  board: Board,
  { from, call }: { readonly from: string; readonly call: string },
  given: Given,
): Board {
  const alarm: Alarm = {
    key: `call/${call}`,
    name: `Call from ${from}`,
    state: 'alarm',
    stateAtMs: given.nowMs,
    summary: `Call from ${from}. Somebody rang the on-call number and asks for help.`,
    unknown: false,
    fromRule: false,
  };
  const hash = hashOf(alarm.key);
  if (recall(board.memory, hash) !== undefined) return board;
  const { board: raised, outcomes } = receive(board, [{ alarm, quiet: false }], given);
  const slot = recall(raised.memory, hash)?.slot;
  const incident = raised.incidents.find((each) => each.slot === slot);
  return incident === undefined || outcomes[0] !== 'opened'
    ? raised
    : withIncident(raised, { ...incident, chain: 'round' });
}
