import type { Finding } from './doctor-findings';
import { wrap } from './wrap';

const VERDICTS = { ok: 'ok', warning: 'warning', problem: 'PROBLEM', unknown: 'unknown' } as const;

const INDENT = 22;

/** The findings as a person reads them. */
export function doctorText(findings: readonly Finding[], width: number): string {
  return [...findings.flatMap((finding) => findingLines(finding, width)), '', summary(findings)].join('\n');
}

function findingLines({ check, verdict, words, remedy }: Finding, width: number): readonly string[] {
  const start = `  ${VERDICTS[verdict].padEnd(9)}${check.padEnd(INDENT - 11)}`;
  const told = [...inLines(words, width), ...(remedy === undefined ? [] : inLines(`→ ${remedy}`, width))];
  return told.map((line, index) => `${index === 0 ? start : ' '.repeat(INDENT)}${line}`);
}

function inLines(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((line) => wrap(line, width - INDENT));
}

function summary(findings: readonly Finding[]): string {
  const problems = findings.filter(({ verdict }) => verdict === 'problem').length;
  const warnings = findings.filter(({ verdict }) => verdict === 'warning').length;
  const words = [counted(problems, 'problem'), counted(warnings, 'warning')].join(', ');
  return problems === 0 ? `Healthy: ${words}.` : `Not healthy: ${words}.`;
}

function counted(count: number, unit: string): string {
  return `${count === 0 ? 'no' : String(count)} ${unit}${count === 1 ? '' : 's'}`;
}

/** The same for programs. */
export function doctorJson(findings: readonly Finding[]): object {
  return { healthy: findings.every(({ verdict }) => verdict !== 'problem'), findings };
}
