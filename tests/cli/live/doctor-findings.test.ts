import { describe, expect, it } from '@jest/globals';
import { clockFinding, healthFindings } from '../../../src/account/finding';
import { doctorText } from '../../../src/cli/live/doctor-text';
import { rendered } from '../../../src/cli/terminal/text';

const DATE = 'Mon, 23 Nov 2026 12:00:00 GMT';
const NOON = Date.UTC(2026, 10, 23, 12);

const asIs = (text: string): string => text;

describe('the clock', () => {
  it.each([
    ['the same', DATE, 0, 'ok', 'agrees'],
    ['a little off', DATE, 30_000, 'ok', 'agrees'],
    ['ahead', DATE, 31_000, 'warning', '31 seconds ahead of'],
    ['behind', DATE, -150_000, 'warning', '150 seconds behind'],
    ['far behind', DATE, -151_000, 'problem', '151 seconds behind'],
    ['nothing to compare with', undefined, 0, 'unknown', 'no date'],
    ['nonsense to compare with', 'soon', 0, 'unknown', 'no date'],
  ])('%s', (_name, date, offMs, verdict, words) => {
    const finding = clockFinding(date, NOON + offMs);
    expect(finding.verdict).toBe(verdict);
    expect(finding.words).toContain(words);
  });
});

describe('what /alarm answers', () => {
  const healthy = { version: 'abc', roster: true, onCall: true, flow: true, sync: true, problems: [] };

  it.each([
    ['this version', { is: 'answered', health: healthy }, 'abc', ['ok']],
    ['another version', { is: 'answered', health: healthy }, 'xyz', ['problem']],
    ['a version, and nothing is built here', { is: 'answered', health: healthy }, undefined, ['ok']],
    [
      'its troubles',
      { is: 'answered', health: { ...healthy, problems: ['p', 'q'] } },
      'abc',
      ['ok', 'problem', 'problem'],
    ],
    ['401', { is: 'refused' }, 'abc', ['problem']],
    ['500', { is: 'unwell', status: 500, says: 'x' }, 'abc', ['problem']],
    ['nothing', { is: 'unreachable', why: 'x' }, 'abc', ['problem']],
  ] as const)('%s', (_name, heartbeat, version, verdicts) => {
    const findings = healthFindings(heartbeat, version, asIs);
    expect(findings.map(({ verdict }) => verdict)).toEqual(verdicts);
    for (const { verdict, remedy } of findings) if (verdict === 'problem') expect(remedy).toBeTruthy();
  });

  it('hides what must not be seen', () => {
    const findings = healthFindings({ is: 'unwell', status: 500, says: 'secret' }, 'abc', (text) =>
      text.replace('secret', '•••'),
    );
    expect(findings[0]?.words).toBe('/alarm answers 500: •••');
  });
});

describe('the report', () => {
  it('is counted, wrapped and has remedies; what has the same remedy is told together', () => {
    const report = doctorText(
      [
        { check: 'clock', code: 'clock-right', verdict: 'ok', words: 'agrees' },
        { check: 'flow', code: 'flow-missing', verdict: 'problem', words: 'is gone', remedy: 'npx --no oncall setup' },
        {
          check: 'flow',
          code: 'flow-differs',
          verdict: 'problem',
          words: 'is another',
          remedy: 'npx --no oncall setup',
        },
        { check: 'flow', code: 'flow-draft', verdict: 'problem', words: 'is a draft', remedy: 'publish it' },
        { check: 'countries', code: 'calls-unknown', verdict: 'warning', words: 'w' },
      ],
      100,
    );
    expect(rendered(report, false)).toBe(
      [
        '  ok       clock      agrees',
        '  PROBLEM  flow       is gone',
        '                      is another',
        '                      → npx --no oncall setup',
        '  PROBLEM  flow       is a draft',
        '                      → publish it',
        '  warning  countries  w',
        '',
        'Not healthy: 3 problems, 1 warning.',
      ].join('\n'),
    );
  });
});
