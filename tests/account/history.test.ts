import { describe, expect, it } from '@jest/globals';
import { Account } from '../../src/account/account';
import { historyItems, readHistory } from '../../src/account/history';
import type { HistoryEntry } from '../../src/board/board';
import { twilioAtHand } from '../rehearsal/twilio/twilio-at-hand';
import { refusal } from '../twilio/scripted-twilio';
import { page, scriptedAccount } from './pages';

const entry = (team: string, incident: string, status: HistoryEntry['status']): HistoryEntry => ({
  team,
  incident,
  status,
  openedAtMs: 0,
  closedAtMs: 1,
  alarms: [],
  calls: [],
});

/** Items of the list, the newest first. */
function items(...data: readonly unknown[]): readonly object[] {
  return data.map((each, index) => ({
    index: data.length - index,
    revision: '0',
    date_created: '2026-11-22T03:00:00Z',
    data: each,
  }));
}

describe('the history', () => {
  it('has each incident once, as it ended last, the newest first', async () => {
    const { account, sent } = scriptedAccount(
      page(
        'items',
        items(
          entry('web', 'inc-2', 'taken'),
          entry('web', 'inc-1', 'resolved'),
          { odd: true },
          entry('web', 'inc-1', 'taken'),
          entry('db', 'inc-1', 'exhausted'),
          entry('web', 'inc-2', 'exhausted'),
        ),
      ),
    );
    const found = await readHistory(account, 'default', 40);
    expect(found.map(({ team, incident, status }) => `${team} ${incident} ${status}`)).toEqual([
      'web inc-2 taken',
      'web inc-1 resolved',
      'db inc-1 exhausted',
    ]);
    expect(sent).toEqual(['GET /v1/Services/default/Lists/oncall-history/Items']);
  });

  it('is empty before the first entry', async () => {
    expect(await readHistory(scriptedAccount(refusal(404, 20404)).account, 'default', 40)).toEqual([]);
    await expect(readHistory(scriptedAccount(refusal(401, 20003)).account, 'default', 40)).rejects.toThrow('20003');
  });

  it('is read page by page, and no further than is asked for', async () => {
    const { client, ask, clock } = twilioAtHand();
    const account = new Account({ client, sleep: () => Promise.resolve(), redact: (text) => text });
    const list = 'https://sync.twilio.com/v1/Services/default/Lists';
    ask(`POST ${list}`, { UniqueName: 'oncall-history' });
    for (let n = 0; n < 230; n++) append(n);
    function append(n: number): void {
      // A list admits 20 writes a second.
      clock.pass(50);
      ask(`POST ${list}/oncall-history/Items`, { Data: JSON.stringify(entry('web', `inc-${n}`, 'resolved')) });
    }
    const all = await readHistory(account, 'default', 999);
    expect(all).toHaveLength(230);
    expect([all[0]?.incident, all[99]?.incident, all[100]?.incident, all[229]?.incident]).toEqual([
      'inc-229',
      'inc-130',
      'inc-129',
      'inc-0',
    ]);
    const few = await readHistory(account, 'default', 3);
    expect(few.map(({ incident }) => incident)).toEqual(['inc-229', 'inc-228', 'inc-227']);

    // What is appended while the pages are read moves none of them.
    const seen: string[] = [];
    for await (const item of historyItems(account, 'default')) {
      if (seen.length === 50) append(1_000);
      seen.push(item.entry.incident);
    }
    expect(seen).toHaveLength(230);
    expect(new Set(seen).size).toBe(230);
  });

  it('reads what the first release wrote', async () => {
    const first = {
      team: 'web',
      incident: 'inc-1',
      status: 'taken',
      openedAtMs: 1_000,
      closedAtMs: 41_000,
      alarms: ['web-1 status check.', 'and 7 more'],
      calls: [{ agent: 'ann', outcome: 'taken' }],
      takenBy: 'ann',
    };
    const { account } = scriptedAccount(
      page('items', items(first, { ...first, incident: 'inc-2', status: 'resolved', closedAtMs: 90_000 })),
    );
    expect(await readHistory(account, 'default', 40)).toEqual([
      {
        ...first,
        takenAtMs: 41_000,
        alarms: [
          { text: 'web-1 status check.', wrong: true },
          { text: 'and 7 more', wrong: true },
        ],
      },
      {
        ...first,
        incident: 'inc-2',
        status: 'resolved',
        closedAtMs: 90_000,
        alarms: [
          { text: 'web-1 status check.', wrong: false },
          { text: 'and 7 more', wrong: false },
        ],
      },
    ]);
  });

  it.each([
    ['no outcome', { calls: [{ agent: 'ann' }] }],
    ['a time that is none', { openedAtMs: 'yesterday' }],
    ['a status that is none', { status: 'escalating' }],
    ['alarms that are none', { alarms: [7] }],
    ['a way that is none', { way: 'by carrier pigeon' }],
  ])('leaves out an entry with %s', async (_what, odd) => {
    const { account } = scriptedAccount(page('items', items({ ...entry('web', 'inc-1', 'taken'), ...odd })));
    expect(await readHistory(account, 'default', 40)).toEqual([]);
  });
});
