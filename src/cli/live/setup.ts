import type { Account } from '../../account/account';
import { callerIdVerdict, lookUpCallerId } from '../../account/caller-id';
import { readOwner } from '../../account/owner';
import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { FLAG, readArguments } from '../arguments';
import type { Command } from '../command';
import { insistOnNumber } from '../phone-number';
import { Steps, type StepReport } from '../terminal/steps';
import { accountOf } from './account';
import { goLive, rosterStep, type Work } from './deployment-steps';
import { inboundStep } from './inbound-step';
import { newSecret, Settings } from './settings';

const HELP = `Usage: ${ONCALL} setup [OPTIONS]

Sets up the Twilio side, from an account with one number to phones that can ring: .env, Functions
and Assets, the Studio flow, variables, Event Streams, and where calls and texts to the number lead.
Each step says what it did, and leaves alone what is right already. When it stops half-way, correct
what it names and run it again: it continues where it stopped.

  --dry-run         say what would be done, and change nothing
  --allow-samples   deploy a roster with sample numbers, which ring nobody, for a trial
  --take-number     lead calls and texts to the number here, even if they lead elsewhere now
  --json            one JSON object per line: each step, then the end

It reads ACCOUNT_SID, AUTH_TOKEN and CALLER_ID from .env, which it makes from .env.example when
there is none. It also makes the secrets that are missing there.`;

const NEXT = `The Twilio side is set up. Next:

  ${ONCALL} doctor                    check all of it
  ${ONCALL} contacts > on-call.vcf    a contact card for the agents' phones
  ${ONCALL} aws deploy                the AWS side, which needs nothing but AWS credentials
  ${ONCALL} drill                     ring the on-call agent's phone`;

const OPTIONS = { 'dry-run': FLAG, 'allow-samples': FLAG, 'take-number': FLAG, json: FLAG } as const;

export const command: Command = {
  help: HELP,
  run: async (args, machine) => {
    const { values } = readArguments(args, OPTIONS);
    const isDry = values['dry-run'] ?? false;
    const steps = new Steps(values.json ?? false);
    const settings = Settings.in(machine.folder);
    await steps.run('.env', () => settingsStep(settings, isDry));
    needFilledIn(settings);
    const account = await accountOf(settings, machine);
    const work: Work = { account, settings, machine, isDry };
    await steps.run('account', () => accountStep(account, settings));
    await steps.run('number', () => numberStep(account, settings));
    await steps.run('roster', () => rosterStep(machine.folder, machine.now(), values['allow-samples'] ?? false));
    const deployment = await goLive(steps, work, true);
    await steps.run('inbound', () => inboundStep(work, deployment, values['take-number'] ?? false));
    steps.end(isDry ? 'Nothing was changed.' : NEXT);
    return 0;
  },
};

/** Makes `.env` and the secrets in it. */
function settingsStep(settings: Settings, isDry: boolean): StepReport {
  const isNew = !settings.exists;
  const missing = ['ALERT_SECRET', 'EVENTS_PASSWORD'].filter((name) => settings.get(name) === undefined);
  const warnings = settings.isReadableByOthers
    ? ['others on this machine can read .env; "chmod 600 .env" keeps them out']
    : [];
  if (!isNew && missing.length === 0) return { is: 'skipped', words: 'is there, with its secrets', warnings };
  const makes = [...(isNew ? ['.env'] : []), ...missing].join(', ');
  if (isDry) return { is: 'would', words: `make ${makes}`, warnings };
  settings.set(Object.fromEntries(missing.map((name) => [name, newSecret()])));
  return { is: 'changed', words: `${makes} made` };
}

/** What only a person can know. Throws a UserMistake that names all of it. */
function needFilledIn(settings: Settings): void {
  const wanted = [
    ['ACCOUNT_SID', 'AC…, on the first page of the Twilio console (console.twilio.com)'],
    ['AUTH_TOKEN', 'beside it'],
    ['CALLER_ID', 'the number that calls, such as +12025550100: Phone Numbers in the console'],
  ] as const;
  const missing = wanted.filter(([name]) => settings.get(name) === undefined);
  if (missing.length === 0) return;
  const lines = missing.map(([name, where]) => `  ${name.padEnd(12)} ${where}`);
  throw new UserMistake(`fill in the following in .env, then run "${ONCALL} setup" again:\n${lines.join('\n')}`);
}

async function accountStep(account: Account, settings: Settings): Promise<StepReport> {
  const { name, status, isTrial } = await readOwner(account, settings.need('ACCOUNT_SID', 'AC…'));
  if (status !== 'active') {
    throw new UserMistake(`the Twilio account is ${status}. Look at the first page of the Twilio console.`);
  }
  const warnings = isTrial
    ? [
        'a trial account calls and texts verified numbers only, and says so before each call, so a 1 may be pressed too early; upgrade it before you rely on it',
      ]
    : [];
  return { is: 'done', words: `Twilio accepts the credentials of "${settings.redact(name)}"`, warnings };
}

async function numberStep(account: Account, settings: Settings): Promise<StepReport> {
  const number = settings.need('CALLER_ID', 'the number that calls.');
  insistOnNumber(number, 'CALLER_ID in .env');
  const { verdict, words, remedy } = callerIdVerdict(number, await lookUpCallerId(account, number));
  if (verdict === 'bad') throw new UserMistake(`CALLER_ID: ${words}${remedy === undefined ? '' : `\n${remedy}`}`);
  if (verdict === 'good') return { is: 'done', words };
  return { is: 'done', words: 'can call', warnings: [remedy === undefined ? words : `${words} ${remedy}`] };
}
