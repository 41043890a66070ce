import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';

/** A request as AWS would get it: the action's name and its input, decoded from whichever protocol the SDK speaks. */
export interface AwsRequest {
  readonly action: string;
  /** JSON services: the body. CloudFormation: its form fields, such as `Parameters.member.1.ParameterKey`. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** An error as AWS answers it. */
export class AwsError {
  readonly code: string;
  readonly message: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    this.code = code;
    this.message = message;
    this.status = status;
  }
}

type Reply = object | AwsError;
type Answer = Reply | ((input: Readonly<Record<string, unknown>>) => Reply | Promise<Reply>);

/**
 * AWS behind one address on this machine, speaking each service's own protocol: CloudFormation's query and XML, CloudWatch's and
 * SSM's JSON with `x-amz-target`, Lambda's REST. It knows only what the test tells it; an action that no test expected is a 500.
 *
 * The shapes are those of the API references (CloudFormation 2010-05-15, CloudWatch 2010-08-01, SSM 2014-11-06, Lambda 2015-03-31).
 */
export class AwsAtHand {
  readonly requests: AwsRequest[] = [];
  readonly #answers = new Map<string, Answer[]>();
  #server: Server | undefined;

  /** The answers to an action, in turn; the last one repeats. */
  on(action: string, ...answers: readonly Answer[]): void {
    this.#answers.set(action, [...answers]);
  }

  /** The inputs of every request for an action so far. */
  inputs(action: string): readonly Readonly<Record<string, unknown>>[] {
    return this.requests.filter((request) => request.action === action).map(({ input }) => input);
  }

  /** The actions that were asked for, each as often as it was, without those that only look. */
  get changes(): readonly string[] {
    return this.requests.map(({ action }) => action).filter((action) => !/^(?:Describe|Get|List)/.test(action));
  }

  async start(): Promise<string> {
    this.#server = createServer((request, response) => void this.#answer(request, response));
    await new Promise<void>((resolve) => {
      this.#server?.listen(0, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  stop(): void {
    this.#server?.close();
    this.#server?.closeAllConnections();
  }

  forget(): void {
    this.requests.length = 0;
    this.#answers.clear();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const { protocol, action, input } = decoded(request, body);
    this.requests.push({ action, input });
    const reply = await this.#replyTo(action, input);
    if (reply instanceof AwsError) sendError(response, protocol, reply);
    else sendReply(response, protocol, action, reply);
  }

  #replyTo(action: string, input: Readonly<Record<string, unknown>>): Reply | Promise<Reply> {
    const answers = this.#answers.get(action) ?? [];
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer === undefined) return new AwsError('UnexpectedByTheTest', `No test expected ${action}.`, 500);
    return typeof answer === 'function' ? answer(input) : answer;
  }
}

/** AWS at hand for one test suite, found as the SDK finds any endpoint; with credentials, unless the test takes them away. */
export function awsAtHand(): AwsAtHand {
  const aws = new AwsAtHand();
  const before = { ...process.env };
  let url = '';
  beforeAll(async () => {
    url = await aws.start();
  });
  beforeEach(() => {
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'a secret access key of the test',
      AWS_REGION: 'eu-west-1',
      AWS_MAX_ATTEMPTS: '1',
      AWS_EC2_METADATA_DISABLED: 'true',
      // Whoever runs the tests may have an account of their own.
      AWS_CONFIG_FILE: '/nonexistent/config',
      AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/credentials',
    });
  });
  afterEach(() => {
    aws.forget();
    process.env = { ...before };
  });
  afterAll(() => aws.stop());
  return aws;
}

/** A file with the credentials of one profile, for AWS_SHARED_CREDENTIALS_FILE. */
export function profileFile(name: string): string {
  return `[${name}]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = a secret access key of the test\n`;
}

type Protocol = 'query' | 'json' | 'rest';

function decoded(
  { method = '', url = '', headers }: IncomingMessage,
  body: string,
): AwsRequest & { readonly protocol: Protocol } {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') {
    // GraniteServiceVersion20100801.PutMetricAlarm, AmazonSSM.GetParameter
    const action = target.slice(target.lastIndexOf('.') + 1);
    return { protocol: 'json', action, input: JSON.parse(body) as Record<string, unknown> };
  }
  const [, name = '', verb = ''] = /^\/[\d-]+\/functions\/([^/]+)\/([\w-]+)/.exec(url) ?? [];
  if (name !== '') {
    const action = { invocations: 'Invoke', code: 'UpdateFunctionCode', configuration: 'GetFunctionConfiguration' }[
      verb
    ];
    const input: unknown = body === '' ? {} : JSON.parse(body);
    return { protocol: 'rest', action: action ?? `${method} ${url}`, input: { ...Object(input), FunctionName: name } };
  }
  const { Action = `${method} ${url}`, Version: _version, ...input } = Object.fromEntries(new URLSearchParams(body));
  return { protocol: 'query', action: Action, input };
}

function sendReply(response: ServerResponse, protocol: Protocol, action: string, reply: object): void {
  if (protocol === 'query') {
    response.setHeader('content-type', 'text/xml');
    response.end(
      `<${action}Response xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><${action}Result>${xml(reply)}</${action}Result><ResponseMetadata><RequestId>${REQUEST_ID}</RequestId></ResponseMetadata></${action}Response>`,
    );
    return;
  }
  const { functionError, ...body } = { functionError: undefined, ...reply };
  if (functionError !== undefined) response.setHeader('x-amz-function-error', String(functionError));
  response.setHeader('content-type', protocol === 'json' ? 'application/x-amz-json-1.0' : 'application/json');
  response.end(JSON.stringify(body));
}

function sendError(response: ServerResponse, protocol: Protocol, { code, message, status }: AwsError): void {
  response.statusCode = status;
  if (protocol === 'query') {
    response.setHeader('content-type', 'text/xml');
    response.end(
      `<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type>${xml({ Code: code, Message: message })}</Error><RequestId>${REQUEST_ID}</RequestId></ErrorResponse>`,
    );
    return;
  }
  response.setHeader('x-amzn-errortype', code);
  response.setHeader('content-type', 'application/x-amz-json-1.0');
  response.end(JSON.stringify({ __type: code, message, Message: message }));
}

const REQUEST_ID = '00000000-0000-4000-8000-000000000000';

/** Lists are `<member>`s; what is undefined is left out. */
function xml(value: unknown): string {
  if (Array.isArray(value)) return value.map((member) => `<member>${xml(member)}</member>`).join('');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => `<${key}>${xml(inner)}</${key}>`)
      .join('');
  }
  return String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}
