import type { Roster, Team } from '../roster/roster';
import { lengthText } from '../roster/warning/length';
import { DAY_MS, instantOf, wallMsAt, WEEKDAYS, weekdayOf } from '../roster/zone';
import { readArguments, ROSTER_OPTIONS, weeksIn } from './arguments';
import { teamsChosen } from './choice';
import type { Command } from './command';
import { isoOf, momentOf, TIME_HELP, timeText } from './moment';
import { readRoster } from './project';
import { overrideWords, spanWords, teamWords } from './roster-words';
import { screen } from './screen';
import type { Screen } from './screen';
import { tilesOf } from './tile';
import type { Tile } from './tile';

const HELP = `Usage: npx oncall roster show [OPTIONS]

The next weeks as a calendar: who is on call at the beginning of each day, and every handoff with
its time. What an override decides has a star; where nobody is on call it says NOBODY.

  --team T        this team only (default: every team)
  --weeks N       how many weeks (default: 4)
  --from TIME     begin with the week of another time than now
  --roster FILE   another roster (default: assets/roster.private.json)
  --json          one JSON object

${TIME_HELP}`;

/** `oncall roster show`. */
export const rosterShowCommand: Command = {
  help: HELP,
  run: async (args) => {
    const options = {
      team: { type: 'string' },
      weeks: { type: 'string' },
      from: { type: 'string' },
      ...ROSTER_OPTIONS,
    } as const;
    const { values } = readArguments(args, options);
    const weeks = weeksIn(values.weeks, 4);
    const { roster } = readRoster(values.roster);
    const nowMs = Date.now();
    const calendars = teamsChosen(roster, values.team).map((team) => {
      const { atMs, note } = momentOf(values.from, '--from', team.timezone, nowMs);
      if (note !== undefined) console.error(note);
      return calendarOf(team, atMs, weeks);
    });
    console.log(
      values.json === true
        ? JSON.stringify(calendars.map(calendarJson), null, 2)
        : calendars.map((calendar) => calendarText(roster, calendar, screen())).join('\n\n'),
    );
    return 0;
  },
};

/** Whole weeks of a team, from Monday to Sunday. */
export interface Calendar {
  readonly team: Team;
  /** The instant whose day is marked. */
  readonly atMs: number;
  readonly weeks: readonly (readonly Day[])[];
  readonly tiles: readonly Tile[];
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
  const tiles = tilesOf(team, days[0]?.fromMs ?? atMs, days.at(-1)?.toMs ?? atMs);
  return { team, atMs, weeks: Array.from({ length: weeks }, (_, week) => days.slice(week * 7, week * 7 + 7)), tiles };
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

/** The calendar as a person reads it. */
export function calendarText(roster: Roster, calendar: Calendar, { columns, isColoured }: Screen): string {
  const { team, weeks } = calendar;
  const width = Math.floor((Math.max(FEWEST_COLUMNS, columns) - 1) / 7);
  const paint = isColoured ? painter([...roster.agents.keys()]) : plain;
  const rule = '─'.repeat(width * 7 - 1);
  const grid = weeks.flatMap((week) => [rule].concat(weekLines(calendar, week, width, paint)));
  const weekdays = WEEKDAYS.map((day) => day.padEnd(width))
    .join('')
    .trimEnd();
  const notes = notesOf(calendar, paint);
  return [
    `${teamWords(team)}, times of ${team.timezone}`,
    '',
    weekdays,
    ...grid,
    rule,
    ...agentsOf(calendar),
    ...(notes.length === 0 ? [] : ['', ...notes]),
  ].join('\n');
}

type Paint = (text: string, tint: Tint | undefined) => string;

const plain: Paint = (text) => text;

/** Green, yellow, blue, magenta, cyan and their bright ones; red, on its own, is for gaps. */
const AGENT_COLOURS = [32, 33, 34, 35, 36, 92, 93, 94, 95, 96];

function painter(agents: readonly string[]): Paint {
  return (text, tint) => {
    if (tint === undefined) return text;
    const colour =
      tint === 'gap' ? '1;41;97' : AGENT_COLOURS[Math.max(0, agents.indexOf(tint.agent)) % AGENT_COLOURS.length];
    return `\u001B[${String(colour)}m${text}\u001B[0m`;
  };
}

function weekLines(calendar: Calendar, week: readonly Day[], width: number, paint: Paint): readonly string[] {
  const cells = week.map((day) => [dateLine(day, calendar.atMs), ...cellLines(calendar, day, width - 1)]);
  const height = Math.max(...cells.map((cell) => cell.length));
  return Array.from({ length: height }, (_, row) =>
    cells
      .map((cell) => {
        const { text = '', tint } = cell[row] ?? {};
        return `${paint(text, tint)}${' '.repeat(Math.max(0, width - text.length))}`;
      })
      .join('')
      .trimEnd(),
  );
}

function dateLine({ wallMs, fromMs, toMs }: Day, atMs: number): CellLine {
  const date = new Date(wallMs);
  const isToday = fromMs <= atMs && atMs < toMs;
  const text = `${String(date.getUTCDate()).padStart(2)} ${MONTHS[date.getUTCMonth()] ?? ''}${isToday ? ' <' : ''}`;
  return { text };
}

function cellLines({ team, tiles }: Calendar, day: Day, width: number): readonly CellLine[] {
  const lines = tiles
    .filter((tile) => tile.fromMs < day.toMs && tile.toMs > day.fromMs)
    .flatMap((tile) => tileLines(tile, day, team.timezone, width));
  if (lines.length <= MOST_CELL_LINES) return lines;
  const more = { text: `+${String(lines.length - MOST_CELL_LINES + 1)} more` };
  return [...lines.slice(0, MOST_CELL_LINES - 1), more];
}

function tileLines(tile: Tile, day: Day, zone: string, width: number): readonly CellLine[] {
  const label = tile.agent === undefined ? 'NOBODY!' : `${tile.agent.id}${tile.override === undefined ? '' : '*'}`;
  const tint: Tint = tile.agent === undefined ? 'gap' : { agent: tile.agent.id };
  const time = tile.fromMs <= day.fromMs ? '' : `${timeText(tile.fromMs, zone).slice(-5)} `;
  if (time.length + label.length <= width) return [{ text: `${time}${label}`, tint }];
  const own = { text: label.length <= width ? label : `${label.slice(0, width - 1)}…`, tint };
  return time === '' ? [own] : [{ text: time.trimEnd(), tint }, own];
}

/** The names behind the ids. */
function agentsOf({ tiles }: Calendar): readonly string[] {
  const agents = [...new Set(tiles.flatMap(({ agent }) => agent ?? []))];
  return agents.length === 0 ? [] : [agents.map(({ id, name }) => `${id} = ${name}`).join(', ')];
}

function notesOf({ team, tiles }: Calendar, paint: Paint): readonly string[] {
  const fromMs = tiles[0]?.fromMs ?? 0;
  const toMs = tiles.at(-1)?.toMs ?? 0;
  const overrides = team.overrides
    .filter((override) => override.fromMs < toMs && override.toMs > fromMs)
    .filter(({ out }) => out === undefined || team.agents.includes(out))
    .map((override) => {
      const star = tiles.some((tile) => tile.override === override) ? '*' : ' ';
      return `${star} override  ${spanWords(override.fromMs, override.toMs, team.timezone)}: ${overrideWords(override)}`;
    });
  const gaps = tiles.filter((tile) => tile.agent === undefined);
  const told = gaps.slice(0, MOST_GAPS).map((gap) => {
    const nobody = paint('NOBODY', 'gap');
    return `${nobody}      ${spanWords(gap.fromMs, gap.toMs, team.timezone)} (${lengthText(gap.toMs - gap.fromMs)})`;
  });
  const rest = gaps.length > MOST_GAPS ? [`            and ${String(gaps.length - MOST_GAPS)} more times`] : [];
  return [...overrides, ...told, ...rest];
}

function calendarJson({ team, tiles }: Calendar): object {
  return {
    team: team.id,
    name: team.name,
    timezone: team.timezone,
    from: isoOf(tiles[0]?.fromMs ?? 0),
    to: isoOf(tiles.at(-1)?.toMs ?? 0),
    shifts: tiles.flatMap(({ agent, fromMs, toMs, override }) =>
      agent === undefined
        ? []
        : {
            agent: agent.id,
            from: isoOf(fromMs),
            to: isoOf(toMs),
            override: override === undefined ? null : { path: override.path, why: override.why ?? null },
          },
    ),
    gaps: tiles.flatMap(({ agent, fromMs, toMs }) =>
      agent === undefined ? { from: isoOf(fromMs), to: isoOf(toMs) } : [],
    ),
  };
}
