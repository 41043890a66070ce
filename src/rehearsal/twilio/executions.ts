import type { ExecutionRecord } from '../studio/executions';
import { metaPage } from './page';
import { isE164 } from './phone-number';
import { Refusal, badParameter, notFound, tooManyRequests } from './refusal';
import { PAGE, type Arrival, type Reply, type Routes } from './route';
import { requireActive } from './standing';
import { isoTimestamp } from './timestamp';
import type { World } from './world';

export const EXECUTIONS: Routes = {
  ListExecution: { handle: listExecutions, parameters: PAGE },
  CreateExecution: { handle: createExecution, parameters: ['To', 'From', 'Parameters'] },
  FetchExecution: { handle: fetchExecution },
  UpdateExecution: { handle: updateExecution, parameters: ['Status'] },
  FetchExecutionContext: { handle: fetchExecutionContext },
  ListExecutionStep: { handle: listExecutionSteps, parameters: PAGE },
};

const parametersLimitBytes = 16 * 1024;
const contactLimitBytes = 300;

/** Studio, Execution resource: list. Newest first. */
function listExecutions(world: World, arrival: Arrival): Reply {
  const wanted = world.executions.list(requireFlow(world, arrival)).toSorted((a, b) => b.createdAtMs - a.createdAtMs);
  return { body: metaPage(arrival, 'executions', wanted, (execution) => shown(world, execution)) };
}

/** Studio, Execution resource: create. One active execution per contact (409/20409), 20 a second per account (429). */
function createExecution(world: World, arrival: Arrival): Reply {
  requireActive(world);
  const flowSid = requireFlow(world, arrival);
  if (!world.executions.hasFlow(flowSid)) throw unpublished(world, arrival);
  const to = arrival.parameters.text('To') ?? '';
  const from = arrival.parameters.text('From') ?? '';
  requireContact(world, to, from);
  // Twilio states no limit for Parameters. This one is far above what the project sends and below what Studio's context holds.
  if (arrival.parameters.bytes('Parameters') > parametersLimitBytes) {
    throw badParameter('Parameter Parameters is larger than 16 kB');
  }
  if (!world.executionRate.admits(world.account.sid, arrival.nowMs)) throw tooManyRequests();
  const active = world.executions.activeFor(to, from);
  if (active !== undefined) throw alreadyActive(active.sid);
  const parameters = arrival.parameters.object('Parameters') ?? {};
  return { body: shown(world, world.executions.start(flowSid, { to, from, parameters })) };
}

function fetchExecution(world: World, arrival: Arrival): Reply {
  return { body: shown(world, requireExecution(world, arrival, arrival.path['Sid'])) };
}

/** Studio, Execution resource: update. The only status to be set is `ended`; an execution that has ended stays so. */
function updateExecution(world: World, arrival: Arrival): Reply {
  const { sid } = requireExecution(world, arrival, arrival.path['Sid']);
  if (arrival.parameters.text('Status') !== 'ended') {
    throw badParameter('Invalid value for parameter Status: an execution can only be set to ended');
  }
  world.executions.end(sid);
  return { body: shown(world, requireExecution(world, arrival, sid)) };
}

function fetchExecutionContext(world: World, arrival: Arrival): Reply {
  const execution = requireExecution(world, arrival, arrival.path['ExecutionSid']);
  return {
    body: {
      account_sid: world.account.sid,
      context: world.executions.contextOf(execution.sid) ?? {},
      flow_sid: execution.flowSid,
      execution_sid: execution.sid,
      url: `${address(execution)}/Context`,
    },
  };
}

/** Studio, Execution Step resource: list. Newest first, as executions are; each is the way from one widget to the next. */
function listExecutionSteps(world: World, arrival: Arrival): Reply {
  const execution = requireExecution(world, arrival, arrival.path['ExecutionSid']);
  const path = world.executions.pathOf(execution.sid);
  const steps = path.slice(1).map(({ widget, atMs }, index) => {
    const sid = `FT${execution.sid.slice(2, -4)}${index.toString(16).padStart(4, '0')}`;
    const url = `${address(execution)}/Steps/${sid}`;
    return {
      sid,
      account_sid: world.account.sid,
      flow_sid: execution.flowSid,
      execution_sid: execution.sid,
      parent_step_sid: null,
      name: null,
      context: {},
      transitioned_from: path[index]?.widget ?? null,
      transitioned_to: widget,
      type: null,
      date_created: isoTimestamp(atMs),
      date_updated: null,
      url,
      links: { step_context: `${url}/Context` },
    };
  });
  return { body: metaPage(arrival, 'steps', steps.toReversed(), (step) => step) };
}

function requireFlow(world: World, arrival: Arrival): string {
  const flowSid = arrival.path['FlowSid'] ?? '';
  const { executions, resources } = world;
  const isThere = executions.hasFlow(flowSid) || resources.flows.find(flowSid) !== undefined;
  if (!isThere) throw notFound(arrival.url.pathname);
  return flowSid;
}

/** No page says what comes of a flow that has drafts only. Error 84004: "Error while creating execution via REST API". */
function unpublished({ switches }: World, arrival: Arrival): Refusal {
  if (switches.unpublishedFlowCode === 20404) return notFound(arrival.url.pathname);
  return new Refusal(400, 84004, 'Error while creating execution via REST API');
}

function requireExecution(world: World, arrival: Arrival, sid = ''): ExecutionRecord {
  const flowSid = requireFlow(world, arrival);
  const execution = world.executions.get(sid);
  if (execution?.flowSid !== flowSid) throw notFound(arrival.url.pathname);
  return execution;
}

/** Twilio error 81023: To and From could not be processed. */
function requireContact(world: World, to: string, from: string): void {
  if (Buffer.byteLength(to) + Buffer.byteLength(from) > contactLimitBytes) {
    throw new Refusal(400, 81023, 'To and From parameters exceeded 300 bytes');
  }
  if (!isE164(to)) throw new Refusal(400, 81023, "The 'To' parameter is not a valid phone number");
  if (!isE164(from)) throw new Refusal(400, 81023, "The 'From' parameter is not a valid phone number");
  if (world.switches.foreignCaller === 'refused' && !world.standing.knowsCaller(from)) {
    throw new Refusal(400, 81023, "The 'From' parameter is not a phone number of this account");
  }
}

function alreadyActive(sid: string): Refusal {
  const message = `Execution ${sid} is already active for this contact. End the active Execution before creating a new one`;
  return new Refusal(409, 20409, message, { conflicting_execution_sid: sid });
}

function address(execution: ExecutionRecord): string {
  return `https://studio.twilio.com/v2/Flows/${execution.flowSid}/Executions/${execution.sid}`;
}

function shown(world: World, execution: ExecutionRecord): Record<string, unknown> {
  const url = address(execution);
  return {
    sid: execution.sid,
    account_sid: world.account.sid,
    flow_sid: execution.flowSid,
    contact_channel_address: execution.to,
    context: world.executions.contextOf(execution.sid) ?? {},
    status: execution.status,
    date_created: isoTimestamp(execution.createdAtMs),
    date_updated: isoTimestamp(execution.updatedAtMs),
    url,
    links: { steps: `${url}/Steps`, execution_context: `${url}/Context` },
  };
}
