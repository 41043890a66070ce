import { scheduleOf, shifts } from '../roster/shifts';
import { FALLBACK_TEAM, type Plans } from '../escalation/plans';

/** Somebody who may reach back from a number. */
export interface Reacher {
  readonly id: string;
  readonly name: string;
  /** The first number of the agent: where SMS go. */
  readonly phone: string;
  readonly pin?: string;
}

/** Whose turn it is in a team. */
export interface OnCall {
  readonly teamName: string;
  readonly timezone: string;
  /** Absent when nobody is. */
  readonly agent?: { readonly id: string; readonly name: string };
  /** Until when, epoch milliseconds; absent when nothing ends it within {@link AHEAD_MS}. */
  readonly untilMs?: number;
}

/** The shift that somebody has, or has next. */
export interface ComingShift {
  readonly teamName: string;
  readonly timezone: string;
  readonly fromMs: number;
  /** Absent when nothing ends it within {@link AHEAD_MS}. */
  readonly toMs?: number;
}

/** So far ahead shifts are looked for. */
const AHEAD_MS = 35 * 24 * 60 * 60_000;

/** Everybody who has this number, in the order of the roster; several people may share one. `from`: as Twilio says who calls or writes. */
export function peopleWith({ roster, fallback }: Plans, from: string): readonly Reacher[] {
  return [...(roster?.agents.values() ?? []), ...fallback].flatMap((agent) => {
    const [phone] = agent.phones;
    const isTheirs = phone !== undefined && agent.phones.some((each) => isSameNumber(each, from));
    return isTheirs ? [{ ...agent, phone }] : [];
  });
}

/** The teams whose incidents somebody with this number may deal with. */
export function teamsWith(plans: Plans, from: string, nowMs: number): readonly string[] {
  const written = [...(plans.roster?.agents.values() ?? []), ...plans.fallback]
    .flatMap(({ phones }) => phones)
    .find((phone) => isSameNumber(phone, from));
  return written === undefined ? [] : plans.teamsOf(written, nowMs);
}

/** How people prove who they are, and what strangers get. */
export function reachOf({ roster }: Plans): {
  readonly trustsCallerId: boolean;
  readonly publicLine?: 'connect' | 'page';
  readonly publicTeam: string;
  readonly hasLinks: boolean;
} {
  const { reach = { trustsCallerId: false, hasLinks: true, textsWithCall: false }, defaultTeam = FALLBACK_TEAM } =
    roster ?? {};
  return { ...reach, publicTeam: defaultTeam };
}

/** Whose turn it is in a team; undefined of a team that the roster does not have. */
export function onCallIn({ roster }: Plans, team: string, nowMs: number): OnCall | undefined {
  const known = roster?.teams.get(team);
  if (known === undefined) return undefined;
  const { name: teamName, timezone } = known;
  const [now] = scheduleOf(known, nowMs, nowMs + AHEAD_MS);
  if (now?.agent === undefined) return { teamName, timezone };
  const isEndless = now.toMs >= nowMs + AHEAD_MS;
  return { teamName, timezone, agent: now.agent, ...(isEndless ? {} : { untilMs: now.toMs }) };
}

/** The shift that this agent has, or has next. */
export function shiftOf({ roster }: Plans, agent: string, nowMs: number): ComingShift | undefined {
  const own = [...(roster?.teams.values() ?? [])].flatMap((team) => {
    const shift = shifts(team, nowMs, nowMs + AHEAD_MS).find(({ agent: { id } }) => id === agent);
    return shift === undefined ? [] : [{ team, shift }];
  });
  const [first] = own.toSorted((one, other) => one.shift.fromMs - other.shift.fromMs);
  if (first === undefined) return undefined;
  const { team, shift } = first;
  const isEndless = shift.toMs >= nowMs + AHEAD_MS;
  return {
    teamName: team.name,
    timezone: team.timezone,
    fromMs: shift.fromMs,
    ...(isEndless ? {} : { toMs: shift.toMs }),
  };
}

/**
 * Whether a caller's number is this one, in whatever form a network passes it on: without the plus sign, as it is dialled inside
 * its country, or in the older or newer form of a mobile in Mexico or Argentina. A number with a plus sign is never shortened: the same
 * last digits are somebody else's in another country.
 */
function isSameNumber(phone: string, from: string): boolean {
  if (phone === from) return true;
  const digits = from.replace(/[\s().-]/g, '');
  if (/^\+\d{7,15}$/.test(digits)) return oneForm(phone) === oneForm(digits);
  if (/^00[1-9]\d{6,14}$/.test(digits)) return oneForm(phone) === oneForm(`+${digits.slice(2)}`);
  if (!/^\d{9,15}$/.test(digits)) return false;
  return phone === `+${digits}` || (digits.startsWith('0') && phone.endsWith(digits.slice(1)));
}

function oneForm(phone: string): string {
  return phone.replace(/^\+521(?=\d{10}$)/, '+52').replace(/^\+549(?=\d{10}$)/, '+54');
}
