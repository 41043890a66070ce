import type { Clock } from '../clock';
import type { Behaviour } from './behaviour';
import { conducted, type Conduct, type ReachingBack } from './conduct';

/** The words of `--agents`: what an agent does with a call. */
export const AGENT_WORDS = [
  'take',
  'decline',
  'no-answer',
  'busy',
  'failed',
  'hang-up',
  'voicemail',
  'silent',
  'wrong-key',
  'ring-back',
  'text-take',
  'text-pass',
  'tap-link',
] as const;

export type AgentWord = (typeof AGENT_WORDS)[number];

/** A person takes the phone out of the pocket. */
const ANSWERS_AFTER_MS = 4_000;
const MACHINE_ANSWERS_AFTER_MS = 2_000;
const REJECTS_AFTER_MS = 1_500;
/** Between the end of a prompt and the key. */
const PRESSES_AFTER_MS = 800;
/** Long enough to hear that it is a machine speaking. */
const HANGS_UP_AFTER_MS = 2_000;
/** Silence after which a person hangs up, and after which a voicemail stops recording. */
const PATIENCE_MS = 60_000;
/** Who has missed a call looks at the phone after so long. */
const REACHES_BACK_AFTER_MS = 30_000;

const answers: Conduct = { ringing: 'answers', afterMs: ANSWERS_AFTER_MS, keys: [], patienceMs: PATIENCE_MS };

const misses: Conduct = { ...answers, ringing: 'ignores' };

/** Who does not answer, and reaches back half a minute after the call. */
function later(what: ReachingBack): Conduct {
  return { ...misses, later: { ...what, delayMs: REACHES_BACK_AFTER_MS } };
}

/** What each word means. */
export const CONDUCTS: Readonly<Record<AgentWord, Conduct>> = {
  take: { ...answers, keys: [{ key: '1', after: 'every prompt', delayMs: PRESSES_AFTER_MS }] },
  decline: { ...answers, keys: [{ key: '2', after: 'every prompt', delayMs: PRESSES_AFTER_MS }] },
  'no-answer': misses,
  busy: { ...answers, ringing: 'rejects', afterMs: REJECTS_AFTER_MS },
  failed: { ...answers, ringing: 'fails', afterMs: REJECTS_AFTER_MS },
  'hang-up': { ...answers, hangsUp: { after: 'first words', delayMs: HANGS_UP_AFTER_MS } },
  // Its greeting plays into the prompt, as a greeting does; it takes the recording for a message and presses nothing.
  voicemail: { ...answers, afterMs: MACHINE_ANSWERS_AFTER_MS },
  silent: answers,
  'wrong-key': { ...answers, keys: [{ key: '5', after: 'first prompt', delayMs: PRESSES_AFTER_MS }] },
  'ring-back': later({ is: 'rings back', keys: ['1', 'code'] }),
  'text-take': later({ is: 'texts', text: '1' }),
  'text-pass': later({ is: 'texts', text: '2' }),
  'tap-link': later({ is: 'taps the link', deed: 'take' }),
};

/** Every call takes the next word, no matter which agent is called; the last one repeats. */
export function scripted(clock: Clock, words: readonly [AgentWord, ...AgentWord[]]): Behaviour {
  const passed = new Set<string>();
  let calls = 0;
  return {
    ringing(call, reach) {
      const word = words[Math.min(calls++, words.length - 1)] ?? words[0];
      // Each passes it on by text once: agents who did so after every call would be called for ever.
      const isAgain = word === 'text-pass' && passed.has(call.to);
      if (word === 'text-pass') passed.add(call.to);
      return conducted(clock, call, CONDUCTS[isAgain ? 'no-answer' : word], reach);
    },
  };
}
