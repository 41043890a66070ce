import type { Measured } from '../alarm-words';
import { READ_CHARACTERS } from '../decoded';
import { shorten, written } from '../text';
import { field, isRecord, parsedJson } from '../../text/json';
import { object, objects, text, type Fields } from './fields';

const METRIC_CHARACTERS = 80;
const DIMENSIONS_CHARACTERS = 160;

/** What CloudWatch compares, as its reason says it in words. */
const COMPARISONS: readonly (readonly [words: RegExp, sign: Measured['sign']])[] = [
  [/greater than or equal to the threshold/, '>='],
  [/greater than the (?:upper )?threshold/, '>'],
  [/less than or equal to the threshold/, '<='],
  [/less than the (?:lower )?threshold/, '<'],
];

const NUMBER = String.raw`-?\d{1,40}(?:\.\d{1,40})?(?:E[-+]?\d{1,3})?`;

/** `[93.2 (02/11/26 03:13:00), …]`, or in older reasons `1 datapoint (3.0)`; the latest stands first. */
const DATAPOINT = new RegExp(String.raw`datapoints? (?:\[|\()(${NUMBER})[ ,\])]`);
const THRESHOLD = new RegExp(String.raw`thresholds? \((${NUMBER})\)`);
const LOWER = new RegExp(String.raw`lower thresholds? (?:\[|\()(${NUMBER})[ ,\])]`);
const UPPER = new RegExp(String.raw`upper thresholds? (?:\[|\()(${NUMBER})[ ,\])]`);

/**
 * What was measured, from the reason and what the message says of the metric: a `Trigger` by SNS, a `configuration` by an action or
 * a rule. Undefined where the reason names no figures: of a composite alarm, or a state that was set by hand.
 */
export function measuredIn(reason: string | undefined, about: Fields | undefined): Measured | undefined {
  const words = (reason ?? '').slice(0, READ_CHARACTERS);
  const value = DATAPOINT.exec(words)?.[1];
  const compared = comparisonIn(words);
  if (value === undefined || compared === undefined) return undefined;
  const { metric, dimensions, unit } = metricIn(about ?? {});
  return {
    metric: shorten(written(metric ?? ''), METRIC_CHARACTERS),
    of: shorten(written(dimensions), DIMENSIONS_CHARACTERS),
    ...(unit === undefined ? {} : { unit }),
    value: Number(value),
    ...compared,
  };
}

function comparisonIn(words: string): Pick<Measured, 'sign' | 'limits'> | undefined {
  const [lower, upper] = [LOWER.exec(words)?.[1], UPPER.exec(words)?.[1]];
  if (lower !== undefined && upper !== undefined) return { sign: 'outside', limits: [Number(lower), Number(upper)] };
  const limit = lower ?? upper ?? THRESHOLD.exec(words)?.[1];
  // "was not greater than" says that it is right.
  const sign = COMPARISONS.find(([comparison]) => comparison.test(words) && !/(?:was|were) not /.test(words))?.[1];
  return limit === undefined || sign === undefined ? undefined : { sign, limits: [Number(limit)] };
}

interface Metric {
  readonly metric: string | undefined;
  readonly dimensions: string;
  readonly unit: string | undefined;
}

function metricIn(about: Fields): Metric {
  const metrics = [...objects(about, 'Metrics'), ...objects(about, 'metrics')];
  if (metrics.length === 0) return single(about, about, text(about, 'Unit'));
  const first = metrics.find(isShown) ?? metrics[0] ?? {};
  const stat = object(first, 'MetricStat') ?? object(first, 'metricStat') ?? {};
  const metric = object(stat, 'Metric') ?? object(stat, 'metric') ?? {};
  return single(first, metric, text(stat, 'Unit') ?? text(stat, 'unit'));
}

function single(labelled: Fields, metric: Fields, unit: string | undefined): Metric {
  const name = text(labelled, 'Label') ?? text(labelled, 'label') ?? text(metric, 'MetricName') ?? text(metric, 'name');
  const known = unit ?? usualUnitOf(name ?? '');
  return { metric: name, dimensions: dimensionsIn(metric), unit: known === 'None' ? undefined : known };
}

/** What AWS measures a metric of this name in: an alarm need not say so, and most do not. */
function usualUnitOf(name: string): string | undefined {
  if (/bytes|^Free(?:able|Storage|LocalStorage)|^SwapUsage$/i.test(name)) return 'Bytes';
  return name.endsWith('Utilization') ? 'Percent' : undefined;
}

/** Of an expression the label says more than the metrics in it; a band is no metric. */
function isShown(metric: Fields): boolean {
  return isReturned(metric) && !/ANOMALY_DETECTION_BAND/.test(expressionOf(metric));
}

function isReturned(metric: Fields): boolean {
  return (field(metric, 'ReturnData') ?? field(metric, 'returnData')) !== false;
}

function expressionOf(metric: Fields): string {
  return text(metric, 'Expression') ?? text(metric, 'expression') ?? '';
}

/** By SNS a list of names and values, by an action or a rule a map. */
function dimensionsIn(metric: Fields): string {
  const listed = objects(metric, 'Dimensions').map(
    (each) => `${text(each, 'name') ?? ''} ${text(each, 'value') ?? ''}`,
  );
  return [...listed, ...pairsIn(object(metric, 'dimensions'))].join(', ');
}

/** `InstanceId i-0abc` for each entry of a map of texts, at most ten. */
export function pairsIn(map: Fields | undefined): readonly string[] {
  return Object.entries(map ?? {})
    .slice(0, 10)
    .flatMap(([name, value]) => (typeof value === 'string' && value !== '' ? [`${name} ${value}`] : []));
}

/** What a message says of its metric, wherever it stands. */
export function aboutMetric(trigger: unknown): Fields | undefined {
  // A message that was forwarded may hold it as text.
  const read = typeof trigger === 'string' ? parsedJson(trigger) : trigger;
  return isRecord(read) ? read : undefined;
}
