import { UserMistake } from '../mistake';
import { ONCALL } from '../oncall';
import { hasLiquid } from '../studio/has-liquid';
import { field, isRecord } from '../text/json';
import { Refused, type Account } from './account';
import { hashInMessage } from './flow-plan';

/** The name of the flow in Studio, by which it is found when .env does not say its SID. */
export const FLOW_NAME = 'oncall';

/** As many revisions before the latest are looked through for the last push. */
const REVISIONS = 25;

/** One revision of the flow as Studio has it, with SIDs. */
export interface Revision {
  readonly revision: number;
  readonly definition: unknown;
  readonly commitMessage: string | null;
  readonly isDraft: boolean;
}

/** The flow in the account; `latest` is what an execution runs or, if it is a draft, what the console shows. */
export interface LiveFlow {
  readonly sid: string;
  readonly latest: Revision;
}

/**
 * The flow that FLOW_SID names, or else the one that this project made: the first push may have been interrupted before its
 * SID was written down. Throws a UserMistake when there are several.
 */
export async function findLiveFlow(account: Account, flowSid: string | undefined): Promise<LiveFlow | undefined> {
  const sid = (await existing(account, flowSid)) ?? (await byName(account));
  if (sid === undefined) return undefined;
  const flow = await account.read('read the Studio flow', (client) => client.studio.v2.flows(sid).fetch());
  return { sid, latest: revisionOf(flow) };
}

async function existing(account: Account, flowSid: string | undefined): Promise<string | undefined> {
  if (flowSid === undefined) return undefined;
  return (await account.find('read the Studio flow', (client) => client.studio.v2.flows(flowSid).fetch()))?.sid;
}

async function byName(account: Account): Promise<string | undefined> {
  const flows = await account.read('list the Studio flows', (client) => client.studio.v2.flows.list());
  const [found, ...others] = flows.filter(({ friendlyName }) => friendlyName === FLOW_NAME);
  if (others.length > 0) {
    throw new UserMistake(
      `the account has ${String(others.length + 1)} Studio flows with the name "${FLOW_NAME}". Write the SID of the right one into FLOW_SID in .env, or delete the others in the console.`,
    );
  }
  return found?.sid;
}

/** The revision that this project pushed last and nobody edited; undefined when there is none. `hashOf` hashes a definition. */
export async function lastPushed(
  account: Account,
  { sid, latest }: LiveFlow,
  hashOf: (definition: unknown) => string,
): Promise<Revision | undefined> {
  const isOurs = ({ definition, commitMessage }: Revision): boolean => {
    const hash = hashInMessage(commitMessage);
    return hash !== undefined && hash === hashOf(definition);
  };
  if (isOurs(latest)) return latest;
  const oldest = Math.max(1, latest.revision - REVISIONS);
  // One by one: twilio 6.2.0 cannot list revisions, as its instances want the number that a list does not give them.
  for (let revision = latest.revision - 1; revision >= oldest; revision--) {
    const found = await account.find('read a revision of the Studio flow', (client) =>
      client.studio.v2.flows(sid).revisions(String(revision)).fetch(),
    );
    const known = found === undefined ? undefined : revisionOf(found);
    if (known !== undefined && isOurs(known)) return known;
  }
  return undefined;
}

function revisionOf(flow: {
  readonly revision: number;
  readonly definition: unknown;
  readonly commitMessage: string | null;
  readonly status: string;
}): Revision {
  return {
    revision: flow.revision,
    definition: flow.definition,
    commitMessage: flow.commitMessage,
    isDraft: flow.status === 'draft',
  };
}

/**
 * Asks Twilio whether it would publish this definition: also if not, when nothing is wrong with it but variables in the place of voices.
 * Throws a UserMistake with its mistakes, each with its widget.
 */
export async function validateFlow(account: Account, definition: object): Promise<'valid' | 'no variable voices'> {
  try {
    await account.read('check the flow with Twilio', (client) =>
      client.studio.v2.flowValidate.update({ friendlyName: FLOW_NAME, status: 'published', definition }),
    );
    return 'valid';
  } catch (error) {
    if (error instanceof Refused && isAboutVoices(error.refusal.details, definition)) return 'no variable voices';
    const mistakes = error instanceof Refused ? validationMistakes(error.refusal.details, definition) : [];
    if (mistakes.length === 0) throw error;
    throw new UserMistake(
      `Twilio would not publish this flow:\n${mistakes.map((line) => `  ${line}`).join('\n')}\nNothing was changed. Correct flows/on-call.json; "${ONCALL} flow check" says more.`,
    );
  }
}

/** Whether every error is about a voice or a language that is only known while the flow runs. */
function isAboutVoices(details: unknown, definition: object): boolean {
  const errors = field(details, 'errors');
  if (!Array.isArray(errors) || errors.length === 0) return false;
  return errors.every((error: unknown) => {
    const path = field(error, 'property_path');
    const [, index, key] = /^#?\/states\/(\d+)\/properties\/(voice|language)$/.exec(String(path)) ?? [];
    if (key === undefined) return false;
    const states = field(definition, 'states');
    const value = field(field(Array.isArray(states) ? states[Number(index)] : undefined, 'properties'), key);
    return typeof value === 'string' && hasLiquid(value);
  });
}

/**
 * The mistakes in `details.errors` of a refused validation, each with the name of its widget in the place of the number that
 * Twilio gives: `#/states/3/properties/timeout`.
 */
export function validationMistakes(details: unknown, definition: object): readonly string[] {
  const errors = field(details, 'errors');
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((error: unknown) => {
    if (!isRecord(error)) return [];
    const { property_path: path, message } = error;
    return [`${placeIn(typeof path === 'string' ? path : '', definition)}: ${String(message)}`];
  });
}

function placeIn(path: string, definition: object): string {
  const [, index, rest] = /^#?\/states\/(\d+)\/?(.*)$/.exec(path) ?? [];
  const states = field(definition, 'states');
  const name = field(Array.isArray(states) ? states[Number(index)] : undefined, 'name');
  if (typeof name !== 'string') return path === '' ? 'the flow' : path;
  return ['widget', `"${name}"`, ...(rest === undefined || rest === '' ? [] : [rest.replaceAll('/', '.')])].join(' ');
}

/** Publishes a definition, in a new flow if there is none. Returns the flow's SID. */
export async function publishFlow(
  account: Account,
  sid: string | undefined,
  definition: object,
  message: string,
): Promise<string> {
  const options = { friendlyName: FLOW_NAME, status: 'published', definition, commitMessage: message } as const;
  const flow = await account.change('publish the Studio flow', (client) =>
    sid === undefined ? client.studio.v2.flows.create(options) : client.studio.v2.flows(sid).update(options),
  );
  return flow.sid;
}
