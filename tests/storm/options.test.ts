import { describe, expect, it } from '@jest/globals';
import { readOptions as readSiege } from '../siege/options';
import { readOptions } from './options';

describe('the options of a storm', () => {
  it('are all left out for every variant', () => {
    expect(readOptions([])).toEqual({ isJson: false });
    expect(readOptions(['--json'])).toEqual({ isJson: true });
  });

  it('say what is not as usual', () => {
    const args = '--alarms 5 --agents 15 --answers nobody --script cjk --teams 2 --seconds 61 --latency 0 --seed 7';
    expect(readOptions(args.split(' '))).toEqual({
      isJson: false,
      storm: {
        alarms: 5,
        agents: 15,
        answers: 'nobody',
        script: 'cjk',
        teams: 2,
        seconds: 61,
        latencyMs: 0,
        seed: 7,
      },
    });
    expect(readOptions(['--alarms', '5']).storm).toMatchObject({ agents: 3, answers: 'third', latencyMs: 200 });
  });

  it.each([
    [['--alarms', '0'], '--alarms must be a whole number from 1 to 20000, not "0".'],
    [['--alarms', '1e3'], '--alarms must be a whole number from 1 to 20000, not "1e3".'],
    [['--answers', 'second'], '--answers must be nobody or first or third, not "second".'],
    [['--script', 'greek'], '--script must be latin or cjk, not "greek".'],
    [['--agents', '2'], 'A team of 2 has no third agent: --answers first, or --agents 3 or more.'],
    [['--teams', '100', '--agents', '50'], '100 teams of 50 agents are more people than the 999 numbers there are.'],
    [['--seed', '1', '--seed', '2'], '--seed is given twice.'],
    [['--alarm', '3'], "Unknown option '--alarm'"],
    [['--alarms'], "Option '--alarms <value>' argument missing"],
    [['now'], "Unexpected argument 'now'"],
  ])('are not %j', (args, answer) => {
    expect(() => readOptions(args)).toThrow(answer);
  });
});

describe('the options of a siege', () => {
  it('are all left out for a day of outage', () => {
    expect(readSiege([])).toEqual({
      isJson: false,
      siege: { hours: 24, everySeconds: 600, agents: 20, sms: 'unreachable', answers: 'nobody', seed: 1 },
    });
  });

  it.each([
    ['90s', 90],
    ['10m', 600],
    ['1h', 3_600],
  ])('say how often, such as %s', (every, everySeconds) => {
    expect(readSiege(['--every', every]).siege).toMatchObject({ everySeconds });
  });

  it.each([
    [['--every', '59s'], '--every must be a time from 60s to 24h, such as 90s, 10m or 1h, not "59s".'],
    [['--every', '25h'], '--every must be a time from 60s to 24h, such as 90s, 10m or 1h, not "25h".'],
    [['--hours', '0'], '--hours must be a whole number from 1 to 72, not "0".'],
    [['--sms', 'slow'], '--sms must be refused or unreachable, not "slow".'],
    [['--agents', '2', '--answers', 'third'], 'A team of 2 has no third agent'],
  ])('are not %j', (args, answer) => {
    expect(() => readSiege(args)).toThrow(answer);
  });
});
