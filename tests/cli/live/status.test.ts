import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { command as setupCommand } from '../../../src/cli/live/setup';
import { command as statusCommand } from '../../../src/cli/live/status';
import { shownBelow } from '../../support/pages';
import { machineOver, on, ran, writeSettings } from './live';
import { EVERY_NUMBER, nightsAtHand, TEAMS } from './night';
import { PretendAccount } from './pretend-account';

const setupWith = on(setupCommand);
const statusWith = on(statusCommand);

const nights = nightsAtHand();

describe('oncall status', () => {
  it.each([[[]], [['--json']], [['--watch']]])('says that nothing is set up before anything is: %j', async (args) => {
    const { machine } = nights.begin({ agents: ['take'] });
    expect(await ran(statusWith(machine), ...args)).toEqual({
      status: 1,
      out: '',
      err: 'nothing is set up in this account yet. Run "npx --no oncall setup" first, once.',
    });
  });

  it('says that nothing is open when nothing ever was', async () => {
    const account = new PretendAccount();
    const folder = nights.folder();
    const roster = { agents: { ann: { name: 'Ann Lee', phone: '+447400123456' } } };
    writeFileSync(join(folder, 'assets', 'roster.private.json'), JSON.stringify(roster));
    writeSettings(folder, { ACCOUNT_SID: account.sid, AUTH_TOKEN: account.authToken, CALLER_ID: '+12025550100' });
    expect(await ran(setupWith(account.machine(folder)))).toMatchObject({ status: 0 });
    expect(await ran(statusWith(account.machine(folder)))).toEqual({ status: 0, out: 'Nothing is open.\n', err: '' });
    account.stop();
  });

  it('tells who is being called, and who was', async () => {
    const { story, machine } = nights.begin({ agents: ['decline', 'no-answer'], roster: TEAMS });
    story.alarm('web-cpu');
    await story.until(30);
    const { out } = await ran(statusWith(machine));
    expect(out).toMatch(/^Web \(web\) {3}nobody has it yet {3}inc-[0-9a-z]{8}\n/);
    expect(out).toContain('  open     since Sun 2026-11-22 03:00 (29 seconds), Europe/London\n');
    expect(out).toContain('  alarm    web-cpu');
    expect(out).toContain('  call 1   Ann Lee: pressed 2\n');
    expect(out).toContain('  call 2   Bob Roy: is being called');
    expect(out).not.toMatch(EVERY_NUMBER);
  });

  it('prints what the docs show', async () => {
    const roster = { ...TEAMS, escalation: { remindMinutes: 60 } };
    const { story, machine } = nights.begin({ agents: ['no-answer', 'take', 'take', 'decline', 'no-answer'], roster });
    story.alarm('disk-full', { description: 'Disk usage is over 90 %.', reason: '' });
    await story.until(1800);
    story.alarm('disk-full', { state: 'OK', description: 'Disk usage is over 90 %.', reason: '' });
    await story.until(3600);
    story.alarm('queue-age', { description: 'Messages wait for 20 minutes.', reason: '' });
    await story.until(4200);
    story.alarm('web-cpu', { description: 'CPU is over 95 % for five minutes.', reason: '' });
    await story.until(4230);
    const { out } = await ran(statusWith(machine));
    const ids = /\binc-[0-9a-z]{8}\b/g;
    expect(out.replace(ids, 'inc-')).toBe(shownBelow('npx --no oncall status').replace(ids, 'inc-'));
  });

  it('tells who took it, and what was before', async () => {
    const { story, machine } = nights.begin({ agents: ['no-answer', 'take'] });
    story.alarm('web-cpu');
    await story.toTheEnd();
    const taken = await ran(statusWith(machine));
    expect(taken.out).toMatch(/taken by Bob Roy/);
    expect(taken.out).not.toContain('Before:');

    story.alarm('web-cpu', { state: 'OK' });
    await story.toTheEnd();
    const over = await ran(statusWith(machine));
    expect(over.out).toMatch(
      /^Nothing is open\.\n\nBefore:\n {2}Sun 2026-11-22 03:00 {2}Main: taken by Bob Roy\. web-cpu/,
    );
    expect(over.out).toMatch(/\(Ann Lee: no\s+answer; Bob Roy: pressed 1\)/);
    expect(over.out).not.toMatch(EVERY_NUMBER);
  });

  it.each([
    [{}, 'nobody is called before the next alarm, or until it is passed on (npx --no oncall pass)'],
    [{ again: { every: '30 minutes', times: 4 } }, 'agents are called again at Sun 2026-11-22 03:30, round 1 of 4'],
  ])('says what happens next to what nobody took, with %j', async (escalation, next) => {
    const roster = { ...TEAMS, escalation: { maxCalls: 1, ...escalation } };
    const { story, machine } = nights.begin({ agents: ['busy'], roster });
    story.alarm('web-cpu');
    await story.until(30);
    const { out } = await ran(statusWith(machine));
    expect(out).toMatch(/^Web \(web\) {3}NOBODY TOOK IT {3}/);
    expect(out).toContain(`  next     ${next}\n`);
  });

  it('says what happens next by the roster of this machine only', async () => {
    const { story, machine } = nights.begin({ agents: ['take'] });
    story.alarm('web-cpu');
    await story.until(60);
    expect((await ran(statusWith(machine))).out).toContain(
      '  next     left to Ann Lee at Mon 2026-11-23 03:00 if nothing is heard of it\n',
    );
    writeFileSync(join(nights.folder(), 'assets', 'roster.private.json'), '{');
    const { out } = await ran(statusWith(machine));
    expect(out).toMatch(/^main \(main\) {3}taken by ann {3}/);
    expect(out).not.toContain('  next ');
  });

  it('is JSON for programs, without a number', async () => {
    const { story, machine } = nights.begin({ agents: ['no-answer'], roster: TEAMS });
    story.alarm('web-cpu');
    await story.toTheEnd();
    const { out } = await ran(statusWith(machine), '--json');
    expect(out).not.toMatch(EVERY_NUMBER);
    const incident = {
      id: expect.stringMatching(/^inc-[0-9a-z]{8}$/),
      status: 'exhausted',
      openedAt: expect.stringMatching(/^2026-11-22T03:00:00\.\d{3}Z$/),
      closedAt: expect.stringMatching(/^2026-11-22T03:0\d:\d\d\.\d{3}Z$/),
      takenBy: null,
      takenAt: null,
      way: null,
      alarms: [{ text: expect.stringMatching(/^web-cpu\. /), wrong: true }],
      counted: 0,
      calls: [
        { number: 1, agent: 'ann', state: 'over', outcome: 'no-answer' },
        { number: 2, agent: 'bob', state: 'over', outcome: 'no-answer' },
        { number: 3, agent: 'ann', state: 'over', outcome: 'no-answer' },
      ],
      next: { is: 'nothing' },
    };
    expect(JSON.parse(out)).toEqual({
      schemaVersion: 1,
      teams: [{ team: 'web', open: true, incident, incidents: [incident], owed: [], impossible: null }],
      unread: [],
      history: [
        expect.objectContaining({
          team: 'web',
          status: 'exhausted',
          openedAt: expect.stringMatching(/^2026-11-22T03:00:00\.\d{3}Z$/),
          rangAt: expect.stringMatching(/^2026-11-22T03:00:0\d\.\d{3}Z$/),
        }),
      ],
    });
  });

  it('has every open incident as JSON, and the one that is being called by itself', async () => {
    const { story, machine } = nights.begin({ agents: ['take', 'no-answer'], roster: TEAMS });
    story.alarm('web-disk');
    await story.until(600);
    story.alarm('web-cpu');
    await story.until(610);
    const { teams } = JSON.parse((await ran(statusWith(machine), '--json')).out) as {
      teams: { incident: { status: string; next: object }; incidents: { status: string; next: object }[] }[];
    };
    expect(teams).toMatchObject([
      {
        team: 'web',
        open: true,
        incident: { status: 'escalating', next: { is: 'call', agent: 'bob' } },
        incidents: [
          {
            status: 'taken',
            takenBy: 'ann',
            way: 'key',
            next: { is: 'leave', agent: 'ann', at: expect.stringMatching(/^2026-11-\d\dT[\d:.]+Z$/) },
          },
          { status: 'escalating', calls: [{ number: 1, agent: 'ann', state: 'calling', outcome: null }] },
        ],
      },
    ]);
  });

  it.each([
    [['--last', '0'], '--last 0: write a whole number from 1 to 999'],
    [['--watch', '--json'], '--watch and --json exclude each other'],
  ])('refuses %j', async (args, words) => {
    const { machine } = nights.begin({ agents: ['take'] });
    expect(await ran(statusWith(machine), ...args)).toMatchObject({ status: 2, err: expect.stringContaining(words) });
  });

  it('looks again until somebody ends it, also after an outage', async () => {
    const { story } = nights.begin({ agents: ['take'] });
    story.alarm('web-cpu');
    await story.toTheEnd();
    let isDown = false;
    let naps = 0;
    const said: string[] = [];
    const machine = machineOver(
      nights.folder(),
      (request) =>
        isDown ? Promise.reject(new Error('ECONNRESET')) : Promise.resolve(story.rehearsal.twilio.handle(request)),
      {
        now: () => story.clock.now(),
        sleep: (ms) => {
          if (ms < 5_000) return Promise.resolve();
          naps++;
          isDown = naps === 1;
          return naps < 3 ? Promise.resolve() : Promise.reject(new Error('Ctrl-C'));
        },
      },
    );
    const log = jest.spyOn(console, 'log').mockImplementation((line: unknown) => void said.push(String(line)));
    try {
      await expect(statusWith(machine).run(['--watch'])).rejects.toThrow('Ctrl-C');
    } finally {
      log.mockRestore();
    }
    expect(said).toHaveLength(3);
    expect(said[0]).toMatch(/^Main .*taken by Ann Lee[^]*\n\n03:\d\d:\d\d UTC; Ctrl-C ends\.$/);
    expect(said[1]).toMatch(/^It is not known at the moment: could not read the (?:boards|history): /);
    expect(said[2]).toContain('taken by Ann Lee');
  });
});
