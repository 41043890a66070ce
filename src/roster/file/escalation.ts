import { quoted } from '../../text/masking';
import type { Again, Agent, Escalation, Step } from '../roster';
import { STEP_WORDS } from './agents';
import { didYouMean, fault, fieldsOf, itemsOf, hintsFor, textOf, wholeOf } from './entry';
import type { Entry } from './entry';
import { delayOf } from './when';

/** 25 s ends before most voicemails answer. */
export const DEFAULT_ESCALATION: Escalation = {
  maxCalls: 3,
  ringSeconds: 25,
  regroupMinutes: 5,
  maxCallsPerHour: 60,
  maxTextsPerHour: 10,
};

const ESCALATION_KEYS = [
  'order',
  'maxCalls',
  'ringSeconds',
  'regroupMinutes',
  'remindMinutes',
  'again',
  'maxCallsPerHour',
  'maxTextsPerHour',
];

const ESCALATION_HINTS = hintsFor({
  order: 'steps who levels sequence',
  maxCalls: 'calls retries attempts tries maxattempts maxretries callcount',
  ringSeconds: 'timeout ringtimeout ring ringtime callseconds',
  regroupMinutes: 'regroup group groupminutes cooldown',
  remindMinutes: 'remind reminder reminders remindafter renotify',
  again: 'repeat rounds repeats',
  maxCallsPerHour: 'callsperhour hourlycalls',
  maxTextsPerHour: 'textsperhour smsperhour maxsmsperhour',
});

const AGAIN_HINTS = hintsFor({ every: 'after interval delay minutes wait', times: 'rounds count max repeats' });

/** What other systems and people call the steps. */
const STEPS_MEANT: ReadonlyMap<string, string> = new Map([
  ['primary', 'on-call'],
  ['first', 'on-call'],
  ['secondary', 'next'],
  ['second', 'next'],
  ['backup', 'next'],
  ['all', 'everyone'],
  ['team', 'everyone'],
  ['sms', 'everyone'],
]);

/** Twilio rings for at most 600 s; below 5 s nobody reaches the phone. */
const RING_SECONDS: readonly [number, number] = [5, 600];
const MAX_CALLS: readonly [number, number] = [1, 20];
const REGROUP_MINUTES: readonly [number, number] = [0, 1440];
const REMIND_MINUTES: readonly [number, number] = [5, 1440];
const AGAIN_TIMES: readonly [number, number] = [1, 20];
/** At least as many as the first rounds of a few incidents need. */
const CALLS_PER_HOUR: readonly [number, number] = [10, 1000];
const TEXTS_PER_HOUR: readonly [number, number] = [3, 100];

/** Reads `escalation`; what it leaves out is as in `otherwise`. */
export function escalationOf(
  entry: Entry | undefined,
  agents: ReadonlyMap<string, Agent>,
  otherwise: Escalation,
): Escalation {
  const fields = entry && fieldsOf(entry, ESCALATION_KEYS, ESCALATION_HINTS);
  if (fields === undefined) return otherwise;
  const number = (key: string, [least, most]: readonly [number, number], more?: string): number | undefined => {
    const field = fields.get(key);
    return field && wholeOf(field, least, most, more);
  };
  const order = fields.get('order');
  const steps = order === undefined ? otherwise.order : orderOf(order, agents);
  const remindMinutes =
    number('remindMinutes', REMIND_MINUTES, 'leave it out for no reminders') ?? otherwise.remindMinutes;
  const rounds = fields.get('again');
  const again = (rounds && againOf(rounds)) ?? otherwise.again;
  return {
    maxCalls: number('maxCalls', MAX_CALLS) ?? otherwise.maxCalls,
    ringSeconds: number('ringSeconds', RING_SECONDS) ?? otherwise.ringSeconds,
    regroupMinutes: number('regroupMinutes', REGROUP_MINUTES) ?? otherwise.regroupMinutes,
    maxCallsPerHour: number('maxCallsPerHour', CALLS_PER_HOUR) ?? otherwise.maxCallsPerHour,
    maxTextsPerHour: number('maxTextsPerHour', TEXTS_PER_HOUR) ?? otherwise.maxTextsPerHour,
    ...(remindMinutes === undefined ? {} : { remindMinutes }),
    ...(again === undefined ? {} : { again }),
    ...(steps === undefined ? {} : { order: steps }),
  };
}

function againOf(entry: Entry): Again | undefined {
  const fields = fieldsOf(entry, ['every', 'times'], AGAIN_HINTS);
  if (fields === undefined) return undefined;
  const every = fields.get('every');
  const times = fields.get('times');
  if (every === undefined) fault(entry, '`every` is missing; write when the next round begins, such as "30 minutes"');
  if (times === undefined) fault(entry, '`times` is missing; write how many further rounds there are at most, 1 to 20');
  const everyMinutes = every && delayOf(every);
  const most = times && wholeOf(times, ...AGAIN_TIMES, 'rounds cannot go on for ever');
  return everyMinutes === undefined || most === undefined ? undefined : { everyMinutes, times: most };
}

function orderOf(entry: Entry, agents: ReadonlyMap<string, Agent>): readonly Step[] {
  const items = itemsOf(entry);
  const steps = items.flatMap((item) => stepOf(item, agents) ?? []);
  for (const [index, step] of steps.entries()) {
    if (step.kind === 'everyone' && index < items.length - 1 && steps.length === items.length) {
      fault(items[index] ?? entry, '`everyone` is told by SMS after the last call; it can only be the last step');
    }
  }
  const allRead = entry.node.kind === 'array' && steps.length === items.length;
  if (allRead && steps.every((step) => step.kind === 'everyone')) {
    fault(entry, 'no step calls anybody; write "on-call", "next" or the id of an agent first');
  }
  return steps;
}

function stepOf(entry: Entry, agents: ReadonlyMap<string, Agent>): Step | undefined {
  const text = textOf(entry);
  if (text === undefined) return undefined;
  if (text === 'on-call' || text === 'next' || text === 'everyone') return { kind: text, path: entry.path };
  const agent = agents.get(text);
  if (agent !== undefined) return { kind: 'agent', path: entry.path, agent };
  const otherwise = 'write "on-call", "next", "everyone" or the id of an agent';
  const meant = STEPS_MEANT.get(text.toLowerCase());
  const remedy =
    meant === undefined ? didYouMean(entry, text, stepsOf(agents), otherwise) : `did you mean \`${meant}\`?`;
  return fault(entry, `there is no step and no agent ${quoted(text)}; ${remedy}`);
}

/** Everything that a step may say. */
function* stepsOf(agents: ReadonlyMap<string, Agent>): Generator<string> {
  yield* STEP_WORDS;
  yield* agents.keys();
}
