import { isRecord } from '../../text/json';
import { languageOf, speakersOf } from '../../language/voices';
import { quoted } from '../../text/masking';
import { nearestWord } from '../../text/nearest-word';
import type { Fault, What } from '../file/fault';
import { nameOfTable } from '../file/keys';
import { STEP_WORDS } from '../file/kinds';
import { instantOf, isoOf, wallMsAt, wallText } from '../zone';
import { ONE_MISSING } from './key-words';
import { valueText, kindText } from './values';
import { unknownText, wordsOf } from './wrong-key';

/** What is wrong and what to do, in words. `root` is the value of the whole roster. May hold whole phone numbers. */
export function messageOf(fault: Fault, root: unknown): string {
  return MESSAGES[fault.what](fault, root);
}

type Message = (fault: Fault, root: unknown) => string;

const MESSAGES: Readonly<Record<What, Message>> = {
  id: ({ value }) => idText(String(value)),
  unknown: unknownText,
  missing: missingText,
  value: valueText,
  many: manyText,
  empty: emptyText,
  twice: ({ key }) => `${key?.is === 'phone' ? 'a number' : 'an agent'} is written twice; keep one of the two`,
  'no-agent': noAgentText,
  'no-team': ({ value }, root) =>
    `there is no team ${quoted(String(value))}; ${didYouMean(String(value), keysIn(root, 'teams')) ?? 'add it under `teams`'}`,
  'no-step': noStepText,
  'other-language': otherLanguageText,
  skipped: skippedText,
  'not-after': () => 'this is not after `from`; write a later time',
  'same-agent': () => 'the same agent is out and in; name another or delete this override',
  'whose-team': () => 'with several teams and nobody `out`, say which team this is for: "team": "…"',
  'beside-teams': () => 'a roster with `teams` has no rotations of its own; move them into the team they belong to',
  nobody: () => 'nobody is on this team; write its `agents` in the order to call them, or `rotations`',
  'shift-of-nothing': () =>
    'a shift begins whenever `only` does; write `only`, such as "Mon-Fri 09:00 - 17:00", or a length such as "1 week"',
  'everyone-early': () => '`everyone` gets an SMS after the last call, so it can only be the last step',
  'calls-nobody': () => 'no step calls anybody; write "on-call", "next" or the id of an agent first',
};

function missingText({ table, keys = [] }: Fault): string {
  const [key = ''] = keys;
  if (keys.length > 1) return ONE_MISSING[nameOfTable(table) ?? ''] ?? `write ${keys.join(' or ')}`;
  return `\`${key}\` is missing; ${wordsOf(nameOfTable(table) ?? '')[key]?.missing ?? 'write it'}`;
}

/** How to write something as a list, or as an object by ids. */
function manyText({ value, key }: Fault): string {
  if (key?.many === 'by-id')
    return `this is ${kindText(value)}; write an object in braces { "id": { … } }, with an id for each`;
  return `this is ${kindText(value)}; write a list in brackets${listForm(value)}`;
}

function listForm(value: unknown): string {
  if (isRecord(value)) return ', also of one: [{ … }]';
  if (typeof value !== 'string' || value.length > 60) return ' [ … ]';
  const items = value.split(/[\s,;]+/).map((item) => JSON.stringify(item));
  return ` [${items.join(', ')}]`;
}

function emptyText({ path, key }: Fault): string {
  if (key?.many !== 'by-id') return 'this list is empty; write at least one item or leave the key out';
  if (path === 'accounts') return 'there is no account in it; write one, or leave `accounts` out';
  if (path === 'agents') return 'there is nobody to call; write at least one agent';
  return 'it names no team; write one, or leave `teams` out to call all agents as one team';
}

function idText(id: string): string {
  if (STEP_WORDS.includes(id)) {
    return `${quoted(id)} is a step of \`escalation.order\` and cannot be an id; choose another word`;
  }
  const rule = 'it begins with a letter and has only letters, digits, - and _, at most 32';
  return `${quoted(id)} cannot be an id: ${rule}; write something like "${plainId(id)}"`;
}

/** The nearest id that can be one. */
function plainId(id: string): string {
  const plain = id
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9_]+/g, '-')
    .replace(/^[^A-Za-z]+/, '')
    .slice(0, 32)
    .replace(/[-_]+$/, '');
  return plain === '' || STEP_WORDS.includes(plain) ? 'a1' : plain;
}

function noAgentText({ value }: Fault, root: unknown): string {
  const id = String(value);
  const agents = isRecord(root) && isRecord(root['agents']) ? root['agents'] : {};
  const [named, agent] = Object.entries(agents).find(([, one]) => isRecord(one) && sameName(one['name'], id)) ?? [];
  const remedy =
    named === undefined || !isRecord(agent)
      ? (didYouMean(id, Object.keys(agents)) ?? 'add it under `agents`')
      : `write the id of ${String(agent['name'])}: "${named}"`;
  return `there is no agent ${quoted(id)}; ${remedy}`;
}

function sameName(name: unknown, text: string): boolean {
  return typeof name === 'string' && name.trim().toLowerCase() === text.trim().toLowerCase();
}

function otherLanguageText({ value, language = 'en' }: Fault): string {
  const voice = String(value);
  const speaks = languageOf(voice) ?? language;
  const others = speakersOf(language).map((name) => `"${name}"`);
  return `${quoted(voice)} speaks "${speaks}", and the language here is "${language}"; write "language": "${speaks}" beside it, or take ${others.slice(0, 3).join(' or ')}`;
}

/** What other systems and people call the steps. */
const STEPS_MEANT: ReadonlyMap<string, string> = new Map([
  ['primary', 'on-call'],
  ['first', 'on-call'],
  ['secondary', 'next'],
  ['second', 'next'],
  ['backup', 'next'],
  ['all', 'everyone'],
  ['team', 'everyone'],
  ['sms', 'everyone'],
]);

function noStepText({ value }: Fault, root: unknown): string {
  const text = String(value);
  const meant = STEPS_MEANT.get(text.toLowerCase()) ?? nearestWord(text, [...STEP_WORDS, ...keysIn(root, 'agents')]);
  const remedy =
    meant === undefined ? 'write "on-call", "next", "everyone" or the id of an agent' : `did you mean \`${meant}\`?`;
  return `there is no step or agent ${quoted(text)}; ${remedy}`;
}

function skippedText({ value, zone = 'UTC' }: Fault): string {
  const wallMs = Number(value);
  const change = wallText(wallMsAt(instantOf(wallMs, zone), zone)).slice(-5);
  const text = quoted(isoOf(wallMs).replace('T', ' '));
  return `${text} does not exist in ${zone}: the clocks go forward to ${change} then; write that or later`;
}

function didYouMean(word: string, known: Iterable<string>): string | undefined {
  const meant = nearestWord(word, known);
  return meant === undefined ? undefined : `did you mean \`${meant}\`?`;
}

function keysIn(root: unknown, key: string): readonly string[] {
  const members = isRecord(root) ? root[key] : undefined;
  return isRecord(members) ? Object.keys(members) : [];
}
