import { readFileSync, writeFileSync } from 'node:fs';
import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { differenceOf } from '../../roster/difference';
import type { Remark } from '../../roster/remark';
import type { Roster } from '../../roster/roster';
import { DAY_MS } from '../../roster/zone';
import { FLAG, ROSTER_OPTIONS, TEXT, weeksIn, type Values } from '../arguments';
import { withFile } from '../file';
import type { Machine } from '../machine';
import { deployedRoster, readNamedFile, shownName } from '../project';
import { print, printJson } from '../terminal/print';
import { screen } from '../terminal/screen';
import { paragraphs } from '../terminal/text';
import { checkRoster, oneForEach } from './check';
import { differenceJson, differenceText } from './diff';
import { remarkLines, remarkText } from './remark-text';

/** What every command that edits the roster understands. */
export const CHANGE_OPTIONS = { ...ROSTER_OPTIONS, weeks: TEXT, yes: FLAG, 'dry-run': FLAG } as const;

/** The same, for help texts. */
export const CHANGE_HELP = `  --yes           write it without asking
  --dry-run       show what it changes, and write nothing
  --weeks N       how far to look for what it changes (default: 4, or as long as it lasts)
  --roster FILE   another roster (default: assets/roster.private.json)
  --json          what it changes as one JSON object; writes only with --yes`;

/** A roster before it is edited. */
export interface Before {
  /** Without the byte-order mark that it may begin with. */
  readonly text: string;
  readonly roster: Roster;
  readonly nowMs: number;
}

/** What is to stand in its place. */
export interface Change {
  readonly text: string;
  /** When what it changes is over, if it is. */
  readonly overMs?: number;
}

const MARK = '\uFEFF';
const USUAL_WEEKS = 4;
const MOST_WEEKS = 53;

/**
 * Edits the roster's file: shows in words what the edit changes, and writes it if the person who typed the command wants that. A roster
 * with mistakes is neither edited nor written. Returns the exit status.
 */
export async function changeRoster(
  values: Values<typeof CHANGE_OPTIONS>,
  machine: Pick<Machine, 'now' | 'ask'>,
  edit: (before: Before) => Change,
): Promise<number> {
  const file = values.roster ?? deployedRoster();
  if (file === '-') throw new UserMistake('--roster -: what is piped in cannot be edited; name a file.', 2);
  const written = readNamedFile(file, values.roster === undefined ? '' : '--roster');
  const mark = written.startsWith(MARK) ? MARK : '';
  const text = written.slice(mark.length);
  const nowMs = machine.now();
  const before = soundRoster(text, nowMs, `${shownName(file)} has mistakes. Correct them first`);
  const change = edit({ text, roster: before.roster, nowMs });
  const after = soundRoster(change.text, nowMs, 'this would leave a roster with mistakes, so nothing was written');
  const warnings = newWarnings(before, after);
  const difference = differenceOf(before.roster, after.roster, nowMs, weeksFor(values.weeks, change, nowMs));
  const isWanted = values['dry-run'] !== true && (values.yes === true || values.json !== true);
  if (values.json === true) {
    if (isWanted) replace(file, written, mark + change.text);
    printJson({
      file: shownName(file),
      written: isWanted,
      ...differenceJson(difference),
      warnings: warnings.flatMap(oneForEach),
    });
    return 0;
  }
  const { columns } = screen();
  const told = warnings.map((warning) => remarkText('warning', shownName(file), warning, columns));
  print(paragraphs([differenceText(difference, columns), ...told]));
  if (!isWanted) {
    print('\nNothing was changed.');
    return 0;
  }
  if (values.yes !== true && !(await isConfirmed(machine, shownName(file)))) {
    print('Nothing was changed.');
    return 1;
  }
  replace(file, written, mark + change.text);
  const next = values.roster === undefined ? ` "${ONCALL} deploy" makes it effective.` : '';
  print(`\n${shownName(file)} is written.${next}`);
  return 0;
}

async function isConfirmed({ ask }: Pick<Machine, 'ask'>, file: string): Promise<boolean> {
  const answer = await ask(`\nWrite this to ${file}? (y/n) `, 'Write --yes or --dry-run.');
  return /^y(?:es)?$/i.test(answer);
}

/** Somebody who edits the file while the question waits must not lose that edit. */
function replace(file: string, before: string, after: string): void {
  const now = withFile(shownName(file), () => readFileSync(file, 'utf8'));
  if (now !== before) {
    throw new UserMistake(`${shownName(file)} was edited in the meantime, so nothing was written. Run this again.`);
  }
  withFile(shownName(file), () => writeFileSync(file, after));
}

/** The roster in a text with what the check warns of. Throws a UserMistake with every mistake in it. */
function soundRoster(text: string, nowMs: number, complaint: string): Sound {
  const { errors, more, warnings, looked } = checkRoster(text, undefined, () => nowMs);
  if (looked !== undefined && errors.length === 0) return { roster: looked.roster, warnings };
  throw new UserMistake(`${complaint}:\n${remarkLines(errors, more).join('\n')}`);
}

interface Sound {
  readonly roster: Roster;
  readonly warnings: readonly Remark[];
}

/** What the check says of the roster now and did not say before. */
function newWarnings(before: Sound, after: Sound): readonly Remark[] {
  const known = new Set(before.warnings.map(({ message }) => message));
  return after.warnings.filter(({ message }) => !known.has(message));
}

function weeksFor(written: string | undefined, { overMs }: Change, nowMs: number): number {
  const needed = overMs === undefined ? USUAL_WEEKS : Math.ceil((overMs - nowMs) / (7 * DAY_MS));
  return weeksIn(written, Math.min(MOST_WEEKS, Math.max(USUAL_WEEKS, needed)));
}
