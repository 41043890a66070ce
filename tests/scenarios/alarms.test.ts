import { describe, expect, it } from '@jest/globals';
import type { Conduct } from '../../src/rehearsal/phones/conduct';
import type { Switches } from '../../src/rehearsal/rehearsal';
import { awsEvent } from '../fixtures/aws/fixture';
import { Story, VARIANTS, takenBy } from '../support/story';

/** The agent hears of it, wants to hear it again, when all of it is said, and takes it. */
const LISTENS_TWICE: Conduct = {
  ringing: 'answers',
  afterMs: 4_000,
  patienceMs: 60_000,
  keys: ['3', '1'].map((key, index) => ({ key, after: 'answer', delayMs: (index + 1) * 10_000 })),
};

async function heardTwice(fixture: string, switches: Partial<Switches>): Promise<string> {
  const story = new Story({ switches, agents: [LISTENS_TWICE] });
  story.invoke(awsEvent(fixture));
  await story.toTheEnd();
  const [rings, answers, ...taken] = takenBy('ann');
  expect(story.lines()).toEqual([rings, answers, 'ann presses 3', ...taken]);
  const [first = '', again = ''] = story.heardBy('ann');
  // What is wrong, and the keys soon after.
  expect(first).toMatch(/^On-call alert for Main: .{10,90} Press 1 at any time to take it/);
  return again;
}

describe.each(VARIANTS)('every kind of alarm pages, %s', (_title, switches) => {
  it.each([
    ['sns-metric-math', 'checkout error rate. More than 2 % of checkouts fail. Press 1 at any time'],
    ['sns-anomaly', 'orders unusual. Orders per minute outside the expected band. Press 1 at any time'],
    ['sns-composite', 'shop is down. The shop cannot take orders. checkout error rate transitioned to ALARM. Press 1'],
    ['sns-null-description', 'web 2 disk. disk used percent is 96.7, over 95. Press 1'],
    [
      'sns-awkward-characters',
      "queue orders backlog and age. Backlog of orders over 1,000 and rising: see a link. Tell Zoë's team, they know why.",
    ],
    ['sns-2015', 'legacy batch failures. Nightly batch failed. Press 1'],
    ['sns-insufficient-data', 'web 1 status check. It sends no data. The web server web 1 fails its EC2 status check.'],
    ['alarm-action', 'web 1 status check. The web server web 1 fails its EC2 status check.'],
    ['eventbridge', 'web 1 status check. The web server web 1 fails its EC2 status check.'],
    [
      'sns-budget',
      'AWS Budgets: Monthly total has exceeded your alert threshold. ACTUAL Amount: 512.37 dollars, Alert Threshold: over 500.00 dollars. Press 1',
    ],
  ])('27: %s pages and reads well aloud', async (fixture, speech) => {
    expect(await heardTwice(fixture, switches)).toContain(`On-call alert for Main: ${speech}`);
  });

  it.each([
    [
      'sns-plain-text',
      'Unknown alert: Backup failed: Backup of db main did not finish. Started: 02:00. Last seen: 02:41. Ask the storage team. Press 1 at any time',
    ],
    ['sns-empty-subject', 'Unknown alert: Fire drill: the on call phone must ring. Press 1 at any time'],
    ['sns-null-subject', 'Unknown alert: Fire drill: the on call phone must ring. Press 1 at any time'],
  ])('28: %s is no alarm that we know, and pages as an unknown alert', async (fixture, speech) => {
    expect(await heardTwice(fixture, switches)).toContain(`On-call alert for Main: ${speech}`);
  });

  it('29: three records in one event are one incident, and whoever takes it gets all three', async () => {
    const story = new Story({ switches, agents: ['take'] });
    story.invoke(awsEvent('sns-three-records'));
    await story.toTheEnd();

    expect(story.lines()).toEqual(takenBy('ann'));
    expect(story.heardBy('ann')[0]).toContain('And 2 more alarms.');
    const [details] = story.textsTo('ann');
    expect(details).toContain('web-1 status check.');
    expect(details).toContain('db-main CPU high.');
    expect(details).toContain('web-2 disk full.');
  });

  it('an alarm that only says OK calls nobody', async () => {
    const story = new Story({ switches, agents: ['take'] });
    story.invoke(awsEvent('sns-recovered'));
    await story.toTheEnd();

    expect(story.lines()).toEqual([]);
  });
});

describe('clocks that disagree', () => {
  it('an alarm whose state time is a second ahead is told once, however often it is delivered', async () => {
    const story = new Story({ agents: ['take'] });
    story.alarm('web-1-cpu', { stateAtSeconds: 1 });
    await story.toTheEnd();

    expect(story.rings()).toEqual(['ann']);
    expect(story.textsTo('ann')).toEqual([expect.stringMatching(/^You have it/)]);
  });

  it('an alarm from the year 2099 pages once, and its true next state pages again', async () => {
    const story = new Story({ agents: ['take'] });
    story.alarm('web-1-cpu', { stateAtSeconds: 2_300_000_000 });
    story.at(3600, () => story.alarm('web-1-cpu'));
    await story.toTheEnd();

    expect(story.rings()).toEqual(['ann', 'ann']);
  });
});
