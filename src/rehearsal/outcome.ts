import type { Rehearsal } from './rehearsal';
import type { Outcome } from './timeline';

type Ending = Pick<Outcome, 'status' | 'by'>;

/** From the one that people should hear of first. */
const GRAVITY: readonly Outcome['status'][] = ['exhausted', 'acknowledged', 'resolved'];

/**
 * How it all ended, by the boards, read as anybody with the account's credentials can read them. Undefined while an incident
 * is still escalating. With several teams it is the gravest ending; without any incident everything is as it should be.
 */
export function endingOf(rehearsal: Rehearsal): Ending | undefined {
  const list = rehearsal.read('https://sync.twilio.com/v1/Services/default/Documents?PageSize=100');
  const documents: unknown = property(list, 'documents');
  const incidents = (Array.isArray(documents) ? documents : [])
    .map((document: unknown) => property(property(document, 'data'), 'incident'))
    .filter((incident) => typeof incident === 'object' && incident !== null);
  const endings = incidents.map(endingOfIncident);
  if (endings.includes(undefined)) return undefined;
  const gravest = GRAVITY.map((status) => endings.find((ending) => ending?.status === status)).find(Boolean);
  return gravest ?? { status: 'resolved', by: null };
}

function endingOfIncident(incident: unknown): Ending | undefined {
  switch (property(incident, 'status')) {
    case 'taken': {
      const by = property(property(property(incident, 'taken'), 'by'), 'id');
      return { status: 'acknowledged', by: typeof by === 'string' ? by : null };
    }
    case 'exhausted':
      return { status: 'exhausted', by: null };
    case 'resolved':
      return { status: 'resolved', by: null };
    default:
      return undefined;
  }
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
