import { privateFunction } from '../../text/private-function';
import type { FirstRelease } from './first-release';

/** The same as it is deployed: loaded only where a team has such a board still. Undefined when it cannot be loaded. */
export function firstRelease(): FirstRelease | undefined {
  return (privateFunction('first-release') as { readonly FIRST_RELEASE: FirstRelease } | undefined)?.FIRST_RELEASE;
}
