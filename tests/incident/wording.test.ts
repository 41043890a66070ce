import { describe, expect, it } from '@jest/globals';
import type { Impossible, Incident, TextKind } from '../../src/incident/board';
import { agentRef } from '../../src/incident/plan';
import type { CallPlan } from '../../src/incident/plan';
import { situationOf } from '../../src/incident/situation';
import type { AlarmWords } from '../../src/incident/alarm-words';
import type { Situation } from '../../src/incident/situation';
import { alreadyTaken, briefing, passedOn, smsText, whatIsWrong, youHaveIt } from '../../src/incident/wording';
import type { Told } from '../../src/incident/wording';
import { EN } from '../../src/wording/en';
import { TEXT_KINDS } from './arbitrary';
import {
  afterCalls,
  alarmAt,
  ANN,
  boardAfter,
  BOB,
  claimed,
  CYD,
  incidentOf,
  MINUTE_MS,
  okAt,
  peopleOf,
  PLAN,
  receiving,
  START_MS,
  taken,
  wordsFor,
} from './sample';

const ann = agentRef(ANN, 0) ?? { id: '', name: '', phone: '' };
const bob = agentRef(BOB, 0) ?? { id: '', name: '', phone: '' };

/** The roster after Ann has left it, and one that cannot be read. */
const WITHOUT_ANN: CallPlan = { ...PLAN, people: peopleOf(BOB, CYD) };
const UNREADABLE: CallPlan = { ...WITHOUT_ANN, isEverybody: false };

const open = incidentOf(boardAfter(alarmAt(0)));
const byAnn: Incident = {
  ...open,
  status: 'taken',
  taken: { by: 'ann', proof: 'FN1', atMs: START_MS + 14 * MINUTE_MS, way: 'key' },
};
const passing: Incident = { ...byAnn, status: 'escalating', chain: 'pass' };
const reminding: Incident = { ...byAnn, status: 'escalating', chain: 'remind' };

/** What is wrong: these alarms since the start, and as many others. */
function wrong(summaries: readonly string[], others = 0): Situation {
  return {
    shown: summaries.map((summary, index) => ({ hash: `hash-${index}`, summary, sinceMs: START_MS })),
    others,
  };
}

const web = wrong(['web-1 is down.']);

/** One thing to be told about web-1. */
function told(kind: TextKind, rest: Partial<Told> = {}): Told {
  return { item: { kind, slot: 1 }, incident: open, situation: web, words: [], ...rest };
}

/** The same about the api, which is another incident. */
function toldOfApi(kind: TextKind, rest: Partial<Told> = {}): Told {
  const incident: Incident = { ...open, id: 'inc-5', slot: 2, ...rest.incident };
  return { item: { kind, slot: 2 }, situation: wrong(['api is slow.'], 2), words: [], ...rest, incident };
}

describe('what is known to be wrong', () => {
  const board = boardAfter(alarmAt(0, 'api'), alarmAt(1, 'db'), okAt(2, 'api'));
  const over = boardAfter(alarmAt(0, 'api'), alarmAt(1, 'db'), okAt(2, 'api'), okAt(3, 'db'));
  const elsewhere: AlarmWords = { hash: 'AAAAAA', summary: 'Something else.', sinceMs: START_MS };

  it.each<[string, Incident, readonly AlarmWords[], readonly string[], number]>([
    ['leaves out what is right again', incidentOf(board), wordsFor('api', 'db'), ['db is down.'], 0],
    [
      'leaves out what belongs to no alarm of it',
      incidentOf(board),
      [elsewhere, ...wordsFor('db')],
      ['db is down.'],
      0,
    ],
    ['has the incident’s name where there are no words', incidentOf(board), [], ['api.'], 0],
    ['has it too where there are words of other alarms only', incidentOf(board), wordsFor('api'), ['api.'], 0],
    [
      'counts what the memory has no room for',
      { ...incidentOf(board), unremembered: 3 },
      wordsFor('db'),
      ['db is down.'],
      3,
    ],
    ['counts it beside the name', { ...incidentOf(board), unremembered: 3 }, [], ['api.'], 3],
  ])('%s', (_what, incident, words, summaries, others) => {
    const situation = situationOf(board, incident, words);
    expect(situation.shown.map(({ summary }) => summary)).toEqual(summaries);
    expect(situation.others).toBe(others);
  });

  it('leaves out what is wrong in another incident', () => {
    const has = taken(claimed(boardAfter(alarmAt(0, 'api')), 'FN1', 1), 'FN1', 10);
    const two = receiving(has, alarmAt(400, 'db'));
    const summaries = two.incidents.map((incident) =>
      situationOf(two, incident, wordsFor('api', 'db')).shown.map(({ summary }) => summary),
    );
    expect(summaries).toEqual([['api is down.'], ['db is down.']]);
  });

  it('is all that was wrong when nothing is any more', () => {
    const known = situationOf(over, incidentOf(over), wordsFor('api', 'db'));
    expect(known.shown.map(({ summary }) => summary)).toEqual(['api is down.', 'db is down.']);
    expect(known.others).toBe(0);
    expect(situationOf(over, incidentOf(over), wordsFor('api')).others).toBe(1);
  });
});

describe('what is said to an agent', () => {
  it('says first who is called and why, then what is wrong, then the keys', () => {
    expect(briefing(EN, open, wrong(['web-1. The web server is down.']), ann, PLAN)).toBe(
      'On-call alert, team Main: web 1. The web server is down. Press 1 at any time to take it, 2 to pass it on, 3 to hear it again.',
    );
  });

  it('says why it is not the agent of the roster who is called', () => {
    const plan = { ...PLAN, trouble: { is: 'nobody' as const } };
    expect(briefing(EN, open, web, ann, plan)).toBe(
      'On-call alert, team Main: web 1 is down. Nobody is on call, so the fallback numbers are called. Press 1 at any time to take it, 2 to pass it on, 3 to hear it again.',
    );
  });

  it.each<[string, CallPlan, string]>([
    ['its owner', PLAN, 'Ann Lee'],
    ['somebody who has left', WITHOUT_ANN, 'Somebody who has left the roster'],
    ['somebody whom an unreadable roster does not name', UNREADABLE, 'Somebody'],
  ])('says that %s asks to be relieved', (_whose, plan, name) => {
    expect(briefing(EN, passing, web, bob, plan)).toBe(
      `On-call alert, team Main: web 1 is down. ${name} asks you to take it over. Press 1 at any time to take it, 2 to pass it on, 3 to hear it again.`,
    );
  });

  it.each<[string, Incident]>([
    ['passes on what nobody has', { ...open, chain: 'pass' }],
    ['is called about an alarm', { ...passing, chain: 'alarm' }],
  ])('asks nobody to take it over where somebody %s', (_what, incident) => {
    expect(briefing(EN, incident, web, bob, PLAN)).toBe(
      'On-call alert, team Main: web 1 is down. Press 1 at any time to take it, 2 to pass it on, 3 to hear it again.',
    );
  });

  it.each([
    ['Europe/London', 'Sun 03:14 GMT'],
    ['Asia/Kolkata', 'Sun 08:44 GMT+5:30'],
  ])('reminds an owner of what was taken, by the clock of the team (%s)', (timezone, at) => {
    expect(briefing(EN, reminding, web, ann, { ...PLAN, timezone })).toBe(
      `Reminder for Ann Lee, team Main: you took this at ${at}, and it is still in alarm. web 1 is down. Press 1 if you are on it, or 2 to pass it on.`,
    );
  });

  it('is an alert like any other to whoever comes after an owner who was reminded', () => {
    expect(briefing(EN, reminding, web, bob, PLAN)).toBe(
      'On-call alert, team Main: web 1 is down. Press 1 at any time to take it, 2 to pass it on, 3 to hear it again.',
    );
  });

  it('says from the third time on that it comes and goes', () => {
    const flapping = { ...open, flaps: 3, flapsSinceMs: START_MS };
    expect(briefing(EN, flapping, web, ann, PLAN)).toBe(
      'On-call alert, team Main: web 1 is down. It comes and goes: 3 times so far. Press 1 at any time to take it, 2 to pass it on, 3 to hear it again.',
    );
    expect(briefing(EN, { ...flapping, flaps: 2 }, web, ann, PLAN)).toBe(briefing(EN, open, web, ann, PLAN));
  });

  it('keeps within 300 characters and never loses the keys or the number of the other alarms', () => {
    const long = 'HTTPCodeTarget5XXCount_prod-eu-west-1-checkout/api-'.repeat(4).slice(0, 199);
    const speech = briefing(EN, open, wrong([`${long}.`, 'b.', 'c.']), ann, PLAN);
    expect(speech.length).toBeLessThanOrEqual(300);
    expect(speech).toMatch(/And 2 more alarms\. Press 1 at any time to take it, 2 to pass it on, 3 to hear it again\.$/);
  });

  it.each([
    ['an agent', 'x'.repeat(200), 'Main'],
    ['a team', 'Ann Lee', 'y'.repeat(200)],
    ['both, in words that are spoken longer than written,', 'aB'.repeat(100), 'cD'.repeat(100)],
  ])('keeps within 300 characters for %s with a name of 200', (_whose, name, teamName) => {
    const plan = { ...PLAN, teamName, trouble: { is: 'no-team' as const, team: 'z'.repeat(200) } };
    const speech = briefing(EN, open, wrong(['summary '.repeat(25), 'b.']), { ...ann, name }, plan);
    expect(speech.length).toBeLessThanOrEqual(300);
    expect(speech).toMatch(/summary.* And one more alarm\..*Press 1 at any time to take it, 2 to pass it on, 3 to hear it again\.$/);
  });

  it.each<[string, Incident, RegExp]>([
    ['is asked to take it over', passing, / asks you to take it over\..*Press 1 at any time to take it, 2 to pass it on, 3 to hear it again\.$/],
    ['is reminded', reminding, /still in alarm\. .*Press 1 if you are on it, or 2 to pass it on\.$/],
  ])('keeps within 300 characters for an agent who %s, whatever the names', (_what, incident, speech) => {
    const name = 'aB'.repeat(100);
    const people = peopleOf({ ...ANN, name });
    const plan = {
      ...PLAN,
      teamName: 'cD'.repeat(100),
      trouble: { is: 'no-team' as const, team: 'z'.repeat(200) },
      people,
    };
    const to = incident.chain === 'remind' ? { ...ann, name } : { ...bob, name };
    const flapping = { ...incident, flaps: 1_000, flapsSinceMs: START_MS };
    const said = briefing(EN, flapping, wrong(['summary '.repeat(25)], 999), to, plan);
    expect(said.length).toBeLessThanOrEqual(300);
    expect(said).toMatch(/ And 999 more alarms\./);
    expect(said).toMatch(speech);
  });

  it.each([
    [['a is down.'], 0, 'a is down.'],
    [['a is down.', 'b is down.'], 0, 'a is down. And one more alarm.'],
    [['a is down.', 'b is down.', 'c is down.'], 0, 'a is down. And 2 more alarms.'],
    [['a is down.'], 1, 'a is down. And one more alarm.'],
    [['a is down.', 'b is down.'], 7, 'a is down. And 8 more alarms.'],
  ])('of the alarms %j and %i that are only counted says: %s', (summaries, others, said) => {
    expect(whatIsWrong(EN, wrong(summaries, others), 200)).toBe(said);
  });

  it.each([
    [
      'that it is theirs',
      youHaveIt(EN, web),
      'Thank you. You have it. web 1 is down. The details follow by message. Goodbye.',
    ],
    ['who has it', alreadyTaken(EN, 'Ann Lee'), 'Ann Lee has taken it. You need not do anything. Goodbye.'],
    ['that it is over', EN.speech.recovered, 'The alarm has recovered. You need not do anything. Goodbye.'],
    [
      'that somebody closed it',
      EN.speech.closedByHand,
      'This alert was closed by hand. You need not do anything. Goodbye.',
    ],
    ['that it is long over', EN.speech.overAndGone, 'This alert is over. You need not do anything. Goodbye.'],
    ['whose turn it is', EN.speech.superseded, 'The next agent is being called. You need not do anything. Goodbye.'],
    [
      'that nobody knows',
      EN.speech.unconfirmed,
      'I cannot find out whether this alert is still open. Please treat it as open and look at it now. Goodbye.',
    ],
  ])('says %s', (_what, said, expected) => {
    expect(said).toBe(expected);
  });

  it.each([
    [{ is: 'calling' as const, agent: ann }, 'Calling Ann Lee now. Goodbye.'],
    [{ is: 'waiting' as const, agent: ann }, 'Ann Lee will be called shortly. Goodbye.'],
    [{ is: 'exhausted' as const }, 'Nobody is left to call. Everyone on the team gets a message. Goodbye.'],
  ])('says who is next: %j', (next, said) => {
    expect(passedOn(EN, next)).toBe(said);
  });
});

describe('an SMS about one incident', () => {
  const byBob: Incident = { ...byAnn, taken: { by: 'bob', proof: 't9', atMs: START_MS, way: 'hand' } };
  const flapping: Incident = { ...byAnn, flaps: 3, flapsSinceMs: START_MS };

  it.each<[TextKind, Incident, string]>([
    ['details', byAnn, 'You have it (Main, inc-0, since Sun 03:00 GMT). web-1 is down.'],
    [
      'details',
      flapping,
      'You have it (Main, inc-0, since Sun 03:00 GMT). web-1 is down. It comes and goes, 3 times so far.',
    ],
    ['recovered', byAnn, 'Recovered (Main, inc-0). web-1 is down.'],
    ['closed', byAnn, 'Closed by hand (Main, inc-0). web-1 is down.'],
    [
      'left',
      byAnn,
      'Left to you (Main, inc-0): nothing more can be known of it, so it is no longer watched. web-1 is down.',
    ],
    ['correction', byAnn, 'Ann Lee has it after all (Main, inc-0).'],
    ['taken-over', byBob, 'Bob Roy has it now, you no longer do (Main, inc-0). web-1 is down.'],
    ['kept', byAnn, 'Nobody took it over, you still have it (Main, inc-0). web-1 is down.'],
    [
      'flapping',
      flapping,
      'It comes and goes (Main, inc-0), 3 times within the hour: you hear again when it stops. web-1 is down.',
    ],
    [
      'budget',
      open,
      'CALLS USED UP (Main, inc-0, since Sun 03:00 GMT): 60 calls were made within the hour, so the next one waits. Nobody has this: web-1 is down.',
    ],
    [
      'budget',
      passing,
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
    expect(smsText(EN, [told('impossible', { ...impossible, incident: reminding })], 0, PLAN)).toBe(
      `NO PHONE CAN BE CALLED (Main, inc-0): ${why} Ann Lee has this: web-1 is down.`,
    );
  });

  it.each<[string, Incident, string]>([
    ['of nobody', open, 'Nobody could be called'],
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

  it('names up to three alarms as they are written, the third one shortly, and counts the rest', () => {
    const situation = wrong(['web-1 a.', `${'b'.repeat(100)}.`, `${'c'.repeat(100)}.`, 'd.'], 2);
    expect(smsText(EN, [told('details', { incident: byAnn, situation })], 0, PLAN)).toBe(
      `You have it (Main, inc-0, since Sun 03:00 GMT). web-1 a. ${'b'.repeat(100)}. ${'c'.repeat(79)}… And 3 more.`,
    );
  });

  it.each<[string, CallPlan, string]>([
    ['has left the roster', WITHOUT_ANN, 'Somebody who has left the roster has it after all (Main, inc-0).'],
    ['is not known while the roster cannot be read', UNREADABLE, 'Somebody has it after all (Main, inc-0).'],
  ])('names nobody who %s', (_who, plan, text) => {
    expect(smsText(EN, [told('correction', { incident: byAnn })], 0, plan)).toBe(text);
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
    expect(smsText(EN, [told('details', { situation: { shown, others: 0 } })], 0, plan)).toBe(
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
  const apiOfAnn = { incident: { ...byAnn, id: 'inc-5', slot: 2 } };

  it.each<[string, readonly Told[], number, string]>([
    [
      'what one person has',
      [told('details', { incident: byAnn }), toldOfApi('details', apiOfAnn)],
      0,
      'You have it (Main, inc-0): web-1 is down. You have it (inc-5): api is slow. And 2 more.',
    ],
    [
      'what somebody has, before further alarms and what stayed theirs',
      [told('kept', { incident: byAnn }), toldOfApi('details', apiOfAnn)],
      0,
      'You have it (Main, inc-5): api is slow. And 2 more. Nobody took it over, you still have it (inc-0): web-1 is down.',
    ],
    [
      'what comes and goes, and one more',
      [told('flapping', { incident: byAnn }), toldOfApi('more', apiOfAnn)],
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
      [told('recovered', { incident: byAnn }), toldOfApi('closed', apiOfAnn)],
      0,
      'Recovered (Main, inc-0): web-1 is down. Closed by hand (inc-5): api is slow. And 2 more.',
    ],
    [
      'who has it, and what is theirs alone',
      [told('correction', { incident: byAnn }), toldOfApi('taken-over', apiOfAnn), toldOfApi('left', apiOfAnn)],
      0,
      'Ann Lee has it (Main, inc-0): web-1 is down. Ann Lee has it (inc-5): api is slow. And 2 more. Left to you (inc-5): api is slow. And 2 more.',
    ],
    [
      'what is over and one that has left the board',
      [told('recovered', { incident: byAnn })],
      1,
      'Recovered (Main, inc-0): web-1 is down. And 1 earlier one is over.',
    ],
    [
      'what is over and several that have left the board',
      [told('recovered', { incident: byAnn })],
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
      `NOBODY HAS THIS (Main, inc-0): ${'b'.repeat(79)}… NOBODY HAS THIS (inc-5): api is slow. And 2 more.`,
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
  const about: Incident = { ...byAnn, flaps: 1_000, flapsSinceMs: START_MS };
  const one = { incident: about, situation: { shown, others: 1_000 }, words: shown };

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
