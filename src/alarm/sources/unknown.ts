import { isRecord } from '../../text/json';

/** What a title is called, from the likeliest, without its capitals, strokes and hyphens; and what says more. */
const TITLES =
  'title subject headline summary alarmname alertname message msg text reason error detailtype eventname name status';
const ORDER = TITLES.split(' ');
const DETAILS = new Set(['description', 'summary', 'message', 'msg', 'text', 'reason', 'error', 'details', 'cause']);

/** The last words of keys whose values say nothing to a person, or must not be said: ids, tokens, signatures, where they are sent. */
const NOT_SAID = new Set(
  (
    'id uuid guid arn token signature secret password passwd credential key cert nonce hash checksum etag version ' +
    'authorization cookie url uri timestamp time'
  ).split(' '),
);

/** No word of a person: a UUID, a long row of hexadecimal digits, or of letters and digits without a gap. */
const MACHINE_MADE =
  /^(?:[\da-f]{8}-[\da-f]{4}-[\da-f-]{12,40}|[\da-fA-F]{16,}|arn:\S+|(?=\S*\d)(?=\S*[A-Za-z])[\w+/=.-]{32,})$/;

interface Entry {
  readonly key: string;
  readonly value: string;
}

/** What a JSON message that nobody knows has to say to a person: what looks like its title, and what looks like more; else what is left. */
export function wordsOf(value: unknown): string {
  const entries = entriesIn(value, 0).filter(({ value: words }) => !MACHINE_MADE.test(words.trim()));
  const title = entries
    .filter((entry) => rank(entry) < ORDER.length)
    .toSorted((one, other) => rank(one) - rank(other))[0];
  if (title === undefined)
    return entries.map(({ key, value: words }) => (key === '' ? words : `${key}: ${words}`)).join(', ');
  const more = entries.filter(
    (entry) => entry !== title && DETAILS.has(plainKey(entry.key)) && entry.value !== title.value,
  );
  return [title, ...more].map(({ value: words }) => words.trim()).join('\n');
}

function rank({ key }: Entry): number {
  const at = ORDER.indexOf(plainKey(key));
  return at < 0 ? ORDER.length : at;
}

function plainKey(key: string): string {
  return key.toLowerCase().replaceAll(/[-_ ]/g, '');
}

/** Whether a key such as `SubscribeURL`, `request_id` or `AccessKeys` ends in a word that is not said. */
function isNotSaid(key: string): boolean {
  const words = key
    .slice(0, 200)
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
  const last = words.findLast((word) => word !== '') ?? '';
  return NOT_SAID.has(last) || NOT_SAID.has(last.replace(/s$/, ''));
}

const DEEPEST = 3;
const MOST = 60;

/** The texts and figures of a message, those on top first. */
function entriesIn(value: unknown, depth: number, key = ''): readonly Entry[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [{ key, value }];
  if (typeof value === 'number' || typeof value === 'boolean') return [{ key, value: String(value) }];
  if (depth > DEEPEST) return [];
  if (Array.isArray(value))
    return value
      .slice(0, MOST)
      .flatMap((each) => entriesIn(each, depth + 1, key))
      .slice(0, MOST);
  if (!isRecord(value)) return [];
  const own = Object.entries(value).slice(0, MOST);
  const [flat, nested] = [own.filter(([, each]) => !isNested(each)), own.filter(([, each]) => isNested(each))];
  return [...flat, ...nested]
    .flatMap(([name, each]) => (isNotSaid(name) ? [] : entriesIn(each, depth + 1, name)))
    .slice(0, MOST);
}

function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
