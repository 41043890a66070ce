import { describe, expect, it } from '@jest/globals';
import { examineRoster } from '../../src/roster/advice/examine';
import { CASES } from './cases';
import { AGENTS, errorsOf, failuresOf, rosterOf, teamOf } from './sample';

describe('parsing', () => {
  it.each(CASES.filter((one) => one.errors.length === 0))('accepts $name', ({ roster }) => {
    expect(errorsOf(roster)).toEqual([]);
  });

  it.each(CASES.filter((one) => one.errors.length > 0))('refuses $name', ({ roster, errors }) => {
    const found = errorsOf(roster);
    expect(found.map((text, index) => text.slice(0, errors[index]?.length ?? 0))).toEqual(errors);
  });

  it('fills in what the smallest roster leaves out', () => {
    const roster = rosterOf({ timezone: undefined });
    expect(roster.timezone).toBe('UTC');
    expect(roster.defaultTeam).toBe('main');
    expect(teamOf(roster)).toMatchObject({
      name: 'Main',
      agents: [{ id: 'ann' }, { id: 'bob' }, { id: 'cyd' }],
    });
    expect(teamOf(roster).escalation).toEqual({
      maxCalls: 3,
      ringSeconds: 25,
      regroupMinutes: 5,
      maxCallsPerHour: 60,
      maxTextsPerHour: 10,
    });
  });

  it('lets a team differ from the escalation of the roster where it says so', () => {
    const roster = rosterOf({
      escalation: { maxCalls: 4, ringSeconds: 30, order: ['ann'] },
      teams: { db: { agents: ['bob'], escalation: { ringSeconds: 20 } } },
    });
    expect(teamOf(roster, 'db').escalation).toMatchObject({ maxCalls: 4, ringSeconds: 20, regroupMinutes: 5 });
    expect(teamOf(roster, 'db').escalation.order).toHaveLength(1);
  });

  it('lets a team have reminders, rounds and a budget of its own', () => {
    const roster = rosterOf({
      escalation: { remindMinutes: 60, again: { every: '2 hours', times: 3 }, maxCallsPerHour: 30 },
      teams: {
        db: { agents: ['bob'], escalation: { remindMinutes: 15, maxTextsPerHour: 5 } },
        web: { agents: ['ann'], escalation: { again: { every: '30 minutes', times: 4 }, maxCallsPerHour: 90 } },
      },
    });
    expect(teamOf(roster, 'db').escalation).toMatchObject({
      remindMinutes: 15,
      again: { everyMinutes: 120, times: 3 },
      maxCallsPerHour: 30,
      maxTextsPerHour: 5,
    });
    expect(teamOf(roster, 'web').escalation).toMatchObject({
      remindMinutes: 60,
      again: { everyMinutes: 30, times: 4 },
      maxCallsPerHour: 90,
      maxTextsPerHour: 10,
    });
  });

  it('counts everyone in a team: its list, its rotations, its steps', () => {
    const roster = rosterOf({
      teams: { db: { agents: ['cyd'], rotations: [{ agents: ['bob'] }], escalation: { order: ['on-call', 'ann'] } } },
    });
    expect(teamOf(roster, 'db').agents.map((agent) => agent.id)).toEqual(['cyd', 'bob', 'ann']);
  });

  it('keeps several phones of an agent in order', () => {
    const phone = ['+447700900009', '+12025550101'];
    expect(rosterOf({ agents: { ann: { name: 'Ann', phone } } }).agents.get('ann')?.phones).toEqual(phone);
  });

  it('says where everything is that is wrong, all at once', () => {
    const text = `{
  "agents": {
    "ann": { "name": "Ann Lee", "phone": "07700900001" },
    "bob": { "nmae": "Bob Roy", "phone": "+447700900002" },
    "bob": { "name": "Bob Roy", "phone": "+447700900002" }
  },
  "rotations": [{ "agents": ["ann", "bbo"], "start": "2026-01-05 09:00" }]
}`;
    const places = failuresOf(text).map((error) => `${error.path} ${String(error.line)}:${String(error.column)}`);
    expect(places).toEqual(['agents.ann.phone 3:42', 'agents.bob 5:5', 'rotations[0].agents[1] 7:37']);
  });

  it('counts lines and columns from 1', () => {
    const places = failuresOf('{\n"x": 1, "agents":\n{}}').map(({ line, column }) => [line, column]);
    expect(places).toEqual([
      [2, 1],
      [3, 1],
    ]);
  });

  it('does not blame those who name an agent for what is wrong with the agent', () => {
    const text = JSON.stringify({ agents: { ann: { name: 'Ann' } }, rotations: [{ agents: ['ann'] }] });
    expect(errorsOf(text)).toEqual(['agents.ann: `phone` is missing; write "phone": "+44…"']);
  });

  it('never shows a whole phone number', () => {
    const agents = { ...AGENTS, '+447700900123': AGENTS.ann, dan: { name: 'Dan', phone: '00447700900123' } };
    const rotations = [{ agents: ['+447700900123x', '07700 900123'], start: '+44 7700 900123' }];
    const text = JSON.stringify({ agents, rotations, '+447700900123': 1, timezone: '+447700900123' });
    const told = JSON.stringify(examineRoster(text));
    expect(told).toContain('•••••');
    expect(told.replace(/\D/g, '')).not.toContain('7700900123');
    expect(told).not.toContain('900123');
  });

  it('tells a hundred errors and how many more there are', () => {
    const agents = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`a${String(index)}`, 0]));
    const parsed = examineRoster(JSON.stringify({ agents }));
    expect(parsed).toMatchObject({ ok: false, more: 50 });
    expect(parsed.ok ? [] : parsed.errors).toHaveLength(100);
  });

  it('is not led astray by keys that objects have anyway', () => {
    const text = `{ "__proto__": { "agents": {} }, "agents": { "ann": { "name": "Ann", "phone": "+447700900001" } } }`;
    expect(errorsOf(text)).toHaveLength(1);
    expect(errorsOf(text)[0]).toContain('__proto__: `__proto__` is not known here; known are');
    expect(errorsOf({ agents: AGENTS, constructor: 1 })[0]).toContain('constructor: `constructor` is not known here');
    expect(({} as { agents?: unknown }).agents).toBeUndefined();
  });
});
