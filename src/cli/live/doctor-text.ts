import type { Finding } from '../../account/finding';
import { counted } from '../roster/remark-text';
import { lines, painted, type Look, type Text } from '../terminal/text';
import { wrap } from '../terminal/wrap';

const LOOKS: Readonly<Record<Finding['verdict'], Look>> = {
  ok: 'green',
  warning: 'yellow',
  problem: 'red',
  unknown: 'yellow',
};

const VERDICTS = { ok: 'ok', warning: 'warning', problem: 'PROBLEM', unknown: 'unknown' } as const;

const INDENT = 22;

/** The findings as a person reads them. Those about the same, with the same remedy, are shown together. */
export function doctorText(findings: readonly Finding[], width: number): Text {
  return lines([...groups(findings).flatMap((group) => groupLines(group, width)), '', summary(findings)]);
}

type Group = readonly [Finding, ...Finding[]];

function groups(findings: readonly Finding[]): readonly Group[] {
  const byKind = new Map<string, Group>();
  for (const finding of findings) {
    const kind = JSON.stringify([finding.check, finding.verdict, finding.remedy]);
    const group = byKind.get(kind);
    byKind.set(kind, group === undefined ? [finding] : [...group, finding]);
  }
  return [...byKind.values()];
}

function groupLines(group: Group, width: number): readonly Text[] {
  const [{ check, verdict, remedy }] = group;
  const start = ['  ', painted(LOOKS[verdict], VERDICTS[verdict].padEnd(9)), check.padEnd(INDENT - 11)];
  const told = [
    ...group.flatMap(({ words }) => inLines(words, width)),
    ...(remedy === undefined ? [] : inLines(`→ ${remedy}`, width)),
  ];
  return told.map((line, index) => [index === 0 ? start : ' '.repeat(INDENT), line]);
}

function inLines(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((line) => wrap(line, width - INDENT));
}

function summary(findings: readonly Finding[]): Text {
  const problems = findings.filter(({ verdict }) => verdict === 'problem').length;
  const warnings = findings.filter(({ verdict }) => verdict === 'warning').length;
  const words = `: ${counted(problems, 'problem')}, ${counted(warnings, 'warning')}.`;
  return [problems === 0 ? painted('green', 'Healthy') : painted('red', 'Not healthy'), words];
}

/** The same for programs. */
export function doctorJson(findings: readonly Finding[]): object {
  return { healthy: findings.every(({ verdict }) => verdict !== 'problem'), findings };
}
