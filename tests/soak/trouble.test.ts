import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { HttpRequest } from '../../src/rehearsal/http';
import type { Fate } from '../../src/rehearsal/network';
import { oddReply } from '../support/schedule';
import type { Schedule } from '../support/schedule';
import { Trouble } from '../support/trouble';

const QUIET: Schedule = {
  agents: ['ann'],
  secondTeam: [],
  maxCalls: 1,
  alarms: [],
  conducts: [],
  faults: [],
  outages: [],
  events: [],
  stuck: [],
  queued: [],
  unreachable: {},
  deployments: [],
  deliveries: 'oldest first',
  receives: 1000,
  intrusions: [],
  switches: {},
};

const SYNC = 'https://sync.twilio.com/v1/Services/default';
const MAP = { method: 'GET', url: `${SYNC}/Maps/due/Items/main` };
const BOARD = { method: 'GET', url: `${SYNC}/Documents/board-main` };

/** What becomes of these requests of `/alarm`, sent one after the other as the night begins. */
function fatesOf(night: Partial<Schedule>, ...requests: readonly Partial<HttpRequest>[]): (Fate | undefined)[] {
  const { fateOf } = new Trouble({ ...QUIET, ...night }).options();
  const invocation = { path: '/alarm', number: 1, isAlive: () => true, crash: () => {}, freeze: () => {} };
  return requests.map((request, index) =>
    fateOf?.({ method: 'GET', url: '', headers: {}, body: '', ...request }, invocation, index + 1),
  );
}

describe('the requests of a night', () => {
  it.each([
    ['read board', BOARD],
    ['write board', { method: 'POST', url: `${SYNC}/Documents` }],
    ['read map', MAP],
    ['read map', { method: 'GET', url: `${SYNC}/Maps/words/Items?PageSize=100` }],
    ['write map', { method: 'POST', url: `${SYNC}/Maps/due/Items` }],
    ['write map', { method: 'DELETE', url: `${SYNC}/Maps/due/Items/main` }],
  ] as const)('%s: %j', (on, request) => {
    const lost: Fate = { is: 'lose-reply' };
    expect(fatesOf({ faults: [{ on, nth: 1, fate: lost }] }, request)).toEqual([lost]);
    const outage = { of: 'Sync', fromSeconds: 0, seconds: 1, meets: lost } as const;
    expect(fatesOf({ outages: [outage] }, request)).toEqual([lost]);
    expect(fatesOf({ outages: [{ ...outage, of: 'Studio' }] }, request)).toEqual([{ is: 'deliver' }]);
  });

  it('may be answered from the past where Sync reads a board or a map, and nowhere else', () => {
    const stale: Fate = { is: 'stale', ageMs: 3_000 };
    const outages = [{ of: 'Twilio', fromSeconds: 0, seconds: 1, meets: stale } as const];
    const context = { url: 'https://studio.twilio.com/v2/Flows/FW1/Executions/FN1/Context' };
    expect(fatesOf({ outages }, BOARD, MAP, { ...MAP, method: 'POST' }, context)).toEqual([
      stale,
      stale,
      { is: 'deliver' },
      { is: 'deliver' },
    ]);
  });

  it('get odd replies as they were planned, and only where they were planned', () => {
    fc.assert(
      fc.property(oddReply, (fate) => {
        const faults = [{ on: 'read map', nth: 2, fate }] as const;
        expect(fatesOf({ faults }, MAP, BOARD, MAP, MAP)).toEqual([
          { is: 'deliver' },
          { is: 'deliver' },
          fate,
          { is: 'deliver' },
        ]);
        expect(['stray', 'spoilt']).toContain(fate.is);
      }),
    );
  });
});
