import { existsSync } from 'node:fs';
import { updateCode } from '../../aws/lambda';
import { outputOf, stackAt } from '../../aws/stack';
import { zipOf } from '../../aws/zip';
import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { readArguments } from '../arguments';
import type { Command } from '../command';
import { projectFile, readNamedFile } from '../project';
import { interruptibly } from '../terminal/interrupt';
import { Teller } from '../terminal/teller';
import { samePlace, STACK_HELP, STACK_OPTIONS, stackName, withAws } from './options';

const HELP = `Usage: ${ONCALL} aws update-code [OPTIONS]

Replaces the code of the deployed Lambda with what was just built, in seconds and without touching
anything else. The stack does not know about it: finish with "oncall aws deploy".

${STACK_HELP}`;

export const command: Command = {
  help: HELP,
  run: async (args, machine) => {
    const { values } = readArguments(args, STACK_OPTIONS);
    const name = stackName(values);
    const zip = zipOf('index.js', builtLambda());
    return withAws(values, (aws) =>
      interruptibly(machine, async (waiting) => {
        const lambda = outputOf(await stackAt(aws, name), 'LambdaName');
        const hash = await updateCode(aws.lambda, lambda, zip, waiting);
        const teller = new Teller(values.json);
        teller.tell({ kind: 'end', lambda, codeSha256: hash }, `${lambda} runs the new code (${hash}).`);
        teller.say(`To check it without ringing anybody:\n  ${ONCALL} drill --quiet${samePlace(values)}`);
        return 0;
      }),
    );
  },
};

function builtLambda(): string {
  const file = projectFile('dist', 'lambda', 'index.js');
  if (!existsSync(file)) throw new UserMistake('dist/lambda/index.js is missing. Run npm run build.');
  return readNamedFile(file, '');
}
