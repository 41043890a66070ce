import twilio from 'twilio';
import { Run } from '../../src/escalation/run';
import { deploymentOf } from '../../src/rehearsal/site';
import { deskWith } from '../../src/twilio/desk';
import { readEnvironment } from '../../src/twilio/environment';
import { httpClientOver } from '../../src/twilio/http-client';
import { AGENTS } from './story';
import type { Story } from './story';

/** How often somebody has sat down at the keyboard of a story: an id of each time, so that a story can be told again as it was. */
const sittings = new WeakMap<Story, number>();

/** What a command line does: the same production code on the same account, from outside, at the story's time. */
export function keyboard(
  story: Story,
  roster: object = { agents: AGENTS },
  fallbackNumbers: readonly string[] = [],
): Run {
  const { rehearsal, clock } = story;
  const { account } = rehearsal;
  const client = twilio(account.sid, account.authToken, {
    httpClient: httpClientOver((request) => Promise.resolve(rehearsal.twilio.handle(request))),
  });
  const environment = readEnvironment(deploymentOf(fallbackNumbers).environment, []);
  const desk = deskWith(client, environment, JSON.stringify(roster), { clock: () => clock.now(), log: () => {} });
  const sitting = (sittings.get(story) ?? 0) + 1;
  sittings.set(story, sitting);
  let ids = 0;
  // The beginning and the end of an id tell it from others, as those of a real one do.
  const newId = (): string => `f${hex(sitting, 3)}${hex(++ids, 4)}`.repeat(4);
  return new Run({ ...desk, outside: { ...desk.outside, newId } });
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
