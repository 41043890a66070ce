import { quoted } from '../../text/masking';
import { placelessText } from '../advice/zone-fault';
import type { Remark } from '../remark';
import type { Roster, Team } from '../roster';
import { isoOf, isRepeated, wallMsAt, wallMsOf } from '../zone';

/** What a roster leaves open although it matters, and how it was read. */
export function assumedWarnings({ assumed, teams, silences, defaultTeam }: Roster): readonly Remark[] {
  const all = [...teams.values()];
  const isTimed =
    silences.length > 0 ||
    all.some(
      ({ rotations, overrides }) => overrides.length > 0 || rotations.some(({ timezone }) => timezone === undefined),
    );
  const found: Remark[] = [];
  if (assumed.includes('timezone') && isTimed) {
    found.push({
      path: '$',
      message: 'times are read as UTC; write "timezone": "Europe/London", or the zone that you mean',
    });
  }
  if (assumed.includes('defaultTeam') && all.length > 1) {
    const message = `alarms that no route matches go to the first team, ${defaultTeam}; write "defaultTeam": "${defaultTeam}" if you mean that`;
    found.push({ path: 'teams', message });
  }
  return found;
}

/** Zones that belong to no place, and times that the clocks show twice. */
export function zoneWarnings(roster: Roster): readonly Remark[] {
  const teams = [...roster.teams.values()];
  const zones = [
    { path: 'timezone', zone: roster.timezone },
    ...[...roster.agents.values()].map(({ id, timezone }) => ({ path: `agents.${id}.timezone`, zone: timezone })),
    ...teams
      .filter(({ timezone }) => timezone !== roster.timezone)
      .map(({ path, timezone }) => ({ path: `${path}.timezone`, zone: timezone })),
    ...teams.flatMap(({ rotations }) =>
      rotations.map(({ path, timezone }) => ({ path: `${path}.timezone`, zone: timezone })),
    ),
  ];
  const silent = roster.silences.flatMap((silence) => repeatedIn(silence, roster.timezone));
  return [
    ...zones.flatMap(({ path, zone }) => {
      const message = zone === undefined ? undefined : placelessText(zone);
      return message === undefined ? [] : { path, message };
    }),
    ...teams.flatMap((team) => repeatedTimes(team, roster.timezone)),
    ...silent,
  ];
}

function repeatedTimes({ path, timezone, rotations, overrides }: Team, rosterZone: string): readonly Remark[] {
  return [
    ...rotations.flatMap((rotation) => {
      const wallMs = rotation.start === undefined ? undefined : wallMsOf(rotation.start);
      return wallMs === undefined ? [] : repeated(`${rotation.path}.start`, wallMs, rotation.timezone ?? timezone);
    }),
    // Those that stand beside the teams are in the roster's zone.
    ...overrides.flatMap((override) =>
      repeatedIn(override, override.path.startsWith(`${path}.`) ? timezone : rosterZone),
    ),
  ];
}

function repeatedIn(
  { path, fromMs, toMs }: { readonly path: string; readonly fromMs?: number; readonly toMs: number },
  zone: string,
): readonly Remark[] {
  return [
    ...(fromMs === undefined ? [] : repeated(`${path}.from`, wallMsAt(fromMs, zone), zone)),
    ...repeated(`${path}.to`, wallMsAt(toMs, zone), zone),
  ];
}

function repeated(path: string, wallMs: number, zone: string): readonly Remark[] {
  if (!isRepeated(wallMs, zone)) return [];
  const text = quoted(isoOf(wallMs).replace('T', ' '));
  const message = `${text} comes twice in ${zone}, because the clocks go back then; the first one counts; write another time if that matters`;
  return [{ path, message }];
}
