import { quoted } from '../../text/masking';
import { isE164 } from '../../text/phone-number';
import type { Agent } from '../roster';
import { didYouMean, fault, fieldsOf, hintsFor, isWorthAGuess, membersOf, oneOrMany, someOf, textOf } from './entry';
import type { Entry, Fields, KeyHints } from './entry';
import { zoneOf } from './zones';

/** What a step of `escalation.order` may say beside the id of an agent. */
export const STEP_WORDS: readonly string[] = ['on-call', 'next', 'everyone'];

const SEVERAL = { key: 'phone', remedy: 'write `phone`, also for a list of numbers' };

const AGENT_HINTS: KeyHints = new Map([
  ['phones', SEVERAL],
  ['numbers', SEVERAL],
  ['phonenumbers', SEVERAL],
  ...hintsFor({
    phone: 'fone number mobile mobil cell cellphone tel telephone phonenumber',
    name: 'fullname displayname who',
    timezone: 'zone tz',
  }),
]);

/** Reads `agents`. Those with a fault are kept, so that whoever names them is not blamed too. */
export function agentsOf(roster: Fields): ReadonlyMap<string, Agent> {
  const entry = roster.get('agents');
  if (entry === undefined) {
    fault(roster.entry, '`agents` is missing; write "agents": { "ann": { "name": "Ann Lee", "phone": "+44…" } }');
    return new Map();
  }
  const agents = new Map<string, Agent>();
  for (const [id, { key, value }] of membersOf(entry)) {
    checkId(key, id);
    agents.set(id, agentOf(value, id));
  }
  if (entry.node.kind === 'object' && agents.size === 0) {
    fault(entry, 'there is nobody to call; write at least one agent');
  }
  return agents;
}

/** A number with the agent and the place that it is written at. */
export interface WrittenNumber {
  readonly agent: string;
  readonly path: string;
  readonly phone: string;
}

/** All numbers of a roster file that have the shape of one, whatever else is wrong with the file. */
export function numbersIn(roster: Fields): readonly WrittenNumber[] {
  const agents = roster.get('agents');
  if (agents === undefined) return [];
  return [...membersOf(agents)].flatMap(([agent, { value }]) => {
    const phone = agentFields(value)?.get('phone');
    const numbers = phone === undefined ? [] : oneOrMany(phone);
    return numbers.flatMap((entry) => {
      const number = phoneOf(entry);
      return number === undefined ? [] : { agent, path: entry.path, phone: number };
    });
  });
}

/** Ids stand in steps, in commands and in logs, so they are one plain word. */
export function checkId(key: Entry, id: string): void {
  if (STEP_WORDS.includes(id)) {
    fault(key, `${quoted(id)} is a step of \`escalation.order\` and cannot be an id; choose another word`);
  } else if (!/^[A-Za-z][A-Za-z0-9_-]{0,31}$/.test(id)) {
    const rule = 'it begins with a letter and has only letters, digits, - and _, at most 32';
    fault(key, `${quoted(id)} cannot be an id: ${rule}; write something like "${plainId(id)}"`);
  }
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

/** Reads the id of an agent. */
export function agentNamed(entry: Entry, agents: ReadonlyMap<string, Agent>): Agent | undefined {
  const id = textOf(entry);
  if (id === undefined || agents.has(id)) return id === undefined ? undefined : agents.get(id);
  const named = isWorthAGuess(entry) ? [...agents.values()].find((agent) => sameName(agent.name, id)) : undefined;
  const remedy =
    named === undefined
      ? didYouMean(entry, id, agents.keys(), 'add it under `agents`')
      : `write the id of ${named.name}: "${named.id}"`;
  return fault(entry, `there is no agent ${quoted(id)}; ${remedy}`);
}

function sameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** Reads a list of ids of agents, at least one. */
export function agentsNamed(entry: Entry, agents: ReadonlyMap<string, Agent>): readonly Agent[] {
  return someOf(entry).flatMap((item) => agentNamed(item, agents) ?? []);
}

function agentFields(entry: Entry): Fields | undefined {
  return fieldsOf(entry, ['name', 'phone', 'timezone'], AGENT_HINTS);
}

function agentOf(entry: Entry, id: string): Agent {
  const fields = agentFields(entry);
  if (fields === undefined) return { id, name: id, phones: [] };
  const name = fields.get('name');
  if (name === undefined) fault(entry, '`name` is missing; it is what callers hear and read');
  const zone = fields.get('timezone');
  const timezone = zone && zoneOf(zone);
  return {
    id,
    name: (name && textOf(name, 80))?.trim() ?? id,
    phones: phonesOf(fields),
    ...(timezone === undefined ? {} : { timezone }),
  };
}

function phonesOf(agent: Fields): readonly string[] {
  const entry = agent.get('phone');
  if (entry === undefined) {
    fault(agent.entry, '`phone` is missing; write "phone": "+44…"');
    return [];
  }
  const phones = oneOrMany(entry).flatMap((item) => phoneOf(item) ?? []);
  if (new Set(phones).size < phones.length) fault(entry, 'a number is written twice; keep one of the two');
  return phones;
}

/** A number in the shape of E.164 (ITU-T): a plus sign and at most 15 digits. Whether it rings is not checked here. */
function phoneOf(entry: Entry): string | undefined {
  if (entry.node.kind === 'number') {
    return fault(entry, 'a phone number is text; put it in double quotes, with a + first');
  }
  if (entry.node.kind !== 'string' && entry.node.kind !== 'unreadable') {
    return fault(entry, 'write the number in double quotes, "+44…", or a list of several');
  }
  const text = textOf(entry);
  if (text === undefined || isE164(text)) return text;
  return fault(entry, numberFault(text));
}

function numberFault(text: string): string {
  if (/\d\D*[,;/\s]\s*\+\d/.test(text)) return 'these are several numbers; write a list ["+44…", "+44…"]';
  if (/^\s*\+[1-9][\d\s()./-]*$/.test(text) && /[\s()./-]/.test(text)) return shapeFault(text);
  if (/^\s*00[1-9]/.test(text)) {
    const only = /^00\d+$/.test(text) ? '' : ', and digits only after it';
    return `write + in place of the 00 at the beginning${only}`;
  }
  if (/^\s*\(?0/.test(text)) {
    return 'the number begins with 0; write + and the country code in place of that 0, such as +44';
  }
  return 'this is no phone number; write + and the country code, 7 to 15 digits in all, such as "+44…"';
}

/** Of a number that is written as people read it. */
function shapeFault(text: string): string {
  const digitsOnly = 'write digits only after the +: no spaces, hyphens, points or brackets';
  if (/\(\s*0\s*\)/.test(text)) return `leave out the (0), which is for calls inside the country, and ${digitsOnly}`;
  if (/^\s*\+[1-9]\d{0,2}[\s()./-]+0/.test(text)) {
    return `${digitsOnly}; also leave out the 0 after the country code, unless calls from abroad need it, as in Italy`;
  }
  return digitsOnly;
}
