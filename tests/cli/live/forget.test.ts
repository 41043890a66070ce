import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { PartialAccountClient } from '../../../src/account/client';
import { command as forgetCommand } from '../../../src/cli/live/forget';
import { command as historyCommand } from '../../../src/cli/live/history';
import type { Machine } from '../../../src/cli/machine';
import { AGENTS } from '../../support/story';
import { append, entry, kept } from './history-entries';
import { on, ran } from './live';
import { nightsAtHand, TEAMS } from './night';
import type { Night } from './night';

const forgetWith = on(forgetCommand);
const historyWith = on(historyCommand);

const nights = nightsAtHand();

const { stdin } = process;
afterEach(() => {
  Object.defineProperty(process, 'stdin', { value: stdin });
});

/** Somebody is at the keyboard and types this. */
function sitDown(keys: string): void {
  const keyboard = Object.assign(new PassThrough(), { isTTY: true });
  Object.defineProperty(process, 'stdin', { value: keyboard });
  keyboard.write(keys);
}

const BY_ANN = {
  ...entry({
    incident: 'inc-00000001',
    openedAtMs: -60,
    closedAtMs: -59,
    takenBy: 'ann',
    takenAtMs: -59,
    way: 'key',
    calls: [
      { agent: 'bob', outcome: 'busy' },
      { agent: 'ann', outcome: 'taken' },
    ],
  }),
  colour: 'of a later release',
};
const BY_BOB = entry({
  incident: 'inc-00000002',
  openedAtMs: -30,
  closedAtMs: -29,
  takenBy: 'bob',
  takenAtMs: -29,
  way: 'hand',
  closedBy: 'ann',
  passedOn: { by: 'cyd', to: 'ann', way: 'page', atMs: -29 },
  calls: [{ agent: 'ann', outcome: 'declined' }],
});
const OF_CYD = entry({ incident: 'inc-00000003', openedAtMs: -20, calls: [{ agent: 'cyd', outcome: 'busy' }] });

/** Ann has left the roster; the history knows her, Bob and Cyd. */
async function night(roster: object = withoutAnn()): Promise<Night> {
  const begun = nights.begin({ agents: ['take'], roster });
  await append(begun, BY_ANN, BY_BOB, OF_CYD);
  return begun;
}

function withoutAnn(): object {
  const { ann: _left, ...agents } = AGENTS;
  return { ...TEAMS, agents, teams: { web: { name: 'Web', agents: ['bob'] }, db: { agents: ['cyd'] } } };
}

/** Just before the first change that a command asks for, something else happens. */
function meddling(machine: Machine, meddle: () => Promise<unknown>): Machine {
  let isDone = false;
  return {
    ...machine,
    connect: async (sid, token) => {
      const client = (await machine.connect(sid, token)) as PartialAccountClient;
      const request = client.request.bind(client);
      client.request = async (options) => {
        if (options.method === 'post' && !isDone) {
          isDone = true;
          await meddle();
        }
        return request(options);
      };
      return client;
    },
  };
}

describe('oncall forget', () => {
  it('says what it is about to do, and what names the agent still, before it is sure', async () => {
    const begun = await night();
    const { status, out, err } = await ran(forgetWith(begun.machine), 'ann');
    expect(out).toBe(
      [
        'The history names ann in 2 of 3 entries, from 2026-11-22 to 2026-11-22: as called in 2, as the one who took it in 1, as the one who closed it in 1, as the one who passed it on or to whom in 1.',
        'Each of them will say "(forgotten)" instead; this cannot be undone.',
        '',
        'What still names the agent:',
        "  - Twilio's own logs of calls, messages and Studio executions, by number: delete them in its console",
        '',
      ].join('\n'),
    );
    expect({ status, err }).toEqual({
      status: 2,
      err: 'there is nobody at a keyboard to ask. Write --yes if you are sure.',
    });
    expect(await kept(begun)).toEqual([BY_ANN, BY_BOB, OF_CYD]);
  });

  it('puts a word that is nobody’s id in the place of the agent, and leaves the rest', async () => {
    const begun = await night();
    const { status, out } = await ran(forgetWith(begun.machine), 'ann', '--yes');
    expect(status).toBe(0);
    expect(out).toMatch(/\nThe history no longer names ann\.\n$/);
    expect(await kept(begun)).toEqual([
      {
        ...BY_ANN,
        takenBy: '(forgotten)',
        calls: [
          { agent: 'bob', outcome: 'busy' },
          { agent: '(forgotten)', outcome: 'taken' },
        ],
      },
      {
        ...BY_BOB,
        closedBy: '(forgotten)',
        passedOn: { ...BY_BOB.passedOn, to: '(forgotten)' },
        calls: [{ agent: '(forgotten)', outcome: 'declined' }],
      },
      OF_CYD,
    ]);
    const { out: history } = await ran(historyWith(begun.machine));
    expect(history).not.toMatch(/\bann\b|Ann Lee/);
    expect(history).toContain('(forgotten): pressed 1');
    expect(await ran(forgetWith(begun.machine), 'ann', '--yes')).toMatchObject({
      status: 1,
      err: 'neither the history nor a board nor the roster has an agent `ann`',
    });
  });

  it('keeps the day on which an entry expires', async () => {
    const begun = await night();
    const { sid, authToken } = begun.story.rehearsal.account;
    const { syncListItems: items } = (await begun.machine.connect(sid, authToken)).sync.v1
      .services('default')
      .syncLists('oncall-history');
    const expiries = async (): Promise<readonly Date[]> => (await items.list()).map(({ dateExpires }) => dateExpires);
    const before = await expiries();
    await begun.story.until(86_400);
    await ran(forgetWith(begun.machine), 'ann', '--yes');
    expect(await expiries()).toEqual(before);
  });

  it.each([
    ['ann', 0],
    ['yes', 1],
    ['', 1],
  ])('asks for the id: %j', async (answer, status) => {
    const begun = await night();
    sitDown(`${answer}\n`);
    const { out, ...ended } = await ran(forgetWith(begun.machine), 'ann');
    expect(ended).toEqual({ status, err: '' });
    expect(out.includes('Nothing was changed.')).toBe(status === 1);
    expect((await kept(begun))[1]).toEqual(
      status === 1
        ? BY_BOB
        : {
            ...BY_BOB,
            closedBy: '(forgotten)',
            passedOn: { ...BY_BOB.passedOn, to: '(forgotten)' },
            calls: [{ agent: '(forgotten)', outcome: 'declined' }],
          },
    );
  });

  it('names the roster and the boards that name the agent', async () => {
    const begun = await night(TEAMS);
    begun.story.alarm('web-cpu');
    await begun.story.until(60);
    const { out } = await ran(forgetWith(begun.machine), 'ann', '--yes');
    expect(out).toContain('  - assets/roster.private.json; take the agent out and deploy');
    expect(out).toMatch(/ {2}- the board of team web, with inc-[0-9a-z]{8}; when that is over/);
    const bob = await ran(forgetWith(begun.machine), 'cyd', '--yes');
    expect(bob.out).not.toContain('the board');
  });

  it('finds what is written while it runs', async () => {
    const begun = await night();
    const machine = meddling(begun.machine, () => append(begun, { ...BY_BOB, incident: 'inc-00000004' }));
    expect(await ran(forgetWith(machine), 'ann', '--yes')).toMatchObject({ status: 0 });
    expect(await kept(begun)).toHaveLength(4);
    expect(JSON.stringify(await kept(begun))).not.toContain('"ann"');
  });

  it('does not bring back whom somebody else removes at the same time', async () => {
    const begun = await night();
    const machine = meddling(begun.machine, () => forgetWith(begun.machine).run(['bob', '--yes']));
    expect(await ran(forgetWith(machine), 'ann', '--yes')).toMatchObject({ status: 0 });
    expect(JSON.stringify(await kept(begun))).not.toMatch(/"ann"|"bob"/);
  });

  it.each([
    [[], 2, 'AGENT is missing'],
    [['an'], 1, 'neither the history nor a board nor the roster has an agent `an`; did you mean `ann`?'],
    [['zzz'], 1, 'neither the history nor a board nor the roster has an agent `zzz`'],
  ])('refuses %j', async (args, status, words) => {
    const { machine } = await night();
    expect(await ran(forgetWith(machine), ...args)).toMatchObject({ status, err: expect.stringContaining(words) });
  });

  it('has nothing to do for an agent whom only the roster names', async () => {
    const { machine } = nights.begin({ agents: ['take'], roster: TEAMS });
    expect(await ran(forgetWith(machine), 'bob')).toEqual({
      status: 0,
      err: '',
      out: [
        'The history does not name bob.',
        '',
        'What still names the agent:',
        '  - assets/roster.private.json; take the agent out and deploy, or they are called and named again',
        "  - Twilio's own logs of calls, messages and Studio executions, by number: delete them in its console",
        '',
      ].join('\n'),
    });
  });
});
