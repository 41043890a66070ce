import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import twilio from 'twilio';
import type { Twilio } from 'twilio';
import type { Ended, Machine } from '../../../src/cli/machine';
import { RealClock } from '../../../src/rehearsal/clock';
import type { HttpRequest, HttpResponse } from '../../../src/rehearsal/http';
import { scripted } from '../../../src/rehearsal/phones/scripted';
import { Rehearsal } from '../../../src/rehearsal/rehearsal';
import type { AccountRehearsalOptions } from '../../../src/rehearsal/rehearsal';
import { Resources } from '../../../src/rehearsal/twilio/resources';
import { ACCOUNT } from '../../../src/sandbox/account';
import { httpClientOver } from '../../../src/twilio/http-client';
import { machineOver } from './live';

/** The machine's time, which a test can move on. */
class MovedClock extends RealClock {
  #aheadMs = 0;

  override now(): number {
    return super.now() + this.#aheadMs;
  }

  pass(ms: number): void {
    this.#aheadMs += ms;
  }
}

/** What becomes of a request of a command before it reaches Twilio; undefined lets it through. */
export type Fault = (request: HttpRequest) => HttpResponse | 'reply lost' | 'dead' | undefined;

type Options = Partial<
  Pick<AccountRehearsalOptions, 'standing' | 'numbers' | 'callerIds' | 'messagingServices' | 'switches'>
>;

/** A local account in this process, and the machine of commands that work on it. */
export class PretendAccount {
  readonly sid = ACCOUNT.sid;
  readonly authToken = ACCOUNT.authToken;
  readonly resources = new Resources();
  /** Each change that a command asked for, such as `POST /v2/Flows`; those of the deployment tool are left out. */
  readonly changes: string[] = [];
  readonly #clock = new MovedClock();
  readonly #rehearsal: Rehearsal;
  #fault: Fault = () => undefined;

  constructor(options: Options = {}) {
    this.#rehearsal = new Rehearsal({
      ...options,
      clock: this.#clock,
      behaviour: scripted(this.#clock, ['take']),
      lambdaFile: join(__dirname, '..', '..', '..', 'dist', 'lambda', 'index.js'),
      resources: this.resources,
      domain: 'https://nothing-0000.twil.io',
      latencyMs: 0,
    });
  }

  /** From now on; until it is set again. */
  set fault(fault: Fault) {
    this.#fault = fault;
  }

  /** The account's owner at the console. */
  get client(): Twilio {
    const httpClient = httpClientOver((request) => Promise.resolve(this.#rehearsal.twilio.handle(request)));
    return twilio(this.sid, this.authToken, { httpClient });
  }

  /** Somebody texts a number of the account. */
  receive(from: string, to: string, text: string): void {
    this.#rehearsal.twilio.receive({ from, to, text, pictures: 0 });
  }

  /** Somebody texts a number of the account; resolves with the first SMS that comes back to them. */
  answerTo(phone: string, to: string, text: string): Promise<string> {
    const { ledger, reach } = this.#rehearsal;
    const answer = new Promise<string>((resolve) => {
      ledger.listen((entry) => {
        if (entry.kind === 'sms' && entry.to === phone) resolve(entry.text);
      });
    });
    reach.text({ phone, to, text });
    return answer;
  }

  /** What a command on a project in this folder reaches. Its deployment tool does what twilio-run does, without a process. */
  machine(folder: string, more: Partial<Machine> = {}): Machine {
    return machineOver(folder, (request) => this.#send(request), {
      now: () => this.#clock.now(),
      fetch: (input, init) => this.#fetch(new Request(input, init)),
      twilioRun: (args) => this.#deploy(folder, args),
      ...more,
    });
  }

  #send(request: HttpRequest): Promise<HttpResponse> {
    const fate = this.#fault(request);
    if (fate === 'dead') return Promise.reject(new Error('socket hang up'));
    if (fate !== undefined && fate !== 'reply lost') return Promise.resolve(fate);
    const handled = this.#rehearsal.twilio.handle(request);
    const response = { ...handled, headers: { ...handled.headers, date: new Date(this.#clock.now()).toUTCString() } };
    const { pathname } = new URL(request.url);
    if (request.method !== 'GET' && response.status < 300) this.changes.push(`${request.method} ${pathname}`);
    return fate === 'reply lost' ? Promise.reject(new Error('socket hang up')) : Promise.resolve(response);
  }

  async #fetch(request: Request): Promise<Response> {
    const { status, headers, body } = await this.#rehearsal.host.handle({
      method: request.method,
      url: request.url,
      headers: Object.fromEntries(request.headers),
      body: await request.text(),
    });
    return new Response(body, { status, headers });
  }

  /** As @twilio-labs/serverless-api 5 deploys a local project: client.js, deployProject. */
  async #deploy(folder: string, args: readonly string[]): Promise<Ended> {
    const serviceSid = args[args.indexOf('--service-sid') + 1] ?? '';
    if (!args.includes('--production')) return { status: 1, output: 'This would not be the production environment.' };
    const service = this.client.serverless.v1.services(serviceSid);
    const environments = await service.environments.list();
    const environment =
      environments.find(({ domainSuffix }) => (domainSuffix ?? '') === '') ??
      (await service.environments.create({ uniqueName: 'production' }));
    const functionsFolder = join(folder, 'dist', 'functions');
    const functionVersions: string[] = [];
    for (const file of readdirSync(functionsFolder)) {
      const [, name = '', visibility = 'public'] = /^(.+?)(?:\.(protected|private))?\.js$/.exec(file) ?? [];
      const path = `/${name}`;
      const known = (await service.functions.list()).find(({ friendlyName }) => friendlyName === path);
      const { sid } = known ?? (await service.functions.create({ friendlyName: path }));
      const content = readFileSync(join(functionsFolder, file), 'utf8');
      functionVersions.push(
        this.#upload(`/v1/Services/${serviceSid}/Functions/${sid}/Versions`, path, visibility, content),
      );
    }
    const asset = await service.assets.create({ friendlyName: '/roster.json' });
    const roster = readFileSync(join(folder, 'assets', 'roster.private.json'), 'utf8');
    const assetPath = `/v1/Services/${serviceSid}/Assets/${asset.sid}/Versions`;
    const assetVersions = [this.#upload(assetPath, '/roster.json', 'private', roster)];
    const dependencies = JSON.stringify([{ name: 'twilio', version: '6.2.0' }]);
    const build = await service.builds.create({ functionVersions, assetVersions, dependencies, runtime: 'node22' });
    this.#clock.pass(1_000);
    await service.environments(environment.sid).deployments.create({ buildSid: build.sid });
    const text = readFileSync(join(folder, '.env'), 'utf8');
    for (const [, key = '', value = ''] of text.matchAll(
      /^(ALERT_SECRET|CALLER_ID|EVENTS_PASSWORD|FALLBACK_NUMBERS)=(.+)$/gm,
    )) {
      const { variables } = service.environments(environment.sid);
      if (!(await variables.list()).some((each) => each.key === key)) await variables.create({ key, value });
    }
    return { status: 0, output: '' };
  }

  #upload(path: string, name: string, visibility: string, content: string): string {
    const boundary = 'a-boundary-that-occurs-nowhere';
    const fields = Object.entries({ Path: name, Visibility: visibility, Content: content });
    const parts = fields.map(
      ([key, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`,
    );
    const credentials = Buffer.from(`${this.sid}:${this.authToken}`).toString('base64');
    const { status, body } = this.#rehearsal.twilio.handle({
      method: 'POST',
      url: `https://serverless-upload.twilio.com${path}`,
      headers: {
        authorization: `Basic ${credentials}`,
        'content-type': `multipart/form-data; boundary=${boundary}`,
      },
      body: `${parts.join('')}--${boundary}--\r\n`,
    });
    if (status !== 201) throw new Error(`The upload was refused: ${body}`);
    return (JSON.parse(body) as { sid: string }).sid;
  }

  stop(): void {
    this.#clock.stop();
  }
}
