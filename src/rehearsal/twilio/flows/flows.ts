import { loadFlow, FlowRefused, type Flow } from '../../../studio/flow';
import { metaPage } from '../page';
import { badParameter, notFound } from '../refusal';
import { PAGE, type Arrival, type Reply, type Routes } from '../route';
import { isoTimestamp } from '../timestamp';
import type { World } from '../world';
import { invalidDefinition, liquidVoices, unresolvedFunctions } from './definition-errors';
import { latestOf, revisionsOf, type StoredFlow, type StoredRevision } from './flow-store';

const DEFINITION = ['FriendlyName', 'Status', 'Definition', 'CommitMessage'];

export const FLOWS: Routes = {
  ListFlow: { handle: listFlows, parameters: PAGE },
  CreateFlow: { handle: createFlow, parameters: DEFINITION },
  UpdateFlow: { handle: updateFlow, parameters: DEFINITION },
  FetchFlow: { handle: fetchFlow },
  FetchFlowRevision: { handle: fetchFlowRevision },
  UpdateFlowValidate: { handle: validateFlow, parameters: DEFINITION },
};

/** Studio, Flow resource: list. Oldest first. */
function listFlows(world: World, arrival: Arrival): Reply {
  return {
    body: metaPage(arrival, 'flows', world.resources.flows.all(), (flow) => withoutDefinition(shown(world, flow))),
  };
}

/** Studio, Flow resource: create. An invalid definition is refused with 400/81022 and its errors. */
function createFlow(world: World, arrival: Arrival): Reply {
  const first = newRevision(world, arrival, undefined);
  const flow: StoredFlow = { sid: world.newSid('FW'), first, later: [] };
  world.resources.flows.put(flow);
  publish(world, flow.sid, first);
  return { body: shown(world, flow) };
}

/** Studio, Flow resource: update. Makes a new revision; a definition replaces the one before it as a whole. */
function updateFlow(world: World, arrival: Arrival): Reply {
  const flow = requireFlow(world, arrival);
  const revision = newRevision(world, arrival, latestOf(flow));
  const updated = { ...flow, later: [...flow.later, revision] };
  world.resources.flows.put(updated);
  publish(world, flow.sid, revision);
  return { body: shown(world, updated) };
}

/** Studio, Flow resource: fetch. Shows the latest revision, be it published or not. */
function fetchFlow(world: World, arrival: Arrival): Reply {
  return { body: shown(world, requireFlow(world, arrival)) };
}

/** Studio, Flow Revision resource: fetch, by number, `LatestRevision` or `LatestPublished`. */
function fetchFlowRevision(world: World, arrival: Arrival): Reply {
  const flow = requireFlow(world, arrival);
  const wanted = arrival.path['Revision'];
  const newestFirst = revisionsOf(flow).toReversed();
  const revision = newestFirst.find(({ number, status }) => {
    if (wanted === 'LatestRevision') return true;
    return wanted === 'LatestPublished' ? status === 'published' : String(number) === wanted;
  });
  if (revision === undefined) throw notFound(arrival.url.pathname);
  return { body: shownRevision(world, flow, revision) };
}

/** Studio, Flow Validate resource: update. Changes nothing. */
function validateFlow(world: World, arrival: Arrival): Reply {
  requireDefinition(world, arrival.parameters.object('Definition'));
  return { body: { valid: true } };
}

/** A new revision, with whatever `before` had and the request leaves out. */
function newRevision(world: World, arrival: Arrival, before: StoredRevision | undefined): StoredRevision {
  const { parameters } = arrival;
  const definition = parameters.object('Definition') ?? before?.definition;
  requireDefinition(world, definition);
  const friendlyName = parameters.text('FriendlyName') ?? before?.friendlyName ?? '';
  if (friendlyName === '') throw badParameter('Missing required parameter FriendlyName in the post body');
  return {
    number: (before?.number ?? 0) + 1,
    friendlyName,
    status: parameters.text('Status') === 'published' ? 'published' : 'draft',
    definition: definition ?? {},
    commitMessage: parameters.text('CommitMessage'),
    createdAtMs: world.clock.now(),
  };
}

/** From the next execution on. */
function publish(world: World, sid: string, { status, definition }: StoredRevision): void {
  if (status === 'published') world.executions.addFlow(sid, requireDefinition(world, definition));
}

/** Twilio error 81022: the definition does not adhere to Studio's schemas. */
function requireDefinition({ switches }: World, definition: unknown): Flow {
  try {
    const flow = loadFlow(definition);
    const refused = [
      ...unresolvedFunctions(definition),
      ...(switches.liquidInVoice === 'refused' ? liquidVoices(definition) : []),
    ];
    if (refused.length > 0) throw new FlowRefused(refused);
    return flow;
  } catch (error) {
    if (error instanceof FlowRefused) throw invalidDefinition(error.mistakes);
    throw error;
  }
}

function requireFlow(world: World, arrival: Arrival): StoredFlow {
  const flow = world.resources.flows.find(arrival.path['Sid'] ?? '');
  if (flow === undefined) throw notFound(arrival.url.pathname);
  return flow;
}

/** Lists leave the definition out (docs: studio/rest-api/v2/flow, "Read multiple Flow resources"). */
function withoutDefinition(shownFlow: Record<string, unknown>): Record<string, unknown> {
  return { ...shownFlow, definition: null };
}

function shown(world: World, flow: StoredFlow): Record<string, unknown> {
  const latest = latestOf(flow);
  const url = address(flow);
  return {
    ...shownContent(world, flow, latest),
    warnings: [],
    date_created: isoTimestamp(flow.first.createdAtMs),
    webhook_url: `https://webhooks.twilio.com/v1/Accounts/${world.account.sid}/Flows/${flow.sid}`,
    url,
    links: { executions: `${url}/Executions`, revisions: `${url}/Revisions`, test_users: `${url}/TestUsers` },
  };
}

function shownRevision(world: World, flow: StoredFlow, revision: StoredRevision): Record<string, unknown> {
  return {
    ...shownContent(world, flow, revision),
    date_created: isoTimestamp(revision.createdAtMs),
    url: `${address(flow)}/Revisions/${revision.number}`,
  };
}

function shownContent(world: World, flow: StoredFlow, revision: StoredRevision): Record<string, unknown> {
  return {
    sid: flow.sid,
    account_sid: world.account.sid,
    friendly_name: revision.friendlyName,
    definition: revision.definition,
    status: revision.status,
    revision: revision.number,
    commit_message: revision.commitMessage ?? null,
    valid: true,
    errors: [],
    date_updated: isoTimestamp(revision.createdAtMs),
  };
}

function address(flow: StoredFlow): string {
  return `https://studio.twilio.com/v2/Flows/${flow.sid}`;
}
