import { USUAL_LANGUAGE } from '../../language/language';
import { ownManner } from '../../language/voices';
import { ONCALL } from '../../oncall';
import type { Agent, Roster, Team } from '../../roster/roster';
import { scheduleOf, type ScheduleEntry } from '../../roster/shifts';
import { isoOf, timeText } from '../../roster/time-text';
import type { Interval } from '../../roster/window';
import { overrideWords, spanWords, teamWords } from '../../roster/words';
import { DAY_MS, instantOf, wallMsAt, WEEKDAYS, weekdayOf } from '../../roster/zone';
import { lengthText } from '../../text/length';
import { ROSTER_OPTIONS, TEXT, readArguments, weeksIn } from '../arguments';
import type { Command } from '../command';
import { readRoster } from '../project';
import { selectTeams } from '../selection';
import { print, printJson } from '../terminal/print';
import { screen } from '../terminal/screen';
import { lines, painted, paragraphs, type Look, type Text } from '../terminal/text';
import { wrap } from '../terminal/wrap';
import { timeGiven, TIME_HELP } from '../time';

const HELP = `Usage: ${ONCALL} roster show [OPTIONS]

Shows the next weeks as a calendar: who is on call at the beginning of each day, and every handoff
with its time. A star marks what an override decides, and NOBODY the times when nobody is on call.

  --team T        this team only (default: every team)
  --weeks N       how many weeks (default: 4)
  --from TIME     begin with the week of this time instead of now
  --roster FILE   another roster (default: assets/roster.private.json)
  --json          one JSON object

${TIME_HELP}`;

export const command: Command = {
  help: HELP,
  run: async (args) => {
    const options = { team: TEXT, weeks: TEXT, from: TEXT, ...ROSTER_OPTIONS } as const;
    const { values } = readArguments(args, options);
    const weeks = weeksIn(values.weeks, 4);
    const { roster } = readRoster(values.roster);
    const nowMs = Date.now();
    const calendars = selectTeams(roster, values.team).map((team) =>
      calendarOf(team, timeGiven(values.from, '--from', team.timezone, nowMs), weeks),
    );
    if (values.json === true) printJson({ teams: calendars.map(calendarJson) });
    else print(paragraphs(calendars.map((calendar) => calendarText(roster, calendar, screen().columns))));
    return 0;
  },
};

/** Whole weeks of a team, from Monday to Sunday. */
export interface Calendar {
  readonly team: Team;
  /** The instant whose day is marked. */
  readonly atMs: number;
  readonly weeks: readonly (readonly Day[])[];
  readonly entries: readonly ScheduleEntry[];
}

interface Day {
  /** Midnight at its beginning, as wall time. */
  readonly wallMs: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** The weeks from the Monday before an instant on. */
export function calendarOf(team: Team, atMs: number, weeks: number): Calendar {
  const { timezone } = team;
  const nowWallMs = wallMsAt(atMs, timezone);
  const todayMs = Math.floor(nowWallMs / DAY_MS) * DAY_MS;
  const mondayMs = todayMs - (weekdayOf(todayMs) - 1) * DAY_MS;
  const days = Array.from({ length: weeks * 7 }, (_, index): Day => {
    const wallMs = mondayMs + index * DAY_MS;
    return { wallMs, fromMs: instantOf(wallMs, timezone), toMs: instantOf(wallMs + DAY_MS, timezone) };
  });
  const entries = scheduleOf(team, days[0]?.fromMs ?? atMs, days.at(-1)?.toMs ?? atMs);
  return { team, atMs, weeks: Array.from({ length: weeks }, (_, week) => days.slice(week * 7, week * 7 + 7)), entries };
}

type Tint = { readonly agent: string } | 'gap';

/** What a cell shows in one line, and in which colour: an agent's, or that of a gap. */
interface CellLine {
  readonly text: string;
  readonly tint?: Tint;
}

const MOST_CELL_LINES = 8;
const MOST_GAPS = 10;
/** In narrower ones the days have no room for their handoffs. */
const FEWEST_COLUMNS = 72;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The calendar as a person reads it: days side by side or, where there is no room for them, a line for each shift. */
export function calendarText(roster: Roster, calendar: Calendar, columns: number): Text {
  const { team } = calendar;
  const tinted = tinter([...roster.agents.keys()]);
  const notes = notesOf(calendar, tinted, columns);
  return lines([
    ...wrap(`${teamWords(team)}, times of ${team.timezone}`, columns),
    '',
    ...(columns < FEWEST_COLUMNS ? listLines(calendar, tinted, columns) : gridLines(calendar, tinted, columns)),
    ...agentsOf(calendar).flatMap((line) => wrap(line, columns)),
    ...(notes.length === 0 ? [] : ['', ...notes]),
  ]);
}

function gridLines(calendar: Calendar, tinted: Tinted, columns: number): readonly Text[] {
  const width = Math.floor((columns - 1) / 7);
  const rule = '─'.repeat(width * 7 - 1);
  const weekdays = WEEKDAYS.map((day) => day.padEnd(width))
    .join('')
    .trimEnd();
  return [weekdays, ...calendar.weeks.flatMap((week) => [rule, ...weekLines(calendar, week, width, tinted)]), rule];
}

function listLines({ team, atMs, entries }: Calendar, tinted: Tinted, columns: number): readonly Text[] {
  return [
    ...entries.map((entry) => {
      const wallMs = wallMsAt(entry.fromMs, team.timezone);
      const day = `${WEEKDAYS[weekdayOf(wallMs) - 1] ?? ''} ${dayText(wallMs)}`;
      const start = `${day} ${timeText(entry.fromMs, team.timezone).slice(-5)} ${isDuring(entry, atMs) ? '<' : ' '} `;
      const { label, tint } = labelOf(entry);
      return [start, tinted(shortened(label, columns - start.length), tint)];
    }),
    '',
  ];
}

type Tinted = (text: string, tint: Tint | undefined) => Text;

/** In turn those of the agents; red, on its own, is for gaps. */
const AGENT_LOOKS: readonly Look[] = [
  'green',
  'yellow',
  'blue',
  'magenta',
  'cyan',
  'greenBright',
  'yellowBright',
  'blueBright',
  'magentaBright',
  'cyanBright',
];

function tinter(agents: readonly string[]): Tinted {
  return (text, tint) => {
    if (tint === undefined) return text;
    if (tint === 'gap') return painted(['bold', 'bgRed', 'whiteBright'], text);
    const index = Math.max(0, agents.indexOf(tint.agent)) % AGENT_LOOKS.length;
    return painted(AGENT_LOOKS[index] ?? 'green', text);
  };
}

function weekLines(calendar: Calendar, week: readonly Day[], width: number, tinted: Tinted): readonly Text[] {
  const cells = week.map((day) => [dateLine(day, calendar.atMs), ...cellLines(calendar, day, width - 1)]);
  const height = Math.max(...cells.map((cell) => cell.length));
  return Array.from({ length: height }, (_, row) => {
    const texts = cells.map((cell) => cell[row]);
    const last = texts.findLastIndex((each) => each !== undefined && each.text !== '');
    return texts.slice(0, last + 1).map((each, index): Text => {
      const { text = '', tint } = each ?? {};
      return [tinted(text, tint), index === last ? '' : ' '.repeat(Math.max(0, width - text.length))];
    });
  });
}

function dateLine({ wallMs, fromMs, toMs }: Day, atMs: number): CellLine {
  return { text: `${dayText(wallMs)}${isDuring({ fromMs, toMs }, atMs) ? ' <' : ''}` };
}

/** Such as `23 Nov`. */
function dayText(wallMs: number): string {
  const date = new Date(wallMs);
  return `${String(date.getUTCDate()).padStart(2)} ${MONTHS[date.getUTCMonth()] ?? ''}`;
}

function isDuring({ fromMs, toMs }: Interval, atMs: number): boolean {
  return fromMs <= atMs && atMs < toMs;
}

function cellLines({ team, entries }: Calendar, day: Day, width: number): readonly CellLine[] {
  const told = entries
    .filter((entry) => entry.fromMs < day.toMs && entry.toMs > day.fromMs)
    .flatMap((entry) => entryLines(entry, day, team.timezone, width));
  if (told.length <= MOST_CELL_LINES) return told;
  const more = { text: `+${String(told.length - MOST_CELL_LINES + 1)} more` };
  return [...told.slice(0, MOST_CELL_LINES - 1), more];
}

function entryLines(entry: ScheduleEntry, day: Day, zone: string, width: number): readonly CellLine[] {
  const { label, tint } = labelOf(entry);
  const time = entry.fromMs <= day.fromMs ? '' : `${timeText(entry.fromMs, zone).slice(-5)} `;
  if (time.length + label.length <= width) return [{ text: `${time}${label}`, tint }];
  const own = { text: shortened(label, width), tint };
  return time === '' ? [own] : [{ text: time.trimEnd(), tint }, own];
}

function labelOf({ agent, override }: ScheduleEntry): { readonly label: string; readonly tint: Tint } {
  if (agent === undefined) return { label: 'NOBODY!', tint: 'gap' };
  return { label: `${agent.id}${override === undefined ? '' : '*'}`, tint: { agent: agent.id } };
}

function shortened(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

/** The names behind the ids. */
function agentsOf({ team, entries }: Calendar): readonly string[] {
  const agents = [...new Set(entries.flatMap(({ agent }) => agent ?? []))];
  return agents.length === 0
    ? []
    : [agents.map((agent) => `${agent.id} = ${agent.name}${languageMark(agent, team)}`).join(', ')];
}

/** English is what nobody need be told. */
function languageMark(agent: Agent, team: Team): string {
  const { language } = ownManner(agent, team.manner);
  return language === USUAL_LANGUAGE ? '' : ` (${language})`;
}

function notesOf({ team, entries }: Calendar, tinted: Tinted, columns: number): readonly Text[] {
  const fromMs = entries[0]?.fromMs ?? 0;
  const toMs = entries.at(-1)?.toMs ?? 0;
  const overrides = team.overrides
    .filter((override) => override.fromMs < toMs && override.toMs > fromMs)
    .filter(({ out }) => out === undefined || team.agents.includes(out))
    .map((override) => {
      const star = entries.some((entry) => entry.override === override) ? '*' : ' ';
      const words = `${spanWords(override.fromMs, override.toMs, team.timezone)}: ${overrideWords(override)}`;
      return noteText([`${star} override  `], words, columns);
    });
  const gaps = entries.filter((entry) => entry.agent === undefined);
  const told = gaps.slice(0, MOST_GAPS).map((gap) => {
    const words = `${spanWords(gap.fromMs, gap.toMs, team.timezone)} (${lengthText(gap.toMs - gap.fromMs)})`;
    return noteText([tinted('NOBODY', 'gap'), '      '], words, columns);
  });
  const rest = gaps.length > MOST_GAPS ? [`            and ${String(gaps.length - MOST_GAPS)} more times`] : [];
  return [...overrides, ...told, ...rest];
}

const NOTE_INDENT = 12;

function noteText(start: Text, words: string, columns: number): Text {
  return [start, wrap(words, columns - NOTE_INDENT).join(`\n${' '.repeat(NOTE_INDENT)}`)];
}

function calendarJson({ team, entries }: Calendar): object {
  return {
    team: team.id,
    name: team.name,
    timezone: team.timezone,
    from: isoOf(entries[0]?.fromMs ?? 0),
    to: isoOf(entries.at(-1)?.toMs ?? 0),
    shifts: entries.flatMap(({ agent, fromMs, toMs, override }) =>
      agent === undefined
        ? []
        : {
            agent: agent.id,
            from: isoOf(fromMs),
            to: isoOf(toMs),
            override: override === undefined ? null : { path: override.path, why: override.why ?? null },
          },
    ),
    gaps: entries.flatMap(({ agent, fromMs, toMs }) =>
      agent === undefined ? { from: isoOf(fromMs), to: isoOf(toMs) } : [],
    ),
  };
}
