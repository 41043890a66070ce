import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ackWith, resolveWith } from '../../src/cli/by-hand';
import type { Outside } from '../../src/cli/outside';
import { setupWith } from '../../src/cli/setup';
import { statusWith } from '../../src/cli/status';
import { shownBelow } from '../support/readme';
import { AGENTS, NUMBERS, Story } from '../support/story';
import type { StoryOptions } from '../support/story';
import { outsideOver, projectCopy, ran, removeProject, writeSettings } from './live';
import { PretendAccount } from './pretend-account';

const TEAMS = {
  timezone: 'Europe/London',
  agents: AGENTS,
  teams: { web: { name: 'Web', agents: ['ann', 'bob'] }, db: { name: 'Database', agents: ['cyd'] } },
  defaultTeam: 'web',
  routes: [{ alarm: 'db-*', team: 'db' }],
};

let folder = '';
beforeEach(() => {
  folder = projectCopy();
});
afterEach(() => {
  removeProject(folder);
  jest.useRealTimers();
});

/** A night with its account, and the commands of somebody who sits before it. */
function night(options: StoryOptions): { readonly story: Story; readonly outside: Outside } {
  const story = new Story(options);
  const { account, callerId, secret } = story.rehearsal;
  writeFileSync(join(folder, 'assets', 'roster.private.json'), JSON.stringify(options.roster ?? { agents: AGENTS }));
  writeSettings(folder, {
    ACCOUNT_SID: account.sid,
    AUTH_TOKEN: account.authToken,
    ALERT_SECRET: secret,
    EVENTS_PASSWORD: 'events-password-of-nobody',
    CALLER_ID: callerId,
    FLOW_SID: 'FW00000000000000000000000000000000',
  });
  const outside = outsideOver(folder, (request) => Promise.resolve(story.rehearsal.twilio.handle(request)), {
    now: () => story.clock.now(),
  });
  return { story, outside };
}

/** The use cases by hand read the clock of the machine, which stands where the story does. */
function setMachineClock(story: Story): void {
  jest.useFakeTimers({ now: story.clock.now(), doNotFake: ['setTimeout', 'setImmediate', 'nextTick', 'clearTimeout'] });
}

const EVERY_NUMBER = new RegExp(
  Object.values(NUMBERS)
    .map((number) => number.slice(-8))
    .join('|'),
);

describe('oncall status', () => {
  it.each([[[]], [['--json']], [['--watch']]])('says that nothing is set up before anything is: %j', async (args) => {
    const { outside } = night({ agents: ['take'] });
    expect(await ran(statusWith(outside), ...args)).toEqual({
      status: 1,
      out: '',
      err: 'nothing is set up in this account yet. Run "npx --no oncall setup" first, once.',
    });
  });

  it('says that nothing is open when nothing ever was', async () => {
    const account = new PretendAccount();
    const roster = { agents: { ann: { name: 'Ann Lee', phone: '+447400123456' } } };
    writeFileSync(join(folder, 'assets', 'roster.private.json'), JSON.stringify(roster));
    writeSettings(folder, { ACCOUNT_SID: account.sid, AUTH_TOKEN: account.authToken, CALLER_ID: '+12025550100' });
    expect(await ran(setupWith(account.outside(folder)))).toMatchObject({ status: 0 });
    expect(await ran(statusWith(account.outside(folder)))).toEqual({ status: 0, out: 'Nothing is open.\n', err: '' });
    account.stop();
  });

  it('tells who is being called, and who was', async () => {
    const { story, outside } = night({ agents: ['decline', 'no-answer'], roster: TEAMS });
    story.alarm('web-cpu');
    await story.until(30);
    const { out } = await ran(statusWith(outside));
    expect(out).toMatch(/^Web \(web\) {3}nobody has it yet {3}inc-[0-9a-f]{8}\n/);
    expect(out).toContain('  open     since Sun 2026-11-22 03:00 (29 seconds), Europe/London\n');
    expect(out).toContain('  alarm    web-cpu');
    expect(out).toContain('  call 1   Ann Lee: pressed 2\n');
    expect(out).toContain('  call 2   Bob Roy: is being called');
    expect(out).not.toMatch(EVERY_NUMBER);
  });

  it('prints what the README shows', async () => {
    const { story, outside } = night({ agents: ['no-answer', 'take', 'decline', 'no-answer'], roster: TEAMS });
    story.alarm('disk-full', { description: 'Disk usage is over 90 %.', reason: '' });
    await story.toTheEnd();
    await story.until(3600);
    story.alarm('web-cpu', { description: 'CPU is over 95 % for five minutes.', reason: '' });
    await story.until(3630);
    const { out } = await ran(statusWith(outside));
    const ids = /\binc-[0-9a-f]{8}\b/g;
    expect(out.replace(ids, 'inc-')).toBe(shownBelow('npx --no oncall status').replace(ids, 'inc-'));
  });

  it('tells who took it, and what was before', async () => {
    const { story, outside } = night({ agents: ['no-answer', 'take'] });
    story.alarm('web-cpu');
    await story.toTheEnd();
    const taken = await ran(statusWith(outside));
    expect(taken.out).toMatch(/taken by Bob Roy/);
    expect(taken.out).not.toContain('Before:');

    story.alarm('web-cpu', { state: 'OK' });
    await story.toTheEnd();
    const over = await ran(statusWith(outside));
    expect(over.out).toMatch(
      /^Nothing is open\.\n\nBefore:\n {2}Sun 2026-11-22 03:00 {2}Main: taken by Bob Roy\. web-cpu/,
    );
    expect(over.out).toContain('(Ann Lee: no answer; Bob Roy: pressed 1)');
    expect(over.out).not.toMatch(EVERY_NUMBER);
  });

  it('is JSON for programs, without a number', async () => {
    const { story, outside } = night({ agents: ['no-answer'], roster: TEAMS });
    story.alarm('web-cpu');
    await story.toTheEnd();
    const { out } = await ran(statusWith(outside), '--json');
    expect(out).not.toMatch(EVERY_NUMBER);
    expect(JSON.parse(out)).toMatchObject({
      teams: [
        {
          team: 'web',
          open: true,
          incident: {
            status: 'exhausted',
            openedAt: '2026-11-22T03:00:00.150Z',
            takenBy: null,
            calls: [
              { number: 1, agent: 'ann', outcome: 'no-answer' },
              { number: 2, agent: 'bob', outcome: 'no-answer' },
              { number: 3, agent: 'ann', outcome: 'no-answer' },
            ],
          },
          owed: [],
        },
      ],
      history: [{ team: 'web', status: 'exhausted', openedAt: '2026-11-22T03:00:00.150Z' }],
    });
  });

  it.each([
    [['--last', '0'], '--last 0: write a whole number from 1 to 999'],
    [['--watch', '--json'], '--watch and --json do not go together'],
  ])('refuses %j', async (args, words) => {
    const { outside } = night({ agents: ['take'] });
    expect(await ran(statusWith(outside), ...args)).toMatchObject({ status: 2, err: expect.stringContaining(words) });
  });

  it('looks again until somebody ends it, also after an outage', async () => {
    const { story } = night({ agents: ['take'] });
    story.alarm('web-cpu');
    await story.toTheEnd();
    let isDown = false;
    let naps = 0;
    const said: string[] = [];
    const outside = outsideOver(
      folder,
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
      await expect(statusWith(outside).run(['--watch'])).rejects.toThrow('Ctrl-C');
    } finally {
      log.mockRestore();
    }
    expect(said).toHaveLength(3);
    expect(said[0]).toMatch(/^Main .*taken by Ann Lee[^]*\n\n03:\d\d:\d\d UTC; Ctrl-C ends\.$/);
    expect(said[1]).toContain('At the moment it is not known: could not read the boards');
    expect(said[2]).toContain('taken by Ann Lee');
  });
});

describe('acting by hand', () => {
  it('takes the only open incident for an agent', async () => {
    const { story, outside } = night({ agents: ['no-answer'] });
    story.alarm('web-cpu');
    await story.until(10);
    setMachineClock(story);
    const ack = await ran(ackWith(outside), '--as', 'cyd');
    expect(ack).toMatchObject({ status: 0, err: '' });
    expect(ack.out).toMatch(/^Cyd Ito has inc-[0-9a-f]{8} of team main now\. Nobody further is called\.\n$/);
    const { out } = await ran(statusWith(outside));
    expect(out).toMatch(/taken by Cyd Ito/);
    expect(await ran(ackWith(outside), '--as', 'ann')).toMatchObject({
      status: 1,
      out: expect.stringMatching(/^Cyd Ito has inc-[0-9a-f]{8} of team main already\. Nothing was changed\.\n$/),
    });
  });

  it('closes it', async () => {
    const { story, outside } = night({ agents: ['no-answer'] });
    story.alarm('web-cpu');
    await story.until(10);
    setMachineClock(story);
    const resolved = await ran(resolveWith(outside));
    expect(resolved).toMatchObject({ status: 0, err: '' });
    expect(resolved.out).toMatch(/^inc-[0-9a-f]{8} of team main is closed\. Nobody further is called\.\n$/);
    expect(await ran(resolveWith(outside))).toMatchObject({
      status: 1,
      err: expect.stringContaining('nothing is open'),
    });
    expect(await ran(resolveWith(outside), '--team', 'main')).toMatchObject({
      status: 0,
      out: expect.stringContaining('was closed already'),
    });
  });

  it('asks which team when several have something open', async () => {
    const { story, outside } = night({ agents: ['no-answer'], roster: TEAMS });
    story.alarm('web-cpu');
    story.alarm('db-cpu');
    await story.until(10);
    setMachineClock(story);
    const asked = await ran(ackWith(outside), '--as', 'ann');
    expect(asked).toMatchObject({ status: 1, out: '' });
    expect(asked.err).toBe('2 teams have something open; write which: --team db, or --team web.');
    expect(await ran(ackWith(outside), '--as', 'ann', '--team', 'db')).toMatchObject({
      status: 0,
      out: expect.stringMatching(/^Ann Lee has inc-[0-9a-f]{8} of team db now\./),
    });
    expect((await ran(statusWith(outside))).out).toMatch(/^Web \(web\) {3}nobody has it yet/m);
  });

  it.each([
    [['--as', 'an'], 'did you mean `ann`?'],
    [['--as', 'ann', '--team', 'wbe'], 'did you mean `web`?'],
    [['--as', 'ann'], 'nothing is open'],
  ])('%j says what is wrong', async (args, words) => {
    const { outside } = night({ agents: ['take'], roster: TEAMS });
    expect(await ran(ackWith(outside), ...args)).toMatchObject({ status: 1, err: expect.stringContaining(words) });
  });

  it('says what is missing in .env', async () => {
    const { outside } = night({ agents: ['take'] });
    writeSettings(folder, { ACCOUNT_SID: 'AC00000000000000000000000000000000', AUTH_TOKEN: 'x'.repeat(32) });
    expect(await ran(ackWith(outside), '--as', 'ann')).toMatchObject({
      status: 1,
      err: expect.stringContaining('FLOW_SID must be the Studio flow'),
    });
  });
});
