import { START_MS } from '../incident/sample';

/** What Functions of the first release wrote: `api` is wrong since the start, and the first agent is being called for it. */
export function firstBoard(incident: object = {}, state: object = CALLING): object {
  return {
    version: 1,
    writes: 2,
    incident: {
      id: 'inc-first',
      status: 'escalating',
      openedAtMs: START_MS,
      alarms: [{ hash: 'KSopMi', wrong: true, summary: 'api. api is down.', sinceMs: START_MS, region: 'eu-west-1' }],
      counted: 0,
      attempts: [
        {
          number: 1,
          agent: { id: 'ann', name: 'Ann Lee', phone: '+447700900001' },
          position: 0,
          token: 'first.1',
          engaged: [],
          state,
        },
      ],
      refused: [],
      ...incident,
    },
    memory: 'KSopMi0QCZH8B',
    outbox: [],
    writtenAtMs: START_MS,
  };
}

const CALLING = { is: 'calling', execution: 'FN1', deadlineMs: START_MS + 195_000 };
