import { privateFunction } from '../text/private-function';
import type { Others } from './others';

/**
 * The other languages as they are deployed: loaded only when somebody is spoken to in one of them. None when they cannot be: no alarm
 * may fail for want of words, so English is spoken then.
 */
export function others(): Partial<Others> {
  return (privateFunction('languages') as { readonly OTHERS: Others } | undefined)?.OTHERS ?? {};
}
