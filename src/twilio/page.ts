import { field } from '../text/json';
import type { Reader } from './requests';

/**
 * Reads one page of a list, as the client's `page` gives it. Its `list` is not enough: of a reply with any one list in it,
 * whatever that is called, the client makes a list of the wanted things (twilio 6.2.0, base/Page.js).
 */
export function pageOf(key: string): Reader<readonly unknown[]> {
  return (page) => {
    const items = field(field(page, '_payload'), key);
    return Array.isArray(items) ? items : undefined;
  };
}
