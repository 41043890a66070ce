import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { ENVIRONMENT, Going } from '../support/going';
import { oncallOf } from '../support/oncall';
import { ProjectCopy } from '../support/project-copy';
import { findBrowser, launch } from './browser';
import { Served } from './served';

const PROGRAM = findBrowser();
const LIMIT_MS = 120_000;
const SECTIONS = ['now', 'flow', 'timeline', 'on-call', 'history', 'roster', 'faults'];

if (PROGRAM === undefined) {
  it('the page is tested where there is a browser', () => {
    console.warn(
      'No Chromium was found, so the page was not tested: install one, or name its program in ONCALL_BROWSER.',
    );
    expect(process.env['ONCALL_BROWSER_TESTS']).not.toBe('required');
  });
} else {
  describe('the page', () => stories(PROGRAM));
}

function stories(program: string): void {
  let browser: Browser;
  let context: BrowserContext;
  const served: Served[] = [];
  const others: Server[] = [];
  const wrong: string[] = [];

  beforeAll(async () => {
    browser = await launch(program);
  }, LIMIT_MS);
  afterEach(async () => {
    await context.close();
    for (const other of others.splice(0)) other.close();
    await Promise.all(served.splice(0).map((each) => each.end()));
    expect(wrong.splice(0)).toEqual([]);
  }, LIMIT_MS);
  afterAll(async () => {
    await browser.close();
  });

  /** A page that nothing may go wrong in. */
  async function opened(address: string, options: object = {}): Promise<Page> {
    context = await browser.newContext({ viewport: { width: 1280, height: 900 }, timezoneId: 'UTC', ...options });
    context.setDefaultTimeout(20_000);
    return tab(address);
  }

  async function tab(address: string): Promise<Page> {
    const page = await context.newPage();
    page.on('pageerror', (error) => wrong.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        wrong.push(message.text());
    });
    await page.goto(address);
    return page;
  }

  async function rehearsed(...args: readonly string[]): Promise<Page> {
    served.push(await Served.rehearsal(...args));
    return opened(served[0]?.address ?? '');
  }

  function story(name: string, run: () => Promise<void>): void {
    it(name, run, LIMIT_MS);
  }

  story('an alarm rings Ann, she presses 1, and everybody sees that she has it', async () => {
    const page = await rehearsed();
    await page.getByText('No incident is open.').waitFor();
    await page.getByRole('button', { name: 'Set off an alarm' }).click();
    const ann = phone(page, 'Ann Lee');
    await ann.getByText('Rings').waitFor();
    await live(page).getByText('Ann Lee’s phone rings.').waitFor();
    await heading(page, 'Nobody has it yet').waitFor();
    await ann.getByRole('button', { name: 'Answer' }).click();
    await ann.getByText('Press 1 at any time to take it').waitFor();

    // In the middle of the call the page is loaded anew, and opened a second time.
    await page.reload();
    const second = await tab(page.url());
    await phone(second, 'Ann Lee').getByText('Press 1 at any time to take it').waitFor();
    await page.bringToFront();
    await ann.getByRole('button', { name: '1 I have it' }).click();
    for (const each of [page, second]) await heading(each, 'Ann Lee has it').waitFor();
    await ann.getByText('You have it (Main').waitFor();

    await page.getByRole('link', { name: 'Flow' }).click();
    await page.getByText('The way as a list').click();
    expect(await page.locator('ol > li').allTextContents()).toEqual(
      expect.arrayContaining([expect.stringContaining('ask_key'), expect.stringContaining('take')]),
    );
    await page.getByRole('link', { name: 'Timeline' }).click();
    await page.getByLabel('Find').fill('/take answers 200');
    await page.locator('summary.row').first().click();
    await page.getByRole('heading', { name: 'Reply' }).waitFor();
  });

  story('2 passes it on, and when nobody takes it the page says so loudly', async () => {
    const page = await rehearsed();
    await page.getByRole('button', { name: 'Set off an alarm' }).click();
    const ann = phone(page, 'Ann Lee');
    await ann.getByRole('button', { name: 'Answer' }).click();
    // A key that is pressed before the voice begins is lost, as on a real phone.
    await ann.getByText('Press 1 at any time').waitFor();
    await ann.getByRole('button', { name: '2 pass it on' }).click();
    await phone(page, 'Bob Roy').getByText('Rings').waitFor();
    await page.locator('.calls').getByText('Ann Lee: ').waitFor();

    await page.getByRole('link', { name: 'Faults and time' }).click();
    await page.getByRole('button', { name: '10×' }).click();
    await page.getByRole('link', { name: 'Now' }).click();
    // Everybody else is busy, each as soon as the phone rings: another round trip could come too late for one that has just stopped.
    await page.evaluate(`setInterval(() => {
      [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Busy')?.click();
    }, 100)`);
    await page.getByRole('heading', { name: 'Nobody has it', exact: true }).waitFor();
    expect(await page.locator('.incident').getAttribute('class')).toContain('exhausted');
  });

  story('the keyboard alone is enough', async () => {
    const page = await rehearsed();
    await page.getByText('No incident is open.').waitFor();
    await reach(page, 'Set off an alarm');
    await page.keyboard.press('Enter');
    await phone(page, 'Ann Lee').getByText('Rings').waitFor();
    await reach(page, 'Answer');
    await page.keyboard.press('Space');
    await phone(page, 'Ann Lee').getByText('Press 1 at any time').waitFor();
    // The keypad has the focus by then, so that the key of the keyboard is the phone's.
    await page.keyboard.press('1');
    await heading(page, 'Ann Lee has it').waitFor();
  });

  story('it fits into a window of 360 pixels, in light and dark, and axe has nothing serious to say', async () => {
    const page = await rehearsed();
    const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
    await page.setViewportSize({ width: 360, height: 740 });
    await page.getByRole('button', { name: 'Set off an alarm' }).click();
    await page.getByRole('button', { name: 'Answer' }).click();
    await phone(page, 'Ann Lee').getByText('Press 1 at any time').waitFor();
    // As an extension would come in: the page's own policy lets no script in.
    await page.evaluate(axe);
    const found: unknown[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const section of SECTIONS) {
        await page.evaluate(`location.hash = '${section}'`);
        await page.locator(`a[href="#${section}"][aria-current]`).waitFor();
        expect([section, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([section, 360]);
        found.push(
          ...(await page.evaluate<unknown[]>(
            `axe.run().then(({ violations }) => violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
              .map(({ id, nodes }) => '${colorScheme} ${section}: ' + id + ' ' + nodes.map(({ html }) => html).join(' ')))`,
          )),
        );
      }
      expect(await page.evaluate('getComputedStyle(document.documentElement).backgroundColor')).toBe(
        { light: 'rgb(245, 244, 240)', dark: 'rgb(18, 19, 23)' }[colorScheme],
      );
    }
    expect(found).toEqual([]);
  });

  story('what comes from outside stays text, or is told no', async () => {
    const page = await rehearsed();
    // Another page in the same browser.
    const stranger = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<p>Hello</p>'));
    await new Promise<void>((resolve) => void stranger.listen(0, '127.0.0.1', resolve));
    others.push(stranger);
    const foreign = await context.newPage();
    await foreign.goto(`http://127.0.0.1:${(stranger.address() as { port: number }).port}/`);
    const order = { method: 'POST', mode: 'no-cors', body: '{"do":"fire","sample":"status"}' };
    const refused = await foreign.evaluate(
      `fetch('${page.url()}order', ${JSON.stringify(order)}).then(() => 'taken', () => 'refused')`,
    );
    expect(refused).toBe('refused');
    const lost = await foreign.goto(new URL('/00000000000000000000000000000000/', page.url()).href);
    expect(lost?.status()).toBe(403);
    expect(await foreign.textContent('body')).toContain('Open the address that the terminal shows.');
    // A page behind another is drawn once a second.
    await foreign.close();

    // Half of it, which stays for whoever corrects it, and then an alarm whose name is HTML.
    await page.getByText('Paste your own').click();
    await page.getByLabel('The message of an alarm').fill('{"AlarmName": "web-1", ');
    await page.getByRole('button', { name: 'Set it off' }).click();
    await page.locator('.told .problem').getByText('is not JSON').waitFor();
    expect(await page.getByLabel('The message of an alarm').inputValue()).toBe('{"AlarmName": "web-1", ');
    await page.getByText('No incident is open.').waitFor();
    const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
    const message = { AlarmName: hostile, NewStateValue: 'ALARM', NewStateReason: '[see](javascript:alert(1))' };
    await page.getByLabel('The message of an alarm').fill(JSON.stringify(message));
    await page.getByRole('button', { name: 'Set it off' }).click();
    await page.locator('.alarms').getByText('javascript:alert(1)').waitFor();
    await page.getByRole('link', { name: 'Timeline' }).click();
    await page.getByText('a message arrives in the queue').click();
    expect(await page.locator('pre').first().textContent()).toContain('<img src=x onerror=');
    expect(await page.locator('main img, main script, [href^="javascript"]').count()).toBe(0);
    expect(await page.title()).toBe('(1) On call');
  });

  story(
    'a page whose server has stopped says so, and what to do, also when another has come in its place',
    async () => {
      const page = await rehearsed();
      const [first] = served.splice(0);
      await page.getByText('No incident is open.').waitFor();
      await first?.end();
      await page.getByRole('alert').getByText('The server has stopped; start it again with npm start').waitFor();
      await page.getByRole('button', { name: 'Set off an alarm' }).click();
      await page.locator('.told .problem').getByText('nothing was done').waitFor();
      served.push(await Served.rehearsal('--port', first?.port ?? ''));
      await page.getByRole('alert').getByText('Open the address that the terminal shows.').waitFor();

      // Each time the page asks it is told of a server of another build.
      let builds = 0;
      await page.goto(served[0]?.address ?? '');
      await page.route('**/events', (route) => {
        builds += 1;
        const about = { world: 'rehearsal', title: 'Tomorrow', build: String(builds), stream: 's' };
        const body = `event: world\ndata: ${JSON.stringify({ is: 'world', parts: { about } })}\n\n`;
        return route.fulfill({ contentType: 'text/event-stream', body });
      });
      await page.reload();
      await page.getByRole('alert').getByText('The server is newer than this page.').waitFor();
    },
  );

  story(
    'it rings after the first click, speaks what the voice says, and keeps still where that is wanted',
    async () => {
      const page = await rehearsed();
      await page.emulateMedia({ reducedMotion: 'reduce' });
      // What comes out of the loudspeaker, and a time that goes on as the test says.
      await page.addInitScript(`
      window.tones = 0;
      const { start } = OscillatorNode.prototype;
      OscillatorNode.prototype.start = function (...args) { tones += 1; return start.apply(this, args); };
      window.spoken = [];
      speechSynthesis.speak = ({ text, lang }) => spoken.push([lang, text]);
      speechSynthesis.cancel = () => spoken.push('hush');`);
      await page.clock.install();
      await page.reload();
      await page.getByText('No incident is open.').waitFor();
      const order = { do: 'fire', sample: 'status-check' };
      const headers = { 'content-type': 'application/json' };
      await page.evaluate(
        `fetch('order', ${JSON.stringify({ method: 'POST', headers, body: JSON.stringify(order) })}).then(() => {})`,
      );
      const ann = phone(page, 'Ann Lee');
      await ann.getByText('Rings').waitFor();
      const tonesAfter = async (ms: number): Promise<number> => {
        await page.clock.runFor(ms);
        return page.evaluate<number>('tones');
      };
      expect(await tonesAfter(10_000)).toBe(0);
      const [sound, voice] = ['Sound', 'Voice'].map((name) => page.getByRole('switch', { name }));
      await sound?.click();
      expect(await tonesAfter(10_000)).toBe(0);
      await sound?.click();
      expect(await tonesAfter(10_000)).toBeGreaterThan(0);
      const moving = `document.getAnimations().filter(({ animationName }) => animationName !== undefined).length`;
      expect(await page.evaluate(moving)).toBe(0);
      await page.emulateMedia({ reducedMotion: 'no-preference' });
      expect(await page.evaluate(moving)).toBeGreaterThan(0);

      await ann.getByRole('button', { name: 'Answer' }).click();
      await ann.getByText('Press 1 at any time').waitFor();
      const rung = await tonesAfter(0);
      expect(await tonesAfter(10_000)).toBe(rung);
      expect(await page.evaluate('spoken')).toEqual([
        ['en-US', expect.stringContaining('Press 1 at any time to take it')],
      ]);
      await voice?.click();
      await ann.getByRole('button', { name: '1 I have it' }).click();
      await ann.getByText('You have it (Main').waitFor();
      expect(await page.evaluate<unknown[]>('spoken.slice(1)')).toEqual(expect.arrayContaining(['hush']));
      expect(JSON.stringify(await page.evaluate('spoken'))).not.toContain('You have it');
    },
  );

  story('the month has overrides, with why, and gaps; what-if offers the alarms that are known', async () => {
    const copy = new ProjectCopy();
    try {
      const agents = {
        ann: { name: 'Ann Lee', phone: '+447700900001' },
        bob: { name: 'Bob Roy', phone: '+447700900002' },
      };
      const at = (hours: number) =>
        `${new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 13).replace('T', ' ')}:00`;
      const rotations = [{ agents: ['ann'], start: at(-24) }];
      const overrides = [
        { out: 'ann', in: 'bob', from: at(-2), to: at(20), why: 'at the dentist' },
        { out: 'ann', from: at(30), to: at(40) },
      ];
      copy.write('roster.json', JSON.stringify({ timezone: 'UTC', agents, rotations, overrides }));
      const page = await rehearsed('--roster', join(copy.folder, 'roster.json'));
      await page.getByRole('link', { name: 'On call' }).click();
      const override = page.locator('.bar.override').first();
      expect(await override.textContent()).toBe('Bob Roy');
      expect(await override.getAttribute('title')).toContain('Bob Roy (bob for ann (at the dentist)): ');
      await page.getByText('Shifts as a list').click();
      await page.getByRole('listitem').getByText('(bob for ann (at the dentist))').waitFor();
      await page.getByRole('listitem').getByText('a gap, nobody is on call').first().waitFor();
      expect(await page.evaluate(`[...document.querySelectorAll('#alarms option')].map(({ value }) => value)`)).toEqual(
        ['web-1 status check', 'web-1 CPU high', 'shop is down', 'orders unusual'],
      );
      await page.getByLabel('Name of the alarm').fill('shop is down');
      await page.getByRole('button', { name: 'Show the calls' }).click();
      await page.getByText('Bob Roy').last().waitFor();
    } finally {
      copy.remove();
    }
  });

  story('a roster that is broken while it is shown is said where it is broken', async () => {
    const copy = new ProjectCopy();
    try {
      const agents = { ann: { name: 'Ann Lee', phone: '+447700900001' } };
      copy.write('roster.json', JSON.stringify({ agents }));
      const page = await rehearsed('--roster', join(copy.folder, 'roster.json'));
      await page.getByRole('link', { name: 'Roster' }).click();
      await page.getByText('It can be used').or(page.getByText('Nothing is wrong')).waitFor();
      copy.write('roster.json', JSON.stringify({ agents: { ann: { name: 'Ann Lee', phone: '12' } } }));
      await page.getByText('1 error').waitFor();
      await page.locator('.remarks').getByText('agents.ann.phone').waitFor();
    } finally {
      copy.remove();
    }
  });

  // A whole account is set up for it.
  it(
    'the account behind it: what a person does is done in the name that was asked for',
    async () => {
      const copy = new ProjectCopy();
      const going: Going[] = [];
      try {
        copy.write('assets/roster.private.json', readFileSync('assets/roster.private.json', 'utf8'));
        copy.write('.env.example', readFileSync('.env.example', 'utf8'));
        const sandbox = new Going(copy.folder, ['sandbox', '--env', '.env', '--port', '0', '--agents', 'no-answer']);
        going.push(sandbox);
        await sandbox.until('Next, there');
        await oncallOf(copy.folder, ['setup', '--allow-samples'], ENVIRONMENT);
        await oncallOf(copy.folder, ['send', '--name', 'web-1', '--state', 'ALARM'], ENVIRONMENT);
        served.push(await Served.of(new Going(copy.folder, ['dashboard', '--no-open', '--port', '0'])));
        const page = await opened(served[0]?.address ?? '');
        await heading(page, 'Nobody has it yet').waitFor();
        expect(await page.getByRole('button', { name: 'Set off an alarm' }).count()).toBe(0);
        expect(await page.getByRole('link', { name: 'Faults and time' }).count()).toBe(0);
        await page.getByRole('button', { name: 'Take it' }).click();
        await page.getByRole('dialog').getByLabel('Your name').selectOption('Bob Roy');
        await page.getByRole('button', { name: 'That is me' }).click();
        await heading(page, 'Bob Roy has it').waitFor();
        await page.reload();
        await page.getByRole('button', { name: 'You are Bob Roy' }).waitFor();
        await page.getByLabel('Pass the incident to').selectOption('Cyd Ito');
        await page.getByText('Cyd Ito is called about').waitFor();
        await page.getByRole('button', { name: 'Close' }).click();
        await page.getByText('No incident is open.').waitFor();
        const { out } = await oncallOf(copy.folder, ['history'], ENVIRONMENT);
        expect(out.replaceAll(/\s+/g, ' ')).toContain('passed on by Bob Roy to Cyd Ito');
        expect(out).toContain('closed by Bob Roy (on the team page)');
      } finally {
        for (const each of going) each.stop();
        copy.remove();
      }
    },
    LIMIT_MS,
  );
}

function phone(page: Page, name: string): Locator {
  return page.getByRole('listitem', { name: `${name}’s phone` });
}

function heading(page: Page, name: string): Locator {
  return page.getByRole('heading', { name });
}

function live(page: Page): Locator {
  return page.locator('[aria-live=assertive]');
}

/** Goes on with the tabulator until the button has the focus. */
async function reach(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    const focused = page.locator('button:focus');
    if ((await focused.count()) > 0 && (await focused.textContent())?.includes(name) === true) return;
  }
  throw new Error(`60 tabs do not lead to "${name}".`);
}
