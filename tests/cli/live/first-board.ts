/** What the first release left in `board-web`: an incident of 02:40 that nobody took, though Ann was called. */
export const FIRST_BOARD = {
  version: 1,
  writes: 7,
  writtenAtMs: Date.parse('2026-11-22T02:41:00Z'),
  incident: {
    id: 'inc-0badcafe',
    status: 'exhausted',
    openedAtMs: Date.parse('2026-11-22T02:40:00Z'),
    closedAtMs: Date.parse('2026-11-22T02:41:00Z'),
    alarms: [
      {
        hash: 'AbCd_-',
        wrong: true,
        summary: 'web-1 status check. It fails.',
        sinceMs: Date.parse('2026-11-22T02:40:00Z'),
        region: 'eu-west-1',
      },
    ],
    counted: 0,
    attempts: [
      {
        number: 1,
        agent: { id: 'ann', name: 'Ann Lee', phone: '+447700900001' },
        position: 0,
        token: 'token-of-the-first-call',
        state: { is: 'over', execution: 'FN0123456789abcdef0123456789abcdef', outcome: 'no-answer' },
      },
    ],
    refused: [],
  },
  // Six characters of hash, then twice the milliseconds of 02:40 and one, because it is wrong.
  memory: 'AbCd_-0QCP-AB',
  outbox: [],
};
