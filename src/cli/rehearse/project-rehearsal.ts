import { Rehearsal, type Behaviour, type Clock } from '../../rehearsal/index';
import { readFlow } from '../flow/file';
import { projectFile } from '../project';

/** A rehearsal of what is built from this project, with its flow and this roster. Throws a UserMistake for a flow that cannot run. */
export function projectRehearsal(
  rosterText: string,
  fallbackNumbers: readonly string[],
  clock: Clock,
  behaviour: Behaviour,
): Rehearsal {
  return new Rehearsal({
    clock,
    behaviour,
    flow: readFlow(),
    functionsFolder: projectFile('dist', 'functions'),
    lambdaFile: projectFile('dist', 'lambda', 'index.js'),
    roster: () => rosterText,
    fallbackNumbers,
    seed: 1,
  });
}
