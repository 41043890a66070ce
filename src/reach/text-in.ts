import { EMPTY_BOARD } from '../board/board';
import { coded, meantBy, openOn } from './choice';
import type { Choice, OnBoard } from './choice';
import { listText, outcomeText } from './text-answer';
import { readTextOrder } from './text-order';
import type { TextOrder } from './text-order';
import { reachCatalogueOf } from './words-to';
import { hashOf } from '../board/memory';
import { masked } from '../text/masking';
import type { ReachCatalogue } from '../wording/reach/words';
import { Unreachable } from '../escalation/ports';
import { act } from './act';
import { shiftText, whoText } from './duty-text';
import { HOUR_SECONDS, MOST_ANSWERS } from './limits';
import { actorOf, boardsIn, planOn, readBoards } from './reach-desk';
import type { Boards, ReachDesk } from './reach-desk';
import { peopleWith, teamsWith } from './reach-plans';
import type { Reacher } from './reach-plans';
import { countOn, leniently } from './tallies';

/**
 * Does what an SMS asks for, and says what is to be answered; undefined: nothing. A stranger gets no answer and costs no request. An
 * agent gets one message: the details that taking something sends are it, where they were sent. Throws nothing but for a mistake in
 * the code.
 */
export async function answerText(desk: ReachDesk, from: string, body: string): Promise<string | undefined> {
  const { run, tallies, ownNumber } = desk;
  const { plans, log } = run.desk;
  const people = from === ownNumber ? [] : peopleWith(plans, from);
  const [first] = people;
  if (first === undefined) {
    log('info', 'An SMS from a number that is not on the roster gets no answer.', { from: masked(from) });
    return undefined;
  }
  const order = readTextOrder(body);
  if (order.is === 'carrier') {
    if (order.stop)
      log('error', 'An agent opted out of all SMS from our number: none reaches them until they text START to it.', {
        agent: first.id,
      });
    return undefined;
  }
  const teams = teamsWith(plans, from, run.now());
  const words = reachCatalogueOf(run.plan(teams[0] ?? '', EMPTY_BOARD), first.id);
  try {
    const [tally, boards] = await Promise.all([
      leniently(tallies.read(`answers.${hashOf(from)}`)),
      readBoards(desk, teams),
    ]);
    if (tally !== undefined && tally.count >= MOST_ANSWERS) {
      log('warn', 'A number got as many answers by SMS as it can within an hour: no more.', { agent: first.id });
      return undefined;
    }
    const [answer] = await Promise.all([
      answerTo(desk, order, people, boards, words),
      countOn(tallies, tally, HOUR_SECONDS),
    ]);
    return answer;
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    log('error', 'An SMS of an agent could not be dealt with.', { agent: first.id, why: error.message });
    return words.reach.text.failed;
  }
}

async function answerTo(
  desk: ReachDesk,
  order: Exclude<TextOrder, { is: 'carrier' }>,
  people: readonly Reacher[],
  boards: Boards,
  words: ReachCatalogue,
): Promise<string | undefined> {
  const { text, nothingOpen } = words.reach;
  const agent = people[0]?.id ?? '';
  const open = openOn(boardsIn(boards));
  const listed = (lead: string, some: readonly OnBoard[]): string =>
    listText(words, lead, some, agent, (team) => desk.run.plan(team, boards.get(team)?.board ?? EMPTY_BOARD));
  switch (order.is) {
    case 'unknown':
      return text.help;
    case 'open':
      return open.length === 0 ? nothingOpen : listed(text.openNow, open);
    case 'who':
      return whoText(desk.run, [...boards.keys()], words).join('\n');
    case 'next':
      return shiftText(desk.run, agent, words);
    case 'take':
    case 'pass':
    case 'done': {
      const choice = choiceFor(order, people, boards, open);
      if (choice.is === 'several') return listed(text.which(order.is), choice.among);
      if (choice.is === 'none')
        return order.code === undefined ? nothingOpen : text.noSuchCode(order.code.toUpperCase());
      return actOn(desk, order.is, people, boards, choice.chosen);
    }
  }
}

function choiceFor(
  { is, code }: Extract<TextOrder, { is: 'take' | 'pass' | 'done' }>,
  people: readonly Reacher[],
  boards: Boards,
  open: readonly OnBoard[],
): Choice {
  if (code !== undefined) return coded(boardsIn(boards), code);
  // Whoever shares a number with somebody means what is that other's, too.
  const owner = people.find(({ id }) => open.some(({ incident }) => incident.taken?.by === id)) ?? people[0];
  return meantBy(is, owner?.id ?? '', open);
}

async function actOn(
  desk: ReachDesk,
  what: 'take' | 'pass' | 'done',
  people: readonly Reacher[],
  boards: Boards,
  chosen: OnBoard,
): Promise<string | undefined> {
  const plan = planOn(desk, chosen);
  const actor = actorOf(people, chosen, plan);
  const known = boards.get(chosen.team);
  if (actor === undefined || known === undefined) return undefined;
  const order = { do: what, team: chosen.team, incident: chosen.incident.id, by: actor.id, way: 'sms' } as const;
  const { outcome, isTold } = await act(desk.run, order, known);
  return isTold ? undefined : outcomeText(reachCatalogueOf(plan, actor.id), outcome, chosen, plan);
}
