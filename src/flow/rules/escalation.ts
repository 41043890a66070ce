import { PAIRS } from '../../language/voices';
import { CONTRACT, reasonFor, USUAL_RING_SECONDS, type Answer } from '../contract';
import type { Line } from '../walk/known-context';

/** What has happened to an execution so far, as far as the rules of an escalation ask for it. */
export interface Facts {
  readonly claim: 'not asked' | 'yes' | 'no';
  /** How long the claim said that the phone is to ring, in seconds. */
  readonly ringSeconds: string;
  readonly hasDialled: boolean;
  /** Twilio's CallStatus of the call. */
  readonly called: string;
  readonly hasGreeted: boolean;
  /** What came of the last prompt: `1`, `2`, `3`, `other`, `none`; empty before the first. */
  readonly key: string;
  /** Anybody who wanted to hear it again has. */
  readonly isRepeated: boolean;
  /** The Function that the last key asks for. */
  readonly owes: '' | '/take' | '/next-agent';
  /** The Function that has failed once and is to be asked again. */
  readonly retries: string;
  /** How often each Function has failed in a row; twice stands for more, so that asking for ever is a loop. */
  readonly failures: Readonly<Record<string, number>>;
  /** Functions that have answered. */
  readonly answered: readonly string[];
  /** The Function whose answer the agent has not heard yet. */
  readonly unsaid: string;
  /** What of that answer is to be said before, and the agent has not heard yet. */
  readonly unsaidBefore: readonly string[];
  /** Something has failed for good and the agent has not heard of it. */
  readonly mustTell: boolean;
  /** The agent has heard that something failed, and goodbye: nothing more need be said. */
  readonly isDismissed: boolean;
  /** `/brief` has said that nobody is needed any more. */
  readonly isNeeded: boolean;
}

export const NOTHING_YET: Facts = {
  claim: 'not asked',
  ringSeconds: '',
  hasDialled: false,
  called: '',
  hasGreeted: false,
  key: '',
  isRepeated: false,
  owes: '',
  retries: '',
  failures: {},
  answered: [],
  unsaid: '',
  unsaidBefore: [],
  mustTell: false,
  isDismissed: false,
  isNeeded: true,
};

interface VoiceOf {
  readonly voice: string | undefined;
  readonly language: string | undefined;
}

/** What a widget is about to do. Texts are rendered, and `undefined` when they are not known. */
export type Act =
  | { readonly kind: 'dial'; readonly timeoutSeconds: number; readonly ringTimes: readonly number[] }
  | ({ readonly kind: 'speak'; readonly text: string | undefined; readonly asksForKey: boolean } & VoiceOf)
  | {
      readonly kind: 'run';
      readonly path: string;
      readonly sent: ReadonlyMap<string, string | undefined>;
      /** What the contract wants, with the variable that has it. */
      readonly wanted: ReadonlyMap<string, { readonly variable: string; readonly value: unknown }>;
    }
  | { readonly kind: 'other' };

/** The facts once the widget has been entered, and what is wrong with entering it now. */
export interface Entered {
  readonly facts: Facts;
  readonly mistakes: readonly string[];
}

/** The rules of an escalation for what comes next (docs/protocol.md: claimed before dialling, only a 1 takes it, ask twice, say so). */
export function entering(facts: Facts, act: Act, line: Line): Entered {
  switch (act.kind) {
    case 'dial':
      return dialling(facts, act);
    case 'speak':
      return speaking(facts, act);
    case 'run':
      return running(facts, act, line);
    case 'other':
      return { facts, mistakes: [] };
  }
}

function dialling(facts: Facts, act: Extract<Act, { kind: 'dial' }>): Entered {
  const wanted = Number(facts.ringSeconds);
  const rings = act.ringTimes.includes(wanted) ? wanted : USUAL_RING_SECONDS;
  return {
    // How long it rings does not matter any more.
    facts: { ...facts, hasDialled: true, ringSeconds: '' },
    mistakes: [
      ...(facts.claim === 'yes'
        ? []
        : ['dials, but /claim has not answered ring "yes"; an execution dials only after it has claimed.']),
      ...(facts.hasDialled ? ['dials a second time; an execution is one call, and its deadline counts on that.'] : []),
      ...(facts.claim === 'yes' && act.timeoutSeconds !== rings
        ? [
            `rings for ${act.timeoutSeconds} s, but /claim has answered ringSeconds ${facts.ringSeconds}; it must be ${rings} s.`,
          ]
        : []),
    ],
  };
}

function saidBy(path: string): string {
  return `[what ${path} says]`;
}

function speaking(facts: Facts, act: Extract<Act, { kind: 'speak' }>): Entered {
  const { text, asksForKey } = act;
  const [before, ...rest] = facts.unsaidBefore;
  if (before !== undefined && !asksForKey && text === before) {
    return {
      facts: { ...facts, hasGreeted: true, unsaidBefore: rest },
      mistakes: [...pending(facts, undefined), ...unspeakable(act)],
    };
  }
  const says = (path: string): boolean => text === undefined || text.includes(saidBy(path));
  const mistakes = [
    ...pending(facts, undefined),
    ...unspeakable(act),
    ...(before === undefined ? [] : [`comes before the agent has heard "${before}"; say that first.`]),
    ...(facts.unsaid !== '' && !says(facts.unsaid) ? [neverSaid(facts.unsaid)] : []),
    ...(facts.hasGreeted || says('/brief') || says('/claim')
      ? []
      : [
          'are the first words, but neither /brief nor /claim has said them; the agent must hear at once who calls and why.',
        ]),
    ...(text !== undefined && claimsTaken(text) && !facts.answered.includes('/take')
      ? ['says that the agent has it, but /take has not answered; ask it first.']
      : []),
    ...(wantsAgain(facts) && text !== undefined && !isAgain(text) ? [SAY_AGAIN] : []),
    ...(asksForKey ? askingMistakes(facts) : []),
    ...(facts.unsaid === '' && !asksForKey ? repeating(facts) : []),
  ];
  const isDismissed = !asksForKey && (facts.mustTell || facts.isDismissed);
  const isRepeated = facts.isRepeated || wantsAgain(facts);
  return {
    facts: { ...facts, hasGreeted: true, unsaid: '', unsaidBefore: [], mustTell: false, isDismissed, isRepeated },
    mistakes,
  };
}

/** Twilio fails a sentence without words, and one whose voice does not speak its language. */
function unspeakable({ text, voice, language }: Extract<Act, { kind: 'speak' }>): readonly string[] {
  const isNothing = text === 'none';
  const isPair = voice === undefined || language === undefined || PAIRS.get(voice) === language;
  return [
    ...(isNothing ? ['has nothing to say here; go round it.'] : []),
    ...(isPair ? [] : [`is said by "${voice}" in "${language}", which do not go together; no word of it is heard.`]),
  ];
}

/** The first time it must be said again; how often else is the flow's affair, which has an end. */
function wantsAgain({ key, isRepeated }: Facts): boolean {
  return key === '3' && !isRepeated;
}

function isAgain(text: string): boolean {
  return text.includes(`${saidBy('/brief')} again`) || text.includes(`${saidBy('/claim')} again`);
}

const SAY_AGAIN = 'comes after key 3, which asks to hear it again; say what /brief answers as again first.';

function askingMistakes(facts: Facts): readonly string[] {
  if (!facts.isNeeded) return ['asks for a key, but /brief has answered proceed "no"; only say so.'];
  return ['/take', '/next-agent']
    .filter((path) => facts.answered.includes(path))
    .map((path) => `asks for a key, but ${path} has answered already.`);
}

/** An agent who has heard the outcome must not hear another. */
function repeating(facts: Facts): readonly string[] {
  const endedBy = facts.isNeeded ? ['/take', '/next-agent'].find((path) => facts.answered.includes(path)) : '/brief';
  return endedBy === undefined
    ? []
    : [`says more, although the agent has heard what ${endedBy} answered; end the flow before it.`];
}

function neverSaid(path: string): string {
  return `comes before the agent has heard what ${path} answered; say its ${CONTRACT.get(path)?.says ?? 'speech'} first.`;
}

/** A sentence that says so without a condition; what /take itself answers is another matter. */
function claimsTaken(text: string): boolean {
  return text
    .split(/[.!?]/)
    .some(
      (sentence) =>
        /\byou have (?:it|taken it)\b|\bit is yours\b/i.test(sentence) && !/\b(?:not|if|whether)\b/i.test(sentence),
    );
}

/** What must be done before anything else is. */
function pending({ owes, retries, key }: Facts, path: string | undefined): readonly string[] {
  if (retries !== '' && retries !== path) {
    return [`comes although ${retries} has failed only once; ask it again first, so that nothing is lost.`];
  }
  return owes === '' || owes === path || path === retries
    ? []
    : [`comes after key ${key}, which asks for ${owes}; run that first.`];
}

function running(facts: Facts, act: Extract<Act, { kind: 'run' }>, line: Line): Entered {
  const { path } = act;
  const isLive = line === 'live';
  const mistakes = [
    ...pending(facts, path),
    ...(isLive && wantsAgain(facts) ? [SAY_AGAIN] : []),
    ...(isLive && facts.unsaid !== '' && facts.retries !== path ? [neverSaid(facts.unsaid)] : []),
    ...(facts.answered.includes(path) ? [`asks ${path} again, although it has answered.`] : []),
    ...(path === '/take' && facts.key !== '1'
      ? ['takes the incident, but the agent has not pressed 1; nothing else counts.']
      : []),
    ...(path === '/next-agent' ? passingMistakes(facts, act) : []),
    ...sendingMistakes(act),
  ];
  return { facts: { ...facts, owes: facts.owes === path ? '' : facts.owes }, mistakes };
}

function passingMistakes(facts: Facts, { sent }: Extract<Act, { kind: 'run' }>): readonly string[] {
  const reason = sent.get('reason');
  const expected = expectedReason(facts);
  return [
    ...(facts.answered.includes('/take') ? ['asks for the next agent, although /take has answered.'] : []),
    ...(facts.claim === 'no'
      ? ['asks for the next agent, although the claim was refused: another execution has this call.']
      : []),
    ...(reason === undefined || expected.includes(reasonFor(reason))
      ? []
      : [`sends the reason "${reason}", but what has happened here is "${expected.join('" or "')}".`]),
  ];
}

/** What `/next-agent` should be told. */
function expectedReason({ hasDialled, called, key, failures }: Facts): readonly string[] {
  if (!hasDialled) return ['failed'];
  if (called !== 'in-progress') return [reasonFor(called)];
  if ((failures['/take'] ?? 0) > 0) return ['failed'];
  if (key === '2') return ['declined'];
  return key === '' ? ['failed'] : ['no-key'];
}

function sendingMistakes({ path, sent, wanted }: Extract<Act, { kind: 'run' }>): readonly string[] {
  return [...wanted].flatMap(([key, { variable, value }]) => {
    const given = sent.get(key);
    if (!sent.has(key) || given === undefined || given === value) return [];
    return [`sends "${given}" as ${key}; ${path} wants {{${variable}}} there.`];
  });
}

/** The facts after a Function of this project has answered or failed. */
export function ranFacts(facts: Facts, path: string, answer: Answer | 'failed', line: Line): Facts {
  const contract = CONTRACT.get(path);
  const isListening = line === 'live' && !facts.isDismissed;
  if (answer === 'failed') {
    const failures = Math.min((facts.failures[path] ?? 0) + 1, 2);
    const isOver = contract?.isRetried !== true || failures > 1;
    return {
      ...facts,
      failures: { ...facts.failures, [path]: failures },
      retries: isOver ? '' : path,
      mustTell: facts.mustTell || (isListening && isOver && path !== '/brief'),
    };
  }
  return {
    ...facts,
    retries: '',
    failures: withoutKey(facts.failures, path),
    answered: facts.answered.includes(path) ? facts.answered : [...facts.answered, path].toSorted(),
    unsaid: isListening ? path : '',
    unsaidBefore: isListening ? saidBefore(contract?.saysBefore, answer) : [],
    ...(path === '/claim'
      ? { claim: answer['ring'] === 'yes' ? 'yes' : 'no', ringSeconds: answer['ringSeconds'] ?? '' }
      : {}),
    ...(path === '/brief' ? { isNeeded: answer['proceed'] === 'yes' } : {}),
  };
}

function saidBefore(keys: readonly string[] = [], answer: Answer): readonly string[] {
  return keys.flatMap((key) => answer[key] ?? []).filter((text) => text !== 'none');
}

function withoutKey(failures: Facts['failures'], path: string): Facts['failures'] {
  return Object.fromEntries(Object.entries(failures).filter(([key]) => key !== path));
}

/** The facts after a call was tried. */
export function calledFacts(facts: Facts, called: string): Facts {
  return { ...facts, called };
}

/** The facts after the agent was asked for a key; only 1, 2 and 3 mean something. */
export function keyFacts(facts: Facts, key: string): Facts {
  const meant = ['1', '2', '3', 'none'].includes(key) ? key : 'other';
  return { ...facts, key: meant, owes: meant === '1' ? '/take' : meant === '2' ? '/next-agent' : '' };
}

/** What is wrong with the flow ending here. */
export function ending(facts: Facts, line: Line): readonly string[] {
  if (facts.retries !== '')
    return [`the flow ends although ${facts.retries} has failed only once; ask it again first.`];
  if (facts.owes !== '') return [`the flow ends after key ${facts.key}, which asks for ${facts.owes}; run that first.`];
  // Nobody is there to be told; Event Streams tells /studio-events, which calls the next agent.
  if (line === 'hung-up') return [];
  if (line === 'live' && facts.unsaid !== '')
    return [`the flow ends before the agent has heard what ${facts.unsaid} answered; say it.`];
  if (line === 'live' && facts.mustTell)
    return ['the flow ends without a word to the agent about what has failed; say so.'];
  return isSettled(facts)
    ? []
    : [
        'the flow ends here, but the incident was neither taken nor passed on, and nobody was told why not; ask /next-agent.',
      ];
}

function isSettled(facts: Facts): boolean {
  return endedAs(facts) !== 'unsettled';
}

/** How an escalation has ended, as far as this execution goes. */
export type EndedAs = 'taken' | 'next agent asked' | 'told why not' | 'not dialled' | 'left to the queue' | 'unsettled';

/** What has come of the execution. `taken` is what `/take` answered, which may be that somebody else has it. */
export function endedAs({ claim, isNeeded, answered, failures }: Facts): EndedAs {
  if (answered.includes('/take')) return 'taken';
  if (answered.includes('/next-agent')) return 'next agent asked';
  if (!isNeeded) return 'told why not';
  if (claim === 'no') return 'not dialled';
  return (failures['/next-agent'] ?? 0) > 1 ? 'left to the queue' : 'unsettled';
}
