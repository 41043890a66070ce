import { afterEach, describe, expect, it } from '@jest/globals';
import { incidentOf } from '../incident/sample';
import { AGENTS } from '../support/story';
import { markOf, sealed } from '../../src/signing/capability';
import { expectNothingPrivate } from './expectations';
import { alarm, FunctionsAtHand, SECRET } from './functions-at-hand';
import type { AtHandOptions, Reply } from './functions-at-hand';

let at: FunctionsAtHand;

afterEach(() => {
  expectNothingPrivate(at);
});

const HOUR_MS = 3_600_000;

/** An agent's capability for the incident on the board, as whoever knows the secret makes it. */
function capability(agent = 'ann', { team = 'main', secret = SECRET, hours = 2 } = {}): string {
  return sealed(secret, {
    purpose: 'incident',
    team: markOf(team),
    incident: markOf(incident().id),
    agent: markOf(agent),
    expiresAtMs: at.story.clock.now() + hours * HOUR_MS,
  });
}

function incident() {
  const board = at.board();
  if (board === undefined) throw new Error('There is no board.');
  return incidentOf(board);
}

function show(c: string): Promise<Reply> {
  return at.send({ path: `/i?c=${c}`, method: 'GET' });
}

function press(what: string, c = capability(), rest: Readonly<Record<string, string>> = {}): Promise<Reply> {
  return at.form('/i', { c, ...rest, do: what });
}

/** Ann's phone rings. */
async function ringing(options: AtHandOptions = {}): Promise<void> {
  at = new FunctionsAtHand(options);
  await at.called();
}

function texts(): readonly string[] {
  return at.story.rehearsal.ledger.entries.flatMap((entry) => (entry.kind === 'sms' ? [entry.text] : []));
}

/** What the page says, without its markup. */
function read({ text }: Reply): string {
  return text
    .replace(/<style>.*<\/style>/s, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
}

describe('the link', () => {
  it('ends every SMS about an incident, and opens its page', async () => {
    await ringing();
    await at.flow('/take', at.current());
    const [sms = ''] = texts();
    expect(sms).toMatch(/^You have it .*\nhttps:\/\/[\w.-]+\/i\?c=[\w-]{35}$/s);
    const [, c = ''] = /c=(.*)$/.exec(sms) ?? [];
    const page = await show(c);
    expect(page).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
    expect(read(page)).toMatch(
      /You have it .*What is wrong web-1-cpu.* CPUUtilization 99% &#62; 90%\. .*since Sun 03:00/,
    );
    expect(page.text).toContain('<a href="https://console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:');
  });

  it('is good for two days', async () => {
    await ringing();
    await at.flow('/take', at.current());
    const [, c = ''] = /c=(.*)$/.exec(texts()[0] ?? '') ?? [];
    await at.pass(48 * 3_600 - 60);
    expect((await show(c)).status).toBe(200);
    await at.pass(3_600 + 60);
    expect((await show(c)).status).toBe(404);
  });

  it('is in no SMS, and no old one works, when the roster turns links off', async () => {
    await ringing({ roster: { agents: AGENTS, links: 'off' } });
    await at.flow('/take', at.current());
    expect(texts()).toHaveLength(1);
    expect(texts().join()).not.toMatch(/\/i\?c=/);
    expect((await show(capability())).status).toBe(404);
  });
});

describe('opening it', () => {
  it('changes nothing, however often it is done', async () => {
    await ringing();
    const before = at.kept();
    for (let times = 0; times < 3; times++) expect(read(await show(capability()))).toMatch(/Ann Lee is being called/);
    expect(at.kept()).toEqual(before);
  });

  it('costs one request where the board says all about the alarms, else two', async () => {
    await ringing();
    const link = capability();
    let before = at.requests();
    await show(link);
    expect(at.requests() - before).toBe(1);
    await at.alarm(...['a', 'b', 'c', 'd'].map((name) => alarm(name)));
    before = at.requests();
    await show(link);
    expect(at.requests() - before).toBe(2);
  });

  it('shows what was done, and no button when it is over', async () => {
    await ringing();
    await at.flow('/next-agent', { ...at.current(), reason: 'declined' });
    await at.flow('/take', { ...at.current() });
    at.closeByHand();
    const page = await show(capability('bob'));
    expect(read(page)).toMatch(/Closed by hand .*Ann Lee passed it on/);
    expect(page.text).not.toMatch(/<button/);
  });

  it('lets nothing be loaded, run, framed, kept or found', async () => {
    await ringing();
    const reply = await show(capability());
    const { createHash } = await import('node:crypto');
    const [, style = ''] = /<style>(.*)<\/style>/s.exec(reply.text) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(at.headers).toMatchObject({
      'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(reply.text).not.toMatch(/<script|<img|<link|\sstyle=|\son\w+=/);
    expect(Buffer.byteLength(reply.text)).toBeLessThan(30_000);
  });

  it('stays small, whatever alarms say', async () => {
    at = new FunctionsAtHand();
    const description = '<&資料庫伺服器>'.repeat(150);
    await at.alarm(...Array.from({ length: 12 }, (_, index) => alarm(`web-${index}`, { description })));
    await at.pass(5);
    const { text } = await show(capability());
    expect(text.match(/<li>/g)?.length).toBeGreaterThanOrEqual(12);
    expect(Buffer.byteLength(text)).toBeLessThan(30_000);
  });

  it('shows text from outside as text, and only links of the web as links', async () => {
    at = new FunctionsAtHand();
    const description = 'Read https://wiki.example.org/a?b=1&c="><script>alert(1)</script> javascript:alert(2)';
    await at.alarm(alarm('web<b>1</b>', { description }));
    await at.pass(5);
    const { text } = await show(capability());
    expect(text).not.toMatch(/<script|<b>/);
    expect(text).toContain('<a href="https://wiki.example.org/a?b=1&#38;c=" rel="noopener noreferrer nofollow"');
    const others = [...text.matchAll(/href="([^"]*)"/g)].filter(([, href = '']) => !href.includes('console.aws'));
    expect(others).toHaveLength(1);
  });
});

describe('pressing', () => {
  it('Take takes it, at the same cost as a key, and the history says by which way', async () => {
    await ringing();
    const page = await press('take');
    expect(read(page)).toMatch(/You have it\. .*You have it/);
    expect(incident()).toMatchObject({ status: 'taken', taken: { by: 'ann', way: 'link' } });
    await at.pass(60);
    // Her own phone rang meanwhile, and she answered it.
    expect(at.story.heardBy('ann').at(-1)).toBe('You have it already. Goodbye.');
  });

  it('Take twice says that it is theirs already', async () => {
    await ringing();
    await press('take');
    expect(read(await press('take'))).toMatch(/You have it already\./);
    expect(texts()).toHaveLength(1);
  });

  it('Take after somebody else did takes nothing over', async () => {
    await ringing();
    await press('take', capability('bob'));
    expect(read(await press('take'))).toMatch(/Bob Roy has it\. .*Bob Roy has it/);
    expect(incident().taken?.by).toBe('bob');
  });

  it('Pass it on calls whoever was chosen, and Close closes it', async () => {
    await ringing();
    await press('take');
    expect(read(await press('pass', capability(), { to: 'bob' }))).toMatch(/Bob Roy is being called\./);
    expect(incident()).toMatchObject({ status: 'escalating', chain: 'pass', attempt: { agent: { id: 'bob' } } });
    expect(read(await press('close'))).toMatch(/It is closed\. .*Closed by hand/);
    expect(incident().status).toBe('resolved');
  });

  it('Pass it on while the own phone rings ends that call, and the next phone rings', async () => {
    await ringing();
    expect(read(await press('pass', capability(), { to: '' }))).toMatch(/Bob Roy is being called\./);
    expect(incident().calls).toMatchObject([{ agent: 'ann', outcome: 'declined' }]);
    expect(incident().attempt).toMatchObject({ agent: { id: 'bob' } });
  });

  it('names nobody who is not on the team', async () => {
    await ringing();
    await press('take');
    expect(read(await press('pass', capability(), { to: 'eve' }))).toMatch(/Nobody of that name is on the team\./);
  });
});

describe('whatever the page itself does not send', () => {
  it.each<[string, (links: Readonly<Record<'good' | 'foreign' | 'old', string>>) => Promise<Reply>]>([
    ['an order in a link', ({ good: c }) => at.send({ path: `/i?c=${c}&do=take`, method: 'GET' })],
    ['another key in a link', ({ good: c }) => at.send({ path: `/i?c=${c}&as=bob`, method: 'GET' })],
    ['an order in the query of a form', ({ good: c }) => at.form(`/i?do=take`, { c })],
    ['a capability in the query of a form', ({ good: c }) => at.form(`/i?c=${c}`, { do: 'take' })],
    ['an order as JSON', ({ good: c }) => at.json('/i', { c, do: 'take' })],
    ['an order without a capability', () => at.form('/i', { do: 'take' })],
    ['another order', ({ good: c }) => at.form('/i', { c, do: 'delete' })],
    ['another key', ({ good: c }) => at.form('/i', { c, do: 'take', as: 'bob' })],
    ['whom to take it to', ({ good: c }) => at.form('/i', { c, do: 'take', to: 'bob' })],
    ['a list of capabilities', ({ good: c }) => at.json('/i', { c: [c] })],
    ['nothing', () => at.send({ path: '/i', method: 'GET' })],
    ['a capability of nobody', () => at.form('/i', { c: 'A'.repeat(35), do: 'take' })],
    ['one made with another secret', ({ foreign: c }) => at.form('/i', { c, do: 'take' })],
    ['one that is too old', ({ old: c }) => at.form('/i', { c, do: 'take' })],
  ])('%s is refused, changes nothing and costs no request', async (_what, send) => {
    await ringing();
    const links = {
      good: capability(),
      foreign: capability('ann', { secret: 'x'.repeat(20) }),
      old: capability('ann', { hours: -1 }),
    };
    const before = at.kept();
    const requests = at.requests();
    const reply = await send(links);
    expect(reply).toMatchObject({ status: 404, type: 'text/html; charset=utf-8' });
    expect(read(reply)).toMatch(/This link shows nothing\./);
    expect(at.requests()).toBe(requests);
    expect(at.kept()).toEqual(before);
  });

  it.each([
    ['another team', () => capability('ann', { team: 'other' })],
    ['an agent who has left the roster', () => capability('zoe')],
  ])('a link of %s shows nothing and takes nothing', async (_whose, link) => {
    await ringing();
    const before = at.kept();
    expect((await show(link())).status).toBe(404);
    expect((await press('take', link())).status).toBe(404);
    expect(at.kept()).toEqual(before);
  });
});

it('says that nothing is certain when Twilio does not answer', async () => {
  await ringing();
  at.fate = () => ({ is: 'reset' });
  const reply = await press('take');
  expect(reply.status).toBe(503);
  expect(read(reply)).toMatch(/could not be done just now/);
});

it('is in the language of the agent whose link it is', async () => {
  await ringing({ roster: { agents: { ...AGENTS, bob: { ...AGENTS.bob, language: 'de' } } } });
  const page = await show(capability('bob'));
  expect(page.text).toContain('<html lang="de');
  expect(read(page)).toMatch(/Ann Lee wird angerufen web-1-cpu Übernehmen/);
});
