import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { HttpRequest } from '../../src/rehearsal/http';
import type { Fate } from '../../src/rehearsal/network';
import { hopelessNumber, losses, oddReply, slowness, USUAL, wrongClocks } from '../support/schedule';
import type { Schedule } from '../support/schedule';
import { NUMBERS, Story } from '../support/story';
import { Trouble } from '../support/trouble';

const QUIET: Schedule = {
  ...USUAL,
  agents: ['ann'],
  secondTeam: [],
  maxCalls: 1,
  remindMinutes: null,
  again: null,
  alarms: [],
  beatSeconds: 0,
  conducts: [],
  faults: [],
  outages: [],
  hopeless: [],
  clocks: [],
  lostAtSeconds: [],
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

const CALL_ANN = startCall(NUMBERS.ann);
const CALL_BOB = startCall(NUMBERS.bob);
const TEXT_ANN = {
  ...CALL_ANN,
  url: 'https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json',
};

function startCall(to: string) {
  const body = new URLSearchParams({ To: to, From: '+12025550100' }).toString();
  return { method: 'POST', url: 'https://studio.twilio.com/v2/Flows/FW1/Executions', body };
}

/** What becomes of these requests of `/alarm`, sent one after the other as the night begins. */
function fatesOf(night: Partial<Schedule>, ...requests: readonly Partial<HttpRequest>[]): (Fate | undefined)[] {
  const { fateOf } = new Trouble({ ...QUIET, ...night }).options();
  const invocation = { path: '/alarm', number: 1, isAlive: () => true, crash: () => {}, freeze: () => {} };
  return requests.map((request, index) =>
    fateOf?.({ method: 'GET', url: '', headers: {}, body: '', ...request }, invocation, index + 1),
  );
}

/** By how much the clocks of the first three runs are ahead, in milliseconds. */
function offsetsOf(clocks: readonly number[]): (number | undefined)[] {
  const { clockOffsetMs } = new Trouble({ ...QUIET, clocks }).options();
  return [1, 2, 3].map((run) => clockOffsetMs?.(run));
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

  it('take the times of a slow stretch in turn, those of the API that is slow', () => {
    const slow = { of: 'Sync', seconds: 60, meets: { is: 'slow', latenciesMs: [1_700, 2_300] } } as const;
    expect(fatesOf({ outages: [{ ...slow, fromSeconds: 0 }] }, BOARD, MAP, CALL_ANN, BOARD)).toEqual([
      { is: 'deliver', latencyMs: 1_700 },
      { is: 'deliver', latencyMs: 2_300 },
      { is: 'deliver' },
      { is: 'deliver', latencyMs: 1_700 },
    ]);
    expect(fatesOf({ outages: [{ ...slow, fromSeconds: 1 }] }, BOARD)).toEqual([{ is: 'deliver' }]);
  });

  it('are slow for minutes to hours, by 0.2 to 2.5 s each', () => {
    fc.assert(
      fc.property(slowness, ({ seconds, meets }) => {
        expect(seconds).toBeGreaterThanOrEqual(60);
        expect(seconds).toBeLessThanOrEqual(14_400);
        const latenciesMs = meets.is === 'slow' ? meets.latenciesMs : [];
        expect(Math.min(...latenciesMs)).toBeGreaterThanOrEqual(200);
        expect(Math.max(...latenciesMs)).toBeLessThanOrEqual(2_500);
      }),
    );
  });

  it('for one number fail each time, and only of this kind', () => {
    const hopeless = [
      { on: 'send SMS', to: 'bob', meets: { is: 'drop' } },
      { on: 'start call', to: 'ann', meets: { is: 'answered', status: 409, code: 20409 } },
    ] as const;
    const [first, bob, second, sms] = fatesOf({ hopeless }, CALL_ANN, CALL_BOB, CALL_ANN, TEXT_ANN);
    expect(first?.is === 'answer' ? JSON.parse(first.response.body) : first).toEqual({
      status: 409,
      code: 20409,
      message: 'made up',
      more_info: 'none',
    });
    expect(second).toEqual(first);
    expect([bob, sms]).toEqual([{ is: 'deliver' }, { is: 'deliver' }]);
  });

  it('for a hopeless number are never answered as Twilio answers for good', () => {
    fc.assert(
      fc.property(hopelessNumber, (number) => {
        const to = new URLSearchParams({ To: NUMBERS[number.to], From: '+12025550100' }).toString();
        const [fate] = fatesOf(
          { hopeless: [number] },
          { ...(number.on === 'send SMS' ? TEXT_ANN : CALL_ANN), body: to },
        );
        const status = fate?.is === 'answer' ? fate.response.status : fate?.is === 'stray' ? fate.reply.status : 0;
        expect([0, 403, 409, 429, 500, 503]).toContain(status);
        expect(fate?.is).not.toBe('deliver');
      }),
    );
  });
});

describe('the clocks of a night', () => {
  it('are right, unless it says otherwise', () => {
    expect(offsetsOf([])).toEqual([0, 0, 0]);
    expect(offsetsOf([60, -5])).toEqual([-5_000, 60_000, -5_000]);
  });

  it('are a minute off at most', () => {
    fc.assert(
      fc.property(wrongClocks, (clocks) => {
        for (const offsetMs of offsetsOf(clocks)) expect(Math.abs(offsetMs ?? NaN)).toBeLessThanOrEqual(60_000);
      }),
    );
  });
});

describe('what lies beside the boards', () => {
  it('is lost when the night says so, and the boards stay', async () => {
    const trouble = new Trouble({ ...QUIET, lostAtSeconds: [30] });
    const story = new Story({ agents: ['take'], ...trouble.options() });
    trouble.watch(story);
    const { twilio, account } = story.rehearsal;
    const authorization = `Basic ${Buffer.from(`${account.sid}:${account.authToken}`).toString('base64')}`;
    const made = ['Documents', 'Maps', 'Lists'].map((kind) => {
      const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
      return twilio.handle({ method: 'POST', url: `${SYNC}/${kind}`, headers, body: 'UniqueName=board-main' }).status;
    });
    expect(made).toEqual([201, 201, 201]);
    const names = () =>
      ['Documents', 'Maps', 'Lists'].filter((kind) => story.rehearsal.read(`${SYNC}/${kind}/board-main`) !== undefined);
    await story.until(29);
    expect(names()).toEqual(['Documents', 'Maps', 'Lists']);
    await story.until(31);
    expect(names()).toEqual(['Documents']);
  });

  it('is lost while there is news', () => {
    fc.assert(
      fc.property(losses, (seconds) => {
        expect(Math.max(...seconds)).toBeLessThanOrEqual(240);
      }),
    );
  });
});
