import type { Arrival } from './route';

/** As much of a list as one reply carries. */
interface Page<Item> {
  readonly items: readonly Item[];
  readonly number: number;
  readonly size: number;
  readonly isLast: boolean;
}

const defaultPageSize = 50;

/** One page of a list in the shape of Sync and Studio: links under `meta`, as absolute addresses. */
export function metaPage<Item>(
  arrival: Arrival,
  key: string,
  all: readonly Item[],
  show: (item: Item) => Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const page = cut(arrival, all);
  const address = (number: number) => `https://${arrival.url.hostname}${pageAddress(arrival, page.size, number)}`;
  return {
    [key]: page.items.map((item) => show(item)),
    meta: {
      key,
      page: page.number,
      page_size: page.size,
      url: address(page.number),
      first_page_url: address(0),
      previous_page_url: page.number === 0 ? null : address(page.number - 1),
      next_page_url: page.isLast ? null : address(page.number + 1),
    },
  };
}

/** One page of a list in the shape of the 2010 API: links beside the items, as paths. */
export function flatPage<Item>(
  arrival: Arrival,
  key: string,
  all: readonly Item[],
  show: (item: Item) => Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const page = cut(arrival, all);
  const address = (number: number) => pageAddress(arrival, page.size, number);
  const start = page.number * page.size;
  return {
    [key]: page.items.map((item) => show(item)),
    page: page.number,
    page_size: page.size,
    start,
    end: start + Math.max(0, page.items.length - 1),
    uri: address(page.number),
    first_page_uri: address(0),
    previous_page_uri: page.number === 0 ? null : address(page.number - 1),
    next_page_uri: page.isLast ? null : address(page.number + 1),
  };
}

function cut<Item>(arrival: Arrival, all: readonly Item[]): Page<Item> {
  const size = arrival.parameters.integer('PageSize') ?? defaultPageSize;
  const number = arrival.parameters.integer('Page') ?? 0;
  const items = all.slice(number * size, (number + 1) * size);
  return { items, number, size, isLast: (number + 1) * size >= all.length };
}

function pageAddress(arrival: Arrival, size: number, number: number): string {
  const query = new URLSearchParams(arrival.url.search);
  query.set('PageSize', String(size));
  query.set('Page', String(number));
  return `${arrival.url.pathname}?${query.toString()}`;
}
