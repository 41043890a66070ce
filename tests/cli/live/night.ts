import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, jest } from '@jest/globals';
import type { Machine } from '../../../src/cli/machine';
import { AGENTS, NUMBERS, Story } from '../../support/story';
import type { StoryOptions } from '../../support/story';
import { machineOver, projectCopy, removeProject, writeSettings } from './live';

/** Two teams, of which `web` gets what no route matches. */
export const TEAMS = {
  timezone: 'Europe/London',
  agents: AGENTS,
  teams: { web: { name: 'Web', agents: ['ann', 'bob'] }, db: { name: 'Database', agents: ['cyd'] } },
  defaultTeam: 'web',
  routes: [{ alarm: 'db-*', team: 'db' }],
};

/** What every number in a text has in it. */
export const EVERY_NUMBER = new RegExp(
  Object.values(NUMBERS)
    .map((number) => number.slice(-8))
    .join('|'),
);

/** A night with its account, and the machine of somebody who sits before it. */
export interface Night {
  readonly story: Story;
  readonly machine: Machine;
}

/** Makes nights, each in a project of its own that is gone after the test. */
export function nightsAtHand(): { readonly folder: () => string; begin(options: StoryOptions): Night } {
  let folder = '';
  beforeEach(() => {
    folder = projectCopy();
  });
  afterEach(() => {
    removeProject(folder);
    jest.useRealTimers();
  });
  return {
    folder: () => folder,
    begin: (options) => {
      const story = new Story(options);
      const { account, callerId, secret } = story.rehearsal;
      const roster = options.roster ?? { agents: AGENTS };
      writeFileSync(join(folder, 'assets', 'roster.private.json'), JSON.stringify(roster));
      writeSettings(folder, {
        ACCOUNT_SID: account.sid,
        AUTH_TOKEN: account.authToken,
        ALERT_SECRET: secret,
        EVENTS_PASSWORD: 'events-password-of-nobody',
        CALLER_ID: callerId,
        FLOW_SID: 'FW00000000000000000000000000000000',
      });
      const machine = machineOver(folder, (request) => Promise.resolve(story.rehearsal.twilio.handle(request)), {
        now: () => story.clock.now(),
      });
      return { story, machine };
    },
  };
}

/** The use cases by hand read the clock of the machine, which stands where the story does. */
export function setMachineClock(story: Story): void {
  jest.useFakeTimers({ now: story.clock.now(), doNotFake: ['setTimeout', 'setImmediate', 'nextTick', 'clearTimeout'] });
}
