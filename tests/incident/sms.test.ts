import { describe, expect, it } from '@jest/globals';
import type { Impossible, Incident, TextKind } from '../../src/board/board';
import type { CallPlan } from '../../src/incident/plan';
import type { AlarmWords } from '../../src/alarm/alarm-words';
import { smsText } from '../../src/incident/said/sms';
import type { Told } from '../../src/incident/said/sms';
import { EN } from '../../src/wording/en';
import { TEXT_KINDS } from './arbitrary';
import { afterCalls, alarmAt, ANN, boardAfter, incidentOf, MINUTE_MS, peopleOf, PLAN, START_MS } from './sample';
import { BY_ANN, OPEN, PASSING, REMINDING, UNREADABLE, WEB, WITHOUT_ANN, wrong } from './told-sample';

/** One thing to be told about web-1. */
function told(kind: TextKind, rest: Partial<Told> = {}): Told {
  return { item: { kind, slot: 1 }, incident: OPEN, situation: WEB, words: [], ...rest };
}

/** The same about the api, which is another incident. */
function toldOfApi(kind: TextKind, rest: Partial<Told> = {}): Told {
  const incident: Incident = { ...OPEN, id: 'inc-5', slot: 2, ...rest.incident };
  return { item: { kind, slot: 2 }, situation: wrong(['api is slow.'], { others: 2 }), words: [], ...rest, incident };
}

describe('an SMS about one incident', () => {
  const byBob: Incident = { ...BY_ANN, taken: { by: 'bob', proof: 't9', atMs: START_MS, way: 'hand' } };
  const flapping: Incident = { ...BY_ANN, flaps: 3, flapsSinceMs: START_MS };

  it.each<[TextKind, Incident, string]>([
    ['details', BY_ANN, 'You have it (Main, inc-0, since Sun 03:00 GMT). web-1 is down.'],
    [
      'details',
      flapping,
      'You have it (Main, inc-0, since Sun 03:00 GMT). web-1 is down. It comes and goes, 3 times so far.',
    ],
    ['recovered', BY_ANN, 'Recovered (Main, inc-0). web-1 is down.'],
    ['closed', BY_ANN, 'Closed by hand (Main, inc-0). web-1 is down.'],
    [
      'left',
      BY_ANN,
      'Left to you (Main, inc-0): nothing more can be known of it, so it is no longer watched. web-1 is down.',
    ],
    [
      'left',
      OPEN,
      'Left to all of you (Main, inc-0): nothing more can be known of it, so it is no longer watched. web-1 is down.',
    ],
    ['correction', BY_ANN, 'Ann Lee has it after all (Main, inc-0).'],
    ['taken-over', byBob, 'Bob Roy has it now, you no longer do (Main, inc-0). web-1 is down.'],
    ['kept', BY_ANN, 'Nobody took it over, you still have it (Main, inc-0). web-1 is down.'],
    [
      'flapping',
      flapping,
      'It comes and goes (Main, inc-0), 3 times within the hour: you hear again when it stops. web-1 is down.',
    ],
    [
      'budget',
      OPEN,
      'CALLS USED UP (Main, inc-0, since Sun 03:00 GMT): 60 calls were made within the hour, so the next one waits. Nobody has this: web-1 is down.',
    ],
    [
      'budget',
      PASSING,
      'CALLS USED UP (Main, inc-0, since Sun 03:00 GMT): 60 calls were made within the hour, so the next one waits. Ann Lee has this: web-1 is down.',
    ],
  ])('tells of %s', (kind, incident, text) => {
    expect(smsText(EN, [told(kind, { incident })], 0, PLAN)).toBe(text);
  });

  it.each<[Impossible | undefined, string]>([
    ['flow', 'the Studio flow is missing or not published. Run "oncall doctor".'],
    ['caller-id', 'the caller ID is not a number of this account. Run "oncall doctor".'],
    ['account', 'the Twilio account is suspended or out of money. Look at the Twilio console.'],
    ['unreachable', 'Twilio starts no call for us. It is tried again.'],
    [undefined, 'Twilio starts no call for us. It is tried again.'],
  ])('says why no phone can be called: %s', (cause, why) => {
    const impossible = cause === undefined ? {} : { impossible: cause };
    expect(smsText(EN, [told('impossible', impossible)], 0, PLAN)).toBe(
      `NO PHONE CAN BE CALLED (Main, inc-0): ${why} Nobody has this: web-1 is down.`,
    );
    expect(smsText(EN, [told('impossible', { ...impossible, incident: REMINDING })], 0, PLAN)).toBe(
      `NO PHONE CAN BE CALLED (Main, inc-0): ${why} Ann Lee has this: web-1 is down.`,
    );
  });

  it.each<[string, Incident, string]>([
    ['of nobody', OPEN, 'Nobody could be called'],
    ['of one call', incidentOf(afterCalls(boardAfter(alarmAt(0)), 1, 'busy')), '1 call made, nobody took it'],
    [
      'of three calls',
      incidentOf(afterCalls(boardAfter(alarmAt(0)), 1, 'busy', 'busy', 'busy')),
      '3 calls made, nobody took it',
    ],
    [
      'of the calls of the last round',
      { ...incidentOf(afterCalls(boardAfter(alarmAt(0)), 1, 'busy', 'busy', 'busy')), callsBefore: 1 },
      '2 calls made, nobody took it',
    ],
    [
      'of a round in which nobody could be called',
      { ...incidentOf(afterCalls(boardAfter(alarmAt(0)), 1, 'busy', 'busy', 'busy')), callsBefore: 3 },
      'Nobody could be called',
    ],
  ])('says that nobody took it, %s', (_after, incident, calls) => {
    expect(smsText(EN, [told('exhausted', { incident })], 0, PLAN)).toBe(
      `NOBODY HAS THIS (Main, inc-0, since Sun 03:00 GMT): ${calls}. web-1 is down.`,
    );
  });

  it('names up to three alarms, all but the first shortly, and counts the rest', () => {
    const situation = wrong([`${'a'.repeat(100)}.`, 'web-1 b.', `${'c'.repeat(100)}.`, 'd.'], { others: 2 });
    expect(smsText(EN, [told('details', { incident: BY_ANN, situation })], 0, PLAN)).toBe(
      `You have it (Main, inc-0, since Sun 03:00 GMT). ${'a'.repeat(100)}. web-1 b. ${'c'.repeat(77)}... And 3 more.`,
    );
  });

  it.each<[string, CallPlan, string]>([
    ['has left the roster', WITHOUT_ANN, 'Somebody who has left the roster has it after all (Main, inc-0).'],
    ['is not known while the roster cannot be read', UNREADABLE, 'Somebody has it after all (Main, inc-0).'],
  ])('names nobody who %s', (_who, plan, text) => {
    expect(smsText(EN, [told('correction', { incident: BY_ANN })], 0, plan)).toBe(text);
  });

  it.each([
    ['Europe/London', 'since Sun 03:00 GMT', 'Sun 02:00 GMT'],
    ['Europe/Berlin', 'since Sun 04:00 CET', 'Sun 03:00 CET'],
    ['America/New_York', 'since Sat 22:00 GMT-5', 'Sat 21:00 GMT-5'],
    ['Asia/Kolkata', 'since Sun 08:30 GMT+5:30', 'Sun 07:30 GMT+5:30'],
  ])('says since when by the clock of the team (%s), and in which regions', (timezone, since, sinceOfFourth) => {
    const shown: readonly AlarmWords[] = [
      { hash: 'a', summary: 'a is down.', sinceMs: START_MS + 2 * MINUTE_MS, region: 'eu-west-1' },
      { hash: 'b', summary: 'b is down.', sinceMs: START_MS, region: 'us-east-1' },
      { hash: 'c', summary: 'c is down.', sinceMs: START_MS, region: 'eu-west-1' },
      { hash: 'd', summary: 'd is down.', sinceMs: START_MS - 60 * MINUTE_MS, region: 'sa-east-1' },
    ];
    const plan = { ...PLAN, timezone };
    expect(smsText(EN, [told('details', { situation: { ...WEB, shown } })], 0, plan)).toBe(
      `You have it (Main, inc-0, ${since}, eu-west-1, us-east-1). a is down. b is down. c is down. And 1 more.`,
    );
    const item = { kind: 'more' as const, slot: 1, alarm: 'd' };
    expect(smsText(EN, [told('more', { item, words: shown })], 0, plan)).toBe(
      `One more for you (Main, inc-0, since ${sinceOfFourth}, sa-east-1): d is down.`,
    );
  });
});

describe('an SMS about further alarms', () => {
  const words: readonly AlarmWords[] = [{ hash: 'db', summary: 'db is down.', sinceMs: START_MS }];

  it.each<[string, number | undefined, readonly AlarmWords[], string]>([
    ['names it', undefined, words, 'One more for you (Main, inc-0, since Sun 03:00 GMT): db is down.'],
    [
      'names the first and counts the others',
      2,
      words,
      'One more for you (Main, inc-0, since Sun 03:00 GMT): db is down. And 2 more.',
    ],
    ['counts one of which nothing is known', undefined, [], 'One more for you (Main, inc-0).'],
    ['counts all where nothing is known', 2, [], '3 more for you (Main, inc-0).'],
  ])('%s', (_what, further, known, text) => {
    const item = { kind: 'more' as const, slot: 1, alarm: 'db', ...(further === undefined ? {} : { further }) };
    expect(smsText(EN, [told('more', { item, words: known })], 0, PLAN)).toBe(text);
  });
});

describe('an SMS about several things', () => {
  const apiOfAnn = { incident: { ...BY_ANN, id: 'inc-5', slot: 2 } };

  it.each<[string, readonly Told[], number, string]>([
    [
      'what one person has',
      [told('details', { incident: BY_ANN }), toldOfApi('details', apiOfAnn)],
      0,
      'You have it (Main, inc-0): web-1 is down. You have it (inc-5): api is slow. And 2 more.',
    ],
    [
      'what somebody has, before further alarms and what stayed theirs',
      [told('kept', { incident: BY_ANN }), toldOfApi('details', apiOfAnn)],
      0,
      'You have it (Main, inc-5): api is slow. And 2 more. Nobody took it over, you still have it (inc-0): web-1 is down.',
    ],
    [
      'what comes and goes, and one more',
      [told('flapping', { incident: BY_ANN }), toldOfApi('more', apiOfAnn)],
      0,
      'Comes and goes (Main, inc-0): web-1 is down. One more for you (inc-5): api is slow. And 2 more.',
    ],
    [
      'what nobody has',
      [told('exhausted'), toldOfApi('exhausted')],
      0,
      'NOBODY HAS THIS (Main, inc-0): web-1 is down. NOBODY HAS THIS (inc-5): api is slow. And 2 more.',
    ],
    [
      'what nobody has before what nobody can be called about, with the reason',
      [told('impossible', { impossible: 'flow' }), toldOfApi('exhausted')],
      0,
      'NOBODY HAS THIS (Main, inc-5): api is slow. And 2 more. NO PHONE CAN BE CALLED (inc-0): the Studio flow is missing or not published. Run "oncall doctor". web-1 is down.',
    ],
    [
      'that calls are used up and impossible',
      [told('budget'), told('impossible', { impossible: 'account' })],
      0,
      'CALLS USED UP (Main, inc-0): web-1 is down. NO PHONE CAN BE CALLED (inc-0): the Twilio account is suspended or out of money. Look at the Twilio console. web-1 is down.',
    ],
    [
      'what is over',
      [told('recovered', { incident: BY_ANN }), toldOfApi('closed', apiOfAnn)],
      0,
      'Recovered (Main, inc-0): web-1 is down. Closed by hand (inc-5): api is slow. And 2 more.',
    ],
    [
      'who has it, and what is theirs alone',
      [told('correction', { incident: BY_ANN }), toldOfApi('taken-over', apiOfAnn), toldOfApi('left', apiOfAnn)],
      0,
      'Ann Lee has it (Main, inc-0): web-1 is down. Ann Lee has it (inc-5): api is slow. And 2 more. Left to you (inc-5): api is slow. And 2 more.',
    ],
    [
      'what is over and one that has left the board',
      [told('recovered', { incident: BY_ANN })],
      1,
      'Recovered (Main, inc-0): web-1 is down. And 1 earlier one is over.',
    ],
    [
      'what is over and several that have left the board',
      [told('recovered', { incident: BY_ANN })],
      2,
      'Recovered (Main, inc-0): web-1 is down. And 2 earlier ones are over.',
    ],
    [
      'one that has left the board',
      [],
      1,
      'One earlier incident is over or left to you (Main); "oncall history" names it.',
    ],
    [
      'several that have left the board',
      [],
      3,
      '3 earlier incidents are over or left to you (Main); "oncall history" names them.',
    ],
  ])('tells of %s', (_what, all, gone, text) => {
    expect(smsText(EN, all, gone, PLAN)).toBe(text);
  });

  it.each<[TextKind, TextKind]>([
    ['details', 'more'],
    ['exhausted', 'impossible'],
    ['exhausted', 'budget'],
  ])('tells of %s once, and not of %s of the same incident beside it', (all, part) => {
    const alone = smsText(EN, [told(all)], 0, PLAN);
    expect(smsText(EN, [told(part), told(all)], 0, PLAN)).toBe(alone);
    // Of another incident it is news.
    expect(smsText(EN, [toldOfApi(part), told(all)], 0, PLAN)).toMatch(/\(inc-5\): /);
  });

  it('cuts each summary to 80 characters', () => {
    const situation = wrong([`${'b'.repeat(100)}.`]);
    expect(smsText(EN, [told('exhausted', { situation }), toldOfApi('exhausted')], 0, PLAN)).toBe(
      `NOBODY HAS THIS (Main, inc-0): ${'b'.repeat(77)}... NOBODY HAS THIS (inc-5): api is slow. And 2 more.`,
    );
  });
});

describe('whatever an SMS tells of', () => {
  const people = peopleOf({ ...ANN, name: '名'.repeat(80) });
  const plan: CallPlan = { ...PLAN, teamName: '警'.repeat(80), people };
  const shown = Array.from({ length: 12 }, (_, index) => ({
    hash: `hash-${index}`,
    summary: '警'.repeat(200),
    sinceMs: START_MS,
    region: `region-${index}-${'x'.repeat(15)}`,
  }));
  const about: Incident = { ...BY_ANN, flaps: 1_000, flapsSinceMs: START_MS };
  const one = { incident: about, situation: { ...WEB, shown, others: 1_000 }, words: shown };

  it.each(TEXT_KINDS)('it is no longer than the 1,600 characters that Twilio takes: %s', (kind) => {
    const item = { kind, slot: 1, alarm: 'hash-0', further: 1_000 };
    expect(smsText(EN, [{ item, ...one }], 0, plan).length).toBeLessThanOrEqual(1_600);
    const many = Array.from({ length: 16 }, (_, index) => ({
      ...one,
      item: { ...item, slot: index + 1 },
      incident: { ...about, id: `inc-0000000${index.toString(16)}` },
    }));
    const text = smsText(EN, many, 500, plan);
    expect(text.length).toBeLessThanOrEqual(1_600);
    // What there is no room for is counted.
    expect(text).toMatch(/And \d+ more: see "oncall status"\. And 500 earlier ones are over\.$/);
  });
});
