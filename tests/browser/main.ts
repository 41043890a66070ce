import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import type { Step } from '../../src/page/world';
import { rosterOf } from '../support/crowd';
import { findBrowser, launch } from './browser';
import { Served } from './served';

const HELP = `Usage: npm run page -- [OPTIONS]

Measures the page in a real Chromium: until it can be used, from the press to a ringing card, and how long it
stands still in a storm of 1,000 alarms with 999 agents. Takes about a minute.

  --pictures   takes the pictures of it in docs/ instead

Exit status: 0 when it was done, whatever the figures are, 1 otherwise.`;

const WINDOW = { width: 1280, height: 800 };

/** Runs it and returns the exit status. This is the only place here that prints. */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { help: { type: 'boolean' }, pictures: { type: 'boolean' } },
  });
  if (values.help === true) {
    console.log(HELP);
    return 0;
  }
  const program = findBrowser();
  if (program === undefined) {
    console.error('page: no Chromium was found: install one, or name its program in ONCALL_BROWSER.');
    return 1;
  }
  const browser = await launch(program);
  try {
    if (values.pictures === true) await takePictures(browser);
    else console.table(await measured(browser));
  } finally {
    await browser.close();
  }
  return 0;
}

/** Light with a call going on, and dark in a small window when somebody has it. */
async function takePictures(browser: Browser): Promise<void> {
  const served = await Served.rehearsal();
  try {
    const page = await browser.newPage({ viewport: WINDOW, reducedMotion: 'reduce' });
    await page.goto(served.address);
    await page.getByRole('button', { name: 'Set off an alarm' }).click();
    await page.getByRole('button', { name: 'Answer' }).click();
    await page.locator('.keypad .main').waitFor();
    await page.screenshot({ path: join('docs', 'page-call.png') });
    await page.getByRole('link', { name: 'Flow' }).click();
    await page.locator('.widget.current').waitFor();
    await page.screenshot({ path: join('docs', 'page-flow.png'), clip: { x: 0, y: 0, ...WINDOW } });
    await page.getByRole('link', { name: 'Now' }).click();
    await page.locator('.keypad .main').click();
    await page.getByRole('heading', { name: 'Ann Lee has it' }).waitFor();
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 360, height: 740 });
    await page.locator('.incident').scrollIntoViewIfNeeded();
    await page.screenshot({ path: join('docs', 'page-small.png') });
  } finally {
    await served.end();
  }
}

/** Milliseconds by what they are of. */
async function measured(browser: Browser): Promise<Readonly<Record<string, number>>> {
  const folder = mkdtempSync(join(tmpdir(), 'oncall-page-'));
  const roster = join(folder, 'roster.json');
  writeFileSync(roster, JSON.stringify(rosterOf({ teams: 3, agents: 333, answers: 'nobody', script: 'latin' })));
  const served = await Served.rehearsal('--roster', roster);
  try {
    const page = await browser.newPage({ viewport: WINDOW });
    await page.addInitScript(`
      window.tasks = [];
      new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration)))
        .observe({ type: 'longtask', buffered: true });`);
    await page.goto(served.address);
    await page.getByRole('button', { name: 'Set off an alarm' }).waitFor();
    const usable = await page.evaluate<number>('performance.now()');
    // By the browser's own clock: from the press itself to the frame that shows the card.
    await page.evaluate(`void (window.shown = new Promise((resolve) => {
      addEventListener('click', ({ timeStamp }) => {
        const look = () => document.querySelector('.phone.ringing')
          ? setTimeout(() => resolve(performance.now() - timeStamp)) : requestAnimationFrame(look);
        look();
      }, { once: true, capture: true });
    }))`);
    await page.getByRole('button', { name: 'Set off an alarm' }).click();
    const shown = await page.evaluate<number>('shown');
    const steps = await page.evaluate<readonly Step[]>(`fetch('steps.json').then((reply) => reply.json())`);
    const [fired, rang] = [
      steps.find(({ kind }) => kind === 'alarm'),
      steps.find(({ text }) => text.startsWith('rings')),
    ];
    if (fired === undefined || rang === undefined) throw new Error('The timeline says nothing of an alarm that rang.');
    await page.evaluate('tasks.length = 0');
    for (let storm = 0; storm < 10; storm++) await page.getByRole('button', { name: 'Storm' }).click();
    const clicks: number[] = [];
    for (let second = 0; second < 20; second++) {
      await page.waitForTimeout(1000);
      const name = second % 2 === 0 ? 'timeline' : 'now';
      clicks.push(
        await page.evaluate<number>(`new Promise((resolve) => {
          const before = performance.now();
          document.querySelector('a[href="#${name}"]').click();
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - before)));
        })`),
      );
    }
    const tasks = await page.evaluate<number[]>('tasks');
    return {
      'until it can be used': Math.round(usable),
      'from the press to the ringing card': Math.round(shown),
      'of it without the way from the alarm to the phone': Math.round(shown - (rang.atMs - fired.atMs)),
      'longest interaction in a storm of 1,000': Math.round(Math.max(...clicks)),
      'longest task in it': Math.max(0, ...tasks),
      'tasks over 200 ms in it': tasks.filter((task) => task > 200).length,
      'tasks over 50 ms in it': tasks.length,
    };
  } finally {
    await served.end();
    rmSync(folder, { recursive: true });
  }
}
