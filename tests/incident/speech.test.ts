import { describe, expect, it } from '@jest/globals';
import type { Incident } from '../../src/board/board';
import { agentRef } from '../../src/incident/plan';
import type { CallPlan } from '../../src/incident/plan';
import type { Situation } from '../../src/incident/situation';
import { alreadyTaken, briefing, passedOn, youHaveIt } from '../../src/incident/said/speech';
import { EN } from '../../src/wording/en';
import { ANN, BOB, peopleOf, PLAN, START_MS } from './sample';
import { OPEN, PASSING, REMINDING, UNREADABLE, WEB, WITHOUT_ANN, wrong } from './told-sample';

const ann = agentRef(ANN, 0) ?? { id: '', name: '', phone: '' };
const bob = agentRef(BOB, 0) ?? { id: '', name: '', phone: '' };

const KEYS = 'Press 1 at any time to take it, 2 to pass, 3 to repeat.';
const REMINDER_KEYS = 'Press 1 if you are on it, 2 to pass, 3 to repeat.';

function said(incident: Incident, situation: Situation, plan: Partial<CallPlan> = {}, to = ann): string {
  return briefing(EN, incident, situation, to, { ...PLAN, ...plan }).speech;
}

describe('what is said to an agent', () => {
  it('is who calls, the alarm, what is wrong and the keys', () => {
    expect(briefing(EN, OPEN, wrong(['web-1. The web server is down.']), ann, PLAN)).toEqual({
      speech: `On-call alert for Main: web 1. The web server is down. ${KEYS}`,
      again: `On-call alert for Main: web 1. The web server is down. ${KEYS}`,
      prompt: 'Press 1 to take it, 2 to pass it on.',
    });
  });

  it('is at first only what there is time for; whoever wants to hear it again hears the rest', () => {
    const described =
      'web-1 status check. The web server fails its EC2 status check. Restart it from the console, then look at the load balancer.';
    const { speech, again } = briefing(EN, OPEN, wrong([described]), ann, PLAN);
    expect(speech).toBe(
      `On-call alert for Main: web 1 status check. The web server fails its EC2 status check. ${KEYS}`,
    );
    expect(again).toBe(
      `On-call alert for Main: web 1 status check. The web server fails its EC2 status check. Restart it from the console, then look at the load balancer. ${KEYS}`,
    );
  });

  it('has the beginning of a sentence that is too long', () => {
    const long =
      'web-1. The service that all the others need answers nothing any more to anybody at all in this region.';
    expect(said(OPEN, wrong([long]))).toBe(
      `On-call alert for Main: web 1. The service that all the others need answers nothing any more... ${KEYS}`,
    );
  });

  it('has less of a sentence with figures, which take longer to say than to write', () => {
    const figures = 'db-1. Of the 200 connections that it may have 199 are in use since 02:15, and 12 % more wait.';
    expect(said(OPEN, wrong([figures]))).toBe(
      `On-call alert for Main: db 1. Of the 200 connections that it... ${KEYS}`,
    );
  });

  it('says why it is not the agent of the roster who is called', () => {
    expect(said(OPEN, WEB, { trouble: { is: 'nobody' } })).toBe(
      `On-call alert for Main: web 1 is down. ${KEYS} Nobody is on call, so the fallback numbers are called.`,
    );
  });

  it.each<[string, CallPlan, string]>([
    ['its owner', PLAN, 'Ann Lee'],
    ['somebody who has left', WITHOUT_ANN, 'Somebody who has left the roster'],
    ['somebody whom an unreadable roster does not name', UNREADABLE, 'Somebody'],
  ])('says that %s asks to be relieved', (_whose, plan, name) => {
    expect(said(PASSING, WEB, plan, bob)).toBe(
      `On-call alert for Main: web 1 is down. ${KEYS} ${name} asks you to take it over.`,
    );
  });

  it.each<[string, Incident['passedOn'], string]>([
    ['another agent than its owner', { by: 'cyd', way: 'link', atMs: START_MS }, 'Cyd Ito asks you to take it over.'],
    ['nobody knows who', { way: 'hand', atMs: START_MS }, 'You are asked to take it over.'],
    ['the same agent', { by: 'bob', way: 'ring-back', atMs: START_MS }, 'You are asked to take it over.'],
    ['an earlier release', undefined, 'You are asked to take it over.'],
  ])('names who asks, where it was passed on by %s', (_who, passed, note) => {
    const { passedOn: _mine, ...passing } = PASSING;
    const incident = passed === undefined ? passing : { ...passing, passedOn: passed };
    expect(said(incident, WEB, {}, bob)).toBe(`On-call alert for Main: web 1 is down. ${KEYS} ${note}`);
  });

  it.each<[string, Incident]>([
    ['passes on what nobody has', { ...OPEN, chain: 'pass' }],
    ['is called about an alarm', { ...PASSING, chain: 'alarm' }],
  ])('asks nobody to take it over where somebody %s', (_what, incident) => {
    expect(said(incident, WEB, {}, bob)).toBe(`On-call alert for Main: web 1 is down. ${KEYS}`);
  });

  it.each([
    ['Europe/London', 'Sun 03:14 GMT'],
    ['Asia/Kolkata', 'Sun 08:44 GMT+5:30'],
  ])('reminds an owner of what was taken, by the clock of the team (%s)', (timezone, at) => {
    expect(briefing(EN, REMINDING, WEB, ann, { ...PLAN, timezone })).toMatchObject({
      speech: `Reminder for Main, still in alarm: web 1 is down. ${REMINDER_KEYS} You took it at ${at}.`,
      prompt: 'Press 1 if you are on it, 2 to pass it on.',
    });
  });

  it('is an alert like any other to whoever comes after an owner who was reminded', () => {
    expect(said(REMINDING, WEB, {}, bob)).toBe(`On-call alert for Main: web 1 is down. ${KEYS}`);
  });

  it('says from the third time on that it comes and goes', () => {
    const flapping = { ...OPEN, flaps: 3, flapsSinceMs: START_MS };
    expect(said(flapping, WEB)).toBe(
      `On-call alert for Main: web 1 is down. ${KEYS} It comes and goes: 3 times so far.`,
    );
    expect(said({ ...flapping, flaps: 2 }, WEB)).toBe(said(OPEN, WEB));
  });

  it.each([
    [['a is down.'], 0, ''],
    [['a is down.', 'b is down.'], 0, ' And one more alarm.'],
    [['a is down.', 'b is down.', 'c is down.'], 0, ' And 2 more alarms.'],
    [['a is down.'], 1, ' And one more alarm.'],
    [['a is down.', 'b is down.'], 7, ' And 8 more alarms.'],
  ])('of the alarms %j and %i that are only counted says:%s', (summaries, others, more) => {
    expect(said(OPEN, wrong(summaries, { others }))).toBe(`On-call alert for Main: a is down. ${KEYS}${more}`);
  });

  it('says which part of an alarm is meant right behind its name', () => {
    const part = { summary: 'CPU high. It is above 90 %.', part: 'InstanceId i-0abc' };
    expect(said(OPEN, wrong([part]))).toBe(
      `On-call alert for Main: CPU high. Instance Id i 0abc. It is above 90 %. ${KEYS}`,
    );
  });
});

describe('where it is', () => {
  const ACCOUNT = '111122223333';
  const here = { summary: 'web-1 is down.', account: ACCOUNT, region: 'eu-west-1' };

  it.each<[string, Partial<Situation>, Partial<CallPlan>, string]>([
    ['is not said where it is obvious', {}, {}, ''],
    ['is the name of the account', {}, { accounts: new Map([[ACCOUNT, 'production']]) }, ' In production.'],
    [
      'is the last four digits of a number when the board has seen another account',
      { accounts: new Set([ACCOUNT, '444455556666']) },
      {},
      ' In account ending in 3 3 3 3.',
    ],
    [
      'is the same when the roster knows another account',
      { accounts: new Set([ACCOUNT]) },
      { knownAccounts: ['444455556666'] },
      ' In account ending in 3 3 3 3.',
    ],
    [
      'is not said when the roster knows this account only',
      { accounts: new Set([ACCOUNT]) },
      { knownAccounts: [ACCOUNT] },
      '',
    ],
    ['is the region when there are several', { regions: new Set(['eu-west-1', 'us-east-1']) }, {}, ' In eu west 1.'],
    ['is the region when the roster knows another', {}, { knownRegions: ['us-east-1', 'eu-west-1'] }, ' In eu west 1.'],
    [
      'is both',
      { regions: new Set(['eu-west-1', 'us-east-1']) },
      { accounts: new Map([[ACCOUNT, 'production']]) },
      ' In production, eu west 1.',
    ],
  ])('%s', (_what, rest, plan, where) => {
    expect(said(OPEN, wrong([here], rest), plan)).toBe(`On-call alert for Main: web 1 is down.${where} ${KEYS}`);
  });
});

describe('whatever is said', () => {
  const long = 'HTTPCodeTarget5XXCount_prod-eu-west-1-checkout/api-'.repeat(4).slice(0, 199);

  it.each<[string, Situation, Partial<CallPlan>]>([
    ['under a long name', wrong([`${long}.`, 'b.', 'c.'], { others: 999 }), {}],
    [
      'under long names of teams',
      wrong(['summary '.repeat(25), 'b.'], { others: 1_000 }),
      { teamName: 'cD'.repeat(100) },
    ],
    [
      'with trouble',
      wrong([`${long}.`, 'b.'], { others: 1_000 }),
      { teamName: 'cD'.repeat(100), trouble: { is: 'no-team', team: 'z'.repeat(200) } },
    ],
    [
      'in an account with a long name',
      wrong([{ summary: `${long}.`, account: '1' }, 'b.'], { others: 1_000 }),
      { accounts: new Map([['1', 'x'.repeat(40)]]) },
    ],
  ])('is within its characters and never loses the keys or the number of the others, %s', (_what, situation, rest) => {
    for (const incident of [OPEN, PASSING, REMINDING]) {
      const name = 'aB'.repeat(100);
      const plan = { ...PLAN, ...rest, people: peopleOf({ ...ANN, name }) };
      const { speech, again } = briefing(
        EN,
        { ...incident, flaps: 1_000, flapsSinceMs: START_MS },
        situation,
        { ...ann, name },
        plan,
      );
      expect(speech.length).toBeLessThanOrEqual(215);
      expect(again.length).toBeLessThanOrEqual(300);
      for (const each of [speech, again]) {
        expect(each).toContain('2 to pass, 3 to repeat. And 1');
        // By then everything that matters has been said.
        expect(speech.indexOf('Press 1')).toBeLessThanOrEqual(116);
      }
    }
  });
});

describe('a goodbye', () => {
  it.each([
    ['that it is theirs', youHaveIt(EN, true), 'You have it. The details follow by message. Goodbye.'],
    ['that it is theirs still', youHaveIt(EN, false), 'You have it. Goodbye.'],
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
  ])('says %s', (_what, goodbye, expected) => {
    expect(goodbye).toBe(expected);
  });

  it.each([
    [{ is: 'calling' as const, agent: ann }, 'Calling Ann Lee now. Goodbye.'],
    [{ is: 'waiting' as const, agent: ann }, 'Ann Lee will be called shortly. Goodbye.'],
    [{ is: 'exhausted' as const }, 'Nobody is left to call. Everyone on the team gets a message. Goodbye.'],
  ])('says who is next: %j', (next, goodbye) => {
    expect(passedOn(EN, next)).toBe(goodbye);
  });
});
