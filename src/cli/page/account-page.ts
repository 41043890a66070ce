import type { Account } from '../../account/account';
import { findLiveFlow } from '../../account/live-flow';
import { UserMistake } from '../../mistake';
import { Feed } from '../../page/feed';
import type { Deed, World as PageWorld } from '../../page/server';
import type { Answer, FlowPicture, FlowRun, Notice, Now, Past, Step, StepDetail } from '../../page/world';
import { MOST_STEPS } from '../../page/world';
import { NoFlow } from '../../studio/definition';
import { readFlow } from '../flow/file';
import { environmentIn } from '../live/ack-resolve-pass';
import { accountOf } from '../live/account';
import { SANDBOX, Settings } from '../live/settings';
import type { Machine } from '../machine';
import { namesIn } from '../rehearse/names';
import { ROSTER_FILE, NO_ROSTER, rosterTextIn } from '../roster/file';
import { pictureOf } from './flow-parts';
import { Office } from './office';
import { RosterWatch } from './roster-watch';
import { pathOf } from './studio-path';
import { whatIf } from './what-if';

/** Between two looks at the boards, while anybody sees the page. Each look is at most one read of Sync for each team. */
export const READS_EVERY_MS = 10_000;

/** The roster's file is on this machine, and looked at more often. */
const LOOKS_EVERY_MS = 1_000;
const MOST_RUNS = 20;

/** An account as the page shows it, and what a person does there to it. */
export class AccountPage implements PageWorld {
  readonly feed: Feed;
  readonly #machine: Machine;
  readonly #account: Account;
  readonly #office: Office;
  readonly #watch: RosterWatch;
  readonly #settings: Settings;
  readonly #flowSid: string;
  readonly #fallbackNumbers: readonly string[];
  readonly #timer: NodeJS.Timeout;
  #readAtMs = -Infinity;
  #isReading = false;
  #areWordsNext = false;
  #wasOpen = true;
  /** What the timeline tells already, by what makes it once. */
  readonly #told = new Set<string>();
  #steps: Step[] = [];
  #pastReadAtMs = -Infinity;

  /** Throws a UserMistake. Nothing is asked of Twilio yet but its flow. */
  static async open(machine: Machine, build: string): Promise<AccountPage> {
    const settings = Settings.in(machine.folder);
    const account = await accountOf(settings, machine);
    const page = new AccountPage(machine, settings, account, build);
    page.feed.set({ flow: await pictureIn(account, page.#flowSid) });
    return page;
  }

  private constructor(machine: Machine, settings: Settings, account: Account, build: string) {
    this.#machine = machine;
    this.#account = account;
    this.#settings = settings;
    const environment = environmentIn(settings);
    this.#flowSid = environment.flow;
    this.#fallbackNumbers = environment.fallbackNumbers;
    this.feed = new Feed(() => ({ nowMs: machine.now(), speed: 1 }));
    this.#watch = new RosterWatch(() => {
      const text = rosterTextIn(machine.folder);
      if (text === undefined) throw new UserMistake(NO_ROSTER);
      return text;
    }, ROSTER_FILE);
    this.#office = new Office({
      account,
      environment,
      rosterText: () => this.#watch.text,
      now: () => machine.now(),
      zone: machine.zone,
    });
    const sandbox = settings.get(SANDBOX);
    const title = sandbox === undefined ? `Twilio account ${account.client.accountSid}` : `Sandbox at ${sandbox}`;
    this.feed.set({ about: { world: 'account', title, build, stream: '' }, now: this.#office.now() });
    this.feed.set(this.#watch.look(machine.now()));
    this.feed.onWatched((isWatched) => {
      if (isWatched) void this.tick();
    });
    this.#timer = setInterval(() => {
      if (!this.feed.isWatched) return;
      this.feed.set(this.#watch.look(machine.now()));
      void this.tick();
    }, LOOKS_EVERY_MS);
  }

  get secrets(): readonly string[] {
    return this.#settings.secrets;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Looks at the account if somebody sees the page and it is time. */
  async tick(): Promise<void> {
    const nowMs = this.#machine.now();
    if (this.#isReading || !this.feed.isWatched || nowMs - this.#readAtMs < READS_EVERY_MS) return;
    this.#isReading = true;
    this.#readAtMs = nowMs;
    try {
      await this.#read();
    } finally {
      this.#isReading = false;
    }
  }

  step(n: number): StepDetail | undefined {
    return this.#steps[n - (this.#steps[0]?.n ?? 0)];
  }

  steps(): readonly StepDetail[] {
    return this.#steps;
  }

  async order(order: Deed): Promise<Answer> {
    switch (order.do) {
      case 'read past':
        return this.#readPast(Math.min(90, Math.max(1, order.days)));
      case 'take':
      case 'pass':
      case 'close': {
        const answer = await this.#office.act(order);
        // What somebody has just done is seen at once: the next look is so much later.
        this.#areWordsNext = false;
        await this.#read();
        this.#readAtMs = this.#machine.now();
        return answer;
      }
      case 'what if':
        return whatIf(order, this.#watch, this.#fallbackNumbers, this.#machine.now());
      case 'show run':
        return this.#showRun(order.run);
      default:
        return { problem: 'This is for a rehearsal only ("npm start"), and nothing was done to the account.' };
    }
  }

  async #read(): Promise<void> {
    try {
      // Each look has one read of Sync for each team: for all boards together one, and the others for what lies beside them.
      const most = this.#office.teams;
      const isFresh = this.#machine.now() - this.#office.readAtMs < 2 * READS_EVERY_MS;
      const haveWords = this.#areWordsNext && isFresh && (await this.#office.readWords(most));
      this.#areWordsNext = !haveWords && most === 1;
      if (!haveWords) {
        await this.#office.readBoards();
        await this.#office.readWords(most - 1);
      }
      const now = this.#office.now();
      this.feed.set({ now });
      this.#tell(now.incidents.flatMap((incident) => toldOfOpen(incident)));
      if (now.incidents.length > 0 || this.#wasOpen) await this.#readRuns();
      this.#wasOpen = now.incidents.length > 0;
    } catch (error) {
      if (!(error instanceof UserMistake)) throw error;
      const notice: Notice = {
        gravity: 'error',
        text: `It is not known at the moment how things stand: ${error.message}`,
      };
      const known: Now = this.feed.parts.now ?? this.#office.now();
      this.feed.set({ now: { ...known, notices: [notice] } });
    }
  }

  async #readPast(days: number): Promise<Answer> {
    const waitsMs = this.#pastReadAtMs + READS_EVERY_MS - this.#machine.now();
    if (waitsMs > 0)
      return {
        problem: `The history was read a moment ago; it can be again in ${String(Math.ceil(waitsMs / 1000))} seconds.`,
      };
    this.#pastReadAtMs = this.#machine.now();
    const past = await this.#office.past(days);
    this.feed.set({ past });
    this.#tell(past.incidents.flatMap((incident) => toldOfPast(incident)));
    return { ok: true };
  }

  /** The flow's latest executions. */
  async #readRuns(): Promise<void> {
    const executions = await this.#account.read('list the calls of the flow', (client) =>
      client.studio.v2.flows(this.#flowSid).executions.list({ limit: MOST_RUNS }),
    );
    const { agentOf, nameOf } = namesIn(this.#watch.roster ?? { agents: new Map() }, this.#fallbackNumbers);
    for (const { sid, status, contactChannelAddress, dateCreated, dateUpdated } of executions.toReversed()) {
      const known = this.feed.run(sid);
      if (known?.endedAtMs !== undefined) continue;
      const run: FlowRun = {
        id: sid,
        whom: nameOf(agentOf(contactChannelAddress)),
        startedAtMs: dateCreated.getTime(),
        ...(status === 'ended' ? { endedAtMs: dateUpdated.getTime(), ended: 'ended' } : {}),
        path: null,
      };
      this.feed.setRun(run);
      if (status === 'active' || known !== undefined) await this.#showRun(sid);
    }
  }

  /** Reads the way of one execution through the flow, which Studio keeps for a month. */
  async #showRun(id: string): Promise<Answer> {
    const known = this.feed.run(id);
    if (known === undefined) return { problem: 'This execution is not among the latest any more.' };
    const steps = await this.#account.read('read the steps of a call', (client) =>
      client.studio.v2.flows(this.#flowSid).executions(id).steps.list(),
    );
    const path = pathOf(steps);
    const widget = path.at(-1)?.widget;
    const { widget: _before, ...run } = known;
    this.feed.setRun({ ...run, path, ...(run.endedAtMs === undefined && widget !== undefined ? { widget } : {}) });
    this.#tell(
      path.map((visit, index) => [
        `${id} ${String(index)}`,
        {
          atMs: visit.atMs ?? known.startedAtMs,
          kind: 'studio',
          text: `the call to ${known.whom} comes to ${visit.widget}`,
        },
      ]),
    );
    return { ok: true };
  }

  /** Adds what is not told yet. */
  #tell(all: readonly (readonly [key: string, told: Omit<Step, 'n' | 'hasDetail'>])[]): void {
    const fresh = all.filter(([key]) => !this.#told.has(key)).toSorted(([, one], [, other]) => one.atMs - other.atMs);
    for (const [key, told] of fresh) {
      this.#told.add(key);
      const step = { n: (this.#steps.at(-1)?.n ?? 0) + 1, hasDetail: false, ...told };
      this.#steps.push(step);
      this.feed.add(step);
    }
    if (this.#steps.length > 2 * MOST_STEPS) this.#steps = this.#steps.slice(-MOST_STEPS);
  }
}

type Told = readonly [key: string, told: Omit<Step, 'n' | 'hasDetail'>];

/** What a board tells of an open incident. A later look, or the history, may tell the same. */
function toldOfOpen({ id, openedAtMs, alarms, calls, taken }: Now['incidents'][number]): readonly Told[] {
  return [
    [`${id} opened`, { atMs: openedAtMs, kind: 'alarm', text: `${id} opens: ${alarms[0]?.text ?? ''}` }],
    ...calls.flatMap(({ agent, name, outcome, atMs }): readonly Told[] =>
      atMs === undefined
        ? []
        : [[`${id} call ${agent} ${String(atMs)}`, { atMs, kind: 'call', agent, text: `call to ${name}: ${outcome}` }]],
    ),
    ...(taken === undefined ? [] : [takenStep(id, taken)]),
  ];
}

function toldOfPast({
  id,
  openedAtMs,
  alarms,
  calls,
  takings,
  passes,
  status,
  standing,
  changedAtMs,
}: Past['incidents'][number]): readonly Told[] {
  return [
    [`${id} opened`, { atMs: openedAtMs, kind: 'alarm', text: `${id} opens: ${alarms[0]?.text ?? ''}` }],
    ...calls.map(({ agent, name, outcome, atMs }): Told => [
      `${id} call ${agent} ${String(atMs)}`,
      { atMs, kind: 'call', agent, text: `call to ${name}: ${outcome}` },
    ]),
    ...takings.map((taking) => takenStep(id, taking)),
    ...passes.map(({ text, ...pass }): Told => [
      `${id} passed ${String(pass.atMs)}`,
      { ...pass, kind: 'person', text: `${id}: ${text}` },
    ]),
    ...(status === 'taken'
      ? []
      : ([[`${id} ${status}`, { atMs: changedAtMs, kind: 'person', text: `${id}: ${standing}` }]] as const)),
  ];
}

function takenStep(
  id: string,
  {
    agent,
    name,
    atMs,
    way,
  }: { readonly agent: string; readonly name: string; readonly atMs: number; readonly way?: string | undefined },
): Told {
  const by = way === undefined ? '' : ` (${way})`;
  return [`${id} taken ${agent} ${String(atMs)}`, { atMs, kind: 'person', agent, text: `${name} takes ${id}${by}` }];
}

/** The flow that is live, or the one on this machine where none can be had. */
async function pictureIn(account: Account, flowSid: string): Promise<FlowPicture> {
  try {
    const live = await findLiveFlow(account, flowSid);
    if (live !== undefined) return pictureOf(live.latest.definition);
  } catch (error) {
    if (!(error instanceof UserMistake) && !(error instanceof NoFlow)) throw error;
  }
  return pictureOf(readFlow().definition);
}
