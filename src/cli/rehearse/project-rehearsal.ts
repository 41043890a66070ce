import { Rehearsal, type Behaviour, type Clock, type RehearsalOptions } from '../../rehearsal/index';
import { readFlow } from '../flow/file';
import { projectFile } from '../project';

/** A rehearsal of what is built from this project, with its flow and this roster, which may change while it runs. Throws a UserMistake for a flow that cannot run. */
export function projectRehearsal(
  roster: string | (() => string),
  fallbackNumbers: readonly string[],
  clock: Clock,
  behaviour: Behaviour,
  faults: Pick<RehearsalOptions, 'fateOf' | 'eventTimes'> = {},
): Rehearsal {
  return new Rehearsal({
    clock,
    behaviour,
    flow: readFlow(),
    functionsFolder: projectFile('dist', 'functions'),
    lambdaFile: projectFile('dist', 'lambda', 'index.js'),
    roster: typeof roster === 'string' ? () => roster : roster,
    fallbackNumbers,
    seed: 1,
    ...faults,
  });
}
