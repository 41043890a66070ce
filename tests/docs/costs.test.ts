import { expect, it } from '@jest/globals';
import { segmentsOf } from '../../src/rehearsal/twilio/segments';
import { page } from '../support/pages';
import { AGENTS, Story } from '../support/story';

/** An ordinary alarm: a sentence, what to do, and one figure that was measured. */
const WEB = {
  description:
    'The web server web-1 fails its EC2 status check. Restart it from the console, then look at the load balancer.',
};

/** What one alarm comes to that is taken and recovers, in the words of the page. */
async function used(agents: readonly ('take' | 'no-answer')[]): Promise<string> {
  const story = new Story({ agents, roster: { agents: AGENTS } });
  story.alarm('web-1 status check', WEB);
  await story.toTheEnd();
  await story.until(600);
  story.alarm('web-1 status check', { ...WEB, state: 'OK' });
  await story.toTheEnd();
  const { entries } = story.rehearsal.ledger;
  const count = (is: (entry: (typeof entries)[number]) => boolean): number => entries.filter(is).length;
  const executions = count(({ kind }) => kind === 'execution-started');
  const calls = count(({ kind }) => kind === 'ring');
  const texts = entries.flatMap((entry) => (entry.kind === 'sms' ? [entry.text] : []));
  const segments = (of: (text: string) => string): number =>
    texts.reduce((sum, text) => sum + segmentsOf(of(text).trim()), 0);
  const all = segments((text) => text);
  const linkless = segments((text) => text.replaceAll(/https:\S+/g, ''));
  const runs = count(({ kind }) => kind === 'function');
  const sync = count((entry) => entry.kind === 'request' && entry.path.includes('/v1/Services/'));
  return `${executions} executions, ${calls} calls, ${texts.length} SMS of ${all} segments together (${linkless} without their links), ${runs} runs of Functions and ${sync} requests to Sync`;
}

it.each([
  ['the first agent takes it', ['take']],
  ['two more agents are called first', ['no-answer', 'no-answer', 'take']],
] as const)('docs/costs.md says what one alarm uses when %s', async (_title, agents) => {
  const plain = page('docs/costs.md')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('1 execution,', '1 executions,')
    .replaceAll('1 call,', '1 calls,');
  expect(plain).toContain(await used(agents));
});
