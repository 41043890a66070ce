import { describe, expect, it } from '@jest/globals';
import type { Conduct } from '../../src/rehearsal/phones/conduct';
import type { LedgerEntry } from '../../src/rehearsal/ledger';
import { NUMBERS, Story, SWITCHES } from '../support/story';
import type { StoryOptions } from '../support/story';

type Said = Extract<LedgerEntry, { kind: 'say' }>;

/** What each phone heard, with the voice and its language. */
function heard(story: Story, to: string): readonly (readonly [voice: string, language: string, text: string])[] {
  return story.rehearsal.ledger.entries
    .filter((entry): entry is Said => entry.kind === 'say' && entry.to === to)
    .map(({ voice, language, text }) => [voice, language, text] as const);
}

function texts(story: Story, to: string): readonly string[] {
  return story.rehearsal.ledger.entries.flatMap((entry) =>
    entry.kind === 'sms' && entry.to === to ? [entry.text] : [],
  );
}

async function told(options: StoryOptions, name: string, description: string | null = null): Promise<Story> {
  const story = new Story(options);
  story.alarm(name, { description });
  await story.toTheEnd();
  expect(story.rehearsal.ledger.entries.filter(({ kind }) => kind === 'say-failed')).toEqual([]);
  return story;
}

const TAKUMI = ['Polly.Takumi-Neural', 'ja-JP'] as const;
const VICKI = ['Polly.Vicki-Neural', 'de-DE'] as const;

/** The team is called in German, Ann in Japanese. */
const ROSTER = {
  timezone: 'Europe/Berlin',
  language: 'de',
  wording: { caller: 'Acme Betrieb' },
  agents: {
    ann: { name: '田中', phone: NUMBERS.ann, language: 'ja', voice: 'Polly.Takumi-Neural', timezone: 'Asia/Tokyo' },
    bob: { name: 'Bob Roy', phone: NUMBERS.bob },
  },
};

const [, UNLIKELY] = SWITCHES.at(-1) ?? ['', {}];

describe('one agent in Japanese, the next in German', () => {
  it('78: each hears everything in their language, by a voice that speaks it', async () => {
    const story = await told({ agents: { ann: 'decline', bob: 'take' }, roster: ROSTER }, 'web-1-cpu');

    const ann = heard(story, NUMBERS.ann);
    expect(new Set(ann.map(([voice, language]) => `${voice} ${language}`))).toEqual(new Set([TAKUMI.join(' ')]));
    expect(ann[0]?.[2]).toMatch(/^Acme Betrieb\. Mainチームの当番への警報です。/);
    expect(ann[0]?.[2]).toMatch(/web 1 cpu/);
    expect(ann.at(-1)?.[2]).toBe('Bob Royさんに電話します。失礼します。');

    const bob = heard(story, NUMBERS.bob);
    expect(new Set(bob.map(([voice, language]) => `${voice} ${language}`))).toEqual(new Set([VICKI.join(' ')]));
    expect(bob[0]?.[2]).toMatch(/^Acme Betrieb\. Bereitschaftsalarm, Team Main: web 1 cpu/);
    expect(bob.at(-1)?.[2]).toBe('Sie haben übernommen. Die Einzelheiten kommen per SMS. Auf Wiederhören.');
    expect(texts(story, NUMBERS.bob)[0]).toMatch(/^Sie haben übernommen \(Main, .*seit So\.? 04:00 MEZ/);
  });

  it('whoever presses no key is asked again, and told what follows, in that language', async () => {
    const story = await told({ agents: { ann: 'silent', bob: 'take' }, roster: ROSTER }, 'web-1-cpu');
    const ann = heard(story, NUMBERS.ann).map(([, , text]) => text);
    expect(ann[1]).toBe('引き受ける場合は1、次の担当者に回す場合は2を押してください。');
    expect(ann.at(-1)).toBe('Bob Royさんに電話します。失礼します。');
  });

  it('when nobody takes it, each is texted in their language, by the clock where they live', async () => {
    const roster = { ...ROSTER, escalation: { maxCalls: 2 } };
    const story = await told({ agents: ['no-answer'], roster }, 'web-1-cpu');
    expect(texts(story, NUMBERS.ann)[0]).toMatch(/^【未対応】誰も引き受けていません \(Main, .*日 12:00 JSTから/);
    expect(texts(story, NUMBERS.bob)[0]).toMatch(/^NIEMAND HAT ÜBERNOMMEN \(Main, .*seit So\.? 04:00 MEZ/);
  });

  it('with a flow that can have one voice only, everybody is spoken to in the roster’s own', async () => {
    const story = await told(
      { agents: { ann: 'decline', bob: 'take' }, roster: ROSTER, switches: UNLIKELY },
      'web-1-cpu',
    );
    for (const number of [NUMBERS.ann, NUMBERS.bob]) {
      expect(new Set(heard(story, number).map(([voice]) => voice))).toEqual(new Set(['Polly.Vicki-Neural']));
      expect(heard(story, number)[0]?.[2]).toMatch(/^Acme Betrieb\. Bereitschaftsalarm, Team Main: /);
    }
    expect(texts(story, NUMBERS.bob)[0]).toMatch(/^Sie haben übernommen/);
  });

  it('an edit of the roster counts from the next call on', async () => {
    const story = new Story({ agents: { ann: 'decline', bob: 'take' }, roster: ROSTER });
    story.alarm('web-1-cpu', { description: null });
    await story.until(1);
    story.deploy({ ...ROSTER, language: 'fr' });
    await story.toTheEnd();
    expect(heard(story, NUMBERS.bob)[0]).toEqual([
      'Polly.Lea-Neural',
      'fr-FR',
      expect.stringMatching(/^Acme Betrieb\. Alerte d'astreinte, équipe Main : web 1 cpu/),
    ]);
  });
});

describe('an alarm in another script than the agent reads', () => {
  const roster = { agents: { ann: { name: 'Ann Lee', phone: NUMBERS.ann } } };
  const TEXT = 'データベース接続数が多すぎます';

  it('is read apart by a voice that can, after who calls and before the keys', async () => {
    const story = await told({ agents: { ann: 'take' }, roster }, 'db', TEXT);
    const said = heard(story, NUMBERS.ann);
    expect(said.slice(0, 3)).toEqual([
      ['Polly.Joanna-Neural', 'en-US', 'On-call alert for Main:'],
      ['Polly.Kazuha-Neural', 'ja-JP', expect.stringContaining(TEXT)],
      ['Polly.Joanna-Neural', 'en-US', expect.stringMatching(/^That was the text of the alarm\. .*Press 1/)],
    ]);
    expect(texts(story, NUMBERS.ann)[0]).toContain(TEXT);
  });

  it('is read once more by the same voice to whoever presses 3', async () => {
    const ann: Conduct = {
      ringing: 'answers',
      afterMs: 4_000,
      patienceMs: 60_000,
      keys: [
        { key: '3', after: 'answer', delayMs: 19_000 },
        { key: '1', after: 'answer', delayMs: 24_000 },
      ],
    };
    const story = await told({ agents: { ann }, roster }, 'db', TEXT);
    const read = heard(story, NUMBERS.ann).filter(([, , text]) => text.includes(TEXT));
    expect(read).toEqual([
      ['Polly.Kazuha-Neural', 'ja-JP', expect.stringMatching(/^db\. /)],
      ['Polly.Kazuha-Neural', 'ja-JP', expect.stringMatching(/^db\. /)],
    ]);
  });

  it('is not read twice to whoever presses nothing', async () => {
    const story = await told(
      { agents: { ann: 'silent' }, roster: { ...roster, escalation: { maxCalls: 1 } } },
      'db',
      TEXT,
    );
    const said = heard(story, NUMBERS.ann);
    expect(said.filter(([voice]) => voice === 'Polly.Kazuha-Neural')).toHaveLength(1);
    expect(said[3]?.[2]).toBe('Press 1 to take it, 2 to pass it on.');
  });

  it('is said as it is where the flow can have one voice only', async () => {
    const story = await told({ agents: { ann: 'take' }, roster, switches: UNLIKELY }, 'db', TEXT);
    const said = heard(story, NUMBERS.ann);
    expect(new Set(said.map(([voice]) => voice))).toEqual(new Set(['Polly.Joanna-Neural']));
    expect(said[0]?.[2]).toContain(TEXT);
  });

  it('needs no other voice in a roster in that language', async () => {
    const story = await told({ agents: { ann: 'take' }, roster: { ...roster, language: 'ja' } }, 'db', TEXT);
    expect(new Set(heard(story, NUMBERS.ann).map(([voice]) => voice))).toEqual(new Set(['Polly.Kazuha-Neural']));
  });
});

describe('the company’s own name', () => {
  it('opens the call as text, whatever is in it', async () => {
    const wording = { caller: '{{flow.sid}} <b/>Acme' };
    const roster = { wording, agents: { ann: { name: 'Ann Lee', phone: NUMBERS.ann } } };
    const story = await told({ agents: { ann: 'take' }, roster }, 'web-1-cpu');
    expect(heard(story, NUMBERS.ann)[0]?.[2]).toMatch(/^flow\.sid b Acme\. On-call alert for Main: web 1 cpu/);
  });
});
