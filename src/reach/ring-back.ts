import { EMPTY_BOARD, incidentNamed } from '../board/board';
import { finalId } from '../incident/answer';
import { isOwed } from '../incident/outbox';
import { whatIsWrong, youHaveIt } from '../incident/said/speech';
import { hashOf } from '../board/memory';
import { openOn, type OnBoard } from './choice';
import { outcomeWords } from './outcome';
import { capital, stateWords } from './text-answer';
import { mannerTo } from '../incident/plan';
import { situationOf } from '../incident/situation';
import { spoken } from '../alarm/text';
import { masked } from '../text/masking';
import { reachCatalogueIn } from '../wording/reach/catalogues';
import type { ReachCatalogue } from '../wording/reach/en';
import { ifReachable, Unreachable } from '../escalation/ports';
import { act } from './act';
import { shiftText, whoText } from './duty-text';
import { HOUR_SECONDS, MOST_ANSWERS, MOST_GUESSES, MOST_TURNS } from './limits';
import { guess, isCode, sendCode } from './proof';
import { publicTurn } from './public-line';
import { boardsIn, planOn, readBoards, type ReachDesk } from './reach-desk';
import { peopleWith, reachOf, teamsWith, type Reacher } from './reach-plans';
import { doRest } from './rest';
import { countOn } from './tallies';
import type { Ringing, SpokenTurn, Step, Turn } from './turn';

/** The longest that one incident is spoken of, in characters. */
const WRONG_CHARACTERS = 180;

/**
 * What somebody who rings the number hears. An agent, by the number that the call comes from, hears what is open, and after proving who
 * they are can take it and pass it on. A stranger hears one sentence, the same whatever is open, and costs no request, unless the roster
 * has a public line. Throws nothing but for a mistake in the code.
 */
export async function answerCall(desk: ReachDesk, ringing: Ringing): Promise<SpokenTurn> {
  const { run, ownNumber } = desk;
  const people = ringing.from === ownNumber ? [] : peopleWith(run.desk.plans, ringing.from);
  const agent = callerAmong(people, ringing);
  const plan = run.plan(reachOf(run.desk.plans).publicTeam, EMPTY_BOARD);
  const manner = mannerTo(plan, agent?.id ?? '');
  const words = reachCatalogueIn(manner.language);
  try {
    const turn =
      agent === undefined
        ? await publicTurn(desk, ringing, words)
        : await agentTurn({ desk, ringing, people, agent, words });
    return { ...turn, manner };
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    const who = agent === undefined ? { from: masked(ringing.from) } : { agent: agent.id };
    run.desk.log('error', 'A call to the number could not be dealt with.', { ...who, why: error.message });
    return { words, say: [words.reach.voice.failed], manner };
  }
}

/** Who of those who share a number it is: the one that the call has come to already, or whose pin was keyed. */
function callerAmong(people: readonly Reacher[], { step, digits }: Ringing): Reacher | undefined {
  const keyed = step['step'] === 'pin' ? digits : undefined;
  return people.find(({ id, pin }) => id === step['as'] || (pin !== undefined && pin === keyed)) ?? people[0];
}

/** A call of an agent. */
interface Caller {
  readonly desk: ReachDesk;
  readonly ringing: Ringing;
  /** All who have the number. */
  readonly people: readonly Reacher[];
  /** Who of them it is, as far as that is known. */
  readonly agent: Reacher;
  readonly words: ReachCatalogue;
}

async function agentTurn(caller: Caller): Promise<Turn> {
  const { ringing, people, words } = caller;
  switch (ringing.step['step']) {
    case 'pin':
      return pinTurn(caller);
    case 'hear':
      return hearTurn(caller);
    case 'key':
      return keyTurn(caller);
    case 'code':
      return codeTurn(caller);
    case 'rest':
      return restTurn(caller);
    default:
      return people.some(({ pin }) => pin !== undefined)
        ? { words, say: [words.reach.voice.askPin], ask: { next: { step: 'pin' } } }
        : hearTurn(caller);
  }
}

/** What is open is looked up while the guess is counted. */
async function pinTurn(caller: Caller): Promise<Turn> {
  const { desk, ringing, people, agent, words } = caller;
  const { voice } = words.reach;
  const isRight = agent.pin !== undefined && agent.pin === ringing.digits;
  const step = { step: 'hear', as: agent.id, ok: '1' };
  const [verdict, heard] = await Promise.all([
    // The first of those who share the number stands for all: a guess is one at each of their pins.
    guess(desk, people[0] ?? agent, isRight),
    isRight ? hearTurn({ ...caller, ringing: { ...ringing, step } }) : undefined,
  ]);
  switch (verdict) {
    case 'right':
      return heard ?? { words, say: [voice.failed] };
    case 'locked':
      return { words, say: [voice.locked, words.speech.goodbye] };
    case 'uncertain':
      return { words, say: [voice.failed] };
    case 'wrong':
      return { words, say: [voice.wrong, voice.askPin], ask: { next: { step: 'pin' } } };
  }
}

/** Tells of one incident, of the newest first, and asks what to do with it. */
async function hearTurn({ desk, ringing, agent, words }: Caller): Promise<Turn> {
  const { run, tallies } = desk;
  const { plans } = run.desk;
  const { voice } = words.reach;
  const { step } = ringing;
  const isFirst = step['at'] === undefined;
  const teams = teamsWith(plans, ringing.from, run.now());
  const [boards, tally] = await Promise.all([
    readBoards(desk, teams),
    // No machine keys a pin.
    isFirst && step['ok'] === undefined ? ifReachable(tallies.read(`answers.${hashOf(ringing.from)}`)) : undefined,
  ]);
  if (tally !== undefined && tally.count >= MOST_ANSWERS) return { words, say: [voice.tooOften] };
  const counting = countOn(tallies, tally, HOUR_SECONDS);
  const hello = isFirst ? [voice.hello(spoken(agent.name, words.signs))] : [];
  const open = openOn(boardsIn(boards));
  const at = open.length === 0 ? 0 : Number(step['at'] ?? 0) % open.length;
  const chosen = open[at];
  if (chosen === undefined) {
    await counting;
    // An agent who is on call now need not hear so twice.
    const duty = new Set([...whoText(run, agent.id, teams, words), shiftText(run, agent.id, words)]);
    return {
      words,
      say: [
        ...hello,
        words.reach.nothingOpen,
        ...[...duty].map((each) => spoken(each, words.signs)),
        words.speech.goodbye,
      ],
    };
  }
  const turn = Number(step['turn'] ?? 0) + 1;
  if (!(turn <= MOST_TURNS)) return { words, say: [words.speech.goodbye] };
  const isTaken = chosen.incident.status === 'taken';
  const { taken: _before, ...rest } = step;
  const next: Step = {
    ...rest,
    ...(isTaken ? { taken: '1' } : {}),
    step: 'key',
    as: agent.id,
    at: String(at),
    turn: String(turn),
    team: chosen.team,
    id: chosen.incident.id,
  };
  const one = isTaken ? voice.keysOfTaken : voice.keys;
  const several = isTaken ? voice.keysOfTakenOfSeveral : voice.keysOfSeveral;
  const keys = open.length === 1 ? one : several;
  const [told] = await Promise.all([toldOf(desk, chosen, agent, words), counting]);
  return {
    words,
    say: [...hello, voice.which(at + 1, open.length), told, keys],
    ask: { digits: 1, next },
  };
}

async function toldOf(desk: ReachDesk, chosen: OnBoard, agent: Reacher, words: ReachCatalogue): Promise<string> {
  const plan = planOn(desk, chosen);
  const named = (name: string): string => spoken(name, words.signs);
  const about = await desk.run.wordsOf(chosen.board, chosen.incident.id);
  const wrong = whatIsWrong(words, situationOf(chosen.board, chosen.incident, about), WRONG_CHARACTERS);
  return `${named(plan.teamName)}: ${wrong} ${capital(stateWords(words, chosen, agent.id, plan, named))}.`;
}

/**
 * Key 1 takes it, 2 passes it on, 3 says it again, 4 tells of the next one; any other key says it again, too. So does 1 to a caller who
 * has heard that an agent has it, and need prove nothing to be refused.
 */
async function keyTurn(caller: Caller): Promise<Turn> {
  const { desk, ringing, agent, words } = caller;
  const { step, digits, call } = ringing;
  const { voice } = words.reach;
  const hear = { ...step, step: 'hear' };
  const isTaking = digits === '1' && step['taken'] !== '1';
  if (!isTaking && digits !== '2') {
    return hearTurn({
      ...caller,
      ringing: { ...ringing, step: digits === '4' ? { ...hear, at: String(Number(step['at']) + 1) } : hear },
    });
  }
  const what = isTaking ? 'take' : 'pass';
  const isProven = step['ok'] === '1' || (agent.pin === undefined && reachOf(desk.run.desk.plans).trustsCallerId);
  if (isProven) return doTurn(caller, what);
  switch (await sendCode(desk, agent, call)) {
    case 'sent':
      return { words, say: [voice.askCode], ask: { next: { ...step, step: 'code', do: what, guess: '1' } } };
    case 'locked':
      return { words, say: [voice.locked, words.speech.goodbye] };
    case 'failed':
      return { words, say: [voice.failed] };
  }
}

/** A guess at the code of this call, which is another one in each: how many were made stands in the call's own addresses. */
async function codeTurn(caller: Caller): Promise<Turn> {
  const { desk, ringing, agent, words } = caller;
  const { step, call, digits } = ringing;
  const { voice } = words.reach;
  const guesses = Number(step['guess'] ?? NaN);
  if (!(guesses <= MOST_GUESSES)) return { words, say: [voice.failed] };
  if (isCode(desk, agent, call, digits)) return doTurn(caller, step['do']);
  if (guesses === MOST_GUESSES) return { words, say: [voice.wrong, words.speech.goodbye] };
  return { words, say: [voice.wrong, voice.askCode], ask: { next: { ...step, guess: String(guesses + 1) } } };
}

/** Does what was ordered by somebody who has proved who they are. "You have it" is said when the board says so. */
async function doTurn({ desk, ringing, agent, words }: Caller, what: string | undefined): Promise<Turn> {
  const { run } = desk;
  const { team = '', id = '' } = ringing.step;
  const isTheirs = teamsWith(run.desk.plans, ringing.from, run.now()).includes(team);
  if (!isTheirs || (what !== 'take' && what !== 'pass')) return { words, say: [words.reach.voice.failed] };
  const known = await run.read(team);
  const order = { do: what, team, incident: id, by: agent.id, way: 'ring-back' } as const;
  const { outcome, board } = await act(run, order, known);
  const taken = outcome.is === 'taken' ? incidentNamed(board, finalId(board, id)) : undefined;
  const follow = { step: 'rest', team };
  if (taken !== undefined) return { words, say: [youHaveIt(words, isOwed(board, 'details', taken.slot))], follow };
  const named = (name: string): string => spoken(name, words.signs);
  const said = `${outcomeWords(words, outcome, run.plan(team, board), named)}.`;
  return { words, say: [said, words.speech.goodbye], follow };
}

/** What is owed is sent while the caller hangs up. */
async function restTurn({ desk, ringing, words }: Caller): Promise<Turn> {
  const { team = '' } = ringing.step;
  await doRest(desk.run, { team });
  return { words, say: [] };
}
