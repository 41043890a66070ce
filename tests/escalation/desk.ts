import { EMPTY_BOARD } from '../../src/board/board';
import type { Board, HistoryEntry } from '../../src/board/board';
import { FUNCTION_WORK_MS } from '../../src/incident/limits';
import type { Handover } from '../../src/incident/outbox';
import type { CallPlan } from '../../src/incident/plan';
import type { AlarmWords } from '../../src/alarm/alarm-words';
import { type BoardList, Unreachable } from '../../src/escalation/ports';
import type { Call, Created, DueTeam, LinkTo, Revision, Seen, Watcher } from '../../src/escalation/ports';
import type { Destination } from '../../src/escalation/destination';
import type { Plans } from '../../src/escalation/plans';
import { receiveMessages as receive } from '../../src/escalation/receive';
import type { Alarm } from '../../src/alarm/alarm';
import type { Roster } from '../../src/roster/roster';
import type { AlarmMessage } from '../../src/signing/request';
import { Run } from '../../src/escalation/run';
import type { Desk } from '../../src/escalation/run';
import { WRITES_OF_A_NEW_BOARD } from '../../src/twilio/board-store';
import { PLAN, START_MS } from '../incident/sample';

/** What happens to one write: as it should, lost with or without having been applied, or somebody else was first. */
type WriteFate = 'written' | 'applied but unknown' | 'lost' | 'conflict' | 'unreachable';

interface Execution {
  readonly phone: string;
  readonly call: Call | undefined;
  ended: boolean;
}

/** Boards, Studio, SMS and time in memory: they do what they are told, and keep what was asked of them. */
export class World {
  nowMs = START_MS;
  /** How long every request takes; those that are made side by side take it once. */
  latencyMs = 0;
  readonly boards = new Map<string, Board>();
  /** The boards of the first release that are not buried. */
  readonly firsts = new Map<string, { value: unknown; revision: number }>();
  readonly words = new Map<string, readonly AlarmWords[]>();
  readonly due = new Map<
    string,
    { readonly atMs: number; readonly watcher?: Watcher; readonly roster: string; readonly revision: number }
  >();
  /** Which roster is deployed. */
  roster = 'first';
  readonly executions = new Map<string, Execution>();
  /** The flows of those executions that no other flow has. */
  readonly flows = new Map<string, string>();
  /** Everything asked of the outside, in order, such as `create +447700900001`. */
  readonly asked: string[] = [];
  readonly texts: { readonly phone: string; readonly text: string }[] = [];
  readonly logged: string[] = [];
  readonly history: HistoryEntry[] = [];
  /** Whether what lies beside the boards can be written. */
  historyWorks = true;
  wordsWork = true;
  dueWorks = true;
  /** Whether Twilio says what was sent. */
  sentIsKnown = true;
  /** The fates of the next writes; the rest are written. */
  readonly writes: WriteFate[] = [];
  /** The next reads of any board give these instead. */
  readonly staleReads: Board[] = [];
  /** The answers to the next creations; the rest are created. */
  readonly creations: (Created | 'created but unknown')[] = [];
  /** What becomes of the SMS to a number; the rest are accepted. */
  readonly handovers = new Map<string, Handover | 'accepted but unknown'>();
  /** Executions that Studio gives no answer about. */
  readonly unreachable = new Set<string>();
  /** Executions that cannot be ended. */
  readonly unending = new Set<string>();
  /** Teams whose board cannot be read. */
  readonly unreadable = new Set<string>();
  plan: CallPlan = PLAN;
  destination: Destination = { team: 'main', quiet: false };
  teams: readonly string[] = ['main', 'other'];
  linkTo: LinkTo = () => undefined;
  /** What the roster says of those who reach back. */
  parsedRoster: Roster | undefined = undefined;
  /** Why the roster cannot be used. */
  trouble: string | undefined = undefined;
  /** Called before each request, with what is asked: what else happens in the world just then. */
  before: (what: string) => void = () => undefined;
  readonly #sent: { readonly to: string; readonly body: string; readonly atMs: number }[] = [];
  #ids = 0;
  #revisions = 0;

  run(): Run {
    return new Run(this.desk());
  }

  board(team = 'main'): Board {
    return this.boards.get(team) ?? EMPTY_BOARD;
  }

  /** An execution that Studio has already. */
  execution(sid: string, phone: string, call?: Call): void {
    this.executions.set(sid, { phone, call, ended: false });
  }

  hangUp(sid: string): void {
    const execution = this.executions.get(sid);
    if (execution !== undefined) execution.ended = true;
  }

  later(seconds: number): void {
    this.nowMs += seconds * 1_000;
  }

  /** What was asked since the last time somebody looked. */
  takeAsked(): string[] {
    return this.asked.splice(0);
  }

  /** The index as a heartbeat reads it. */
  dueTeams(): readonly DueTeam[] {
    return [...this.due].map(([team, { atMs, watcher, roster, revision }]) => {
      const entry = { team, atMs, isOfOtherRoster: roster !== this.roster, revision: asRevision(revision) };
      return watcher === undefined ? entry : Object.assign(entry, { watcher });
    });
  }

  desk(): Desk {
    const endMs = this.nowMs + FUNCTION_WORK_MS;
    // As `Requests` has it: nothing begins when the Function must soon stop, and what goes on then is done, but nobody hears of it.
    const ask = async (what: string): Promise<boolean> => {
      if (this.nowMs >= endMs) throw new Unreachable('The time that a Function may run is used up.');
      this.before(what);
      this.asked.push(what);
      const doneMs = this.nowMs + this.latencyMs;
      if (this.latencyMs > 0) await Promise.resolve();
      this.nowMs = Math.max(this.nowMs, Math.min(doneMs, endMs));
      return doneMs <= endMs;
    };
    return {
      boards: this.#boardStore(ask),
      words: {
        put: async (incident, alarms) => {
          const isHeard = await ask(`say ${incident}`);
          if (this.wordsWork) this.words.set(incident, [...(this.words.get(incident) ?? []), ...alarms]);
          return isHeard && this.wordsWork;
        },
        of: async (incident) => {
          return (await ask(`words ${incident}`)) && this.wordsWork ? (this.words.get(incident) ?? []) : [];
        },
      },
      due: {
        put: async (team, atMs, { watcher, revision } = {}) => {
          const isHeard = await ask(`due ${team}`);
          const isOvertaken = revision !== undefined && revision !== asRevision(this.due.get(team)?.revision ?? 0);
          if (!this.dueWorks || isOvertaken) return false;
          const { roster } = this;
          this.due.set(team, {
            atMs,
            ...(watcher === undefined ? {} : { watcher }),
            roster,
            revision: ++this.#revisions,
          });
          return isHeard;
        },
      },
      pager: {
        flow: 'FW1',
        create: async (phone, call) => {
          const isHeard = await ask(`create ${phone}`);
          const scripted = this.creations.shift();
          if (scripted !== undefined && scripted !== 'created but unknown') return scripted;
          const active = [...this.executions].find(([, each]) => each.phone === phone && !each.ended);
          if (active !== undefined) return { is: 'conflict', execution: active[0] };
          const sid = `FN${this.executions.size + 1}`;
          this.execution(sid, phone, call);
          return scripted === undefined && isHeard
            ? { is: 'created', execution: sid, flow: 'FW1' }
            : { is: 'unreachable', why: 'no reply' };
        },
        flowOf: async (sid) => {
          const isHeard = await ask(`flow of ${sid}`);
          return isHeard ? this.flows.get(sid) : undefined;
        },
        look: async (sid, flow): Promise<Seen> => {
          const isHeard = await ask(`look ${ofFlow(sid, flow)}`);
          if (!isHeard || this.unreachable.has(sid)) return { is: 'unreachable', why: 'no reply' };
          const isThere = (this.flows.get(sid) ?? flow) === flow;
          return { is: isThere && this.executions.get(sid)?.ended === false ? 'active' : 'ended' };
        },
        callOf: async (sid, flow) => {
          if (!(await ask(`callOf ${ofFlow(sid, flow)}`))) throw new Unreachable('no reply');
          const execution = this.executions.get(sid);
          return execution?.call === undefined ? undefined : { ...execution.call, phone: execution.phone };
        },
        end: async (sid, flow) => {
          const isHeard = await ask(`end ${ofFlow(sid, flow)}`);
          if (this.unending.has(sid) || this.unreachable.has(sid)) return false;
          this.hangUp(sid);
          return isHeard;
        },
      },
      texter: {
        send: async (phone, text) => {
          const isHeard = await ask(`text ${phone}`);
          const handover = this.handovers.get(phone) ?? 'accepted';
          if (handover !== 'accepted' && handover !== 'accepted but unknown') return handover;
          this.texts.push({ phone, text });
          this.#sent.push({ to: phone, body: text, atMs: this.nowMs });
          return handover === 'accepted' && isHeard ? 'accepted' : 'unknown';
        },
        sentSince: async (sinceMs) => {
          return (await ask('sent?')) && this.sentIsKnown
            ? this.#sent.filter(({ atMs }) => atMs >= sinceMs)
            : undefined;
        },
      },
      history: {
        append: async (entry) => {
          const isHeard = await ask(`history ${entry.incident} ${entry.status}`);
          if (this.historyWorks) this.history.push(entry);
          return isHeard && this.historyWorks;
        },
      },
      linkTo: this.linkTo,
      plans: this.#plans(),
      outside: {
        now: () => this.nowMs,
        ownNow: () => this.nowMs,
        sleep: async (ms) => {
          this.nowMs += ms;
        },
        newId: () => `id${++this.#ids}`,
        newIncidentId: () => `inc-id${++this.#ids}`,
        chance: () => 0.5,
      },
      log: (level, message, fields) => this.logged.push(`${level}: ${message} ${JSON.stringify(fields ?? {})}`),
    };
  }

  /** What lists the boards. */
  readonly listBoards: BoardList = async () => {
    this.before('list');
    this.asked.push('list');
    this.nowMs += this.latencyMs;
    const teams = [...new Set([...this.boards.keys(), ...this.firsts.keys()])];
    return new Map(
      teams.map((team) => {
        const board = this.boards.get(team);
        const isListed = board !== undefined && !this.unreadable.has(team);
        const beside = this.firsts.has(team) ? { hasFirst: true as const } : {};
        return [team, isListed ? { board, revision: asRevision(board.writes), ...beside } : undefined];
      }),
    );
  };

  #boardStore(ask: (what: string) => Promise<boolean>): Desk['boards'] {
    return {
      read: async (team) => {
        const isHeard = await ask(`read ${team}`);
        if (!isHeard || this.unreadable.has(team)) throw new Unreachable('Sync is down.');
        const board = this.staleReads.shift() ?? this.boards.get(team);
        return board === undefined
          ? { board: EMPTY_BOARD, revision: null }
          : { board, revision: asRevision(board.writes) };
      },
      write: async (team, board, revision) => {
        const isHeard = await ask(`write ${team}`);
        const stored = this.boards.get(team);
        const fate = this.writes.shift() ?? 'written';
        if (fate === 'unreachable') throw new Unreachable('Sync is down.');
        if (fate === 'lost') return { is: 'unknown' };
        const isOvertaken = revision !== (stored === undefined ? null : asRevision(stored.writes));
        if (fate === 'conflict' || isOvertaken) return { is: 'conflict' };
        this.boards.set(team, board);
        if (fate === 'applied but unknown' || !isHeard) return { is: 'unknown' };
        const is = board.writes <= WRITES_OF_A_NEW_BOARD && this.firsts.has(team) ? 'first' : 'written';
        return { is, revision: asRevision(board.writes) };
      },
      first: async (team) => {
        if (!(await ask(`first ${team}`))) throw new Unreachable('no reply');
        const first = this.firsts.get(team);
        return first === undefined ? undefined : { value: first.value, revision: asRevision(first.revision) };
      },
      bury: async (team, revision) => {
        const isHeard = await ask(`bury ${team}`);
        if (asRevision(this.firsts.get(team)?.revision ?? 0) !== revision) return false;
        this.firsts.delete(team);
        return isHeard;
      },
    };
  }

  #plans(): RoutedPlans {
    return {
      ...(this.trouble === undefined ? {} : { trouble: this.trouble }),
      teams: this.teams,
      planFor: (team) => ({ ...this.plan, team }),
      destination: (alarm) => (alarm.name.startsWith('other') ? { team: 'other', quiet: false } : this.destination),
      teamsOf: () => this.teams,
      listBoards: this.listBoards,
      ...(this.parsedRoster === undefined ? {} : { roster: this.parsedRoster }),
      fallback: [],
    };
  }
}

/** What the roster says, and where its routes lead. */
interface RoutedPlans extends Plans {
  readonly destination: (alarm: Alarm) => Destination;
  readonly listBoards: BoardList;
}

/** Takes a batch of messages in, with the destinations of the run's world. */
export function receiveMessages(run: Run, messages: readonly AlarmMessage[]): ReturnType<typeof receive> {
  const { destination, listBoards } = run.desk.plans as RoutedPlans;
  return receive(run, messages, destination, listBoards);
}

/** An execution, with its flow when that is not today's. */
function ofFlow(sid: string, flow: string): string {
  return flow === 'FW1' ? sid : `${sid} of ${flow}`;
}

function asRevision(number: number): Revision {
  return String(number) as Revision;
}
