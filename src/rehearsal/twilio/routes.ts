import { fetchAccount, fetchBalance, listCallerIds } from './accounts';
import { fetchCall, listCalls, updateCall } from './calls';
import type { Api } from './description';
import { createDocument, deleteDocument, fetchDocument, listDocuments, updateDocument } from './documents';
import { createSink, deleteSink, listSinks } from './events/sinks';
import {
  createSubscription,
  deleteSubscription,
  listSubscribedEvents,
  listSubscriptions,
} from './events/subscriptions';
import {
  createExecution,
  fetchExecution,
  fetchExecutionContext,
  listExecutions,
  listExecutionSteps,
  updateExecution,
} from './executions';
import { createFlow, fetchFlow, fetchFlowRevision, listFlows, updateFlow, validateFlow } from './flows/flows';
import { createMessage, fetchMessage, listMessages } from './messages';
import { listMessagingServices, listServiceNumbers } from './messaging-services';
import { fetchPhoneNumber, listPhoneNumbers, updatePhoneNumber, WIRING_PARAMETERS } from './phone-numbers';
import type { Route } from './route';
import { createBuild, fetchBuild, fetchBuildStatus } from './serverless/builds';
import { createDeployment } from './serverless/deployments';
import { createEnvironment, fetchEnvironment, listEnvironments } from './serverless/environments';
import {
  createAsset,
  createAssetVersion,
  createFunction,
  createFunctionVersion,
  listAssets,
  listFunctions,
} from './serverless/files';
import { createService, fetchService, listServices } from './serverless/services';
import { createVariable, deleteVariable, listVariables, updateVariable } from './serverless/variables';
import {
  createSyncList,
  createSyncListItem,
  createSyncMap,
  createSyncMapItem,
  deleteSyncMapItem,
  fetchSyncList,
  fetchSyncMap,
  fetchSyncMapItem,
  listSyncListItems,
  listSyncLists,
  listSyncMapItems,
  listSyncMaps,
  updateSyncListItem,
  updateSyncMapItem,
} from './sync-collections';

const page = ['PageSize', 'Page'];
const range = ['Order', 'From', 'Bounds'];
const ttl = ['Ttl', 'CollectionTtl'];
const itemWrite = ['Data', 'ItemTtl', ...ttl];
const definition = ['FriendlyName', 'Status', 'Definition', 'CommitMessage'];
const upload = ['Path', 'Visibility', 'Content'];

/** Every operation that the local Twilio reproduces, under the `operationId` of its description: one row and one handler each. */
export const routes: Readonly<Record<Api, Readonly<Record<string, Route>>>> = {
  sync_v1: {
    ListDocument: { handle: listDocuments, parameters: page },
    CreateDocument: { handle: createDocument, parameters: ['UniqueName', 'Data', 'Ttl'] },
    FetchDocument: { handle: fetchDocument },
    UpdateDocument: { handle: updateDocument, parameters: ['Data', 'Ttl'] },
    DeleteDocument: { handle: deleteDocument },
    ListSyncList: { handle: listSyncLists, parameters: page },
    CreateSyncList: { handle: createSyncList, parameters: ['UniqueName', ...ttl] },
    FetchSyncList: { handle: fetchSyncList },
    ListSyncListItem: { handle: listSyncListItems, parameters: [...range, ...page] },
    CreateSyncListItem: { handle: createSyncListItem, parameters: itemWrite },
    UpdateSyncListItem: { handle: updateSyncListItem, parameters: itemWrite },
    ListSyncMap: { handle: listSyncMaps, parameters: page },
    CreateSyncMap: { handle: createSyncMap, parameters: ['UniqueName', ...ttl] },
    FetchSyncMap: { handle: fetchSyncMap },
    ListSyncMapItem: { handle: listSyncMapItems, parameters: [...range, ...page] },
    CreateSyncMapItem: {
      handle: createSyncMapItem,
      parameters: ['Key', ...itemWrite],
      missingCodes: { Key: 54209, Data: 54206 },
    },
    FetchSyncMapItem: { handle: fetchSyncMapItem },
    UpdateSyncMapItem: { handle: updateSyncMapItem, parameters: itemWrite },
    DeleteSyncMapItem: { handle: deleteSyncMapItem },
  },
  studio_v2: {
    ListFlow: { handle: listFlows, parameters: page },
    CreateFlow: { handle: createFlow, parameters: definition },
    UpdateFlow: { handle: updateFlow, parameters: definition },
    FetchFlow: { handle: fetchFlow },
    FetchFlowRevision: { handle: fetchFlowRevision },
    UpdateFlowValidate: { handle: validateFlow, parameters: definition },
    ListExecution: { handle: listExecutions, parameters: page },
    CreateExecution: { handle: createExecution, parameters: ['To', 'From', 'Parameters'] },
    FetchExecution: { handle: fetchExecution },
    UpdateExecution: { handle: updateExecution, parameters: ['Status'] },
    FetchExecutionContext: { handle: fetchExecutionContext },
    ListExecutionStep: { handle: listExecutionSteps, parameters: page },
  },
  api_v2010: {
    ListMessage: { handle: listMessages, parameters: ['To', 'From', ...page] },
    CreateMessage: { handle: createMessage, parameters: ['To', 'From', 'Body'], missingCodes: { To: 21604 } },
    FetchMessage: { handle: fetchMessage },
    ListCall: { handle: listCalls, parameters: ['To', 'From', 'Status', ...page] },
    FetchCall: { handle: fetchCall },
    UpdateCall: { handle: updateCall, parameters: ['Status'] },
    ListIncomingPhoneNumber: { handle: listPhoneNumbers, parameters: ['PhoneNumber', ...page] },
    FetchIncomingPhoneNumber: { handle: fetchPhoneNumber },
    UpdateIncomingPhoneNumber: { handle: updatePhoneNumber, parameters: WIRING_PARAMETERS },
    FetchAccount: { handle: fetchAccount },
    FetchBalance: { handle: fetchBalance },
    ListOutgoingCallerId: { handle: listCallerIds, parameters: ['PhoneNumber', ...page] },
  },
  messaging_v1: {
    ListService: { handle: listMessagingServices, parameters: page },
    ListPhoneNumber: { handle: listServiceNumbers, parameters: page },
  },
  serverless_v1: {
    ListService: { handle: listServices, parameters: page },
    CreateService: {
      handle: createService,
      parameters: ['UniqueName', 'FriendlyName', 'IncludeCredentials', 'UiEditable'],
    },
    FetchService: { handle: fetchService },
    ListEnvironment: { handle: listEnvironments, parameters: page },
    // "This property currently doesn't exist but for the future lets set it": @twilio-labs/serverless-api, environments.ts.
    CreateEnvironment: {
      handle: createEnvironment,
      parameters: ['UniqueName', 'DomainSuffix'],
      ignored: ['FriendlyName'],
    },
    FetchEnvironment: { handle: fetchEnvironment },
    ListFunction: { handle: listFunctions, parameters: page },
    CreateFunction: { handle: createFunction, parameters: ['FriendlyName'] },
    ListAsset: { handle: listAssets, parameters: page },
    CreateAsset: { handle: createAsset, parameters: ['FriendlyName'] },
    CreateBuild: { handle: createBuild, parameters: ['FunctionVersions', 'AssetVersions', 'Dependencies', 'Runtime'] },
    FetchBuild: { handle: fetchBuild },
    FetchBuildStatus: { handle: fetchBuildStatus },
    CreateDeployment: { handle: createDeployment, parameters: ['BuildSid'] },
    ListVariable: { handle: listVariables, parameters: page },
    CreateVariable: { handle: createVariable, parameters: ['Key', 'Value'] },
    UpdateVariable: { handle: updateVariable, parameters: ['Key', 'Value'] },
    DeleteVariable: { handle: deleteVariable },
  },
  serverless_upload: {
    CreateFunctionVersion: { handle: createFunctionVersion, parameters: upload },
    CreateAssetVersion: { handle: createAssetVersion, parameters: upload },
  },
  events_v1: {
    ListSink: { handle: listSinks, parameters: page },
    CreateSink: { handle: createSink, parameters: ['Description', 'SinkConfiguration', 'SinkType'] },
    DeleteSink: { handle: deleteSink },
    ListSubscription: { handle: listSubscriptions, parameters: ['SinkSid', ...page] },
    CreateSubscription: { handle: createSubscription, parameters: ['Description', 'SinkSid', 'Types'] },
    DeleteSubscription: { handle: deleteSubscription },
    ListSubscribedEvent: { handle: listSubscribedEvents, parameters: page },
  },
};
