import type { Note } from '../finding';
import { formatOf } from '../format';
import { pathTo } from './walk';
import type { Moment, Walk } from './walk';
import type { Subject } from '../subject';

/** Studio ends an execution after so many steps, and when one widget runs so many times in a row (Studio FAQ). */
const MOST_STEPS = 1_000;
const MOST_IN_A_ROW = 10;

/**
 * Ways round that never end, and paths that are too long. A way round whose variables change from lap to lap, as a counter does,
 * is no loop but a path.
 */
export function checkLoops({ moments }: Walk, { isEscalation }: Subject, note: Note): void {
  const places = new Map(moments.map((moment, index) => [moment, index] as const));
  const loops = loopsIn(moments).map((loop) => fromItsBeginning(loop, places));
  const told = new Set<string>();
  const placeOf = ([first]: readonly Moment[]): number => (first === undefined ? 0 : (places.get(first) ?? 0));
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
  if (loops.length === 0) checkLengths(moments, note);
}

/** The loop from the moment on that comes first. */
function fromItsBeginning(loop: readonly Moment[], places: ReadonlyMap<Moment, number>): readonly Moment[] {
  const order = loop.map((moment) => places.get(moment) ?? 0);
  const first = order.indexOf(Math.min(...order));
  return [...loop.slice(first), ...loop.slice(0, first)];
}

function waitsForPeople({ widget }: Moment): boolean {
  return formatOf(widget.state.type)?.isVoice === true || widget.state.type === 'send-and-wait-for-reply';
}

/** One way round for each moment that closes one, found by going into the depth. */
function loopsIn(moments: readonly Moment[]): readonly (readonly Moment[])[] {
  const loops: Moment[][] = [];
  const done = new Set<Moment>();
  for (const start of moments) {
    if (done.has(start)) continue;
    const trail: Moment[] = [];
    const onTrail = new Set<Moment>();
    const stack: { moment: Moment; followed: number }[] = [];
    const enter = (moment: Moment): void => {
      stack.push({ moment, followed: 0 });
      trail.push(moment);
      onTrail.add(moment);
    };
    enter(start);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = top.moment.next[top.followed];
      top.followed += 1;
      if (next === undefined) {
        stack.pop();
        trail.pop();
        onTrail.delete(top.moment);
        done.add(top.moment);
      } else if (onTrail.has(next)) loops.push(trail.slice(trail.indexOf(next)));
      else if (!done.has(next)) enter(next);
    }
  }
  return loops;
}

/** The longest path, and the longest run of one widget, to each moment; there are no loops. */
function checkLengths(moments: readonly Moment[], note: Note): void {
  const steps = new Map<Moment, number>();
  const repeats = new Map<Moment, number>();
  for (const moment of inOrder(moments)) {
    const length = steps.get(moment) ?? 1;
    const run = repeats.get(moment) ?? 1;
    for (const next of moment.next) {
      steps.set(next, Math.max(steps.get(next) ?? 0, length + 1));
      const inARow = next.widget === moment.widget ? run + 1 : 1;
      repeats.set(next, Math.max(repeats.get(next) ?? 0, inARow));
    }
  }
  const told = new Set<string>();
  const tell = (moment: Moment, message: string): void => {
    if (told.has(message)) return;
    told.add(message);
    const { state, place } = moment.widget;
    note({ severity: 'error', place, widget: state.name, message, path: pathTo(moment) });
  };
  for (const moment of moments) {
    if ((repeats.get(moment) ?? 1) >= MOST_IN_A_ROW) {
      const { name } = moment.widget.state;
      tell(
        moment,
        `${name} can come ${MOST_IN_A_ROW} times in a row, and Studio stops the flow there; put fewer laps.`,
      );
    }
    if ((steps.get(moment) ?? 1) > MOST_STEPS) {
      tell(moment, `a path can have more than ${MOST_STEPS} steps, and Studio stops the flow there; shorten it.`);
    }
  }
}

/** Moments so that each comes after all that lead to it. */
function inOrder(moments: readonly Moment[]): readonly Moment[] {
  const leading = new Map<Moment, number>();
  for (const { next } of moments) for (const each of next) leading.set(each, (leading.get(each) ?? 0) + 1);
  const order = moments.filter((moment) => !leading.has(moment));
  // The list grows while it is gone through.
  for (const moment of order) {
    for (const next of moment.next) {
      const left = (leading.get(next) ?? 0) - 1;
      leading.set(next, left);
      if (left === 0) order.push(next);
    }
  }
  return order;
}
