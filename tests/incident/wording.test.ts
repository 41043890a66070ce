import { describe, expect, it } from '@jest/globals';
import type { Impossible, Incident, OwedItem, TextKind } from '../../src/incident/board';
import { agentRef } from '../../src/incident/plan';
import type { CallPlan } from '../../src/incident/plan';
import type { AlarmWords, Situation } from '../../src/incident/situation';
import {
  alreadyTaken,
  briefing,
  closedByHandSpeech,
  overAndGoneSpeech,
  passedOn,
  recoveredSpeech,
  smsText,
  supersededSpeech,
  unconfirmedSpeech,
  whatIsWrong,
  youHaveIt,
} from '../../src/incident/wording';
import type { Told } from '../../src/incident/wording';
import { TEXT_KINDS } from './arbitrary';
import { afterCalls, alarmAt, ANN, boardAfter, claimed, incidentOf, PLAN, START_MS, taken } from './sample';

const ann = agentRef(ANN, 0) ?? { id: '', name: '', phone: '' };

/** An incident with this about it. */
function incident(rest: Partial<Incident> = {}): Incident {
  return { ...incidentOf(boardAfter(alarmAt(0))), id: 'inc-1', ...rest };
}

const TAKEN: Partial<Incident> = {
  status: 'taken',
  taken: { by: 'ann', proof: 'FN1', atMs: START_MS + 840_000, way: 'key' },
};

/** What is said of alarms with these summaries, all since the start. */
function wordsOf(...summaries: readonly string[]): readonly AlarmWords[] {
  return summaries.map((summary, index) => ({ hash: `hash-${index}`, summary, sinceMs: START_MS }));
}

function situation(summaries: readonly string[] = ['web-1 is down.'], others = 0): Situation {
  return { shown: wordsOf(...summaries), others };
}

/** The SMS to one person about one thing. */
function sms(kind: TextKind, rest: Partial<Told> & { readonly owed?: Partial<OwedItem> } = {}, plan = PLAN): string {
  const { owed, ...told } = rest;
  const about = { incident: incident(), situation: situation(), words: wordsOf('web-1 is down.'), ...told };
  return smsText([{ item: { kind, slot: 1, ...owed }, ...about }], 0, plan);
}

describe('what is said to an agent', () => {
  it('says first who is called and why, then what is wrong, then the keys', () => {
    expect(briefing(incident(), situation(['web-1. The web server is down.']), ann, PLAN)).toBe(
      'On-call alert for Ann Lee, team Main: web 1. The web server is down. Press 1 to take it, or 2 to pass it on.',
    );
  });

  it('says why it is not the agent of the roster who is called', () => {
    const plan: CallPlan = { ...PLAN, trouble: 'Nobody is on call, so the fallback numbers are called.' };
    expect(briefing(incident(), situation(), ann, plan)).toBe(
      'On-call alert for Ann Lee, team Main: web 1 is down. Nobody is on call, so the fallback numbers are called. Press 1 to take it, or 2 to pass it on.',
    );
  });

  it('says who wants it to be taken over', () => {
    expect(
      briefing(incident({ ...TAKEN, chain: 'pass' }), situation(), { ...ann, id: 'bob', name: 'Bob Roy' }, PLAN),
    ).toBe(
      'On-call alert for Bob Roy, team Main: web 1 is down. Ann Lee asks you to take it over. Press 1 to take it, or 2 to pass it on.',
    );
  });

  it('reminds its owner, by the clock of the team, and asks the next one as for any call', () => {
    const reminding = incident({ ...TAKEN, chain: 'remind' });
    expect(briefing(reminding, situation(), ann, { ...PLAN, timezone: 'Europe/Berlin' })).toBe(
      'Reminder for Ann Lee, team Main: you took this at Sun 04:14 CET, and it is still in alarm. web 1 is down. Press 1 if you are on it, or 2 to pass it on.',
    );
    expect(briefing(reminding, situation(), { ...ann, id: 'bob', name: 'Bob Roy' }, PLAN)).toBe(
      'On-call alert for Bob Roy, team Main: web 1 is down. Press 1 to take it, or 2 to pass it on.',
    );
  });

  it.each([
    [2, ''],
    [3, ' It comes and goes: 3 times so far.'],
  ])('after %i times says of what comes and goes:%s', (flaps, said) => {
    expect(briefing(incident({ flaps, flapsSinceMs: START_MS }), situation(), ann, PLAN)).toBe(
      `On-call alert for Ann Lee, team Main: web 1 is down.${said} Press 1 to take it, or 2 to pass it on.`,
    );
  });

  it('keeps within 300 characters and never loses the keys or the number of the other alarms', () => {
    const long = 'HTTPCodeTarget5XXCount_prod-eu-west-1-checkout/api-'.repeat(4).slice(0, 199);
    const speech = briefing(incident(), situation([`${long}.`, 'b.', 'c.']), ann, PLAN);
    expect(speech.length).toBeLessThanOrEqual(300);
    expect(speech).toMatch(/And 2 more alarms\. Press 1 to take it, or 2 to pass it on\.$/);
  });

  it.each([
    ['an agent', 'x'.repeat(200), 'Main'],
    ['a team', 'Ann Lee', 'y'.repeat(200)],
    ['both, in words that are spoken longer than written,', 'aB'.repeat(100), 'cD'.repeat(100)],
  ])('keeps within 300 characters for %s with a name of 200', (_whose, name, teamName) => {
    const people = new Map([['ann', { ...ANN, name }]]);
    const plan: CallPlan = { ...PLAN, teamName, people, trouble: `The roster has no team ${'z'.repeat(200)}.` };
    for (const chain of ['alarm', 'pass', 'remind', 'round'] as const) {
      const asked = incident({ ...TAKEN, chain, flaps: 1_000, flapsSinceMs: START_MS });
      const speech = briefing(asked, situation(['summary '.repeat(25), 'b.']), { ...ann, name }, plan);
      expect(speech.length).toBeLessThanOrEqual(300);
      expect(speech).toMatch(/summary.* And one more alarm\..*Press 1 .*, or 2 to pass it on\.$/);
    }
  });

  it.each([
    [['a is down.'], 0, 'a is down.'],
    [['a is down.', 'b is down.'], 0, 'a is down. And one more alarm.'],
    [['a is down.', 'b is down.', 'c is down.'], 0, 'a is down. And 2 more alarms.'],
    [['a is down.'], 7, 'a is down. And 7 more alarms.'],
    [['a is down.', 'b is down.'], 7, 'a is down. And 8 more alarms.'],
  ])('of the alarms %j and %i counted ones says: %s', (summaries, others, said) => {
    expect(whatIsWrong(situation(summaries, others), 200)).toBe(said);
  });

  it('says that the agent has it, and what it is', () => {
    expect(youHaveIt(situation())).toBe(
      'Thank you. You have it. web 1 is down. The details follow by message. Goodbye.',
    );
  });

  it.each<[string, string]>([
    [alreadyTaken('Ann_Lee'), 'Ann Lee has taken it. You need not do anything. Goodbye.'],
    [recoveredSpeech(), 'The alarm has recovered. You need not do anything. Goodbye.'],
    [closedByHandSpeech(), 'This alert was closed by hand. You need not do anything. Goodbye.'],
    [overAndGoneSpeech(), 'This alert is over. You need not do anything. Goodbye.'],
    [supersededSpeech(), 'The next agent is being called. You need not do anything. Goodbye.'],
    [passedOn({ is: 'calling', agent: ann }), 'Calling Ann Lee now. Goodbye.'],
    [passedOn({ is: 'waiting', agent: ann }), 'Ann Lee will be called shortly. Goodbye.'],
    [passedOn({ is: 'exhausted' }), 'Nobody is left to call. Everyone on the team gets a message. Goodbye.'],
    [
      unconfirmedSpeech(),
      'I cannot find out whether this alert is still open. Please treat it as open and look at it now. Goodbye.',
    ],
  ])('%s', (said, expected) => {
    expect(said).toBe(expected);
  });
});

describe('the SMS about one thing', () => {
  it('names up to three alarms as they are written, and counts the rest', () => {
    expect(sms('details', { situation: situation(['web-1 a.', 'b.', 'c.', 'd.'], 2) })).toBe(
      'You have it (Main, inc-1, since Sun 03:00 GMT). web-1 a. b. c. And 3 more.',
    );
  });

  it.each<[string, Incident, string]>([
    [
      'no call could be made',
      incident(),
      'NOBODY HAS THIS (Main, inc-1, since Sun 03:00 GMT): Nobody could be called. web-1 is down.',
    ],
    [
      'one was made',
      of(1),
      'NOBODY HAS THIS (Main, inc-1, since Sun 03:00 GMT): 1 call made, nobody took it. web-1 is down.',
    ],
    [
      'three were',
      of(3),
      'NOBODY HAS THIS (Main, inc-1, since Sun 03:00 GMT): 3 calls made, nobody took it. web-1 is down.',
    ],
    [
      'three were in the last round',
      { ...of(3), callsBefore: 1 },
      'NOBODY HAS THIS (Main, inc-1, since Sun 03:00 GMT): 2 calls made, nobody took it. web-1 is down.',
    ],
  ])('that nobody took it says so when %s', (_when, about, text) => {
    expect(sms('exhausted', { incident: about })).toBe(text);
  });

  function of(calls: number): Incident {
    const outcomes = Array.from({ length: calls }, () => 'busy' as const);
    return { ...incidentOf(afterCalls(boardAfter(alarmAt(0)), 1, ...outcomes)), id: 'inc-1' };
  }

  it.each([
    ['Europe/London', 'since Sun 03:00 GMT'],
    ['Europe/Berlin', 'since Sun 04:00 CET'],
    ['America/New_York', 'since Sat 22:00 GMT-5'],
    ['Asia/Kolkata', 'since Sun 08:30 GMT+5:30'],
  ])('says since when by the clock of the team (%s), and in which regions', (timezone, since) => {
    const shown: readonly AlarmWords[] = [
      { hash: 'a', summary: 'a is down.', sinceMs: START_MS + 120_000, region: 'eu-west-1' },
      { hash: 'b', summary: 'b is down.', sinceMs: START_MS, region: 'us-east-1' },
      { hash: 'c', summary: 'c is down.', sinceMs: START_MS, region: 'eu-west-1' },
      { hash: 'd', summary: 'd is down.', sinceMs: START_MS - 3_600_000, region: 'sa-east-1' },
    ];
    const plan = { ...PLAN, timezone };
    expect(sms('details', { situation: { shown, others: 0 } }, plan)).toBe(
      `You have it (Main, inc-1, ${since}, eu-west-1, us-east-1). a is down. b is down. c is down. And 1 more.`,
    );
    expect(sms('more', { words: shown, owed: { alarm: 'b' } }, plan)).toBe(
      `One more for you (Main, inc-1, ${since}, us-east-1): b is down.`,
    );
  });

  it.each<[Partial<OwedItem>, string]>([
    [{ alarm: 'hash-0' }, 'One more for you (Main, inc-1, since Sun 03:00 GMT): web-1 is down.'],
    [
      { alarm: 'hash-0', further: 4 },
      'One more for you (Main, inc-1, since Sun 03:00 GMT): web-1 is down. And 4 more.',
    ],
    [{ alarm: 'lost' }, 'One more for you (Main, inc-1).'],
    [{ alarm: 'lost', further: 4 }, '5 more for you (Main, inc-1).'],
    [{ further: 0 }, 'One more for you (Main, inc-1).'],
  ])('of further alarms: %j', (owed, text) => {
    expect(sms('more', { owed })).toBe(text);
  });

  it.each<[TextKind, Partial<Incident>, string]>([
    ['recovered', {}, 'Recovered (Main, inc-1). web-1 is down.'],
    ['closed', {}, 'Closed by hand (Main, inc-1). web-1 is down.'],
    [
      'left',
      {},
      'Left to you (Main, inc-1): nothing more can be known of it, so it is no longer watched. web-1 is down.',
    ],
    ['correction', TAKEN, 'Ann Lee has it after all (Main, inc-1).'],
    ['taken-over', TAKEN, 'Ann Lee has it now, you no longer do (Main, inc-1). web-1 is down.'],
    ['kept', TAKEN, 'Nobody took it over, you still have it (Main, inc-1). web-1 is down.'],
    [
      'flapping',
      { flaps: 3 },
      'It comes and goes (Main, inc-1), 3 times within the hour: you hear again when it stops. web-1 is down.',
    ],
    [
      'budget',
      {},
      'CALLS USED UP (Main, inc-1, since Sun 03:00 GMT): 60 calls were made within the hour, so the next one waits. Nobody has this: web-1 is down.',
    ],
    [
      'budget',
      { ...TAKEN, status: 'escalating', chain: 'remind' },
      'CALLS USED UP (Main, inc-1, since Sun 03:00 GMT): 60 calls were made within the hour, so the next one waits. Ann Lee has this: web-1 is down.',
    ],
    [
      'details',
      { flaps: 3, flapsSinceMs: 1 },
      'You have it (Main, inc-1, since Sun 03:00 GMT). web-1 is down. It comes and goes, 3 times so far.',
    ],
  ])('of kind %s', (kind, rest, text) => {
    expect(sms(kind, { incident: incident(rest) })).toBe(text);
  });

  it.each<[Impossible | undefined, string]>([
    ['flow', 'the Studio flow is missing or not published. Run "oncall doctor".'],
    ['caller-id', 'the caller ID is not a number of this account. Run "oncall doctor".'],
    ['account', 'the Twilio account is suspended or out of money. Look at the Twilio console.'],
    ['unreachable', 'Twilio starts no call for us. It is tried again.'],
    [undefined, 'Twilio starts no call for us. It is tried again.'],
  ])('that no phone can be called, because of %s', (impossible, why) => {
    expect(sms('impossible', impossible === undefined ? {} : { impossible })).toBe(
      `NO PHONE CAN BE CALLED (Main, inc-1): ${why} Nobody has this: web-1 is down.`,
    );
  });

  it('names nobody who has left the roster', () => {
    const left = incident({ ...TAKEN, taken: { by: 'zoe', proof: '', atMs: 0, way: 'key' } });
    expect(sms('correction', { incident: left })).toBe(
      'Somebody who has left the roster has it after all (Main, inc-1).',
    );
  });
});

describe('the SMS about several things', () => {
  function told(kind: TextKind, id: string, rest: Partial<Told> = {}): Told {
    const slot = Number(id.slice(-1));
    return {
      item: { kind, slot },
      incident: incident({ ...TAKEN, id, slot }),
      situation: situation([`web-${slot} is down.`], slot),
      words: [],
      ...rest,
    };
  }

  it('says of each whose it is, what is wrong, and how much else', () => {
    expect(smsText([told('exhausted', 'inc-1'), told('exhausted', 'inc-2')], 0, PLAN)).toBe(
      'NOBODY HAS THIS (Main, inc-1): web-1 is down. And 1 more. NOBODY HAS THIS (inc-2): web-2 is down. And 2 more.',
    );
  });

  it('begins with what somebody has, or nobody has', () => {
    expect(smsText([told('kept', 'inc-1'), told('details', 'inc-2')], 0, PLAN)).toMatch(/^You have it \(Main, inc-2\)/);
  });

  it('says nothing twice: the details name all that is wrong', () => {
    expect(smsText([told('more', 'inc-1'), told('details', 'inc-1')], 0, PLAN)).toBe(
      'You have it (Main, inc-1, since Sun 03:00 GMT). web-1 is down. And 1 more.',
    );
    expect(smsText([told('budget', 'inc-1'), told('exhausted', 'inc-1')], 0, PLAN)).not.toMatch(/CALLS USED UP/);
    expect(smsText([told('more', 'inc-1'), told('details', 'inc-2')], 0, PLAN)).toMatch(/One more for you/);
  });

  it('counts what has left the board', () => {
    expect(smsText([told('recovered', 'inc-1')], 1, PLAN)).toBe(
      'Recovered (Main, inc-1): web-1 is down. And 1 more. And 1 earlier one is over.',
    );
    expect(smsText([told('recovered', 'inc-1')], 3, PLAN)).toMatch(/And 3 earlier ones are over\.$/);
    expect(smsText([], 1, PLAN)).toBe('One earlier incident is over or left to you (Main); "oncall history" names it.');
    expect(smsText([], 7, PLAN)).toBe(
      '7 earlier incidents are over or left to you (Main); "oncall history" names them.',
    );
  });

  it('has a word for every kind', () => {
    for (const kind of TEXT_KINDS) {
      expect(smsText([told(kind, 'inc-1'), told('exhausted', 'inc-2')], 0, PLAN)).toMatch(
        /inc-[12]\): web-[12] is down/,
      );
    }
  });
});

describe('whatever an SMS tells of', () => {
  const teamName = '警'.repeat(80);
  const people = new Map([['ann', { ...ANN, name: '名'.repeat(80) }]]);
  const plan: CallPlan = { ...PLAN, teamName, people };
  const shown = Array.from({ length: 12 }, (_, index) => ({
    hash: `hash-${index}`,
    summary: '警'.repeat(200),
    sinceMs: START_MS,
    region: `region-${index}-${'x'.repeat(15)}`,
  }));

  it.each(TEXT_KINDS)('it is no longer than Twilio takes, 1,600 characters: %s', (kind) => {
    const about = incident({ ...TAKEN, flaps: 1_000, flapsSinceMs: 1 });
    const one = { incident: about, situation: { shown, others: 1_000 }, words: shown };
    const item = { kind, slot: 1, alarm: 'hash-0', further: 1_000 };
    expect(smsText([{ item, ...one }], 0, plan).length).toBeLessThanOrEqual(1_600);
    const many = Array.from({ length: 16 }, (_, index) => ({
      ...one,
      item: { ...item, slot: index + 1 },
      incident: { ...about, id: `inc-0000000${index.toString(16)}` },
    }));
    const text = smsText(many, 500, plan);
    expect(text.length).toBeLessThanOrEqual(1_600);
    // What there is no room for is counted.
    expect(text).toMatch(/And \d+ more: see "oncall status"\. And 500 earlier ones are over\.$/);
  });
});

it('the agent of a call is named as the call has it', () => {
  const board = taken(claimed(boardAfter(alarmAt(0)), 'FN1', 1), 'FN1', 5);
  expect(briefing(incidentOf(board), situation(), { ...ann, name: 'Ann L.' }, PLAN)).toMatch(
    /^On-call alert for Ann L\./,
  );
});
