import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from '../../account/account';
import { uploadedBefore } from '../../account/build';
import { callerIdVerdict, lookUpCallerId } from '../../account/caller-id';
import { findDeployment, functionUrl } from '../../account/deployment';
import type { Deployment } from '../../account/deployment';
import type { CountryPermission } from '../../account/dialing';
import { readEventStream, sinkDestination } from '../../account/event-stream';
import { clockFinding, healthFindings } from '../../account/finding';
import type { Finding } from '../../account/finding';
import { uploadOf } from '../../account/fingerprint';
import { askHealth } from '../../account/heartbeat';
import type { Heartbeat } from '../../account/heartbeat';
import { readOwner } from '../../account/owner';
import { readVariables, variablesToSet } from '../../account/variables';
import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { parseRoster } from '../../roster/parse';
import type { Roster } from '../../roster/roster';
import { onCallStatusAt } from '../../roster/schedule';
import { agentsWithSamples } from '../../roster/warning/sample-numbers';
import { NotConfigured, readEnvironment } from '../../twilio/environment';
import { readArguments } from '../arguments';
import type { Command } from '../command';
import { differences, readFlowState } from '../flow/live';
import { THIS_MACHINE } from '../machine';
import type { Machine } from '../machine';
import { ROSTER_FILE, rosterTextIn } from '../roster/file';
import { print, printJson } from '../terminal/print';
import { screen } from '../terminal/screen';
import { accountOf } from './account';
import { doctorJson, doctorText } from './doctor-text';
import { NO_FALLBACK } from './fallback-numbers';
import { Settings } from './settings';

const HELP = `Usage: ${ONCALL} doctor [OPTIONS]

Looks at everything that a live set-up needs, changes nothing and calls nobody: credentials, the
clock, number, permissions, roster, Functions, flow, variables, events. What is wrong comes with a
remedy.

  --json   one JSON object

Exit status: 0 when it is healthy (warnings are), 1 when it is not.`;

/** `oncall doctor`. */
export const doctorCommand: Command = doctorWith(THIS_MACHINE);

/** The command, reaching no further than this. */
export function doctorWith(machine: Machine): Command {
  return {
    help: HELP,
    run: async (args) => {
      const { values } = readArguments(args, { json: { type: 'boolean' } });
      const findings = await examine(machine);
      if (values.json === true) printJson(doctorJson(findings));
      else print(doctorText(findings, screen().columns));
      return findings.some(({ verdict }) => verdict === 'problem') ? 1 : 0;
    },
  };
}

/** What the checks of an account need. */
interface Patient {
  readonly account: Account;
  readonly settings: Settings;
  readonly machine: Machine;
  readonly roster: Roster | undefined;
}

/** Runs every check; one that fails says so and the others go on, but without credentials there is nothing to look at. */
async function examine(machine: Machine): Promise<readonly Finding[]> {
  const settings = Settings.in(machine.folder);
  const { findings: rosterFindings, roster } = examineRoster(machine);
  if (settings.mistakes.length > 0) return [...rosterFindings, ambiguous(settings.mistakes)];
  const local = [...examineSettings(settings), ...rosterFindings];
  let account: Account;
  let owner: readonly Finding[];
  try {
    account = await accountOf(settings, machine);
    owner = await examineOwner(account, settings, machine);
  } catch (error) {
    if (!(error instanceof UserMistake)) throw error;
    return [...local, { check: 'account', code: 'account-refused', verdict: 'problem', words: error.message }];
  }
  const patient: Patient = { account, settings, machine, roster };
  const number = await checked('number', () => examineNumber(patient));
  const permissions = await checked('countries', () => examineCountries(patient));
  return [...local, ...owner, ...number, ...permissions, ...(await examineDeployment(patient))];
}

async function checked(check: string, examination: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await examination();
  } catch (error) {
    if (error instanceof UserMistake)
      return [{ check, code: 'check-failed', verdict: 'problem', words: error.message }];
    throw error;
  }
}

function ambiguous(mistakes: readonly string[]): Finding {
  return {
    check: '.env',
    code: 'env-ambiguous',
    verdict: 'problem',
    words: `The deployment tools read it otherwise than ${ONCALL}, so nothing else can be looked at:\n${mistakes.join('\n')}`,
  };
}

const LACKS_FALLBACK: Finding = {
  check: '.env',
  code: 'fallback-missing',
  verdict: 'warning',
  words: `${NO_FALLBACK}.`,
  remedy: `Write a number or two there, then ${ONCALL} deploy.`,
};

function examineSettings(settings: Settings): readonly Finding[] {
  const check = '.env';
  if (!settings.exists)
    return [{ check, code: 'env-missing', verdict: 'problem', words: 'There is none.', remedy: `${ONCALL} setup` }];
  const open: readonly Finding[] = settings.isReadableByOthers
    ? [
        {
          check,
          code: 'env-readable-by-others',
          verdict: 'warning',
          words: 'Others on this machine can read it.',
          remedy: 'chmod 600 .env',
        },
      ]
    : [];
  try {
    const { fallbackNumbers } = readEnvironment(settings.forFunctions);
    const words = 'has all that the Functions need';
    return [
      ...open,
      { check, code: 'env-complete', verdict: 'ok', words },
      ...(fallbackNumbers.length === 0 ? [LACKS_FALLBACK] : []),
    ];
  } catch (error) {
    if (!(error instanceof NotConfigured)) throw error;
    const words = error.message.replace(/ Set it in \.env and deploy again\.$/, '');
    return [
      ...open,
      { check, code: 'env-incomplete', verdict: 'problem', words, remedy: `Set it in .env, then ${ONCALL} setup.` },
    ];
  }
}

function examineRoster(machine: Machine): {
  readonly findings: readonly Finding[];
  readonly roster: Roster | undefined;
} {
  const check = 'roster';
  const text = rosterTextIn(machine.folder);
  const parsed = text === undefined ? undefined : parseRoster(text);
  if (parsed?.ok !== true) {
    const words =
      parsed === undefined ? `There is no ${ROSTER_FILE}.` : `${ROSTER_FILE} has mistakes, so it cannot be deployed.`;
    const code = parsed === undefined ? 'roster-missing' : 'roster-invalid';
    const finding = { check, code, verdict: 'problem', words, remedy: `${ONCALL} roster check` } as const;
    return { findings: [finding], roster: undefined };
  }
  const { roster } = parsed;
  return { findings: [...dutyFindings(roster, machine.now()), ...sampleFindings(roster)], roster };
}

/** Who is on call now, for all teams together. */
function dutyFindings(roster: Roster, nowMs: number): readonly Finding[] {
  const check = 'roster';
  const present = [...roster.teams.values()].map((team) => ({ team, agent: onCallStatusAt(team, nowMs).agent }));
  const covered = present.flatMap(({ team, agent }) => (agent === undefined ? [] : { team, agent }));
  const bare = present.flatMap(({ team, agent }) => (agent === undefined ? team : []));
  return [
    ...(covered.length === 0
      ? []
      : [
          {
            check,
            code: 'on-call',
            verdict: 'ok',
            words: `on call: ${covered.map(({ team, agent }) => `${agent.name} (${team.name})`).join(', ')}`,
            subjects: covered.map(({ team }) => team.id),
          } as const,
        ]),
    ...(bare.length === 0
      ? []
      : [
          {
            check,
            code: 'nobody-on-call',
            verdict: 'problem',
            words: `Nobody is on call for ${bare.map(({ name }) => name).join(', ')} now; the FALLBACK_NUMBERS would be called.`,
            remedy: `${ONCALL} who tells more; correct the roster, then ${ONCALL} deploy.`,
            subjects: bare.map(({ id }) => id),
          } as const,
        ]),
  ];
}

function sampleFindings(roster: Roster): readonly Finding[] {
  const samples = agentsWithSamples(roster);
  if (samples.length === 0) return [];
  return [
    {
      check: 'roster',
      code: 'sample-numbers',
      verdict: 'problem',
      words: `It has sample numbers, which ring nobody (${samples.join(', ')}).`,
      remedy: `Write the real ones, then ${ONCALL} deploy.`,
      subjects: samples,
    },
  ];
}

async function examineOwner(account: Account, settings: Settings, machine: Machine): Promise<readonly Finding[]> {
  const owner = await readOwner(account, settings.need('ACCOUNT_SID', 'AC…'));
  const check = 'account';
  const findings: Finding[] = [
    {
      check,
      code: 'account-accepted',
      verdict: 'ok',
      words: `Twilio accepts the credentials of "${settings.redact(owner.name)}"`,
    },
  ];
  if (owner.status !== 'active') {
    findings.push({
      check,
      code: 'account-inactive',
      verdict: 'problem',
      words: `The account is ${owner.status}.`,
      remedy: 'Look at the first page of the Twilio console.',
    });
  }
  if (owner.isTrial) {
    findings.push({
      check,
      code: 'account-trial',
      verdict: 'warning',
      words: 'It is a trial account: it calls and texts verified numbers only, and says so before each call.',
      remedy: 'Upgrade it in the console before you rely on it.',
    });
  }
  return [...findings, clockFinding(owner.date, machine.now())];
}

async function examineNumber({ account, settings }: Patient): Promise<readonly Finding[]> {
  const check = 'number';
  const number = settings.need('CALLER_ID', 'the number that calls, such as +12025550100.');
  const { verdict, words, remedy } = callerIdVerdict(number, await lookUpCallerId(account, number));
  const found = {
    good: { code: 'number-ready', verdict: 'ok' },
    warning: { code: 'number-limited', verdict: 'warning' },
    bad: { code: 'number-unusable', verdict: 'problem' },
  } as const;
  return [{ check, ...found[verdict], words, ...(remedy === undefined ? {} : { remedy }) }];
}

async function examineCountries({ account, roster }: Patient): Promise<readonly Finding[]> {
  const numbers = roster === undefined ? [] : [...roster.agents.values()].flatMap(({ phones }) => phones);
  // The plans of all countries take their time to load, and are not needed before this.
  const { countriesOf, readPermissions } = await import('../../account/dialing');
  const permissions = await readPermissions(account, countriesOf(numbers));
  return (['allowed', 'forbidden', 'unknown'] as const).flatMap((calls) => {
    const countries = permissions.filter((each) => each.calls === calls).map(({ country }) => country);
    return countries.length === 0 ? [] : countriesFinding(calls, countries);
  });
}

function countriesFinding(calls: CountryPermission['calls'], subjects: readonly string[]): Finding {
  const check = 'countries';
  const countries = subjects.join(', ');
  switch (calls) {
    case 'allowed':
      return {
        check,
        code: 'calls-allowed',
        verdict: 'ok',
        words: `may call ${countries}; whether it may text there cannot be known from here (Messaging, Geo permissions)`,
        subjects,
      };
    case 'forbidden':
      return {
        check,
        code: 'calls-forbidden',
        verdict: 'problem',
        words: `The account may not call ${countries}, where agents are (error 21215).`,
        remedy:
          'In the Twilio console: Voice, Settings, Geo permissions; and for SMS: Messaging, Settings, Geo permissions.',
        subjects,
      };
    case 'unknown':
      return {
        check,
        code: 'calls-unknown',
        verdict: 'unknown',
        words: `Twilio does not say whether the account may call ${countries}.`,
        remedy: 'Look in the Twilio console: Voice, Settings, Geo permissions.',
        subjects,
      };
  }
}

async function examineDeployment(patient: Patient): Promise<readonly Finding[]> {
  const deployment = await lookForDeployment(patient);
  if (!('domain' in deployment)) return [deployment];
  return [
    ...(await checked('Functions', () => examineFunctions(patient, deployment))),
    ...(await checked('flow', () => examineFlow(patient, deployment))),
    ...(await checked('variables', () => examineVariables(patient, deployment))),
    ...(await checked('events', () => examineEvents(patient, deployment))),
  ];
}

async function lookForDeployment({ account }: Patient): Promise<Deployment | Finding> {
  const check = 'Functions';
  try {
    const deployment = await findDeployment(account);
    if (deployment?.buildSid !== undefined) return deployment;
    return {
      check,
      code: 'not-deployed',
      verdict: 'problem',
      words: 'Nothing is deployed in this account.',
      remedy: `${ONCALL} setup`,
    };
  } catch (error) {
    if (error instanceof UserMistake) return { check, code: 'check-failed', verdict: 'problem', words: error.message };
    throw error;
  }
}

async function examineFunctions(patient: Patient, deployment: Deployment): Promise<readonly Finding[]> {
  const { account, settings, machine } = patient;
  const check = 'Functions';
  const findings: Finding[] = [];
  const url = functionUrl(deployment, '/alarm');
  if (settings.get('FUNCTION_URL') !== url) {
    const words = `FUNCTION_URL in .env is not ${url}, so alarms from here go elsewhere.`;
    findings.push({ check, code: 'address-differs', verdict: 'problem', words, remedy: `${ONCALL} deploy` });
  }
  if ((await uploadedBefore(account, deployment)) !== uploadOf(machine.folder).fingerprint) {
    const words = 'What is deployed is not what is here: the roster, a Function or a dependency differs.';
    findings.push({
      check,
      code: 'files-differ',
      verdict: 'warning',
      words,
      remedy: `${ONCALL} deploy, if what is here is the newer.`,
    });
  }
  const secret = settings.need('ALERT_SECRET', 'the secret that the Lambda and /alarm share.');
  const heartbeat: Heartbeat = await askHealth(url, secret, machine.now(), machine.fetch);
  return [...findings, ...healthFindings(heartbeat, versionHere(machine.folder), settings.redact)];
}

/** The version of the Functions as they are built here; undefined when nothing was built. */
function versionHere(folder: string): string | undefined {
  const file = join(folder, 'dist', 'version.txt');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

async function examineFlow(
  { account, settings, machine }: Patient,
  deployment: Deployment,
): Promise<readonly Finding[]> {
  const check = 'flow';
  const flowSid = settings.get('FLOW_SID');
  const state = await readFlowState(account, deployment, machine.folder, flowSid);
  const { live, facts } = state;
  if (live === undefined) {
    return [
      {
        check,
        code: 'flow-missing',
        verdict: 'problem',
        words: 'The account has no flow, so nobody can be called.',
        remedy: `${ONCALL} setup`,
      },
    ];
  }
  const findings: Finding[] = [];
  if (live.sid !== flowSid) {
    const words = 'FLOW_SID in .env is not the SID of the flow in the account.';
    findings.push({ check, code: 'flow-other-sid', verdict: 'problem', words, remedy: `${ONCALL} setup` });
  }
  if (facts.isDraft) {
    const words = 'Its latest revision is a draft: what runs is an older one.';
    findings.push({
      check,
      code: 'flow-draft',
      verdict: 'warning',
      words,
      remedy: `Publish it in Studio, or ${ONCALL} flow push.`,
    });
  }
  if (facts.live !== facts.file) {
    const changes = differences(state, 'file to live');
    const words = `The live flow is not flows/on-call.json: ${changes.slice(0, 3).join('; ')}${changes.length > 3 ? '; …' : ''}.`;
    const remedy = `${ONCALL} flow diff tells all; then ${ONCALL} flow pull, or ${ONCALL} flow push.`;
    findings.push({ check, code: 'flow-differs', verdict: 'problem', words, remedy });
  }
  return findings.length > 0
    ? findings
    : [{ check, code: 'flow-published', verdict: 'ok', words: 'is published, and is flows/on-call.json' }];
}

async function examineVariables({ account, settings }: Patient, deployment: Deployment): Promise<readonly Finding[]> {
  const check = 'variables';
  const wanted = settings.forFunctions;
  const names = variablesToSet(await readVariables(account, deployment), wanted);
  if (names.length === 0) {
    return [
      { check, code: 'variables-right', verdict: 'ok', words: `${Object.keys(wanted).join(', ')} are as in .env` },
    ];
  }
  const words = `The Functions lack ${names.join(', ')}, or have another value than .env.`;
  return [
    {
      check,
      code: 'variables-differ',
      verdict: 'problem',
      words,
      remedy: `${ONCALL} deploy, if .env is right.`,
      subjects: names,
    },
  ];
}

async function examineEvents({ account, settings }: Patient, deployment: Deployment): Promise<readonly Finding[]> {
  const check = 'events';
  const password = settings.need('EVENTS_PASSWORD', 'at least 16 characters.');
  const { sink, isSubscribed, stale } = await readEventStream(account, sinkDestination(deployment.domain, password));
  const remedy = `${ONCALL} setup`;
  if (sink === undefined) {
    const words =
      stale.length > 0
        ? 'The sink that leads to /studio-events has failed or has another password than EVENTS_PASSWORD.'
        : 'No sink leads to /studio-events.';
    const code = stale.length > 0 ? 'sink-stale' : 'sink-missing';
    return [
      { check, code, verdict: 'problem', words: `${words} A hang-up is noticed only after a minute or more.`, remedy },
    ];
  }
  if (!isSubscribed) {
    return [
      {
        check,
        code: 'sink-unsubscribed',
        verdict: 'problem',
        words: 'The sink is not subscribed to ended executions.',
        remedy,
      },
    ];
  }
  if (sink.status !== 'active') {
    const words = `The sink is ${sink.status}, not active.`;
    return [
      {
        check,
        code: 'sink-inactive',
        verdict: 'problem',
        words,
        remedy: `Look at Event Streams in the Twilio console, then ${ONCALL} setup.`,
      },
    ];
  }
  return [
    { check, code: 'events-arrive', verdict: 'ok', words: 'the sink is active and subscribed to ended executions' },
  ];
}
