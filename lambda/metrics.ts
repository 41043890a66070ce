import type { Health } from '../src/signing/request';
import { masked } from './log';

/** The metrics' names and their one dimension, which lambda/template.yaml's alarms and dashboard ask for. */
type Metric = 'Healthy' | 'Unsettled';

/** Reports what `/alarm` answered to a heartbeat: 1 when nothing is wrong, else 0. */
export function reportHealth(health: Partial<Health>): void {
  report('Healthy', health.problems?.length === 0 ? 1 : 0, { health });
}

/** Reports how many alarms of a batch have been coming back unsettled for too long; when there are none, nothing. */
export function reportUnsettled(count: number): void {
  report('Unsettled', count, {});
}

/**
 * CloudWatch reads a metric from the log (user guide, "Embedded metric format"); not through the console, which puts the time
 * and the request's id before the line.
 */
function report(name: Metric, value: number, more: Readonly<Record<string, unknown>>): void {
  const line = {
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [{ Namespace: 'oncall', Dimensions: [['Lambda']], Metrics: [{ Name: name }] }],
    },
    Lambda: process.env.AWS_LAMBDA_FUNCTION_NAME,
    [name]: value,
    ...more,
  };
  process.stdout.write(`${masked(JSON.stringify(line))}\n`);
}
