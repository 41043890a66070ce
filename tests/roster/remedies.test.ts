import { describe, expect, it } from '@jest/globals';
import { zoneWarnings } from '../../src/roster/warning/assumed';
import { AGENTS, errorsOf, rosterOf } from './sample';

const DAYS = { from: '2026-11-18 09:00', to: '2026-11-19 09:00' };

/** What is said of a key, as `path: message`. */
function ofRotation(rotation: object): readonly string[] {
  return errorsOf({ agents: AGENTS, rotations: [{ agents: ['ann', 'bob'], start: '2026-01-05 09:00', ...rotation }] });
}

describe('the remedy for a time', () => {
  it.each([
    ['2026-02-30 09:00', '`2026-02-30 09:00` is not in any calendar: 2026-02 has 28 days'],
    ['2027-02-29 09:00', '`2027-02-29 09:00` is not in any calendar: 2027-02 has 28 days'],
    ['2028-02-30 09:00', '`2028-02-30 09:00` is not in any calendar: 2028-02 has 29 days'],
    ['2026-11-31 09:00', '`2026-11-31 09:00` is not in any calendar: 2026-11 has 30 days'],
    ['2026-11-00 09:00', '`2026-11-00 09:00` is not in any calendar: 2026-11 has 30 days'],
    ['2026-13-01 09:00', '`2026-13-01 09:00` is not in any calendar: there is no month 13'],
    ['2026-00-01 09:00', '`2026-00-01 09:00` is not in any calendar: there is no month 0'],
    ['2026-11-23 25:00', '`2026-11-23 25:00` is not on any clock: hours go from 00 to 23'],
    ['2026-11-23 09:60', '`2026-11-23 09:60` is not on any clock: minutes go from 00 to 59'],
    ['2026-12-31 24:00', '`2026-12-31 24:00` is not on any clock: hours go from 00 to 23; write "2027-01-01 00:00"'],
    ['2026-11-23 9:00', '`2026-11-23 9:00` is not a time; write "2026-11-23 09:00"'],
    ['2026-11-23 09:00:00', '`2026-11-23 09:00:00` is not a time; write "2026-11-23 09:00"'],
    ['2026-11-23 09.00', '`2026-11-23 09.00` is not a time; write "2026-11-23 09:00"'],
    ['2026-11-23  09:00', '`2026-11-23  09:00` is not a time; write "2026-11-23 09:00"'],
    ['2026-1-5 9:00', '`2026-1-5 9:00` is not a time; write "2026-01-05 09:00"'],
    ['2026/11/23 09:00', '`2026/11/23 09:00` is not a time; write "2026-11-23 09:00"'],
    ['2026-11-23 9pm', '`2026-11-23 9pm` is not a time; write "2026-11-23 21:00"'],
    ['2026-11-23 12:30 AM', '`2026-11-23 12:30 AM` is not a time; write "2026-11-23 00:30"'],
    ['23.11.2026 9:00', '`23.11.2026 9:00` is not a time; write "2026-11-23 09:00"'],
    ['2026-11-23', 'a time of day is missing; write "2026-11-23 00:00" for the start of that day'],
    [
      '2026-11-23T09:00:00Z',
      'leave out the offset of `2026-11-23T09:00:00Z`; times are those of the clock on the wall',
    ],
    // Nobody knows which of the two is the month.
    [
      '03/04/2026 09:00',
      '`03/04/2026 09:00` is not a time; write year, month, day, hour and minute, such as "2026-11-22',
    ],
    ['tomorrow', '`tomorrow` is not a time; write year, month, day, hour and minute, such as "2026-11-22 09:00"'],
  ])('%s', (start, expected) => {
    expect(ofRotation({ start })).toEqual([expect.stringContaining(`rotations[0].start: ${expected}`)]);
  });
});

describe('the remedy for a part of the week', () => {
  it.each([
    'nights',
    'Mo-Fr',
    'Mon 25:00 - Tue 09:00',
    'Mon 24:00 - Tue 09:00',
    '09:00',
    'Monsoon',
    '-',
    'weekend',
    'Friday 6pm to Monday 9am',
  ])('%s shows the forms there are', (only) => {
    expect(ofRotation({ only })).toEqual([
      `rotations[0].only: \`${only}\` is not a part of the week; write "Fri 22:00 - Mon 08:00", "Mon-Fri 09:00 - 17:00" or "Sat, Sun"`,
    ]);
  });
});

describe('the remedy for a period', () => {
  it.each(['weekly', '7d', 'month', '30 minutes', '0 days', 'fortnight'])('%s shows the forms there are', (every) => {
    expect(ofRotation({ every })).toEqual([
      `rotations[0].every: \`${every}\` is not a period; write "1 week", "12 hours", "2 days", "1 month" or "1 shift"`,
    ]);
  });
});

describe('the remedy for a time zone', () => {
  it.each([
    ['Berlin', 'Europe/Berlin'],
    ['London', 'Europe/London'],
    ['new york', 'America/New_York'],
    ['Lodnon', 'Europe/London'],
    ['Europe/Berln', 'Europe/Berlin'],
    ['PST', 'America/Los_Angeles'],
    ['CEST', 'Europe/Berlin'],
  ])('%s', (timezone, meant) => {
    expect(errorsOf({ agents: AGENTS, timezone })).toEqual([
      `timezone: there is no time zone \`${timezone}\`; did you mean \`${meant}\`?`,
    ]);
  });

  it.each([
    ['EST', 'write the zone of a place, such as "America/New_York"'],
    ['MST', 'write the zone of a place, such as "America/Denver"'],
    ['HST', 'write the zone of a place, such as "Pacific/Honolulu"'],
    ['GMT', 'write the zone of a place, such as "Europe/London", or "UTC"'],
    ['Etc/GMT+5', 'write the zone of a place, such as "Europe/London", or "UTC"'],
  ])('%s is allowed, but not without a word', (timezone, remedy) => {
    expect(zoneWarnings(rosterOf({ timezone }))).toEqual([
      {
        path: 'timezone',
        message: `${timezone} is not the time of any place and does not change in summer; ${remedy}`,
      },
    ]);
  });

  it.each(['UTC', 'Etc/UTC', 'Zulu', 'CET', 'EST5EDT', 'Japan', 'Europe/London', 'America/Phoenix'])(
    'nothing is said of %s',
    (timezone) => {
      expect(zoneWarnings(rosterOf({ timezone }))).toEqual([]);
    },
  );

  it('stands at the team whose zone it is', () => {
    const found = zoneWarnings(rosterOf({ teams: { db: { agents: ['ann'], timezone: 'EST' } } }));
    expect(found.map(({ path }) => path)).toEqual(['teams.db.timezone']);
  });
});

/** A roster with a wrong key in one of its parts. */
function withKey(part: string, key: string): object {
  switch (part) {
    case 'overrides':
    case 'silences':
    case 'routes':
      return { agents: AGENTS, [part]: [{ [key]: 1 }] };
    case 'agents':
      return { agents: { ann: { [key]: 1 } } };
    case 'rotations':
      return { agents: AGENTS, rotations: [{ [key]: 1 }] };
    case 'teams':
      return { agents: AGENTS, teams: { db: { [key]: 1 } } };
    case 'escalation':
      return { agents: AGENTS, escalation: { [key]: 1 } };
    default:
      return { agents: AGENTS, [key]: 1 };
  }
}

describe('the remedy for a wrong key', () => {
  const keys: readonly [string, string, string][] = [
    ['overrides', 'start', 'did you mean `from`?'],
    ['overrides', 'end', 'did you mean `to`?'],
    ['overrides', 'until', 'did you mean `to`?'],
    ['overrides', 'reason', 'did you mean `why`?'],
    ['overrides', 'who', 'write who is `out`, who is `in`, or both'],
    ['overrides', 'substitute', 'did you mean `in`?'],
    ['overrides', 'for', 'write when it ends: `to`'],
    ['silences', 'until', 'did you mean `to`?'],
    ['silences', 'for', 'write when it ends: `to`'],
    ['silences', 'reason', 'did you mean `why`?'],
    ['silences', 'start', 'did you mean `from`?'],
    ['routes', 'alarmName', 'did you mean `alarm`?'],
    ['routes', 'alarm_name', 'did you mean `alarm`?'],
    ['routes', 'AlarmName', 'did you mean `alarm`?'],
    ['routes', 'name', 'did you mean `alarm`?'],
    ['routes', 'to', 'did you mean `team`?'],
    ['agents', 'mobile', 'did you mean `phone`?'],
    ['agents', 'tel', 'did you mean `phone`?'],
    ['agents', 'number', 'did you mean `phone`?'],
    ['agents', 'tz', 'did you mean `timezone`?'],
    ['agents', 'phones', 'write `phone`, also for a list of numbers'],
    ['', 'zone', 'did you mean `timezone`?'],
    ['', 'tz', 'did you mean `timezone`?'],
    ['', 'time_zone', 'did you mean `timezone`?'],
    ['', 'escalate', 'did you mean `escalation`?'],
    ['', 'people', 'did you mean `agents`?'],
    ['', 'schedules', 'did you mean `rotations`?'],
    ['escalation', 'ringTimeout', 'did you mean `ringSeconds`?'],
    ['escalation', 'timeout', 'did you mean `ringSeconds`?'],
    ['escalation', 'calls', 'did you mean `maxCalls`?'],
    ['escalation', 'retries', 'did you mean `maxCalls`?'],
    ['escalation', 'steps', 'did you mean `order`?'],
    ['rotations', 'members', 'did you mean `agents`?'],
    ['rotations', 'from', 'did you mean `start`?'],
    ['teams', 'members', 'did you mean `agents`?'],
    ['teams', 'tz', 'did you mean `timezone`?'],
  ];
  it.each(keys)('%s: %s', (part, key, remedy) => {
    expect(errorsOf(withKey(part, key)).filter((error) => error.includes('is not known here'))).toEqual([
      expect.stringMatching(new RegExp(`${key}: \`${key}\` is not known here; ${remedy.replaceAll('?', '\\?')}$`)),
    ]);
  });

  it('says nothing of a missing key where a wrong one stands for it', () => {
    expect(errorsOf({ agents: AGENTS, overrides: [{ out: 'ann', start: DAYS.from, until: DAYS.to }] })).toEqual([
      'overrides[0].start: `start` is not known here; did you mean `from`?',
      'overrides[0].until: `until` is not known here; did you mean `to`?',
    ]);
    expect(errorsOf({ agents: AGENTS, overrides: [{ who: 'ann', from: DAYS.from, for: '1 day' }] })).toEqual([
      'overrides[0].who: `who` is not known here; write who is `out`, who is `in`, or both',
      'overrides[0].for: `for` is not known here; write when it ends: `to`',
    ]);
  });

  it('does not take a wrong key for one that is there', () => {
    expect(errorsOf({ agents: { ann: { ...AGENTS.ann, mobile: 1 } } })).toEqual([
      'agents.ann.mobile: `mobile` is not known here; did you mean `phone`?',
    ]);
  });
});

describe('the remedy for an id', () => {
  it.each([
    ['bob smith', 'bob-smith'],
    ['Jörg Müller', 'Jorg-Muller'],
    ['ann.lee@example.com', 'ann-lee-example-com'],
    ['7of9', 'of9'],
    ['-ann-', 'ann'],
    ['a'.repeat(40), 'a'.repeat(32)],
    ['7', 'a1'],
    ['李明', 'a1'],
    ['on call', 'a1'],
  ])('%s', (id, plain) => {
    expect(errorsOf({ agents: { [id]: AGENTS.ann } })).toEqual([
      expect.stringMatching(new RegExp(`cannot be an id: it begins with a letter .* write something like "${plain}"$`)),
    ]);
    expect(errorsOf({ agents: { [plain]: AGENTS.ann } })).toEqual([]);
  });
});

describe('the remedy for somebody who is not there', () => {
  it.each([
    ['Ann Lee', 'write the id of Ann Lee: "ann"'],
    ['bob roy', 'write the id of Bob Roy: "bob"'],
    ['ANN', 'did you mean `ann`?'],
    ['An', 'did you mean `ann`?'],
    ['Dee Fox', 'add it under `agents`'],
  ])('%s', (name, remedy) => {
    expect(errorsOf({ agents: AGENTS, rotations: [{ agents: [name] }] })).toEqual([
      `rotations[0].agents[0]: there is no agent \`${name}\`; ${remedy}`,
    ]);
  });

  it.each([
    ['primary', 'on-call'],
    ['Backup', 'next'],
    ['all', 'everyone'],
  ])('%s as a step', (step, meant) => {
    expect(errorsOf({ agents: AGENTS, escalation: { order: ['ann', step] } })).toEqual([
      `escalation.order[1]: there is no step or agent \`${step}\`; did you mean \`${meant}\`?`,
    ]);
  });
});

describe('a value of the wrong kind', () => {
  it.each([
    [{ agents: [] }, 'agents: this is a list; write an object in braces { "id": { … } }, with an id for each'],
    [{ agents: { ann: '' } }, 'agents.ann: this is text; write an object in braces { "name": …, "phone": … }'],
    [
      { agents: AGENTS, escalation: ['on-call'] },
      'escalation: this is a list; write an object in braces { "order": …, "maxCalls": … }',
    ],
    [
      { agents: AGENTS, teams: { db: ['ann'] } },
      'teams.db: this is a list; write an object in braces { "agents": …, "name": … }',
    ],
    [
      { agents: AGENTS, rotations: { agents: ['ann'] } },
      'rotations: this is an object; write a list in brackets, also of one: [{ … }]',
    ],
    [
      { agents: AGENTS, rotations: [{ agents: 'ann, bob' }] },
      'rotations[0].agents: this is text; write a list in brackets ["ann", "bob"]',
    ],
    [{ agents: AGENTS, silences: 5 }, 'silences: this is a number; write a list in brackets [ … ]'],
    [
      { agents: { ann: { name: 'Ann', phone: '+447700900001, +12025550101' } } },
      'agents.ann.phone: these are several numbers; write a list ["+44…", "+44…"]',
    ],
    [
      { roster: { agents: AGENTS }, agents: AGENTS },
      'roster: `roster` is not known here; move its contents to the top level: a roster has no key around it',
    ],
  ])('%j', (roster, error) => {
    expect(errorsOf(roster)).toEqual([error]);
  });
});

describe('a value that is none of those expected', () => {
  it.each([
    [null, 'null'],
    [true, 'true'],
    [false, 'false'],
    [{}, 'an object'],
  ])('%j', (value, words) => {
    expect(errorsOf({ agents: AGENTS, escalation: { maxCalls: value } })).toEqual([
      `escalation.maxCalls: this is ${words}; write a whole number from 1 to 20, without quotes`,
    ]);
  });
});
