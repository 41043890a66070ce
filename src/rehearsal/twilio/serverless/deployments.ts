import { badParameter, notReproduced } from '../refusal';
import type { Arrival, Reply, Routes } from '../route';
import { isoTimestamp } from '../timestamp';
import type { World } from '../world';
import { buildStatus } from './builds';
import { requireEnvironment } from './environments';

export const DEPLOYMENTS: Routes = {
  CreateDeployment: { handle: createDeployment, parameters: ['BuildSid'] },
};

/** Serverless, Deployment resource: create. From now on the environment serves the build, which must be completed. */
function createDeployment(world: World, arrival: Arrival): Reply {
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
  world.resources.serverless.environments.put({ ...environment, buildSid, updatedAtMs: arrival.nowMs });
  const sid = world.newSid('ZD');
  const { serviceSid, sid: environmentSid } = environment;
  return {
    body: {
      sid,
      account_sid: world.account.sid,
      service_sid: serviceSid,
      environment_sid: environmentSid,
      build_sid: buildSid,
      date_created: isoTimestamp(arrival.nowMs),
      date_updated: isoTimestamp(arrival.nowMs),
      url: `https://serverless.twilio.com/v1/Services/${serviceSid}/Environments/${environmentSid}/Deployments/${sid}`,
    },
  };
}
