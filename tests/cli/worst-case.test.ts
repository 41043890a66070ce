import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { answerTo } from '../../src/cli/what-if';
import { readAlarm } from '../../src/incident/alarm';
import type { Conduct } from '../../src/rehearsal/phones/conduct';
import { parseRoster } from '../../src/roster/parse';
import { AGENTS } from './sample';

const AT = Date.parse('2026-12-24T18:00:00Z');

const TWO = {
  timezone: 'UTC',
  agents: { ann: { ...AGENTS.ann, name: 'Ann' }, bob: { ...AGENTS.bob, name: 'Bob' } },
};

/** Nobody who is called gives up before the system does, unless they hang up. */
const PATIENT = { keys: [], patienceMs: 3_600_000 } as const;

const BUSY: Conduct = { ...PATIENT, ringing: 'rejects', afterMs: 0 };
const IGNORES: Conduct = { ...PATIENT, ringing: 'ignores', afterMs: 0 };

/** Answers in the last millisecond and presses nothing. */
function slow(ringSeconds = 25): Conduct {
  return { ...PATIENT, ringing: 'answers', afterMs: ringSeconds * 1000 - 1 };
}

/** Does so, and hangs up just before it would have been too late. */
const HANGS_UP: Conduct = { ...slow(), hangsUp: { after: 'answer', delayMs: 23_900 } };

/** How long the words that are heard take may change a little; whether a phone waits for the queue is a matter of a minute. */
const TOLERANCE_MS = 2_000;

/** What a play came to, and what the worst case says. */
async function asked(written: object, does: Readonly<Record<string, readonly [Conduct, ...Conduct[]]>>, atMs = AT) {
  const text = JSON.stringify(written);
  const parsed = parseRoster(text);
  const team = parsed.ok ? parsed.roster.teams.get('main') : undefined;
  if (!parsed.ok || team === undefined) throw new Error(text);
  const { agents } = parsed.roster;
  const message = JSON.stringify({
    AlarmName: 'x',
    NewStateValue: 'ALARM',
    StateChangeTime: new Date(atMs).toISOString(),
  });
  const { entries, worst } = await answerTo({
    text,
    roster: parsed.roster,
    message,
    alarm: readAlarm({ id: '-', body: message }),
    team,
    atMs,
    conducts: new Map([...agents].flatMap(([id, agent]) => (does[id] === undefined ? [] : [[agent, does[id]]]))),
    fallbackNumbers: [],
    isJson: false,
  });
  return {
    rings: entries.flatMap((entry) => (entry.kind === 'ring' ? entry.atMs : [])),
    told: entries.flatMap((entry) => (entry.kind === 'sms' ? entry.atMs : [])).at(-1),
    worst,
  };
}

const SECONDS = fc.constantFrom(15, 20, 25, 30, 45);

/** Anything but taking it. */
function conducts(ringSeconds: number): fc.Arbitrary<Conduct> {
  const lastMs = ringSeconds * 1000 - 1;
  const delayMs = fc.integer({ min: 0, max: 30_000 });
  const key = fc.record({
    key: fc.constantFrom('2', '5', '#'),
    after: fc.constantFrom('answer', 'first words', 'first prompt', 'every prompt'),
    delayMs,
  });
  return fc.record(
    {
      ringing: fc.constantFrom('answers', 'answers', 'ignores', 'rejects', 'fails'),
      afterMs: fc.oneof(fc.constantFrom(0, lastMs), fc.integer({ min: 0, max: lastMs })),
      keys: fc.array(key, { maxLength: 2 }),
      hangsUp: fc.record({ after: fc.constantFrom('answer', 'first words', 'first key'), delayMs }),
      patienceMs: fc.constant(PATIENT.patienceMs),
    },
    { requiredKeys: ['ringing', 'afterMs', 'keys', 'patienceMs'] },
  );
}

/** Rosters of two agents, one with two phones, whose turns may change while they are called; and what they do. */
const plays = SECONDS.chain((ringSeconds) =>
  fc.record({
    escalation: fc.record(
      {
        ringSeconds: fc.constant(ringSeconds),
        maxCalls: fc.integer({ min: 1, max: 5 }),
        order: fc.array(fc.constantFrom('on-call', 'next', 'bob'), { minLength: 1, maxLength: 3 }),
      },
      { requiredKeys: ['ringSeconds', 'maxCalls'] },
    ),
    phones: fc.integer({ min: 1, max: 2 }),
    handoffAfterSeconds: fc.integer({ min: -10, max: 250 }),
    ann: fc.array(conducts(ringSeconds), { minLength: 1, maxLength: 3 }),
    bob: fc.array(conducts(ringSeconds), { minLength: 1, maxLength: 3 }),
  }),
);

describe('the worst case of an alarm', () => {
  it.each([
    [
      'of two, one is slow and one busy: the third call waits for the queue',
      {},
      { ann: [slow()], bob: [BUSY] },
      [950, 51_050, 145_050],
    ],
    ['phones ring longer', { ringSeconds: 45 }, { ann: [IGNORES], bob: [BUSY] }, [950, 46_900, 145_050]],
    [
      'phones ring for a shorter time, and there is one more call',
      { ringSeconds: 15, maxCalls: 4 },
      { ann: [slow(15), BUSY], bob: [slow(15)] },
      [950, 41_050, 81_150, 145_050],
    ],
    [
      'the same agent comes twice',
      { order: ['on-call', 'on-call', 'next'] },
      { ann: [slow(), HANGS_UP], bob: [slow()] },
      [950, 145_050, 195_699],
    ],
    [
      'nobody is in time to be called again',
      { order: ['on-call', 'next'], maxCalls: 2 },
      { ann: [HANGS_UP], bob: [slow()] },
      [950, 51_599],
    ],
    ['there is one call', { maxCalls: 1 }, { ann: [slow()] }, [950]],
  ] as const)('is a play in which %s', async (_case, escalation, does, expected) => {
    const { rings, worst } = await asked({ ...TWO, escalation }, does);
    expect(rings.map((atMs, index) => Math.abs(atMs - (expected[index] ?? 0)) < TOLERANCE_MS)).toEqual(
      expected.map(() => true),
    );
    const lastMs = rings.at(-1) ?? 0;
    expect(worst?.calls).toBe(expected.length);
    expect(worst?.lastCallAtMs).toBeGreaterThanOrEqual(lastMs);
    expect(worst?.lastCallAtMs).toBeLessThan(lastMs + 1_000);
  });

  it('is as late for the SMS that nobody has it', async () => {
    const { told = 0, worst } = await asked(TWO, { ann: [slow()], bob: [BUSY] });
    expect(Math.abs(told - 194_700)).toBeLessThan(TOLERANCE_MS);
    expect(worst?.toldAtMs).toBeGreaterThanOrEqual(told);
    expect(worst?.toldAtMs).toBeLessThan(told + 1_500);
    expect(worst?.told).toEqual(['ann', 'bob']);
  });

  it('knows who is on call after a handoff in the middle of it', async () => {
    const written = {
      ...TWO,
      rotations: [{ agents: ['ann', 'bob'], start: '2026-12-23 18:00', every: '1 day' }],
      escalation: { order: ['on-call'], maxCalls: 2 },
    };
    // Thirty seconds before it: only if Ann is done with her call by then is she called again, and has to wait.
    const played = await asked(written, { ann: [BUSY], bob: [slow()] }, AT - 30_000);
    expect(played.rings).toEqual([950, 73_050]);
    expect(played.worst?.lastCallAtMs).toBeGreaterThanOrEqual(73_050);
    expect(played.worst?.lastCallAtMs).toBeLessThan(73_300);
  });

  it('is nothing when nobody is called', async () => {
    const written = { ...TWO, agents: { ann: TWO.agents.ann }, escalation: { order: ['next'] } };
    expect(await asked(written, {})).toMatchObject({ rings: [], worst: undefined });
  });

  it('comes before nothing that people may do', async () => {
    await fc.assert(
      fc.asyncProperty(
        plays,
        async ({ escalation, phones, handoffAfterSeconds, ann: [ann, ...anns], bob: [bob, ...bobs] }) => {
          if (ann === undefined || bob === undefined) return;
          const bobsPhones = [AGENTS.bob.phone, AGENTS.cyd.phone].slice(0, phones);
          const written = {
            ...TWO,
            agents: { ...TWO.agents, bob: { name: 'Robert Roy', phone: bobsPhones } },
            rotations: [{ agents: ['ann', 'bob'], start: '2026-12-23 18:00', every: '1 day' }],
            escalation,
          };
          const does = { ann: [ann, ...anns], bob: [bob, ...bobs] } as const;
          const { rings, told, worst } = await asked(written, does, AT - handoffAfterSeconds * 1000);
          expect(rings.at(-1)).toBeLessThanOrEqual(worst?.lastCallAtMs ?? 0);
          expect(told).toBeLessThanOrEqual(worst?.toldAtMs ?? 0);
        },
      ),
      { numRuns: 40, seed: 1 },
    );
  });
});
