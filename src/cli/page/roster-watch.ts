import type { World } from '../../page/world';
import { reasonOf } from '../../mistake';
import type { Roster } from '../../roster/roster';
import { dutiesIn, peopleIn, rosterIn } from './roster-parts';

/** The roster's file while somebody edits it: what it says now, and the last text that could be used. */
export class RosterWatch {
  /** The last text that could be used; empty before there was one. */
  text = '';
  roster: Roster | undefined;
  readonly #read: () => string;
  readonly #shown: string;
  #seen: string | undefined;
  #dutiesAtMs = -Infinity;

  /** `shown` is the name of the file for people. */
  constructor(read: () => string, shown: string) {
    this.#read = read;
    this.#shown = shown;
  }

  /** What has changed since it was looked at last: with the file, and with time. */
  look(atMs: number): Partial<World> {
    const text = this.#textNow();
    if (text !== this.#seen) {
      this.#seen = text;
      const { state, roster } = rosterIn(text, this.#shown, atMs);
      if (roster === undefined || !state.isUsable) return { roster: { ...state, isUsable: false } };
      this.text = text;
      this.roster = roster;
      this.#dutiesAtMs = atMs;
      return { roster: state, ...peopleIn(roster), onCall: dutiesIn(roster, atMs) };
    }
    if (this.roster === undefined || atMs - this.#dutiesAtMs < EVERY_MS) return {};
    this.#dutiesAtMs = atMs;
    return { onCall: dutiesIn(this.roster, atMs) };
  }

  /** Of a file that cannot be read, which is no roster, what is wrong with it. */
  #textNow(): string {
    try {
      return this.#read();
    } catch (error) {
      return `${this.#shown} cannot be read: ${reasonOf(error)}`;
    }
  }
}

/** Somebody may come on call in the middle of a minute, and nobody looks at seconds. */
const EVERY_MS = 60_000;
