import { ANSWERS, MOST_PEOPLE, SCRIPTS } from '../support/crowd';
import { BadOption, Options } from '../support/options';
import type { Storm } from './storm';

export const USAGE = `Usage: npm run storm -- [--alarms N] [--agents N] [--answers nobody|first|third] [--script latin|cjk]
                      [--teams N] [--seconds N] [--latency MS] [--seed N] [--json] [--worst]

Distinct alarms of one team, or of several in turn, raised evenly within a time; five Lambdas run at once. What it came to is
counted on what the local Twilio and the local queue wrote down; all times are virtual.

  --alarms N      how many alarms (default: 1000)
  --agents N      how many agents each team has (default: 3)
  --answers WHO   who takes it (default: third)
  --script WHICH  how people and alarms are named (default: latin)
  --teams N       how many teams (default: 1)
  --seconds N     in how many seconds the alarms are raised (default: 60)
  --latency MS    how long each Twilio request takes (default: 200)
  --seed N        which of all random runs (default: 1)

Without options it goes through every variant of what Twilio does not document: 1,000 alarms of one team, and 200 over 20
teams of one agent each, who takes it; with --worst only through all variants of Twilio at once.`;

/** A minute's storm over a team of three, of whom the third takes it; every Twilio request takes 200 ms. */
export const GREAT: Storm = {
  alarms: 1_000,
  teams: 1,
  agents: 3,
  answers: 'third',
  script: 'latin',
  seconds: 60,
  latencyMs: 200,
  seed: 1,
};

const NAMES = ['alarms', 'agents', 'answers', 'script', 'teams', 'seconds', 'latency', 'seed'];

/** What a command line asks for; without a storm it is every variant. Throws {@link BadOption}. */
export function readOptions(args: readonly string[]): { readonly isJson: boolean; readonly storm?: Storm } {
  const options = new Options(args, NAMES);
  if (!options.isAnyGiven) return { isJson: options.isJson };
  const storm: Storm = {
    alarms: options.whole('alarms', GREAT.alarms, [1, 20_000]),
    teams: options.whole('teams', GREAT.teams, [1, 100]),
    agents: options.whole('agents', GREAT.agents, [1, 100]),
    answers: options.word('answers', GREAT.answers, ANSWERS),
    script: options.word('script', GREAT.script, SCRIPTS),
    seconds: options.whole('seconds', GREAT.seconds, [0, 86_400]),
    latencyMs: options.whole('latency', GREAT.latencyMs, [0, 2_000]),
    seed: options.whole('seed', GREAT.seed, [0, 2 ** 32 - 1]),
  };
  const { teams, agents, answers } = storm;
  if (teams * agents > MOST_PEOPLE) {
    throw new BadOption(
      `${teams} teams of ${agents} agents are more people than the ${MOST_PEOPLE} numbers there are.`,
    );
  }
  if (answers === 'third' && agents < 3) {
    throw new BadOption(`A team of ${agents} has no third agent: --answers first, or --agents 3 or more.`);
  }
  return { isJson: options.isJson, storm };
}
