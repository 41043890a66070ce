import { describe, expect, it } from '@jest/globals';
import { newestOfEach, readBoards, readHistory } from '../../src/account/boards';
import { EMPTY_BOARD } from '../../src/incident/board';
import type { HistoryEntry } from '../../src/incident/board';
import { refusal, scriptedTwilio } from '../twilio/scripted-twilio';
import type { Answer } from '../twilio/scripted-twilio';

const entry = (team: string, incident: string, status: HistoryEntry['status']): HistoryEntry => ({
  team,
  incident,
  status,
  openedAtMs: 0,
  closedAtMs: 1,
  alarms: [],
  calls: [],
});

function page(key: string, items: readonly object[]): Answer {
  return { status: 200, body: { [key]: items, meta: { key, next_page_url: null } } };
}

describe('the history', () => {
  it('has each incident once, as it ended last', () => {
    const newestFirst = [
      entry('web', 'inc-2', 'taken'),
      entry('web', 'inc-1', 'resolved'),
      entry('web', 'inc-1', 'taken'),
      entry('db', 'inc-1', 'exhausted'),
      entry('web', 'inc-2', 'exhausted'),
    ];
    expect(newestOfEach(newestFirst).map(({ team, incident, status }) => `${team} ${incident} ${status}`)).toEqual([
      'web inc-2 taken',
      'web inc-1 resolved',
      'db inc-1 exhausted',
    ]);
  });

  it('is read newest first, without what is no entry', async () => {
    const data = [entry('web', 'inc-1', 'resolved'), { odd: true }, entry('web', 'inc-1', 'taken')];
    const { client, sent } = scriptedTwilio(
      page(
        'items',
        data.map((each, index) => ({ index, data: each })),
      ),
    );
    expect(await readHistory(client, 'default', 40)).toEqual([entry('web', 'inc-1', 'resolved')]);
    expect(sent[0]).toMatch(/^GET \/v1\/Services\/default\/Lists\/oncall-history\/Items/);
  });

  it('is empty before the first entry', async () => {
    expect(await readHistory(scriptedTwilio(refusal(404, 20404)).client, 'default', 40)).toEqual([]);
    await expect(readHistory(scriptedTwilio(refusal(401, 20003)).client, 'default', 40)).rejects.toThrow('No.');
  });
});

describe('the boards', () => {
  it('are the documents of that name that this version can read', async () => {
    const documents = [
      { unique_name: 'board-web', data: EMPTY_BOARD },
      { unique_name: 'board-db', data: EMPTY_BOARD },
      { unique_name: 'board-odd', data: { version: 99 } },
      { unique_name: 'of-somebody-else', data: EMPTY_BOARD },
      { unique_name: null, data: EMPTY_BOARD },
    ];
    const { client } = scriptedTwilio(page('documents', documents));
    expect((await readBoards(client, 'default')).map(({ team }) => team)).toEqual(['db', 'web']);
  });
});
