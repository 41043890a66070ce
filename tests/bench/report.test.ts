import { describe, expect, it } from '@jest/globals';
import { measuredPath, missedIn } from './report';
import type { Report } from './report';
import { reportText } from './report-text';

const path = {
  toExecution: { sequentialRequests: 3, allRequests: 14, ms: 52_233 },
  toRing: { sequentialRequests: 2, allRequests: 2, ms: 650 },
};
const names = { cause: 'key 2, one agent', execution: 'execution for the same', ring: 'same phone rings' };

const good: Report = {
  machine: { node: '22.12.0', cores: 16 },
  latencyMs: 100,
  steps: measuredPath(path, names, { execution: 3, ring: 2 }),
  lambda: {
    bytes: { value: 8_000, atMost: 8_000 },
    loadMs: 3.71,
    bareLoadMs: 3.04,
    loadRatio: { value: 1.22, atMost: 1.5 },
    pairs: 40,
  },
  functions: [
    { name: 'next-agent.protected', bytes: 268_674, loadMs: { value: 13.26, atMost: 40 }, loadWithTwilioMs: 127.3 },
  ],
  roster: {
    teams: 50,
    agents: 1_000,
    parseColdMs: { value: 61.25, atMost: 100 },
    parseWarmMs: { value: 12.5, atMost: 100 },
    whoMs: { value: 0.04, atMost: 1 },
    coverageMs: { value: 1_234.5, atMost: 5_000 },
    loadMs: { value: 9, atMost: 30 },
  },
  rehearsalSeconds: { value: 1.24, atMost: 15 },
};

describe('what misses its target', () => {
  it('is nothing when every count and size is within it', () => {
    expect(missedIn(good)).toEqual([]);
  });

  it('is a step with too many requests', () => {
    const steps = measuredPath(path, names, { execution: 2, ring: null });
    expect(missedIn({ ...good, steps })).toEqual([
      'key 2, one agent → execution for the same: 3 requests instead of at most 2',
    ]);
  });

  it('is a Lambda of one byte too many', () => {
    const lambda = { ...good.lambda, bytes: { value: 8_001, atMost: 8_000 } };
    expect(missedIn({ ...good, lambda })).toEqual(['Lambda bundle: 8001 bytes instead of at most 8000']);
  });

  it('is never a time', () => {
    const slow: Report = {
      ...good,
      lambda: { ...good.lambda, loadRatio: { value: 9, atMost: 1.5 } },
      functions: good.functions.map((each) => ({ ...each, loadMs: { value: 400, atMost: 40 } })),
      roster: { ...good.roster, coverageMs: { value: 9_000, atMost: 5_000 } },
      rehearsalSeconds: { value: 150, atMost: 15 },
    };
    expect(missedIn(slow)).toEqual([]);
  });
});

describe('the report for people', () => {
  it('fits into 100 columns', () => {
    const widest = Math.max(
      ...reportText(good)
        .split('\n')
        .map(({ length }) => length),
    );
    expect(widest).toBeLessThanOrEqual(100);
  });

  it('shows every figure beside its target', () => {
    const text = reportText(good).replaceAll(/ +/g, ' ');
    expect(text).toContain('key 2, one agent → execution for the same 3 ≤ 3 ok 14 52,233 ms 52,233 ms');
    expect(text).toContain('then → same phone rings 2 ≤ 2 ok 2 650 ms 52,883 ms');
    expect(text).toContain('lambda/index 8,000 ≤ 8,000 ok');
    expect(text).toContain('ratio of the two 1.22 × ≤ 1.5 ×');
    expect(text).toContain('next-agent.protected 268,674 13.3 ms ≤ 40 ms 127.3 ms');
    expect(text).toContain('Roster of 50 teams and 1,000 agents');
    expect(text).toContain('who is called at an instant 0.04 ms ≤ 1 ms');
    expect(text).toContain('parse, in a fresh process 61.25 ms ≤ 100 ms');
    expect(text).toContain('coverage of all teams for 400 days 1234.50 ms ≤ 5,000 ms');
    expect(text).toContain('load time of its code 9.00 ms ≤ 30 ms');
    expect(text).toContain('1.2 s (target ≤ 15 s)');
    expect(text).toContain('Every count and every size is within its target.');
  });

  it('marks what misses its target and says so at the end', () => {
    const text = reportText({ ...good, steps: measuredPath(path, names, { execution: 2, ring: null }) });
    expect(text.replaceAll(/ +/g, ' ')).toContain('execution for the same 3 ≤ 2 MISSED');
    expect(text).toMatch(/Missed:\n {2}key 2, one agent → execution for the same: 3 requests instead of at most 2$/);
  });
});
