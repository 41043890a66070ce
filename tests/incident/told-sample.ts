import type { AlarmWords } from '../../src/alarm/alarm-words';
import type { Incident } from '../../src/board/board';
import type { CallPlan } from '../../src/incident/plan';
import type { Situation } from '../../src/incident/situation';
import { alarmAt, BOB, boardAfter, CYD, incidentOf, MINUTE_MS, peopleOf, PLAN, START_MS } from './sample';

/** The roster after Ann has left it, and one that cannot be read. */
export const WITHOUT_ANN: CallPlan = { ...PLAN, people: peopleOf(BOB, CYD) };
export const UNREADABLE: CallPlan = { ...WITHOUT_ANN, isEverybody: false };

/** An incident that nobody has; one that Ann took; and that one while she passes it on, and while she is reminded. */
export const OPEN = incidentOf(boardAfter(alarmAt(0)));
export const BY_ANN: Incident = {
  ...OPEN,
  status: 'taken',
  taken: { by: 'ann', proof: 'FN1', atMs: START_MS + 14 * MINUTE_MS, way: 'key' },
};
export const PASSING: Incident = {
  ...BY_ANN,
  status: 'escalating',
  chain: 'pass',
  passedOn: { by: 'ann', way: 'link', atMs: START_MS + 20 * MINUTE_MS },
};
export const REMINDING: Incident = { ...BY_ANN, status: 'escalating', chain: 'remind' };

/** What is wrong: alarms with these words since the start, and as many others. */
export function wrong(all: readonly (string | Partial<AlarmWords>)[], rest: Partial<Situation> = {}): Situation {
  const shown = all.map((each, index) => ({
    hash: `hash-${index}`,
    summary: '',
    sinceMs: START_MS,
    ...(typeof each === 'string' ? { summary: each } : each),
  }));
  return { shown, others: 0, accounts: new Set(), regions: new Set(), ...rest };
}

export const WEB = wrong(['web-1 is down.']);
