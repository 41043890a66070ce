import type { Health } from '../src/signing/request';
import { masked } from './log';

/** The metric's name and its one dimension, which lambda/template.yaml's alarm and dashboard ask for. */
const metric = { Namespace: 'oncall', Dimensions: [['Lambda']], Metrics: [{ Name: 'Healthy' }] };

/**
 * Reports what `/alarm` answered to a heartbeat as a CloudWatch metric: 1 when nothing is wrong, else 0.
 *
 * CloudWatch reads it from the log (user guide, "Embedded metric format"); not through the console, which puts the time
 * and the request's id before the line.
 */
export function reportHealth(health: Partial<Health>): void {
  const line = {
    _aws: { Timestamp: Date.now(), CloudWatchMetrics: [metric] },
    Lambda: process.env.AWS_LAMBDA_FUNCTION_NAME,
    Healthy: health.problems?.length === 0 ? 1 : 0,
    health,
  };
  process.stdout.write(`${masked(JSON.stringify(line))}\n`);
}
