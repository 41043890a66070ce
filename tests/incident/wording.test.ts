import { describe, expect, it } from '@jest/globals';
import type { Incident } from '../../src/incident/board';
import { agentRef } from '../../src/incident/plan';
import {
  alreadyTaken,
  briefing,
  correctionText,
  detailsText,
  exhaustedText,
  moreText,
  passedOn,
  recoveredText,
  whatIsWrong,
  youHaveIt,
} from '../../src/incident/wording';
import { afterCalls, alarmAt, ANN, boardAfter, incidentOf, okAt, PLAN, START_MS } from './sample';

const ann = agentRef(ANN, 0) ?? { id: '', name: '', phone: '' };

function incidentWith(...summaries: readonly string[]): Incident {
  const alarms = summaries.map((summary, index) => ({ hash: `hash-${index}`, wrong: true, summary }));
  return { ...incidentOf(boardAfter(alarmAt(0))), id: 'inc-1', alarms };
}

describe('what is said to an agent', () => {
  it('says first who is called and why, then what is wrong, then the keys', () => {
    expect(briefing(incidentWith('web-1. The web server is down.'), ann, 'Main')).toBe(
      'On-call alert for Ann Lee, team Main: web 1. The web server is down. Press 1 to take it, or 2 to pass it on.',
    );
  });

  it('says why it is not the agent of the roster who is called', () => {
    const incident = {
      ...incidentWith('web-1 is down.'),
      trouble: 'Nobody is on call, so the fallback numbers are called.',
    };
    expect(briefing(incident, ann, 'Main')).toBe(
      'On-call alert for Ann Lee, team Main: web 1 is down. Nobody is on call, so the fallback numbers are called. Press 1 to take it, or 2 to pass it on.',
    );
  });

  it('keeps within 300 characters and never loses the keys or the number of the other alarms', () => {
    const long = 'HTTPCodeTarget5XXCount_prod-eu-west-1-checkout/api-'.repeat(4).slice(0, 199);
    const speech = briefing(incidentWith(`${long}.`, 'b.', 'c.'), ann, 'Main');
    expect(speech.length).toBeLessThanOrEqual(300);
    expect(speech).toMatch(/And 2 more alarms\. Press 1 to take it, or 2 to pass it on\.$/);
  });

  it.each([
    ['an agent', 'x'.repeat(200), 'Main'],
    ['a team', 'Ann Lee', 'y'.repeat(200)],
    ['both, in words that are spoken longer than written,', 'aB'.repeat(100), 'cD'.repeat(100)],
  ])('keeps within 300 characters for %s with a name of 200', (_whose, name, team) => {
    const incident = {
      ...incidentWith('summary '.repeat(25), 'b.'),
      trouble: `The roster has no team ${'z'.repeat(200)}.`,
    };
    const speech = briefing(incident, { ...ann, name }, team);
    expect(speech.length).toBeLessThanOrEqual(300);
    expect(speech).toMatch(/summary.* And one more alarm\..*Press 1 to take it, or 2 to pass it on\.$/);
  });

  it.each([
    [['a is down.'], 0, 'a is down.'],
    [['a is down.', 'b is down.'], 0, 'a is down. And one more alarm.'],
    [['a is down.', 'b is down.', 'c is down.'], 0, 'a is down. And 2 more alarms.'],
    [['a is down.'], 7, 'a is down. And 7 more alarms.'],
  ])('of the alarms %j and %i counted ones says: %s', (summaries, counted, said) => {
    expect(whatIsWrong({ ...incidentWith(...summaries), counted }, 200)).toBe(said);
  });

  it('leaves out an alarm that is right again', () => {
    const incident = incidentOf(boardAfter(alarmAt(0, 'api'), alarmAt(1, 'db'), okAt(2, 'api')));
    expect(whatIsWrong(incident, 200)).toBe('db is down.');
  });

  it('says that the agent has it, and what it is', () => {
    expect(youHaveIt(incidentWith('web-1 is down.'))).toBe(
      'Thank you. You have it. web 1 is down. The details follow by message. Goodbye.',
    );
  });

  it('says who has it', () => {
    expect(alreadyTaken(ann)).toBe('Ann Lee has taken it. You need not do anything. Goodbye.');
  });

  it.each([
    [{ is: 'calling' as const, agent: ann }, 'Calling Ann Lee now. Goodbye.'],
    [{ is: 'waiting' as const, agent: ann }, 'Ann Lee will be called shortly. Goodbye.'],
    [{ is: 'exhausted' as const }, 'Nobody is left to call. Everyone on the team gets a message. Goodbye.'],
  ])('says who is next: %j', (next, said) => {
    expect(passedOn(next)).toBe(said);
  });
});

describe('what is written to an agent', () => {
  it('names up to three alarms as they are written, and counts the rest', () => {
    const incident = { ...incidentWith('web-1 a.', 'b.', 'c.', 'd.'), counted: 2 };
    expect(detailsText(incident, PLAN)).toBe('You have it (Main, inc-1). web-1 a. b. c. And 3 more.');
  });

  it('says that nobody took it, and after how many calls', () => {
    const none = incidentWith('a.');
    expect(exhaustedText({ ...none, attempts: [] }, PLAN)).toBe(
      'NOBODY HAS THIS (Main, inc-1): Nobody could be called. a.',
    );
    const one = { ...incidentOf(afterCalls(boardAfter(alarmAt(0)), 1, 'busy')), id: 'inc-1' };
    expect(exhaustedText(one, PLAN)).toBe(
      'NOBODY HAS THIS (Main, inc-1, since Sun 03:00 GMT): 1 call made, nobody took it. web-1 is down.',
    );
    const three = { ...incidentOf(afterCalls(boardAfter(alarmAt(0)), 1, 'busy', 'busy', 'busy')), id: 'inc-1' };
    expect(exhaustedText(three, PLAN)).toMatch(/: 3 calls made, nobody took it\./);
  });

  it.each([
    ['Europe/London', 'since Sun 03:00 GMT'],
    ['Europe/Berlin', 'since Sun 04:00 CET'],
    ['America/New_York', 'since Sat 22:00 GMT-5'],
    ['Asia/Kolkata', 'since Sun 08:30 GMT+5:30'],
  ])('says since when by the clock of the team (%s), and in which regions', (timezone, since) => {
    const alarms = [
      { hash: 'a', wrong: true, summary: 'a is down.', sinceMs: START_MS + 120_000, region: 'eu-west-1' },
      { hash: 'b', wrong: true, summary: 'b is down.', sinceMs: START_MS, region: 'us-east-1' },
      { hash: 'c', wrong: true, summary: 'c is down.', sinceMs: START_MS, region: 'eu-west-1' },
      { hash: 'd', wrong: true, summary: 'd is down.', sinceMs: START_MS - 3_600_000, region: 'sa-east-1' },
    ];
    const incident = { ...incidentWith('a.'), alarms };
    const plan = { ...PLAN, timezone };
    expect(detailsText(incident, plan)).toBe(
      `You have it (Main, inc-1, ${since}, eu-west-1, us-east-1). a is down. b is down. c is down. And 1 more.`,
    );
    const [, second] = alarms;
    if (second === undefined) throw new Error('There is no second alarm.');
    expect(moreText(second, plan)).toBe(`One more for you (Main, ${since}, us-east-1): b is down.`);
  });

  it('tells of one more alarm, of recovery and of who has it after all', () => {
    expect(moreText({ hash: 'h', wrong: true, summary: 'db is down.' }, PLAN)).toBe(
      'One more for you (Main): db is down.',
    );
    expect(recoveredText(incidentWith('a is down.'), 'Main')).toBe('Recovered (Main, inc-1). a is down.');
    expect(correctionText(incidentWith('a.'), ann, 'Main')).toBe('Ann Lee has it after all (Main, inc-1).');
  });
});
