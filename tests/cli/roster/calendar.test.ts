import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { feedOf, feedText } from '../../../src/cli/roster/calendar';
import { instants, rosters } from '../../roster/arbitrary';
import { typed } from '../command-line';
import { AGENTS, NOW, rosterIn, WEEKS } from '../sample';
import { scratchFolder } from '../scratch';

const scratch = scratchFolder();

function feed(written: object, agent?: string, atMs = NOW): string {
  const roster = rosterIn(written);
  return feedText(
    feedOf(roster, [...roster.teams.values()], agent === undefined ? undefined : roster.agents.get(agent), atMs),
  );
}

/** Content lines, unfolded (RFC 5545, 3.1). */
function linesOf(text: string): readonly string[] {
  return text.replaceAll('\r\n ', '').split('\r\n').slice(0, -1);
}

type Properties = Readonly<Record<string, string>>;

/** The events, each as its properties; fails on a BEGIN without its END. */
function eventsIn(text: string): readonly Properties[] {
  const events: Properties[] = [];
  const open: string[] = [];
  let current: Record<string, string> = {};
  for (const line of linesOf(text)) {
    const [, name = '', value = ''] = /^([A-Z-]+)[^:]*:(.*)$/s.exec(line) ?? [];
    expect(name).not.toBe('');
    if (name === 'BEGIN') {
      open.push(value);
      current = {};
    } else if (name === 'END') {
      expect(open.pop()).toBe(value);
      if (value === 'VEVENT') events.push(current);
    } else {
      current[name] = value;
    }
  }
  expect(open).toEqual([]);
  return events;
}

function uids(text: string): readonly (string | undefined)[] {
  return eventsIn(text).map((event) => event['UID']);
}

describe('oncall roster calendar', () => {
  it('is iCalendar: lines end with CRLF and have at most 75 octets', () => {
    const agents = { ...AGENTS, bob: { name: `Bob ${'ö'.repeat(70)}`, phone: AGENTS.bob.phone } };
    const text = feed({ ...WEEKS, agents });
    expect(text.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n')).toBe(true);
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const longest = Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)));
    expect(longest).toBeLessThanOrEqual(75);
    expect(eventsIn(text)[0]?.['SUMMARY']).toBe(`Bob ${'ö'.repeat(70)} on call (Main)`);
  });

  it('has every shift of a year once, whole, in UTC', () => {
    const events = eventsIn(feed(WEEKS));
    expect(events.slice(0, 3)).toMatchObject([
      {
        UID: 'main.bob.20261123T090000Z@twilio-alert-system',
        DTSTAMP: '20261123T120000Z',
        DTSTART: '20261123T090000Z',
        DTEND: '20261124T090000Z',
        SUMMARY: 'Bob Roy on call (Main)',
        TRANSP: 'TRANSPARENT',
      },
      {
        UID: 'main.cyd.20261124T090000Z@twilio-alert-system',
        DTSTART: '20261124T090000Z',
        DTEND: '20261125T090000Z',
        DESCRIPTION: 'Override: cyd for bob (dentist)',
      },
      { UID: 'main.bob.20261125T090000Z@twilio-alert-system', DTEND: '20261130T090000Z' },
    ]);
    for (const [index, event] of events.entries()) {
      if (index > 0) expect(event['DTSTART']).toBe(events[index - 1]?.['DTEND']);
    }
    // The clocks of London go forward on 28 March 2027: the handoff stays at 09:00 there.
    expect(events.map((event) => event['DTSTART'])).toContain('20270329T080000Z');
    expect(events.at(-1)).toMatchObject({ DTSTART: '20271122T090000Z', DTEND: '20271129T090000Z' });
  });

  it('keeps the UIDs when it is made again a day later', () => {
    const before = uids(feed(WEEKS));
    const after = uids(feed(WEEKS, undefined, NOW + 86_400_000));
    expect(before.slice(1)).toEqual(after.filter((uid) => before.includes(uid)));
    expect(new Set(before).size).toBe(before.length);
    expect(uids(feed({ agents: AGENTS }))).toEqual(uids(feed({ agents: AGENTS }, undefined, NOW + 86_400_000)));
  });

  it('cuts a shift without an end off after a year; one without a beginning begins with the years of a roster', () => {
    expect(eventsIn(feed({ agents: AGENTS }))).toMatchObject([
      { UID: 'main.ann.always@twilio-alert-system', DTSTART: '19991231T000000Z', DTEND: '20271124T120000Z' },
    ]);
    const sinceStart = { ...WEEKS, rotations: [{ agents: ['ann'], start: '2019-01-07 09:00' }], overrides: [] };
    expect(eventsIn(feed(sinceStart))).toMatchObject([
      { UID: 'main.ann.20190107T090000Z@twilio-alert-system', DTSTART: '20190107T090000Z', DTEND: '20271124T120000Z' },
    ]);
  });

  it('has the whole of long shifts, whenever it is made', () => {
    const months = { ...WEEKS, rotations: [{ agents: ['ann', 'bob'], start: '2026-01-01 09:00', every: '6 months' }] };
    const written = { ...months, overrides: [] };
    const expected = [
      ['main.bob.20260701T080000Z@twilio-alert-system', '20260701T080000Z', '20270101T090000Z'],
      ['main.ann.20270101T090000Z@twilio-alert-system', '20270101T090000Z', '20270701T080000Z'],
      ['main.bob.20270701T080000Z@twilio-alert-system', '20270701T080000Z', '20280101T090000Z'],
    ];
    for (const day of ['2026-07-02', '2026-10-10', '2026-12-20']) {
      const events = eventsIn(feed(written, undefined, Date.parse(`${day}T12:00:00Z`)));
      expect(events.map((event) => [event['UID'], event['DTSTART'], event['DTEND']])).toEqual(expected);
    }
  });

  it('keeps UID and beginning of whatever is still in it', () => {
    fc.assert(
      fc.property(rosters, instants, fc.integer({ min: 1, max: 300 }), (written, atMs, days) => {
        const roster = rosterIn(written);
        const teams = [...roster.teams.values()];
        const laterMs = atMs + days * 86_400_000;
        const before = feedOf(roster, teams, undefined, atMs).events;
        const after = new Map(feedOf(roster, teams, undefined, laterMs).events.map(({ uid, fromMs }) => [uid, fromMs]));
        for (const { uid, fromMs, toMs } of before) {
          if (toMs > laterMs) expect([uid, after.get(uid)]).toEqual([uid, fromMs]);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('writes the names of teams as text, in the calendar and in its events', () => {
    const written = {
      timezone: 'UTC',
      agents: AGENTS,
      teams: { web: { name: 'Web, EU; nights\\', agents: ['ann', 'bob'] }, db: { agents: ['bob'] } },
      defaultTeam: 'web',
    };
    const roster = rosterIn(written);
    const lines = linesOf(feedText(feedOf(roster, [...roster.teams.values()].slice(0, 1), undefined, NOW)));
    expect(lines.filter((line) => /^(?:NAME|X-WR-CALNAME|SUMMARY):/.test(line))).toEqual([
      'NAME:On call: Web\\, EU\\; nights\\\\',
      'X-WR-CALNAME:On call: Web\\, EU\\; nights\\\\',
      'SUMMARY:Ann Lee on call (Web\\, EU\\; nights\\\\)',
    ]);
  });

  it('shouts about gaps in the calendar of a team, not in that of an agent', () => {
    const gap = { ...WEEKS, overrides: [{ out: 'bob', from: '2026-11-24 09:00', to: '2026-11-25 09:00' }] };
    expect(eventsIn(feed(gap)).map((event) => event['SUMMARY'])[1]).toBe('NOBODY on call (Main)');
    expect(new Set(eventsIn(feed(gap, 'bob')).map((event) => event['SUMMARY']))).toEqual(new Set(['On call: Main']));
  });

  it('lets no name break out of its line, and holds no numbers', () => {
    const agents = { ...AGENTS, bob: { name: 'Bob END:VEVENT;x,y', phone: AGENTS.bob.phone } };
    const text = feed({ ...WEEKS, agents });
    expect(eventsIn(text)[0]?.['SUMMARY']).toMatch(/^Bob END:VEVENT\\;x\\,y on call \(Main\)$/);
    expect(text).not.toMatch(/7700/);
  });

  it('of a team, of an agent, and as JSON', async () => {
    const file = scratch.file('weeks.json', WEEKS);
    const ofTeam = await typed('roster', 'calendar', '--roster', file, '--team', 'main', '--from', '2026-11-23 12:00');
    const ofAgent = await typed('roster', 'calendar', '--roster', file, '--agent', 'cyd', '--from', '2026-11-23 12:00');
    const asJson = await typed(
      'roster',
      'calendar',
      '--roster',
      file,
      '--agent',
      'cyd',
      '--from',
      '2026-11-23 12:00',
      '--json',
    );

    expect([ofTeam.status, ofAgent.status, asJson.status]).toEqual([0, 0, 0]);
    expect(ofTeam.out).toBe(feed(WEEKS));
    expect(ofAgent.out).toContain('X-WR-CALNAME:On call: Cyd Ito\r\n');
    expect(JSON.parse(asJson.out)).toMatchObject({
      name: 'On call: Cyd Ito',
      events: expect.arrayContaining([
        {
          uid: 'main.cyd.20261124T090000Z@twilio-alert-system',
          from: '2026-11-24T09:00:00.000Z',
          to: '2026-11-25T09:00:00.000Z',
          title: 'On call: Main',
          details: 'Override: cyd for bob (dentist)',
        },
      ]),
    });
  });
});
