import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { command as deployCommand } from '../../../src/cli/live/deploy';
import { command as doctorCommand } from '../../../src/cli/live/doctor';
import { command as setupCommand } from '../../../src/cli/live/setup';
import type { Machine } from '../../../src/cli/machine';
import { shownBelow } from '../../support/pages';
import { on, projectCopy, ran, removeProject } from './live';
import type { Bound } from './live';
import { PretendAccount } from './pretend-account';

const deployWith = on(deployCommand);
const doctorWith = on(doctorCommand);
const setupWith = on(setupCommand);

let folder = '';
let account: PretendAccount;

beforeEach(() => {
  folder = projectCopy();
  account = new PretendAccount();
});
afterEach(() => {
  account.stop();
  removeProject(folder);
});

/** The sample numbers of libphonenumber, which are valid ones. They are called by nobody here. */
function writeRoster(names: readonly string[]): void {
  const agents = names.map((name, index) => [`agent-${index}`, { name, phone: `+44740012345${index}` }] as const);
  const file = join(folder, 'assets', 'roster.private.json');
  writeFileSync(file, JSON.stringify({ agents: Object.fromEntries(agents) }));
}

/** Fills in what a person fills in. */
function set(values: Readonly<Record<string, string>>): void {
  const file = join(folder, '.env');
  const text = Object.entries(values).reduce(
    (rest, [name, value]) => rest.replace(new RegExp(`^${name}=.*$`, 'm'), `${name}=${value}`),
    readFileSync(file, 'utf8'),
  );
  writeFileSync(file, text);
}

/** What a command prints, but for the number in the domain, which Twilio makes up. */
async function printed(command: (machine: Machine) => Bound): Promise<string> {
  return plain((await ran(command(account.machine(folder)))).out);
}

function plain(text: string): string {
  return text.replace(/\boncall-\d+\.twil\.io/g, 'oncall-1313.twil.io');
}

it('the docs show what setup, deploy and doctor print, one after the other', async () => {
  writeRoster(['Ann Lee', 'Bob Roy', 'Cyd Ito']);
  await printed(setupWith);
  set({ ACCOUNT_SID: account.sid, AUTH_TOKEN: account.authToken, CALLER_ID: '+12025550100' });
  expect(await printed(setupWith)).toBe(shownBelow('npx --no oncall setup'));

  set({ FALLBACK_NUMBERS: '+447400123459' });
  writeRoster(['Ann Lee', 'Bob Roy', 'Dee Fox']);
  expect(await printed(deployWith)).toBe(shownBelow('npx --no oncall deploy'));

  set({ ALERT_SECRET: 'another-secret-of-nobody' });
  expect(await printed(doctorWith)).toBe(shownBelow('npx --no oncall doctor'));
});
