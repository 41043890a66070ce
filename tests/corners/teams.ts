import { AGENTS, Story } from '../support/story';
import { inOrder } from '../../src/rehearsal/queue/delivery-policy';
import type { Corner, Play } from './play';

/** Rosters that are edited while phones ring. */

const OPS = { agents: AGENTS, teams: { ops: { agents: ['ann', 'bob', 'cyd'] } }, defaultTeam: 'ops' };

const TWO = {
  agents: AGENTS,
  teams: { web: { agents: ['ann', 'bob'] }, db: { agents: ['cyd'] } },
  defaultTeam: 'web',
  routes: [{ alarm: 'db-*', team: 'db' }],
};

/** A team of sixty under this name. */
function sixty(team: string): object {
  const ids = Array.from({ length: 60 }, (_, index) => `agent-${index}`);
  const agents = ids.map((id, index) => {
    const number = `+4477009001${String(index).padStart(2, '0')}`;
    return [id, { name: `Agent ${index}`, phone: number }] as const;
  });
  return { agents: Object.fromEntries(agents), teams: { [team]: { agents: ids } }, defaultTeam: team };
}

/** Nobody answers, `FALLBACK_NUMBERS` is empty, and so many seconds after the alarm another roster is deployed. */
function edited(name: string, before: object, atSeconds: number, after: object, alarm = 'web-1'): Play {
  return {
    name,
    run: async (switches) => {
      const story = new Story({ switches, agents: ['no-answer'], roster: before });
      story.alarm(alarm);
      story.at(atSeconds, () => story.deploy(after));
      await story.toTheEnd();
      return story;
    },
  };
}

export const RENAMED_TEAMS: Corner = {
  number: 1,
  title: 'a team is removed or renamed during an incident',
  plays: [
    edited('renamed while the first phone rings', { agents: AGENTS }, 5, OPS),
    edited('one of two teams goes', TWO, 5, { agents: AGENTS, teams: { db: { agents: ['cyd'] } }, defaultTeam: 'db' }),
    edited('with everybody on it', { agents: { ann: AGENTS.ann, bob: AGENTS.bob } }, 5, {
      agents: { cyd: AGENTS.cyd },
      teams: { ops: { agents: ['cyd'] } },
      defaultTeam: 'ops',
    }),
    edited('sixty people, renamed during the last call', sixty('main'), 60, sixty('ops')),
  ],
};

const BOTH = { agents: AGENTS, teams: { a: { agents: ['ann', 'bob'] }, b: { agents: ['cyd'] } }, defaultTeam: 'b' };

/** The alarm rings team `a`; its route is edited, or the team renamed, and then it is over. */
function strayed(name: string, does: 'no-answer' | 'take', after: object): Play {
  return {
    name,
    run: async (switches) => {
      const roster = { ...BOTH, routes: [{ alarm: 'x', team: 'a' }] };
      const story = new Story({ switches, agents: [does], roster });
      story.alarm('x');
      story.at(40, () => story.deploy(after));
      story.at(45, () => story.alarm('x', { state: 'OK' }));
      await story.toTheEnd();
      return story;
    },
  };
}

const ROUTED_ELSEWHERE = { ...BOTH, routes: [{ alarm: 'x', team: 'b' }] };

const RENAMED = {
  agents: AGENTS,
  teams: { ops: { agents: ['ann', 'bob'] }, b: { agents: ['cyd'] } },
  defaultTeam: 'b',
  routes: [{ alarm: 'x', team: 'ops' }],
};

/** The alarm rings team `a`; its route is edited, and SQS, which delivers at least once, brings a second copy then. */
function copied(name: string, copyAtSeconds: number, overAtSeconds: number): Play {
  return {
    name,
    run: async (switches) => {
      const story: Story = new Story({
        switches,
        agents: ['no-answer'],
        roster: { ...BOTH, routes: [{ alarm: 'x', team: 'a' }] },
        // Its recovery comes once.
        deliveryPolicy: {
          ...inOrder,
          arrivalsMs: ({ body }) => (/NewStateValue\W+ALARM/.test(body) ? [0, copyAtSeconds * 1_000] : [0]),
        },
      });
      story.alarm('x');
      story.at(10, () => story.deploy(ROUTED_ELSEWHERE));
      story.at(overAtSeconds, () => story.alarm('x', { state: 'OK' }));
      await story.toTheEnd();
      return story;
    },
  };
}

export const STRAYED_RECOVERIES: Corner = {
  number: 4,
  title: 'it is over after its route was edited',
  plays: [
    strayed('while the second phone rings', 'no-answer', ROUTED_ELSEWHERE),
    strayed('after Ann took it', 'take', ROUTED_ELSEWHERE),
    strayed('the team renamed while the second phone rings', 'no-answer', RENAMED),
    strayed('the team renamed after Ann took it', 'take', RENAMED),
    copied('a copy of the alarm rings the new team, too', 12, 40),
    copied('a copy of the alarm comes when it is over', 60, 40),
    copied('a copy of the alarm comes while the second phone rings', 40, 45),
  ],
};

export const OWNERS_WHO_LEFT: Corner = {
  number: 11,
  title: 'who has it leaves the roster',
  plays: [
    {
      name: 'a minute later, and another alarm comes',
      run: async (switches) => {
        const story = new Story({ switches, agents: ['take'] });
        story.alarm('web-1');
        story.at(60, () => story.deploy({ agents: { bob: AGENTS.bob, cyd: AGENTS.cyd } }));
        story.at(120, () => story.alarm('db-1'));
        await story.toTheEnd();
        return story;
      },
    },
    {
      name: 'and nothing further comes but heartbeats',
      run: async (switches) => {
        const story = new Story({ switches, agents: ['take'] });
        story.alarm('web-1');
        // Her message has long left the queue.
        story.at(200, () => story.deploy({ agents: { bob: AGENTS.bob, cyd: AGENTS.cyd } }));
        story.heartbeats(0, 900);
        await story.toTheEnd();
        return story;
      },
    },
  ],
};
