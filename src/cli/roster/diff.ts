import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { differenceOf, idsOf, type RosterDifference, type TeamDifference } from '../../roster/difference';
import type { Agent } from '../../roster/roster';
import { isoOf, timeText } from '../../roster/time-text';
import { spanWords, teamWords } from '../../roster/words';
import { printableLine } from '../../text/printable';
import { ROSTER_OPTIONS, TEXT, readArguments, weeksIn } from '../arguments';
import type { Command } from '../command';
import { deployedRoster, readRoster } from '../project';
import { changeText } from '../terminal/looks';
import { print, printJson } from '../terminal/print';
import { screen } from '../terminal/screen';
import { lines, paragraphs, type Text } from '../terminal/text';
import { wrap } from '../terminal/wrap';
import { timeGiven, TIME_HELP } from '../time';
import { shiftLines, totalWords } from './shift-words';

const HELP = `Usage: ${ONCALL} roster diff OLD [NEW] [OPTIONS]

Says in words what an edit of the roster changes: who gains and loses which shifts in the next
weeks, and which agents, numbers, teams, escalations, routes and silences differ.

  OLD, NEW        two rosters (default for NEW: assets/roster.private.json); - for what is piped in:
                  git show HEAD:assets/roster.private.json | ${ONCALL} roster diff -
  --weeks N       how far to look (default: 4)
  --from TIME     look ahead from this time instead of now
  --roster FILE   the same as NEW
  --json          one JSON object

${TIME_HELP}

Exit status: 0, whether or not they differ; 1 when one cannot be read, 2 for a wrong command line.`;

export const command: Command = {
  help: HELP,
  run: async (args) => {
    const options = { weeks: TEXT, from: TEXT, ...ROSTER_OPTIONS } as const;
    const { values, positionals } = readArguments(args, options, 2);
    const [oldFile, named] = positionals;
    if (oldFile === undefined) throw new UserMistake('name the roster to compare with.', 2);
    if (named !== undefined && values.roster !== undefined) {
      throw new UserMistake('there are three files; write NEW or --roster FILE.', 2);
    }
    const newFile = named ?? values.roster ?? deployedRoster();
    if (oldFile === '-' && newFile === '-') throw new UserMistake('only one of the two can be piped in.', 2);
    const weeks = weeksIn(values.weeks, 4);
    const before = readRoster(oldFile, '').roster;
    const after = readRoster(newFile, '').roster;
    const atMs = timeGiven(values.from, '--from', after.timezone);
    const difference = differenceOf(before, after, atMs, weeks);
    if (values.json === true) printJson(differenceJson(difference));
    else print(differenceText(difference, screen().columns));
    return 0;
  },
};

/** The difference as a person reads it. */
export function differenceText(difference: RosterDifference, width: number): Text {
  const { fromMs, toMs, timezone, weeks, agents, teams, rest } = difference;
  const span = weeks === 1 ? 'the next week' : `the next ${String(weeks)} weeks`;
  const head = `From ${spanWords(fromMs, toMs, timezone)} (${timezone}), ${span}:`;
  if (agents.length + teams.length + rest.length === 0) {
    return paragraphs([head, 'Nothing changes: the same people are called at the same times.']);
  }
  const parts = [
    ...(agents.length === 0 ? [] : [section('Agents', agents, width)]),
    ...teams.map((team) => section(`${teamWords(team.team)}${TEAM_IS[team.is]}`, teamLines(team), width)),
    ...(rest.length === 0 ? [] : [section('Routes and silences', rest, width)]),
    ...(teams.some((team) => team.shifts.length > 0) ? [] : ['Nobody gains or loses a shift in that time.']),
  ];
  return paragraphs([head, ...parts]);
}

const TEAM_IS: Readonly<Record<TeamDifference['is'], string>> = { new: ', a new team', gone: ', no more', kept: '' };

function section(title: string, told: readonly string[], width: number): Text {
  return lines([
    printableLine(title),
    ...told.map((line) => changeText(`  ${wrap(line, width - 6).join('\n      ')}`)),
  ]);
}

function teamLines({ team, shifts, laterMs, order, settings }: TeamDifference): readonly string[] {
  const zone = team.timezone;
  return [
    ...totalWords(shifts),
    ...shiftLines(shifts, zone),
    ...(laterMs === undefined ? [] : [`further changes begin at ${timeText(laterMs, zone)}; show them with --weeks`]),
    ...(order === undefined
      ? []
      : [`calls, as from ${timeText(order.fromMs, zone)}: ${idsOf(order.before)} → ${idsOf(order.after)}`]),
    ...settings,
  ];
}

/** The difference as a program reads it. */
export function differenceJson({ fromMs, toMs, agents, teams, rest }: RosterDifference): object {
  return {
    from: isoOf(fromMs),
    to: isoOf(toMs),
    agents,
    teams: teams.map(({ team, is, shifts, laterMs, order, settings }) => ({
      team: team.id,
      is,
      shifts: shifts.map((change) => ({
        from: isoOf(change.fromMs),
        to: isoOf(change.toMs),
        loses: change.loses?.id ?? null,
        gains: change.gains?.id ?? null,
        goesOn: change.goesOn,
      })),
      laterFrom: laterMs === undefined ? null : isoOf(laterMs),
      calls:
        order === undefined ? null : { from: isoOf(order.fromMs), before: ids(order.before), after: ids(order.after) },
      settings,
    })),
    rest,
  };
}

function ids(agents: readonly Agent[]): readonly string[] {
  return agents.map((agent) => agent.id);
}
