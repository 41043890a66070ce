import { randomUUID } from 'node:crypto';
import { plansFrom, type Plans } from '../escalation/plans';
import type { Log } from '../escalation/ports';
import type { Desk } from '../escalation/run';
import { idFrom } from '../board/code';
import { syncBoardStore } from './board-store';
import type { TwilioClient } from './client';
import { syncDueIndex } from './due-map';
import { NotConfigured, type Environment } from './environment';
import { syncHistory } from './history-list';
import { linksUnder } from './links';
import { logLine } from './log';
import { studioPager } from './pager';
import { Requests } from './requests';
import { messagingTexter } from './texter';
import { syncWords } from './words-map';

/** The one place where production code reads the clock of its machine. */
export function now(): number {
  return Date.now();
}

/**
 * Sets up everything that a run works with, on a client and a roster from wherever they come: a Function's, or those of what acts on a
 * team's board from outside Twilio. The client must not retry in its own time. `clock` tells the time, epoch milliseconds. Throws
 * {@link NotConfigured} when there is nobody to call.
 */
export function deskWith(
  client: TwilioClient,
  environment: Environment,
  roster: string | undefined,
  { clock = now, log = logLine }: { readonly clock?: () => number; readonly log?: Log } = {},
): Desk {
  const requests = new Requests(client, clock);
  const plans = plansOf(roster, environment.fallbackNumbers);
  if (plans.trouble !== undefined) {
    log('error', 'The roster cannot be used: the fallback numbers are called.', { why: plans.trouble });
    if (environment.fallbackNumbers.length === 0) {
      throw new NotConfigured(`${plans.trouble} FALLBACK_NUMBERS is empty, too, so there is nobody to call.`);
    }
  }
  return {
    boards: syncBoardStore(requests, environment.syncService, log),
    words: syncWords(requests, environment.syncService, () => requests.now()),
    due: syncDueIndex(requests, environment.syncService, roster),
    pager: studioPager(requests, environment.flow, environment.callerId),
    texter: messagingTexter(requests, environment.callerId, log),
    history: syncHistory(requests, environment.syncService),
    linkTo:
      plans.roster?.reach.hasLinks === false
        ? () => undefined
        : linksUnder(environment.domain, environment.alertSecret, () => requests.now()),
    plans,
    outside: {
      now: () => requests.now(),
      ownNow: clock,
      sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
      newId,
      newIncidentId: () => idFrom(newId()),
      chance: () => Math.random(),
    },
    log,
  };
}

function newId(): string {
  return randomUUID().replaceAll('-', '');
}

/** What was read of the roster last: a warm Function need not read again what a deployment has not changed. */
let latest: { readonly of: string; readonly plans: Plans } | undefined;

function plansOf(roster: string | undefined, fallbackNumbers: readonly string[]): Plans {
  const of = JSON.stringify([roster, fallbackNumbers]);
  if (latest?.of !== of) latest = { of, plans: plansFrom(roster, fallbackNumbers) };
  return latest.plans;
}
