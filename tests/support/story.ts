import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VirtualClock } from '../../src/rehearsal/clock';
import type { LedgerEntry } from '../../src/rehearsal/ledger';
import type { Behaviour } from '../../src/rehearsal/phones/behaviour';
import type { PhoneCall } from '../../src/rehearsal/phones/call';
import { perAgent, reachBack, successive } from '../../src/rehearsal/phones/conduct';
import type { Conduct, ReachingBack } from '../../src/rehearsal/phones/conduct';
import type { LinkDeed, Reach } from '../../src/rehearsal/phones/reach';
import { CONDUCTS } from '../../src/rehearsal/phones/scripted';
import type { AgentWord } from '../../src/rehearsal/phones/scripted';
import { LIKELY, Rehearsal } from '../../src/rehearsal/rehearsal';
import type { RehearsalOptions, Switches } from '../../src/rehearsal/rehearsal';
import type { AccountDeployment } from '../../src/rehearsal/site';
import { USUAL_MANNER } from '../../src/language/voices';
import { parseRoster } from '../../src/roster/parse';
import { flowDefinition } from '../../src/studio/definition';
import { withFixedVoice } from '../../src/studio/fixed-voice';
import { loadFlow } from '../../src/studio/flow';
import type { Flow } from '../../src/studio/flow';
import { HEARTBEAT_SECONDS } from '../../src/signing/limits';
import { variantsInTier } from './tier';

/** The folder of the project. */
export const PROJECT = join(__dirname, '..', '..');
const DEFINITION = flowDefinition(JSON.parse(readFileSync(join(PROJECT, 'flows', 'on-call.json'), 'utf8')));
const FLOW = loadFlow(DEFINITION);

/** 03:00 on a winter night; every story begins then, unless it says otherwise. */
export const START_MS = Date.parse('2026-11-22T03:00:00Z');

const DAY_MS = 24 * 3_600_000;

/** Agents by their first names, with reserved numbers. */
export const NUMBERS = {
  ann: '+447700900001',
  bob: '+447700900002',
  cyd: '+447700900003',
  dee: '+447700900004',
} as const;

export type Agent = keyof typeof NUMBERS;

export const AGENTS = {
  ann: { name: 'Ann Lee', phone: NUMBERS.ann },
  bob: { name: 'Bob Roy', phone: NUMBERS.bob },
  cyd: { name: 'Cyd Ito', phone: NUMBERS.cyd },
} as const;

/** Every behaviour of Twilio that no page settles, one flipped at a time, and all at once. */
export const SWITCHES: readonly (readonly [string, Partial<Switches>])[] = [
  ['Twilio as it probably is', {}],
  ['a hang-up in gather times out', { hangUpInGather: 'timeout' }],
  ['executions block each other by pair', { activeBy: 'pair' }],
  ['ending an execution leaves its call alone', { endingHangsUp: false }],
  ['undefined Liquid renders as text', { undefinedLiquid: 'text' }],
  ['Sync says 20404', { syncNotFoundCode: 20404, syncMismatchCode: 20412 }],
  [
    'all of them',
    {
      hangUpInGather: 'timeout',
      activeBy: 'pair',
      endingHangsUp: !LIKELY.endingHangsUp,
      undefinedLiquid: 'text',
      syncNotFoundCode: 20404,
      syncMismatchCode: 20412,
      liquidInVoice: 'refused',
    },
  ],
];

/** The flow as `oncall flow push` publishes it: without variables in the place of voices where Twilio refuses them. */
function flowUnder({ liquidInVoice = LIKELY.liquidInVoice }: Partial<Switches> = {}, roster: string): Flow {
  if (liquidInVoice === 'taken') return FLOW;
  const parsed = parseRoster(roster);
  const { voice } = parsed.ok ? parsed.roster.manner : USUAL_MANNER;
  return loadFlow(withFixedVoice(DEFINITION, voice));
}

/** Those under which a story is told. */
export const VARIANTS = variantsInTier(SWITCHES);

/** The same for what Twilio says when it takes no call, which only stories of such an account need. */
const ACCOUNT_SWITCHES: readonly (readonly [string, Partial<Switches>])[] = [
  ['Twilio as it probably is', {}],
  ['a suspended account is refused with 20403', { suspendedCode: 20403 }],
  ['a suspended account is refused with 20005', { suspendedCode: 20005 }],
  ['a suspended account is refused everything', { suspendedFrom: 'everything' }],
  ['a draft cannot be processed', { unpublishedFlowCode: 84004 }],
  ['a call from a foreign number fails', { foreignCaller: 'call fails' }],
  ['texts are refused with the newer codes', { senderCodes: 'newer' }],
  [
    'all of them',
    {
      suspendedCode: 20005,
      suspendedFrom: 'everything',
      unpublishedFlowCode: 84004,
      foreignCaller: 'call fails',
      senderCodes: 'newer',
    },
  ],
];

/** Those under which such a story is told. */
export const ACCOUNT_VARIANTS = variantsInTier(ACCOUNT_SWITCHES);

/** The same for what Twilio does with what comes in, which only stories of people who reach back need. */
export const REACH_SWITCHES: readonly (readonly [string, Partial<Switches>])[] = [
  ['Twilio as it probably is', {}],
  ['STOP does not reach the webhook', { optOutWords: 'stop at Twilio' }],
  ['a webhook whose reply is lost is repeated', { lostReply: 'is repeated' }],
  ['ending an execution leaves its call alone', { endingHangsUp: false }],
  [
    'all of them',
    { ...SWITCHES.at(-1)?.[1], optOutWords: 'stop at Twilio', lostReply: 'is repeated', crowdedStatus: 503 },
  ],
];

/** Those under which such a story is told. */
export const REACH_VARIANTS = variantsInTier(REACH_SWITCHES);

type Does = AgentWord | Conduct;

export interface StoryOptions extends Partial<Omit<RehearsalOptions, 'behaviour' | 'roster' | 'clock'>> {
  /**
   * What happens at each successive call, whoever is called; or what each agent, by name or by number, does at each call to them. The
   * last one repeats.
   */
  readonly agents:
    readonly Does[] | Readonly<Partial<Record<Agent, Does | readonly Does[]>>> | ReadonlyMap<string, Does>;
  readonly roster?: object | string;
  /** When the story begins, as an ISO instant. */
  readonly startsAt?: string;
  /** What was deployed to a local account, instead of the project's own Functions, flow and roster. */
  readonly deployed?: AccountDeployment;
}

export interface AlarmOptions {
  readonly state?: 'ALARM' | 'OK' | 'INSUFFICIENT_DATA';
  readonly description?: string | null;
  readonly reason?: string;
  /** Seconds after the story's start; the present by default. */
  readonly stateAtSeconds?: number;
}

/** A whole-chain story in phone language, on virtual time. */
export class Story {
  readonly clock: VirtualClock;
  readonly rehearsal: Rehearsal;
  readonly #startMs: number;
  readonly #inHand = new Map<string, PhoneCall>();
  #roster: string;
  #toCome = 0;
  #underWay = 0;
  readonly #invocations: Promise<unknown>[] = [];

  constructor(options: StoryOptions) {
    const { agents, roster = { agents: AGENTS }, startsAt, deployed, ...rest } = options;
    this.#startMs = startsAt === undefined ? START_MS : Date.parse(startsAt);
    this.clock = new VirtualClock(this.#startMs);
    const behaviour = behaviourOf(this.clock, agents);
    this.#roster = typeof roster === 'string' ? roster : JSON.stringify(roster);
    const surroundings = {
      lambdaFile: join(PROJECT, 'dist', 'lambda', 'index.js'),
      ...rest,
      clock: this.clock,
      behaviour: {
        ringing: (call: PhoneCall, reach: Reach) => {
          this.#inHand.set(call.to, call);
          return behaviour.ringing(call, reach);
        },
      },
    };
    const functionsFolder = join(PROJECT, 'dist', 'functions');
    this.rehearsal = new Rehearsal(
      deployed === undefined
        ? { flow: flowUnder(rest.switches, this.#roster), functionsFolder, ...surroundings, roster: () => this.#roster }
        : { ...surroundings, ...deployed },
    );
  }

  /** Seconds since the story began. */
  get seconds(): number {
    return this.secondsAt(this.clock.now());
  }

  /** A time on the story's clock as seconds since it began. */
  secondsAt(atMs: number): number {
    return (atMs - this.#startMs) / 1000;
  }

  /** A deployment replaces the roster. */
  deploy(roster: object | string): void {
    this.#roster = typeof roster === 'string' ? roster : JSON.stringify(roster);
  }

  /** CloudWatch publishes this alarm's state to the topic. Returns the SNS message id. */
  alarm(name: string, options: AlarmOptions = {}): string {
    const { state = 'ALARM' } = options;
    return this.publish(
      alarmMessage(name, { ...options, stateAtSeconds: options.stateAtSeconds ?? this.seconds }, this.#startMs),
      `${state}: "${name}"`,
    );
  }

  /** Anybody publishes anything to the topic. */
  publish(message: string, subject?: string | null): string {
    return this.rehearsal.topic.publish({ message, ...(subject === undefined ? {} : { subject }) });
  }

  /** The stack's schedule publishes a heartbeat (lambda/template.yaml). Returns the queue's id of it. */
  heartbeat(): string {
    this.publish(JSON.stringify({ source: 'oncall.heartbeat' }));
    return this.newestMessage();
  }

  /**
   * From this second on the schedule beats every five minutes, until that second at least and as long as a phone may ring or a message
   * is in the queue.
   */
  heartbeats(fromSeconds: number, untilSeconds: number, beat: () => void = () => this.heartbeat()): void {
    this.at(fromSeconds, () => {
      const isNeeded = this.rehearsal.queue.depth > 0 || this.rehearsal.executions.isAnyActive();
      if (fromSeconds > untilSeconds && !isNeeded) return;
      beat();
      this.heartbeats(fromSeconds + HEARTBEAT_SECONDS, untilSeconds, beat);
    });
  }

  /** The queue's id of what was published last. */
  newestMessage(): string {
    const enqueued = this.rehearsal.ledger.entries.findLast(({ kind }) => kind === 'enqueued');
    return enqueued?.kind === 'enqueued' ? enqueued.message : '';
  }

  /** AWS invokes the Lambda directly with this event, as the story runs on. */
  invoke(event: unknown): void {
    const awsRequestId = '00000000-0000-4000-8000-000000000001';
    const invocation = this.during(this.rehearsal.lambda(event, { awsRequestId }));
    // A failure is for whoever waits for the end of the story.
    invocation.catch(() => {});
    this.#invocations.push(invocation);
  }

  /** The story is not over before this is done. */
  during<T>(work: Promise<T>): Promise<T> {
    this.#underWay++;
    return work.finally(() => this.#underWay--);
  }

  /** The agent presses a key at this very moment, on the call in hand. */
  press(agent: Agent, key: string): void {
    this.#inHand.get(NUMBERS[agent])?.press(key);
  }

  /** Somebody rings the number, by name or from another number, and presses these keys there, each after a prompt. */
  ringBack(who: Agent | `+${string}`, keys: readonly string[] = [], shows?: string): void {
    this.#reachBack(who, { is: 'rings back', keys, ...(shows === undefined ? {} : { shows }) });
  }

  /** Somebody sends a text to the number. */
  text(who: Agent | `+${string}`, text: string): void {
    this.#reachBack(who, { is: 'texts', text });
  }

  /** Somebody opens the link of their newest SMS and presses a button there; only looks when left out. */
  tapLink(who: Agent | `+${string}`, deed?: LinkDeed): void {
    this.#reachBack(who, { is: 'taps the link', ...(deed === undefined ? {} : { deed }) });
  }

  #reachBack(who: Agent | `+${string}`, what: ReachingBack): void {
    const { callerId, reach } = this.rehearsal;
    const phone = who in NUMBERS ? NUMBERS[who as Agent] : who;
    reachBack({ clock: this.clock, reach, phone, number: callerId }, what);
  }

  /** Lets `action` happen this many seconds after the story's start. */
  at(seconds: number, action: () => void): void {
    this.#toCome++;
    this.clock.after(this.#startMs + seconds * 1000 - this.clock.now(), () => {
      this.#toCome--;
      action();
    });
  }

  /** Runs until nothing is left to happen; throws when a day is not enough. */
  async toTheEnd(): Promise<void> {
    const isOver = await this.clock.run(
      () => this.#underWay === 0 && this.#toCome === 0 && this.rehearsal.isAtRest(),
      this.#startMs + DAY_MS,
    );
    await Promise.all(this.#invocations);
    if (!isOver) throw new Error(`The story does not end. It went:\n${this.lines().join('\n')}`);
  }

  /** Runs until this many seconds after the story's start. */
  async until(seconds: number): Promise<void> {
    // The clock stands still when nothing is left to happen.
    this.at(seconds, () => {});
    await this.clock.run(() => false, this.#startMs + seconds * 1000);
  }

  /**
   * Everything that people noticed, but for speech, in order: `ann rings`, `ann answers`, `ann presses 1`, `SMS to ann: …`.
   * Comparing all of it fails on any unexpected ring. An SMS is given by its first words.
   */
  lines(): string[] {
    return this.rehearsal.ledger.entries.flatMap((entry) => lineOf(entry));
  }

  /** Who was rung, in order. */
  rings(): string[] {
    return this.rehearsal.ledger.entries.flatMap((entry) => (entry.kind === 'ring' ? [nameOf(entry.to)] : []));
  }

  /** What one agent heard, in order. */
  heardBy(agent: Agent | `+${string}`): string[] {
    return this.rehearsal.ledger.entries.flatMap((entry) =>
      entry.kind === 'say' && (entry.to === agent || nameOf(entry.to) === agent) ? [entry.text] : [],
    );
  }

  /** What was sent to one agent by SMS, in order. */
  textsTo(agent: Agent): string[] {
    return this.rehearsal.ledger.entries.flatMap((entry) =>
      entry.kind === 'sms' && entry.to === NUMBERS[agent] ? [entry.text] : [],
    );
  }

  /** What the Functions and the Lambda logged. */
  logs(): string[] {
    return this.rehearsal.ledger.entries.flatMap((entry) => (entry.kind === 'log' ? [entry.text] : []));
  }

  /** Seconds after the story's start at which each phone rang. */
  ringSeconds(): number[] {
    return this.rehearsal.ledger.entries.flatMap((entry) =>
      entry.kind === 'ring' ? [this.secondsAt(entry.atMs)] : [],
    );
  }
}

/** An alarm's state change as CloudWatch publishes it to SNS (CloudWatch user guide, "Notifying users on alarm changes"). */
export function alarmMessage(name: string, options: AlarmOptions = {}, startMs = START_MS): string {
  const { state = 'ALARM', description = null, reason, stateAtSeconds = 0 } = options;
  return JSON.stringify({
    AlarmName: name,
    AlarmDescription: description,
    AWSAccountId: '111122223333',
    AlarmConfigurationUpdatedTimestamp: '2026-01-05T09:00:00.000+0000',
    NewStateValue: state,
    NewStateReason:
      reason ??
      'Threshold Crossed: 1 out of the last 1 datapoints [99.0 (22/11/26 02:59:00)] was greater than the threshold (90.0) (minimum 1 datapoint for OK -> ALARM transition).',
    StateChangeTime: new Date(startMs + stateAtSeconds * 1000).toISOString().replace('Z', '+0000'),
    Region: 'EU (Ireland)',
    AlarmArn: `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${name}`,
    OldStateValue: state === 'OK' ? 'ALARM' : 'OK',
    OKActions: [],
    AlarmActions: [],
    InsufficientDataActions: [],
    Trigger: { MetricName: 'CPUUtilization', Namespace: 'AWS/EC2', Dimensions: [] },
  });
}

function behaviourOf(clock: VirtualClock, agents: StoryOptions['agents']): Behaviour {
  const never = successive(clock, [CONDUCTS['no-answer']]);
  if (isList(agents)) return successive(clock, conducts(agents));
  const all = isByNumber(agents)
    ? [...agents]
    : Object.entries(agents).map(([agent, does]) => [NUMBERS[agent as Agent], does] as const);
  const byNumber = new Map(
    all.map(([number, does]) => [number, successive(clock, conducts(isList(does) ? does : [does]))]),
  );
  return perAgent(byNumber, never);
}

function isByNumber(agents: StoryOptions['agents']): agents is ReadonlyMap<string, Does> {
  return agents instanceof Map;
}

function isList(value: unknown): value is readonly Does[] {
  return Array.isArray(value);
}

function conducts(does: readonly Does[]): readonly [Conduct, ...Conduct[]] {
  const [first, ...rest] = does.map((each) => (typeof each === 'string' ? CONDUCTS[each] : each));
  if (first === undefined) throw new Error('A story must say what its agents do.');
  return [first, ...rest];
}

/** The lines of a call that ends with this agent having it. */
export function takenBy(agent: Agent): readonly string[] {
  return [
    `${agent} rings`,
    `${agent} answers`,
    `${agent} presses 1`,
    `SMS to ${agent}: You have it`,
    `the call to ${agent} ends`,
  ];
}

function lineOf(entry: LedgerEntry): string[] {
  switch (entry.kind) {
    case 'ring':
      return [`${nameOf(entry.to)} rings`];
    case 'answer':
      return [`${nameOf(entry.to)} answers`];
    case 'key':
      return [`${nameOf(entry.to)} presses ${entry.key}`];
    case 'put-through':
      return [`${nameOf(entry.to)} rings, put through`];
    case 'ring-back':
      return [`${nameOf(entry.by)} rings back`];
    case 'text-in':
      return [`${nameOf(entry.by)} texts ${entry.text}`];
    case 'link':
      return [`${nameOf(entry.by)} at the link: ${entry.does}${entry.status === 200 ? '' : ` (${entry.status})`}`];
    case 'webhook-error':
      return [`error ${entry.code} at ${entry.path}: ${entry.text}`];
    case 'missed':
      return [`${nameOf(entry.to)} ${entry.why}`];
    case 'hang-up':
      return [entry.by === 'agent' ? `${nameOf(entry.to)} hangs up` : `the call to ${nameOf(entry.to)} ends`];
    case 'sms':
      return [`SMS to ${nameOf(entry.to)}: ${entry.text.split(/[(:.]/)[0]?.trim() ?? ''}`];
    case 'sms-refused':
      return [`SMS to ${nameOf(entry.to)} refused`];
    default:
      return [];
  }
}

/** An agent by its first name, any other number as it is. */
export function nameOf(number: string): string {
  return Object.entries(NUMBERS).find(([, each]) => each === number)?.[0] ?? number;
}
