import { formatOf } from '../../studio/format';
import type { Note } from '../../studio/finding';
import type { Subject } from '../subject';
import { pathTo, type Visit, type Walk } from './walk';

/** Studio ends an execution after so many steps, and when one widget runs so many times in a row (Studio FAQ). */
const MOST_STEPS = 1_000;
const MOST_IN_A_ROW = 10;

/**
 * Ways round that never end, and paths that are too long. A way round whose variables change from lap to lap, as a counter does,
 * is not a loop but a path.
 */
export function checkLoops({ visits }: Walk, { isEscalation }: Subject, note: Note): void {
  const places = new Map(visits.map((visit, index) => [visit, index] as const));
  const loops = loopsIn(visits).map((loop) => fromItsBeginning(loop, places));
  const told = new Set<string>();
  const placeOf = ([first]: readonly Visit[]): number => (first === undefined ? 0 : (places.get(first) ?? 0));
  for (const loop of loops.toSorted((one, other) => one.length - other.length || placeOf(one) - placeOf(other))) {
    const [first] = loop;
    if (first === undefined) continue;
    const names = loop.map(({ widget }) => widget.state.name);
    // Several laps that differ in what was pressed are one loop.
    const key = [...new Set(names)].toSorted().join(' ');
    if (told.has(key)) continue;
    told.add(key);
    const round = [...names, names[0]].join(' → ');
    const limit = names.length === 1 ? `the ${MOST_IN_A_ROW}th time in a row` : `after ${MOST_STEPS} steps`;
    note({
      severity: isEscalation || !loop.some(waitsForPeople) ? 'error' : 'warning',
      place: first.widget.place,
      widget: first.widget.state.name,
      message: `this can go round for ever, ${round}, and Studio stops the flow ${limit}; count the laps, or lead out.`,
      path: pathTo(first),
    });
  }
  const tooLate = visits.find(({ steps }) => steps > MOST_STEPS);
  if (loops.length > 0 || tooLate === undefined) return;
  note({
    severity: 'error',
    place: tooLate.widget.place,
    widget: tooLate.widget.state.name,
    message: `a path can have more than ${MOST_STEPS} steps, and Studio stops the flow there; shorten it.`,
    path: pathTo(tooLate),
  });
}

/** The loop from the visit on that comes first. */
function fromItsBeginning(loop: readonly Visit[], places: ReadonlyMap<Visit, number>): readonly Visit[] {
  const order = loop.map((visit) => places.get(visit) ?? 0);
  const first = order.indexOf(Math.min(...order));
  return [...loop.slice(first), ...loop.slice(0, first)];
}

function waitsForPeople({ widget }: Visit): boolean {
  return formatOf(widget.state.type)?.isVoice === true || widget.state.type === 'send-and-wait-for-reply';
}

/** One way round for each visit that closes one, found by going into the depth. */
function loopsIn(visits: readonly Visit[]): readonly (readonly Visit[])[] {
  const loops: Visit[][] = [];
  const done = new Set<Visit>();
  for (const start of visits) {
    if (done.has(start)) continue;
    const trail: Visit[] = [];
    const onTrail = new Set<Visit>();
    const stack: { visit: Visit; followed: number }[] = [];
    const enter = (visit: Visit): void => {
      stack.push({ visit, followed: 0 });
      trail.push(visit);
      onTrail.add(visit);
    };
    enter(start);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = top.visit.next[top.followed];
      top.followed += 1;
      if (next === undefined) {
        stack.pop();
        trail.pop();
        onTrail.delete(top.visit);
        done.add(top.visit);
      } else if (onTrail.has(next)) loops.push(trail.slice(trail.indexOf(next)));
      else if (!done.has(next)) enter(next);
    }
  }
  return loops;
}
