import type { AlarmMatch, Route, Silence, Team } from '../roster';
import { fault, fieldsOf, hintsFor, oneOrMany, textOf, wordOf } from './entry';
import type { Entry, Fields, KeyHints } from './entry';
import { intervalOf, UNTIL, whyOf } from './overrides';
import { teamNamed } from './teams';

/** Reads what says which alarms are meant: routes and silences. */

const MATCH_KEYS = ['alarm', 'account', 'region'];

const MATCH_WORDS = {
  alarm: 'pattern name alarmname alarms match glob',
  account: 'accountid accounts',
  region: 'regions',
};
const ROUTE_HINTS = hintsFor({
  ...MATCH_WORDS,
  team: 'to target teams',
  missingData: 'nodata insufficientdata treatmissingdata',
});
const SILENCE_HINTS: KeyHints = new Map([
  ...hintsFor({
    ...MATCH_WORDS,
    from: 'start begin since starts',
    to: 'until end till ends',
    why: 'reason because comment note',
  }),
  ['for', UNTIL],
  ['duration', UNTIL],
]);

/** Reads a route. Without a team it leaves its alarms to the default team. */
export function routeOf(entry: Entry, teams: ReadonlyMap<string, Team>, defaultTeam: string): Route | undefined {
  const fields = fieldsOf(entry, [...MATCH_KEYS, 'team', 'missingData'], ROUTE_HINTS);
  if (fields === undefined) return undefined;
  const team = fields.get('team');
  const missing = fields.get('missingData');
  if (team === undefined && missing === undefined) {
    fault(entry, 'this route says nothing; write `team`, `missingData`, or both');
  }
  const missingData = missing && wordOf(missing, ['page', 'ignore']);
  return {
    path: entry.path,
    ...matchOf(fields),
    team: (team && teamNamed(team, teams)) ?? defaultTeam,
    ...(missingData === undefined ? {} : { missingData }),
  };
}

/** Reads a silence; its times are those of the zone. It must end and it must say which alarms it means. */
export function silenceOf(entry: Entry, zone: string): Silence | undefined {
  const fields = fieldsOf(entry, [...MATCH_KEYS, 'from', 'to', 'why'], SILENCE_HINTS);
  if (fields === undefined) return undefined;
  if (MATCH_KEYS.every((key) => fields.get(key) === undefined)) {
    fault(entry, 'say which alarms: `alarm`, `account` or `region`; for all of them write "alarm": "*"');
  }
  const match = matchOf(fields);
  const interval = intervalOf(fields, zone);
  const why = whyOf(fields);
  return interval && { path: entry.path, ...match, ...interval, ...(why === undefined ? {} : { why }) };
}

function matchOf(fields: Fields): AlarmMatch {
  const alarm = choiceOf(fields.get('alarm'), globOf);
  const account = choiceOf(fields.get('account'), accountOf);
  const region = choiceOf(fields.get('region'), globOf);
  return {
    ...(alarm === undefined ? {} : { alarm }),
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
  };
}

function choiceOf(entry: Entry | undefined, read: (item: Entry) => string | undefined): readonly string[] | undefined {
  return entry && oneOrMany(entry).flatMap((item) => read(item) ?? []);
}

/** CloudWatch allows 255 characters in an alarm's name. */
function globOf(entry: Entry): string | undefined {
  return textOf(entry, 255);
}

/** An AWS account number: 12 digits, as text because it may begin with 0. */
function accountOf(entry: Entry): string | undefined {
  if (entry.node.kind === 'number') {
    return fault(entry, 'an account number is text; put all its 12 digits in double quotes');
  }
  const text = textOf(entry);
  if (text === undefined || /^\d{12}$/.test(text)) return text;
  return fault(entry, 'this is no AWS account number; write its 12 digits in double quotes');
}
