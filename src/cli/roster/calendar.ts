import { escape as escapedText, ICalCalendar, ICalEventTransparency } from 'ical-generator';
import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import type { Agent, Roster, Team } from '../../roster/roster';
import { scheduleOf, type ScheduleEntry } from '../../roster/shifts';
import { isoOf } from '../../roster/time-text';
import { overrideWords } from '../../roster/words';
import { DAY_MS, FIRST_YEAR } from '../../roster/zone';
import { ROSTER_OPTIONS, TEXT, readArguments } from '../arguments';
import type { Command } from '../command';
import { readRoster } from '../project';
import { selectAgent, selectTeams } from '../selection';
import { printFile, printJson } from '../terminal/print';
import { timeGiven, TIME_HELP } from '../time';

const HELP = `Usage: ${ONCALL} roster calendar [--team T | --agent A] [OPTIONS]

Prints the shifts of a year as an iCalendar feed (RFC 5545), for any calendar program. A shift keeps
its UID, so a program that reads the feed again does not duplicate it.

  --team T        this team only (default: every team)
  --agent A       this agent's shifts only, in every team
  --from TIME     from this time instead of now
  --roster FILE   another roster (default: assets/roster.private.json)
  --json          the same as one JSON object

${TIME_HELP}`;

export const command: Command = {
  help: HELP,
  run: async (args) => {
    const options = { team: TEXT, agent: TEXT, from: TEXT, ...ROSTER_OPTIONS } as const;
    const { values } = readArguments(args, options);
    if (values.team !== undefined && values.agent !== undefined) {
      throw new UserMistake('write --team or --agent, not both.', 2);
    }
    const { roster } = readRoster(values.roster);
    const atMs = timeGiven(values.from, '--from', roster.timezone);
    const teams = selectTeams(roster, values.team);
    const agent = values.agent === undefined ? undefined : selectAgent(roster, values.agent, '--agent');
    const feed = feedOf(roster, teams, agent, atMs);
    if (values.json === true) printJson(feedJson(feed));
    else printFile(feedText(feed));
    return 0;
  },
};

/** One entry of the calendar. */
export interface FeedEvent {
  /** The same at every run, for as long as the shift begins at the same time; so is `fromMs`. */
  readonly uid: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly title: string;
  readonly details?: string;
}

/** The shifts that become a calendar. */
export interface Feed {
  readonly name: string;
  readonly atMs: number;
  readonly events: readonly FeedEvent[];
}

const AHEAD_DAYS = 366;

/** No roster speaks of a time before this one, by the clock of whatever zone: what has been since ever begins here. */
const EARLIEST_MS = Date.UTC(FIRST_YEAR) - DAY_MS;

/** How far the ends of a shift are looked for, one after the other: most are near, and far ones take longer to find. */
const NEAR_DAYS = [100, 1_000];

/** The shifts of these teams in the year from an instant on, whole, also where they began earlier; and the gaps. */
export function feedOf(roster: Roster, teams: readonly Team[], agent: Agent | undefined, atMs: number): Feed {
  const [team] = teams;
  const whose = teams.length === 1 && team !== undefined && roster.teams.size > 1 ? `On call: ${team.name}` : 'On call';
  const events = teams.flatMap((one) => teamEvents(one, agent, atMs));
  return {
    name: agent === undefined ? whose : `On call: ${agent.name}`,
    atMs,
    events: events.toSorted((one, other) => one.fromMs - other.fromMs),
  };
}

function teamEvents(team: Team, agent: Agent | undefined, atMs: number): readonly FeedEvent[] {
  const endMs = atMs + AHEAD_DAYS * DAY_MS;
  return scheduleOf(team, atMs, endMs)
    .filter((entry) => agent === undefined || entry.agent === agent)
    .map((entry) => {
      const fromMs = entry.fromMs > atMs ? entry.fromMs : beginningMs(team, atMs);
      // One without an end in sight is cut off after the year.
      const toMs = entry.toMs < endMs ? entry.toMs : (endingMs(team, endMs) ?? endMs);
      return eventOf(
        team,
        { ...entry, fromMs: fromMs ?? EARLIEST_MS, toMs },
        agent !== undefined,
        fromMs === undefined,
      );
    });
}

/** When the shift of an instant began; undefined when it has been since ever. */
function beginningMs(team: Team, atMs: number): number | undefined {
  for (const days of [...NEAR_DAYS, Infinity]) {
    const horizonMs = Math.max(EARLIEST_MS, atMs - days * DAY_MS);
    const shift = scheduleOf(team, horizonMs, atMs + 1).at(-1);
    if (shift !== undefined && shift.fromMs > horizonMs) return shift.fromMs;
  }
  return undefined;
}

/** When the shift that goes on until an instant, or over it, ends; undefined when that is further off than anybody plans. */
function endingMs(team: Team, atMs: number): number | undefined {
  for (const days of NEAR_DAYS) {
    const horizonMs = atMs + days * DAY_MS;
    const [shift] = scheduleOf(team, atMs - 1, horizonMs);
    if (shift !== undefined && shift.toMs < horizonMs) return shift.toMs;
  }
  return undefined;
}

function eventOf(team: Team, entry: ScheduleEntry, isForAgent: boolean, isSinceEver: boolean): FeedEvent {
  const who = entry.agent?.name ?? 'NOBODY';
  const title = isForAgent ? `On call: ${team.name}` : `${who} on call (${team.name})`;
  const details = entry.override === undefined ? undefined : `Override: ${overrideWords(entry.override)}`;
  const since = isSinceEver ? 'always' : isoOf(entry.fromMs).replace(/[-:]|\.\d+/g, '');
  return {
    uid: `${team.id}.${entry.agent?.id ?? 'nobody'}.${since}@twilio-alert-system`,
    fromMs: entry.fromMs,
    toMs: entry.toMs,
    title,
    ...(details === undefined ? {} : { details }),
  };
}

/** The feed in iCalendar, times in UTC. It holds no numbers. */
export function feedText({ name, atMs, events }: Feed): string {
  const calendar = new ICalCalendar({
    // ical-generator escapes what stands in events, and nothing of the calendar itself (RFC 5545, 3.3.11).
    name: escapedText(name, false),
    prodId: { company: 'twilio-alert-system', product: 'oncall', language: 'EN' },
    ttl: DAY_MS / 1000,
  });
  for (const { uid, fromMs, toMs, title, details } of events) {
    calendar.createEvent({
      id: uid,
      start: new Date(fromMs),
      end: new Date(toMs),
      stamp: new Date(atMs),
      summary: title,
      // An agent who is on call is not busy all week.
      transparency: ICalEventTransparency.TRANSPARENT,
      ...(details === undefined ? {} : { description: details }),
    });
  }
  const text = calendar.toString();
  return text.endsWith('\r\n') ? text : `${text}\r\n`;
}

function feedJson({ name, events }: Feed): object {
  return {
    name,
    events: events.map(({ uid, fromMs, toMs, title, details }) => ({
      uid,
      from: isoOf(fromMs),
      to: isoOf(toMs),
      title,
      details: details ?? null,
    })),
  };
}
