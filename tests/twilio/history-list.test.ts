import { expect, it } from '@jest/globals';
import type { HistoryEntry } from '../../src/board/board';
import { syncHistory } from '../../src/twilio/history-list';
import { NOT_TWILIOS, refusal, scriptedTwilio } from './scripted-twilio';
import type { Answer } from './scripted-twilio';

const ENTRY: HistoryEntry = {
  team: 'main',
  incident: 'inc-1',
  status: 'taken',
  openedAtMs: 1,
  closedAtMs: 2,
  alarms: [{ text: 'web-1 is down.', wrong: true }],
  calls: [{ agent: 'ann', outcome: 'taken' }],
  takenBy: 'ann',
};

// 90 days.
const ITEM = `POST /v1/Services/default/Lists/oncall-history/Items Data=${JSON.stringify(ENTRY)} Ttl=7776000`;
const LIST = 'POST /v1/Services/default/Lists UniqueName=oncall-history';
const CREATED: Answer = { status: 201, body: { index: 0, revision: '0', data: {} } };
const LIST_CREATED: Answer = { status: 201, body: { unique_name: 'oncall-history' } };

function history(...answers: readonly Answer[]) {
  const { requests, sent } = scriptedTwilio(...answers);
  return { list: syncHistory(requests, 'default'), sent };
}

it('appends an item to the list', async () => {
  const { list, sent } = history(CREATED);
  expect(await list.append(ENTRY)).toBe(true);
  expect(sent).toEqual([ITEM]);
});

it.each([
  ['creates the list when the first entry comes', LIST_CREATED],
  ['finds the list that somebody else creates at the same time', refusal(409, 54301)],
])('%s', async (_title, answer) => {
  const { list, sent } = history(refusal(404, 54150), answer, CREATED);
  expect(await list.append(ENTRY)).toBe(true);
  expect(sent).toEqual([ITEM, LIST, ITEM]);
});

it.each<[string, readonly Answer[]]>([
  ['is refused', [refusal(429, 54009)]],
  ['fails', [refusal(500, 20500)]],
  ['has no reply', ['lost']],
  ['has no list, nor can have one', [refusal(404, 54150), refusal(403, 20403), refusal(404, 54150)]],
  ...NOT_TWILIOS.map(([title, answer]): [string, readonly Answer[]] => [`is answered with ${title}`, [answer]]),
])('says that it is not certain when the request %s', async (_title, answers) => {
  expect(await history(...answers).list.append(ENTRY)).toBe(false);
});
