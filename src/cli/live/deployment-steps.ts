import type { Account } from '../../account/account';
import { builtFunctions, uploadedBefore, uploadRecord } from '../../account/build';
import { ensureService, findDeployment, functionUrl, type Deployment } from '../../account/deployment';
import { ensureEventStream, readEventStream, sinkDestination } from '../../account/event-stream';
import { FILES_VARIABLE, uploadOf } from '../../account/fingerprint';
import { readVariables, setVariables, variablesToSet } from '../../account/variables';
import { ringTimes } from '../../flow/ring-remarks';
import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { agentsWithSamples } from '../../roster/warning/sample-numbers';
import { counted } from '../../text/counted';
import { inspectEnvironment } from '../../twilio/environment';
import { readFlow } from '../flow/file';
import { oneVoice, planPush, push, readFlowState, FLOW_FILE } from '../flow/live';
import type { Ended, Machine } from '../machine';
import { checkRoster } from '../roster/check';
import { NO_ROSTER, ROSTER_FILE, rosterTextIn } from '../roster/file';
import { remarkLines } from '../roster/remark-text';
import type { StepReport, Steps } from '../terminal/steps';
import { NO_FALLBACK } from './fallback-numbers';
import type { Settings } from './settings';

/** What the steps of a set-up or a deployment work with. */
export interface Work {
  readonly account: Account;
  readonly settings: Settings;
  readonly machine: Machine;
  /** Nothing is changed: it is only said what would be. */
  readonly isDry: boolean;
}

/** Refuses what must not be deployed. Throws a UserMistake. */
export function rosterStep(folder: string, nowMs: number, areSamplesAllowed: boolean): StepReport {
  const text = rosterTextIn(folder);
  if (text === undefined) throw new UserMistake(NO_ROSTER);
  const report = checkRoster(text, ringTimes(readFlow()), () => nowMs);
  if (report.looked === undefined || report.errors.length > 0) {
    throw new UserMistake(
      `${ROSTER_FILE} must not be deployed:\n${remarkLines(report.errors, report.more).join('\n')}`,
    );
  }
  const { roster, isCovered } = report.looked;
  const samples = agentsWithSamples(roster);
  if (samples.length > 0 && !areSamplesAllowed) {
    throw new UserMistake(
      `${ROSTER_FILE} still has sample numbers, which ring nobody (${samples.join(', ')}).\nWrite the agents' real numbers into it, or deploy it as a trial with --allow-samples.`,
    );
  }
  return {
    is: 'done',
    words: `${counted(roster.agents.size, 'agent')}, ${counted(roster.teams.size, 'team')}`,
    warnings: [
      ...(samples.length > 0 ? [`sample numbers ring nobody (${samples.join(', ')})`] : []),
      ...(isCovered ? [] : [`there are times when nobody is on call; "${ONCALL} roster check" lists them`]),
    ],
  };
}

/**
 * Has the account run what is here, and writes down where alarms go. The sink of events is for a set-up only. Returns what is deployed;
 * undefined in a dry run before the first deployment.
 */
export async function goLive(steps: Steps, work: Work, isSetup: boolean): Promise<Deployment | undefined> {
  const { deployment } = await steps.run('Functions', () => functionsStep(work));
  await steps.run('flow', () => flowStep(work, deployment));
  await steps.run('variables', () => variablesStep(work, deployment));
  if (isSetup) await steps.run('events', () => eventsStep(work, deployment));
  await steps.run('address', () => addressStep(work, deployment));
  return deployment;
}

/** Builds and deploys Functions and Assets, unless just these are live. Throws a UserMistake. */
async function functionsStep(work: Work): Promise<StepReport & { readonly deployment?: Deployment }> {
  const { account, machine, settings, isDry } = work;
  const upload = uploadOf(machine.folder);
  const what = `${counted(upload.functions.length, 'Function')} and ${counted(upload.assets.length, 'Asset')}`;
  const before = await findDeployment(account);
  if (before !== undefined && (await uploadedBefore(account, before)) === upload.fingerprint) {
    return { is: 'skipped', words: `${what} are live at ${before.domain}`, deployment: before };
  }
  if (isDry) {
    const words = `build and deploy ${what}${before === undefined ? ', in a new service' : ` to ${before.domain}`}`;
    return { is: 'would', words, ...(before === undefined ? {} : { deployment: before }) };
  }
  // The service is named: what twilio-run remembers of an earlier account is of no account.
  const service = await ensureService(account);
  const { status, output } = await deployed(machine, service);
  const after = await findDeployment(account);
  if (status !== 0 || after?.buildSid === undefined || after.buildSid === before?.buildSid) {
    throw new UserMistake(deploymentFailure(settings.redact(output), before?.buildSid !== undefined));
  }
  const missing = await missingFunctions(account, after, upload.functions);
  if (missing.length > 0) {
    throw new UserMistake(
      `the deployment finished, but ${missing.join(', ')} is missing from it. Alarms may not be answered now: run "${ONCALL} deploy" again.`,
    );
  }
  await setVariables(account, after, { [FILES_VARIABLE]: uploadRecord(after.buildSid, upload.fingerprint) });
  return { is: 'changed', words: `${what} deployed to ${after.domain}`, deployment: after };
}

/** How long to wait before it is tried again, in milliseconds. */
const AGAIN_AFTER_MS = [2_000, 15_000] as const;

/** Runs the deployment tool. It waits when there are too many requests, but not while it uploads: then it gives up. */
async function deployed(machine: Machine, serviceSid: string): Promise<Ended> {
  const args = ['deploy', '--service-sid', serviceSid, '--production'];
  let ended = await machine.twilioRun(args);
  for (const waitMs of AGAIN_AFTER_MS) {
    if (ended.status === 0 || !/Failed to upload|Too Many Requests|\b429\b/.test(ended.output)) return ended;
    await machine.sleep(waitMs);
    ended = await machine.twilioRun(args);
  }
  return ended;
}

async function missingFunctions(
  account: Account,
  { serviceSid, buildSid }: Deployment,
  wanted: readonly string[],
): Promise<readonly string[]> {
  const live = buildSid === undefined ? [] : await builtFunctions(account, serviceSid, buildSid);
  return wanted.filter((path) => !live.includes(path));
}

/** What twilio-run prints after it failed says why; what it prints before is what it was going to do. */
function deploymentFailure(output: string, isSomethingLive: boolean): string {
  const said = output
    // oxlint-disable-next-line no-control-regex -- colours and cursor movements are control characters
    .replace(/\u001B\[[0-9;?]*[A-Za-z]/g, '')
    .split(/[\r\n]+/)
    .map((line) => line.replace(/^[\s│|]+/, '').trimEnd())
    .filter((line) => line !== '');
  const failedAt = said.findLastIndex((line) => line.includes('Failed Deployment'));
  const live = isSomethingLive ? 'What was live before is still live.' : 'Nothing is live yet.';
  return [
    'Functions and Assets could not be deployed. twilio-run says:',
    ...said
      .slice(failedAt + 1)
      .slice(-12)
      .map((line) => `  ${line}`),
    `${live} Correct what it complains about and run the same command again: it continues where it stopped.`,
  ].join('\n');
}

/** Publishes the flow if it changed, and notes its SID. Throws a UserMistake. */
async function flowStep(work: Work, deployment: Deployment | undefined): Promise<StepReport> {
  const { account, settings, machine, isDry } = work;
  if (deployment?.buildSid === undefined) return { is: 'would', words: `publish ${FLOW_FILE} as a new flow` };
  const state = await readFlowState(account, deployment, machine.folder, settings.get('FLOW_SID'));
  const plan = planPush(state, false);
  if (isDry && plan !== 'nothing') {
    return { is: 'would', words: plan === 'create' ? `publish ${FLOW_FILE} as a new flow` : `publish ${FLOW_FILE}` };
  }
  const pushed = plan === 'nothing' ? state.live : await push(account, state, machine.revision(FLOW_FILE));
  const sid = pushed?.sid;
  const warnings = pushed?.fixedVoice === undefined ? [] : [`${oneVoice(pushed.fixedVoice)}.`];
  if (sid !== undefined && sid !== settings.get('FLOW_SID') && !isDry) settings.set({ FLOW_SID: sid });
  if (plan === 'nothing') return { is: 'skipped', words: `the published flow is ${FLOW_FILE}`, warnings };
  return { is: 'changed', words: `${FLOW_FILE} published${plan === 'create' ? ' as a new flow' : ''}`, warnings };
}

/** Gives the Functions the variables of .env that they have not. */
async function variablesStep(work: Work, deployment: Deployment | undefined): Promise<StepReport> {
  const { account, settings, isDry } = work;
  const wanted = settings.forFunctions;
  const warnings = inspectEnvironment(wanted).environment.fallbackNumbers.length === 0 ? [NO_FALLBACK] : [];
  if (isDry) {
    const stored = deployment === undefined ? new Map() : await readVariables(account, deployment);
    const names = variablesToSet(stored, wanted);
    if (names.length > 0) return { is: 'would', words: `set ${names.join(', ')}`, warnings };
  }
  const names = deployment === undefined || isDry ? [] : await setVariables(account, deployment, wanted);
  if (names.length > 0) return { is: 'changed', words: `${names.join(', ')} set`, warnings };
  return { is: 'skipped', words: `${Object.keys(wanted).join(', ')} are as in .env`, warnings };
}

/** Has Event Streams tell /studio-events of every execution that ends. */
async function eventsStep(work: Work, deployment: Deployment | undefined): Promise<StepReport> {
  const { account, settings, isDry } = work;
  if (deployment === undefined) return { is: 'would', words: 'create the sink and subscribe it to ended executions' };
  const password = settings.need('EVENTS_PASSWORD', 'at least 16 characters.');
  const destination = sinkDestination(deployment.domain, password);
  const stream = await readEventStream(account, destination);
  if (stream.sink !== undefined && stream.isSubscribed && stream.stale.length === 0) {
    return { is: 'skipped', words: 'ended executions are reported to /studio-events' };
  }
  if (isDry) return { is: 'would', words: 'create what is missing of the sink and its subscription' };
  return { is: 'changed', words: (await ensureEventStream(account, destination, stream)).join(', ') };
}

/** Writes down where /alarm is, for whatever sends alarms. */
function addressStep({ settings, isDry }: Work, deployment: Deployment | undefined): StepReport {
  if (deployment === undefined) return { is: 'would', words: 'write FUNCTION_URL into .env' };
  const url = functionUrl(deployment, '/alarm');
  if (settings.get('FUNCTION_URL') === url) return { is: 'skipped', words: `FUNCTION_URL is ${url}` };
  if (isDry) return { is: 'would', words: `write FUNCTION_URL=${url} into .env` };
  settings.set({ FUNCTION_URL: url });
  return { is: 'changed', words: `FUNCTION_URL=${url} written into .env` };
}
