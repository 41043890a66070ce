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

/**
 * Everything that `doctor` may find, with the check that finds it and how bad it is. `check-failed`, of any check: Twilio refused
 * to say, or gave no answer. `clock-off` is a problem where it is far off.
 */
const FINDINGS = {
  'env-missing': ['.env', 'problem'],
  'env-ambiguous': ['.env', 'problem'],
  'env-readable-by-others': ['.env', 'warning'],
  'env-incomplete': ['.env', 'problem'],
  'env-complete': ['.env', 'ok'],
  'fallback-missing': ['.env', 'warning'],
  'roster-missing': ['roster', 'problem'],
  'roster-invalid': ['roster', 'problem'],
  'on-call': ['roster', 'ok'],
  'nobody-on-call': ['roster', 'problem'],
  'sample-numbers': ['roster', 'problem'],
  'account-accepted': ['account', 'ok'],
  'account-refused': ['account', 'problem'],
  'account-inactive': ['account', 'problem'],
  'account-trial': ['account', 'warning'],
  'clock-unknown': ['clock', 'unknown'],
  'clock-right': ['clock', 'ok'],
  'clock-off': ['clock', 'warning'],
  'number-ready': ['number', 'ok'],
  'number-limited': ['number', 'warning'],
  'number-unusable': ['number', 'problem'],
  'calls-allowed': ['countries', 'ok'],
  'calls-forbidden': ['countries', 'problem'],
  'calls-unknown': ['countries', 'unknown'],
  'not-deployed': ['Functions', 'problem'],
  'address-differs': ['Functions', 'problem'],
  'files-differ': ['Functions', 'warning'],
  'alarm-answers': ['Functions', 'ok'],
  'alarm-other-version': ['Functions', 'problem'],
  'alarm-outdated': ['Functions', 'problem'],
  'alarm-reports': ['Functions', 'problem'],
  'alarm-refuses': ['Functions', 'problem'],
  'alarm-fails': ['Functions', 'problem'],
  'alarm-unreachable': ['Functions', 'problem'],
  'flow-published': ['flow', 'ok'],
  'flow-missing': ['flow', 'problem'],
  'flow-other-sid': ['flow', 'problem'],
  'flow-draft': ['flow', 'warning'],
  'flow-differs': ['flow', 'problem'],
  'flow-one-voice': ['flow', 'warning'],
  'variables-right': ['variables', 'ok'],
  'variables-differ': ['variables', 'problem'],
  'events-arrive': ['events', 'ok'],
  'sink-missing': ['events', 'problem'],
  'sink-stale': ['events', 'problem'],
  'sink-unsubscribed': ['events', 'problem'],
  'sink-inactive': ['events', 'problem'],
  'inbound-ready': ['inbound', 'ok'],
  'inbound-elsewhere': ['inbound', 'warning'],
  'inbound-bound': ['inbound', 'warning'],
  'inbound-impossible': ['inbound', 'warning'],
  'inbound-no-fallback': ['inbound', 'warning'],
  'opted-out': ['inbound', 'warning'],
  'topic-unconfirmed': ['topics', 'warning'],
  'check-failed': ['any', 'problem'],
} as const satisfies Readonly<Record<string, readonly [check: string, verdict: Finding['verdict']]>>;

export type FindingCode = keyof typeof FINDINGS;

export const FINDING_CODES = Object.keys(FINDINGS) as readonly FindingCode[];

/** What was found, and what to do about it. */
export function finding(code: FindingCode, words: string, remedy?: string, subjects?: readonly string[]): Finding {
  const [check, verdict] = FINDINGS[code];
  return {
    check,
    code,
    verdict,
    words,
    ...(remedy === undefined ? {} : { remedy }),
    ...(subjects === undefined ? {} : { subjects }),
  };
}

/** A check that could not be made. */
export function failedCheck(check: string, words: string): Finding {
  return { ...finding('check-failed', words), check };
}

/** A clock that is off by more than this is worth a word; by more than a signature's age, nothing from here is accepted. */
const NOTICEABLE_SECONDS = 30;

/** Compares this machine's clock with the Date header of an answer of Twilio's, which has whole seconds. */
export function clockFinding(date: string | undefined, nowMs: number): Finding {
  const theirsMs = date === undefined ? NaN : Date.parse(date);
  if (Number.isNaN(theirsMs)) return finding('clock-unknown', 'Twilio’s answer had no date to compare with.');
  const seconds = Math.round((nowMs - theirsMs) / 1000);
  const size = Math.abs(seconds);
  if (size <= NOTICEABLE_SECONDS) return finding('clock-right', 'this machine’s clock agrees with Twilio’s');
  const words = `This machine’s clock is ${size} seconds ${seconds > 0 ? 'ahead of' : 'behind'} Twilio’s.`;
  const off = finding('clock-off', words, 'Set it by NTP: what is signed here is accepted for five minutes only.');
  return size > SIGNATURE_AGE_SECONDS / 2 ? { ...off, verdict: 'problem' } : off;
}

/** What /alarm's answer says. `version` is that of the Functions as they are built here. */
export function healthFindings(
  heartbeat: Heartbeat,
  version: string | undefined,
  redact: (text: string) => string,
): readonly Finding[] {
  switch (heartbeat.is) {
    case 'refused': {
      const words =
        '/alarm does not accept what is signed with ALERT_SECRET in .env (401): the Functions have another secret.';
      const remedy = `If .env is right, ${ONCALL} deploy; alarms that are refused meanwhile stay in the queue.`;
      return [finding('alarm-refuses', words, remedy)];
    }
    case 'unreachable': {
      const remedy = 'Check the connection of this machine and status.twilio.com.';
      return [finding('alarm-unreachable', `/alarm cannot be reached (${redact(heartbeat.why)}).`, remedy)];
    }
    case 'unwell': {
      const { status, says } = heartbeat;
      const words = `/alarm answers ${String(status)}${says === '' ? '' : `: ${redact(says)}`}`;
      if (status === 200) {
        const remedy = `It is an older version, which does not report its health: ${ONCALL} deploy`;
        return [finding('alarm-outdated', words, remedy)];
      }
      const remedy = `${ONCALL} setup; if that does not help, look at the logs in the Twilio console (Functions, oncall).`;
      return [finding('alarm-fails', words, remedy)];
    }
    case 'answered': {
      const { health } = heartbeat;
      const problems = health.problems.map((problem) =>
        finding('alarm-reports', `/alarm says: ${redact(problem)}`, `${ONCALL} setup`),
      );
      return [versionFinding(health.version, version), ...problems];
    }
  }
}

function versionFinding(theirs: string, ours: string | undefined): Finding {
  if (ours === undefined) return finding('alarm-answers', `/alarm answers, version ${theirs}`);
  if (theirs === ours) return finding('alarm-answers', `/alarm answers and has this version (${ours})`);
  const words = `/alarm has version ${theirs}; the one built here is ${ours}.`;
  return finding('alarm-other-version', words, `${ONCALL} deploy, if this one is newer.`);
}
