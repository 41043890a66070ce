import { resolve } from 'node:path';
import { checkFlow, type FlowReport, type PlacedFinding } from '../../flow/check';
import { ONCALL } from '../../oncall';
import { printableLine } from '../../text/printable';
import { FLAG, readArguments } from '../arguments';
import type { Command } from '../command';
import { readNamedFile, shownName } from '../project';
import { counted, countText, severityText } from '../roster/remark-text';
import { print, printJson } from '../terminal/print';
import { screen } from '../terminal/screen';
import { lines, type Text } from '../terminal/text';
import { wrap } from '../terminal/wrap';
import { flowFile } from './file';

const HELP = `Usage: ${ONCALL} flow check [FILE] [OPTIONS]

Reports every mistake in a Studio flow at once, with its place and a remedy: what Studio's validator
would refuse, names and transitions that lead nowhere, Liquid that refers to nothing, parameters
that a Function does not take. Then it walks every path, with everything that
can happen in each widget and every answer of each Function: each must end with the incident taken,
the next agent asked, or the agent told why not; nothing dials before it has claimed, nothing
speaks where nobody is on the line, and nothing goes round for ever.

  FILE       the flow (default: flows/on-call.json); - for what is piped in. A flow that runs none
             of this project's Functions is checked against the rules for every flow, and the parts
             that could not be followed are named
  --strict   warnings count as mistakes
  --json     one JSON object

Exit status: 0 when there is no mistake, 2 for a wrong command line, 1 otherwise.`;

export const command: Command = {
  help: HELP,
  run: async (args) => {
    const options = { strict: FLAG, json: FLAG } as const;
    const { values, positionals } = readArguments(args, options, 1);
    const file = positionals[0] ?? flowFile();
    const report = checkFlow(readNamedFile(file, ''), resolve(file) === flowFile());
    const shown = file === '-' ? 'flow' : shownName(file);
    if (values.json === true) {
      printJson({ file: shown, ...sorted(report), unsupported: report.unsupported, checked: report.looked ?? null });
    } else print(checkText(shown, report, screen().columns));
    const { errors, warnings } = sorted(report);
    return errors.length === 0 && (values.strict !== true || warnings.length === 0) ? 0 : 1;
  },
};

function sorted({ findings }: FlowReport): {
  readonly errors: readonly PlacedFinding[];
  readonly warnings: readonly PlacedFinding[];
} {
  return {
    errors: findings.filter(({ severity }) => severity === 'error'),
    warnings: findings.filter(({ severity }) => severity === 'warning'),
  };
}

/** The report as a person reads it. */
export function checkText(file: string, report: FlowReport, width: number): Text {
  const { errors, warnings } = sorted(report);
  const all = [...errors, ...warnings].flatMap((finding) => [findingText(file, finding, width), '']);
  const notes = report.unsupported.flatMap((sentence) => wrap(`Not followed: ${sentence}`, width));
  return lines([
    ...all,
    ...notes,
    ...(notes.length === 0 ? [] : ['']),
    countText(file, errors.length, warnings.length),
    ...lookedText(report.looked),
  ]);
}

function findingText(
  file: string,
  { severity, place, line, widget, message, path }: PlacedFinding,
  width: number,
): Text {
  const where = line === undefined ? file : `${file}:${String(line)}`;
  const what = widget === undefined ? message : `${widget}: ${message}`;
  return lines([
    [printableLine(where), '  ', severityText(severity), `  ${printableLine(place)}`],
    ...wrap(what, width - 4).map((part) => `    ${part}`),
    ...(path === undefined ? [] : wrap(`Path: ${path}`, width - 4).map((part) => `    ${part}`)),
  ]);
}

function lookedText(looked: FlowReport['looked']): readonly string[] {
  if (looked === undefined) return [];
  const { widgets, moments, isEscalation } = looked;
  const rules = isEscalation
    ? 'by the rules of an escalation.'
    : 'by the rules for every flow; it runs none of this project’s Functions.';
  if (moments === undefined)
    return [`Checked: ${counted(widgets, 'widget')}; the paths can be walked once these errors are gone.`];
  return [`Checked: ${counted(widgets, 'widget')}, ${counted(moments, 'situation')} on all paths, ${rules}`];
}
