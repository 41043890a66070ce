import { LANGUAGES } from '../../language/language';
import { SPEAKERS } from '../../language/voices';
import type { TextKind, TextValue } from './kinds';

/**
 * Every key that a roster may have, with what it may hold. The parser reads by this table, and the JSON Schema is made from it; what
 * people read about the keys is in src/roster/advice/key-words.ts.
 */

/** What a key holds. */
export interface Key {
  readonly is: TextKind | 'whole' | Table;
  /** Several of it: by ids that the writer chose, in a list that may be empty or may not, or one alone or several in a list. */
  readonly many?: 'by-id' | 'list' | 'some' | 'one-or-some';
  /** What the ids are; if this is left out, the writer chooses them. */
  readonly ids?: 'account';
  /** Whether it cannot be left out. */
  readonly must?: true;
  /** Whether nothing may stand in the list twice. */
  readonly once?: true;
  /** The least whole number. */
  readonly least?: number;
  /** The largest whole number, or the most characters of a text: {@link MOST_CHARACTERS} if left out. */
  readonly most?: number;
  /** The only texts that are allowed. */
  readonly words?: readonly string[];
}

/** The keys of one kind of object. */
export interface Table {
  readonly keys: Readonly<Record<string, Key>>;
  /** Of these at least one must be there. */
  readonly any?: readonly string[];
}

export const MOST_CHARACTERS = 200;

/** CloudWatch allows 255 characters in an alarm's name. */
const GLOBS = { is: 'glob', many: 'one-or-some', most: 255 } as const;
const MATCH = { alarm: GLOBS, account: { is: 'account', many: 'one-or-some' }, region: GLOBS } as const;
const NAME = { is: 'text', most: 80 } as const;
const ZONE = { is: 'zone' } as const;
const LANGUAGE = { is: 'text', words: LANGUAGES } as const;
const VOICE = { is: 'text', words: SPEAKERS } as const;
const TIME = { is: 'time' } as const;
const MUST_TIME = { is: 'time', must: true } as const;
const WHY = { is: 'text' } as const;
const AGENTS = { is: 'agent', many: 'some' } as const;
const TEAM_ID = { is: 'team' } as const;

const AGENT = {
  keys: {
    name: { ...NAME, must: true },
    phone: { is: 'phone', many: 'one-or-some', must: true, once: true },
    timezone: ZONE,
    pin: { is: 'pin' },
    language: LANGUAGE,
    voice: VOICE,
  },
} as const satisfies Table;

export const ROTATION = {
  keys: {
    agents: { ...AGENTS, must: true },
    start: TIME,
    every: { is: 'period' },
    only: { is: 'window', many: 'one-or-some' },
    timezone: ZONE,
  },
} as const satisfies Table;

export const OVERRIDE = {
  keys: { out: { is: 'agent' }, in: { is: 'agent' }, from: MUST_TIME, to: MUST_TIME, why: WHY },
  any: ['out', 'in'],
} as const satisfies Table;

/** An override that stands beside the teams. */
export const SHARED_OVERRIDE = {
  ...OVERRIDE,
  keys: { ...OVERRIDE.keys, team: TEAM_ID },
} as const satisfies Table;

const AGAIN = {
  keys: { every: { is: 'delay', must: true }, times: { is: 'whole', least: 1, most: 20, must: true } },
} as const satisfies Table;

export const ESCALATION = {
  keys: {
    order: { is: 'step', many: 'list' },
    maxCalls: { is: 'whole', least: 1, most: 20 },
    // Twilio rings for at most 600 s; below 5 s nobody reaches the phone.
    ringSeconds: { is: 'whole', least: 5, most: 600 },
    regroupMinutes: { is: 'whole', least: 0, most: 1440 },
    remindMinutes: { is: 'whole', least: 5, most: 1440 },
    again: { is: AGAIN },
    // At least as many as the first rounds of a few incidents need.
    maxCallsPerHour: { is: 'whole', least: 10, most: 1000 },
    maxTextsPerHour: { is: 'whole', least: 3, most: 100 },
  },
} as const satisfies Table;

export const TEAM = {
  keys: {
    agents: { ...AGENTS, once: true },
    name: NAME,
    timezone: ZONE,
    language: LANGUAGE,
    voice: VOICE,
    rotations: { is: ROTATION, many: 'some' },
    overrides: { is: OVERRIDE, many: 'list' },
    escalation: { is: ESCALATION },
  },
} as const satisfies Table;

export const ROUTE = {
  keys: { ...MATCH, team: TEAM_ID, missingData: { is: 'text', words: ['page', 'ignore'] } },
  any: ['team', 'missingData'],
} as const satisfies Table;

export const SILENCE = {
  keys: { ...MATCH, from: TIME, to: MUST_TIME, why: WHY },
  any: ['alarm', 'account', 'region'],
} as const satisfies Table;

/** Words of the company's own. */
const WORDING = {
  // It opens every call, before what is wrong.
  // All of it is said, at the beginning of every call.
  keys: { caller: { is: 'text', most: 24 } },
} as const satisfies Table;

export const ROSTER = {
  keys: {
    $schema: { is: 'text' },
    timezone: ZONE,
    language: LANGUAGE,
    voice: VOICE,
    wording: { is: WORDING },
    agents: { is: AGENT, many: 'by-id', must: true },
    teams: { is: TEAM, many: 'by-id' },
    accounts: { is: 'text', many: 'by-id', ids: 'account', most: 40 },
    defaultTeam: TEAM_ID,
    rotations: { is: ROTATION, many: 'some' },
    overrides: { is: SHARED_OVERRIDE, many: 'list' },
    escalation: { is: ESCALATION },
    routes: { is: ROUTE, many: 'list' },
    silences: { is: SILENCE, many: 'list' },
    ringBack: { is: 'text', words: ['trust caller id'] },
    publicLine: { is: 'text', words: ['connect', 'page'] },
    links: { is: 'text', words: ['off'] },
    sms: { is: 'text', words: ['with-call'] },
  },
} as const satisfies Table;

/** All of them by their names. */
export const TABLES = {
  roster: ROSTER,
  agent: AGENT,
  team: TEAM,
  rotation: ROTATION,
  override: OVERRIDE,
  sharedOverride: SHARED_OVERRIDE,
  escalation: ESCALATION,
  again: AGAIN,
  route: ROUTE,
  silence: SILENCE,
  wording: WORDING,
} as const satisfies Readonly<Record<string, Table>>;

/** The name of a table; undefined for one that is not among them. */
export function nameOfTable(table: Table | undefined): keyof typeof TABLES | undefined {
  return Object.keys(TABLES).find((name): name is keyof typeof TABLES => TABLES[name as keyof typeof TABLES] === table);
}

/** What the parser makes of an object; what could not be read is undefined, and a fault says so. */
export type Read<Some extends Table> = { readonly path: string } & {
  readonly [Name in keyof Some['keys']]?: Several<Some['keys'][Name]> | undefined;
};

type Several<Some extends Key> = Some extends { readonly many: 'by-id' }
  ? ReadonlyMap<string, One<Some> | undefined>
  : Some extends { readonly many: string }
    ? readonly (One<Some> | undefined)[]
    : One<Some>;

type One<Some extends Key> = Some extends { readonly is: infer Inner extends Table }
  ? Read<Inner>
  : Some extends { readonly words: readonly (infer Word)[] }
    ? Word
    : Some['is'] extends TextKind
      ? TextValue<Some['is']>
      : number;
