import { EMPTY_BOARD } from '../board/board';
import { coded, meantBy, openOn, type Choice, type OnBoard } from './choice';
import { listText, outcomeText } from './text-answer';
import { readTextOrder, type TextOrder } from './text-order';
import { reachCatalogueOf } from './words-to';
import { hashOf } from '../board/memory';
import { masked } from '../text/masking';
import type { ReachCatalogue } from '../wording/reach/en';
import { ifReachable, Unreachable } from '../escalation/ports';
import { textsTo } from '../escalation/errands';
import { act } from './act';
import { shiftText, whoText } from './duty-text';
import { HOUR_SECONDS, MOST_ANSWERS } from './limits';
import { actorOf, boardsIn, planOn, readBoards, type Boards, type ReachDesk } from './reach-desk';
import { peopleWith, teamsWith, type Reacher } from './reach-plans';
import type { Rest } from './rest';
import { countOn } from './tallies';

/** What an SMS is answered, and what that leaves to be done. */
export interface TextAnswer {
  readonly messages: readonly string[];
  readonly rest?: Rest;
}

const NO_ANSWER: TextAnswer = { messages: [] };

function say(message: string): TextAnswer {
  return { messages: [message] };
}

/**
 * Does what an SMS asks for, and says what is to be answered. A stranger gets no answer and costs no request. An agent gets one
 * message: what they are owed for it, such as the details of what they have taken, is the answer itself. Throws nothing but for a
 * mistake in the code.
 */
export async function answerText(desk: ReachDesk, from: string, body: string): Promise<TextAnswer> {
  const { run, tallies, ownNumber } = desk;
  const { plans, log } = run.desk;
  const people = from === ownNumber ? [] : peopleWith(plans, from);
  const [first] = people;
  if (first === undefined) {
    log('info', 'An SMS from a number that is not on the roster gets no answer.', { from: masked(from) });
    return NO_ANSWER;
  }
  const order = readTextOrder(body);
  if (order.is === 'carrier') {
    if (order.stop)
      log('error', 'An agent opted out of all SMS from our number: none reaches them until they text START to it.', {
        agent: first.id,
      });
    return NO_ANSWER;
  }
  const teams = teamsWith(plans, from, run.now());
  const words = reachCatalogueOf(run.plan(teams[0] ?? '', EMPTY_BOARD), first.id);
  try {
    const [tally, boards] = await Promise.all([
      ifReachable(tallies.read(`answers.${hashOf(from)}`)),
      readBoards(desk, teams),
    ]);
    if (tally !== undefined && tally.count >= MOST_ANSWERS) {
      log('warn', 'A number got as many answers by SMS as it can within an hour: no more.', { agent: first.id });
      return NO_ANSWER;
    }
    const [answer] = await Promise.all([
      answerTo(desk, order, people, boards, words),
      countOn(tallies, tally, HOUR_SECONDS),
    ]);
    return answer;
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    log('error', 'An SMS of an agent could not be dealt with.', { agent: first.id, why: error.message });
    return say(words.reach.text.failed);
  }
}

async function answerTo(
  desk: ReachDesk,
  order: Exclude<TextOrder, { is: 'carrier' }>,
  people: readonly Reacher[],
  boards: Boards,
  words: ReachCatalogue,
): Promise<TextAnswer> {
  const { text, nothingOpen } = words.reach;
  const agent = people[0]?.id ?? '';
  const open = openOn(boardsIn(boards));
  const listed = (lead: string, some: readonly OnBoard[]): TextAnswer =>
    say(listText(words, lead, some, agent, (team) => desk.run.plan(team, boards.get(team)?.board ?? EMPTY_BOARD)));
  switch (order.is) {
    case 'unknown':
      return say(text.help);
    case 'open':
      return open.length === 0 ? say(nothingOpen) : listed(text.openNow, open);
    case 'who':
      // Of two agents who share a number nobody knows which one asks.
      return say(whoText(desk.run, people.length === 1 ? agent : undefined, [...boards.keys()], words).join('\n'));
    case 'next':
      return say(shiftText(desk.run, agent, words));
    case 'take':
    case 'pass':
    case 'done': {
      const choice = choiceFor(order, people, boards, open);
      if (choice.is === 'several') return listed(text.which(order.is), choice.among);
      if (choice.is === 'none')
        return say(order.code === undefined ? nothingOpen : text.noSuchCode(order.code.toUpperCase()));
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
  // Somebody who shares a number with another means what is that other's, too.
  const owner = people.find(({ id }) => open.some(({ incident }) => incident.taken?.by === id)) ?? people[0];
  return meantBy(is, owner?.id ?? '', open);
}

async function actOn(
  desk: ReachDesk,
  what: 'take' | 'pass' | 'done',
  people: readonly Reacher[],
  boards: Boards,
  chosen: OnBoard,
): Promise<TextAnswer> {
  const { run } = desk;
  const { team, incident } = chosen;
  const plan = planOn(desk, chosen);
  const actor = actorOf(people, chosen, plan);
  const known = boards.get(team);
  if (actor === undefined || known === undefined) return NO_ANSWER;
  const { outcome, board } = await act(run, { do: what, team, incident: incident.id, by: actor.id, way: 'sms' }, known);
  const owed = await textsTo(run, team, board, actor.id);
  const messages = owed.length > 0 ? owed : [outcomeText(reachCatalogueOf(plan, actor.id), outcome, chosen, plan)];
  return {
    messages,
    ...(board === known.board ? {} : { rest: { team, ...(owed.length === 0 ? {} : { answeredBy: run.id }) } }),
  };
}
