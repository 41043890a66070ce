import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ENVIRONMENT, Going } from '../support/going';
import { oncallOf } from '../support/oncall';
import type { Ran } from '../support/oncall';
import { ProjectCopy } from '../support/project-copy';
import { page, shownBelow, shownIn } from '../support/pages';

const PAGE = page('docs/practise.md');

/** A busy machine takes several times as long as an idle one. */
const LIMIT_MS = 120_000;

/** A text but for what is another each time: ports, times and what Twilio makes up. */
function plain(text: string): string {
  return (
    text
      .replace(/(127\.0\.0\.1):\d+/g, '$1:4700')
      .replace(/\boncall-\d+\.twil\.io/g, 'oncall-1313.twil.io')
      .replace(/\binc-[0-9a-z]{8}\b/g, 'inc-00000000')
      .replace(/\(Main, [2-9A-HJ-NP-Z]{4}\b/g, '(Main, 7MX3')
      // A terminal breaks the address where its width ends.
      .replace(/\?c=[\w-]+(?:\n {21}[\w-]+)*/g, '?c=capability')
      .replace(/\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b/g, 'Sat')
      .replace(/\b\d{4}-\d\d-\d\d\b/g, '2026-11-28')
      .replace(/\b\d\d:\d\d\b/g, '10:30')
      .replace(/\b10:30:\d\d\b/g, '10:30:00')
      .replace(/\(\d+ seconds?\)/g, '(9 seconds)')
  );
}

/** The words of a command line that the page shows, without those that run oncall. */
function wordsOf(command: string): readonly string[] {
  const words = [...command.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
  expect(words.slice(0, 3)).toEqual(['npx', '--no', 'oncall']);
  return words.slice(3);
}

let project: ProjectCopy;
const going: Going[] = [];

beforeAll(() => {
  project = new ProjectCopy();
  project.write('.env.example', readFileSync('.env.example', 'utf8'));
  project.write('assets/roster.private.json', readFileSync('assets/roster.private.json', 'utf8'));
});
afterAll(() => {
  for (const each of going) each.stop();
  project.remove();
});

function started(command: string, more: readonly string[] = [], isTerminal = false): Going {
  const each = new Going(project.folder, [...wordsOf(command), ...more], isTerminal);
  going.push(each);
  return each;
}

/** As the second terminal shows it: what is said on the way comes first. */
async function run(command: string): Promise<Ran & { readonly shown: string }> {
  const ran = await oncallOf(project.folder, wordsOf(command), ENVIRONMENT);
  return { ...ran, shown: plain(`${ran.err}${ran.out}`) };
}

const NOTICE = 'sandbox: this talks to the made-up account at http://127.0.0.1:4700. Nothing of it is real.\n';
const ABSENT = 'no sandbox answers at http://127.0.0.1:4700. Start it in another terminal with';

describe('practising, as the page says', () => {
  let sandbox: Going;

  afterAll(async () => {
    sandbox.stop();
    await sandbox.ends();
  });

  it(
    'a sandbox says what leads to it, and makes .env',
    async () => {
      sandbox = started('npx --no oncall sandbox --env .env', ['--port', '0'], true);
      const shown = await sandbox.until('q quits');
      expect(plain(shown)).toBe(plain(shownBelow('npx --no oncall sandbox --env .env')));
    },
    LIMIT_MS,
  );

  it(
    'the Twilio side is set up',
    async () => {
      const { status, shown } = await run('npx --no oncall setup --allow-samples');
      expect({ status, shown }).toEqual({
        status: 0,
        shown: plain(shownBelow('npx --no oncall setup --allow-samples')),
      });
      const doctor = await run('npx --no oncall doctor');
      expect(doctor.out.match(/PROBLEM.*/g)).toEqual([expect.stringContaining('It has sample numbers')]);
      expect(doctor).toMatchObject({ status: 1, shown: expect.stringContaining(NOTICE) });
    },
    LIMIT_MS,
  );

  it(
    'an alarm rings a phone, which is answered from the keyboard',
    async () => {
      const { status, shown } = await run(
        'npx --no oncall send --name web-1 --state ALARM --description "The web server does not answer"',
      );
      const below = [
        plain(
          shownBelow('npx --no oncall send --name web-1 --state ALARM --description "The web server does not answer"'),
        ),
        plain(
          shownBelow(
            'npx --no oncall send --name web-1 --state ALARM --description "The web server does not answer"',
            1,
          ),
        ),
      ];
      expect({ status, shown }).toEqual({ status: 0, shown: below[0] });
      // The doctor has asked /alarm before.
      await sandbox.until('/alarm    answers 200');
      const seen = [await sandbox.until('or let it')];
      sandbox.press('a');
      seen.push(await sandbox.until('repeat."'));
      sandbox.press('1');
      seen.push(await sandbox.until('hangs up  the call to Ann Lee is over'));
      expect(plain(seen.join('')).trimStart()).toBe(below[1]);
    },
    LIMIT_MS,
  );

  it(
    'it is known who has it, now and later',
    async () => {
      const { status, shown } = await run('npx --no oncall status --last 1');
      expect({ status, shown }).toEqual({ status: 0, shown: plain(shownBelow('npx --no oncall status --last 1')) });
      expect(await run('npx --no oncall history')).toMatchObject({
        status: 0,
        out: expect.stringMatching(/ 1 incident\.\n[^]* taken by Ann Lee [^]* Ann Lee: pressed 1\n/),
      });
    },
    LIMIT_MS,
  );

  it(
    'an edit of the roster is deployed, and the next alarm rings who comes first now',
    async () => {
      const [, roster = ''] = /^```json\n([^]*?)^```$/m.exec(PAGE) ?? [];
      project.write('assets/roster.private.json', roster);
      const { status, shown } = await run('npx --no oncall deploy --allow-samples');
      expect({ status, shown }).toEqual({
        status: 0,
        shown: plain(shownBelow('npx --no oncall deploy --allow-samples')),
      });
      expect(await run('npx --no oncall resolve')).toMatchObject({ status: 0 });
      expect(await run('npx --no oncall send --name db-1 --state ALARM')).toMatchObject({ status: 0 });
      expect(await sandbox.until("'s phone (call 2)")).toContain("Bob Roy's phone");
    },
    LIMIT_MS,
  );

  it(
    'when it is ended, those who still ask are told',
    async () => {
      const watching = started('npx --no oncall status --watch');
      await watching.until('Ctrl-C ends');
      sandbox.press('q');
      expect(await sandbox.ends()).toBe(0);
      expect(plain(await watching.until('no sandbox answers'))).toContain(ABSENT);
      await watching.ends('SIGINT');
      const { status, out, shown } = await run('npx --no oncall status');
      expect({ status, out }).toEqual({ status: 1, out: '' });
      expect(shown).toMatch(/^oncall status: no sandbox answers .*\n$/);
      expect(shown).toContain(ABSENT);
    },
    LIMIT_MS,
  );

  it('no other command is on the page', () => {
    expect(shownIn(PAGE).flatMap(({ commands }) => commands)).toEqual([
      'npx --no oncall sandbox --env .env',
      'npx --no oncall setup --allow-samples',
      'npx --no oncall doctor',
      'npx --no oncall send --name web-1 --state ALARM --description "The web server does not answer"',
      'npx --no oncall status --last 1',
      'npx --no oncall deploy --allow-samples',
      'npx --no oncall resolve',
      'npx --no oncall send --name db-1 --state ALARM',
    ]);
  });
});

it(
  'without a terminal SIGTERM ends it',
  async () => {
    const sandbox = started('npx --no oncall sandbox --env .env --port 0 --agents busy,take');
    await sandbox.until('Next, there');
    expect(await sandbox.ends('SIGTERM')).toBe(0);
  },
  LIMIT_MS,
);

it(
  'without a terminal its phones act by themselves',
  async () => {
    const sandbox = started('npx --no oncall sandbox --env .env --port 0 --agents busy,take');
    await sandbox.until('Next, there');
    await run('npx --no oncall setup --allow-samples');
    await run('npx --no oncall send --name web-1 --state ALARM');
    expect(await sandbox.until('Bob Roy: the phone is busy')).toContain("Bob Roy's phone (call 1)");
    expect(await sandbox.until('answers   Ann Lee')).toContain("Ann Lee's phone (call 2)");
    expect(await sandbox.ends('SIGTERM')).toBe(0);
  },
  LIMIT_MS,
);
