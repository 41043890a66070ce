import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ONCALL } from '../../src/oncall';
import { PAGES, shownIn } from '../support/pages';

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

describe('the commands of the docs', () => {
  const lines = [...PAGES.values()].flatMap(shownIn).flatMap(({ commands }) => commands);

  // A command line can be seen by every user of the machine; printf is the shell itself.
  it('have no secret on a command line', () => {
    const secrets = /\$\{?(?:ALERT_SECRET|AUTH_TOKEN|EVENTS_PASSWORD)/;
    const told = lines.filter((line) => secrets.test(line));
    expect(told.filter((line) => secrets.test(line.replace(/\bprintf (?:%s|'[^']*')(?: "\$\w+")+ \|/, '')))).toEqual(
      [],
    );
    expect(told.length).toBeGreaterThan(2);
  });

  it('say how to install what npm ci does not', () => {
    const [commands = [], ...others] = [...PAGES.values()]
      .flatMap(shownIn)
      .map((block) => block.commands)
      .filter((block) => block.some((line) => line.startsWith('twilio serverless')));
    expect(others).toEqual([]);
    expect(commands).toEqual([
      'npm install --global twilio-cli',
      'twilio plugins:install @twilio-labs/plugin-serverless',
      'twilio serverless:deploy',
    ]);
    const mentioning = [...PAGES.values()].filter((text) => text.includes('twilio serverless:deploy'));
    expect(mentioning.length).toBeGreaterThan(2);
    const how = /npm install --global twilio-cli|\]\(going-live\.md#with-twilios-own-tools\)/;
    expect(mentioning.filter((text) => !how.test(text))).toEqual([]);
  });
});
