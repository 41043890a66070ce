import { ringRemarks, ringTimes } from '../../flow/ring-remarks';
import { isUtf16 } from '../../json/source';
import { UserMistake } from '../../mistake';
import { USUAL_LANGUAGE } from '../../language/language';
import { ownManner } from '../../language/voices';
import { ONCALL } from '../../oncall';
import { examineRoster, MOST_ERRORS, placeRemarks, writtenNumbers } from '../../roster/advice/examine';
import type { ExaminedRoster } from '../../roster/advice/examine';
import type { Remark, RemarkCode } from '../../roster/remark';
import type { Roster } from '../../roster/roster';
import { gaps } from '../../roster/shifts';
import { isoOf, timeText } from '../../roster/time-text';
import { heartbeatRemarks } from '../../roster/warning/heartbeat';
import { numberRemarks } from '../../roster/warning/numbers';
import { OUTLOOK_DAYS } from '../../roster/warning/outlook';
import { warnings } from '../../roster/warnings';
import { DAY_MS } from '../../roster/zone';
import { masked } from '../../text/masking';
import { lineStarts, position } from '../../text/place';
import { FLAG, ROSTER_OPTIONS, TEXT, readArguments } from '../arguments';
import type { Command } from '../command';
import { readFlow } from '../flow/file';
import { deployedRoster, readNamedFile, shownName } from '../project';
import { print, printJson } from '../terminal/print';
import { screen } from '../terminal/screen';
import { lines, type Text } from '../terminal/text';
import { timeGiven, TIME_HELP } from '../time';
import { counted, countText, moreText, remarkText } from './remark-text';

const HELP = `Usage: ${ONCALL} roster check [FILE] [OPTIONS]

Reports every mistake in a roster at once, with its place and a remedy, and warns about what is
allowed but probably not meant: times in the next ${String(OUTLOOK_DAYS)} days when nobody is on call, overrides that
are over, agents whom no call reaches, ever or at some hours, steps that are never reached, numbers
that do not ring.

  FILE            the roster (default: assets/roster.private.json); - for what is piped in
  --strict        count warnings as mistakes, except those about reminders and the AWS heartbeat
  --from TIME     look ahead from this time instead of now
  --roster FILE   the same as FILE
  --json          one JSON object

${TIME_HELP}

Exit status: 0 when there is no mistake, 2 for a wrong command line, 1 otherwise.`;

export const command: Command = {
  help: HELP,
  run: async (args) => {
    const options = { strict: FLAG, from: TEXT, ...ROSTER_OPTIONS } as const;
    const { values, positionals } = readArguments(args, options, 1);
    const [named] = positionals;
    if (named !== undefined && values.roster !== undefined) {
      throw new UserMistake('there are two files to check; write FILE or --roster FILE.', 2);
    }
    const file = named ?? values.roster ?? deployedRoster();
    const text = readNamedFile(file, '');
    const report = checkRoster(text, ringsOfFlow(), (zone) => timeGiven(values.from, '--from', zone));
    const shown = file === '-' ? 'roster' : shownName(file);
    if (values.json === true) printJson(checkJson(shown, report));
    else print(checkText(shown, report, screen().columns));
    const isSound = report.errors.length === 0 && (values.strict !== true || !report.warnings.some(isMistake));
    return isSound ? 0 : 1;
  },
};

/** What no edit of the roster can put right is not a mistake in it, even with --strict. */
function isMistake({ code }: Remark): boolean {
  return code !== 'needs-heartbeat';
}

/** How long the calls of the flow ring. Undefined when it cannot be read: an edit of the roster must not wait for that. */
export function ringsOfFlow(): readonly number[] | undefined {
  try {
    return ringTimes(readFlow());
  } catch (error) {
    if (error instanceof UserMistake) return undefined;
    throw error;
  }
}

const NO_FLOW: Remark = {
  path: '$',
  message: `the flow cannot be read, so this did not check whether it has calls of the right length; "${ONCALL} flow check" says why`,
};

type CodedRemark = Remark & { readonly code: RemarkCode };

/** With this code, but for those that have one of their own. */
function coded(code: RemarkCode, remarks: readonly Remark[]): readonly CodedRemark[] {
  return remarks.map((remark) => Object.assign({ code }, remark));
}

/** What there is to say about a roster file. */
export interface CheckReport {
  /** At most a hundred. */
  readonly errors: readonly CodedRemark[];
  /** How many errors there are beyond these. */
  readonly more: number;
  readonly warnings: readonly CodedRemark[];
  /** What was looked at; absent when the file could not be read as a roster. */
  readonly looked?: {
    readonly roster: Roster;
    readonly fromMs: number;
    readonly toMs: number;
    /** Whether somebody is on call for every team all that time. */
    readonly isCovered: boolean;
  };
}

/**
 * Checks the text of a roster. `flowRings` are the ring times, in seconds, that the flow has, or undefined if that is not known; `fromIn` gives the instant from
 * which to look ahead, in the roster's zone.
 */
export function checkRoster(
  text: string,
  flowRings: readonly number[] | undefined,
  fromIn: (zone: string) => number,
): CheckReport {
  const parsed = examineRoster(text);
  const numbers = numberRemarks(writtenNumbers(text));
  const { errors, more } = errorsIn(text, parsed, numbers.errors);
  if (!parsed.ok) return { errors, more, warnings: [] };
  const { roster } = parsed;
  const fromMs = fromIn(roster.timezone);
  const toMs = fromMs + OUTLOOK_DAYS * DAY_MS;
  const remarks = [
    ...coded('byte-order-mark', byteOrderMark(text)),
    ...coded('number-doubtful', numbers.warnings),
    ...coded('unlikely', warnings(roster, fromMs)),
    ...coded('needs-heartbeat', heartbeatRemarks(text, roster)),
    ...(flowRings === undefined
      ? coded('flow-unreadable', [NO_FLOW])
      : coded('ring-seconds', ringRemarks(text, roster, flowRings))),
  ];
  return {
    errors,
    more,
    warnings: inOrder(placeRemarks(text, remarks)),
    looked: {
      roster,
      fromMs,
      toMs,
      isCovered: [...roster.teams.values()].every((team) => gaps(team, fromMs, toMs).length === 0),
    },
  };
}

/** All errors in the order of the text, however they were found. */
function errorsIn(
  text: string,
  parsed: ExaminedRoster,
  numbers: readonly Remark[],
): Pick<CheckReport, 'errors' | 'more'> {
  // A key may be a number, too.
  const looked = placeRemarks(text, numbers).map((remark) => Object.assign({}, remark, { path: masked(remark.path) }));
  const all = inOrder([
    ...coded('encoding', lostCharacters(text)),
    ...(parsed.ok ? [] : coded('invalid', parsed.errors)),
    ...coded('number', looked),
  ]);
  const errors = all.slice(0, MOST_ERRORS);
  return { errors, more: all.length - errors.length + (parsed.ok ? 0 : parsed.more) };
}

/** A file in another encoding than UTF-8 has names that no voice can read. */
function lostCharacters(text: string): readonly Remark[] {
  const at = text.indexOf('\uFFFD');
  if (at === -1 || isUtf16(text)) return [];
  const message = 'the file is not UTF-8, so this character was lost; save it as UTF-8 and write the character again';
  return [{ path: '$', ...position(lineStarts(text), at), message }];
}

/** Many programs do not accept a file that begins with one as JSON. */
function byteOrderMark(text: string): readonly Remark[] {
  if (!text.startsWith('\uFEFF')) return [];
  const message = 'the file begins with a byte-order mark, which other programs refuse; save it as UTF-8 without one';
  return [{ path: '$', message }];
}

function inOrder<Some extends Remark>(remarks: readonly Some[]): readonly Some[] {
  return remarks.toSorted(
    (one, other) => (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0),
  );
}

/** The report as a person reads it. */
export function checkText(file: string, report: CheckReport, width: number): Text {
  const { errors, more, warnings: warned, looked } = report;
  return lines([
    ...errors.map((remark) => remarkText('error', file, remark, width)),
    ...(more === 0 ? [] : [moreText(more)]),
    ...warned.map((remark) => remarkText('warning', file, remark, width)),
    ...(errors.length + warned.length === 0 ? [] : ['']),
    countText(file, errors.length + more, warned.length),
    ...(looked === undefined ? [] : lookedText(looked)),
  ]);
}

function lookedText({ roster, fromMs, toMs, isCovered }: NonNullable<CheckReport['looked']>): readonly string[] {
  const numbers = [...roster.agents.values()].flatMap((agent) => agent.phones).length;
  const parts = [
    counted(roster.agents.size, 'agent'),
    counted(numbers, 'number'),
    counted(roster.teams.size, 'team'),
    ...(roster.routes.length === 0 ? [] : [counted(roster.routes.length, 'route')]),
    ...(roster.silences.length === 0 ? [] : [counted(roster.silences.length, 'silence')]),
    ...languagesText(roster),
  ];
  const span = `the ${String(OUTLOOK_DAYS)} days from ${timeText(fromMs, roster.timezone)} to ${timeText(toMs, roster.timezone)} (${roster.timezone})`;
  const whom = roster.teams.size === 1 ? 'Somebody is' : 'Every team has somebody';
  return [`Checked: ${parts.join(', ')};`, `${span}.`, ...(isCovered ? [`${whom} on call all that time.`] : [])];
}

/** In what people are called, where that is not English alone. */
function languagesText({ teams }: Roster): readonly string[] {
  const spoken = [...teams.values()].flatMap(({ agents, manner }) =>
    agents.map((agent) => ownManner(agent, manner).language),
  );
  const languages = [...new Set(spoken)];
  return languages.every((language) => language === USUAL_LANGUAGE) ? [] : [`calls in ${languages.join(', ')}`];
}

/** A program looks for one agent; a person prefers one line about several. */
export function oneForEach({ agents, excerpt: _excerpt, ...remark }: Remark): readonly object[] {
  return agents === undefined ? [remark] : agents.map((agent) => Object.assign({}, remark, { agent }));
}

function checkJson(file: string, { errors, more, warnings: warned, looked }: CheckReport): object {
  return {
    file,
    errors: errors.flatMap(oneForEach),
    moreErrors: more,
    warnings: warned.flatMap(oneForEach),
    checked:
      looked === undefined
        ? null
        : {
            agents: looked.roster.agents.size,
            teams: looked.roster.teams.size,
            from: isoOf(looked.fromMs),
            to: isoOf(looked.toMs),
            covered: looked.isCovered,
          },
  };
}
