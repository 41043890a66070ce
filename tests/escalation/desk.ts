import { EMPTY_BOARD } from '../../src/incident/board';
import type { Board, HistoryEntry } from '../../src/incident/board';
import type { Handover } from '../../src/incident/outbox';
import type { CallPlan } from '../../src/incident/plan';
import { Unreachable } from '../../src/escalation/ports';
import type { Call, Created, Revision, Seen } from '../../src/escalation/ports';
import type { Destination, Plans } from '../../src/escalation/plans';
import { Run } from '../../src/escalation/run';
import type { Desk } from '../../src/escalation/run';
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
  readonly boards = new Map<string, Board>();
  readonly executions = new Map<string, Execution>();
  /** Everything asked of the outside, in order, such as `create +447700900001`. */
  readonly asked: string[] = [];
  readonly texts: { readonly phone: string; readonly text: string }[] = [];
  readonly logged: string[] = [];
  readonly history: HistoryEntry[] = [];
  /** Whether the history can be written. */
  historyWorks = true;
  /** The fates of the next writes; the rest are written. */
  readonly writes: WriteFate[] = [];
  /** The next reads of any board give these instead. */
  readonly staleReads: Board[] = [];
  /** The answers to the next creations; the rest are created. */
  readonly creations: (Created | 'created but unknown')[] = [];
  /** What becomes of the SMS to a number; the rest are accepted. */
  readonly handovers = new Map<string, Handover>();
  /** Executions that Studio gives no answer about. */
  readonly unreachable = new Set<string>();
  /** Executions that cannot be ended. */
  readonly unending = new Set<string>();
  /** Teams whose board cannot be read. */
  readonly unreadable = new Set<string>();
  plan: CallPlan = PLAN;
  destination: Destination = { team: 'main', quiet: false };
  teams: readonly string[] = ['main', 'other'];
  /** Why the roster cannot be used. */
  trouble: string | undefined = undefined;
  /** Called before each creation: what else happens in the world just then. */
  beforeCreation: () => void = () => undefined;
  #ids = 0;

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

  desk(): Desk {
    return {
      boards: {
        read: async (team) => {
          this.asked.push(`read ${team}`);
          if (this.unreadable.has(team)) throw new Unreachable('Sync is down.');
          const board = this.staleReads.shift() ?? this.boards.get(team);
          return board === undefined
            ? { board: EMPTY_BOARD, revision: null }
            : { board, revision: String(board.writes) as Revision };
        },
        teams: async () => {
          this.asked.push('list');
          return [...this.boards.keys()];
        },
        write: async (team, board, revision) => {
          this.asked.push(`write ${team}`);
          const stored = this.boards.get(team);
          const fate = this.writes.shift() ?? 'written';
          if (fate === 'unreachable') throw new Unreachable('Sync is down.');
          if (fate === 'lost') return 'unknown';
          if (fate === 'conflict' || revision !== (stored === undefined ? null : String(stored.writes)))
            return 'conflict';
          this.boards.set(team, board);
          return fate === 'applied but unknown' ? 'unknown' : 'written';
        },
      },
      pager: {
        flow: 'FW1',
        create: async (phone, call) => {
          this.beforeCreation();
          this.asked.push(`create ${phone}`);
          const scripted = this.creations.shift();
          if (scripted !== undefined && scripted !== 'created but unknown') return scripted;
          const active = [...this.executions].find(([, each]) => each.phone === phone && !each.ended);
          if (active !== undefined) return { is: 'conflict', execution: active[0] };
          const sid = `FN${this.executions.size + 1}`;
          this.execution(sid, phone, call);
          return scripted === undefined
            ? { is: 'created', execution: sid, flow: 'FW1' }
            : { is: 'unreachable', why: 'no reply' };
        },
        look: async (sid): Promise<Seen> => {
          this.asked.push(`look ${sid}`);
          if (this.unreachable.has(sid)) return { is: 'unreachable', why: 'no reply' };
          return { is: this.executions.get(sid)?.ended === false ? 'active' : 'ended' };
        },
        callOf: async (sid) => {
          this.asked.push(`callOf ${sid}`);
          const execution = this.executions.get(sid);
          return execution?.call === undefined ? undefined : { ...execution.call, phone: execution.phone };
        },
        end: async (sid) => {
          this.asked.push(`end ${sid}`);
          if (this.unending.has(sid)) return false;
          this.hangUp(sid);
          return true;
        },
      },
      texter: {
        send: async (phone, text) => {
          this.asked.push(`text ${phone}`);
          const handover = this.handovers.get(phone) ?? 'accepted';
          if (handover === 'accepted') this.texts.push({ phone, text });
          return handover;
        },
      },
      history: {
        append: async (entry) => {
          this.asked.push(`history ${entry.incident} ${entry.status}`);
          if (this.historyWorks) this.history.push(entry);
          return this.historyWorks;
        },
      },
      plans: this.#plans(),
      outside: {
        now: () => this.nowMs,
        sleep: async (ms) => {
          this.nowMs += ms;
        },
        newId: () => `id${++this.#ids}`,
        chance: () => 0.5,
      },
      log: (level, message, fields) => this.logged.push(`${level}: ${message} ${JSON.stringify(fields ?? {})}`),
    };
  }

  #plans(): Plans {
    return {
      ...(this.trouble === undefined ? {} : { trouble: this.trouble }),
      teams: this.teams,
      planFor: (team) => ({ ...this.plan, team }),
      destination: (alarm) => (alarm.name.startsWith('other') ? { team: 'other', quiet: false } : this.destination),
      teamsOf: () => this.teams,
    };
  }
}
