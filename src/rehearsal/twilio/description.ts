import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { RawDescription, RawOperation, RawSchema } from './raw-description';
import { uploadPaths } from './serverless/upload-paths';

/** The parts of Twilio's API that are reproduced, named as their OpenAPI description files are; uploads have none. */
export type Api =
  'sync_v1' | 'studio_v2' | 'api_v2010' | 'messaging_v1' | 'serverless_v1' | 'events_v1' | 'serverless_upload';

/** A JSON schema after Twilio's peculiarities have been taken out. */
export interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly pattern?: string;
  readonly [keyword: string]: unknown;
}

/** The parameters that one place of a request (its query or its form body) may carry. */
export interface ParameterSet {
  readonly schemas: ReadonlyMap<string, Schema>;
  /** What is wrong with values of the declared types; empty when nothing is. */
  mistakes(values: Readonly<Record<string, unknown>>): readonly ErrorObject[];
}

/** One operation of the description, ready to be matched and checked. */
export interface DescribedOperation {
  readonly method: string;
  /** The path parameters when this is the operation's path, whatever their form. */
  match(pathname: string): Readonly<Record<string, string>> | undefined;
  /** The first path parameter whose value has not the declared form. */
  wrongPathParameter(path: Readonly<Record<string, string>>): string | undefined;
  readonly query: ParameterSet;
  /** Undefined when the operation takes no body. */
  readonly form: ParameterSet | undefined;
  readonly formType: 'application/x-www-form-urlencoded' | 'multipart/form-data';
  /** Header parameters, in lower case. */
  readonly headers: ReadonlySet<string>;
  readonly successStatus: number;
  /** What is wrong with a response body; empty when nothing is. */
  readonly responseMistakes: (body: unknown) => readonly ErrorObject[];
}

/** One of Twilio's OpenAPI descriptions, pruned to the operations that were asked for. */
export interface ApiDescription {
  operation(id: string): DescribedOperation;
  /** The methods that Twilio itself has on a path, whether or not they are reproduced. */
  methodsAt(pathname: string): readonly string[];
}

const methods = ['get', 'post', 'put', 'patch', 'delete'];
const keptKeywords = [
  'type',
  'format',
  'enum',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
  'required',
];
let sharedValidator: Ajv | undefined;

/**
 * Twilio's description of one API, pruned to the operations named by `operationIds`. Reading takes up to 100 ms: keep it.
 *
 * Source: the OpenAPI files that the npm package @twilio/cli-core ships. Only its JSON is read, none of its code runs.
 */
export function readDescription(api: Api, operationIds: ReadonlySet<string>): ApiDescription {
  if (api !== 'serverless_upload') return prune(read(api), operationIds);
  return prune({ paths: uploadPaths, components: read('serverless_v1').components }, operationIds);
}

function read(api: Exclude<Api, 'serverless_upload'>): RawDescription {
  const root = dirname(require.resolve('@twilio/cli-core/package.json'));
  const file = join(root, 'src', 'services', 'twilio-api', `twilio_${api}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as RawDescription;
}

function prune(raw: RawDescription, operationIds: ReadonlySet<string>): ApiDescription {
  const operations = new Map<string, DescribedOperation>();
  const everyPath: { pattern: RegExp; methods: string[] }[] = [];
  for (const [path, item] of Object.entries(raw.paths)) {
    const present = methods.filter((method) => method in item);
    everyPath.push({ pattern: pathPattern(path), methods: present.map((method) => method.toUpperCase()) });
    for (const method of present) {
      const operation = item[method];
      if (operation === undefined || !operationIds.has(operation.operationId)) continue;
      operations.set(operation.operationId, describeOperation(path, method, operation, raw.components.schemas));
    }
  }
  return {
    operation(id) {
      const operation = operations.get(id);
      if (operation === undefined) throw new Error(`Twilio's description has no operation ${id}.`);
      return operation;
    },
    methodsAt: (pathname) => everyPath.filter(({ pattern }) => pattern.test(pathname)).flatMap((path) => path.methods),
  };
}

function describeOperation(
  path: string,
  method: string,
  operation: RawOperation,
  components: RawDescription['components']['schemas'],
): DescribedOperation {
  const pattern = pathPattern(path);
  const declared = (place: string) => (operation.parameters ?? []).filter((parameter) => parameter.in === place);
  const pathForms = declared('path').map(({ name, schema }) => ({
    name,
    form: new RegExp(plain(schema, components, false).pattern ?? ''),
  }));
  const content = operation.requestBody?.content ?? {};
  const formType = 'multipart/form-data' in content ? 'multipart/form-data' : 'application/x-www-form-urlencoded';
  const form = content[formType]?.schema;
  const [status, success] = Object.entries(operation.responses)[0] ?? ['200', {}];
  const responseSchema = success.content?.['application/json']?.schema;
  const validResponse =
    responseSchema === undefined ? undefined : lazily(() => plain(responseSchema, components, true));
  return {
    method: method.toUpperCase(),
    match: (pathname) => pathParameters(pattern, pathname),
    wrongPathParameter: (values) =>
      pathForms.find(({ name, form: declaredForm }) => !declaredForm.test(values[name] ?? ''))?.name,
    query: parameterSet(plain(querySchema(declared('query')), components, false)),
    form: form === undefined ? undefined : parameterSet(plain(form, components, false)),
    formType,
    headers: new Set(declared('header').map(({ name }) => name.toLowerCase())),
    successStatus: Number(status),
    responseMistakes: (body) => validResponse?.(body) ?? [],
  };
}

function querySchema(parameters: NonNullable<RawOperation['parameters']>): RawSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
    required: parameters.flatMap(({ name, required }) => (required === true ? [name] : [])),
  };
}

function parameterSet(schema: Schema): ParameterSet {
  const mistakes = lazily(() => ({ ...schema, additionalProperties: false }));
  return { schemas: new Map(Object.entries(schema.properties ?? {})), mistakes };
}

/** Compiling a schema takes milliseconds, so it waits until the operation is first used. */
function lazily(schema: () => Schema): (value: unknown) => readonly ErrorObject[] {
  let validate: ValidateFunction | undefined;
  return (value) => {
    validate ??= validator().compile(schema());
    return validate(value) ? [] : (validate.errors ?? []);
  };
}

function validator(): Ajv {
  if (sharedValidator !== undefined) return sharedValidator;
  // Checking Twilio's schemas against JSON schema's own would cost more than everything else here.
  const ajv = new Ajv({ strict: false, allErrors: true, meta: false, validateSchema: false });
  addFormats(ajv);
  ajv.addFormat('date-time-rfc-2822', /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} \+0000$/);
  ajv.addFormat('http-method', /^(GET|POST)$/);
  ajv.addFormat('currency', /^[A-Z]{3}$/);
  // Numbers and endpoints have rules of their own, with codes of their own: the handlers check them.
  for (const name of ['phone-number', 'endpoint', 'twiml', 'uri-map', 'phone-number-capabilities']) {
    ajv.addFormat(name, true);
  }
  sharedValidator = ajv;
  return ajv;
}

/**
 * A schema without references, annotations and the `nullable` that OpenAPI allows on schemas without a type.
 *
 * With `whole`, objects must have exactly the described properties: the local Twilio answers with all of them.
 */
function plain(raw: RawSchema, components: RawDescription['components']['schemas'], whole: boolean, name = ''): Schema {
  const reference = raw['$ref'];
  if (typeof reference === 'string') {
    const target = components[reference.replace('#/components/schemas/', '')];
    if (target === undefined) throw new Error(`Twilio's description refers to ${reference}, which it does not have.`);
    return plain(target, components, whole, name);
  }
  const schema: Record<string, unknown> = {};
  for (const keyword of keptKeywords) if (keyword in raw) schema[keyword] = raw[keyword];
  if (raw['nullable'] === true && 'type' in raw) schema['nullable'] = true;
  // The 2010 API's list pages link to each other by path, though the description calls these links URIs.
  if (schema['format'] === 'uri' && (name === 'uri' || name.endsWith('_uri'))) schema['format'] = 'uri-reference';
  if ('items' in raw) schema['items'] = plain(raw['items'] as RawSchema, components, whole);
  if ('properties' in raw) {
    const properties = Object.entries(raw['properties'] as Record<string, RawSchema>);
    schema['properties'] = Object.fromEntries(
      properties.map(([key, value]) => [key, plain(value, components, whole, key)]),
    );
    if (whole) schema['required'] = properties.map(([key]) => key);
    if (whole) schema['additionalProperties'] = false;
  }
  return schema;
}

function pathPattern(path: string): RegExp {
  const source = path
    .split(/(\{\w+\})/)
    .map((part) =>
      part.startsWith('{') ? `(?<${part.slice(1, -1)}>[^/]+?)` : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
    )
    .join('');
  return new RegExp(`^${source}$`);
}

function pathParameters(pattern: RegExp, pathname: string): Readonly<Record<string, string>> | undefined {
  const found = pattern.exec(pathname);
  if (found === null) return undefined;
  return Object.fromEntries(Object.entries(found.groups ?? {}).map(([name, value]) => [name, decodedSegment(value)]));
}

function decodedSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
