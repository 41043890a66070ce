import { metaPage } from '../page';
import { badParameter, conflict, notFound } from '../refusal';
import { PAGE, type Arrival, type Reply, type Routes } from '../route';
import { isoTimestamp } from '../timestamp';
import type { World } from '../world';
import { requireEnvironment } from './environments';
import type { StoredEnvironment, StoredVariable } from './serverless-store';

export const VARIABLES: Routes = {
  ListVariable: { handle: listVariables, parameters: PAGE },
  CreateVariable: { handle: createVariable, parameters: ['Key', 'Value'] },
  UpdateVariable: { handle: updateVariable, parameters: ['Key', 'Value'] },
  DeleteVariable: { handle: deleteVariable },
};

const keyLimit = 128;
const valueLimitBytes = 450;

/** Serverless, Variable resource: list, with the values. Oldest first. */
function listVariables(world: World, arrival: Arrival): Reply {
  const own = variablesOf(world, requireEnvironment(world, arrival));
  return { body: metaPage(arrival, 'variables', own, (variable) => shown(world, variable)) };
}

/** Serverless, Variable resource: create. A key that the environment has already is refused with 409. */
function createVariable(world: World, arrival: Arrival): Reply {
  const environment = requireEnvironment(world, arrival);
  const variable: StoredVariable = {
    sid: world.newSid('ZV'),
    serviceSid: environment.serviceSid,
    environmentSid: environment.sid,
    key: requireKey(arrival) ?? '',
    value: requireValue(arrival) ?? '',
    createdAtMs: arrival.nowMs,
    updatedAtMs: arrival.nowMs,
  };
  requireFreeKey(world, environment, variable);
  world.resources.serverless.variables.put(variable);
  return { body: shown(world, variable) };
}

function updateVariable(world: World, arrival: Arrival): Reply {
  const environment = requireEnvironment(world, arrival);
  const variable = requireVariable(world, arrival);
  const updated: StoredVariable = {
    ...variable,
    key: requireKey(arrival) ?? variable.key,
    value: requireValue(arrival) ?? variable.value,
    updatedAtMs: arrival.nowMs,
  };
  requireFreeKey(world, environment, updated);
  world.resources.serverless.variables.put(updated);
  return { body: shown(world, updated) };
}

function deleteVariable(world: World, arrival: Arrival): Reply {
  world.resources.serverless.variables.remove(requireVariable(world, arrival).sid);
  return {};
}

function variablesOf(world: World, environment: StoredEnvironment): readonly StoredVariable[] {
  return world.resources.serverless.variables.where(({ environmentSid }) => environmentSid === environment.sid);
}

function requireVariable(world: World, arrival: Arrival): StoredVariable {
  const environment = requireEnvironment(world, arrival);
  const variable = world.resources.serverless.variables.find(arrival.path['Sid'] ?? '');
  if (variable?.environmentSid !== environment.sid) throw notFound(arrival.url.pathname);
  return variable;
}

/** Docs: Variable, `key` and `value`: at most 128 characters and 450 bytes. */
function requireKey(arrival: Arrival): string | undefined {
  const key = arrival.parameters.text('Key');
  if (key === undefined || (key.length <= keyLimit && /^[A-Za-z_]\w*$/.test(key))) return key;
  throw badParameter('Invalid value for parameter Key: it must be a name of letters, digits and _, 128 at most');
}

/** That an empty value counts as none is not documented; the console does not take one. */
function requireValue(arrival: Arrival): string | undefined {
  const value = arrival.parameters.text('Value');
  if (value === undefined) return undefined;
  if (value === '') throw badParameter('Missing required parameter Value in the post body');
  if (arrival.parameters.bytes('Value') <= valueLimitBytes) return value;
  throw badParameter('Invalid value for parameter Value: it is longer than 450 bytes');
}

function requireFreeKey(world: World, environment: StoredEnvironment, { sid, key }: StoredVariable): void {
  const isTaken = variablesOf(world, environment).some((each) => each.key === key && each.sid !== sid);
  if (isTaken) throw conflict(`Variable with key ${key} already exists`);
}

function shown(world: World, variable: StoredVariable): Record<string, unknown> {
  const { sid, serviceSid, environmentSid } = variable;
  return {
    sid,
    account_sid: world.account.sid,
    service_sid: serviceSid,
    environment_sid: environmentSid,
    key: variable.key,
    value: variable.value,
    date_created: isoTimestamp(variable.createdAtMs),
    date_updated: isoTimestamp(variable.updatedAtMs),
    url: `https://serverless.twilio.com/v1/Services/${serviceSid}/Environments/${environmentSid}/Variables/${sid}`,
  };
}
