import { describe, expect, it } from '@jest/globals';
import {
  ack as ackCommand,
  pass as passCommand,
  resolve as resolveCommand,
} from '../../../src/cli/live/ack-resolve-pass';
import { command as statusCommand } from '../../../src/cli/live/status';
import { boardName, firstBoardName } from '../../../src/twilio/board-name';
import type { Story } from '../../support/story';
import { FIRST_BOARD } from './first-board';
import { on, ran, writeSettings } from './live';
import { EVERY_NUMBER, nightsAtHand, setMachineClock, TEAMS } from './night';
import type { Night } from './night';

const ackWith = on(ackCommand);
const passWith = on(passCommand);
const resolveWith = on(resolveCommand);
const statusWith = on(statusCommand);

const nights = nightsAtHand();

const ID = 'inc-[0-9a-z]{8}';

/** Three agents, the first of whom has one incident, and nobody another. */
async function twoOpen(): Promise<Night & { readonly taken: string; readonly open: string }> {
  const night = nights.begin({ agents: ['take', 'no-answer'] });
  const { story } = night;
  story.alarm('web-disk');
  await story.until(600);
  story.alarm('web-cpu');
  await story.until(610);
  setMachineClock(story);
  const { teams } = JSON.parse((await ran(statusWith(night.machine), '--json')).out) as {
    teams: { incidents: { id: string; status: string }[] }[];
  };
  const [taken, open] = teams.flatMap(({ incidents }) => incidents.map(({ id }) => id));
  if (taken === undefined || open === undefined) throw new Error('There are not two incidents.');
  return { ...night, taken, open };
}

/** Puts a document into the account, as another release left it. */
function leave(story: Story, name: string, data: object): void {
  const { sid, authToken } = story.rehearsal.account;
  const { status, body } = story.rehearsal.twilio.handle({
    method: 'POST',
    url: 'https://sync.twilio.com/v1/Services/default/Documents',
    headers: {
      authorization: `Basic ${Buffer.from(`${sid}:${authToken}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ UniqueName: name, Data: JSON.stringify(data) }).toString(),
  });
  if (status !== 201) throw new Error(body);
}

describe('oncall ack', () => {
  it('takes the only open incident for an agent, and again changes nothing', async () => {
    const { story, machine } = nights.begin({ agents: ['no-answer'] });
    story.alarm('web-cpu');
    await story.until(10);
    setMachineClock(story);
    const ack = await ran(ackWith(machine), '--as', 'cyd');
    expect(ack).toMatchObject({ status: 0, err: '' });
    expect(ack.out).toMatch(new RegExp(`^Cyd Ito has ${ID} of team main now\\. Nobody else is called\\.\n$`));
    expect((await ran(statusWith(machine))).out).toContain('taken by Cyd Ito');
    expect(await ran(ackWith(machine), '--as', 'cyd')).toMatchObject({
      status: 0,
      out: expect.stringMatching(new RegExp(`^Cyd Ito has ${ID} of team main already\\. Nothing was changed\\.\n$`)),
    });
  });

  it('takes an incident over from whoever has it, and both are told', async () => {
    const { story, machine } = nights.begin({ agents: ['take'] });
    story.alarm('web-cpu');
    await story.toTheEnd();
    setMachineClock(story);
    const ack = await ran(ackWith(machine), '--as', 'bob');
    expect(ack.status).toBe(0);
    expect(ack.out).toMatch(
      new RegExp(`^Bob Roy has ${ID} of team main now, taken over from Ann Lee\\. Nobody else is called\\.\n$`),
    );
    expect(story.textsTo('ann').at(-1)).toContain('Bob Roy has it now, you no longer do');
    expect(story.textsTo('bob').at(-1)).toContain('You have it');
    expect((await ran(statusWith(machine))).out).toMatch(/taken by Bob Roy {3}.*\n.*\n {2}taken .*, by hand$/m);
  });

  it('lists what is open when several incidents are, and takes the one whose id begins so', async () => {
    const { machine, taken, open } = await twoOpen();
    expect(await ran(ackWith(machine), '--as', 'cyd')).toEqual({
      status: 1,
      out: '',
      err: [
        '2 incidents are open; name one:',
        `  --incident ${taken}   Main: web-disk, since Sun 2026-11-22 03:00, taken by Ann Lee`,
        `  --incident ${open}   Main: web-cpu, since Sun 2026-11-22 03:10, nobody has it yet`,
      ].join('\n'),
    });
    // They differ in the first of their eight digits.
    expect(taken.charAt(4)).not.toBe(open.charAt(4));
    expect(await ran(ackWith(machine), '--as', 'cyd', '--incident', open.slice(4, 5))).toMatchObject({
      status: 0,
      out: expect.stringContaining(`Cyd Ito has ${open} of team main now.`),
    });
    expect(await ran(ackWith(machine), '--as', 'cyd', '--incident', taken)).toMatchObject({
      status: 0,
      out: expect.stringContaining(`Cyd Ito has ${taken} of team main now, taken over from Ann Lee.`),
    });
  });

  it.each([
    ['inc-', 2, '--incident "inc-": write an id'],
    ['', 2, '--incident "": write an id such as inc-6deccdb0'],
    ['web cpu', 2, '--incident "web cpu": write an id'],
    ['zzz', 1, '--incident zzz: no board has such an incident; open are:\n  --incident inc-'],
  ])('--incident %j is no incident', async (written, status, words) => {
    const { machine } = await twoOpen();
    expect(await ran(ackWith(machine), '--as', 'cyd', `--incident=${written}`)).toMatchObject({
      status,
      err: expect.stringContaining(words),
    });
  });

  it('takes the incident of the team that is named', async () => {
    const { story, machine } = nights.begin({ agents: ['no-answer'], roster: TEAMS });
    story.alarm('web-cpu');
    story.alarm('db-cpu');
    await story.until(10);
    setMachineClock(story);
    expect((await ran(ackWith(machine), '--as', 'ann')).err).toMatch(/^2 incidents are open; name one:/);
    expect(await ran(ackWith(machine), '--as', 'ann', '--team', 'db')).toMatchObject({
      status: 0,
      out: expect.stringMatching(new RegExp(`^Ann Lee has ${ID} of team db now\\.`)),
    });
    expect((await ran(statusWith(machine))).out).toMatch(/^Web \(web\) {3}nobody has it yet/m);
  });

  it.each([
    [['--as', 'an'], 'did you mean `ann`?'],
    [['--as', 'ann', '--team', 'wbe'], 'did you mean `web`?'],
    [['--as', 'ann'], 'nothing is open'],
    [['--as', 'ann', '--team', 'web'], 'nothing is open'],
    [
      ['--as', 'ann', '--incident', 'inc-6deccdb0'],
      '--incident inc-6deccdb0: no board has such an incident; nothing is open.',
    ],
  ])('%j says what is wrong', async (args, words) => {
    const { machine } = nights.begin({ agents: ['take'], roster: TEAMS });
    expect(await ran(ackWith(machine), ...args)).toMatchObject({ status: 1, err: expect.stringContaining(words) });
  });

  it('says what is missing in .env', async () => {
    const { machine } = nights.begin({ agents: ['take'] });
    writeSettings(nights.folder(), { ACCOUNT_SID: 'AC00000000000000000000000000000000', AUTH_TOKEN: 'x'.repeat(32) });
    expect(await ran(ackWith(machine), '--as', 'ann')).toMatchObject({
      status: 1,
      err: expect.stringContaining('FLOW_SID must be the Studio flow'),
    });
  });
});

describe('oncall resolve', () => {
  it('closes the only open incident', async () => {
    const { story, machine } = nights.begin({ agents: ['no-answer'] });
    story.alarm('web-cpu');
    await story.until(10);
    setMachineClock(story);
    const resolved = await ran(resolveWith(machine));
    expect(resolved).toMatchObject({ status: 0, err: '' });
    expect(resolved.out).toMatch(new RegExp(`^${ID} of team main is closed\\. Nobody else is called\\.\n$`));
    expect(await ran(resolveWith(machine))).toMatchObject({
      status: 1,
      err: expect.stringContaining('nothing is open'),
    });
    expect(await ran(resolveWith(machine), '--team', 'main')).toMatchObject({
      status: 0,
      out: expect.stringContaining('was closed already'),
    });
    expect(await ran(ackWith(machine), '--as', 'ann', '--team', 'main')).toMatchObject({
      status: 1,
      out: expect.stringMatching(new RegExp(`^${ID} of team main is over already\\. Nothing was changed\\.\n$`)),
    });
  });

  it('closes the incident that is named, and leaves the other one', async () => {
    const { machine, taken, open } = await twoOpen();
    expect(await ran(resolveWith(machine))).toMatchObject({ status: 1, err: expect.stringContaining('2 incidents') });
    expect(await ran(resolveWith(machine), '--incident', taken)).toMatchObject({
      status: 0,
      out: `${taken} of team main is closed. Nobody else is called.\n`,
    });
    const { out } = await ran(statusWith(machine));
    expect(out).toMatch(new RegExp(`^Main \\(main\\) {3}nobody has it yet {3}${open}\n`));
    expect(out).toContain('Before:\n  Sun 2026-11-22 03:00  Main: taken by Ann Lee. web-disk');
  });
});

describe('oncall pass', () => {
  it('calls whoever comes after the owner, who has it until somebody takes it', async () => {
    const { story, machine } = nights.begin({ agents: { ann: 'take', bob: 'take' } });
    story.alarm('web-cpu');
    await story.toTheEnd();
    setMachineClock(story);
    const passed = await ran(passWith(machine));
    expect(passed).toMatchObject({ status: 0, err: '' });
    expect(passed.out).toMatch(
      new RegExp(
        `^The next agent is called about ${ID} of team main, then the others\\. Ann Lee has it until somebody takes it\\.\n$`,
      ),
    );
    expect((await ran(statusWith(machine))).out).toMatch(/^Main \(main\) {3}taken by Ann Lee, and passed on {3}/);
    await story.toTheEnd();
    expect(story.rings()).toEqual(['ann', 'bob']);
    expect(story.heardBy('bob')[0]).toContain('You are asked to take it over.');
    expect((await ran(statusWith(machine))).out).toMatch(/^Main \(main\) {3}taken by Bob Roy {3}/);
  });

  it('calls the agent who is named first', async () => {
    const { story, machine } = nights.begin({ agents: { ann: 'take', cyd: 'take' } });
    story.alarm('web-cpu');
    await story.toTheEnd();
    setMachineClock(story);
    expect(await ran(passWith(machine), '--to', 'cyd')).toMatchObject({
      status: 0,
      out: expect.stringMatching(
        /^Cyd Ito is called about .*, then the others\. Ann Lee has it until somebody takes it\.\n$/,
      ),
    });
    await story.toTheEnd();
    expect(story.rings()).toEqual(['ann', 'cyd']);
  });

  it('calls from the beginning about what nobody took', async () => {
    const roster = { ...TEAMS, escalation: { maxCalls: 1 } };
    const { story, machine } = nights.begin({ agents: ['no-answer', 'take'], roster });
    story.alarm('web-cpu');
    await story.toTheEnd();
    await story.until(story.seconds + 60);
    setMachineClock(story);
    expect(await ran(passWith(machine))).toMatchObject({
      status: 0,
      out: expect.stringMatching(/^The first agent is called about .* of team web, then the others\.\n$/),
    });
    await story.toTheEnd();
    expect(story.rings()).toEqual(['ann', 'ann']);
  });

  it('waits while another incident of the team is being called', async () => {
    const { machine, taken, open } = await twoOpen();
    expect(await ran(passWith(machine), '--incident', taken)).toEqual({
      status: 1,
      err: '',
      out: `Agents of team main are being called about ${open} at this moment. Nothing was changed; pass ${taken} on when somebody has that.\n`,
    });
    expect(await ran(passWith(machine), '--incident', open)).toEqual({
      status: 1,
      err: '',
      out: `Agents are being called about ${open} of team main already. Nothing was changed.\n`,
    });
  });

  it('refuses whom it cannot be passed to', async () => {
    const { story, machine } = nights.begin({ agents: { ann: 'take' }, roster: TEAMS });
    story.alarm('web-cpu');
    await story.toTheEnd();
    setMachineClock(story);
    const to = async (agent: string): ReturnType<typeof ran> => ran(passWith(machine), '--to', agent);
    expect(await to('cyd')).toEqual({
      status: 1,
      err: '',
      out: 'Cyd Ito is not on team web. Nothing was changed. On it are ann, bob.\n',
    });
    expect(await to('cid')).toMatchObject({
      status: 1,
      err: '--to: the roster has no agent `cid`; did you mean `cyd`?',
    });
    expect(await to('ann')).toMatchObject({
      status: 1,
      err: expect.stringMatching(new RegExp(`^Ann Lee has ${ID} of team web already; write --to another agent\\.$`)),
    });
    expect(story.rings()).toEqual(['ann']);
  });

  it('says that there is nobody to pass it on to', async () => {
    const { story, machine } = nights.begin({ agents: ['take'], roster: TEAMS });
    story.alarm('db-cpu');
    await story.toTheEnd();
    setMachineClock(story);
    expect(await ran(passWith(machine))).toMatchObject({
      status: 1,
      err: 'team db calls nobody but Cyd Ito; write --to another agent.',
    });
  });

  it('says that what is over, or never was, cannot be passed on', async () => {
    const { story, machine } = nights.begin({ agents: ['take'] });
    expect(await ran(passWith(machine))).toMatchObject({ status: 1, err: expect.stringContaining('nothing is open') });
    story.alarm('web-cpu');
    await story.until(30);
    story.alarm('web-cpu', { state: 'OK' });
    await story.toTheEnd();
    setMachineClock(story);
    expect(await ran(passWith(machine))).toMatchObject({ status: 1, err: expect.stringContaining('nothing is open') });
    expect(await ran(passWith(machine), '--team', 'main')).toMatchObject({
      status: 1,
      out: expect.stringMatching(new RegExp(`^${ID} of team main is over already\\. Nothing was changed\\.\n$`)),
    });
  });
});

describe('a board of another release', () => {
  it('of the first one is taken over by whoever acts on it', async () => {
    const { story, machine } = nights.begin({ agents: ['take'], roster: TEAMS });
    leave(story, firstBoardName('web'), FIRST_BOARD);
    setMachineClock(story);
    const { out } = await ran(statusWith(machine));
    expect(out).toMatch(/^Web \(web\) {3}NOBODY TOOK IT {3}inc-0badcafe\n/);
    expect(out).toContain('  alarm    web-1 status check. It fails.\n');
    expect(out).toContain('  call 1   Ann Lee: no answer\n');
    expect(out).not.toMatch(EVERY_NUMBER);
    expect(await ran(ackWith(machine), '--as', 'bob')).toMatchObject({
      status: 0,
      out: 'Bob Roy has inc-0badcafe of team web now. Nobody else is called.\n',
    });
    const after = await ran(statusWith(machine));
    expect(after.out).toMatch(/^Web \(web\) {3}taken by Bob Roy {3}inc-0badcafe\n/);
    expect(after.out).toContain('  alarm    web-1 status check. It fails.\n');
    expect(after.out.match(/inc-0badcafe/g)).toHaveLength(1);
  });

  it('of a newer one is named and left alone', async () => {
    const { story, machine } = nights.begin({ agents: ['take'], roster: TEAMS });
    leave(story, boardName('web'), { v: 3, incidents: 'in some other way' });
    leave(story, boardName('db'), { v: 2, incidents: 'edited by hand' });
    const { out } = await ran(statusWith(machine));
    expect(out).toBe(
      [
        'Database (db)   UNKNOWN',
        '  Its board cannot be read. The next alarm of the team starts a fresh one, and known alarms may page again.',
        '',
        'Web (web)   UNKNOWN',
        '  A newer release wrote its board, which this one cannot read: use that release.',
        '',
        'Nothing else is open.',
        '',
      ].join('\n'),
    );
    expect(await ran(resolveWith(machine), '--team', 'web')).toMatchObject({
      status: 1,
      err: 'a newer release wrote the board of Web (web), so this one leaves it alone; use that release.',
    });
  });
});

describe('--json', () => {
  it('says how each ended with a code, the incident and the agent', async () => {
    const { machine, taken, open } = await twoOpen();
    const told = async (command: ReturnType<typeof ackWith>, ...args: readonly string[]): Promise<unknown> => {
      const { status, out } = await ran(command, ...args, '--json');
      return { ...(JSON.parse(out) as object), status };
    };
    const of = { schemaVersion: 1, team: 'main', words: expect.any(String) };
    const pass = [passWith(machine), '--incident', open] as const;
    expect(await told(...pass)).toEqual({ ...of, code: 'calling', incident: open, agent: null, status: 1 });
    const ack = [ackWith(machine), '--as', 'cyd', '--incident', open] as const;
    expect(await told(...ack)).toEqual({ ...of, code: 'taken', incident: open, agent: 'cyd', status: 0 });
    expect(await told(...ack)).toEqual({ ...of, code: 'already', incident: open, agent: 'cyd', status: 0 });
    const resolve = [resolveWith(machine), '--incident', open] as const;
    expect(await told(...resolve)).toEqual({ ...of, code: 'resolved', incident: open, agent: null, status: 0 });
    const onTo = [passWith(machine), '--incident', taken, '--to', 'bob'] as const;
    expect(await told(...onTo)).toEqual({ ...of, code: 'passed', incident: taken, agent: 'bob', status: 0 });
  });
});
