import { duties } from './duty';
import type { Agent, Team } from './roster';
import type { Interval } from './window';

/** A time in which somebody else is on call than before. */
export interface ShiftChange {
  readonly fromMs: number;
  readonly toMs: number;
  /** Nobody, if absent. */
  readonly loses?: Agent;
  /** Nobody, if absent. */
  readonly gains?: Agent;
  /** Whether it goes on after the weeks that were asked for, at whose end it is cut off. */
  readonly goesOn: boolean;
  /** When it is over if it goes on, or as far as anybody looked. */
  readonly overMs?: number;
}

/** A change, of which only the part before an instant is shown. */
export function cutOff(change: ShiftChange, toMs: number): ShiftChange {
  return change.toMs <= toMs ? change : { ...change, toMs, goesOn: true, overMs: change.toMs };
}

/** An interval in which nothing changes in either of two teams, and who is called in each, the one on call first. */
interface Beside extends Interval {
  readonly before: readonly Agent[];
  readonly after: readonly Agent[];
}

/** The duties of two teams beside each other: they tile the interval, in order. */
export function beside(old: Team, team: Team, fromMs: number, toMs: number): readonly Beside[] {
  const [olds, news] = [duties(old, fromMs, toMs), duties(team, fromMs, toMs)];
  const found: Beside[] = [];
  let [atOld, atNew] = [0, 0];
  for (let atMs = fromMs; atMs < toMs;) {
    const [before, after] = [olds[atOld], news[atNew]];
    if (before === undefined || after === undefined) break;
    const endMs = Math.min(before.toMs, after.toMs);
    found.push({ fromMs: atMs, toMs: endMs, before: before.line, after: after.line });
    if (before.toMs === endMs) atOld += 1;
    if (after.toMs === endMs) atNew += 1;
    atMs = endMs;
  }
  return found;
}

/** Who is on call instead of whom, one change after the other. */
export function shiftChanges(old: Team, team: Team, fromMs: number, toMs: number): readonly ShiftChange[] {
  const found: ShiftChange[] = [];
  for (const part of beside(old, team, fromMs, toMs)) {
    const [[loses], [gains]] = [part.before, part.after];
    if (loses?.id === gains?.id) continue;
    const last = found.at(-1);
    const goesOn = last?.toMs === part.fromMs && last.loses?.id === loses?.id && last.gains?.id === gains?.id;
    const change = {
      fromMs: goesOn ? last.fromMs : part.fromMs,
      toMs: part.toMs,
      ...(loses === undefined ? {} : { loses }),
      ...(gains === undefined ? {} : { gains }),
      goesOn: false,
    };
    found.splice(found.length - (goesOn ? 1 : 0), 1, change);
  }
  return found;
}
