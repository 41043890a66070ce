import { NOTHING_REMEMBERED, entriesOf, hashOf, remember } from '../../src/board/memory';
import type { Board, Incident, PastCall } from '../../src/board/board';
import { MOST_REMEMBERED } from '../../src/incident/limits';
import { EMPTY_BOARD } from '../../src/board/board';
import { packBoard, unpackBoard } from '../../src/board/packed';
import { firstEntry } from '../incident/first-release';
import { boardOf, documentNamed, putDocument, withBoard } from './documents';
import { START_MS } from './story';
import type { Story } from './story';

/** The board of `main` remembers as many alarms as it can, all of them over, before the night begins. */
export function fillBoard(story: Story): void {
  let memory = NOTHING_REMEMBERED;
  for (let index = 0; index < MOST_REMEMBERED; index++) {
    const atMs = START_MS - (MOST_REMEMBERED - index) * 60_000;
    memory = remember(memory, hashOf(`before/${index}`), { state: 'right', atMs, slot: 0, isAhead: false });
  }
  putDocument(story, 'oncall-board-main', packBoard({ ...EMPTY_BOARD, writes: 1, memory }));
}

/** The board of `main` is one of a later release from now on, or again one of this release. Returns whether there is one. */
export function setRelease(story: Story, isLater: boolean): boolean {
  if (boardOf(story) === undefined) return false;
  withBoard(story, (data) => ({ ...data, v: isLater ? 3 : 2 }));
  return true;
}

/**
 * The board of `main` is as the first release would have written it by now. That one knew a single incident and owed SMS in another
 * way: where there is more than it could have had, nothing is done. Returns whether anything was.
 */
export function toFirstRelease(story: Story): boolean {
  const board = unpackBoard(boardOf(story));
  if (board === undefined || documentNamed(story, 'board-main') !== undefined) return false;
  const [incident, ...others] = board.incidents.filter(({ status }) => status !== 'resolved');
  const isMore = others.length + board.outbox.length + board.announcements.length > 0;
  // The first release had neither reminders nor rounds, and passed nothing on.
  if (isMore || incident === undefined || !isKnownToFirst(board, incident)) return false;
  withBoard(story, () => undefined);
  putDocument(story, 'board-main', firstRelease(board, incident));
  return true;
}

function isKnownToFirst({ words }: Board, incident: Incident): boolean {
  const { chain, callsBefore, joined, unremembered, taken, status, attempt } = incident;
  const own = words.find((each) => each.incident === incident.id)?.alarms ?? [];
  const isPlain = chain === 'alarm' && callsBefore === 0 && unremembered === 0 && own.length === joined;
  return isPlain && (status === 'taken') === (taken !== undefined) && attempt?.state.is !== 'waiting';
}

function firstRelease(board: Board, incident: Incident): object {
  const { id, status, openedAtMs, changedAtMs, attempt, calls, taken } = incident;
  const remembered = entriesOf(board.memory);
  const alarms = (board.words.find((each) => each.incident === id)?.alarms ?? []).map((each) => ({
    ...each,
    wrong: remembered.some(({ hash, state }) => hash === each.hash && state === 'wrong'),
  }));
  const live =
    attempt === undefined
      ? []
      : [
          {
            number: attempt.number,
            agent: attempt.agent,
            position: incident.place,
            token: attempt.token,
            engaged: [],
            state: attempt.state,
          },
        ];
  return {
    version: 1,
    writes: board.writes,
    writtenAtMs: board.writtenAtMs,
    incident: {
      id,
      status,
      openedAtMs,
      ...(status === 'escalating' ? {} : { closedAtMs: changedAtMs }),
      ...(taken === undefined ? {} : { taken: { by: agent(taken.by), execution: taken.proof, atMs: taken.atMs } }),
      alarms,
      counted: 0,
      attempts: [...calls.map((call) => pastAttempt(call)), ...live],
      refused: [],
    },
    memory: remembered.map(({ hash, state, atMs }) => firstEntry(hash, state, atMs)).join(''),
    outbox: [],
  };
}

function pastAttempt({ number, agent: called, outcome, proof, atMs }: PastCall): object {
  const state = { is: 'over', execution: proof, outcome: outcome === 'unfinished' ? 'hung-up' : outcome, atMs };
  return { number, agent: agent(called), position: 0, token: '', engaged: [], state };
}

/** Of whom the board of this release keeps the id alone. */
function agent(id: string): object {
  return { id, name: id, phone: '' };
}
