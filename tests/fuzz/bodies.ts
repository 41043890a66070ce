import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { unwrap } from '../../lambda/unwrap';
import { identified, readAlarm } from '../../src/alarm/alarm';
import type { Alarm } from '../../src/alarm/alarm';
import type { AlarmMessage } from '../../src/signing/request';
import { brief, claim, take } from '../../src/incident/answer';
import { EMPTY_BOARD, escalating } from '../../src/board/board';
import type { Board } from '../../src/board/board';
import { resolveByHand } from '../../src/incident/intervention';
import { advance, tellImpossible } from '../../src/incident/escalation';
import { lease, leased, spread } from '../../src/incident/outbox';
import { receive } from '../../src/incident/receive';
import { situationOf } from '../../src/incident/situation';
import { englishText } from '../../src/incident/said/told';
import { smsText } from '../../src/incident/said/sms';
import { EN } from '../../src/wording/en';
import { wordsOn } from '../../src/incident/words';
import { SOURCE_CASES } from '../alarm/source-cases';
import { atSecond, callOf, claimed, givenAt, PLAN, START_MS } from '../incident/sample';

/** Built, this file lies in dist/fuzz, two folders below the project as well. */
const SAMPLES = join(__dirname, '..', '..', 'tests', 'fixtures', 'aws');

/** What comes of a run. */
export interface Read {
  readonly bodies: number;
  /** How many were read as what. */
  readonly kinds: Readonly<Record<string, number>>;
  /** The smallest that was found to break a rule, with the rules that it breaks. */
  readonly failure?: { readonly come: string; readonly rules: readonly string[] };
}

/** An event as AWS sends it, parsed. */
const events: readonly unknown[] = readdirSync(SAMPLES)
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(join(SAMPLES, file), 'utf8')) as unknown);

const bodies: readonly unknown[] = [
  ...events
    .flatMap((event) => unwrap(event, 'sample').arrivals)
    .flatMap(({ message }) => parsedObject(message.body) ?? []),
  ...SOURCE_CASES.map(([, sample]) => sample),
];

/** What no voice should meet, and what a template, a markup or a parser might take for its own. */
const NASTY = [
  '{{flow.data.token}}',
  '{% assign x = 1 %}',
  '{%- raw -%}',
  '<break time="9s"/>',
  '<prosody volume="silent">',
  '</Say><Dial>+447700900009</Dial><Hangup/>',
  '<!-- -->',
  '<![CDATA[ x ]]>',
  '&lt;Say&gt;',
  '&#x3c;',
  '&amp;amp;',
  '\u0000\u0001\u0007\b\u001b[31m',
  '\u007f\u0080\u009f\u00ad',
  '\r\n\t\v\f\u2028\u2029',
  '\u202e\u2066abc\u2069\u200f\u061c',
  'מערכת נפלה',
  'النظام معطل',
  '🔥👩‍👩‍👧‍👦🇬🇧1️⃣',
  '\ud800',
  '\udc00\ud800',
  '\ufffe\uffff\ufeff\u200b\u200d',
  'e\u0301\u0301\u0301\u0301\u0301',
  '𝕊𝕒𝕪 ＜Ｓａｙ＞ ﬁ ½ ①',
  '東京の警報',
  '"quoted" \'single\' `back` \\ / | ^ ~ $ = * [ ]',
  'https://wiki.example.com/a?b={{c}}&d=<e>#f',
  'http://[::1]:80/%7B%7B',
  '-> => ->> <- >= <= >> << -->',
  'a'.repeat(400),
  '-'.repeat(400),
  '. '.repeat(200),
  '. . , ; : !',
  '_/_/_',
  '-',
  ' ',
  '',
] as const;

const nasty = fc.constantFrom(...NASTY);

const text = fc.oneof(
  nasty,
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.oneof(nasty, fc.string({ maxLength: 12 })), { maxLength: 6 }).map((parts) => parts.join('')),
);

/** Rarely as much as a message may hold: 256 kB. */
const huge = fc
  .tuple(nasty, fc.integer({ min: 1, max: 4 }))
  .map(([piece, times]) => (piece === '' ? 'x' : piece).repeat(Math.floor((times * 64_000) / (piece.length || 1))));

const value = fc.oneof(
  text,
  fc.constantFrom<unknown>(null, true, 0, -1, 1e308, [], {}, [[]], ['x'], { toString: 1 }, 'ALARM', 'OK'),
  fc.jsonValue({ maxDepth: 3 }),
);

/** How a sample is changed: which of its values, counted in its own order, and into what; or that its key is left out. */
const change = fc.record({ at: fc.nat(200), into: fc.oneof(value, fc.constant(undefined)) });

function changed(sample: unknown, changes: readonly { readonly at: number; readonly into: unknown }[]): unknown {
  return changes.reduce<unknown>((each, { at, into }) => {
    let left = at % countOf(each);
    const walk = (node: unknown): unknown => {
      if (left-- === 0) return into;
      if (Array.isArray(node)) return node.map((item) => walk(item));
      if (typeof node !== 'object' || node === null) return node;
      return Object.fromEntries(Object.entries(node).map(([key, item]) => [key, walk(item)]));
    };
    return walk(each);
  }, sample);
}

function countOf(node: unknown): number {
  if (typeof node !== 'object' || node === null) return 1;
  return 1 + Object.values(node).reduce<number>((sum, item) => sum + countOf(item), 0);
}

const changes = fc.array(change, { minLength: 1, maxLength: 4 });

/** The fields that are read aloud, made of whatever text comes. */
const worded = fc
  .record({ name: text, description: text, reason: text, state: fc.constantFrom('ALARM', 'INSUFFICIENT_DATA', 'OK') })
  .map(({ name, description, reason, state }) =>
    JSON.stringify({
      AlarmName: name,
      AlarmDescription: description,
      NewStateReason: reason,
      NewStateValue: state,
      StateChangeTime: '2026-11-22T02:59:59.000+0000',
    }),
  );

const body = fc.oneof(
  { weight: 40, arbitrary: worded },
  {
    weight: 30,
    arbitrary: fc
      .tuple(fc.constantFrom(...bodies), changes)
      .map(([sample, how]) => JSON.stringify(changed(sample, how)) ?? ''),
  },
  { weight: 10, arbitrary: fc.json({ maxDepth: 4 }) },
  { weight: 19, arbitrary: text },
  { weight: 1, arbitrary: huge },
);

type Message = Pick<AlarmMessage, 'id' | 'subject' | 'body'>;

/** What comes: messages as `/alarm` gets them, or an event as the Lambda gets it. */
type Come = { readonly messages: readonly Message[] } | { readonly event: unknown };

const come: fc.Arbitrary<Come> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .array(
        fc
          .tuple(body, fc.option(text, { nil: undefined }))
          .map(([each, subject]) =>
            subject === undefined ? { id: 'm', body: each } : { id: 'm', body: each, subject },
          ),
        { minLength: 1, maxLength: 4 },
      )
      .map((messages) => ({ messages })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(...events), changes).map(([sample, how]) => ({ event: changed(sample, how) })),
  },
  { weight: 1, arbitrary: fc.oneof(value, body).map((event) => ({ event })) },
);

function messagesIn(each: Come): readonly Message[] {
  return 'messages' in each ? each.messages : unwrap(each.event, 'invocation').arrivals.map(({ message }) => message);
}

/** Reads so many bodies; the same seed reads the same ones. */
export function fuzzBodies(seed: number, atLeast: number): Read {
  const kinds: Record<string, number> = {};
  const readSoFar = (): number => Object.values(kinds).reduce((sum, count) => sum + count, 0);
  const property = fc.property(come, (each) => {
    const rules = rulesBroken(each, (kind) => {
      kinds[kind] = (kinds[kind] ?? 0) + 1;
    });
    return rules.length === 0;
  });
  // Each run reads one body to four, and none when the Lambda finds nothing in an event.
  for (let part = 0; readSoFar() < atLeast; part++) {
    const numRuns = Math.max(100, Math.ceil((atLeast - readSoFar()) / 2));
    const run = fc.check(property, { seed: seed + part, numRuns });
    if (run.failed) {
      const [smallest = { messages: [] }] = run.counterexample ?? [];
      return { bodies: readSoFar(), kinds, failure: { come: JSON.stringify(smallest), rules: rulesOrError(smallest) } };
    }
  }
  return { bodies: readSoFar(), kinds };
}

function rulesOrError(each: Come): readonly string[] {
  try {
    return rulesBroken(each, () => {});
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
}

/** What a voice can say: letters with their marks, digits, and the punctuation that it reads as a pause or by its name. */
const SPEAKABLE = /^[\p{L}\p{M}\p{N} .,:;!?%+@#()'…-]+$/u;

/**
 * What a phone can show, and no template, markup or console takes for its own: the same, what links are made of, currencies and
 * measures, the punctuation of other scripts, and pictures.
 */
const WRITABLE =
  /^[\p{L}\p{M}\p{N}\p{Sc}\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator} .,:;!?%+@#()'…_/&*=~±°§¿¡·、。・「」『』【】〈〉《》〜،؛؟٪۔।॥-]+$/u;

/** The longest speech (300 characters: docs/guarantees.md), and an SMS: Twilio takes 1,600. */
const SPEECH = 300;
const SMS = 1_500;

/** The rules that these messages break: each is an alarm or an unknown alert, and what is said and sent about them is fit for it. */
function rulesBroken(each: Come, count: (kind: string) => void): readonly string[] {
  const alarms = messagesIn(each).map((message) => identified(readAlarm(message), message));
  for (const { unknown, state } of alarms) count(unknown ? 'unknown alert' : state);
  return [...alarms.flatMap(alarmRules), ...incidentRules(alarms)];
}

function alarmRules(alarm: Alarm): string[] {
  const { unknown, state, stateAtMs, name, key } = alarm;
  return [
    ...(['alarm', 'ok', 'no-data'].includes(state) ? [] : ['its state is none']),
    ...(!unknown || state === 'alarm' ? [] : ['an unknown alert must be wrong']),
    ...(stateAtMs === null || Number.isFinite(stateAtMs) ? [] : ['its time is none']),
    ...(name === '' || key === '' ? ['it has no name'] : []),
    ...(alarm.summary.length <= 200 ? [] : ['its summary is too long']),
    ...textRules('what is written of it', englishText(alarm), 400, WRITABLE),
  ];
}

/** Everything that agents hear and get by SMS about these alarms as one incident. */
function incidentRules(alarms: readonly Alarm[]): string[] {
  const routed = alarms.map((alarm) => ({ alarm, quiet: false }));
  const { board } = receive(EMPTY_BOARD, routed, givenAt(0));
  const incident = escalating(board);
  if (incident === undefined) return [];
  const words = wordsOn(board, incident.id);
  const call = callOf(board, 'FN1');
  const asked = claim(board, call, words, PLAN, START_MS).claim;
  const calling = claimed(board, 'FN1', 1);
  const has = take(calling, call, givenAt(2));
  const told = [
    has.board,
    resolveByHand(has.board, undefined, givenAt(3)).board,
    advance(calling, 'FN1', 'busy', givenAt(2, { plan: { ...PLAN, maxCalls: 1 } })),
    tellImpossible(board, 'caller-id', givenAt(2)),
  ];
  return [
    ...textRules('the claim', asked.message, SPEECH, SPEAKABLE),
    ...textRules('the briefing', brief(calling, call, words, PLAN).speech, SPEECH, SPEAKABLE),
    ...textRules('the thanks', has.taking.speech, SPEECH, SPEAKABLE),
    ...told.flatMap((each) => textsOf(each)).flatMap((each) => textRules('an SMS', each, SMS, WRITABLE)),
  ];
}

/** Every SMS that is owed on a board. */
function textsOf(board: Board): string[] {
  const nowMs = atSecond(3);
  const texts = leased(lease(spread(board, PLAN, nowMs), 'run', PLAN, nowMs), 'run', PLAN);
  return texts.map(({ items, gone }) => {
    const told = items.flatMap((item) => {
      const incident = board.incidents.find(({ slot }) => slot === item.slot);
      if (incident === undefined) return [];
      const words = wordsOn(board, incident.id);
      return [
        { item, incident, situation: situationOf(board, incident, words), words, impossible: 'caller-id' as const },
      ];
    });
    return smsText(EN, told, gone, PLAN);
  });
}

function textRules(what: string, said: string, most: number, fit: RegExp): string[] {
  const quoted = JSON.stringify(said);
  return [
    ...(/[\p{L}\p{N}]/u.test(said) ? [] : [`${what} says nothing: ${quoted}`]),
    ...(said.length <= most ? [] : [`${what} has ${said.length} characters: ${quoted}`]),
    // Commands that we name are in quotes, and a sign that compares stands apart, or in brackets; what else comes from outside must have no such signs.
    ...(fit.test(said.replaceAll(/"oncall [a-z]+"|\n(?=https:\/\/\S+$)|(?<![^\s(])(?:->|<-|[<>]=?)(?![^\s)])/g, ''))
      ? []
      : [`${what} has characters that are not fit for it: ${quoted}`]),
    ...(/^ | $|  | [.,:;?)]| !(?!=)/.test(said) ? [`${what} has gaps: ${quoted}`] : []),
  ];
}

function parsedObject(json: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(json);
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}
