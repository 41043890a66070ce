import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from '../../account/account';
import type { Deployment } from '../../account/deployment';
import { hashOf, restored } from '../../account/flow-definition';
import { commitMessage, pullPlan, pushPlan } from '../../account/flow-plan';
import type { FlowFacts, PullPlan, PushPlan } from '../../account/flow-plan';
import { findLiveFlow, lastPushed, publishFlow, validateFlow } from '../../account/live-flow';
import { localeOf, ownManner, USUAL_MANNER } from '../../language/voices';
import { parseRoster } from '../../roster/parse';
import { withFixedVoice } from '../../studio/fixed-voice';
import { rosterTextIn } from '../roster/file';
import { canonicalFlow } from '../../flow/canonical';
import { flowDefinition, NoFlow, type FlowDefinition } from '../../studio/definition';
import { diffFlows } from '../../flow/diff';
import { UnresolvedReferences, withSids } from '../../flow/references';
import { reasonOf, UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { printableLine } from '../../text/printable';
import { withFile } from '../file';

/** Where the flow is, in the project. */
export const FLOW_FILE = join('flows', 'on-call.json');

/** The hash of what was last pulled; it goes into the repository with the flow, so that every machine knows. */
const PULLED_FILE = join('flows', 'pulled.txt');

/** The flow's file and the flow in the account, with all that decides about them. */
export interface FlowState {
  readonly folder: string;
  /** The file's text. */
  readonly text: string;
  readonly file: FlowDefinition;
  readonly deployment: Deployment;
  /** Undefined when the account has none yet. */
  readonly live?: LiveState;
  /** What was pushed last, when it is still among the revisions. */
  readonly pushed?: FlowDefinition;
  readonly facts: FlowFacts;
}

interface LiveState {
  readonly sid: string;
  readonly flow: FlowDefinition;
  /** What it runs that is not of this deployment. */
  readonly foreign: readonly string[];
  /** The one voice of a flow that Twilio took only without Liquid in its voices. */
  readonly fixedVoice?: string;
}

/** Reads both. Throws a UserMistake. */
export async function readFlowState(
  account: Account,
  deployment: Deployment,
  folder: string,
  flowSid: string | undefined,
): Promise<FlowState> {
  const { text, file } = readFlowFile(folder);
  const pulled = readPulled(folder);
  const facts = { file: hashOf(file), isDraft: false, ...(pulled === undefined ? {} : { pulled }) };
  const found = await findLiveFlow(account, flowSid);
  if (found === undefined) return { folder, text, file, deployment, facts };
  const live = restored(found.latest.definition, deployment, file);
  if (live === undefined) {
    throw new UserMistake(
      `the flow ${found.sid} in the account has no definition that can be read. Look at it in Studio.`,
    );
  }
  const pushed = await lastPushed(account, found, (definition) => {
    const flow = restored(definition, deployment, file)?.flow;
    return flow === undefined ? '' : hashOf(flow);
  });
  const pushedFlow = pushed === undefined ? undefined : restored(pushed.definition, deployment, file)?.flow;
  return {
    folder,
    text,
    file,
    deployment,
    live: { sid: found.sid, ...live },
    ...(pushedFlow === undefined ? {} : { pushed: pushedFlow }),
    facts: {
      ...facts,
      live: hashOf(live.flow),
      isDraft: found.latest.isDraft,
      ...(pushedFlow === undefined ? {} : { pushed: hashOf(pushedFlow) }),
    },
  };
}

function readFlowFile(folder: string): { readonly text: string; readonly file: FlowDefinition } {
  const text = withFile(FLOW_FILE, () => readFileSync(join(folder, FLOW_FILE), 'utf8'));
  try {
    return { text, file: flowDefinition(JSON.parse(text)) };
  } catch (error) {
    if (error instanceof NoFlow) throw new UserMistake(`${FLOW_FILE}: ${error.message}`);
    throw new UserMistake(`${FLOW_FILE} is not JSON (${reasonOf(error)}). Correct it, or take it from the repository.`);
  }
}

function readPulled(folder: string): string | undefined {
  const file = join(folder, PULLED_FILE);
  return existsSync(file) ? /^[0-9a-f]{12}/.exec(readFileSync(file, 'utf8'))?.[0] : undefined;
}

/** What a push would do. Throws a UserMistake, with what was edited on which side, when it must not be done. */
export function planPush(state: FlowState, isForced: boolean): Exclude<PushPlan, { readonly is: 'refuse' }>['is'] {
  const plan = pushPlan(state.facts, isForced);
  const { fixedVoice } = state.live ?? {};
  // By force it is found out whether Twilio takes a voice for each agent by now.
  const isOtherVoice = fixedVoice !== undefined && (isForced || fixedVoice !== ownVoice(state.folder));
  if (plan.is === 'nothing' && isOtherVoice) return 'publish';
  if (plan.is !== 'refuse') return plan.is;
  if (plan.isFileEdited)
    throw new UserMistake(bothEdited(state, `"${ONCALL} flow push --force" puts the file in its place`));
  throw new UserMistake(`the flow was edited in the console, and nobody has pulled that edit:
${lines(state.pushed ?? state.file, state.live?.flow)}
"${ONCALL} flow pull" brings it into ${FLOW_FILE}; "${ONCALL} flow push --force" discards it.`);
}

function bothEdited({ file, live, pushed }: FlowState, other: string): string {
  const remedy = `Make the console's changes in ${FLOW_FILE} by hand and push with --force, or take one side:
"${ONCALL} flow pull --force" replaces the file with what is live, ${other}.`;
  if (pushed === undefined) {
    return `the flow in the account differs from ${FLOW_FILE}, and this project never pushed it. From what is live to the file:
${lines(live?.flow, file)}
${remedy}`;
  }
  return `the flow was edited on both sides since it was last pushed.
In the console:
${lines(pushed, live?.flow)}
In ${FLOW_FILE}:
${lines(pushed, file)}
${remedy}`;
}

function lines(from: FlowDefinition | undefined, to: FlowDefinition | undefined): string {
  if (from === undefined || to === undefined) return '';
  return diffFlows(from, to)
    .map((line) => `  ${printableLine(line)}`)
    .join('\n');
}

/** What was published: the flow, and the one voice of all calls where Twilio takes no variable in its place. */
export interface Pushed {
  readonly sid: string;
  readonly fixedVoice?: string;
}

/**
 * Publishes the file, once neither we nor Twilio find anything wrong with it. Where Twilio refuses nothing but the variables in
 * the place of voices, the flow is published with the roster's own voice there. Throws a UserMistake.
 */
export async function push(account: Account, state: FlowState, revision: string | undefined): Promise<Pushed> {
  await refuseMistakes(state.text);
  const { file, deployment, live, facts, folder } = state;
  const publish = (definition: object): Promise<string> =>
    publishFlow(account, live?.sid, definition, commitMessage(facts.file, revision));
  const definition = resolved(file, deployment);
  if ((await validateFlow(account, definition)) === 'valid') return { sid: await publish(definition) };
  const fixedVoice = ownVoice(folder);
  const fixed = resolved(withFixedVoice(file, fixedVoice), deployment);
  await validateFlow(account, fixed);
  return { sid: await publish(fixed), fixedVoice };
}

/** What to say of a flow that speaks with one voice to everybody. */
export function oneVoice(voice: string): string {
  return `Twilio takes no variables in the place of voices, so ${voice} (${localeOf(voice)}) speaks to everybody, in the roster's own language`;
}

/** Whether the roster wants somebody to be called with another voice than this. */
export function wantsOthers(folder: string, voice: string): boolean {
  const parsed = parseRoster(rosterTextIn(folder) ?? '');
  if (!parsed.ok) return false;
  return [...parsed.roster.teams.values()].some(({ agents, manner }) =>
    agents.some((agent) => ownManner(agent, manner).voice !== voice),
  );
}

/** The voice that the roster asks for; the usual one while it cannot be read. */
function ownVoice(folder: string): string {
  const parsed = parseRoster(rosterTextIn(folder) ?? '');
  return parsed.ok ? parsed.roster.manner.voice : USUAL_MANNER.voice;
}

/** Throws a UserMistake: a flow that Twilio would take may still never call anybody. */
async function refuseMistakes(text: string): Promise<void> {
  // Only what is published is checked, and the check takes its time to load.
  const { checkFlow } = await import('../../flow/check');
  const errors = checkFlow(text, true).findings.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  const told = errors.map(({ widget, place, message }) => `  ${printableLine(`${widget ?? place}: ${message}`)}`);
  throw new UserMistake(
    `${FLOW_FILE} must not be published:\n${told.join('\n')}\n"${ONCALL} flow check" says where and on which path.`,
  );
}

/** Throws a UserMistake that names every Function that is not deployed. */
function resolved(file: FlowDefinition, deployment: Deployment): FlowDefinition {
  try {
    return withSids(file, deployment);
  } catch (error) {
    if (!(error instanceof UnresolvedReferences)) throw error;
    throw new UserMistake(
      `${FLOW_FILE} runs Functions that are not deployed:\n${error.mistakes.map((line) => `  ${printableLine(line)}`).join('\n')}\nCorrect it, or deploy first: ${ONCALL} deploy.`,
    );
  }
}

/** What a pull would do. Throws a UserMistake when both sides were edited or the flow runs Functions of somebody else. */
export function planPull(state: FlowState, isForced: boolean): Exclude<PullPlan, 'refuse'> {
  const { facts, live } = state;
  if (live === undefined || facts.live === undefined) {
    throw new UserMistake(
      `the account has no flow yet, so there is nothing to pull. "${ONCALL} flow push" creates it.`,
    );
  }
  const plan = pullPlan({ ...facts, live: facts.live }, isForced);
  if (plan === 'refuse')
    throw new UserMistake(bothEdited(state, `"${ONCALL} flow push --force" replaces what is live with the file`));
  if (plan === 'take' && live.foreign.length > 0) {
    throw new UserMistake(
      `the live flow runs Functions that are not of this project:\n${live.foreign.map((line) => `  ${printableLine(line)}`).join('\n')}\nNothing was changed. Correct it in the console, then pull again.`,
    );
  }
  return plan;
}

/** Writes the live flow into the file, and notes what it was, so that a push knows it. */
export function take({ folder, file, live }: FlowState): void {
  if (live === undefined) return;
  writeWhole(folder, FLOW_FILE, canonicalFlow(live.flow, file));
  writeWhole(folder, PULLED_FILE, `${hashOf(live.flow)}\n`);
}

/** Through a rename: an interrupted command leaves the old file or the new one. */
function writeWhole(folder: string, name: string, text: string): void {
  const file = join(folder, name);
  const temporary = `${file}.${process.pid}.tmp`;
  withFile(name, () => {
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  });
}

/** What differs between what is live and the file, in words; nothing when they are the same. */
export function differences({ file, live }: FlowState, direction: 'live to file' | 'file to live'): readonly string[] {
  if (live === undefined) return [];
  return direction === 'live to file' ? diffFlows(live.flow, file) : diffFlows(file, live.flow);
}
