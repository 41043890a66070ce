import { escalating, incidentNamed, type Board, type Incident } from '../../board/board';
import { carryInto, freeSlotOf, makeRoom } from '../closing';
import { executionOf, giveTo, pastCallsOf, type Given } from '../escalation';
import { entriesOf, recall, remember } from '../../board/memory';
import { owe } from '../outbox';

/**
 * One board out of today's and one of the first release, which has one incident at most. Of an alarm the later state counts. Of two
 * incidents that are being called at once one is carried into the other.
 */
export function merged(today: Board, former: Board, given: Given): Board {
  const [first] = former.incidents;
  if (first === undefined) return { ...today, memory: memoryOf(today.memory, former.memory, 0) };
  const known = incidentNamed(today, first.id);
  if (known !== undefined) {
    const again = { ...today, memory: memoryOf(today.memory, former.memory, known.slot) };
    // An agent to whom a Function of the first release said "you have it", just when its board was being taken over, has it.
    const isTakenThere = first.taken !== undefined && known.status === 'escalating' && known.chain === 'alarm';
    return isTakenThere && known.taken === undefined ? giveTo(again, known, first.taken, given) : again;
  }
  const roomy = makeRoom(today, given);
  const slot = freeSlotOf(roomy);
  const called = first.status === 'escalating' ? escalating(roomy) : undefined;
  // The one whose call is live goes on: an agent who is being asked for a key must not be cut off.
  const goesOn = executionOf(first.attempt) !== undefined && executionOf(called?.attempt) === undefined;
  const incident: Incident = { ...first, slot };
  const joined: Board = {
    ...roomy,
    memory: memoryOf(roomy.memory, former.memory, slot),
    incidents: [
      ...roomy.incidents.map((each) => (each === called && goesOn ? givenUp(each) : each)),
      called === undefined || goesOn ? incident : givenUp(incident),
    ],
    words: [...roomy.words, ...former.words],
    announcements: [...roomy.announcements, ...former.announcements.map((news) => ({ ...news, slot }))],
  };
  const owing = former.outbox.reduce(
    (board, { to, items }) => items.reduce((each, item) => owe(each, [to], { ...item, slot }, given.nowMs), board),
    joined,
  );
  return called === undefined ? owing : carryInto(owing, goesOn ? incident.id : called.id, given);
}

function givenUp(incident: Incident): Incident {
  const { attempt: _call, ...rest } = incident;
  return { ...rest, status: 'exhausted', calls: pastCallsOf(incident) };
}

function memoryOf(today: string, former: string, slot: number): string {
  return entriesOf(former).reduce((memory, { hash, ...entry }) => {
    const known = recall(memory, hash);
    const isLater = known === undefined || entry.atMs > known.atMs;
    return isLater ? remember(memory, hash, { ...entry, slot: entry.slot === 0 ? 0 : slot }) : memory;
  }, today);
}
