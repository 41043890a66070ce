import { ANSWERS } from '../support/crowd';
import { BadOption, Options } from '../support/options';
import { FAILINGS } from './siege';
import type { Siege } from './siege';

export const USAGE = `Usage: npm run siege -- [--hours N] [--every 10m] [--agents N] [--sms refused|unreachable]
                      [--answers nobody|first|third] [--seed N] [--json]

Hours in which no SMS can be sent, while something new goes wrong again and again and none of it recovers; then SMS work
again, and four minutes pass. What it came to is counted on what the local Twilio and the local queue wrote down; all times
are virtual.

  --hours N       how many hours (default: 24)
  --every TIME    how often something goes wrong, such as 90s, 10m or 1h (default: 10m)
  --agents N      how many agents the team has (default: 20)
  --sms HOW       Twilio refuses each SMS, because our number cannot text, or answers 503 (default: unreachable)
  --answers WHO   who takes it (default: nobody)
  --seed N        which of all random runs (default: 1)`;

/** What a command line asks for. Throws {@link BadOption}. */
export function readOptions(args: readonly string[]): { readonly isJson: boolean; readonly siege: Siege } {
  const options = new Options(args, ['hours', 'every', 'agents', 'sms', 'answers', 'seed']);
  const siege: Siege = {
    hours: options.whole('hours', 24, [1, 72]),
    everySeconds: secondsOf(options.text('every') ?? '10m'),
    agents: options.whole('agents', 20, [1, 200]),
    sms: options.word('sms', 'unreachable', FAILINGS),
    answers: options.word('answers', 'nobody', ANSWERS),
    seed: options.whole('seed', 1, [0, 2 ** 32 - 1]),
  };
  if (siege.answers === 'third' && siege.agents < 3) {
    throw new BadOption(`A team of ${siege.agents} has no third agent: --answers first, or --agents 3 or more.`);
  }
  return { isJson: options.isJson, siege };
}

const SECONDS = { s: 1, m: 60, h: 3_600 } as const;

function secondsOf(time: string): number {
  const [, count = '', unit] = /^(\d{1,5})(s|m|h)$/.exec(time) ?? [];
  const seconds = unit === undefined ? NaN : Number(count) * SECONDS[unit as keyof typeof SECONDS];
  if (seconds >= 60 && seconds <= 86_400) return seconds;
  throw new BadOption(`--every must be a time from 60s to 24h, such as 90s, 10m or 1h, not ${JSON.stringify(time)}.`);
}
