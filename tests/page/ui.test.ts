import { describe, expect, it } from '@jest/globals';
import { placeIn, weeksOf } from '../../src/page/ui/calendar';
import { drawingOf, waysTaken } from '../../src/page/ui/drawing';
import { alarmNames, announcements, NOTHING_KNOWN, withNews, worldTime } from '../../src/page/ui/known';
import { initials, lengthWords, withLinks } from '../../src/page/ui/words';
import type { News, OpenIncident, Phone, Step } from '../../src/page/world';

const ABOUT = { world: 'rehearsal', title: 'Rehearsal', build: '1', stream: 's1' } as const;
const RINGING: Phone = {
  agent: 'ann',
  name: 'Ann Lee',
  number: '+44•••0001',
  calls: [{ id: 'c1', state: 'ringing', sinceMs: 0, way: 'in', heard: [], isAsking: false, keys: '' }],
  texts: [],
};
const OPEN: OpenIncident = {
  id: 'i1',
  team: 'main',
  status: 'escalating',
  headline: 'nobody has it yet',
  openedAtMs: 0,
  name: 'web-1',
  alarms: [],
  others: 0,
  othersWrong: 0,
  calls: [],
  owed: [],
};

function after(...news: readonly News[]) {
  return news.reduce((known, one) => withNews(known, one, 1000), NOTHING_KNOWN);
}

function now(...incidents: readonly OpenIncident[]): News {
  return { is: 'world', parts: { now: { readAtMs: 0, notices: [], incidents } } };
}

function step(n: number): Step {
  return { n, atMs: n, kind: 'call', text: `step ${n}`, hasDetail: false };
}

describe('what is known', () => {
  it('is what was said last of each part, phone and run', () => {
    const known = after(
      { is: 'world', parts: { about: ABOUT, teams: [] } },
      { is: 'phones', phones: [RINGING] },
      { is: 'phones', phones: [{ ...RINGING, calls: [] }] },
      { is: 'world', parts: { teams: [{ id: 'main', name: 'Main', zone: 'UTC' }] } },
    );
    expect(known.parts).toEqual({ about: ABOUT, teams: [{ id: 'main', name: 'Main', zone: 'UTC' }] });
    expect([...known.phones.values()].map(({ calls }) => calls.length)).toEqual([0]);
  });

  it('begins anew with a new stream', () => {
    const known = after({ is: 'phones', phones: [RINGING] }, { is: 'world', parts: { about: ABOUT } });
    expect([known.phones.size, known.steps.length]).toEqual([0, 0]);
  });

  it('forgets the oldest steps and runs', () => {
    const many = Array.from({ length: 5001 }, (_, at) => step(at + 1));
    const runs = Array.from({ length: 51 }, (_, at) => ({ id: `r${at}`, whom: 'Ann', startedAtMs: at, path: null }));
    const known = after({ is: 'steps', steps: many }, { is: 'runs', runs });
    expect([known.steps.length, known.steps[0]?.n]).toEqual([5000, 2]);
    expect([known.runs.size, known.runs.has('r0'), known.runs.has('r50')]).toEqual([50, false, true]);
  });

  it('has a time that goes on ten times as fast, or stands still', () => {
    const at = (speed: 0 | 10) => worldTime(after({ is: 'world', parts: { time: { nowMs: 5000, speed } } }), 1200);
    expect([at(10), at(0)]).toEqual([7000, 5000]);
  });
});

describe('the alarms to choose from', () => {
  it('are those of the samples, of what is open and of the history, each once and by name', () => {
    const samples = [
      { id: 'cpu', title: 'CPU', text: '', alarm: 'web-1 CPU high' },
      { id: 'storm', title: 'Storm', text: '' },
    ];
    const alarms = ['web-1 CPU high. CPU is 97 per cent.', 'db.example.com is full.', 'and 7 more'];
    const past = {
      fromMs: 0,
      toMs: 1,
      more: 0,
      teams: [],
      incidents: [
        {
          id: 'i0',
          team: 'main',
          standing: 'over',
          status: 'resolved' as const,
          openedAtMs: 0,
          changedAtMs: 1,
          takings: [],
          passes: [],
          alarms: alarms.map((text) => ({ text, wrong: false })),
          calls: [],
        },
      ],
    };
    const known = after({ is: 'world', parts: { samples, past } }, now(OPEN));
    expect(alarmNames(known)).toEqual(['web-1 CPU high', 'web-1', 'db.example.com is full']);
  });
});

describe('what is read out', () => {
  const before = after({ is: 'world', parts: { about: ABOUT } }, now(OPEN));

  it.each<[string, News, string[]]>([
    ['a phone begins to ring', { is: 'phones', phones: [RINGING] }, ['Ann Lee’s phone rings.']],
    [
      'somebody takes it',
      now({ ...OPEN, status: 'taken', taken: { agent: 'ann', name: 'Ann Lee', atMs: 0, way: 'by key 1' } }),
      ['Ann Lee has it.'],
    ],
    [
      'nobody is left',
      now({ ...OPEN, status: 'exhausted', headline: 'nobody took it' }),
      ['Nobody has the incident of main: nobody took it.'],
    ],
    ['another one is opened', now(OPEN, { ...OPEN, id: 'i2' }), ['An incident is open: nobody has it yet.']],
    ['nothing changes', now(OPEN), []],
  ])('%s', (_, news, said) => {
    expect(announcements(before, withNews(before, news, 0))).toEqual(said);
  });

  it('a phone that goes on ringing is not said again', () => {
    const rings = withNews(before, { is: 'phones', phones: [RINGING] }, 0);
    expect(announcements(rings, withNews(rings, { is: 'phones', phones: [RINGING] }, 0))).toEqual([]);
  });
});

describe('words', () => {
  it.each([
    [-1, '0 s'],
    [4999, '4 s'],
    [125_000, '2 min 5 s'],
    [7_200_000, '2 h'],
    [187_200_000, '2 d 4 h'],
  ])('%d ms are %s', (ms, words) => {
    expect(lengthWords(ms)).toBe(words);
  });

  it('make links of http and https alone, without the full stop behind', () => {
    expect(withLinks('See https://a.example/x?y=1. Or javascript:alert(1), <http://b.example>')).toEqual([
      { text: 'See ', isLink: false },
      { text: 'https://a.example/x?y=1', isLink: true },
      { text: '. Or javascript:alert(1), <', isLink: false },
      { text: 'http://b.example', isLink: true },
      { text: '>', isLink: false },
    ]);
  });

  it('shorten a name of any script to its initials', () => {
    expect(['Ann Lee', 'ann', 'Ana María López', '李 雷', ''].map(initials)).toEqual(['AL', 'A', 'AL', '李雷', '']);
  });
});

describe('the month', () => {
  const shift = (from: Date, to: Date) => ({ fromMs: from.getTime(), toMs: to.getTime(), agent: 'ann' });

  it('has the weeks from Monday on, and a shift lies in each of its weeks', () => {
    // 1 November 2026 is a Sunday.
    const weeks = weeksOf(2026, 10, [shift(new Date(2026, 10, 6, 12), new Date(2026, 10, 10))]);
    expect(weeks.map(({ days }) => days.map(({ number }) => number).join(' '))).toEqual([
      '26 27 28 29 30 31 1',
      '2 3 4 5 6 7 8',
      '9 10 11 12 13 14 15',
      '16 17 18 19 20 21 22',
      '23 24 25 26 27 28 29',
      '30 1 2 3 4 5 6',
    ]);
    expect(weeks.map(({ bars }) => bars.map(({ from, to }) => [from, to]))).toEqual([
      [],
      [[4.5, 7]],
      [[0, 1]],
      [],
      [],
      [],
    ]);
    expect(weeks[0]?.days.filter(({ isOfMonth }) => isOfMonth).map(({ number }) => number)).toEqual([1]);
  });

  it('goes on into the next year', () => {
    expect(weeksOf(2026, 12, [])[0]?.days[4]).toMatchObject({ number: 1, isOfMonth: true });
  });

  it('gives a day of 25 hours the width of any other', () => {
    expect(placeIn([0, 25, 49], 12.5)).toBe(0.5);
    expect(placeIn([0, 25, 49], 100)).toBe(2);
    expect(placeIn([0, 25, 49], -1)).toBe(0);
  });
});

describe('the drawing', () => {
  const widget = (name: string, x: number, y: number) => ({ name, type: 'say-play', x, y, detail: '' });
  const flow = { initial: 'a', widgets: [widget('a', 0, 0), widget('b', -400, 200)], ways: [] };

  it('holds every widget at its own offset', () => {
    const [left = 0, top = 0, width = 0, height = 0] = drawingOf(flow).box.split(' ').map(Number);
    expect([left < -400, top < 0, left + width > 344, top + height > 304]).toEqual([true, true, true, true]);
  });

  it('leads from the lower edge of one widget to the upper of the other, and nowhere for one that is not there', () => {
    const ways = [
      { from: 'a', to: 'b', label: 'next' },
      { from: 'a', to: 'gone', label: 'next' },
    ];
    const { lines } = drawingOf({ ...flow, ways });
    expect(lines.map(({ path }) => path)).toEqual([expect.stringMatching(/^M172 104C.* -228 200$/)]);
  });

  it('knows which ways were taken', () => {
    expect([...waysTaken([{ widget: 'a' }, { widget: 'b' }, { widget: 'c' }])]).toEqual(['a b', 'b c']);
  });
});
