import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { AccountPage } from '../../src/cli/page/account-page';
import { servePage } from '../../src/cli/page/serve';
import type { Served } from '../../src/cli/page/serve';
import { on, ran } from '../cli/live/live';
import { nightsAtHand, TEAMS } from '../cli/live/night';
import type { Night } from '../cli/live/night';
import { command as historyCommand } from '../../src/cli/live/history';
import { NUMBERS } from '../support/story';
import type { StoryOptions } from '../support/story';
import { Tab } from './tab';

const nights = nightsAtHand();
const historyWith = on(historyCommand);

let open: { readonly page: AccountPage; readonly served: Served; readonly tab: Tab } | undefined;

afterEach(async () => {
  open?.tab.close();
  await open?.served.stop();
  open?.page.stop();
  open = undefined;
});

/** The page of an account, open in one browser, and how often it has read Sync. */
async function dashboard(options: StoryOptions): Promise<Night & { page: AccountPage; tab: Tab; reads: () => number }> {
  const night = nights.begin(options);
  const { story } = night;
  const own: string[] = [];
  const machine = {
    ...night.machine,
    connect: async (sid: string, token: string) => {
      const client = await night.machine.connect(sid, token);
      const { httpClient } = client as unknown as {
        httpClient: { request: (options: { method: string; uri: string }) => unknown };
      };
      const send = httpClient.request;
      httpClient.request = (request) => {
        if (request.uri.startsWith('https://sync.twilio.com')) own.push(`${request.method} ${request.uri}`);
        return send(request);
      };
      return client;
    },
  };
  const page = await AccountPage.open(machine, 'b1');
  const served = await servePage(page, new Map(), page.secrets);
  const tab = await Tab.open(served.url);
  open = { page, served, tab };
  await tab.sees(() => typeof tab.world.now?.readAtMs === 'number');
  await story.until(1);
  return { ...night, page, tab, reads: () => own.filter((each) => each.startsWith('get')).length };
}

describe('the page of an account', () => {
  it('shows what is open, who is called, the way through the flow and who has it', async () => {
    const { story, page, tab } = await dashboard({ agents: ['no-answer', 'take'] });
    expect(tab.world.about).toMatchObject({
      world: 'account',
      title: 'Twilio account AC00000000000000000000000000000000',
    });
    story.alarm('web-cpu');
    await story.until(15);
    await page.tick();
    const ringing = await tab.sees(() => tab.world.now?.incidents[0]);
    expect(ringing).toMatchObject({ status: 'escalating', call: { agent: 'ann', state: 'ringing' }, calls: [] });
    const run = await tab.sees(() => [...tab.runs.values()].find(({ path }) => path !== null));
    expect(run.whom).toBe('Ann Lee');
    expect(run.path?.map(({ widget }) => widget)).toEqual(['Trigger', 'claim', 'may_dial', 'how_long', 'call_25']);
    expect(run.widget).toBe('call_25');
    await story.until(90);
    await page.tick();
    const taken = await tab.sees(() => tab.world.now?.incidents.find(({ status }) => status === 'taken'));
    expect(taken).toMatchObject({
      headline: 'taken by Bob Roy',
      taken: { agent: 'bob', way: 'by key 1' },
      calls: [
        { agent: 'ann', outcome: 'no answer' },
        { agent: 'bob', outcome: 'pressed 1' },
      ],
    });
    const texts = tab.steps.filter(({ kind }) => kind !== 'studio').map(({ text }) => text);
    expect(texts).toEqual([
      expect.stringMatching(/^inc-\w{8} opens: web-cpu/),
      'call to Ann Lee: no answer',
      'call to Bob Roy: pressed 1',
      expect.stringMatching(/^Bob Roy takes inc-\w{8} \(by key 1\)$/),
    ]);
  });

  it('reads Sync once for each team in ten seconds at most while it is seen, and never while it is not', async () => {
    const { story, page, tab, reads } = await dashboard({ agents: ['take'] });
    story.alarm('web-cpu');
    const before = reads();
    for (let seconds = 1; seconds <= 300; seconds++) {
      await story.until(seconds);
      await page.tick();
    }
    const seen = reads() - before;
    expect(seen).toBeGreaterThan(20);
    expect(seen).toBeLessThanOrEqual(30);
    const { stream = '' } = tab.world.about ?? {};
    expect(await tab.orders({ do: 'look', stream, isVisible: false })).toEqual({ ok: true });
    const hidden = reads();
    for (let seconds = 310; seconds <= 600; seconds += 10) {
      await story.until(seconds);
      await page.tick();
    }
    expect(reads()).toBe(hidden);
    await tab.orders({ do: 'look', stream, isVisible: true });
    await tab.sees(() => reads() > hidden);
    tab.close();
    const closed = await tab.sees(() => !page.feed.isWatched && reads());
    await story.until(700);
    await page.tick();
    expect(reads()).toBe(closed);
  });

  it('spends one read for each of two teams', async () => {
    const { story, page, reads } = await dashboard({ agents: ['take'], roster: TEAMS });
    story.alarm('web-cpu');
    story.alarm('db-full');
    const before = reads();
    for (let seconds = 5; seconds <= 300; seconds += 5) {
      await story.until(seconds);
      await page.tick();
    }
    expect(reads() - before).toBeLessThanOrEqual(2 * 30);
  });

  it('takes, passes and closes in the name of an agent by the way "page", and the history says so', async () => {
    const { story, page, tab, machine } = await dashboard({ agents: ['no-answer'] });
    story.alarm('web-cpu');
    await story.until(15);
    await page.tick();
    const { id, team } = await tab.sees(() => tab.world.now?.incidents[0]);
    expect(await tab.orders({ do: 'take', team, incident: id, as: 'eve' })).toHaveProperty('problem');
    expect(await tab.orders({ do: 'take', team, incident: id, as: 'cyd' })).toEqual({
      ok: true,
      words: `Cyd Ito has ${id} now. Nobody else is called.`,
    });
    await tab.sees(() => tab.world.now?.incidents[0]?.taken?.agent === 'cyd');
    await story.until(60);
    expect(await tab.orders({ do: 'pass', team, incident: id, as: 'bob', to: 'ann' })).toMatchObject({ ok: true });
    await story.until(90);
    await tab.orders({ do: 'close', team, incident: id, as: 'bob' });
    await tab.sees(() => tab.world.now?.incidents.length === 0);
    expect(await tab.orders({ do: 'close', team, incident: id, as: 'bob' })).toEqual({
      problem: `${id} is over already, so nothing was changed.`,
    });
    const { incidents } = JSON.parse((await ran(historyWith(machine), '--json')).out) as { incidents: object[] };
    expect(incidents).toMatchObject([
      {
        incident: id,
        status: 'resolved',
        taken: [{ by: 'cyd', way: 'page' }],
        passed: [{ by: 'bob', whom: 'ann', way: 'page' }],
        closed: 'by-hand',
        closedBy: 'bob',
      },
    ]);
    const { out } = await ran(historyWith(machine));
    expect(out).toContain('closed by Bob Roy (on the team page)');
    expect(out.replaceAll(/\s+/g, ' ')).toContain(
      'passed on by Bob Roy to Ann Lee after 58 seconds (on the team page)',
    );
  });

  it('reads the history when it is asked to, not twice in ten seconds', async () => {
    const { story, page, tab, reads } = await dashboard({ agents: ['take'] });
    story.alarm('web-cpu');
    await story.until(60);
    await page.tick();
    const before = reads();
    expect(await tab.orders({ do: 'read past', days: 7 })).toEqual({ ok: true });
    const past = await tab.sees(() => tab.world.past);
    expect(past.incidents).toMatchObject([{ team: 'main', standing: 'taken by Ann Lee' }]);
    expect(past.teams).toMatchObject([{ team: 'main', pages: 1, agents: [{ agent: 'ann', pages: 1 }] }]);
    expect(reads()).toBe(before + 1);
    expect(await tab.orders({ do: 'read past', days: 7 })).toHaveProperty('problem');
    expect(reads()).toBe(before + 1);
  });

  it('keeps what it knew when Twilio does not answer, and says so', async () => {
    const { story, page, tab } = await dashboard({ agents: ['no-answer'] });
    story.alarm('web-cpu');
    await story.until(15);
    await page.tick();
    await tab.sees(() => tab.world.now?.incidents[0]);
    const { twilio } = story.rehearsal;
    const broken = jest.spyOn(twilio, 'handle').mockImplementation(() => ({ status: 503, headers: {}, body: '{}' }));
    await story.clock.run(() => false, story.clock.now() + 11_000);
    await page.tick();
    const notice = await tab.sees(() => tab.world.now?.notices[0]);
    expect(notice.text).toContain('It is not known at the moment how things stand:');
    expect(tab.world.now?.incidents.length).toBe(1);
    broken.mockRestore();
    await story.clock.run(() => false, story.clock.now() + 11_000);
    await page.tick();
    await tab.sees(() => tab.world.now?.notices.length === 0);
  });

  it('sends no number and no secret, and does nothing that is for a rehearsal', async () => {
    const { story, page, tab } = await dashboard({ agents: ['decline', 'take'] });
    story.alarm('web-cpu');
    await story.until(90);
    await page.tick();
    await tab.sees(() => tab.world.now?.incidents[0]);
    await tab.orders({ do: 'read past', days: 90 });
    for (const run of tab.runs.keys()) await tab.orders({ do: 'show run', run });
    await tab.gets('steps.json');
    const { account, secret } = story.rehearsal;
    for (const hidden of [account.authToken, secret, 'events-password-of-nobody']) {
      expect(tab.received).not.toContain(hidden);
    }
    for (const number of Object.values(NUMBERS)) expect(tab.received).not.toContain(number.slice(1));
    expect(await tab.orders({ do: 'fire', sample: 'storm' })).toEqual({
      problem: 'This is for a rehearsal only ("npm start"), and nothing was done to the account.',
    });
    expect([tab.phones.size, tab.world.queue, tab.world.faults]).toEqual([0, undefined, undefined]);
  });
});
