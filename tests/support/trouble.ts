import { sleep } from '../../src/rehearsal/clock';
import { strayReply } from '../../src/rehearsal/odd-reply';
import { FunctionHost } from '../../src/rehearsal/functions/host';
import type { Invocation } from '../../src/rehearsal/functions/host';
import type { HttpRequest, HttpResponse } from '../../src/rehearsal/http';
import type { LedgerEntry } from '../../src/rehearsal/ledger';
import type { Fate } from '../../src/rehearsal/network';
import type { Functions, FunctionsWorld, Rehearsal, RehearsalOptions } from '../../src/rehearsal/rehearsal';
import type { Misfortune, Obstacle, Outage, Schedule, Target } from './schedule';
import { Fullest } from './bounds';
import { NUMBERS, START_MS } from './story';
import type { Story } from './story';
import type { Disturbance, Stuck } from './witness';

/** Twilio stops a Function after this time (docs: functions-assets/functions/invocation). */
const FUNCTION_LIMIT_MS = 10_000;

/** From its creation an execution may take this long to claim: two runs of `/claim`. */
export const CLAIMED_WITHIN_MS = 2 * FUNCTION_LIMIT_MS + 1_000;

/** An event that comes within this time is not late. */
const EVENT_SOON_MS = 1_000;

/** Everything that goes wrong in one night, as its schedule says, and a record of when it did. */
export class Trouble {
  readonly stuck: Stuck[] = [];
  readonly disturbances: Disturbance[] = [];
  readonly staleReadsMs: number[] = [];
  readonly fullest = new Fullest();
  readonly refusedTexts = new Set<string>();
  readonly refusedCalls = new Set<string>();
  readonly refusalsMs: number[] = [];
  /** When an SMS first met something that makes it be tried again; never: Infinity. */
  textsFailFromMs = Infinity;
  /** How many SMS Twilio took long after it had broken off: nobody could know of them in time. */
  lateTexts = 0;
  readonly #schedule: Schedule;
  readonly #faults: ReadonlyMap<string, Misfortune>;
  readonly #counts = new Map<Target, number>();
  readonly #executionOf = new Map<string, string>();
  readonly #nthOf = new Map<string, number>();
  readonly #met = new Map<Misfortune, number>();
  #story: Story | undefined;
  #copiesMs: readonly number[] = [0];
  #queueUntilMs = 0;
  #ended = 0;

  constructor(schedule: Schedule) {
    this.#schedule = schedule;
    this.#faults = new Map(schedule.faults.map(({ on, nth, fate }) => [`${on} ${nth}`, fate]));
  }

  /** The rehearsal's options that bring the trouble about. */
  options(): Partial<RehearsalOptions> {
    const { events, receives, unreachable, deliveries, clocks } = this.#schedule;
    const codes = new Map<string, number>(
      (['ann', 'bob', 'cyd', 'dee'] as const).flatMap((agent) => {
        const code = unreachable[agent];
        return code === undefined ? [] : [[NUMBERS[agent], code]];
      }),
    );
    for (const [number, code] of codes) if (code === 21610) this.refusedTexts.add(number);
    return {
      fateOf: (request, invocation) => this.#fateOf(request, invocation),
      eventTimes: () => {
        const times = events[this.#ended++] ?? [500];
        if (times.every((ms) => ms > EVENT_SOON_MS)) this.note();
        return times;
      },
      clockOffsetMs: (run) => (clocks[run % clocks.length] ?? 0) * 1000,
      textPolicy: (to) => codes.get(to),
      deliveryPolicy: {
        arrivalsMs: () => this.#copiesMs,
        pick: (visible, count) =>
          (deliveries === 'newest first' ? visible.toReversed() : visible).slice(
            0,
            deliveries === 'one by one' ? 1 : count,
          ),
      },
      queueSettings: { maxReceiveCount: receives },
      functions: (world) => this.#functions(world),
    };
  }

  /** Watches the story, whose executions get stuck and whose calls are queued. */
  watch(story: Story): void {
    this.#story = story;
    story.rehearsal.ledger.listen((entry) => this.#happened(story, entry));
    for (const { is, fromSeconds, seconds } of this.#schedule.obstacles) {
      story.at(fromSeconds, () => {
        this.note(seconds * 1000);
        OBSTACLES[is].begins(story.rehearsal);
      });
      story.at(fromSeconds + seconds, () => OBSTACLES[is].ends(story.rehearsal));
    }
    for (const seconds of this.#schedule.lostAtSeconds) {
      story.at(seconds, () => story.rehearsal.twilio.loseMapsAndLists());
    }
  }

  /** The queue makes these copies of whatever is published next; returns when each of them can be received. */
  copyNext(afterSeconds: readonly number[]): readonly number[] {
    this.#copiesMs = afterSeconds.map((seconds) => seconds * 1000);
    const firstMs = Math.min(...this.#copiesMs);
    if (firstMs > 0) this.note(firstMs);
    return this.#copiesMs.map((afterMs) => this.#nowMs + afterMs);
  }

  /** Something is wrong from now on, for so long. */
  note(lastingMs = 0, isOfTexts = false): void {
    const fromMs = this.#nowMs;
    this.disturbances.push({ fromMs, toMs: fromMs + lastingMs, ...(isOfTexts ? { isOfTexts } : {}) });
  }

  /** The stretches in which no SMS can be handed over, and nothing else is wrong. */
  get textsOutMs(): readonly Disturbance[] {
    return this.#schedule.outages.flatMap((outage) =>
      isOfTextsOnly(outage)
        ? [
            {
              fromMs: START_MS + outage.fromSeconds * 1000,
              toMs: START_MS + (outage.fromSeconds + outage.seconds) * 1000,
            },
          ]
        : [],
    );
  }

  get #nowMs(): number {
    return this.#story?.clock.now() ?? START_MS;
  }

  #fateOf(request: HttpRequest, { path }: Invocation): Fate {
    const purpose = purposeOf(request);
    if (purpose === 'write board') this.#noteBoard(request);
    const planned = ([purpose, path as Target, 'any request'] as const).map((target) => this.#next(target));
    const single = planned.find((each) => each !== undefined) ?? this.#hopelessFor(purpose, request);
    const outage =
      single === undefined ? this.#outageOf((of) => of === 'Twilio' || AFFECTED[of].includes(purpose)) : undefined;
    const misfortune = single ?? outage?.meets;
    if (misfortune === undefined || (misfortune.is === 'stale' && !LAGGING.has(purpose))) return { is: 'deliver' };
    this.note(lastsMs(misfortune), outage !== undefined && isOfTextsOnly(outage));
    if (AFFECTED.Messages.includes(purpose)) this.textsFailFromMs = Math.min(this.textsFailFromMs, this.#nowMs);
    if (purpose === 'send SMS') {
      if (misfortune.is === 'lose-reply' && (misfortune.appliedAfterMs ?? 0) > 0) this.lateTexts++;
    }
    if (misfortune.is === 'stale' && purpose === 'read board') this.staleReadsMs.push(this.#nowMs);
    if (misfortune.is === 'answered' && misfortune.status === 400) {
      if (purpose === 'send SMS') this.refusalsMs.push(this.#nowMs);
      const refused = purpose === 'send SMS' ? this.refusedTexts : this.refusedCalls;
      refused.add(new URLSearchParams(request.body).get('To') ?? '');
    }
    const times = this.#met.get(misfortune) ?? 0;
    this.#met.set(misfortune, times + 1);
    return fateOf(misfortune, times);
  }

  #noteBoard({ url, body }: HttpRequest): void {
    const form = new URLSearchParams(body);
    const [, team] = /oncall-board-([a-z]+)$/.exec(form.get('UniqueName') ?? url) ?? [];
    const data = form.get('Data');
    if (team !== undefined && data !== null) this.fullest.note(team, data);
  }

  #next(target: Target): Misfortune | undefined {
    const nth = (this.#counts.get(target) ?? 0) + 1;
    this.#counts.set(target, nth);
    return this.#faults.get(`${target} ${nth}`);
  }

  #hopelessFor(purpose: Target, { body }: HttpRequest): Misfortune | undefined {
    const { hopeless } = this.#schedule;
    if (!hopeless.some(({ on }) => on === purpose)) return undefined;
    const number = new URLSearchParams(body).get('To');
    return hopeless.find(({ on, to }) => on === purpose && NUMBERS[to] === number)?.meets;
  }

  #outageOf(isHit: (of: Outage['of']) => boolean): Outage | undefined {
    if (this.#schedule.outages.length === 0) return undefined;
    const seconds = (this.#nowMs - START_MS) / 1000;
    return this.#schedule.outages.find(
      (outage) => isHit(outage.of) && outage.fromSeconds <= seconds && seconds < outage.fromSeconds + outage.seconds,
    );
  }

  /** The Functions themselves, which may be out of reach. */
  #functions(world: FunctionsWorld): Functions {
    const host = new FunctionHost(world);
    return {
      handle: async (request): Promise<HttpResponse> => {
        const outage = this.#outageOf((of) => of === 'Functions');
        if (outage === undefined) return host.handle(request);
        if (outage.meets.is === 'stray') {
          this.note();
          return strayReply(outage.meets.reply);
        }
        const isSilent = outage.meets.is === 'drop' || outage.meets.is.startsWith('freeze');
        this.note(isSilent ? FUNCTION_LIMIT_MS : 0);
        if (isSilent) await sleep(world.clock, FUNCTION_LIMIT_MS);
        return { status: isSilent ? 504 : 503, headers: { 'content-type': 'text/plain' }, body: 'Out of reach.' };
      },
    };
  }

  #happened(story: Story, entry: LedgerEntry): void {
    switch (entry.kind) {
      case 'execution-started': {
        const nth = this.#nthOf.size + 1;
        this.#nthOf.set(entry.execution, nth);
        const queued = this.#schedule.queued.find((each) => each.execution === nth);
        if (queued !== undefined) {
          story.rehearsal.executions.delayCallOf(entry.execution, queued.seconds * 1000);
          // Twilio has one queue: whoever calls next waits behind this call.
          this.#queueUntilMs = Math.max(this.#queueUntilMs, entry.atMs + CLAIMED_WITHIN_MS) + queued.seconds * 1000;
          this.note(this.#queueUntilMs - entry.atMs);
        }
        return this.#getsStuck(story, entry.execution, 'at once');
      }
      case 'function': {
        const newest = [...this.#nthOf.keys()].at(-1);
        if (entry.path === '/claim' && newest !== undefined) this.#getsStuck(story, newest, 'before dialling');
        return;
      }
      case 'ring':
        this.#executionOf.set(entry.call, entry.execution);
        return this.#getsStuck(story, entry.execution, 'ringing');
      case 'answer':
        return this.#getsStuck(story, this.#executionOf.get(entry.call), 'answered');
      case 'say':
        return this.#getsStuck(story, this.#executionOf.get(entry.call), 'speaking');
      case 'sms-refused':
        this.refusalsMs.push(entry.atMs);
        return;
      case 'key':
        return this.#getsStuck(story, this.#executionOf.get(entry.call), 'key pressed');
      default:
    }
  }

  #getsStuck(story: Story, execution: string | undefined, when: Schedule['stuck'][number]['when']): void {
    if (execution === undefined || story.rehearsal.executions.isStuck(execution)) return;
    const nth = this.#nthOf.get(execution);
    if (!this.#schedule.stuck.some((each) => each.execution === nth && each.when === when)) return;
    story.rehearsal.executions.makeStuck(execution);
    this.stuck.push({ execution, hasClaimed: when !== 'at once' });
    this.note();
  }
}

/** How each obstacle comes and goes. */
const OBSTACLES: Readonly<Record<Obstacle['is'], Readonly<Record<'begins' | 'ends', (rehearsal: Rehearsal) => void>>>> =
  {
    'flow missing': {
      begins: (rehearsal) => rehearsal.setFlow('missing'),
      ends: (rehearsal) => rehearsal.setFlow('published'),
    },
    'flow a draft': {
      begins: (rehearsal) => rehearsal.setFlow('draft'),
      ends: (rehearsal) => rehearsal.setFlow('published'),
    },
    'account suspended': {
      begins: ({ standing }) => {
        standing.status = 'suspended';
      },
      ends: ({ standing }) => {
        standing.status = 'active';
      },
    },
    'number gone': {
      begins: ({ standing }) => {
        standing.numbers = [];
      },
      ends: ({ standing, callerId }) => {
        standing.numbers = [{ number: callerId }];
      },
    },
    'number without SMS': {
      begins: ({ standing, callerId }) => {
        standing.numbers = [{ number: callerId, sms: false }];
      },
      ends: ({ standing, callerId }) => {
        standing.numbers = [{ number: callerId }];
      },
    },
  };

/** The requests that an outage of each API hits. */
const AFFECTED: Readonly<Record<Outage['of'], readonly Target[]>> = {
  Twilio: [],
  Sync: ['list boards', 'read board', 'write board', 'read map', 'write map'],
  Studio: ['start call', 'look at call', 'read call', 'end call'],
  Messages: ['send SMS', 'read SMS'],
  Calls: ['hang up'],
  Functions: [],
};

/** Whether all that an outage does is that no SMS can be handed over: what stops a Function in the middle does more. */
function isOfTextsOnly({ of, meets }: Outage): boolean {
  return of === 'Messages' && (meets.is === 'answered' || meets.is === 'drop' || meets.is === 'reset');
}

/** What Sync may answer from the past. */
const LAGGING: ReadonlySet<Target> = new Set(['list boards', 'read board', 'read map']);

/** What a request is for. */
function purposeOf({ method, url }: HttpRequest): Target {
  if (url.startsWith('https://sync.')) {
    if (method === 'GET' && /\/Documents(\?|$)/.test(url)) return 'list boards';
    const isOfMap = url.includes('/Maps');
    if (method === 'GET') return isOfMap ? 'read map' : 'read board';
    return isOfMap ? 'write map' : 'write board';
  }
  if (url.endsWith('/Context')) return 'read call';
  if (url.endsWith('/Executions')) return 'start call';
  if (url.includes('/Executions/')) return method === 'GET' ? 'look at call' : 'end call';
  if (url.includes('/Calls')) return 'hang up';
  if (url.includes('/Messages')) return method === 'POST' ? 'send SMS' : 'read SMS';
  return 'ask how things are';
}

/** How long it takes until this misfortune has done all that it does. */
function lastsMs(misfortune: Misfortune): number {
  switch (misfortune.is) {
    case 'deliver':
      return misfortune.latencyMs ?? 0;
    case 'slow':
      return Math.max(...misfortune.latenciesMs);
    case 'lose-reply':
      return misfortune.appliedAfterMs ?? 0;
    case 'freeze-before':
    case 'freeze-after':
      return FUNCTION_LIMIT_MS;
    default:
      return 0;
  }
}

/** What becomes of a request that meets this misfortune after so many others have. */
function fateOf(misfortune: Misfortune, others: number): Fate {
  switch (misfortune.is) {
    case 'answered': {
      const { status, code } = misfortune;
      const body = JSON.stringify({ status, code, message: 'made up', more_info: 'none' });
      return { is: 'answer', response: { status, headers: { 'content-type': 'application/json' }, body } };
    }
    case 'slow': {
      const latencyMs = misfortune.latenciesMs[others % misfortune.latenciesMs.length];
      return latencyMs === undefined ? { is: 'deliver' } : { is: 'deliver', latencyMs };
    }
    default:
      return misfortune;
  }
}
