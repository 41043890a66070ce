import { describe, expect, it } from '@jest/globals';
import type { Rehearsal } from '../../src/rehearsal/rehearsal';
import { breaches } from '../support/guarantees';
import { reports } from '../support/reports';
import { ACCOUNT_VARIANTS, nameOf, START_MS, Story, takenBy } from '../support/story';
import { textsOf } from '../support/witness';

interface Trouble {
  /** Whether SMS leave all the same. */
  readonly isTold: boolean;
  readonly begins: (rehearsal: Rehearsal) => void;
  readonly ends: (rehearsal: Rehearsal) => void;
}

const TROUBLES: Readonly<Record<string, Trouble>> = {
  'the account is suspended': {
    isTold: false,
    begins: ({ standing }) => {
      standing.status = 'suspended';
    },
    ends: ({ standing }) => {
      standing.status = 'active';
    },
  },
  'there is no money left': {
    isTold: false,
    begins: ({ standing }) => {
      standing.balance = 0;
    },
    ends: ({ standing }) => {
      standing.balance = 20;
    },
  },
  'the flow does not exist': {
    isTold: true,
    begins: (rehearsal) => rehearsal.setFlow('missing'),
    ends: (rehearsal) => rehearsal.setFlow('published'),
  },
  'the flow was never published': {
    isTold: true,
    begins: (rehearsal) => rehearsal.setFlow('draft'),
    ends: (rehearsal) => rehearsal.setFlow('published'),
  },
  'the number is not the account’s': {
    isTold: false,
    begins: ({ standing }) => {
      standing.numbers = [];
    },
    ends: ({ standing, callerId }) => {
      standing.numbers = [{ number: callerId }];
    },
  },
};

describe.each(ACCOUNT_VARIANTS)('when nobody can be called, %s', (_title, switches) => {
  it.each(Object.entries(TROUBLES))(
    '68: %s for ten minutes: the alarm waits, whoever can be told is told at once, and no heartbeat is healthy',
    async (_why, trouble) => {
      const story = new Story({ switches, agents: ['take'] });
      trouble.begins(story.rehearsal);
      story.alarm('web-1-cpu');
      story.heartbeats(60, 1_200);
      await story.until(600);
      expect(story.rings()).toEqual([]);
      const told = textsOf(story);
      expect(told.map(({ to, text }) => `${nameOf(to)}: ${text.slice(0, 22)}`).toSorted()).toEqual(
        trouble.isTold ? ['ann', 'bob', 'cyd'].map((agent) => `${agent}: NO PHONE CAN BE CALLED`) : [],
      );
      for (const { atMs } of told) expect(story.secondsAt(atMs)).toBeLessThan(5);
      expect(reports(story).map(([, healthy]) => healthy)).not.toContain(1);

      trouble.ends(story.rehearsal);
      await story.toTheEnd();
      expect(reports(story).at(-1)?.[1]).toBe(1);
      expect(breaches(story, ['ann', 'bob', 'cyd'], [{ name: 'web-1-cpu', sinceMs: START_MS }])).toEqual([]);
    },
  );

  it('a suspension that is over leaves the alarm to the first agent', async () => {
    const story = new Story({ switches, agents: ['take'] });
    story.rehearsal.standing.status = 'suspended';
    story.alarm('web-1-cpu');
    await story.until(600);
    expect(story.rehearsal.queue.depth).toBe(1);

    story.rehearsal.standing.status = 'active';
    await story.toTheEnd();
    expect(story.lines().slice(-5)).toEqual(takenBy('ann'));
  });
});

it.each([
  ['calls and messages', true],
  ['everything', false],
] as const)('where a suspended account is refused %s, that its Functions run is %s', async (suspendedFrom, doRun) => {
  const story = new Story({ switches: { suspendedFrom }, agents: ['take'] });
  story.rehearsal.standing.status = 'suspended';
  story.alarm('web-1-cpu');
  await story.until(100);

  expect(story.rehearsal.ledger.entries.some(({ kind }) => kind === 'function')).toBe(doRun);
});

it('a flow is in the account as it was set', () => {
  const { rehearsal } = new Story({ agents: ['take'] });
  const address = 'https://studio.twilio.com/v2/Flows/FW00000000000000000000000000000000';
  expect(rehearsal.read(address)).toMatchObject({ status: 'published' });
  rehearsal.setFlow('draft');
  expect(rehearsal.read(address)).toMatchObject({ status: 'draft' });
  rehearsal.setFlow('missing');
  expect(rehearsal.read(address)).toBeUndefined();
});

it('the flow that runs is the one that FLOW_SID names at that moment', async () => {
  const other = 'FW00000000000000000000000000000001';
  let flow: Readonly<Record<string, string>> = {};
  const story = new Story({ agents: ['take'], variables: () => flow });
  story.rehearsal.setFlow('missing');
  story.rehearsal.setFlow('published', other);
  flow = { FLOW_SID: other };
  story.alarm('web-1-cpu');
  await story.toTheEnd();

  expect(story.lines()).toEqual(takenBy('ann'));
  expect(story.rehearsal.executions.list(other)).toHaveLength(1);
});
