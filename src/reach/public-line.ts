import { EMPTY_BOARD, type Board } from '../board/board';
import type { Given } from '../incident/escalation';
import { hashOf } from '../board/memory';
import { agentRef } from '../incident/plan';
import { raiseCall } from './raise-call';
import { isE164 } from '../text/phone-number';
import type { ReachCatalogue } from '../wording/reach/en';
import { runErrands, withoutFailing } from '../escalation/errands';
import { leaseOwed } from '../escalation/lease';
import { startOwn } from '../escalation/start';
import { HOUR_SECONDS, MOST_OF_ONE_STRANGER, MOST_OF_STRANGERS } from './limits';
import type { ReachDesk } from './reach-desk';
import { reachOf } from './reach-plans';
import { countOn } from './tallies';
import type { Ringing, Turn } from './turn';

/**
 * What a stranger gets who rings the number: one sentence. Where the roster has a public line, a few of them an hour are put through to
 * the agent on call, or may raise an alert; the others get the same sentence. Throws {@link Unreachable}.
 */
export async function publicTurn(desk: ReachDesk, ringing: Ringing, words: ReachCatalogue): Promise<Turn> {
  const { publicLine } = reachOf(desk.run.desk.plans);
  const { voice } = words.reach;
  const nothing: Turn = { words, say: [voice.stranger] };
  if (publicLine === undefined || !isE164(ringing.from) || ringing.from === desk.ownNumber) return nothing;
  const { step } = ringing;
  if (step['step'] === 'through' && publicLine === 'connect') return nextTurn(desk, ringing, words);
  if (step['step'] === 'page' && publicLine === 'page') return pageTurn(desk, ringing, words);
  if (!(await isWithinLimits(desk, ringing.from))) return nothing;
  return publicLine === 'connect'
    ? connectTurn(desk, 0, words, [voice.connecting])
    : { words, say: [voice.askToPage], ask: { digits: 1, next: { step: 'page' } } };
}

async function isWithinLimits({ run, tallies }: ReachDesk, from: string): Promise<boolean> {
  const [own, all] = await Promise.all([tallies.read(`public.${hashOf(from)}`), tallies.read('public')]);
  if (own.count >= MOST_OF_ONE_STRANGER || all.count >= MOST_OF_STRANGERS) {
    run.desk.log('warn', 'The public line is used up for this hour: a caller hears that the number makes calls only.');
    return false;
  }
  await Promise.all([own, all].map((tally) => countOn(tallies, tally, HOUR_SECONDS)));
  return true;
}

/** Puts the caller through to the agent at this place of the order. */
function connectTurn({ run }: ReachDesk, place: number, words: ReachCatalogue, say: readonly string[]): Turn {
  const plan = run.plan(reachOf(run.desk.plans).publicTeam, EMPTY_BOARD);
  const agent = place < plan.maxCalls ? plan.order[place] : undefined;
  const phone = agent === undefined ? undefined : agentRef(agent, 0)?.phone;
  if (phone === undefined) return { words, say: [words.reach.voice.nobodyAnswers] };
  return {
    words,
    say,
    connect: { phone, ringSeconds: plan.ringSeconds, next: { step: 'through', at: String(place + 1) } },
  };
}

/** That call is over: the agent has hung up, or the next agent is tried. */
function nextTurn(desk: ReachDesk, { dialled, step }: Ringing, words: ReachCatalogue): Turn {
  if (dialled === 'completed' || dialled === 'answered') return { words, say: [] };
  return connectTurn(desk, Number(step['at'] ?? NaN), words, []);
}

/**
 * Raises an alert. No message in the queue stands for it, so its team is listed as due before a phone rings, and the heartbeat looks
 * after it.
 */
async function pageTurn({ run }: ReachDesk, { digits, from, call }: Ringing, words: ReachCatalogue): Promise<Turn> {
  const { voice } = words.reach;
  if (digits !== '1') return { words, say: [voice.stranger] };
  const team = reachOf(run.desk.plans).publicTeam;
  const decide = (board: Board, given: Given) => {
    const raised = raiseCall(board, { from, call }, given);
    return { board: raised === board ? board : leaseOwed(run, raised, given) };
  };
  let { board } = await run.change(team, 'moving', decide);
  await withoutFailing(run, team, async () => {
    board = await runErrands(run, team, board, 'moving');
  });
  board = await startOwn(run, team, board, 'moving');
  await withoutFailing(run, team, () => runErrands(run, team, board, 'moving'));
  return { words, say: [voice.paged] };
}
