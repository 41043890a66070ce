import { escalating, incidentNamed } from './board';
import type { Board, Incident } from './board';
import { carryInto, freeSlotOf, makeRoom } from './closing';
import { pastCallsOf } from './escalation';
import type { Given } from './escalation';
import { entriesOf, recall, remember } from './memory';
import { owe } from './outbox';

/**
 * One board out of today's and one of the first release, which has one incident at most. Of an alarm the later state counts. Of two
 * incidents that are being called at once the other one is carried into today's.
 */
export function merged(today: Board, former: Board, given: Given): Board {
  const roomy = makeRoom(today, given);
  const [first] = former.incidents;
  if (first === undefined) return { ...roomy, memory: memoryOf(roomy.memory, former.memory, 0) };
  const known = incidentNamed(roomy, first.id);
  if (known !== undefined) return { ...roomy, memory: memoryOf(roomy.memory, former.memory, known.slot) };
  const slot = freeSlotOf(roomy);
  const called = escalating(roomy);
  const incident: Incident = { ...first, slot };
  const isSecond = called !== undefined && first.status === 'escalating';
  const joined: Board = {
    ...roomy,
    memory: memoryOf(roomy.memory, former.memory, slot),
    incidents: [...roomy.incidents, isSecond ? givenUp(incident) : incident],
    words: [...roomy.words, ...former.words],
    announcements: [...roomy.announcements, ...former.announcements.map((news) => ({ ...news, slot }))],
  };
  const owing = former.outbox.reduce(
    (board, { to, items }) => items.reduce((each, item) => owe(each, [to], { ...item, slot }, given.nowMs), board),
    joined,
  );
  return isSecond ? carryInto(owing, called.id, given) : owing;
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
