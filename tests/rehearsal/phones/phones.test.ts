import { describe, expect, it } from '@jest/globals';
import { VirtualClock } from '../../../src/rehearsal/clock';
import { Ledger } from '../../../src/rehearsal/ledger';
import type { Behaviour } from '../../../src/rehearsal/phones/behaviour';
import { conducted, perAgent, successive, type Conduct } from '../../../src/rehearsal/phones/conduct';
import { InteractivePhones } from '../../../src/rehearsal/phones/interactive';
import type { Caller } from '../../../src/rehearsal/phones/line';
import { Phones } from '../../../src/rehearsal/phones/phones';
import { CONDUCTS, scripted } from '../../../src/rehearsal/phones/scripted';
import { speechMs } from '../../../src/rehearsal/phones/speech';
import type { Speech } from '../../../src/rehearsal/studio/effect';
import { NO_REACH } from './no-reach';

const ANN = '+447700900001';
const BOB = '+447700900002';

/** Phones on virtual time, and Twilio's end of every line written down with the time. */
class PhonesAtHand {
  readonly clock = new VirtualClock(0);
  readonly ledger = new Ledger(() => this.clock.now());
  readonly notes: string[] = [];
  readonly #phones: Phones;
  #calls = 0;

  constructor(behaviour: (clock: VirtualClock) => Behaviour, isKnown?: (number: string) => boolean) {
    const { clock, ledger } = this;
    this.#phones = new Phones({
      clock,
      ledger,
      behaviour: behaviour(clock),
      reach: () => NO_REACH,
      ...(isKnown && { isKnown }),
    });
  }

  ring(to = ANN, ringSeconds = 20) {
    const sid = `CA${++this.#calls}`;
    return this.#phones.ring(
      { sid, placedBy: { execution: 'FN1' }, to, from: '+12025550100', ringSeconds },
      this.#caller(sid),
    );
  }

  async rest(): Promise<void> {
    await this.clock.run(() => false, Number.POSITIVE_INFINITY);
  }

  #caller(sid: string): Caller {
    const note = (what: string) => this.notes.push(`${this.clock.now()} ${sid} ${what}`);
    return {
      answered: () => note('answered'),
      missed: (why) => note(`missed ${why}`),
      key: (key) => note(`key ${key}`),
      hungUp: () => note('hung up'),
    };
  }
}

const answers: Conduct = { ringing: 'answers', afterMs: 1_000, keys: [], patienceMs: 30_000 };

describe('a phone', () => {
  it('rings for as long as it may', async () => {
    const at = new PhonesAtHand((clock) => scripted(clock, ['no-answer']));
    at.ring(ANN, 12);
    await at.rest();
    expect(at.notes).toEqual(['12000 CA1 missed no-answer']);
    expect(at.ledger.entries).toEqual([
      { kind: 'ring', atMs: 0, call: 'CA1', execution: 'FN1', to: ANN, from: '+12025550100' },
      { kind: 'missed', atMs: 12_000, call: 'CA1', to: ANN, why: 'no-answer' },
    ]);
  });

  it('has one call at a time, and is free again afterwards', async () => {
    const at = new PhonesAtHand((clock) => successive(clock, [answers]));
    const first = at.ring();
    await at.clock.run(() => first.state === 'live', 60_000);
    at.ring();
    at.ring(BOB);
    await at.clock.run(() => false, 5_000);
    first.disconnect();
    at.ring();
    await at.clock.run(() => false, 10_000);
    expect(at.notes).toEqual(['1000 CA1 answered', '1500 CA2 missed busy', '2000 CA3 answered', '6000 CA4 answered']);
  });

  it('stays engaged when a second call to it was busy', async () => {
    const at = new PhonesAtHand((clock) => successive(clock, [answers]));
    at.ring();
    at.ring();
    await at.clock.run(() => false, 3_000);
    at.ring();
    await at.clock.run(() => false, 4_000);
    expect(at.notes).toEqual(['500 CA2 missed busy', '1000 CA1 answered', '3500 CA3 missed busy']);
  });

  it('that nobody has cannot be reached', async () => {
    const at = new PhonesAtHand(
      (clock) => scripted(clock, ['take']),
      (number) => number === ANN,
    );
    at.ring(BOB);
    await at.rest();
    expect(at.notes).toEqual(['500 CA1 missed failed']);
    expect(at.ledger.entries.map(({ kind }) => kind)).toEqual(['ring', 'missed']);
  });

  it('does nothing that is not possible any more', async () => {
    const phones = new InteractivePhones(() => {});
    const at = new PhonesAtHand(() => phones);
    at.ring();
    await at.clock.run(() => phones.calls.length === 1, 1_000);
    const [call] = phones.calls;
    call?.press('1');
    call?.hangUp();
    call?.answer();
    call?.answer();
    call?.reject();
    call?.fail();
    call?.hangUp();
    call?.press('1');
    call?.hangUp();
    expect(at.notes.map((note) => note.replace(/^\d+ /, ''))).toEqual(['CA1 answered', 'CA1 hung up']);
    expect(call?.state).toBe('over');
  });
});

describe('speech', () => {
  it('takes a second for fifteen characters', () => {
    expect(speechMs('')).toBe(0);
    expect(speechMs('fifteen letters')).toBe(1_000);
    expect(speechMs('x'.repeat(100))).toBe(6_667);
    expect(speechMs('データベース障')).toBe(934);
  });

  it('is said as often as it should be, and asks when each round is over', async () => {
    const heard: string[] = [];
    const at = new PhonesAtHand((clock) => ({
      ringing(call) {
        call.answer();
        return {
          hears: (text, durationMs) => heard.push(`${clock.now()} hears ${text} for ${durationMs}`),
          asked: (text) => heard.push(`${clock.now()} asked ${text}`),
          ended: () => heard.push(`${clock.now()} ended`),
        };
      },
    }));
    const line = at.ring();
    await at.clock.run(() => line.state === 'live', 1_000);
    line.speak(english('hello', 2), true, () => {
      line.speak(english('bye', 1), false, () => line.disconnect());
    });
    await at.rest();
    expect(heard).toEqual([
      '0 hears hello for 334',
      '334 asked hello',
      '334 hears hello for 334',
      '668 asked hello',
      '668 hears bye for 200',
      '868 ended',
    ]);
  });

  it('is not heard when the voice does not speak the language, and the flow goes on', async () => {
    const at = new PhonesAtHand((clock) => successive(clock, [answers]));
    const line = at.ring();
    await at.clock.run(() => line.state === 'live', 5_000);
    const done: string[] = [];
    line.speak({ text: 'hello', loop: 3, voice: 'Polly.Joanna-Neural', language: 'ja-JP' }, false, () =>
      done.push('over'),
    );
    expect(done).toEqual(['over']);
    expect(at.ledger.entries.filter(({ kind }) => kind.startsWith('say'))).toEqual([
      { atMs: 1_000, kind: 'say-failed', call: 'CA1', to: line.to, voice: 'Polly.Joanna-Neural', language: 'ja-JP' },
    ]);
    await at.rest();
  });

  it('stops with the call, and nothing is left waiting', async () => {
    const keys = [{ key: '1', after: 'answer', delayMs: 5_000 }] as const;
    const hangsUp = { after: 'answer', delayMs: 500 } as const;
    const at = new PhonesAtHand((clock) => successive(clock, [{ ...answers, keys, hangsUp }]));
    const line = at.ring();
    await at.clock.run(() => line.state === 'live', 5_000);
    const done: string[] = [];
    line.speak(english('x'.repeat(300), 1), true, () => done.push('said'));
    await at.rest();
    expect(at.notes).toEqual(['1000 CA1 answered', '1500 CA1 hung up']);
    expect(done).toEqual([]);
    expect(at.clock.now()).toBe(1_500);
  });
});

function english(text: string, loop: number): Speech {
  return { text, loop, voice: 'Polly.Joanna-Neural', language: 'en-US' };
}

/** What Twilio's end notices when a 150-character prompt (10 s) is said twice from the answer on. */
async function notesOf(conduct: Conduct): Promise<string[]> {
  const at = new PhonesAtHand((clock) => ({ ringing: (call, reach) => conducted(clock, call, conduct, reach) }));
  const line = at.ring();
  await at.clock.run(() => line.state !== 'ringing', 30_000);
  line.speak(english('x'.repeat(150), 2), true, () => {});
  await at.rest();
  return at.notes.map((note) => note.replace(' CA1', ''));
}

describe('a conduct', () => {
  it.each<[string, Partial<Conduct>, string[]]>([
    ['answers late', { afterMs: 15_000, patienceMs: 10_000 }, ['15000 answered', '45000 hung up']],
    ['answers too late', { afterMs: 25_000 }, ['20000 missed no-answer']],
    ['rejects', { ringing: 'rejects', afterMs: 3_000 }, ['3000 missed busy']],
    ['fails', { ringing: 'fails', afterMs: 0 }, ['0 missed failed']],
    [
      'presses 1 twice',
      {
        keys: [
          { key: '1', after: 'first prompt', delayMs: 100 },
          { key: '1', after: 'first prompt', delayMs: 300 },
        ],
      },
      ['1000 answered', '11100 key 1', '11300 key 1', '51000 hung up'],
    ],
    [
      'presses 1 and hangs up at once',
      { keys: [{ key: '1', after: 'first prompt', delayMs: 100 }], hangsUp: { after: 'first key', delayMs: 0 } },
      ['1000 answered', '11100 key 1', '11100 hung up'],
    ],
    [
      'presses at a given time',
      { keys: [{ key: '2', after: 'answer', delayMs: 4_321 }] },
      ['1000 answered', '5321 key 2', '51000 hung up'],
    ],
    [
      'presses while the caller speaks',
      { keys: [{ key: '1', after: 'first words', delayMs: 500 }] },
      ['1000 answered', '1500 key 1', '51000 hung up'],
    ],
    [
      'presses after every prompt',
      { keys: [{ key: '1', after: 'every prompt', delayMs: 100 }] },
      ['1000 answered', '11100 key 1', '21100 key 1', '51000 hung up'],
    ],
    [
      'hangs up at the first words',
      { hangsUp: { after: 'first words', delayMs: 700 } },
      ['1000 answered', '1700 hung up'],
    ],
  ])('%s', async (_what, conduct, notes) => {
    expect(await notesOf({ ...answers, ...conduct })).toEqual(notes);
  });

  it('can differ from agent to agent', async () => {
    const at = new PhonesAtHand((clock) =>
      perAgent(new Map([[BOB, scripted(clock, ['busy'])]]), successive(clock, [CONDUCTS['no-answer']])),
    );
    at.ring(ANN);
    at.ring(BOB);
    await at.rest();
    expect(at.notes).toEqual(['1500 CA2 missed busy', '20000 CA1 missed no-answer']);
  });
});

describe('phones that a person answers', () => {
  it('say what happens and do what they are told', async () => {
    const seen: string[] = [];
    const phones = new InteractivePhones(({ kind, call }) => seen.push(`${kind} ${call.sid}`));
    const at = new PhonesAtHand(() => phones);
    const line = at.ring();
    at.ring(BOB);
    await at.clock.run(() => phones.calls.length === 2, 1_000);
    const [first, second] = phones.calls;
    second?.reject();
    expect(phones.calls).toEqual([first]);
    first?.answer();
    line.speak(english('Press 1.', 1), true, () => {});
    await at.clock.run(() => seen.includes('asked CA1'), 5_000);
    first?.press('1');
    first?.hangUp();
    expect(seen).toEqual(['ringing CA1', 'ringing CA2', 'asked CA1']);
    expect(at.notes.map((note) => note.replace(/^\d+ /, ''))).toEqual([
      'CA2 missed busy',
      'CA1 answered',
      'CA1 key 1',
      'CA1 hung up',
    ]);
    expect(phones.calls).toEqual([]);
  });
});
