import { isMet, missedIn } from './report';
import type { Figure, Report } from './report';
import { table } from './table';

const left = (title: string) => ({ title, align: 'left' }) as const;
const right = (title: string) => ({ title, align: 'right' }) as const;

/** The report as a person reads it, in at most 100 columns. */
export function reportText(report: Report): string {
  return [
    ...steps(report),
    '',
    ...bundles(report),
    '',
    ...roster(report),
    '',
    ...rehearsal(report),
    '',
    ...footnotes(report),
    '',
    ...verdict(report),
  ].join('\n');
}

function steps({ steps: measured, latencyMs }: Report): readonly string[] {
  const columns = [
    left(''),
    right('in a row (1)'),
    right('target'),
    left(''),
    right('in all'),
    right('time (2)'),
    right('so far'),
  ];
  const rows = measured.map(({ from, to, sequentialRequests, allRequests, ms, sinceCauseMs }, index) => [
    measured[index - 1]?.to === from ? `  then → ${to}` : `${from} → ${to}`,
    String(sequentialRequests.value),
    targetOf(sequentialRequests),
    verdictOf(sequentialRequests),
    String(allRequests),
    `${thousands(ms)} ms`,
    `${thousands(sinceCauseMs)} ms`,
  ]);
  return [`Twilio requests up to a ringing phone, ${latencyMs} ms each, on virtual time`, '', ...table(columns, rows)];
}

function bundles({ lambda, functions }: Report): readonly string[] {
  const lambdaRows = [
    ['lambda/index', thousands(lambda.bytes.value), targetOf(lambda.bytes), verdictOf(lambda.bytes)],
    ['load time', milliseconds(lambda.loadMs), '', ''],
    ['load time of a bare handler', milliseconds(lambda.bareLoadMs), '', ''],
    ['ratio of the two', `${lambda.loadRatio.value.toFixed(2)} ×`, `${targetOf(lambda.loadRatio)} ×`, ''],
  ];
  const functionRows = functions.map(({ name, bytes, loadMs, loadWithTwilioMs }) => [
    name,
    thousands(bytes),
    milliseconds(loadMs.value),
    `${targetOf(loadMs)} ms`,
    milliseconds(loadWithTwilioMs),
  ]);
  return [
    'Lambda bundle (3)',
    '',
    ...table([left(''), right('measured'), right('target'), left('')], lambdaRows),
    '',
    'Function bundles (3)',
    '',
    ...table([left(''), right('bytes'), right('load'), right('target'), right('load with twilio')], functionRows),
  ];
}

function roster({ roster: { teams, agents, ...figures } }: Report): readonly string[] {
  const rows = [
    ['who is called at an instant', figures.whoMs],
    ['parse, in a fresh process', figures.parseColdMs],
    ['parse, again', figures.parseWarmMs],
    ['coverage of all teams for 400 days', figures.coverageMs],
    ['load time of its code', figures.loadMs],
  ] as const;
  return [
    `Roster of ${thousands(teams)} teams and ${thousands(agents)} agents (4)`,
    '',
    ...table(
      [left(''), right('measured'), right('target')],
      rows.map(([what, figure]) => [what, smallMilliseconds(figure.value), `${targetOf(figure)} ms`]),
    ),
  ];
}

function rehearsal({ rehearsalSeconds }: Report): readonly string[] {
  return [
    'Scripted rehearsal of three calls, from starting node to its exit',
    '',
    `  ${rehearsalSeconds.value.toFixed(1)} s   (target ${targetOf(rehearsalSeconds)} s)`,
  ];
}

function footnotes({ machine, lambda }: Report): readonly string[] {
  return [
    '(1) Counted on the ledger of the local Twilio: requests of which none begins before the one before',
    '    it is answered. "In all" adds those of Functions that run meanwhile and nothing waits for.',
    '(2) An execution exists when its request reaches Twilio, half a request before the answer. The',
    '    same phone is not rung again within 30 s, and only the next delivery of the queue starts it.',
    `(3) Medians of the time that require() takes in a fresh process (Node ${machine.node}, ${machine.cores} cores),`,
    `    everything loaded in turn; the ratio is that of ${lambda.pairs} pairs of the Lambda and a handler that only`,
    '    calls fetch. "With twilio" adds require("twilio"), as getTwilioClient() does at its first call.',
    '    Times depend on the machine and never fail the bench.',
    '(4) Medians; coverage is timed once. The code is bundled on its own, as a Function has it inside.',
  ];
}

function verdict(report: Report): readonly string[] {
  const missed = missedIn(report);
  if (missed.length === 0) return ['Every count and every size is within its target.'];
  return ['Missed:', ...missed.map((each) => `  ${each}`)];
}

function targetOf({ atMost }: Figure): string {
  return atMost === null ? '' : `≤ ${thousands(atMost)}`;
}

function verdictOf(figure: Figure): string {
  if (figure.atMost === null) return '';
  return isMet(figure) ? 'ok' : 'MISSED';
}

function milliseconds(ms: number): string {
  return `${ms.toFixed(1)} ms`;
}

function smallMilliseconds(ms: number): string {
  return `${ms.toFixed(2)} ms`;
}

/** Digits in groups of three, whatever the machine's language. */
function thousands(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: 1 });
}
