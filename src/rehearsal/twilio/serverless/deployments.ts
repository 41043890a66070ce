import { metaPage } from '../page';
import { badParameter, notReproduced } from '../refusal';
import type { Arrival, Reply } from '../route';
import { isoTimestamp } from '../timestamp';
import type { World } from '../world';
import { buildStatus } from './builds';
import { requireEnvironment } from './environments';
import type { StoredDeployment } from './serverless-store';

/** Serverless, Deployment resource: list. Oldest first. */
export function listDeployments(world: World, arrival: Arrival): Reply {
  const environment = requireEnvironment(world, arrival);
  const own = world.resources.serverless.deployments.where(({ environmentSid }) => environmentSid === environment.sid);
  return { body: metaPage(arrival, 'deployments', own, (deployment) => shown(world, deployment)) };
}

/** Serverless, Deployment resource: create. From now on the environment serves the build, which must be completed. */
export function createDeployment(world: World, arrival: Arrival): Reply {
  const environment = requireEnvironment(world, arrival);
  const buildSid = arrival.parameters.text('BuildSid');
  if (buildSid === undefined) throw notReproduced('a Deployment without a Build, which takes down what is deployed');
  const build = world.resources.serverless.builds.find(buildSid);
  if (build?.serviceSid !== environment.serviceSid) {
    throw badParameter('Invalid value for parameter BuildSid: this service has no such Build');
  }
  if (buildStatus(build, arrival.nowMs) !== 'completed') {
    throw badParameter('Invalid value for parameter BuildSid: the Build is not completed');
  }
  const deployment: StoredDeployment = {
    sid: world.newSid('ZD'),
    serviceSid: environment.serviceSid,
    environmentSid: environment.sid,
    buildSid,
    createdAtMs: arrival.nowMs,
  };
  world.resources.serverless.deployments.put(deployment);
  world.resources.serverless.environments.put({ ...environment, buildSid, updatedAtMs: arrival.nowMs });
  return { body: shown(world, deployment) };
}

function shown(world: World, deployment: StoredDeployment): Record<string, unknown> {
  const { sid, serviceSid, environmentSid } = deployment;
  return {
    sid,
    account_sid: world.account.sid,
    service_sid: serviceSid,
    environment_sid: environmentSid,
    build_sid: deployment.buildSid,
    date_created: isoTimestamp(deployment.createdAtMs),
    date_updated: isoTimestamp(deployment.createdAtMs),
    url: `https://serverless.twilio.com/v1/Services/${serviceSid}/Environments/${environmentSid}/Deployments/${sid}`,
  };
}
