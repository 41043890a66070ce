import type { TABLES } from '../file/keys';

/** What people read about a key. */
export interface KeyWords {
  /** What it is for, for editors and for docs/roster.md. */
  readonly doc: string;
  readonly examples?: readonly unknown[];
  /** Other words that people write for it, in lower case and without - and _. */
  readonly meant?: string;
  /** What to write when it is missing. */
  readonly missing?: string;
  /** What to add when its value is not what belongs there. */
  readonly more?: string;
}

type Words = {
  readonly [Name in keyof typeof TABLES]: { readonly [Key in keyof (typeof TABLES)[Name]['keys']]: KeyWords };
};

const ZONE = 'zone tz';
const STAFF = 'members people users who';
const BEGIN = 'start begin since starts';
const END = 'until end till ends';
const REASON = 'reason because comment note';
const TURNS = 'schedule schedules shifts rota';
const EXCEPTIONS = 'holidays exceptions swaps';

const MATCH = {
  alarm: {
    doc: "The alarm's name, or a pattern: * stands for any characters, ? for one. One or a list.",
    examples: ['db-*', ['db-*', '*-replica']],
    meant: 'pattern name alarmname alarms match glob',
  },
  account: {
    doc: 'The AWS account, 12 digits in quotes. One or a list.',
    examples: ['123456789012'],
    meant: 'accountid',
  },
  region: {
    doc: 'The AWS region, or a pattern. One or a list.',
    examples: ['eu-west-1', 'eu-*'],
    meant: 'regions',
  },
} as const;

const FROM = { doc: 'When it begins.', meant: BEGIN } as const;
const TO = {
  doc: 'When it ends; at that very minute everything is as before.',
  meant: END,
  missing: 'write when it ends, such as "2026-11-22 17:00"',
} as const;

const OVERRIDE = {
  out: { doc: 'Who is not called in this time.', meant: 'away absent off replaces' },
  in: {
    doc: 'The agent who is called in place of `out`. Without `out`: the agent who is on call then, ahead of the one who would be.',
    meant: 'substitute replacement standin cover by',
  },
  from: { ...FROM, missing: 'write when it begins, such as "2026-11-22 09:00"' },
  to: TO,
  why: { doc: 'The reason, for people who read the roster.', examples: ['Ann is on holiday'], meant: REASON },
} as const;

/** What people read about every key there is. */
export const KEY_WORDS: Words = {
  roster: {
    $schema: { doc: 'Where this description is, so that editors complete and check the file.' },
    timezone: {
      doc: 'The time zone of all times, unless a team or a rotation has its own. UTC if left out.',
      meant: ZONE,
    },
    language: {
      doc: 'What people are called and texted in, unless their team or they themselves have another. English (`en`) if left out.',
      examples: ['ja'],
      meant: 'lang locale languages',
    },
    voice: {
      doc: 'The voice of the calls, one of those that speak `language`. Its usual one if left out.',
      examples: ['Polly.Takumi-Neural'],
      meant: 'speaker voices',
    },
    wording: { doc: "Words of the company's own.", meant: 'words texts phrases' },
    agents: {
      doc: 'Everyone who can be called. Without `teams` and `rotations` they are called in this order.',
      examples: [
        { ann: { name: 'Ann Lee', phone: '+447700900001' }, bob: { name: 'Bob Roy', phone: '+447700900002' } },
      ],
      meant: 'people users contacts members persons',
      missing: 'write "agents": { "ann": { "name": "Ann Lee", "phone": "+44…" } }',
    },
    teams: { doc: 'People who are called together. Without it, all agents are one team.', meant: 'groups' },
    accounts: {
      doc: 'What your AWS accounts are called, by their 12 digits: calls and SMS name them so.',
      examples: [{ '111122223333': 'production', '444455556666': 'staging' }],
      meant: 'accountnames awsaccounts',
    },
    defaultTeam: {
      doc: 'The team that gets alarms which no route matches. The first team if left out.',
      meant: 'default',
    },
    rotations: {
      doc: 'Agents who take turns, in a roster without `teams`. Where several apply at the same time, the last one in the list decides.',
      meant: TURNS,
    },
    overrides: {
      doc: 'Exceptions for a time: holidays, swaps, extra duty. They apply to every team that calls `out`. Where two contradict each other, the later one in the list wins.',
      meant: EXCEPTIONS,
    },
    escalation: { doc: 'How teams are called, unless a team says otherwise.', meant: 'escalate policy' },
    routes: {
      doc: 'Which alarms go to which team. The first route that matches decides.',
      meant: 'routing rules',
    },
    silences: { doc: 'Alarms for which nobody is called during a time.', meant: 'mute mutes maintenance' },
    ringBack: {
      doc: 'What an agent without a `pin` has to do before a ring-back counts: if left out, key a code that comes by SMS; with "trust caller id" nothing.',
      examples: ['trust caller id'],
      meant: 'callback inbound',
    },
    publicLine: {
      doc: 'What a caller who is not on the roster gets: "connect" puts the call through to the agent on call for the default team, "page" lets the caller raise an alert. If left out, one sentence that says nothing.',
      examples: ['connect', 'page'],
      meant: 'public strangers hotline',
    },
    links: {
      doc: 'With "off" no SMS has the link to the page of its incident, and links that were sent before show nothing.',
      examples: ['off'],
      meant: 'link urls',
    },
    sms: {
      doc: 'With "with-call" the agent gets an SMS about it while the phone rings, and another one with the details after taking it.',
      examples: ['with-call'],
      meant: 'text texts messages',
    },
  },
  agent: {
    name: {
      doc: 'The name that agents hear and read.',
      examples: ['Ann Lee'],
      meant: 'fullname displayname who',
      missing: 'it is the name that agents hear and read',
    },
    phone: {
      doc: 'The number as it is called from abroad: + and the country code, digits only, without the 0 of calls inside the country. A list is tried in turn.',
      examples: ['+447700900001', ['+447700900001', '+447700900101']],
      meant: 'fone number mobile mobil cell cellphone tel telephone phonenumber',
      missing: 'write "phone": "+44…"',
    },
    timezone: {
      doc: "Where the agent lives, if not in the team's time zone. `oncall report` uses it to tell day from night; it has no effect on who is called.",
      meant: ZONE,
    },
    pin: {
      doc: 'Digits to key before a ring-back of this agent can take or pass on anything: 4 to 8.',
      examples: ['4826'],
      meant: 'code passcode password secret',
    },
    language: {
      doc: 'What this agent is called and texted in, if not in what the team or the roster says.',
      examples: ['ja'],
      meant: 'lang locale languages',
    },
    voice: {
      doc: 'The voice that this agent hears, one of those that speak `language`.',
      examples: ['Polly.Takumi-Neural'],
      meant: 'speaker voices',
    },
  },
  team: {
    agents: {
      doc: 'Everyone on the team. They all get an SMS when nobody took an alarm. Without `rotations` they are called in this order. Those in rotations and steps belong to it anyway.',
      meant: STAFF,
    },
    name: { doc: 'The name that agents hear. The id if left out.', examples: ['Database'] },
    timezone: {
      doc: "The time zone of this team's times, if not the roster's. A rotation may have its own.",
      meant: ZONE,
    },
    language: {
      doc: 'What the agents of this team are called and texted in who have no other. That of the roster if left out.',
      examples: ['ja'],
      meant: 'lang locale languages',
    },
    voice: {
      doc: "The voice of this team's calls, one of those that speak `language`.",
      examples: ['Polly.Takumi-Neural'],
      meant: 'speaker voices',
    },
    rotations: {
      doc: 'Agents who take turns. Where several apply at the same time, the last one in the list decides.',
      meant: TURNS,
    },
    overrides: {
      doc: 'Exceptions for a time, for this team only. Where two contradict each other, the later one in the list wins.',
      meant: EXCEPTIONS,
    },
    escalation: {
      doc: "How this team is called, where it differs from the roster's `escalation`.",
      meant: 'escalate',
    },
  },
  rotation: {
    agents: {
      doc: 'Who takes turns, in this order.',
      meant: 'members people order who users',
      missing: 'write who takes turns, in order',
    },
    start: {
      doc: 'When the first agent begins for the first time; all handoffs are counted from here. Before it, the rotation does not apply.',
      meant: 'from begin since starts handoff',
      missing: 'write when the first agent begins for the first time, such as "2026-01-05 09:00"',
    },
    every: {
      doc: 'How long a turn lasts; a shift lasts until `only` begins again. 1 week if left out.',
      examples: ['1 week', '12 hours', '2 days', '1 month', '1 shift'],
      meant: 'length period interval turn duration',
    },
    only: {
      doc: 'The part of the week in which the rotation applies; always if left out. One or a list.',
      examples: ['Fri 22:00 - Mon 08:00', 'Mon-Fri 09:00 - 17:00', '18:00 - 08:00', 'Sat, Sun'],
      meant: 'when hours days window restrict restriction',
    },
    timezone: { doc: "The time zone of this rotation's times, if not the team's.", meant: ZONE },
  },
  override: OVERRIDE,
  sharedOverride: { ...OVERRIDE, team: { doc: 'The only team it is for.' } },
  escalation: {
    order: {
      doc: 'Who is called, step by step: `on-call`, `next` (the next one in the rotation), the id of an agent, and last `everyone` (the SMS to the whole team, which is sent anyway). If left out: the agent on call, then the others of the rotation.',
      examples: [['on-call', 'next', 'ann', 'everyone']],
      meant: 'steps who levels sequence',
    },
    maxCalls: {
      doc: 'How many calls are made before everyone gets an SMS that nobody took it. 3 if left out.',
      examples: [3],
      meant: 'calls retries attempts tries maxattempts maxretries callcount',
    },
    ringSeconds: {
      doc: 'How long one phone rings, in seconds: 15, 20, 25, 30 or 45; the Studio flow has a call for each. 25 if left out, which ends before most voicemails answer.',
      examples: [25],
      meant: 'timeout ringtimeout ring ringtime callseconds',
    },
    regroupMinutes: {
      doc: 'How long after an alarm was taken a new one goes to the same agent by SMS, without a call. 5 if left out.',
      examples: [5],
      meant: 'regroup group groupminutes cooldown',
    },
    remindMinutes: {
      doc: 'How long after an alarm was taken to call its agent again if it is still wrong. Never if left out. Needs the heartbeat of the AWS stack.',
      examples: [60],
      meant: 'remind reminder reminders remindafter renotify',
      more: 'leave it out for no reminders',
    },
    again: {
      doc: 'Further rounds of `maxCalls` calls for an incident that nobody took. None if left out. Needs the heartbeat of the AWS stack.',
      examples: [{ every: '30 minutes', times: 4 }],
      meant: 'repeat rounds repeats',
    },
    maxCallsPerHour: {
      doc: 'The most calls that the team gets within an hour; further ones wait. 60 if left out.',
      examples: [60],
      meant: 'callsperhour hourlycalls',
    },
    maxTextsPerHour: {
      doc: 'The most SMS that one person gets within an hour; further ones wait. 10 if left out.',
      examples: [10],
      meant: 'textsperhour smsperhour maxsmsperhour',
    },
  },
  again: {
    every: {
      doc: 'How long after one round the next begins: 10 minutes to 24 hours.',
      examples: ['30 minutes', '2 hours'],
      meant: 'after interval delay minutes wait',
      missing: 'write when the next round begins, such as "30 minutes"',
    },
    times: {
      doc: 'The most further rounds.',
      examples: [4],
      meant: 'rounds count max repeats',
      missing: 'write the most further rounds that there may be, 1 to 20',
      more: 'rounds cannot go on for ever',
    },
  },
  route: {
    ...MATCH,
    team: {
      doc: 'The team that gets these alarms. The default team if left out.',
      meant: 'to target teams',
    },
    missingData: {
      doc: 'What to do when CloudWatch has no data (INSUFFICIENT_DATA): call, or not.',
      meant: 'nodata insufficientdata treatmissingdata',
    },
  },
  silence: {
    ...MATCH,
    from: FROM,
    to: TO,
    why: { doc: 'The reason, for people who read the roster.', examples: ['database upgrade'], meant: REASON },
  },
  wording: {
    caller: {
      doc: 'Who calls, as the first words of every call say: the name that your people know.',
      examples: ['Acme operations'],
      meant: 'name company from callername who',
    },
  },
};

/** What to say when all keys are missing of which one must be there, by the table. */
export const ONE_MISSING: Readonly<Record<string, string>> = {
  override: 'write who is `out`, who is `in`, or both',
  sharedOverride: 'write who is `out`, who is `in`, or both',
  route: 'this route says nothing; write `team`, `missingData`, or both',
  silence: 'say which alarms: `alarm`, `account` or `region`; for all of them write "alarm": "*"',
};

/** A key that no single other one replaces. */
export interface Stray {
  /** For which of the known keys it may stand, so that these are not reported as missing. */
  readonly standsFor: readonly string[];
  readonly remedy: string;
}

const WHO: Stray = { standsFor: ['out', 'in'], remedy: 'write who is `out`, who is `in`, or both' };
const UNTIL: Stray = { standsFor: ['to'], remedy: 'write when it ends: `to`' };
const SEVERAL: Stray = { standsFor: ['phone'], remedy: 'write `phone`, also for a list of numbers' };
const WRAPPER: Stray = {
  standsFor: ['agents'],
  remedy: 'move its contents to the top level: a roster has no key around it',
};
const OF_OVERRIDE = { who: WHO, agent: WHO, for: UNTIL, duration: UNTIL };

/** Such keys by the table and the key, in lower case and without - and _. */
export const STRAYS: Readonly<Record<string, Readonly<Record<string, Stray>>>> = {
  roster: { roster: WRAPPER, oncall: WRAPPER },
  agent: { phones: SEVERAL, numbers: SEVERAL, phonenumbers: SEVERAL },
  override: OF_OVERRIDE,
  sharedOverride: OF_OVERRIDE,
  silence: { for: UNTIL, duration: UNTIL },
};
