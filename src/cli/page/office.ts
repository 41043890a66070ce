import type { Account } from '../../account/account';
import { openIncidents, readBoards, readWords, type WordsOf } from '../../account/boards';
import { pastIncidents } from '../../account/past-incident';
import { ackIncident, passIncident, resolveIncident } from '../../escalation/intervene';
import { plansFrom, type Plans } from '../../escalation/plans';
import { Unreachable } from '../../escalation/ports';
import { Run } from '../../escalation/run';
import type { Answer, Now, Order, Past } from '../../page/world';
import { rosterNames, type RosterNames } from '../../roster/names';
import { parseRoster } from '../../roster/parse';
import { DAY_MS } from '../../roster/zone';
import { deskWith } from '../../twilio/desk';
import type { Environment } from '../../twilio/environment';
import { entriesSince } from '../live/past-incidents';
import { nowOf, pastOf } from './incident-parts';

/** An account, and what acting in it needs. */
export interface OfficeOptions {
  readonly account: Account;
  readonly environment: Environment;
  /** The roster at this moment, or the last one that could be used. */
  readonly rosterText: () => string;
  readonly now: () => number;
  readonly zone: string;
}

/** A roster as everything here needs it. */
interface RosterRead {
  readonly text: string;
  readonly names: RosterNames;
  readonly plans: Plans | undefined;
}

type Deed = Extract<Order, { readonly do: 'take' | 'pass' | 'close' }>;

/** The boards and the history of an account, as the commands read and change them. */
export class Office {
  readonly #options: OfficeOptions;
  /** The words of open incidents that were read before, with how many alarms each then had. */
  readonly #words = new Map<string, { readonly joined: number; readonly reads: number; readonly words: WordsOf }>();
  #last: Awaited<ReturnType<typeof readBoards>> | undefined;
  #readAtMs = -Infinity;
  #roster: RosterRead | undefined;

  constructor(options: OfficeOptions) {
    this.#options = options;
  }

  /** Reads every team's board, in one request. Throws a UserMistake. */
  async readBoards(): Promise<void> {
    const { account, environment, now } = this.#options;
    this.#last = await account.read('read the boards', (client) => readBoards(client, environment.syncService));
    this.#readAtMs = now();
    const open = new Set(openIncidents(this.#last).map(({ incident }) => incident.id));
    for (const id of this.#words.keys()) if (!open.has(id)) this.#words.delete(id);
  }

  /** Reads what lies beside the boards of at most so many incidents, one request for each; returns whether there were any. */
  async readWords(most: number): Promise<boolean> {
    const { account, environment, now } = this.#options;
    const open = this.#last === undefined ? [] : openIncidents(this.#last);
    const unread = open
      .filter(({ incident: { id, joined } }) => {
        const known = this.#words.get(id);
        // They are written a moment after the board is.
        return known === undefined || known.joined !== joined || (known.reads < 2 && isBare(known.words));
      })
      .slice(0, most);
    // One by one, and also those whose summaries the board has: values and links lie beside it.
    for (const on of unread) {
      const { id, joined } = on.incident;
      const whole = { ...on, incident: { ...on.incident, worded: Infinity } };
      const known = this.#words.get(id);
      const reads = known?.joined === joined ? known.reads + 1 : 1;
      const words = await readWords(account.client, environment.syncService, [whole], now);
      this.#words.set(id, { joined, reads, words });
    }
    return unread.length > 0;
  }

  /** What lies beside the boards has changed. */
  forgetWords(): void {
    this.#words.clear();
  }

  /** What was read last. */
  now(): Now {
    if (this.#last === undefined) return { readAtMs: null, notices: [], incidents: [] };
    const atMs = this.#options.now();
    const { names, plans } = this.#rosterNow();
    const words: WordsOf = new Map([...this.#words.values()].flatMap((known) => Array.from(known.words)));
    const known = nowOf({ boards: this.#last, words, atMs }, names, (team) => plans?.planFor(team, atMs));
    return { ...known, readAtMs: this.#readAtMs };
  }

  /** When the boards were read last, epoch milliseconds. */
  get readAtMs(): number {
    return this.#readAtMs;
  }

  /** How many teams have a board, at least one. */
  get teams(): number {
    return Math.max(1, new Set(this.#last?.teams.map(({ team }) => team)).size);
  }

  /** Reads the history. Throws a UserMistake. */
  async past(days: number): Promise<Past> {
    const { account, environment, now, zone } = this.#options;
    const toMs = now();
    const fromMs = toMs - days * DAY_MS;
    const { entries } = await entriesSince(account, environment.syncService, fromMs);
    const incidents = pastIncidents(entries.filter(({ openedAtMs }) => openedAtMs >= fromMs));
    return pastOf({ fromMs, toMs, zone, incidents, names: this.#rosterNow().names });
  }

  /** What the roster says, read once for each text: one of a thousand agents takes a while. */
  #rosterNow(): RosterRead {
    const text = this.#options.rosterText();
    if (this.#roster?.text !== text) {
      const { environment } = this.#options;
      const plans = parseRoster(text).ok ? plansFrom(text, environment.fallbackNumbers) : undefined;
      this.#roster = { text, names: rosterNames(text), plans };
    }
    return this.#roster;
  }

  /** Takes, passes or closes an incident in the name of an agent. Throws a UserMistake. */
  async act(order: Deed): Promise<Answer> {
    const { account, environment, rosterText, now } = this.#options;
    const text = rosterText();
    const parsed = parseRoster(text);
    const who = parsed.ok ? parsed.roster.agents.get(order.as) : undefined;
    if (!parsed.ok || who === undefined) {
      return { problem: `The roster has no agent "${order.as}" any more, so nothing was done. Say again who you are.` };
    }
    const names = rosterNames(text);
    const run = new Run(deskWith(account.client, environment, text, { clock: now, log: () => {} }));
    const { team } = order;
    try {
      if (this.#last?.teams.find((each) => each.team === team)?.isFirst === true) await run.adopt(team);
      return said(await done(run, order), (id) => names.agentName(id), who.name);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      return {
        problem:
          'Twilio gave no usable answer, so it is not known whether this was done. Wait until the page shows the board again; then try again.',
      };
    }
  }
}

/** Whether nothing of it is more than the board has. */
function isBare(words: WordsOf): boolean {
  return [...words.values()].flat().every(({ more }) => more === undefined);
}

async function done(run: Run, order: Deed) {
  const { team, incident, as } = order;
  const whose = { by: as, way: 'page' } as const;
  switch (order.do) {
    case 'take':
      return ackIncident(run, team, as, incident, whose.way);
    case 'pass':
      return passIncident(run, team, incident, order.to, whose);
    case 'close':
      return resolveIncident(run, team, incident, whose);
  }
}

function said(what: Awaited<ReturnType<typeof done>>, nameOf: (id: string) => string, who: string): Answer {
  const unsent =
    what.unsent === 0
      ? ''
      : ` ${String(what.unsent)} SMS could not be sent yet; the next alarm, call or heartbeat sends them.`;
  switch (what.is) {
    case 'taken':
      return { ok: true, words: `${who} has ${what.incident} now. Nobody else is called.${unsent}` };
    case 'passed': {
      const called = what.to === undefined ? 'The next agent' : nameOf(what.to);
      return { ok: true, words: `${called} is called about ${what.incident}, then the others.${unsent}` };
    }
    case 'resolved':
      return { ok: true, words: `${what.incident} is closed. Nobody else is called.${unsent}` };
    case 'already':
    case 'theirs':
      return { problem: `${nameOf(what.by)} has ${what.incident} already, so nothing was changed.` };
    case 'calling':
      return { problem: `Agents are being called about ${what.incident} already, so nothing was changed.` };
    case 'busy':
      return {
        problem: `Agents of this team are being called about ${what.incident} at this moment, so nothing was changed. Pass it on when somebody has that.`,
      };
    case 'alone':
      return {
        problem: `The team calls nobody but ${nameOf(what.owner)}, so nothing was changed. Choose another agent.`,
      };
    case 'unknown':
      return { problem: `${nameOf(what.to)} is not on this team, so nothing was changed. Choose another agent.` };
    case 'closed':
      return { problem: `${what.incident} is over already, so nothing was changed.` };
    case 'several':
    case 'nothing':
      return { problem: 'This incident is not on the board any more, so nothing was changed.' };
  }
}
