import { readSource } from '../../flow/source';
import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { FlowRefused, loadFlow, mistakeText, type Flow } from '../../studio/flow';
import { printableLine } from '../../text/printable';
import { projectFile, readNamedFile, shownName } from '../project';

/** Where the project's Studio flow is. */
export function flowFile(): string {
  return projectFile('flows', 'on-call.json');
}

/** The project's Studio flow, unless another file is named. Throws a {@link UserMistake} with everything that is wrong with it. */
export function readFlow(named: string = flowFile()): Flow {
  const file = shownName(named);
  const source = readSource(readNamedFile(file, ''));
  if ('mistakes' in source) {
    throw new UserMistake(
      mistaken(
        file,
        source.mistakes.map(({ line, message }) => `line ${line}: ${message}`),
      ),
    );
  }
  try {
    return loadFlow(source.json);
  } catch (error) {
    if (!(error instanceof FlowRefused)) throw error;
    throw new UserMistake(mistaken(file, error.mistakes.map(mistakeText)));
  }
}

function mistaken(file: string, lines: readonly string[]): string {
  return [
    `${file} is not a flow that can run:`,
    ...lines.map((line) => `  ${printableLine(line)}`),
    `"${ONCALL} flow check" says more.`,
  ].join('\n');
}
