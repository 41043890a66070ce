import { Account } from '../../account/account';
import { redactor } from '../../account/redaction';
import { readAlarm } from '../../alarm/alarm';
import { englishText } from '../../incident/said/told';
import { fallbackAgents } from '../../escalation/plans';
import { reasonOf } from '../../mistake';
import { Feed } from '../../page/feed';
import type { Deed, World as PageWorld } from '../../page/server';
import { MOST_STEPS, type Answer, type Order, type QueueMessage, type Queue, type StepDetail } from '../../page/world';
import { deploymentOf, saidBy, send, sendingsIn } from '../../rehearsal/index';
import type { InteractivePhones, LedgerEntry, PacedClock, Rehearsal, Sending, Wire } from '../../rehearsal/index';
import { HEARTBEAT_SECONDS, MAX_RECEIVE_COUNT } from '../../signing/limits';
import { readEnvironment } from '../../twilio/environment';
import { readFlow } from '../flow/file';
import { accountClient } from '../machine';
import { namesIn, type Names } from '../rehearse/names';
import { projectRehearsal } from '../rehearse/project-rehearsal';
import { Faults, UNAVAILABLE } from './faults';
import { pictureOf } from './flow-parts';
import { LedgerSteps } from './ledger-steps';
import { linkPage } from './link-page';
import { Office } from './office';
import { PhoneCards } from './phone-cards';
import { RosterWatch } from './roster-watch';
import { SAMPLES, sampleSendings } from './samples';
import { whatIf } from './what-if';

/** How often it is looked whether the roster's file or a flow's run has changed, in real milliseconds. */
const LOOKS_EVERY_MS = 500;
/** How long changes gather before the parts that they concern are worked out, in real milliseconds. */
const GATHERS_MS = 50;
const PAST_DAYS = 90;
const MOST_MESSAGES = 100;

export interface RehearsalPageOptions {
  readonly clock: PacedClock;
  readonly phones: InteractivePhones;
  readonly readRoster: () => string;
  readonly rosterShown: string;
  readonly fallbackNumbers: readonly string[];
  readonly zone: string;
  readonly build: string;
}

/** A rehearsal as the page shows it, and what a person does there to it. */
export class RehearsalPage implements PageWorld {
  readonly feed: Feed;
  readonly rehearsal: Rehearsal;
  readonly #options: RehearsalPageOptions;
  readonly #office: Office;
  readonly #watch: RosterWatch;
  readonly #cards: PhoneCards;
  readonly #timeline: LedgerSteps;
  readonly #faults = new Faults();
  /** Executions that go on, or have just ended, with how much of their path is shown. */
  readonly #runs = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;
  #names: Names = namesIn({ agents: new Map() }, []);
  readonly #dirty = new Set<'boards' | 'past' | 'queue'>(['boards', 'past', 'queue']);
  #isAwaited = false;
  /** The page's own reading of the boards is no part of the story. */
  #isReading = false;

  static async open(options: RehearsalPageOptions): Promise<RehearsalPage> {
    const { account } = deploymentOf();
    let page: RehearsalPage | undefined;
    const client = await accountClient(account.sid, account.authToken, async (request) => {
      if (page === undefined) throw new Error('the page is not open yet');
      return page.#send(request);
    });
    page = new RehearsalPage(options, client);
    return page;
  }

  private constructor(options: RehearsalPageOptions, client: Awaited<ReturnType<typeof accountClient>>) {
    this.#options = options;
    const { clock, phones, fallbackNumbers, zone, build } = options;
    this.#watch = new RosterWatch(options.readRoster, options.rosterShown);
    this.feed = new Feed(() => ({ nowMs: clock.now(), speed: clock.speed === 10 ? 10 : clock.speed === 0 ? 0 : 1 }));
    this.#cards = new PhoneCards(phones);
    this.#timeline = new LedgerSteps(() => this.#names, MOST_STEPS);
    this.#look();
    this.rehearsal = projectRehearsal(() => this.#watch.text, fallbackNumbers, clock, phones, this.#faults.options);
    const { environment } = deploymentOf(fallbackNumbers);
    this.#office = new Office({
      account: new Account({ client, sleep: async () => {}, redact: redactor(this.secrets) }),
      environment: readEnvironment({ ...environment, DOMAIN_NAME: new URL(this.rehearsal.domain).host }, []),
      rosterText: () => this.#watch.text,
      now: () => clock.now(),
      zone,
    });
    this.feed.set({
      about: { world: 'rehearsal', title: 'Rehearsal on this machine', build, stream: '' },
      flow: pictureOf(readFlow().definition),
      samples: SAMPLES,
      faults: this.#faults.shown,
    });
    this.rehearsal.ledger.listen((entry, wire) => this.#happened(entry, wire));
    this.#beatLater();
    phones.listen(() => this.#awaken());
    this.#timer = setInterval(() => {
      this.#look();
      if (this.#runs.size > 0) this.#awaken();
    }, LOOKS_EVERY_MS);
    this.#awaken();
  }

  /** What never reaches a browser. */
  get secrets(): readonly string[] {
    const { account, environment } = deploymentOf();
    return [account.authToken, environment['ALERT_SECRET'] ?? '', environment['EVENTS_PASSWORD'] ?? ''];
  }

  get names(): Names {
    return this.#names;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#options.clock.stop();
  }

  /** Sends alarms into the chain. */
  fire(sendings: readonly Sending[]): void {
    for (const sending of sendings) {
      const alarm = readAlarm({ id: '-', ...saidBy(sending) });
      this.feed.add(
        this.#timeline.write(this.#options.clock.now(), {
          kind: 'alarm',
          text: `${englishText(alarm)} (${STATES[alarm.state]})`,
        }),
      );
      send(this.rehearsal, sending);
    }
  }

  /** As the stack's schedule does: a heartbeat brings reminders, further rounds, and what is owed still. */
  #beatLater(): void {
    this.#options.clock.after(HEARTBEAT_SECONDS * 1000, () => {
      send(this.rehearsal, { through: 'topic', message: HEARTBEAT });
      this.#beatLater();
    });
  }

  step(n: number): StepDetail | undefined {
    return this.#timeline.step(n);
  }

  steps(): readonly StepDetail[] {
    return this.#timeline.all;
  }

  async order(order: Deed): Promise<Answer> {
    const { clock } = this.#options;
    switch (order.do) {
      case 'read past':
        this.feed.set({ past: await this.#office.past(Math.min(PAST_DAYS, Math.max(1, order.days))) });
        return OK;
      case 'take':
      case 'pass':
      case 'close': {
        const what = `${this.#names.nameOf(order.as)} ${DEEDS[order.do]} ${order.incident} on the page`;
        this.feed.add(this.#timeline.write(clock.now(), { kind: 'person', text: what, agent: order.as }));
        return this.#office.act(order);
      }
      case 'what if':
        return whatIf(order, this.#watch, this.#options.fallbackNumbers, clock.now());
      case 'show run':
        return this.feed.run(order.run) === undefined ? { problem: 'This execution is not known any more.' } : OK;
      case 'fire': {
        const sendings = sampleSendings(order.sample, clock.now());
        if (sendings.length === 0) return { problem: `There is no sample "${order.sample}". Load the page again.` };
        this.fire(sendings);
        return OK;
      }
      case 'paste':
        return this.#pasted(order.text);
      case 'answer':
      case 'reject':
      case 'fail':
      case 'hang up':
      case 'press':
        return this.#onCall(order);
      case 'ring back':
      case 'text':
      case 'open link':
        return this.#ofOwnAccord(order);
      case 'fault':
        this.#thrown(order);
        return OK;
      case 'speed':
        await clock.catchUp();
        clock.speed = order.speed;
        this.feed.timeChanged();
        return OK;
      case 'step': {
        const { entries } = this.rehearsal.ledger;
        const before = entries.length;
        await clock.step(() => entries.length > before);
        this.feed.timeChanged();
        return OK;
      }
    }
  }

  #pasted(text: string): Answer {
    if (text.trim() === '')
      return { problem: 'Nothing was pasted, so nothing was sent. Paste an alarm message or an event as JSON.' };
    let sendings: readonly Sending[];
    try {
      sendings = sendingsIn(Buffer.from(text));
    } catch (error) {
      return {
        problem: `What was pasted is not JSON (${reasonOf(error)}), so nothing was sent. Correct it; a whole message begins with { and ends with }.`,
      };
    }
    if (sendings.length === 0)
      return { problem: 'Its Records are empty, so there is no alarm in it and nothing was sent.' };
    this.fire(sendings);
    return OK;
  }

  #onCall(order: Extract<Order, { readonly call: string }>): Answer {
    const call = this.#options.phones.calls.find(({ sid }) => sid === order.call);
    if (call === undefined) return { problem: 'This call is over, so nothing was done.' };
    const wanted = order.do === 'press' || order.do === 'hang up' ? 'live' : 'ringing';
    if (call.state !== wanted) {
      return {
        problem: wanted === 'live' ? 'The phone still rings: answer it first.' : 'The call is answered already.',
      };
    }
    switch (order.do) {
      case 'answer':
        call.answer();
        break;
      case 'reject':
        call.reject();
        break;
      case 'fail':
        call.fail();
        break;
      case 'hang up':
        call.hangUp();
        break;
      case 'press':
        call.press(order.key);
        break;
    }
    return OK;
  }

  async #ofOwnAccord(order: Extract<Order, { readonly do: 'ring back' | 'text' | 'open link' }>): Promise<Answer> {
    const { phones, clock } = this.#options;
    const { reach, callerId } = this.rehearsal;
    const [phone] = this.#cards.numbersOf(order.agent);
    if (phone === undefined)
      return { problem: `The roster has no agent "${order.agent}" any more, so nothing was done.` };
    switch (order.do) {
      case 'ring back': {
        const call = reach.ring({ phone, to: callerId, agent: (ringing) => phones.holding(ringing) });
        return call === undefined
          ? { problem: `${this.#names.nameOf(order.agent)} is on the phone: hang up first.` }
          : OK;
      }
      case 'text':
        if (order.text.trim() === '') return { problem: 'An SMS without a word is not sent. Write one, such as 1.' };
        reach.text({ phone, to: callerId, text: order.text });
        return OK;
      case 'open link': {
        const { link, deed } = order;
        if (!link.startsWith(`${this.rehearsal.domain}/i?`))
          return { problem: 'This is no link of an SMS of the rehearsal, so it was not opened.' };
        if (clock.speed === 0)
          return { problem: 'Time stands still, so the page behind the link would never come. Let time go on first.' };
        if (deed !== undefined) {
          reach.open(phone, link, deed);
          return OK;
        }
        const { status, body } = await this.rehearsal.host.handle({ method: 'GET', url: link, headers: {}, body: '' });
        return { ok: true, page: linkPage(status, body, link) };
      }
    }
  }

  #thrown({ fault, isOn }: Extract<Order, { readonly do: 'fault' }>): void {
    const { title } = this.#faults.set(fault, isOn);
    this.feed.set({ faults: this.#faults.shown });
    this.feed.add(
      this.#timeline.write(this.#options.clock.now(), {
        kind: 'fault',
        text: `${title}: ${isOn ? 'from now on' : 'not any more'}`,
      }),
    );
  }

  /** A request of the page's own client. */
  #send(request: Parameters<Rehearsal['twilio']['handle']>[0]): ReturnType<Rehearsal['twilio']['handle']> {
    if (this.#faults.isOn('down') && request.method !== 'GET') return UNAVAILABLE;
    this.#isReading = request.method === 'GET';
    try {
      return this.rehearsal.twilio.handle(request);
    } finally {
      this.#isReading = false;
    }
  }

  #happened(entry: LedgerEntry, wire: Wire | undefined): void {
    if (this.#isReading) return;
    this.#cards.read(entry);
    const step = this.#timeline.read(entry, wire);
    if (step !== undefined) this.feed.add(step);
    switch (entry.kind) {
      case 'execution-started':
        this.#runs.set(entry.execution, -1);
        if (this.#faults.isOn('stuck')) this.rehearsal.executions.makeStuck(entry.execution);
        break;
      case 'request':
        if (entry.method !== 'GET' && entry.path.startsWith('/v1/Services')) {
          this.#dirty.add('boards');
          if (entry.path.includes('/Lists/')) this.#dirty.add('past');
          if (entry.path.includes('/oncall-words/')) this.#office.forgetWords();
        }
        break;
      case 'enqueued':
      case 'delivered':
      case 'deleted':
      case 'returned':
      case 'dead-letter':
        this.#dirty.add('queue');
        break;
      default:
    }
    this.#awaken();
  }

  #awaken(): void {
    if (this.#isAwaited) return;
    this.#isAwaited = true;
    setTimeout(() => {
      void this.#refresh().finally(() => {
        this.#isAwaited = false;
        if (this.#dirty.size > 0) this.#awaken();
      });
    }, GATHERS_MS);
  }

  async #refresh(): Promise<void> {
    for (const phone of this.#cards.takeChanged()) this.feed.setPhone(phone);
    for (const [sid, shown] of this.#runs) this.#showRun(sid, shown);
    if (this.#dirty.delete('queue')) this.feed.set({ queue: this.#queue() });
    if (this.#dirty.delete('boards')) {
      await this.#office.readBoards();
      await this.#office.readWords(Infinity);
      this.feed.set({ now: this.#office.now() });
    }
    if (this.#dirty.delete('past')) this.feed.set({ past: await this.#office.past(PAST_DAYS) });
  }

  #showRun(sid: string, shown: number): void {
    const { executions } = this.rehearsal;
    const record = executions.get(sid);
    const path = executions.pathOf(sid);
    const isOver = record?.status !== 'active';
    if (record === undefined || (path.length === shown && !isOver)) return;
    if (isOver) this.#runs.delete(sid);
    else this.#runs.set(sid, path.length);
    const widget = path.at(-1)?.widget;
    this.feed.setRun({
      id: sid,
      whom: this.#names.nameOf(this.#names.agentOf(record.to)),
      startedAtMs: record.createdAtMs,
      endedAtMs: isOver ? record.updatedAtMs : undefined,
      ended: isOver ? (record.endedReason ?? 'ended') : undefined,
      widget: isOver ? undefined : widget,
      path,
    });
  }

  #queue(): Queue {
    const { queue } = this.rehearsal;
    const messages = [...queue.messages];
    const { deadLetters } = queue;
    return {
      messages: messages
        .slice(0, MOST_MESSAGES)
        .map(({ id, body, state, receiveCount, sentAtMs, backAtMs }): QueueMessage => ({
          id,
          text: summaryOf(body),
          state,
          receives: receiveCount,
          sentAtMs,
          backAtMs: state === 'visible' ? undefined : backAtMs,
        })),
      count: messages.length,
      dead: deadLetters.slice(-MOST_MESSAGES).map(({ id, body, sentAtMs }) => ({
        id,
        text: summaryOf(body),
        state: 'dead',
        receives: MAX_RECEIVE_COUNT,
        sentAtMs,
      })),
      deadCount: deadLetters.length,
      mostReceives: MAX_RECEIVE_COUNT,
    };
  }

  #look(): void {
    const before = this.#watch.roster;
    const parts = this.#watch.look(this.#options.clock.now());
    this.feed.set(parts);
    const { roster } = this.#watch;
    if (roster === undefined || roster === before) return;
    const { fallbackNumbers } = this.#options;
    this.#names = namesIn(roster, fallbackNumbers);
    const agents = [...roster.agents.values(), ...fallbackAgents(fallbackNumbers)];
    this.#cards.setAgents(agents);
    this.feed.keepPhones(new Set(agents.map(({ id }) => id)));
    this.#awaken();
  }
}

const HEARTBEAT = '{"source":"oncall.heartbeat"}';
const OK: Answer = { ok: true };
const STATES = { alarm: 'ALARM', ok: 'OK', 'no-data': 'INSUFFICIENT_DATA' } as const;
const DEEDS = { take: 'takes', pass: 'passes on', close: 'closes' } as const;

/** Of a message in the queue what it is about. */
function summaryOf(body: string): string {
  const said = saidBy({ through: 'queue', body });
  return said.body === HEARTBEAT ? 'A heartbeat' : englishText(readAlarm({ id: '-', ...said }));
}
