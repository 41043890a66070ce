import { describe, expect, it } from '@jest/globals';
import { loadOnceMs, loadTimesMs, medianRatio } from './load-time';
import { projectFile } from './project-file';

const bare = { file: projectFile('tests', 'bench', 'bare-handler.cjs'), withTwilio: false };

describe('the time to load a bundle', () => {
  it('is taken in a process of its own, for a Function too', () => {
    expect(loadOnceMs({ file: projectFile('dist', 'functions', 'alarm.js'), withTwilio: false })).toBeGreaterThan(0);
  });

  it('is not made up for a file that cannot be loaded', () => {
    expect(() => loadOnceMs({ file: projectFile('dist', 'nothing.js'), withTwilio: false })).toThrow(
      /nothing\.js cannot be loaded: [^]*Cannot find module/,
    );
  });

  it('is taken once for each bundle when there is no time for more', () => {
    const times = loadTimesMs([bare, bare], { rounds: 100, budgetMs: 0 });
    expect(times.map(({ length }) => length)).toEqual([1, 1]);
  });
});

describe('the ratio of two lists of times', () => {
  it('is the median of the ratios of their pairs', () => {
    // 2, 3 and 10: one slow round does not matter.
    expect(medianRatio([4, 6, 100], [2, 2, 10])).toBe(3);
  });
});
