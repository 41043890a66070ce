import { AGENTS, Story } from '../support/story';
import type { Conduct } from '../../src/rehearsal/phones/conduct';
import { withBoard } from '../support/documents';
import type { Corner, Play } from './play';

/** Boards that are gone or changed while somebody is on the phone, and clocks that differ. */

/** Ann answers slowly, so that something may happen before she does, and presses 1. */
const SLOW_ANSWER: Conduct = {
  ringing: 'answers',
  afterMs: 10_000,
  keys: [{ key: '1', after: 'every prompt', delayMs: 800 }],
  patienceMs: 60_000,
};

/** What becomes of the board while Ann's phone rings. */
function board(name: string, change: Parameters<typeof withBoard>[1]): Play {
  return {
    name,
    run: async (switches) => {
      const story = new Story({ switches, agents: [SLOW_ANSWER, 'take'] });
      story.alarm('web-1');
      story.at(5, () => withBoard(story, change));
      await story.until(1_800);
      return story;
    },
  };
}

export const BOARDS_IN_DOUBT: Corner = {
  number: 8,
  title: 'the board goes while the phone rings',
  plays: [
    board('it is deleted', () => undefined),
    board('somebody edited it', (data) => ({ ...data, i: ['web-1'] })),
    board('a newer release wrote it', (data) => ({ ...data, v: 3 })),
  ],
};

/** Two agents and four calls, of whose ends no event tells; the second call gets stuck at the answer. */
function clocks(name: string, offsets: readonly number[]): Play {
  return {
    name,
    run: async (switches) => {
      const story = new Story({
        switches,
        agents: ['busy', 'silent', 'busy'],
        roster: { agents: { ann: AGENTS.ann, bob: AGENTS.bob }, escalation: { maxCalls: 4 } },
        clockOffsetMs: (run) => (offsets[run % offsets.length] ?? 0) * 1_000,
        eventTimes: () => [],
      });
      let answered = false;
      story.rehearsal.ledger.listen((entry) => {
        const ring = story.rehearsal.ledger.entries.findLast(({ kind }) => kind === 'ring');
        if (entry.kind !== 'answer' || ring?.kind !== 'ring' || answered) return;
        answered = true;
        story.rehearsal.executions.makeStuck(ring.execution);
      });
      story.alarm('web-1');
      await story.toTheEnd();
      return story;
    },
  };
}

export const CLOCKS: Corner = {
  number: 12,
  title: 'clocks differ from run to run',
  plays: [
    clocks('all right', [0]),
    clocks('5 s', [-5, 0, 5, 5, -5]),
    clocks('60 s, two of them', [-60, 60]),
    clocks('60 s, three of them', [0, 60, -60]),
    clocks('60 s, five of them', [60, 0, -60, -60, 60]),
    clocks('four minutes', [240, 0, -240]),
  ],
};
