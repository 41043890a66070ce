import { writeFileSync } from 'node:fs';
import { flowDefinition, NoFlow, type FlowDefinition } from '../../studio/definition';
import { flowGraph, withGraph } from '../../flow/graph';
import { opened, readSource } from '../../flow/source';
import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { printableLine } from '../../text/printable';
import { TEXT, readArguments } from '../arguments';
import type { Command } from '../command';
import { withFile } from '../file';
import { readNamedFile, shownName } from '../project';
import { print, printFile } from '../terminal/print';
import { flowFile } from './file';

const HELP = `Usage: ${ONCALL} flow graph [FILE] [OPTIONS]

Prints a Studio flow as a Mermaid flowchart, which GitHub and most editors show as a picture.

  FILE           the flow (default: flows/on-call.json); - for what is piped in
  --write PAGE   put it into a Markdown file, between the lines <!-- flow graph --> and
                 <!-- /flow graph -->

Exit status: 0 when done, 2 for a wrong command line, 1 otherwise.`;

export const command: Command = {
  help: HELP,
  run: async (args) => {
    const { values, positionals } = readArguments(args, { write: TEXT }, 1);
    const file = positionals[0] ?? flowFile();
    const graph = flowGraph(definitionIn(file));
    if (values.write === undefined) printFile(graph);
    else print(writeInto(values.write, graph));
    return 0;
  },
};

function definitionIn(file: string): FlowDefinition {
  const source = readSource(readNamedFile(file, ''));
  const shown = file === '-' ? 'the flow' : shownName(file);
  if ('mistakes' in source) {
    const lines = source.mistakes.map(({ line, message }) => `  line ${line}: ${printableLine(message)}`);
    throw new UserMistake(`${shown} is not JSON:\n${lines.join('\n')}`);
  }
  try {
    return flowDefinition(opened(source).json);
  } catch (error) {
    if (!(error instanceof NoFlow)) throw error;
    throw new UserMistake(`${shown}: ${error.message}\nExport a flow from Studio: its Trigger, "Show Flow JSON".`);
  }
}

function writeInto(page: string, graph: string): string {
  const before = readNamedFile(page, '--write');
  const after = withGraph(before, graph);
  if (after === undefined) {
    throw new UserMistake(
      `--write ${page}: the page has no lines <!-- flow graph --> and <!-- /flow graph -->; put both where the graph belongs.`,
    );
  }
  if (after === before) return `${page} has this graph already.`;
  withFile(`--write ${page}`, () => writeFileSync(page, after));
  return `${page} has the graph of the flow.`;
}
