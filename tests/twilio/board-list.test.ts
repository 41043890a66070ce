import { describe, expect, it } from '@jest/globals';
import { BOARD_VERSION, packBoard } from '../../src/board/packed';
import { Unreachable } from '../../src/escalation/ports';
import { syncBoardList } from '../../src/twilio/board-list';
import { alarmAt, boardAfter } from '../incident/sample';
import { NOT_TWILIOS, refusal, scriptedTwilio } from './scripted-twilio';
import type { Answer } from './scripted-twilio';

const BOARD = { ...boardAfter(alarmAt(0)), writes: 7 };
const PACKED = packBoard(BOARD);

function listing(...answers: readonly Answer[]) {
  const { requests, sent } = scriptedTwilio(...answers);
  return { list: syncBoardList(requests, 'default'), sent };
}

/** A document as Sync shows it. */
function document(revision: string, data: object = PACKED, name = 'oncall-board-main') {
  return { sid: 'ET0123456789abcdef0123456789abcdef', unique_name: name, revision, data };
}

/** A page of documents. */
function page(documents: readonly object[], next: string | null = null): Answer {
  return { status: 200, body: { documents, meta: { key: 'documents', next_page_url: next } } };
}

describe('all boards', () => {
  it('come with the list of the documents, and what others keep there is left alone', async () => {
    const { list, sent } = listing(
      page([
        document('1f'),
        document('2', {}, 'somebody-elses'),
        { ...document('3'), unique_name: null },
        document('4', { movedTo: 'oncall-board' }, 'board-main'),
      ]),
    );
    expect(await list()).toEqual(new Map([['main', { board: BOARD, revision: '1f' }]]));
    expect(sent).toEqual(['GET /v1/Services/default/Documents']);
  });

  it.each([
    ['before', (first: object, ours: object) => [first, ours]],
    ['after', (first: object, ours: object) => [ours, first]],
  ])('name a team of which the first release has written one, too, listed %s ours', async (_title, inOrder) => {
    const documents = inOrder(document('4', { version: 1 }, 'board-main'), document('1f'));
    const { list } = listing(page(documents));
    expect(await list()).toEqual(new Map([['main', { board: BOARD, revision: '1f', hasFirst: true }]]));
  });

  it.each([
    ['of the first release', document('4', PACKED, 'board-web')],
    ['of a newer release', document('4', { ...PACKED, v: BOARD_VERSION + 1 }, 'oncall-board-web')],
    ['that cannot be read', document('4', { v: BOARD_VERSION }, 'oncall-board-web')],
    ['without data', { ...document('4', PACKED, 'oncall-board-web'), data: undefined }],
    ['without a revision', { ...document('4', PACKED, 'oncall-board-web'), revision: undefined }],
  ])('name a team with a board %s, which must be read by itself', async (_title, its) => {
    const { list } = listing(page([its, document('1f')]));
    const all = await list();
    expect([...all]).toEqual([
      ['web', undefined],
      ['main', { board: BOARD, revision: '1f' }],
    ]);
  });

  it('are on all pages, and unknown while one of them is', async () => {
    const next = 'https://sync.twilio.com/v1/Services/default/Documents?PageSize=100&Page=1&PageToken=PT1';
    const first = page([document('1f')], next);
    const { list, sent } = listing(first, page([document('2', PACKED, 'oncall-board-web')]));
    expect([...(await list()).keys()]).toEqual(['main', 'web']);
    expect(sent).toHaveLength(2);
    await expect(listing(first, refusal(500, 20500)).list()).rejects.toThrow(Unreachable);
  });

  it.each([
    'https://sync.example.com/v1/Services/default/Documents?Page=1',
    'https://sync.twilio.com.example.com/v1/Services/default/Documents?Page=1',
    'http://sync.twilio.com/v1/Services/default/Documents?Page=1',
  ])('are unknown where the next page is at %s: our credentials go to nobody but Twilio', async (next) => {
    const { list, sent } = listing(page([document('1f')], next), page([document('2', PACKED, 'oncall-board-web')]));
    await expect(list()).rejects.toThrow(Unreachable);
    expect(sent).toHaveLength(1);
  });

  it.each([[refusal(404, 20404)], [refusal(500, 20500)], ['lost' as const]])('are unknown after %p', async (answer) => {
    await expect(listing(answer).list()).rejects.toThrow(Unreachable);
  });

  it.each([
    ...NOT_TWILIOS,
    ['documents whose names are missing', { status: 200, body: { documents: [{}], meta: { key: 'documents' } } }],
  ] as const)('are unknown after %s', async (_title, answer) => {
    await expect(listing(answer).list()).rejects.toThrow(Unreachable);
  });
});
