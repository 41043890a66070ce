import { AGENTS } from './sample';

/** A roster and what is wrong with it. */
export interface Case {
  readonly name: string;
  readonly roster: unknown;
  /** How the errors begin, `path: message`; none when the roster is right. */
  readonly errors: readonly string[];
  /** True when only the parser can see it: it depends on other parts, on the calendar, or on the list of zones. */
  readonly parserOnly?: true;
}

const TURNS = { agents: ['ann', 'bob'], start: '2026-01-05 09:00' };
const DAYS = { from: '2026-11-18 09:00', to: '2026-11-19 09:00' };

function right(name: string, rest: object): Case {
  return { name, roster: { agents: AGENTS, ...rest }, errors: [] };
}

function wrong(name: string, rest: object, ...errors: readonly string[]): Case {
  return { name, roster: { agents: AGENTS, ...rest }, errors };
}

/** Seen by the parser only. */
function subtle(name: string, rest: object, ...errors: readonly string[]): Case {
  return { ...wrong(name, rest, ...errors), parserOnly: true };
}

/** What the parser and the JSON Schema have to agree on. */
export const CASES: readonly Case[] = [
  right('the smallest roster', {}),
  right('a schema beside it', { $schema: '../src/roster/roster.schema.json' }),
  right('one agent', { agents: { ann: AGENTS.ann } }),
  right('several phones', { agents: { ann: { name: 'Ann', phone: ['+447700900001', '+12025550101'] } } }),
  right('agents with the longest and oddest of ids', { agents: { ['a'.repeat(32)]: AGENTS.ann, 'B-1_c': AGENTS.bob } }),
  right('an agent named like a property of objects', { agents: { constructor: AGENTS.ann, toString: AGENTS.bob } }),
  right('a time zone', { timezone: 'Australia/Lord_Howe' }),
  right('an agent in another time zone', { agents: { ann: { ...AGENTS.ann, timezone: 'Asia/Tokyo' } } }),
  ...['en', 'ja', 'de', 'fr', 'es', 'pt-BR'].map((language) => right(`calls in ${language}`, { language })),
  right('languages and voices at every level', {
    language: 'fr',
    voice: 'Polly.Remi-Neural',
    wording: { caller: 'Acme operations' },
    agents: {
      ann: { ...AGENTS.ann, language: 'ja', voice: 'Polly.Takumi-Neural' },
      bob: { ...AGENTS.bob, voice: 'Polly.Lea-Neural' },
    },
    teams: { db: { agents: ['ann', 'bob'], language: 'de', voice: 'Polly.Daniel-Neural' } },
  }),
  wrong('a language by its name', { language: 'German' }, 'language: `German` is not known here; write "de"'),
  wrong('a language with a country', { language: 'en-GB' }, 'language: `en-GB` is not known here; write "en"'),
  wrong('Portuguese', { language: 'pt' }, 'language: `pt` is not known here; write "pt-BR"'),
  wrong('the language of another country', { language: 'jp' }, 'language: `jp` is not known here; write "ja"'),
  wrong(
    'a language that nobody here speaks',
    { agents: { ann: { ...AGENTS.ann, language: 'klingon' } } },
    'agents.ann.language: `klingon` is not known here; write "en" or "ja" or "de" or "fr" or "es" or "pt-BR"',
  ),
  wrong('a language as a number', { language: 49 }, 'language: this is a number; write text in double quotes'),
  wrong(
    'an older voice',
    { voice: 'Polly.Joanna' },
    'voice: `Polly.Joanna` is not known here; write "Polly.Joanna-Neural"',
  ),
  wrong('a voice by its name', { voice: 'Amy' }, 'voice: `Amy` is not known here; write "Polly.Amy-Neural"'),
  wrong(
    'a voice that is none',
    { voice: 'HAL 9000' },
    'voice: `HAL 9000` is not known here; 32 are, such as "Polly.Joanna-Neural" or "Polly.Matthew-Neural" or "Polly.Ruth-Neural"; docs/roster.md lists them',
  ),
  wrong(
    'a voice that only reads the texts of others',
    { voice: 'Polly.Zhiyu-Neural' },
    'voice: `Polly.Zhiyu-Neural` is not known here; ',
  ),
  subtle(
    'a voice that does not speak the language',
    { language: 'de', voice: 'Polly.Lea-Neural' },
    'voice: `Polly.Lea-Neural` speaks "fr", and the language here is "de"; write "language": "fr" beside it, or take "Polly.Vicki-Neural" or "Polly.Daniel-Neural" or "Polly.Hannah-Neural"',
  ),
  subtle(
    "an agent's voice that does not speak the roster's language",
    { agents: { ann: { ...AGENTS.ann, voice: 'Polly.Takumi-Neural' } } },
    'agents.ann.voice: `Polly.Takumi-Neural` speaks "ja", and the language here is "en"; write "language": "ja" beside it',
  ),
  subtle(
    "a team's voice that does not speak the roster's language",
    { language: 'es', teams: { db: { agents: ['ann'], voice: 'Polly.Camila-Neural' } } },
    'teams.db.voice: `Polly.Camila-Neural` speaks "pt-BR", and the language here is "es"',
  ),
  right('the name under which the company calls', { wording: { caller: 'Acme & Söhne' } }),
  wrong('a caller without a name', { wording: { caller: ' ' } }, 'wording.caller: this is empty'),
  right('no words at all', { wording: {} }),
  wrong(
    'a caller with a line break',
    { wording: { caller: 'Acme\noperations' } },
    'wording.caller: this has a line break',
  ),
  wrong(
    'a caller that nobody would listen to',
    { wording: { caller: 'a'.repeat(25) } },
    'wording.caller: this has 25 characters; 24 are allowed',
  ),
  wrong('words that nobody says', { wording: { greeting: 'hi' } }, 'wording.greeting: `greeting` is not known here'),
  ...['0000', '48261234'].map((pin) => right(`the pin ${pin}`, { agents: { ann: { ...AGENTS.ann, pin } } })),
  right('all about reaching back', {
    ringBack: 'trust caller id',
    publicLine: 'connect',
    links: 'off',
    sms: 'with-call',
  }),
  right('a public line that raises alerts', { publicLine: 'page' }),
  ...['123', '123456789', '12 34', 'abcd'].map((pin) =>
    wrong(
      `the pin ${pin}`,
      { agents: { ann: { ...AGENTS.ann, pin } } },
      'agents.ann.pin: this is no pin; write 4 to 8 digits in double quotes',
    ),
  ),
  wrong(
    'a pin as a number',
    { agents: { ann: { ...AGENTS.ann, pin: 4826 } } },
    'agents.ann.pin: a pin is text; put its 4 to 8 digits in double quotes',
  ),
  wrong(
    'another public line',
    { publicLine: 'voicemail' },
    'publicLine: `voicemail` is not known here; write "connect" or "page"',
  ),
  wrong('another trust', { ringBack: 'yes' }, 'ringBack: `yes` is not known here; write "trust caller id"'),
  wrong('links as a switch', { links: false }, 'links: this is false; write text in double quotes'),
  right('one rotation without teams', { rotations: [TURNS] }),
  right('rotations with zones of their own', {
    rotations: [
      { ...TURNS, timezone: 'Europe/London' },
      { ...TURNS, timezone: 'UTC' },
    ],
  }),
  right('a rotation of one needs no start', { rotations: [{ agents: ['ann'] }] }),
  right('all kinds of periods', {
    rotations: ['1 week', '2 weeks', '12 hours', '1 hour', '3 days', '1 month', '6 months'].map((every) =>
      Object.assign({ every }, TURNS),
    ),
  }),
  right('periods of shifts', {
    rotations: ['1 shift', '2 shifts', '14 shifts'].map((every) =>
      Object.assign({ every, only: 'Mon-Fri 09:00 - 17:00' }, TURNS),
    ),
  }),
  right('all kinds of windows', {
    rotations: [
      'Fri 22:00 - Mon 08:00',
      'Mon-Fri 09:00-17:00',
      '18:00 - 08:00',
      'Sat, Sun',
      'Sat',
      '20:00 - 24:00',
      'Mon - Wed, Fri 09:00 - 10:00',
    ].map((only) => Object.assign({ only }, TURNS)),
  }),
  right('several windows', { rotations: [{ ...TURNS, only: ['Sat', '18:00 - 08:00'] }] }),
  right('a T between date and time', { rotations: [{ ...TURNS, start: '2026-01-05T09:00' }] }),
  right('teams of every kind', {
    teams: {
      db: { name: 'Database', timezone: 'Asia/Tokyo', rotations: [TURNS] },
      web: { agents: ['ann', 'bob'], overrides: [{ out: 'ann', in: 'bob', ...DAYS }] },
      net: { escalation: { order: ['ann', 'bob'] } },
    },
    defaultTeam: 'web',
  }),
  right('overrides that replace, add and remove', {
    overrides: [
      { out: 'ann', in: 'bob', ...DAYS, why: 'holiday' },
      { in: 'cyd', ...DAYS },
      { out: 'bob', ...DAYS },
    ],
  }),
  right('an override for one team', {
    teams: { db: { agents: ['ann'] }, web: { agents: ['bob'] } },
    overrides: [{ in: 'cyd', team: 'db', ...DAYS }],
  }),
  right('an escalation with everything', {
    escalation: { order: ['on-call', 'next', 'cyd', 'everyone'], maxCalls: 1, ringSeconds: 600, regroupMinutes: 0 },
  }),
  right('reminders, rounds and a budget at their least', {
    escalation: {
      remindMinutes: 5,
      again: { every: '10 minutes', times: 1 },
      maxCallsPerHour: 10,
      maxTextsPerHour: 3,
    },
  }),
  right('reminders, rounds and a budget at their most', {
    escalation: {
      remindMinutes: 1440,
      again: { every: '24 hours', times: 20 },
      maxCallsPerHour: 1000,
      maxTextsPerHour: 100,
    },
  }),
  ...['10 minute', '1 hour', '1 hours', '99 minutes', '100 minutes', '1399 minutes', '1440 minutes', '23 hours'].map(
    (every) => right(`another round after ${every}`, { escalation: { again: { every, times: 4 } } }),
  ),
  right('empty lists of exceptions', { overrides: [], routes: [], silences: [] }),
  right('routes of every kind', {
    teams: { db: { agents: ['ann'] } },
    routes: [
      { alarm: 'db-*', team: 'db' },
      { alarm: ['a', 'b?'], account: '012345678901', region: ['eu-*', 'us-east-1'], team: 'db', missingData: 'ignore' },
      { alarm: 'heartbeat', missingData: 'page' },
      { team: 'db' },
    ],
  }),
  right('silences of every kind', {
    silences: [
      { alarm: '*', ...DAYS, why: 'moving house' },
      { account: ['123456789012'], to: '2026-12-01 00:00' },
      { region: 'eu-west-1', to: '2026-12-01 00:00' },
    ],
  }),

  { name: 'a list in place of a roster', roster: [], errors: ['$: this is a list; write an object in braces'] },
  { name: 'null in place of a roster', roster: null, errors: ['$: this is null; write an object'] },
  { name: 'no agents', roster: {}, errors: ['$: `agents` is missing; write "agents"'] },
  wrong('agents that are empty', { agents: {} }, 'agents: there is nobody to call'),
  wrong('agents as a list', { agents: [] }, 'agents: this is a list; write an object'),
  wrong('a misspelt key', { timezzone: 'UTC' }, 'timezzone: `timezzone` is not known here; did you mean `timezone`?'),
  wrong('a key of no use', { colour: 'red' }, 'colour: `colour` is not known here; known are timezone, language, '),
  wrong('an agent as text', { agents: { ann: '+447700900001' } }, 'agents.ann: this is text; write an object'),
  wrong(
    'an agent without anything',
    { agents: { ann: {} } },
    'agents.ann: `name` is missing',
    'agents.ann: `phone` is missing',
  ),
  wrong(
    'a misspelt key of an agent',
    { agents: { ann: { ...AGENTS.ann, fone: '1' } } },
    'agents.ann.fone: `fone` is not known here; did you mean `phone`?',
  ),
  subtle(
    'an agent in no time zone',
    { agents: { ann: { ...AGENTS.ann, timezone: 'Asia/Tokio' } } },
    'agents.ann.timezone: there is no time zone `Asia/Tokio`; did you mean `Asia/Tokyo`?',
  ),
  wrong('a blank name', { agents: { ann: { ...AGENTS.ann, name: ' ' } } }, 'agents.ann.name: this is empty'),
  wrong(
    'a name of two lines',
    { agents: { ann: { ...AGENTS.ann, name: 'Ann\nLee' } } },
    'agents.ann.name: this has a line break in it; write it as one line',
  ),
  wrong(
    'a name that changes the colours of a terminal',
    { agents: { ann: { ...AGENTS.ann, name: '\u001b[31mAnn' } } },
    'agents.ann.name: this has a control character (U+001B) in it, which nobody sees; delete it',
  ),
  wrong(
    'a name with a control character of another age',
    { agents: { ann: { ...AGENTS.ann, name: 'Ann\u0085Lee' } } },
    'agents.ann.name: this has a control character (U+0085)',
  ),
  wrong(
    'a reason with a line separator',
    { overrides: [{ out: 'ann', ...DAYS, why: 'a\u2028b' }] },
    'overrides[0].why: this has a control character (U+2028)',
  ),
  wrong(
    'a tab in the name of a team',
    { teams: { db: { agents: ['ann'], name: 'Data\tbase' } } },
    'teams.db.name: this has a control character (U+0009)',
  ),
  wrong(
    'a line break in a pattern',
    { silences: [{ alarm: ['db-*', 'web\r\n*'], ...DAYS }] },
    'silences[0].alarm[1]: this has a line break in it',
  ),
  right('names in any script, and with what is no letter', {
    agents: { ann: { ...AGENTS.ann, name: 'Søren Ødegård – 李明 👩‍💻' } },
  }),
  wrong(
    'a name that is far too long',
    { agents: { ann: { ...AGENTS.ann, name: 'x'.repeat(81) } } },
    'agents.ann.name: this has 81 characters; 80',
  ),
  wrong('an id that is a number', { agents: { ...AGENTS, 7: AGENTS.ann } }, 'agents.7: `7` cannot be an id'),
  wrong('an id with a space', { agents: { 'ann lee': AGENTS.ann } }, 'agents["ann lee"]: `ann lee` cannot be an id'),
  wrong(
    'an id that is too long',
    { agents: { ['a'.repeat(33)]: AGENTS.ann } },
    `agents.${'a'.repeat(33)}: \`${'a'.repeat(33)}\` cannot be an id`,
  ),
  wrong('an id that is a step', { agents: { next: AGENTS.ann } }, 'agents.next: `next` is a step'),
  wrong('the empty id', { agents: { '': AGENTS.ann } }, 'agents[""]: `` cannot be an id'),
  wrong(
    'a number with spaces',
    { agents: { ann: { name: 'A', phone: '+44 7700 900001' } } },
    'agents.ann.phone: write digits only after the +',
  ),
  wrong(
    'a number without a country',
    { agents: { ann: { name: 'A', phone: '07700900001' } } },
    'agents.ann.phone: the number begins with 0; write +',
  ),
  wrong(
    'a number as it is written on cards',
    { agents: { ann: { name: 'A', phone: '+44 (0) 7700 900001' } } },
    'agents.ann.phone: leave out the (0), which is for calls inside the country, and write digits only after the +',
  ),
  wrong(
    'a number with the 0 of calls inside the country',
    { agents: { ann: { name: 'A', phone: '+44 07700 900001' } } },
    'agents.ann.phone: write digits only after the +: no spaces, hyphens, points or brackets; also leave out the 0 after the country code',
  ),
  wrong(
    'a number with 00 in place of the +',
    { agents: { ann: { name: 'A', phone: '00447700900001' } } },
    'agents.ann.phone: write + in place of the 00 at the beginning',
  ),
  wrong(
    'a number with 00 and spaces',
    { agents: { ann: { name: 'A', phone: '0044 7700 900001' } } },
    'agents.ann.phone: write + in place of the 00 at the beginning, and digits only after it',
  ),
  wrong(
    'a number that is none',
    { agents: { ann: { name: 'A', phone: 'ann' } } },
    'agents.ann.phone: this is not a phone number',
  ),
  wrong(
    'a number that is too long',
    { agents: { ann: { name: 'A', phone: '+4477009000011111' } } },
    'agents.ann.phone: this is not a phone number',
  ),
  wrong(
    'a number without quotes',
    { agents: { ann: { name: 'A', phone: 447700900001 } } },
    'agents.ann.phone: a phone number is text; put it in double quotes',
  ),
  wrong(
    'a number that is missing',
    { agents: { ann: { name: 'A', phone: null } } },
    'agents.ann.phone: write the number in double quotes, "+44…", or a list of several',
  ),
  wrong(
    'numbers by kind',
    { agents: { ann: { name: 'A', phone: { mobile: '+447700900001' } } } },
    'agents.ann.phone: write the number in double quotes, "+44…", or a list of several',
  ),
  wrong('no numbers in a list', { agents: { ann: { name: 'A', phone: [] } } }, 'agents.ann.phone: this list is empty'),
  wrong(
    'the same number twice',
    { agents: { ann: { name: 'A', phone: ['+447700900001', '+447700900001'] } } },
    'agents.ann.phone: a number is written twice',
  ),

  subtle(
    'a zone that does not exist',
    { timezone: 'Europe/Londn' },
    'timezone: there is no time zone `Europe/Londn`; did you mean `Europe/London`?',
  ),
  wrong(
    'an offset as zone',
    { timezone: '+01:00' },
    'timezone: there is no time zone `+01:00`; write a name from the IANA list',
  ),
  wrong(
    'rotations beside teams',
    { teams: { db: { agents: ['ann'] } }, rotations: [TURNS] },
    'rotations: a roster with `teams` has no rotations of its own',
  ),
  wrong('rotations that are empty', { rotations: [] }, 'rotations: this list is empty'),
  wrong('a rotation of nobody', { rotations: [{ agents: [] }] }, 'rotations[0].agents: this list is empty'),
  wrong('a rotation without agents', { rotations: [{ every: '1 day' }] }, 'rotations[0]: `agents` is missing'),
  wrong('a rotation without a start', { rotations: [{ agents: ['ann', 'bob'] }] }, 'rotations[0]: `start` is missing'),
  subtle(
    'a misspelt agent',
    { rotations: [{ ...TURNS, agents: ['ann', 'bb'] }] },
    'rotations[0].agents[1]: there is no agent `bb`; did you mean `bob`?',
  ),
  subtle(
    'an agent with a space',
    { rotations: [{ ...TURNS, agents: ['ann', 'zed'] }] },
    'rotations[0].agents[1]: there is no agent `zed`; add it under `agents`',
  ),
  subtle(
    'an inherited property as agent',
    { rotations: [{ agents: ['constructor'] }] },
    'rotations[0].agents[0]: there is no agent `constructor`',
  ),
  wrong(
    'a period that is none',
    { rotations: [{ ...TURNS, every: 'weekly' }] },
    'rotations[0].every: `weekly` is not a period; write "1 week", "12 hours", "2 days", "1 month" or "1 shift"',
  ),
  wrong(
    'a period of nothing',
    { rotations: [{ ...TURNS, every: '0 weeks' }] },
    'rotations[0].every: `0 weeks` is not a period',
  ),
  wrong(
    'a period in minutes',
    { rotations: [{ ...TURNS, every: '30 minutes' }] },
    'rotations[0].every: `30 minutes` is not a period',
  ),
  wrong(
    'a window that is none',
    { rotations: [{ ...TURNS, only: 'weekend' }] },
    'rotations[0].only: `weekend` is not a part of the week; write "Fri 22:00 - Mon 08:00", "Mon-Fri 09:00 - 17:00" or "Sat, Sun"',
  ),
  wrong(
    'a window with three days in a row',
    { rotations: [{ ...TURNS, only: 'Mon-Wed-Fri' }] },
    'rotations[0].only: `Mon-Wed-Fri` is not a part of the week',
  ),
  wrong(
    'a window at a wrong hour',
    { rotations: [{ ...TURNS, only: '24:00 - 25:00' }] },
    'rotations[0].only: `24:00 - 25:00` is not a part of the week',
  ),
  wrong('a list of no windows', { rotations: [{ ...TURNS, only: [] }] }, 'rotations[0].only: this list is empty'),
  subtle(
    'a window that ends when it begins',
    { rotations: [{ ...TURNS, only: '09:00 - 09:00' }] },
    'rotations[0].only: `09:00 - 09:00` ends when it begins',
  ),

  subtle(
    'a date that is not in any calendar',
    { rotations: [{ ...TURNS, start: '2026-02-29 09:00' }] },
    'rotations[0].start: `2026-02-29 09:00` is not in any calendar: 2026-02 has 28 days',
  ),
  wrong(
    'a time that is not on any clock',
    { rotations: [{ ...TURNS, start: '2026-02-28 24:00' }] },
    'rotations[0].start: `2026-02-28 24:00` is not on any clock: hours go from 00 to 23; write "2026-03-01 00:00"',
  ),
  wrong(
    'a date without a time',
    { rotations: [{ ...TURNS, start: '2026-02-28' }] },
    'rotations[0].start: a time of day is missing; write "2026-02-28 00:00"',
  ),
  wrong(
    'a time with an offset',
    { rotations: [{ ...TURNS, start: '2026-02-28 09:00+01:00' }] },
    'rotations[0].start: leave out the offset',
  ),
  wrong(
    'a date the other way round',
    { rotations: [{ ...TURNS, start: '28.02.2026 09:00' }] },
    'rotations[0].start: `28.02.2026 09:00` is not a time; write "2026-02-28 09:00"',
  ),
  wrong(
    'a date in another century',
    { rotations: [{ ...TURNS, start: '2206-02-28 09:00' }] },
    'rotations[0].start: `2206-02-28 09:00` is not between 2000 and 2099',
  ),
  subtle(
    'a time that the clock skips',
    { timezone: 'Europe/London', rotations: [{ ...TURNS, start: '2026-03-29 01:30' }] },
    'rotations[0].start: `2026-03-29 01:30` does not exist in Europe/London: the clocks go forward to 02:00 then',
  ),

  wrong(
    'an override of nobody',
    { overrides: [{ ...DAYS }] },
    'overrides[0]: write who is `out`, who is `in`, or both',
  ),
  wrong(
    'an override without times',
    { overrides: [{ out: 'ann' }] },
    'overrides[0]: `from` is missing',
    'overrides[0]: `to` is missing',
  ),
  wrong(
    'an override with a key too many',
    { overrides: [{ out: 'ann', ...DAYS, until: 1 }] },
    'overrides[0].until: `until` is not known here',
  ),
  subtle(
    'an override that ends before it begins',
    { overrides: [{ out: 'ann', from: DAYS.to, to: DAYS.from }] },
    'overrides[0].to: this is not after `from`',
  ),
  subtle(
    'an override that ends when it begins',
    { overrides: [{ out: 'ann', from: DAYS.to, to: DAYS.to }] },
    'overrides[0].to: this is not after `from`',
  ),
  subtle(
    'an override of an agent by the same',
    { overrides: [{ out: 'ann', in: 'ann', ...DAYS }] },
    'overrides[0].out: the same agent is out and in',
  ),
  subtle(
    'an addition to no team in particular',
    { teams: { db: { agents: ['ann'] }, web: { agents: ['bob'] } }, overrides: [{ in: 'cyd', ...DAYS }] },
    'overrides[0]: with several teams and nobody `out`, say which team',
  ),
  wrong(
    'a team in an override of a team',
    { teams: { db: { agents: ['ann'], overrides: [{ out: 'ann', team: 'db', ...DAYS }] } } },
    'teams.db.overrides[0].team: `team` is not known here',
  ),

  wrong('no team', { teams: {} }, 'teams: it names no team'),
  subtle('a team of nobody', { teams: { db: {} } }, 'teams.db: nobody is on this team'),
  wrong('a team with an empty list', { teams: { db: { agents: [] } } }, 'teams.db.agents: this list is empty'),
  wrong(
    'an agent twice in a team',
    { teams: { db: { agents: ['ann', 'ann'] } } },
    'teams.db.agents: an agent is written twice',
  ),
  wrong(
    'a misspelt key of a team',
    { teams: { db: { agents: ['ann'], rotation: [{ agents: ['ann'] }] } } },
    'teams.db.rotation: `rotation` is not known here; did you mean `rotations`?',
  ),
  wrong(
    'a team id with a space',
    { teams: { 'data base': { agents: ['ann'] } } },
    'teams["data base"]: `data base` cannot be an id',
  ),
  subtle(
    'a default team that does not exist',
    { teams: { db: { agents: ['ann'] } }, defaultTeam: 'bd' },
    'defaultTeam: there is no team `bd`; did you mean `db`?',
  ),

  wrong('an order of nothing', { escalation: { order: [] } }, 'escalation.order: no step calls anybody'),
  wrong('an order that only tells', { escalation: { order: ['everyone'] } }, 'escalation.order: no step calls anybody'),
  subtle(
    'everyone before the end',
    { escalation: { order: ['everyone', 'ann'] } },
    'escalation.order[0]: `everyone` gets an SMS after the last call',
  ),
  subtle(
    'a misspelt step',
    { escalation: { order: ['oncall'] } },
    'escalation.order[0]: there is no step or agent `oncall`; did you mean `on-call`?',
  ),
  wrong(
    'shifts of no part of the week',
    { rotations: [{ ...TURNS, every: '1 shift' }] },
    'rotations[0].every: a shift begins whenever `only` does; write `only`, such as "Mon-Fri 09:00 - 17:00", or a length such as "1 week"',
  ),
  wrong(
    'no shifts',
    { rotations: [{ ...TURNS, every: '0 shifts', only: 'Sat' }] },
    'rotations[0].every: `0 shifts` is not a period; write "1 week", "12 hours", "2 days", "1 month" or "1 shift"',
  ),
  wrong(
    'shifts without a count',
    { rotations: [{ ...TURNS, every: 'shift', only: 'Sat' }] },
    'rotations[0].every: `shift` is not a period; write "1 week", "12 hours", "2 days", "1 month" or "1 shift"',
  ),
  subtle(
    'a zone of a rotation that does not exist',
    { rotations: [{ ...TURNS, timezone: 'London' }] },
    'rotations[0].timezone: there is no time zone `London`; did you mean `Europe/London`?',
  ),
  subtle(
    'a start that the clocks of the rotation skip',
    { timezone: 'Asia/Tokyo', rotations: [{ ...TURNS, start: '2026-03-29 01:30', timezone: 'Europe/London' }] },
    'rotations[0].start: `2026-03-29 01:30` does not exist in Europe/London',
  ),
  right('a start that only the clocks of the team skip', {
    timezone: 'Europe/London',
    rotations: [{ ...TURNS, start: '2026-03-29 01:30', timezone: 'Asia/Tokyo' }],
  }),
  wrong('no calls', { escalation: { maxCalls: 0 } }, 'escalation.maxCalls: write a whole number from 1 to 20'),
  wrong('too many calls', { escalation: { maxCalls: 21 } }, 'escalation.maxCalls: write a whole number from 1 to 20'),
  wrong(
    'too long a ring',
    { escalation: { ringSeconds: 601 } },
    'escalation.ringSeconds: write a whole number from 5 to 600',
  ),
  wrong(
    'too short a ring',
    { escalation: { ringSeconds: 4 } },
    'escalation.ringSeconds: write a whole number from 5 to 600',
  ),
  wrong(
    'too late a regrouping',
    { escalation: { regroupMinutes: 1441 } },
    'escalation.regroupMinutes: write a whole number from 0 to 1440',
  ),
  wrong(
    'reminders at once',
    { escalation: { remindMinutes: 0 } },
    'escalation.remindMinutes: write a whole number from 5 to 1440, without quotes; leave it out for no reminders',
  ),
  wrong(
    'reminders too often',
    { escalation: { remindMinutes: 4 } },
    'escalation.remindMinutes: write a whole number from 5',
  ),
  wrong('reminders after two days', { escalation: { remindMinutes: 1441 } }, 'escalation.remindMinutes: write a whole'),
  wrong(
    'reminders in words',
    { escalation: { remindMinutes: '1 hour' } },
    'escalation.remindMinutes: this is text; write a whole number from 5 to 1440',
  ),
  wrong(
    'rounds as a word',
    { escalation: { again: true } },
    'escalation.again: this is true; write an object in braces { "every": …, "times": … }',
  ),
  wrong(
    'rounds for ever',
    { escalation: { again: { every: '30 minutes' } } },
    'escalation.again: `times` is missing; write the most further rounds that there may be, 1 to 20',
  ),
  wrong(
    'rounds for ever, in so many words',
    { escalation: { again: { every: '30 minutes', times: 'forever' } } },
    'escalation.again.times: this is text; write a whole number from 1 to 20, without quotes; rounds cannot go on for ever',
  ),
  wrong(
    'no rounds',
    { escalation: { again: { every: '30 minutes', times: 0 } } },
    'escalation.again.times: write a whole number from 1 to 20, without quotes; rounds cannot go on for ever',
  ),
  wrong(
    'too many rounds',
    { escalation: { again: { every: '30 minutes', times: 21 } } },
    'escalation.again.times: write a whole number from 1 to 20',
  ),
  wrong(
    'rounds at no time',
    { escalation: { again: { times: 4 } } },
    'escalation.again: `every` is missing; write when the next round begins, such as "30 minutes"',
  ),
  wrong(
    'rounds too soon after each other',
    { escalation: { again: { every: '9 minutes', times: 4 } } },
    'escalation.again.every: `9 minutes` is too short; write a time from 10 minutes to 24 hours',
  ),
  wrong(
    'rounds too long after each other',
    { escalation: { again: { every: '25 hours', times: 4 } } },
    'escalation.again.every: `25 hours` is too long; write a time from 10 minutes to 24 hours',
  ),
  wrong(
    'rounds a little too long after each other',
    { escalation: { again: { every: '1441 minutes', times: 4 } } },
    'escalation.again.every: `1441 minutes` is too long',
  ),
  wrong(
    'the time between rounds as it is written elsewhere',
    { escalation: { again: { every: '30m', times: 4 } } },
    'escalation.again.every: `30m` is not a length of time; write "30 minutes" or "2 hours", from 10 minutes to 24 hours',
  ),
  wrong(
    'a period in place of the time between rounds',
    { escalation: { again: { every: '1 day', times: 4 } } },
    'escalation.again.every: `1 day` is not a length of time; write "30 minutes" or "2 hours", from 10 minutes to 24 hours',
  ),
  wrong(
    'a misspelt key of rounds',
    { escalation: { again: { every: '1 hour', times: 4, count: 4 } } },
    'escalation.again.count: `count` is not known here; did you mean `times`?',
  ),
  wrong(
    'too few calls an hour',
    { escalation: { maxCallsPerHour: 9 } },
    'escalation.maxCallsPerHour: write a whole number from 10 to 1000',
  ),
  wrong(
    'too many calls an hour',
    { escalation: { maxCallsPerHour: 1001 } },
    'escalation.maxCallsPerHour: write a whole number from 10 to 1000',
  ),
  wrong(
    'too few texts an hour',
    { escalation: { maxTextsPerHour: 2 } },
    'escalation.maxTextsPerHour: write a whole number from 3 to 100',
  ),
  wrong(
    'too many texts an hour',
    { escalation: { maxTextsPerHour: 101 } },
    'escalation.maxTextsPerHour: write a whole number from 3 to 100',
  ),
  wrong('half a call', { escalation: { maxCalls: 1.5 } }, 'escalation.maxCalls: write a whole number from 1 to 20'),
  wrong(
    'a count in quotes',
    { escalation: { ringSeconds: '25' } },
    'escalation.ringSeconds: this is text; write a whole number from 5 to 600',
  ),
  wrong(
    'a count that is missing',
    { escalation: { regroupMinutes: null } },
    'escalation.regroupMinutes: this is null; write a whole number',
  ),

  wrong('a route that says nothing', { routes: [{ alarm: 'x' }] }, 'routes[0]: this route says nothing'),
  subtle('a route to no team', { routes: [{ alarm: 'x', team: 'dbb' }] }, 'routes[0].team: there is no team `dbb`'),
  wrong(
    'a route by pattern',
    { routes: [{ pattern: 'x', team: 'main' }] },
    'routes[0].pattern: `pattern` is not known here; did you mean `alarm`?',
  ),
  wrong(
    'an account without quotes',
    { routes: [{ account: 123456789012, team: 'main' }] },
    'routes[0].account: an account number is text',
  ),
  wrong(
    'an account of too few digits',
    { routes: [{ account: '12345', team: 'main' }] },
    'routes[0].account: this is not an AWS account number',
  ),
  wrong(
    'an unknown word for missing data',
    { routes: [{ alarm: 'x', missingData: 'skip' }] },
    'routes[0].missingData: `skip` is not known here; write "page" or "ignore"',
  ),
  wrong('a silence without an end', { silences: [{ alarm: 'x' }] }, 'silences[0]: `to` is missing'),
  wrong('a silence of nothing', { silences: [{ ...DAYS }] }, 'silences[0]: say which alarms'),
  wrong('silences as an object', { silences: {} }, 'silences: this is an object; write a list'),
];
