import { callCode } from '../signing/call-code';
import { reachCatalogueOf } from './words-to';
import { EMPTY_BOARD } from '../board/board';
import { HOUR_SECONDS, MOST_CODES, MOST_GUESSES, WARN_SECONDS } from './limits';
import type { ReachDesk } from './reach-desk';
import type { Reacher } from './reach-plans';

/**
 * How a caller proves to be the agent whose number the call shows, for that can be forged: by the agent's pin, or by a code that comes
 * by SMS. What cannot be counted is no proof.
 */
export type Verdict = 'right' | 'wrong' | 'locked' | 'uncertain';

function guessesOf(agent: Reacher): string {
  return `proof.${agent.id}`;
}

/**
 * A guess at the pin. Only one that is written down counts, a right one too, so that many calls at once have no more of them than one;
 * a right one begins the count anew. Throws {@link Unreachable}.
 */
export async function guess(desk: ReachDesk, agent: Reacher, isRight: boolean): Promise<Verdict> {
  const { tallies, run } = desk;
  const known = await tallies.read(guessesOf(agent));
  if (known.count >= MOST_GUESSES) return 'locked';
  const isLast = known.count + 1 === MOST_GUESSES && !isRight;
  const [isCounted, isFirstToday] = await Promise.all([
    tallies.write(known, isRight ? 0 : known.count + 1, HOUR_SECONDS),
    // Of a warning that is not certain to be the first one a day, none is sent.
    isLast ? tallies.write({ key: `warned.${agent.id}`, count: 0, sinceMs: run.now() }, 1, WARN_SECONDS) : false,
  ]);
  if (!isCounted) return 'uncertain';
  if (isFirstToday) await warn(desk, agent);
  if (isRight) return 'right';
  return isLast ? 'locked' : 'wrong';
}

/** Only an SMS: it stops nobody, and no phone rings. */
async function warn({ run }: ReachDesk, agent: Reacher): Promise<void> {
  run.desk.log('error', 'Three wrong pins or codes were keyed in calls with the number of an agent.', {
    agent: agent.id,
  });
  const { reach } = reachCatalogueOf(run.plan('', EMPTY_BOARD), agent.id);
  await run.desk.texter.send(agent.phone, reach.text.pinWarning);
}

/**
 * Sends the code of this call to the agent. `sent`: it may be keyed, {@link MOST_GUESSES} times; of a code that was not counted nobody
 * may guess, so that many calls at once make no more guesses than the hour's codes allow. Throws {@link Unreachable}.
 */
export async function sendCode(desk: ReachDesk, agent: Reacher, call: string): Promise<'sent' | 'locked' | 'failed'> {
  const { run, tallies, secrets } = desk;
  const code = callCode(secrets, call, agent.id);
  const known = await tallies.read(`codes.${agent.id}`);
  if (code === undefined || known.count >= MOST_CODES) return 'locked';
  const { reach } = reachCatalogueOf(run.plan('', EMPTY_BOARD), agent.id);
  const [handover, isCounted] = await Promise.all([
    run.desk.texter.send(agent.phone, reach.text.code(code)),
    tallies.write(known, known.count + 1, HOUR_SECONDS),
  ]);
  return isCounted && (handover === 'accepted' || handover === 'unknown') ? 'sent' : 'failed';
}

/** Whether these digits are the code of this call. */
export function isCode({ secrets }: ReachDesk, agent: Reacher, call: string, digits: string): boolean {
  const code = callCode(secrets, call, agent.id);
  return code !== undefined && digits === code;
}
