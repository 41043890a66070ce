import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ONCALL } from '../../src/oncall';
import { README, shownIn } from '../support/pages';

/** Every file below these, with its text. */
function textsIn(...parts: readonly string[]): readonly (readonly [file: string, text: string])[] {
  return parts.flatMap((part) =>
    statSync(part).isDirectory()
      ? textsIn(...readdirSync(part).map((name) => join(part, name)))
      : [[part, readFileSync(part, 'utf8')] as const],
  );
}

const TEXTS = textsIn('src', 'lambda', 'docs', 'README.md', '.env.example', '.twilioserverlessrc.js').filter(
  ([file]) => file !== join('src', 'oncall.ts'),
);

it('there are texts to look at', () => {
  expect(TEXTS.length).toBeGreaterThan(200);
  expect(ONCALL).toBe('npx --no oncall');
});

// In another folder npx would fetch a package of that name, whoever's it is, and run it.
it('nowhere is it said to run oncall in a way that fetches a strange package', () => {
  const unsafe = TEXTS.flatMap(([file, text]) =>
    text
      .split('\n')
      .flatMap((line) => (/npx (?!--no )(?:-\S+ )*(?:oncall|twilio)/.test(line) ? [`${file}: ${line.trim()}`] : [])),
  );
  expect(unsafe).toEqual([]);
});

it('how oncall is typed is written down once', () => {
  const files = TEXTS.filter(([file, text]) => file.endsWith('.ts') && text.includes('npx --no')).map(([file]) => file);
  expect(files).toEqual([]);
});

describe('the commands of the README', () => {
  const lines = shownIn(README).flatMap(({ commands }) => commands);

  // A command line can be seen by every user of the machine; printf is the shell itself.
  it('have no secret on a command line', () => {
    const secrets = /\$\{?(?:ALERT_SECRET|AUTH_TOKEN|EVENTS_PASSWORD)/;
    expect(lines.filter((line) => secrets.test(line.replace(/^printf %s "\$ALERT_SECRET" \|/, '')))).toEqual([]);
    expect(lines.filter((line) => secrets.test(line))).toHaveLength(1);
  });

  it('say how to install what npm ci does not', () => {
    const blocks = shownIn(README).filter(({ commands }) =>
      commands.some((line) => line.startsWith('twilio serverless')),
    );
    expect(blocks).toHaveLength(1);
    for (const { commands } of blocks) {
      expect(commands).toEqual([
        'npm install --global twilio-cli',
        'twilio plugins:install @twilio-labs/plugin-serverless',
        'twilio serverless:deploy',
      ]);
    }
  });
});
