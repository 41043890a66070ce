import { field } from '../text/json';
import type { Reader } from './requests';

/** Reads one page of a list, which stands under a name of its own. */
export function pageOf(key: string): Reader<readonly unknown[]> {
  return (page) => {
    const items = field(page, key);
    return Array.isArray(items) ? items : undefined;
  };
}
