import { describe, expect, it } from '@jest/globals';
import { openIncidents, readBoards, readWords } from '../../src/account/boards';
import { EMPTY_BOARD } from '../../src/board/board';
import type { Board, Incident } from '../../src/board/board';
import { packBoard } from '../../src/board/packed';
import { FIRST_BOARD } from '../cli/live/first-board';
import { INCIDENT } from '../incident/open-incident';
import { refusal, scriptedTwilio } from '../twilio/scripted-twilio';
import { page } from './pages';

const EXHAUSTED: Incident = { ...INCIDENT, status: 'exhausted', isTold: true };

function withIncidents(...incidents: readonly Incident[]): Board {
  return { ...EMPTY_BOARD, incidents };
}

/** A document as Sync has it. */
function document(name: string | null, data: object): object {
  return { unique_name: name, data };
}

async function readFrom(...documents: readonly object[]): ReturnType<typeof readBoards> {
  return readBoards(scriptedTwilio(page('documents', documents)).client, 'default');
}

describe('the boards', () => {
  it('are the documents of that name, by team, and those that this release leaves alone are named', async () => {
    const { client, sent } = scriptedTwilio(
      page('documents', [
        document('oncall-board-web', packBoard(EMPTY_BOARD)),
        document('oncall-board-db', packBoard(withIncidents(EXHAUSTED))),
        document('oncall-board-later', { v: 3, i: 'in some other way' }),
        document('oncall-board-odd', { v: 2 }),
        document('of-somebody-else', packBoard(EMPTY_BOARD)),
        document(null, packBoard(EMPTY_BOARD)),
      ]),
    );
    const { teams, unread } = await readBoards(client, 'default');
    expect(teams.map(({ team, board }) => [team, board.incidents.map(({ id }) => id)])).toEqual([
      ['db', ['inc-0badcafe']],
      ['web', []],
    ]);
    expect(unread).toEqual([
      { team: 'later', why: 'newer' },
      { team: 'odd', why: 'unreadable' },
    ]);
    expect(sent).toEqual(['GET /v1/Services/default/Documents']);
  });

  it('of the first release are read until they are taken over', async () => {
    const first = document('board-web', FIRST_BOARD);
    const alone = await readFrom(first);
    expect(openIncidents(alone)).toMatchObject([
      {
        team: 'web',
        isFirst: true,
        incident: { id: 'inc-0badcafe' },
      },
    ]);
    expect(alone.unread).toEqual([]);

    const today = document('oncall-board-web', packBoard(EMPTY_BOARD));
    expect(openIncidents(await readFrom(today, first)).map(({ incident }) => incident.id)).toEqual(['inc-0badcafe']);

    const carriedOver = document('oncall-board-web', packBoard(withIncidents({ ...EXHAUSTED, status: 'resolved' })));
    expect(openIncidents(await readFrom(carriedOver, first))).toEqual([]);

    const buried = document('board-web', { movedTo: 'oncall-board' });
    expect(await readFrom(buried, today)).toMatchObject({ teams: [{ team: 'web' }], unread: [] });
  });
});

describe('the words', () => {
  const boards = { teams: [{ team: 'web', board: withIncidents(EXHAUSTED) }], unread: [] };
  const words = { hash: 'AbCd_-', summary: 'It fails.', sinceMs: 1_000 };

  it('that the board has no room for are read for each incident, from the items under its id', async () => {
    const { client } = scriptedTwilio(
      page('items', [
        { key: 'inc-0badcafe.1', revision: '0', data: { alarms: [words] } },
        { key: 'inc-0badcaff.1', revision: '0', data: { alarms: [{ ...words, summary: 'of another one' }] } },
      ]),
    );
    expect(await readWords(client, 'default', openIncidents(boards), () => 0)).toEqual(
      new Map([['inc-0badcafe', [words]]]),
    );
  });

  it.each([[refusal(404, 54200)], ['lost' as const]])('are none where they are lost (%j)', async (answer) => {
    const { client } = scriptedTwilio(answer);
    expect(await readWords(client, 'default', openIncidents(boards), () => 0)).toEqual(new Map([['inc-0badcafe', []]]));
  });

  it('are on the board while that has room', async () => {
    const board = { ...withIncidents(EXHAUSTED), words: [{ incident: EXHAUSTED.id, alarms: [words] }] };
    const { client, sent } = scriptedTwilio();
    const incidents = openIncidents({ teams: [{ team: 'web', board }], unread: [] });
    expect(await readWords(client, 'default', incidents, () => 0)).toEqual(new Map([['inc-0badcafe', [words]]]));
    expect(sent).toEqual([]);
  });
});
