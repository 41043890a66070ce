import { ACCOUNTS } from './accounts';
import { CALLS } from './calls';
import type { Api } from './description';
import { DOCUMENTS } from './documents';
import { SINKS } from './events/sinks';
import { SUBSCRIPTIONS } from './events/subscriptions';
import { EXECUTIONS } from './executions';
import { FLOWS } from './flows/flows';
import { MESSAGES } from './messages';
import { MESSAGING_SERVICES } from './messaging-services';
import { PHONE_NUMBERS } from './phone-numbers';
import type { Routes } from './route';
import { BUILDS } from './serverless/builds';
import { DEPLOYMENTS } from './serverless/deployments';
import { ENVIRONMENTS } from './serverless/environments';
import { FILES, UPLOADS } from './serverless/files';
import { SERVICES } from './serverless/services';
import { VARIABLES } from './serverless/variables';
import { COLLECTIONS } from './sync-collections';

/** Every operation that the local Twilio reproduces, under the `operationId` of its description: one row and one handler each. */
export const routes: Readonly<Record<Api, Routes>> = {
  sync_v1: { ...DOCUMENTS, ...COLLECTIONS },
  studio_v2: { ...FLOWS, ...EXECUTIONS },
  api_v2010: { ...MESSAGES, ...CALLS, ...PHONE_NUMBERS, ...ACCOUNTS },
  messaging_v1: MESSAGING_SERVICES,
  serverless_v1: { ...SERVICES, ...ENVIRONMENTS, ...FILES, ...BUILDS, ...DEPLOYMENTS, ...VARIABLES },
  serverless_upload: UPLOADS,
  events_v1: { ...SINKS, ...SUBSCRIPTIONS },
};
