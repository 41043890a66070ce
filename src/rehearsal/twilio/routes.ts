import { fetchAccount, fetchBalance, listCallerIds } from './accounts';
import { fetchCall, listCalls, updateCall } from './calls';
import { createDocument, deleteDocument, fetchDocument, listDocuments, updateDocument } from './documents';
import { createSink, deleteSink, fetchSink, listSinks, testSink, updateSink, validateSink } from './events/sinks';
import {
  createSubscribedEvent,
  createSubscription,
  deleteSubscription,
  fetchSubscription,
  listSubscribedEvents,
  listSubscriptions,
  updateSubscription,
} from './events/subscriptions';
import { createExecution, fetchExecution, fetchExecutionContext, listExecutions, updateExecution } from './executions';
import {
  createFlow,
  fetchFlow,
  fetchFlowRevision,
  listFlowRevisions,
  listFlows,
  updateFlow,
  validateFlow,
} from './flows/flows';
import { createMessage, fetchMessage, listMessages } from './messages';
import { listPhoneNumbers } from './phone-numbers';
import type { Route } from './route';
import { createBuild, fetchBuild, fetchBuildStatus, listBuilds } from './serverless/builds';
import { createDeployment, listDeployments } from './serverless/deployments';
import { createEnvironment, fetchEnvironment, listEnvironments } from './serverless/environments';
import {
  createAsset,
  createAssetVersion,
  createFunction,
  createFunctionVersion,
  fetchAsset,
  fetchAssetVersion,
  fetchFunction,
  fetchFunctionVersion,
  fetchFunctionVersionContent,
  listAssets,
  listAssetVersions,
  listFunctions,
  listFunctionVersions,
} from './serverless/files';
import { listLogs } from './serverless/logs';
import { createService, fetchService, listServices, updateService } from './serverless/services';
import { createVariable, deleteVariable, listVariables, updateVariable } from './serverless/variables';
import {
  createSyncList,
  createSyncListItem,
  fetchSyncList,
  listSyncListItems,
  listSyncLists,
  updateSyncListItem,
} from './sync-lists';
import {
  createSyncMap,
  createSyncMapItem,
  deleteSyncMap,
  deleteSyncMapItem,
  fetchSyncMap,
  fetchSyncMapItem,
  listSyncMapItems,
  listSyncMaps,
  updateSyncMap,
  updateSyncMapItem,
} from './sync-maps';
import { fetchSyncService, listSyncServices } from './sync-service';

const page = ['PageSize', 'Page'];
const range = ['Order', 'From', 'Bounds'];
const ttl = ['Ttl', 'CollectionTtl'];
const itemWrite = ['Data', 'ItemTtl', ...ttl];
const started = ['StartTime', 'StartTime<', 'StartTime>'];
const definition = ['FriendlyName', 'Status', 'Definition', 'CommitMessage'];
const upload = ['Path', 'Visibility', 'Content'];
const sent = ['DateSent', 'DateSent<', 'DateSent>'];
const created = ['DateCreatedFrom', 'DateCreatedTo'];

/** Every operation that the local Twilio reproduces: one row and one handler each. */
export const routes: readonly Route[] = [
  { api: 'sync_v1', operation: 'ListService', parameters: page, handle: listSyncServices },
  { api: 'sync_v1', operation: 'FetchService', parameters: [], handle: fetchSyncService },
  { api: 'sync_v1', operation: 'ListDocument', parameters: page, handle: listDocuments },
  { api: 'sync_v1', operation: 'CreateDocument', parameters: ['UniqueName', 'Data', 'Ttl'], handle: createDocument },
  { api: 'sync_v1', operation: 'FetchDocument', parameters: [], handle: fetchDocument },
  { api: 'sync_v1', operation: 'UpdateDocument', parameters: ['Data', 'Ttl'], handle: updateDocument },
  { api: 'sync_v1', operation: 'DeleteDocument', parameters: [], handle: deleteDocument },
  { api: 'sync_v1', operation: 'ListSyncList', parameters: page, handle: listSyncLists },
  { api: 'sync_v1', operation: 'CreateSyncList', parameters: ['UniqueName', ...ttl], handle: createSyncList },
  { api: 'sync_v1', operation: 'FetchSyncList', parameters: [], handle: fetchSyncList },
  { api: 'sync_v1', operation: 'ListSyncListItem', parameters: [...range, ...page], handle: listSyncListItems },
  { api: 'sync_v1', operation: 'CreateSyncListItem', parameters: itemWrite, handle: createSyncListItem },
  { api: 'sync_v1', operation: 'UpdateSyncListItem', parameters: itemWrite, handle: updateSyncListItem },
  { api: 'sync_v1', operation: 'ListSyncMap', parameters: page, handle: listSyncMaps },
  { api: 'sync_v1', operation: 'CreateSyncMap', parameters: ['UniqueName', ...ttl], handle: createSyncMap },
  { api: 'sync_v1', operation: 'FetchSyncMap', parameters: [], handle: fetchSyncMap },
  { api: 'sync_v1', operation: 'UpdateSyncMap', parameters: ttl, handle: updateSyncMap },
  { api: 'sync_v1', operation: 'DeleteSyncMap', parameters: [], handle: deleteSyncMap },
  { api: 'sync_v1', operation: 'ListSyncMapItem', parameters: [...range, ...page], handle: listSyncMapItems },
  {
    api: 'sync_v1',
    operation: 'CreateSyncMapItem',
    parameters: ['Key', ...itemWrite],
    missingCodes: { Key: 54209, Data: 54206 },
    handle: createSyncMapItem,
  },
  { api: 'sync_v1', operation: 'FetchSyncMapItem', parameters: [], handle: fetchSyncMapItem },
  { api: 'sync_v1', operation: 'UpdateSyncMapItem', parameters: itemWrite, handle: updateSyncMapItem },
  { api: 'sync_v1', operation: 'DeleteSyncMapItem', parameters: [], handle: deleteSyncMapItem },

  { api: 'studio_v2', operation: 'ListFlow', parameters: page, handle: listFlows },
  { api: 'studio_v2', operation: 'CreateFlow', parameters: definition, handle: createFlow },
  { api: 'studio_v2', operation: 'UpdateFlow', parameters: definition, handle: updateFlow },
  { api: 'studio_v2', operation: 'FetchFlow', parameters: [], handle: fetchFlow },
  { api: 'studio_v2', operation: 'ListFlowRevision', parameters: page, handle: listFlowRevisions },
  { api: 'studio_v2', operation: 'FetchFlowRevision', parameters: [], handle: fetchFlowRevision },
  { api: 'studio_v2', operation: 'UpdateFlowValidate', parameters: definition, handle: validateFlow },

  { api: 'studio_v2', operation: 'ListExecution', parameters: [...created, ...page], handle: listExecutions },
  { api: 'studio_v2', operation: 'CreateExecution', parameters: ['To', 'From', 'Parameters'], handle: createExecution },
  { api: 'studio_v2', operation: 'FetchExecution', parameters: [], handle: fetchExecution },
  { api: 'studio_v2', operation: 'UpdateExecution', parameters: ['Status'], handle: updateExecution },
  { api: 'studio_v2', operation: 'FetchExecutionContext', parameters: [], handle: fetchExecutionContext },

  { api: 'api_v2010', operation: 'ListMessage', parameters: ['To', 'From', ...sent, ...page], handle: listMessages },
  {
    api: 'api_v2010',
    operation: 'CreateMessage',
    parameters: ['To', 'From', 'Body'],
    missingCodes: { To: 21604 },
    handle: createMessage,
  },
  { api: 'api_v2010', operation: 'FetchMessage', parameters: [], handle: fetchMessage },
  {
    api: 'api_v2010',
    operation: 'ListCall',
    parameters: ['To', 'From', 'Status', ...started, ...page],
    handle: listCalls,
  },
  { api: 'api_v2010', operation: 'FetchCall', parameters: [], handle: fetchCall },
  { api: 'api_v2010', operation: 'UpdateCall', parameters: ['Status'], handle: updateCall },
  {
    api: 'api_v2010',
    operation: 'ListIncomingPhoneNumber',
    parameters: ['PhoneNumber', ...page],
    handle: listPhoneNumbers,
  },
  { api: 'api_v2010', operation: 'FetchAccount', parameters: [], handle: fetchAccount },
  { api: 'api_v2010', operation: 'FetchBalance', parameters: [], handle: fetchBalance },
  {
    api: 'api_v2010',
    operation: 'ListOutgoingCallerId',
    parameters: ['PhoneNumber', ...page],
    handle: listCallerIds,
  },

  { api: 'serverless_v1', operation: 'ListService', parameters: page, handle: listServices },
  {
    api: 'serverless_v1',
    operation: 'CreateService',
    parameters: ['UniqueName', 'FriendlyName', 'IncludeCredentials', 'UiEditable'],
    handle: createService,
  },
  { api: 'serverless_v1', operation: 'FetchService', parameters: [], handle: fetchService },
  {
    api: 'serverless_v1',
    operation: 'UpdateService',
    parameters: ['FriendlyName', 'IncludeCredentials', 'UiEditable'],
    handle: updateService,
  },
  { api: 'serverless_v1', operation: 'ListEnvironment', parameters: page, handle: listEnvironments },
  {
    api: 'serverless_v1',
    operation: 'CreateEnvironment',
    parameters: ['UniqueName', 'DomainSuffix'],
    // "This property currently doesn't exist but for the future lets set it": @twilio-labs/serverless-api, environments.ts.
    ignored: ['FriendlyName'],
    handle: createEnvironment,
  },
  { api: 'serverless_v1', operation: 'FetchEnvironment', parameters: [], handle: fetchEnvironment },
  { api: 'serverless_v1', operation: 'ListFunction', parameters: page, handle: listFunctions },
  { api: 'serverless_v1', operation: 'CreateFunction', parameters: ['FriendlyName'], handle: createFunction },
  { api: 'serverless_v1', operation: 'FetchFunction', parameters: [], handle: fetchFunction },
  { api: 'serverless_v1', operation: 'ListFunctionVersion', parameters: page, handle: listFunctionVersions },
  { api: 'serverless_v1', operation: 'FetchFunctionVersion', parameters: [], handle: fetchFunctionVersion },
  {
    api: 'serverless_v1',
    operation: 'FetchFunctionVersionContent',
    parameters: [],
    handle: fetchFunctionVersionContent,
  },
  { api: 'serverless_v1', operation: 'ListAsset', parameters: page, handle: listAssets },
  { api: 'serverless_v1', operation: 'CreateAsset', parameters: ['FriendlyName'], handle: createAsset },
  { api: 'serverless_v1', operation: 'FetchAsset', parameters: [], handle: fetchAsset },
  { api: 'serverless_v1', operation: 'ListAssetVersion', parameters: page, handle: listAssetVersions },
  { api: 'serverless_v1', operation: 'FetchAssetVersion', parameters: [], handle: fetchAssetVersion },
  { api: 'serverless_upload', operation: 'CreateFunctionVersion', parameters: upload, handle: createFunctionVersion },
  { api: 'serverless_upload', operation: 'CreateAssetVersion', parameters: upload, handle: createAssetVersion },
  { api: 'serverless_v1', operation: 'ListBuild', parameters: page, handle: listBuilds },
  {
    api: 'serverless_v1',
    operation: 'CreateBuild',
    parameters: ['FunctionVersions', 'AssetVersions', 'Dependencies', 'Runtime'],
    handle: createBuild,
  },
  { api: 'serverless_v1', operation: 'FetchBuild', parameters: [], handle: fetchBuild },
  { api: 'serverless_v1', operation: 'FetchBuildStatus', parameters: [], handle: fetchBuildStatus },
  { api: 'serverless_v1', operation: 'ListDeployment', parameters: page, handle: listDeployments },
  { api: 'serverless_v1', operation: 'CreateDeployment', parameters: ['BuildSid'], handle: createDeployment },
  { api: 'serverless_v1', operation: 'ListVariable', parameters: page, handle: listVariables },
  { api: 'serverless_v1', operation: 'CreateVariable', parameters: ['Key', 'Value'], handle: createVariable },
  { api: 'serverless_v1', operation: 'UpdateVariable', parameters: ['Key', 'Value'], handle: updateVariable },
  { api: 'serverless_v1', operation: 'DeleteVariable', parameters: [], handle: deleteVariable },
  {
    api: 'serverless_v1',
    operation: 'ListLog',
    parameters: ['FunctionSid', 'StartDate', 'EndDate', ...page],
    handle: listLogs,
  },

  { api: 'events_v1', operation: 'ListSink', parameters: ['InUse', 'Status', ...page], handle: listSinks },
  {
    api: 'events_v1',
    operation: 'CreateSink',
    parameters: ['Description', 'SinkConfiguration', 'SinkType'],
    handle: createSink,
  },
  { api: 'events_v1', operation: 'FetchSink', parameters: [], handle: fetchSink },
  { api: 'events_v1', operation: 'UpdateSink', parameters: ['Description'], handle: updateSink },
  { api: 'events_v1', operation: 'DeleteSink', parameters: [], handle: deleteSink },
  { api: 'events_v1', operation: 'CreateSinkTest', parameters: [], handle: testSink },
  { api: 'events_v1', operation: 'CreateSinkValidate', parameters: ['TestId'], handle: validateSink },
  { api: 'events_v1', operation: 'ListSubscription', parameters: ['SinkSid', ...page], handle: listSubscriptions },
  {
    api: 'events_v1',
    operation: 'CreateSubscription',
    parameters: ['Description', 'SinkSid', 'Types'],
    handle: createSubscription,
  },
  { api: 'events_v1', operation: 'FetchSubscription', parameters: [], handle: fetchSubscription },
  { api: 'events_v1', operation: 'UpdateSubscription', parameters: ['Description'], handle: updateSubscription },
  { api: 'events_v1', operation: 'DeleteSubscription', parameters: [], handle: deleteSubscription },
  { api: 'events_v1', operation: 'ListSubscribedEvent', parameters: page, handle: listSubscribedEvents },
  {
    api: 'events_v1',
    operation: 'CreateSubscribedEvent',
    parameters: ['Type', 'SchemaVersion'],
    handle: createSubscribedEvent,
  },
];
