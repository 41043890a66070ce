import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from '../../account/account';
import { readConfirmations, syncServiceOf } from '../../account/boards';
import { uploadedBefore } from '../../account/build';
import { callerIdVerdict, lookUpCallerId } from '../../account/caller-id';
import { findDeployment, functionUrl, type Deployment } from '../../account/deployment';
import type { CountryPermission } from '../../account/dialing';
import { readEventStream, sinkDestination } from '../../account/event-stream';
import { clockFinding, failedCheck, finding, healthFindings, type Finding } from '../../account/finding';
import { uploadOf } from '../../account/fingerprint';
import { changesTo, readInbound, takenFromOthers, wantedInbound } from '../../account/inbound';
import { optedOut } from '../../account/opt-out';
import { askHealth, type Heartbeat } from '../../account/heartbeat';
import { readOwner } from '../../account/owner';
import { readVariables, variablesToSet } from '../../account/variables';
import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { parseRoster } from '../../roster/parse';
import type { Roster } from '../../roster/roster';
import { onCallStatusAt } from '../../roster/schedule';
import { timeText } from '../../roster/time-text';
import { agentsWithSamples } from '../../roster/warning/sample-numbers';
import type { TwilioClient } from '../../twilio/client';
import { NotConfigured, readEnvironment } from '../../twilio/environment';
import { FLAG, readArguments } from '../arguments';
import type { Command } from '../command';
import { differences, oneVoice, readFlowState, wantsOthers } from '../flow/live';
import type { Machine } from '../machine';
import { ROSTER_FILE, rosterTextIn } from '../roster/file';
import { print, printJson } from '../terminal/print';
import { screen } from '../terminal/screen';
import { accountOf } from './account';
import { doctorJson, doctorText } from './doctor-text';
import { NO_FALLBACK } from './fallback-numbers';
import { addressText, bindingText, fallbacksIn, ONLY_VERIFIED } from './inbound-step';
import { Settings } from './settings';

const HELP = `Usage: ${ONCALL} doctor [OPTIONS]

Checks everything that a live set-up needs: credentials, the clock, number, permissions, roster,
Functions, flow, variables, events, where calls and texts to the number lead, and who texted STOP to
it. It changes nothing and calls nobody. Every problem comes with a remedy.

  --json   one JSON object

Exit status: 0 when it is healthy, warnings or not; 1 when there is a problem.`;

export const command: Command = {
  help: HELP,
  run: async (args, machine) => {
    const { values } = readArguments(args, { json: FLAG });
    const findings = await examine(machine);
    if (values.json === true) printJson(doctorJson(findings));
    else print(doctorText(findings, screen().columns));
    return findings.some(({ verdict }) => verdict === 'problem') ? 1 : 0;
  },
};

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
    return [...local, finding('account-refused', error.message)];
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
    if (error instanceof UserMistake) return [failedCheck(check, error.message)];
    throw error;
  }
}

function ambiguous(mistakes: readonly string[]): Finding {
  const words = `The deployment tools would read it differently from ${ONCALL}, so nothing else can be checked:`;
  return finding('env-ambiguous', [words, ...mistakes].join('\n'));
}

function examineSettings(settings: Settings): readonly Finding[] {
  if (!settings.exists) return [finding('env-missing', 'There is none.', `${ONCALL} setup`)];
  const open = settings.isReadableByOthers
    ? [finding('env-readable-by-others', 'Others on this machine can read it.', 'chmod 600 .env')]
    : [];
  try {
    const { fallbackNumbers } = readEnvironment(settings.forFunctions);
    const remedy = `Write a number or two there, then ${ONCALL} deploy.`;
    return [
      ...open,
      finding('env-complete', 'has all that the Functions need'),
      ...(fallbackNumbers.length === 0 ? [finding('fallback-missing', `${NO_FALLBACK}.`, remedy)] : []),
    ];
  } catch (error) {
    if (!(error instanceof NotConfigured)) throw error;
    const words = error.message.replace(/ Set it in \.env and deploy again\.$/, '');
    return [...open, finding('env-incomplete', words, `Set it in .env, then ${ONCALL} setup.`)];
  }
}

function examineRoster(machine: Machine): {
  readonly findings: readonly Finding[];
  readonly roster: Roster | undefined;
} {
  const text = rosterTextIn(machine.folder);
  const remedy = `${ONCALL} roster check`;
  if (text === undefined) {
    return { findings: [finding('roster-missing', `There is no ${ROSTER_FILE}.`, remedy)], roster: undefined };
  }
  const parsed = parseRoster(text);
  if (!parsed.ok) {
    const words = `${ROSTER_FILE} has mistakes, so it cannot be deployed.`;
    return { findings: [finding('roster-invalid', words, remedy)], roster: undefined };
  }
  const { roster } = parsed;
  return { findings: [...dutyFindings(roster, machine.now()), ...sampleFindings(roster)], roster };
}

/** Who is on call now, for all teams together. */
function dutyFindings(roster: Roster, nowMs: number): readonly Finding[] {
  const present = [...roster.teams.values()].map((team) => ({ team, agent: onCallStatusAt(team, nowMs).agent }));
  const covered = present.flatMap(({ team, agent }) => (agent === undefined ? [] : { team, agent }));
  const bare = present.flatMap(({ team, agent }) => (agent === undefined ? team : []));
  const findings: Finding[] = [];
  if (covered.length > 0) {
    const words = `on call: ${covered.map(({ team, agent }) => `${agent.name} (${team.name})`).join(', ')}`;
    const teams = covered.map(({ team }) => team.id);
    findings.push(finding('on-call', words, undefined, teams));
  }
  if (bare.length > 0) {
    const words = `Nobody is on call for ${bare.map(({ name }) => name).join(', ')} now; the FALLBACK_NUMBERS would be called.`;
    const remedy = `${ONCALL} who shows more; correct the roster, then ${ONCALL} deploy.`;
    const teams = bare.map(({ id }) => id);
    findings.push(finding('nobody-on-call', words, remedy, teams));
  }
  return findings;
}

function sampleFindings(roster: Roster): readonly Finding[] {
  const samples = agentsWithSamples(roster);
  if (samples.length === 0) return [];
  const words = `It has sample numbers, which ring nobody (${samples.join(', ')}).`;
  return [finding('sample-numbers', words, `Write the real ones, then ${ONCALL} deploy.`, samples)];
}

async function examineOwner(account: Account, settings: Settings, machine: Machine): Promise<readonly Finding[]> {
  const owner = await readOwner(account, settings.need('ACCOUNT_SID', 'AC…'));
  const findings = [finding('account-accepted', `Twilio accepts the credentials of "${settings.redact(owner.name)}"`)];
  if (owner.status !== 'active') {
    const remedy = 'Look at the first page of the Twilio console.';
    findings.push(finding('account-inactive', `The account is ${owner.status}.`, remedy));
  }
  if (owner.isTrial) {
    const words = 'It is a trial account: it calls and texts verified numbers only, and says so before each call.';
    findings.push(finding('account-trial', words, 'Upgrade it in the console before you rely on it.'));
  }
  return [...findings, clockFinding(owner.date, machine.now())];
}

const NUMBER_CODES = { good: 'number-ready', warning: 'number-limited', bad: 'number-unusable' } as const;

async function examineNumber({ account, settings }: Patient): Promise<readonly Finding[]> {
  const number = settings.need('CALLER_ID', 'the number that calls, such as +12025550100.');
  const { verdict, words, remedy } = callerIdVerdict(number, await lookUpCallerId(account, number));
  return [finding(NUMBER_CODES[verdict], words, remedy)];
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
  const countries = subjects.join(', ');
  switch (calls) {
    case 'allowed': {
      const words = `may call ${countries}; whether it may text there cannot be known from here (Messaging, Geo permissions)`;
      return finding('calls-allowed', words, undefined, subjects);
    }
    case 'forbidden': {
      const words = `The account may not call ${countries}, where agents are (error 21215).`;
      const remedy =
        'In the Twilio console: Voice, Settings, Geo permissions; and for SMS: Messaging, Settings, Geo permissions.';
      return finding('calls-forbidden', words, remedy, subjects);
    }
    case 'unknown': {
      const words = `Twilio does not say whether the account may call ${countries}.`;
      const remedy = 'Look in the Twilio console: Voice, Settings, Geo permissions.';
      return finding('calls-unknown', words, remedy, subjects);
    }
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
    ...(await checked('inbound', () => examineInbound(patient, deployment))),
    ...(await checked('topics', () => examineTopics(patient))),
  ];
}

async function lookForDeployment({ account }: Patient): Promise<Deployment | Finding> {
  try {
    const deployment = await findDeployment(account);
    if (deployment?.buildSid !== undefined) return deployment;
    return finding('not-deployed', 'Nothing is deployed in this account.', `${ONCALL} setup`);
  } catch (error) {
    if (error instanceof UserMistake) return failedCheck('Functions', error.message);
    throw error;
  }
}

async function examineFunctions(patient: Patient, deployment: Deployment): Promise<readonly Finding[]> {
  const { account, settings, machine } = patient;
  const findings: Finding[] = [];
  const url = functionUrl(deployment, '/alarm');
  if (settings.get('FUNCTION_URL') !== url) {
    const words = `FUNCTION_URL in .env is not ${url}, so alarms from here go elsewhere.`;
    findings.push(finding('address-differs', words, `${ONCALL} deploy`));
  }
  if ((await uploadedBefore(account, deployment)) !== uploadOf(machine.folder).fingerprint) {
    const words = 'The deployed files differ from those here: the roster, a Function or a dependency.';
    findings.push(finding('files-differ', words, `${ONCALL} deploy, if this one is newer.`));
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
  const flowSid = settings.get('FLOW_SID');
  const state = await readFlowState(account, deployment, machine.folder, flowSid);
  const { live, facts } = state;
  if (live === undefined) {
    return [finding('flow-missing', 'The account has no flow, so nobody can be called.', `${ONCALL} setup`)];
  }
  const findings: Finding[] = [];
  if (live.sid !== flowSid) {
    const words = 'FLOW_SID in .env is not the SID of the flow in the account.';
    findings.push(finding('flow-other-sid', words, `${ONCALL} setup`));
  }
  if (facts.isDraft) {
    const words = 'Its latest revision is a draft: what runs is an older one.';
    findings.push(finding('flow-draft', words, `Publish it in Studio, or ${ONCALL} flow push.`));
  }
  if (facts.live !== facts.file) {
    const changes = differences(state, 'file to live');
    const words = `The live flow is not flows/on-call.json: ${changes.slice(0, 3).join('; ')}${changes.length > 3 ? '; …' : ''}.`;
    const remedy = `${ONCALL} flow diff shows all of it; then ${ONCALL} flow pull, or ${ONCALL} flow push.`;
    findings.push(finding('flow-differs', words, remedy));
  }
  if (live.fixedVoice !== undefined && wantsOthers(machine.folder, live.fixedVoice)) {
    const remedy = `To find out whether Twilio takes them by now: ${ONCALL} flow push --force.`;
    findings.push(finding('flow-one-voice', `${oneVoice(live.fixedVoice)}.`, remedy));
  }
  return findings.length > 0 ? findings : [finding('flow-published', 'is published, and is flows/on-call.json')];
}

async function examineVariables({ account, settings }: Patient, deployment: Deployment): Promise<readonly Finding[]> {
  const wanted = settings.forFunctions;
  const names = variablesToSet(await readVariables(account, deployment), wanted);
  if (names.length === 0) return [finding('variables-right', `${Object.keys(wanted).join(', ')} are as in .env`)];
  const words = `The Functions lack ${names.join(', ')}, or have values that differ from .env.`;
  return [finding('variables-differ', words, `${ONCALL} deploy, if .env is right.`, names)];
}

/** Where calls and texts to the number lead, and whether an agent gets none from it. */
async function examineInbound(
  { account, settings, roster }: Patient,
  deployment: Deployment,
): Promise<readonly Finding[]> {
  const number = settings.need('CALLER_ID', 'the number that calls, such as +12025550100.');
  const inbound = await readInbound(account, number);
  if (inbound === undefined) {
    return [finding('inbound-impossible', `CALLER_ID ${ONLY_VERIFIED}, so agents cannot ring or text back.`)];
  }
  const changes = changesTo(inbound, wantedInbound(deployment, fallbacksIn(settings)));
  const others = takenFromOthers(inbound, changes);
  const findings = inbound.boundTo.map((binding) =>
    finding(
      'inbound-bound',
      `${bindingText(binding)}.`,
      'In the Twilio console: Phone Numbers, the number; take it out there.',
    ),
  );
  if (Object.keys(changes).length > 0) {
    const elsewhere =
      others.length > 0
        ? `It leads to ${others.map(addressText).join(' and ')}`
        : 'It does not lead to /call-in and /text-in as it should';
    const remedy = `${ONCALL} setup${others.length > 0 ? ' --take-number' : ''}`;
    findings.push(finding('inbound-elsewhere', `${elsewhere}, so agents cannot ring or text back.`, remedy));
  } else if (findings.length === 0) {
    findings.push(finding('inbound-ready', 'calls and texts to the number lead to /call-in and /text-in'));
  }
  if (inbound.callsFallback === undefined) {
    const words =
      'Without a fallback address, who calls while the Functions do not answer hears that there is an error.';
    findings.push(finding('inbound-no-fallback', words, `VOICE_FALLBACK_URL in .env, then ${ONCALL} setup.`));
  }
  return [...findings, ...(await optOutFindings(account, number, roster))];
}

/** Topics that asked to be confirmed: whether somebody has done so since, only AWS knows. */
async function examineTopics({ account, settings, machine }: Patient): Promise<readonly Finding[]> {
  const service = syncServiceOf(settings.get('SYNC_SERVICE_SID'));
  const read = (client: TwilioClient): ReturnType<typeof readConfirmations> =>
    readConfirmations(client, service, () => machine.now());
  const asked = await account.read('read what topics asked', read);
  return [...asked].map(([topic, atMs]) =>
    finding(
      'topic-unconfirmed',
      `${topic} asked on ${timeText(atMs, 'UTC')} UTC to confirm its subscription; until that is done nothing of it arrives.`,
      'Subscribe once more from the account of the queue. If that is done: this goes away within seven days.',
      [topic],
    ),
  );
}

async function optOutFindings(
  account: Account,
  number: string,
  roster: Roster | undefined,
): Promise<readonly Finding[]> {
  const agents = [...(roster?.agents.values() ?? [])];
  const phones = await optedOut(
    account,
    number,
    agents.flatMap((agent) => agent.phones),
  );
  const out = agents.filter((agent) => agent.phones.some((phone) => phones.includes(phone)));
  if (out.length === 0) return [];
  const names = out.map(({ name }) => name).join(', ');
  const words = `${names} texted STOP to the number, so that Twilio refuses every SMS to them (error 21610).`;
  return [
    finding(
      'opted-out',
      words,
      'They text START to the number.',
      out.map(({ id }) => id),
    ),
  ];
}

async function examineEvents({ account, settings }: Patient, deployment: Deployment): Promise<readonly Finding[]> {
  const password = settings.need('EVENTS_PASSWORD', 'at least 16 characters.');
  const { sink, isSubscribed, stale } = await readEventStream(account, sinkDestination(deployment.domain, password));
  const remedy = `${ONCALL} setup`;
  if (sink === undefined) {
    const isStale = stale.length > 0;
    const words = isStale
      ? 'The sink for /studio-events has failed, or its password is not EVENTS_PASSWORD.'
      : 'There is no sink for /studio-events.';
    const slow = 'A hang-up is noticed only after a minute or more.';
    return [finding(isStale ? 'sink-stale' : 'sink-missing', `${words} ${slow}`, remedy)];
  }
  if (!isSubscribed) {
    return [finding('sink-unsubscribed', 'The sink is not subscribed to ended executions.', remedy)];
  }
  if (sink.status !== 'active') {
    const look = `Look at Event Streams in the Twilio console, then ${remedy}.`;
    return [finding('sink-inactive', `The sink is ${sink.status}, not active.`, look)];
  }
  return [finding('events-arrive', 'the sink is active and subscribed to ended executions')];
}
