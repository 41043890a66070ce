import { fetchCall, listCalls, updateCall } from './calls';
import { createDocument, deleteDocument, fetchDocument, listDocuments, updateDocument } from './documents';
import { createExecution, fetchExecution, fetchExecutionContext, listExecutions, updateExecution } from './executions';
import { createMessage, fetchMessage, listMessages } from './messages';
import { listPhoneNumbers } from './phone-numbers';
import type { Route } from './route';
import { createSyncList, createSyncListItem, fetchSyncList, listSyncListItems, listSyncLists } from './sync-lists';

const page = ['PageSize', 'Page'];
const started = ['StartTime', 'StartTime<', 'StartTime>'];
const sent = ['DateSent', 'DateSent<', 'DateSent>'];
const created = ['DateCreatedFrom', 'DateCreatedTo'];

/** Every operation that the local Twilio reproduces: one row and one handler each. */
export const routes: readonly Route[] = [
  { api: 'sync_v1', operation: 'ListDocument', parameters: page, handle: listDocuments },
  { api: 'sync_v1', operation: 'CreateDocument', parameters: ['UniqueName', 'Data', 'Ttl'], handle: createDocument },
  { api: 'sync_v1', operation: 'FetchDocument', parameters: [], handle: fetchDocument },
  { api: 'sync_v1', operation: 'UpdateDocument', parameters: ['Data', 'Ttl'], handle: updateDocument },
  { api: 'sync_v1', operation: 'DeleteDocument', parameters: [], handle: deleteDocument },
  { api: 'sync_v1', operation: 'ListSyncList', parameters: page, handle: listSyncLists },
  {
    api: 'sync_v1',
    operation: 'CreateSyncList',
    parameters: ['UniqueName', 'Ttl', 'CollectionTtl'],
    handle: createSyncList,
  },
  { api: 'sync_v1', operation: 'FetchSyncList', parameters: [], handle: fetchSyncList },
  {
    api: 'sync_v1',
    operation: 'ListSyncListItem',
    parameters: ['Order', 'From', 'Bounds', ...page],
    handle: listSyncListItems,
  },
  {
    api: 'sync_v1',
    operation: 'CreateSyncListItem',
    parameters: ['Data', 'Ttl', 'ItemTtl', 'CollectionTtl'],
    handle: createSyncListItem,
  },

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
];
