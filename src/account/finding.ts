import { ONCALL } from '../oncall';
import { SIGNATURE_AGE_SECONDS } from '../signing/limits';
import type { Heartbeat } from './heartbeat';

/** What one check found. `unknown`: it cannot be known from here. Only a problem makes a set-up unhealthy. */
export interface Finding {
  readonly check: string;
  /** The same for the same thing in every version: what a program may go by. */
  readonly code: FindingCode;
  readonly verdict: 'ok' | 'warning' | 'problem' | 'unknown';
  readonly words: string;
  readonly remedy?: string;
  /** The ids of what it is about, where there are several: teams, agents, countries, variables. */
  readonly subjects?: readonly string[];
}

/** Everything that `doctor` may find; `check-failed`: Twilio refused to say, or gave no answer. */
export const FINDING_CODES = [
  'env-missing',
  'env-ambiguous',
  'env-readable-by-others',
  'env-incomplete',
  'env-complete',
  'fallback-missing',
  'roster-missing',
  'roster-invalid',
  'on-call',
  'nobody-on-call',
  'sample-numbers',
  'account-accepted',
  'account-refused',
  'account-inactive',
  'account-trial',
  'clock-unknown',
  'clock-right',
  'clock-off',
  'number-ready',
  'number-limited',
  'number-unusable',
  'calls-allowed',
  'calls-forbidden',
  'calls-unknown',
  'not-deployed',
  'address-differs',
  'files-differ',
  'alarm-answers',
  'alarm-other-version',
  'alarm-outdated',
  'alarm-reports',
  'alarm-refuses',
  'alarm-fails',
  'alarm-unreachable',
  'flow-published',
  'flow-missing',
  'flow-other-sid',
  'flow-draft',
  'flow-differs',
  'variables-right',
  'variables-differ',
  'events-arrive',
  'sink-missing',
  'sink-stale',
  'sink-unsubscribed',
  'sink-inactive',
  'check-failed',
] as const;

export type FindingCode = (typeof FINDING_CODES)[number];

/** A clock that is off by more than this is worth a word; by more than a signature's age, nothing from here is accepted. */
const NOTICEABLE_SECONDS = 30;

/** Compares this machine's clock with the Date header of an answer of Twilio's, which has whole seconds. */
export function clockFinding(date: string | undefined, nowMs: number): Finding {
  const check = 'clock';
  const theirsMs = date === undefined ? NaN : Date.parse(date);
  if (Number.isNaN(theirsMs))
    return { check, code: 'clock-unknown', verdict: 'unknown', words: 'Twilio’s answer had no date to compare with.' };
  const seconds = Math.round((nowMs - theirsMs) / 1000);
  const size = Math.abs(seconds);
  if (size <= NOTICEABLE_SECONDS)
    return { check, code: 'clock-right', verdict: 'ok', words: 'this machine’s clock agrees with Twilio’s' };
  const words = `This machine’s clock is ${size} seconds ${seconds > 0 ? 'ahead of' : 'behind'} Twilio’s.`;
  const remedy = 'Set it by NTP: what is signed here is accepted for five minutes only.';
  return { check, code: 'clock-off', verdict: size > SIGNATURE_AGE_SECONDS / 2 ? 'problem' : 'warning', words, remedy };
}

/** What /alarm's answer says. `version` is that of the Functions as they are built here. */
export function healthFindings(
  heartbeat: Heartbeat,
  version: string | undefined,
  redact: (text: string) => string,
): readonly Finding[] {
  const check = 'Functions';
  switch (heartbeat.is) {
    case 'refused':
      return [
        {
          check,
          code: 'alarm-refuses',
          verdict: 'problem',
          words:
            '/alarm does not accept what is signed with ALERT_SECRET in .env (401): the Functions have another one.',
          remedy: `If .env is right, ${ONCALL} deploy; alarms that are refused meanwhile stay in the queue.`,
        },
      ];
    case 'unreachable':
      return [
        {
          check,
          code: 'alarm-unreachable',
          verdict: 'problem',
          words: `/alarm cannot be reached (${redact(heartbeat.why)}).`,
          remedy: 'Check the connection of this machine and status.twilio.com.',
        },
      ];
    case 'unwell':
      return [
        {
          check,
          code: heartbeat.status === 200 ? 'alarm-outdated' : 'alarm-fails',
          verdict: 'problem',
          words: `/alarm answers ${String(heartbeat.status)}${heartbeat.says === '' ? '' : `: ${redact(heartbeat.says)}`}`,
          remedy:
            heartbeat.status === 200
              ? `It is an older version, which does not say how it is: ${ONCALL} deploy`
              : `${ONCALL} setup; if it stays, look at the logs in the Twilio console (Functions, oncall).`,
        },
      ];
    case 'answered': {
      const { health } = heartbeat;
      const problems = health.problems.map((problem): Finding => ({
        check,
        code: 'alarm-reports',
        verdict: 'problem',
        words: `/alarm says: ${redact(problem)}`,
        remedy: `${ONCALL} setup`,
      }));
      return [versionFinding(health.version, version), ...problems];
    }
  }
}

function versionFinding(theirs: string, ours: string | undefined): Finding {
  const check = 'Functions';
  if (ours === undefined)
    return { check, code: 'alarm-answers', verdict: 'ok', words: `/alarm answers, version ${theirs}` };
  if (theirs === ours)
    return { check, code: 'alarm-answers', verdict: 'ok', words: `/alarm answers and is of this version (${ours})` };
  const words = `/alarm is of version ${theirs}; what is built here is ${ours}.`;
  return {
    check,
    code: 'alarm-other-version',
    verdict: 'problem',
    words,
    remedy: `${ONCALL} deploy, if what is here is the newer.`,
  };
}
