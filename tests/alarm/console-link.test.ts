import { describe, expect, it } from '@jest/globals';
import { consoleLink } from '../../src/alarm/console-link';

describe('the link to an alarm in the AWS console', () => {
  it.each([
    [
      'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:web-1',
      'https://console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/web-1',
    ],
    [
      'arn:aws-cn:cloudwatch:cn-northwest-1:111122223333:alarm:web-1',
      'https://console.amazonaws.cn/cloudwatch/home?region=cn-northwest-1#alarmsV2:alarm/web-1',
    ],
    [
      'arn:aws-us-gov:cloudwatch:us-gov-east-1:111122223333:alarm:web-1',
      'https://console.amazonaws-us-gov.com/cloudwatch/home?region=us-gov-east-1#alarmsV2:alarm/web-1',
    ],
  ])('of %s leads to the console of its partition', (arn, link) => {
    expect(consoleLink(arn)).toBe(link);
  });

  it.each([
    ['orders & queue/age', 'orders%20%26%20queue%2Fage'],
    ['CPU > 90 % (prod)', 'CPU%20%3E%2090%20%25%20%28prod%29'],
    ["it's down!", 'it%27s%20down%21'],
    ['Überlast', '%C3%9Cberlast'],
    ['a:b', 'a%3Ab'],
    ['web-1.eu.', 'web-1.eu%2E'],
    ['線', '%E7%B7%9A'],
    ['two\nlines', 'two%0Alines'],
  ])('encodes the name %j as %s', (name, encoded) => {
    expect(consoleLink(`arn:aws:cloudwatch:us-east-1:111122223333:alarm:${name}`)).toBe(
      `https://console.aws.amazon.com/cloudwatch/home?region=us-east-1#alarmsV2:alarm/${encoded}`,
    );
  });

  it.each<[string, string | undefined]>([
    ['is missing', undefined],
    ['is of a partition that the internet does not reach', 'arn:aws-iso:cloudwatch:us-iso-east-1:111122223333:alarm:a'],
    ['is of another service', 'arn:aws:sns:eu-west-1:111122223333:on-call'],
    ['has no name', 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:'],
    ['has no region', 'arn:aws:cloudwatch::111122223333:alarm:web-1'],
    ['has a region that leads elsewhere', 'arn:aws:cloudwatch:evil.example/#:111122223333:alarm:web-1'],
    ['has half a character', 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:\uD83D'],
    ['is named like what every object has', 'arn:awsconstructor:cloudwatch:eu-west-1:111122223333:alarm:a'],
    ['makes a link too long for an SMS', `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${'線'.repeat(80)}`],
  ])('is not there where the ARN %s', (_what, arn) => {
    expect(consoleLink(arn)).toBeUndefined();
  });
});
