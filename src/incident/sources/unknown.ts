import { isObject } from './fields';

/** What a title is called, from the likeliest; and what says more. */
const TITLES =
  /^(title|subject|headline|summary|alarm_?name|alert_?name|message|reason|detail-?type|event_?name|name|msg|text|error|status)$/i;
const ORDER = [
  'title',
  'subject',
  'headline',
  'summary',
  'alarmname',
  'alertname',
  'message',
  'msg',
  'text',
  'reason',
  'error',
  'detailtype',
  'eventname',
  'name',
  'status',
];
const DETAILS = /^(description|summary|message|msg|text|reason|error|details?_?text|cause)$/i;

/** What says nothing to a person, or must not be said: ids, tokens, signatures, and where they would be sent. */
const NOT_SAID =
  /(^|[^a-z])(id|ids|uuid|guid|arn|token|signature|secret|password|passwd|credential|cert|nonce|hash|checksum|etag|version|authorization|cookie)s?$|(Id|Ids|ID|Arn|ARN|Token|Signature|Secret|Password|Key|URL|Url|CertURL|Version|Hash)$|^(key|api_?key|timestamp|time)$/;

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
  const title = entries.filter(({ key }) => TITLES.test(key)).toSorted((one, other) => rank(one) - rank(other))[0];
  if (title === undefined)
    return entries.map(({ key, value: words }) => (key === '' ? words : `${key}: ${words}`)).join(', ');
  const more = entries.filter((entry) => entry !== title && DETAILS.test(entry.key) && entry.value !== title.value);
  return [title, ...more].map(({ value: words }) => words.trim()).join('\n');
}

function rank({ key }: Entry): number {
  const at = ORDER.indexOf(key.toLowerCase().replaceAll(/[-_]/g, ''));
  return at < 0 ? ORDER.length : at;
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
  if (!isObject(value)) return [];
  const own = Object.entries(value).slice(0, MOST);
  const [flat, nested] = [own.filter(([, each]) => !isNested(each)), own.filter(([, each]) => isNested(each))];
  return [...flat, ...nested]
    .flatMap(([name, each]) => (NOT_SAID.test(name) ? [] : entriesIn(each, depth + 1, name)))
    .slice(0, MOST);
}

function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
