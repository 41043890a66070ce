import { describe, expect, it } from '@jest/globals';
import type { Conduct } from '../../src/rehearsal/phones/conduct';
import type { Fate } from '../../src/rehearsal/network';
import { segmentsOf } from '../../src/rehearsal/twilio/segments';
import { AGENTS, alarmMessage, Story, takenBy, VARIANTS } from '../support/story';

/** An alarm as people write them. */
const WEB = {
  description:
    'The web server web-1 fails its EC2 status check. Restart it from the console, then look at the load balancer.',
};

/** Answers, and presses these keys one after the other, each so many seconds after the last. */
function pressing(seconds: number, ...keys: readonly string[]): Conduct {
  return {
    ringing: 'answers',
    afterMs: 4_000,
    patienceMs: 60_000,
    keys: keys.map((key, index) => ({ key, after: 'answer', delayMs: (index + 1) * seconds * 1_000 })),
  };
}

describe.each(VARIANTS)('a voice that a sleeping person understands, %s', (_title, switches) => {
  it('key 3 says it again, with what there was no time for, and 1 takes it then', async () => {
    const story = new Story({ switches, agents: { ann: pressing(15, '3', '1'), bob: 'take' } });
    story.alarm('web-1 status check', WEB);
    await story.toTheEnd();

    expect(story.lines()).toEqual([
      'ann rings',
      'ann answers',
      'ann presses 3',
      'ann presses 1',
      'SMS to ann: You have it',
      'the call to ann ends',
    ]);
    const [first = '', again = ''] = story.heardBy('ann');
    expect(first).not.toContain('load balancer');
    expect(again).toMatch(/then look at the load balancer\. Press 1 at any time/);
  });

  it('after 3 for the third time the next phone rings', async () => {
    const story = new Story({ switches, agents: { ann: pressing(8, '3', '3', '3'), bob: 'take' } });
    story.alarm('web-1 status check', WEB);
    await story.toTheEnd();

    expect(story.lines()).toEqual([
      'ann rings',
      'ann answers',
      'ann presses 3',
      'ann presses 3',
      'ann presses 3',
      'bob rings',
      'the call to ann ends',
      ...takenBy('bob').slice(1),
    ]);
    expect(story.heardBy('ann')).toHaveLength(4);
  });

  it('a voicemail holds the line for at most 28 seconds', async () => {
    const story = new Story({ switches, agents: ['voicemail', 'take'] });
    story.alarm('web-1 status check', WEB);
    await story.toTheEnd();

    const { entries } = story.rehearsal.ledger;
    const answered = entries.find(({ kind }) => kind === 'answer')?.atMs ?? NaN;
    const over = entries.find(({ kind }) => kind === 'hang-up')?.atMs ?? NaN;
    expect((over - answered) / 1000).toBeLessThanOrEqual(28);
  });
});

const DOWN: Fate = {
  is: 'answer',
  response: {
    status: 503,
    headers: { 'content-type': 'application/json' },
    body: '{"code":20503,"message":"down","status":503}',
  },
};

const RUNBOOK = 'https://wiki.example.com/runbooks/checkout-latency?from=alarm';

describe.each(VARIANTS)('a message that holds what is needed to act, %s', (_title, switches) => {
  it('72: a description of 1,000 characters with the runbook at its end: the link is in the SMS, whole', async () => {
    const story = new Story({ switches, agents: ['take'] });
    const sentence = 'Checkout answers too slowly, and customers leave. ';
    story.alarm('checkout-latency', { description: `${sentence.repeat(19)}${RUNBOOK}` });
    await story.toTheEnd();

    const [text = ''] = story.textsTo('ann');
    expect(text).toContain(RUNBOOK);
    expect(text).toContain(
      'https://console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/checkout-latency',
    );
    expect(text.length).toBeLessThanOrEqual(1_500);
  });

  it.each([
    ['Latin', 'It is full and customers leave. '],
    ['Japanese', '在庫システムが停止しています。'],
    ['letters of two units', '𠮷野家 '],
  ])('72: a description without end fills the SMS, and Twilio takes it: %s', async (_what, sentence) => {
    const story = new Story({ switches, agents: ['take'] });
    story.alarm('checkout-latency', { description: sentence.repeat(400) });
    await story.toTheEnd();

    // Twilio would have refused one that is longer than 1,600.
    const [text = ''] = story.textsTo('ann');
    expect(text.length).toBeGreaterThan(1_480);
    expect(text.length).toBeLessThanOrEqual(1_500);
    expect(text).toMatch(/ The rest is in the AWS console\. .*\nhttps:\/\/console\S+\nhttps:\/\/oncall\S+$/);
  });

  it('73: the same alarm in two accounts: told apart by voice and in the SMS', async () => {
    const accounts = { '111122223333': 'production' };
    const story = new Story({ switches, agents: ['take', 'take'], roster: { agents: AGENTS, accounts } });
    story.alarm('web-1 status check', WEB);
    await story.toTheEnd();

    expect(story.heardBy('ann')[0]).toContain(' In production. Press 1');
    expect(story.textsTo('ann')[0]).toMatch(
      /^You have it \(Main, [2-9A-HJ-NP-Z]{4}, since Sun 03:00 UTC, production, eu-west-1\)\./,
    );
  });

  it('73: the same alarm in an account that the roster does not name has its last digits, and its number in the SMS', async () => {
    const accounts = { '111122223333': 'production' };
    const story = new Story({ switches, agents: ['take', 'take'], roster: { agents: AGENTS, accounts } });
    story.publish(alarmMessage('web-1 status check', WEB).replaceAll('111122223333', '444455556666'));
    await story.toTheEnd();

    expect(story.heardBy('ann')[0]).toContain(' In account ending in 6 6 6 6. Press 1');
    expect(story.textsTo('ann')[0]).toMatch(
      /^You have it \(Main, [2-9A-HJ-NP-Z]{4}, since Sun 03:00 UTC, 444455556666, eu-west-1\)\./,
    );
  });

  it('an ordinary alarm takes two segments, links not counted', async () => {
    const story = new Story({ switches, agents: ['take'] });
    story.alarm('web-1 status check', WEB);
    await story.toTheEnd();

    expect(story.textsTo('ann').map((text) => segmentsOf(text.replaceAll(/https:\S+/g, '')))).toEqual([2]);
  });

  it('the words beside the board are lost: the short name is said and sent', async () => {
    const story = new Story({
      switches,
      agents: ['take'],
      fateOf: ({ url }) => (url.includes('oncall-words') ? DOWN : { is: 'deliver' }),
    });
    story.alarm('web-1 status check', WEB);
    await story.toTheEnd();

    expect(story.lines()).toEqual(takenBy('ann'));
    expect(story.textsTo('ann')[0]).toMatch(
      /\)\. web-1 status check\. The web server web-1 fails its EC2 status check\./,
    );
  });
});
