import type { ErrorObject } from 'ajv';
import { isRecord, parsedJson } from '../../text/json';
import type { ParameterSet, Schema } from './description';
import { badParameter, Refusal } from './refusal';

/** The parameters of a request after they have passed the description: each has the type that was declared. */
export class Parameters {
  readonly #values: ReadonlyMap<string, unknown>;
  readonly #bytes: ReadonlyMap<string, number>;

  constructor(values: ReadonlyMap<string, unknown>, bytes: ReadonlyMap<string, number>) {
    this.#values = values;
    this.#bytes = bytes;
  }

  names(): readonly string[] {
    return [...this.#values.keys()];
  }

  text(name: string): string | undefined {
    const value = this.#values.get(name);
    return typeof value === 'string' ? value : undefined;
  }

  /** Every value of a parameter that may be repeated. */
  texts(name: string): readonly string[] {
    const value = this.#values.get(name);
    return Array.isArray(value) ? value.map(String) : [];
  }

  integer(name: string): number | undefined {
    const value = this.#values.get(name);
    return typeof value === 'number' ? value : undefined;
  }

  flag(name: string): boolean | undefined {
    const value = this.#values.get(name);
    return typeof value === 'boolean' ? value : undefined;
  }

  object(name: string): Record<string, unknown> | undefined {
    const value = this.#values.get(name);
    return isRecord(value) ? value : undefined;
  }

  /** A date-time parameter, in milliseconds since the epoch. */
  moment(name: string): number | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : Date.parse(value);
  }

  /** How long the parameter was as it was sent, in UTF-8 bytes; 0 when it was not sent. */
  bytes(name: string): number {
    return this.#bytes.get(name) ?? 0;
  }
}

/** Where one operation differs from the rules for all. */
export interface Exceptions {
  /** Codes other than 20001 for a required parameter that is missing. */
  readonly missingCodes?: Readonly<Record<string, number>>;
  /** Parameters that are in no description, that tools send all the same, and that Twilio ignores. */
  readonly ignored?: readonly string[];
}

/**
 * Reads form or query parameters against what the description declares for them.
 *
 * Throws a Refusal (400/20001, or the code that `missingCodes` has for a missing parameter) for anything that is unknown,
 * missing, repeated or of another type. Twilio ignores some of these; here a misspelt parameter must not go unnoticed.
 */
export function readParameters(
  encoded: URLSearchParams,
  declared: ParameterSet,
  place: 'post body' | 'query',
  { missingCodes = {}, ignored = [] }: Exceptions = {},
): Parameters {
  const values: Record<string, unknown> = {};
  const bytes = new Map<string, number>();
  for (const name of new Set(encoded.keys())) {
    if (ignored.includes(name)) continue;
    const schema = declared.schemas.get(name);
    if (schema === undefined) throw badParameter(`Unknown parameter ${name} in the ${place}`);
    const texts = encoded.getAll(name);
    values[name] = readValue(name, texts, schema);
    bytes.set(name, Buffer.byteLength(texts.join('')));
  }
  const mistake = declared.mistakes(values)[0];
  if (mistake !== undefined) throw refusalOf(mistake, place, missingCodes);
  return new Parameters(new Map(Object.entries(values)), bytes);
}

function readValue(name: string, texts: readonly string[], schema: Schema): unknown {
  if (schema.type === 'array') return texts;
  const [text, ...others] = texts;
  if (text === undefined || others.length > 0) throw badParameter(`Parameter ${name} was given more than once`);
  switch (schema.type) {
    case 'integer':
      return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
    case 'number':
      return /^-?\d{1,15}(\.\d+)?$/.test(text) ? Number(text) : text;
    case 'boolean':
      return text === 'true' || text === 'false' ? text === 'true' : text;
    case undefined:
      return readObject(name, text);
    default:
      return text;
  }
}

/** A parameter that is written as JSON. Throws a Refusal. */
export function jsonOf(name: string, text: string): unknown {
  const value = parsedJson(text);
  if (value === undefined) throw badParameter(`Parameter ${name} is not valid JSON`);
  return value;
}

/** Free-form parameters (Sync's Data, Studio's Parameters) have no type in the description: they are JSON objects. */
function readObject(name: string, text: string): Readonly<Record<string, unknown>> {
  const value = jsonOf(name, text);
  if (!isRecord(value)) throw badParameter(`Parameter ${name} is not a JSON object`);
  return value;
}

function refusalOf(mistake: ErrorObject, place: string, missingCodes: Readonly<Record<string, number>>): Refusal {
  const missing: unknown = mistake.params['missingProperty'];
  if (typeof missing === 'string') {
    const code = missingCodes[missing];
    if (code !== undefined) return new Refusal(400, code, `A '${missing}' parameter is required.`);
    return badParameter(`Missing required parameter ${missing} in the ${place}`);
  }
  const name = mistake.instancePath.slice(1).split('/')[0] ?? '';
  return badParameter(`Invalid value for parameter ${name}: it ${mistake.message ?? 'is not allowed'}`);
}
