import type { Incident } from '../board/board';
import { unpackBoard } from '../board/packed';
import { field } from '../text/json';
import { isNoNews, otherThanAlarms, silencedBecause } from './quiet';
import type { Rehearsal } from './rehearsal';
import type { Outcome } from './timeline';

type Ending = Pick<Outcome, 'status' | 'by' | 'why'>;

/** From the one that people should hear of first. */
const GRAVITY: readonly Outcome['status'][] = ['exhausted', 'acknowledged', 'resolved'];

/**
 * How it all ended, by the boards, read as anybody with the account's credentials can read them, and by what was logged.
 * How a board is packed is all that is shared with the product. Undefined while an incident is still escalating, or while the queue has a message and no incident came of any. With several
 * teams it is the gravest ending; without any incident nothing is wrong, or it was not to call anybody.
 */
export function outcomeOf(rehearsal: Rehearsal): Outcome | undefined {
  const list = rehearsal.read('https://sync.twilio.com/v1/Services/default/Documents?PageSize=100');
  const documents = field(list, 'documents');
  const incidents = (Array.isArray(documents) ? documents : []).flatMap(
    (document: unknown) => unpackBoard(field(document, 'data'))?.incidents ?? [],
  );
  if (incidents.length === 0 && rehearsal.queue.depth > 0) return undefined;
  const endings = incidents.map(endingOfIncident);
  if (endings.includes(undefined)) return undefined;
  const gravest = GRAVITY.map((status) => endings.find((ending) => ending?.status === status)).find(Boolean);
  const { status, by, why } = gravest ?? { status: 'resolved', by: null };
  const { entries } = rehearsal.ledger;
  const calls = entries.filter(({ kind }) => kind === 'ring').length;
  const reasons = [
    ...(why === undefined ? [] : [why]),
    ...silencedBecause(entries),
    ...(calls === 0 ? otherThanAlarms(entries) : []),
    ...(incidents.length === 0 && isNoNews(entries) ? ['OK is not an alarm, and no incident was open'] : []),
  ];
  return {
    kind: 'outcome',
    status,
    by,
    calls,
    ...(reasons.length === 0 ? {} : { why: reasons.join('; ') }),
  };
}

/** What the board calls taken, the outcome of a rehearsal calls acknowledged; nowhere else are there two words. */
function endingOfIncident({ status, taken, calls, refused }: Incident): Ending | undefined {
  switch (status) {
    case 'escalating':
      return undefined;
    case 'taken':
      return { status: 'acknowledged', by: taken?.by ?? null };
    case 'exhausted': {
      // Neither called nor refused by Twilio: the roster has named nobody, and there was nobody to stand in.
      const hadNobody = calls.length === 0 && refused.length === 0;
      const why = 'nobody is on call, and FALLBACK_NUMBERS in .env names nobody';
      return { status: 'exhausted', by: null, ...(hadNobody ? { why } : {}) };
    }
    case 'resolved':
      return { status: 'resolved', by: null };
  }
}
