import { describe, expect, it } from '@jest/globals';
import { EMPTY_BOARD } from '../../src/board/board';
import { BOARD_VERSION, packBoard } from '../../src/board/packed';
import { Unreachable } from '../../src/escalation/ports';
import type { Revision } from '../../src/escalation/ports';
import { syncBoardStore } from '../../src/twilio/board-store';
import { alarmAt, boardAfter } from '../incident/sample';
import { NOT_TWILIOS, refusal, scriptedTwilio } from './scripted-twilio';
import type { Answer } from './scripted-twilio';

const BOARD = { ...boardAfter(alarmAt(0)), writes: 7 };
const PACKED = packBoard(BOARD);
const READ = '1f' as Revision;

function store(...answers: readonly Answer[]) {
  const { requests, sent } = scriptedTwilio(...answers);
  const logged: unknown[] = [];
  const boards = syncBoardStore(requests, 'default', (...line) => void logged.push(line));
  return { boards, sent, logged };
}

/** A document as Sync shows it. */
function document(revision: string, data: object = PACKED, name = 'oncall-board-main') {
  return { sid: 'ET0123456789abcdef0123456789abcdef', unique_name: name, revision, data };
}

/** Documents that are not what was asked for. */
const OTHERS: readonly (readonly [string, Answer])[] = [
  ['a document of another name', { status: 200, body: { ...document('1f'), unique_name: 'oncall-board-other' } }],
  ['a document without a name', { status: 200, body: { ...document('1f'), unique_name: null } }],
  ['a document without a revision', { status: 200, body: { ...document('1f'), revision: undefined } }],
  ['a document whose revision is empty', { status: 200, body: document('') }],
  ['a document whose revision is a number', { status: 200, body: { ...document('1f'), revision: 31 } }],
  ['a document without data', { status: 200, body: { ...document('1f'), data: undefined } }],
  ['a document whose data is null', { status: 200, body: { ...document('1f'), data: null } }],
];

describe('reading a board', () => {
  it('gives the board and the revision that a write must match', async () => {
    const { boards, sent, logged } = store({ status: 200, body: document('1f') });

    expect(await boards.read('main')).toEqual({ board: BOARD, revision: '1f' });
    expect(sent).toEqual(['GET /v1/Services/default/Documents/oncall-board-main']);
    expect(logged).toEqual([]);
  });

  it.each([54100, 20404])('gives an empty one for a team that has none (404, code %i)', async (code) => {
    const { boards, logged } = store(refusal(404, code));

    expect(await boards.read('main')).toEqual({ board: EMPTY_BOARD, revision: null });
    expect(logged).toEqual([]);
  });

  it.each([
    ['of an older version', { ...PACKED, v: 1 }],
    ['of the first release', { version: 1, writes: 7, incident: null, memory: '', outbox: [] }],
    ['that is empty', {}],
    ['whose version is text', { ...PACKED, v: '3' }],
  ])('begins anew over a document %s, keeps its revision, and says so', async (_title, data) => {
    const { boards, logged } = store({ status: 200, body: document('2', data) });

    expect(await boards.read('main')).toEqual({ board: EMPTY_BOARD, revision: '2' });
    expect(logged).toEqual([['error', expect.stringContaining('starts afresh'), { team: 'main' }]]);
  });

  it('leaves a document of a newer release alone', async () => {
    const { boards, sent, logged } = store({ status: 200, body: document('2', { ...PACKED, v: BOARD_VERSION + 1 }) });

    await expect(boards.read('main')).rejects.toThrow(/A newer release wrote the board of team main/);
    expect([sent.length, logged]).toEqual([1, []]);
  });

  it.each([
    [refusal(401, 20003, 'Authenticate'), 'The board could not be read: Twilio answered 401, code 20003: Authenticate'],
    [refusal(403, 20006), 'The board could not be read: Twilio answered 403, code 20006: No.'],
    [refusal(429, 20429), 'The board could not be read: Twilio answered 429, code 20429: No.'],
    [refusal(500, 20500), 'The board could not be read: Twilio answered 500, code 20500: No.'],
    ['lost', 'The board could not be read: socket hang up'],
  ] as const)('fails, and is never taken for an empty board, after %p', async (answer, why) => {
    await expect(store(answer).boards.read('main')).rejects.toThrow(new Unreachable(why));
  });

  it.each([...NOT_TWILIOS, ...OTHERS])('fails after %s', async (_title, answer) => {
    await expect(store(answer).boards.read('main')).rejects.toThrow(Unreachable);
  });
});

describe('writing a board', () => {
  const data = JSON.stringify(PACKED);

  it('creates the document where there was none', async () => {
    const { boards, sent } = store({ status: 201, body: document('0') });

    expect(await boards.write('main', BOARD, null)).toEqual({ is: 'written', revision: '0' });
    expect(sent).toEqual([`POST /v1/Services/default/Documents UniqueName=oncall-board-main Data=${data}`]);
  });

  it('changes it only if nobody else did', async () => {
    const { boards, sent } = store({ status: 200, body: document('20') });

    expect(await boards.write('main', BOARD, READ)).toEqual({ is: 'written', revision: '20' });
    expect(sent).toEqual([`POST /v1/Services/default/Documents/oncall-board-main If-Match=1f Data=${data}`]);
  });

  it('takes the first revision of a document for a revision', async () => {
    const { boards, sent } = store({ status: 200, body: document('1') });

    await boards.write('main', BOARD, '0' as Revision);
    expect(sent).toEqual([expect.stringContaining('If-Match=0')]);
  });

  it.each([
    ['somebody created it first', 409, 54301],
    ['somebody changed it', 412, 54103],
    ['somebody deleted it', 404, 54100],
    ['somebody deleted it, as others say it', 404, 20404],
    ['too many writes at once', 429, 54009],
    ['too many requests', 429, 20429],
  ])('is a conflict when %s (%i/%i)', async (_title, status, code) => {
    expect(await store(refusal(status, code)).boards.write('main', BOARD, READ)).toEqual({ is: 'conflict' });
  });

  it.each<readonly [string, Answer]>([['a 5xx', refusal(500, 20500)], ['no reply', 'lost'], ...NOT_TWILIOS, ...OTHERS])(
    'is unknown after %s',
    async (_title, answer) => {
      expect(await store(answer).boards.write('main', BOARD, READ)).toEqual({ is: 'unknown' });
      expect(await store(answer).boards.write('main', BOARD, null)).toEqual({ is: 'unknown' });
    },
  );

  it.each([
    [400, 54003],
    [401, 20003],
    [413, 54006],
  ])('fails after %i/%i, which no retry mends', async (status, code) => {
    await expect(store(refusal(status, code)).boards.write('main', BOARD, READ)).rejects.toThrow(
      new Unreachable(`The board could not be written. Twilio answered ${status}, code ${code}: No.`),
    );
  });
});

describe('a board of the first release', () => {
  const YOUNG = { ...BOARD, writes: 1 };
  const LATER = { ...BOARD, writes: 4 };
  const FIRST = { version: 1, writes: 9 };
  const created: Answer = { status: 201, body: document('0') };
  const changed: Answer = { status: 200, body: document('20') };
  const former: Answer = { status: 200, body: document('9', FIRST, 'board-main') };
  const buried: Answer = { status: 200, body: document('10', { movedTo: 'oncall-board' }, 'board-main') };

  it('is asked for beside the first writes of a team’s board, in case whoever created that never heard of it', async () => {
    const { boards, sent } = store(created, former);
    expect(await boards.write('main', YOUNG, null)).toEqual({ is: 'first', revision: '0' });
    expect(sent[1]).toBe('GET /v1/Services/default/Documents/board-main');
    expect(await store(changed, former).boards.write('main', YOUNG, READ)).toEqual({ is: 'first', revision: '20' });
    const later = store(changed, former);
    expect(await later.boards.write('main', LATER, READ)).toEqual({ is: 'written', revision: '20' });
    expect(later.sent).toHaveLength(1);
  });

  it.each<[string, Answer]>([
    ['there is none', refusal(404, 20404)],
    ['it was taken over', buried],
  ])('changes nothing when %s', async (_title, answer) => {
    expect(await store(created, answer).boards.write('main', YOUNG, null)).toEqual({ is: 'written', revision: '0' });
    expect(await store(answer).boards.first('main')).toBeUndefined();
  });

  it('that nobody can ask for fails the creation, and no write after it', async () => {
    await expect(store(created, 'lost').boards.write('main', YOUNG, null)).rejects.toThrow(Unreachable);
    expect(await store(changed, 'lost').boards.write('main', YOUNG, READ)).toEqual({ is: 'written', revision: '20' });
  });

  it('is given as it is, and buried only if nobody has written it since', async () => {
    const { boards, sent } = store(former, buried, refusal(412, 54103), 'lost');
    expect(await boards.first('main')).toEqual({ value: FIRST, revision: '9' });
    expect(await boards.bury('main', '9' as Revision)).toBe(true);
    expect(sent[1]).toBe('POST /v1/Services/default/Documents/board-main If-Match=9 Data={"movedTo":"oncall-board"}');
    expect([await boards.bury('main', '9' as Revision), await boards.bury('main', '9' as Revision)]).toEqual([
      false,
      false,
    ]);
  });

  it.each(NOT_TWILIOS)('is unknown after %s', async (_title, answer) => {
    await expect(store(answer).boards.first('main')).rejects.toThrow(Unreachable);
  });
});
