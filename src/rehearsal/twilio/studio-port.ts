import type { Executions } from '../studio/executions';
import type { CallPort } from './call-port';

/** What the REST side asks of whatever runs the flows and the phones. */
export type StudioPort = CallPort &
  Pick<Executions, 'hasFlow' | 'addFlow' | 'activeFor' | 'start' | 'get' | 'list' | 'pathOf' | 'contextOf' | 'end'>;
