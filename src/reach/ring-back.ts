import { EMPTY_BOARD } from '../board/board';
import { whatIsWrong, youHaveIt } from '../incident/said/speech';
import { hashOf } from '../board/memory';
import { openOn } from './choice';
import type { OnBoard } from './choice';
import { outcomeWords } from './outcome';
import { capital, stateWords } from './text-answer';
import { mannerTo } from '../incident/plan';
import { situationOf } from '../incident/situation';
import { spoken } from '../alarm/text';
import { masked } from '../text/masking';
import { reachCatalogueIn } from '../wording/reach/catalogues';
import type { ReachCatalogue } from '../wording/reach/words';
import { Unreachable } from '../escalation/ports';
import { act } from './act';
import { shiftText, whoText } from './duty-text';
import { HOUR_SECONDS, MOST_ANSWERS, MOST_TURNS } from './limits';
import { forgetGuesses, guess, isCode, sendCode } from './proof';
import type { Verdict } from './proof';
import { publicTurn } from './public-line';
import { boardsIn, planOn, readBoards } from './reach-desk';
import type { ReachDesk } from './reach-desk';
import { peopleWith, reachOf, teamsWith } from './reach-plans';
import type { Reacher } from './reach-plans';
import { countOn, leniently } from './tallies';
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
  const agent = people.find(({ id }) => id === ringing.step['as']) ?? people[0];
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

/** A call of an agent. */
interface Caller {
  readonly desk: ReachDesk;
  readonly ringing: Ringing;
  /** Whoever has the number. */
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
    case 'do':
      return doTurn(caller);
    default:
      return people.some(({ pin }) => pin !== undefined)
        ? { words, say: [words.reach.voice.askPin], ask: { next: { step: 'pin' } } }
        : hearTurn(caller);
  }
}

/** Of several who share a number the pin says which it is. */
async function pinTurn(caller: Caller): Promise<Turn> {
  const { desk, ringing, people, agent, words } = caller;
  const owner = people.find(({ pin }) => pin !== undefined && pin === ringing.digits);
  const verdict = await guess(desk, agent, owner !== undefined);
  if (owner === undefined || verdict !== 'right') return refusal(words, verdict, { step: 'pin' });
  return { words, say: [], follow: { step: 'hear', as: owner.id, ok: '1', fresh: '1' } };
}

function refusal({ ...words }: ReachCatalogue, verdict: Verdict, again: Step): Turn {
  const { voice } = words.reach;
  switch (verdict) {
    case 'locked':
      return { words, say: [voice.locked, words.speech.goodbye] };
    case 'uncertain':
    case 'right':
      return { words, say: [voice.failed] };
    case 'wrong':
      return { words, say: [voice.wrong, voice.askPin], ask: { next: again } };
  }
}

/** Tells of one incident, of the newest first, and asks what to do with it. */
async function hearTurn({ desk, ringing, people, agent, words }: Caller): Promise<Turn> {
  const { run, tallies } = desk;
  const { plans } = run.desk;
  const { voice } = words.reach;
  const { step } = ringing;
  const isFirst = step['at'] === undefined;
  const teams = teamsWith(plans, ringing.from, run.now());
  const [boards, tally] = await Promise.all([
    readBoards(desk, teams),
    isFirst ? leniently(tallies.read(`answers.${hashOf(ringing.from)}`)) : undefined,
    step['fresh'] === undefined ? undefined : forgetGuesses(desk, people[0] ?? agent),
  ]);
  if (tally !== undefined && tally.count >= MOST_ANSWERS) return { words, say: [voice.tooOften] };
  await countOn(tallies, tally, HOUR_SECONDS);
  const hello = isFirst ? [voice.hello(spoken(agent.name, words.signs))] : [];
  const open = openOn(boardsIn(boards));
  const at = open.length === 0 ? 0 : Number(step['at'] ?? 0) % open.length;
  const chosen = open[at];
  if (chosen === undefined) {
    const duty = [...whoText(run, teams, words), shiftText(run, agent.id, words)];
    return {
      words,
      say: [...hello, words.reach.nothingOpen, ...duty.map((each) => spoken(each, words.signs)), words.speech.goodbye],
    };
  }
  const turn = Number(step['turn'] ?? 0) + 1;
  if (!(turn <= MOST_TURNS)) return { words, say: [words.speech.goodbye] };
  const next: Step = {
    ...step,
    step: 'key',
    as: agent.id,
    at: String(at),
    turn: String(turn),
    team: chosen.team,
    id: chosen.incident.id,
  };
  const keys = open.length === 1 ? voice.keys : voice.keysOfSeveral;
  return {
    words,
    say: [...hello, voice.which(at + 1, open.length), await toldOf(desk, chosen, agent, words), keys],
    ask: { digits: 1, next: without(next, 'fresh') },
  };
}

function without({ ...step }: Record<string, string>, key: string): Step {
  delete step[key];
  return step;
}

async function toldOf(desk: ReachDesk, chosen: OnBoard, agent: Reacher, words: ReachCatalogue): Promise<string> {
  const plan = planOn(desk, chosen);
  const named = (name: string): string => spoken(name, words.signs);
  const about = await desk.run.wordsOf(chosen.board, chosen.incident.id);
  const wrong = whatIsWrong(words, situationOf(chosen.board, chosen.incident, about), WRONG_CHARACTERS);
  return `${named(plan.teamName)}: ${wrong} ${capital(stateWords(words, chosen, agent.id, plan, named))}.`;
}

/** Key 1 takes it, 2 passes it on, 3 says it again, 4 tells of the next one; whatever else is pressed says it again, too. */
async function keyTurn(caller: Caller): Promise<Turn> {
  const { desk, ringing, agent, words } = caller;
  const { step, digits, call } = ringing;
  const hear = { ...step, step: 'hear' };
  if (digits !== '1' && digits !== '2') {
    return hearTurn({
      ...caller,
      ringing: { ...ringing, step: digits === '4' ? { ...hear, at: String(Number(step['at']) + 1) } : hear },
    });
  }
  const what = digits === '1' ? 'take' : 'pass';
  const isProven = step['ok'] === '1' || (agent.pin === undefined && reachOf(desk.run.desk.plans).trustsCallerId);
  if (isProven) return doTurn({ ...caller, ringing: { ...ringing, step: { ...step, do: what } } });
  const { voice } = words.reach;
  if (!(await sendCode(desk, agent, call))) return { words, say: [voice.locked, words.speech.goodbye] };
  return { words, say: [voice.askCode], ask: { next: { ...step, step: 'code', do: what } } };
}

async function codeTurn(caller: Caller): Promise<Turn> {
  const { desk, ringing, agent, words } = caller;
  const { step, call, digits } = ringing;
  const verdict = await guess(desk, agent, isCode(desk, agent, call, digits));
  if (verdict !== 'right') return refusal(words, verdict, step);
  return { words, say: [], follow: { ...step, step: 'do', ok: '1', fresh: '1' } };
}

/** Does what was ordered. "You have it" is said when the board says so and the SMS is on its way. */
async function doTurn({ desk, ringing, people, agent, words }: Caller): Promise<Turn> {
  const { run } = desk;
  const { team = '', id = '', do: what, fresh, ok } = ringing.step;
  const isTheirs = teamsWith(run.desk.plans, ringing.from, run.now()).includes(team);
  const isProven = ok === '1' || (agent.pin === undefined && reachOf(run.desk.plans).trustsCallerId);
  if (!isTheirs || !isProven || (what !== 'take' && what !== 'pass')) return { words, say: [words.reach.voice.failed] };
  const [known] = await Promise.all([
    run.read(team),
    fresh === undefined ? undefined : forgetGuesses(desk, people[0] ?? agent),
  ]);
  const order = { do: what, team, incident: id, by: agent.id, way: 'ring-back' } as const;
  const { outcome, isTold } = await act(run, order, known);
  const plan = run.plan(team, known.board);
  const incident = known.board.incidents.find((each) => each.id === id);
  if (outcome.is === 'taken' && incident !== undefined) {
    return { words, say: [youHaveIt(words, isTold)] };
  }
  const named = (name: string): string => spoken(name, words.signs);
  return { words, say: [`${outcomeWords(words, outcome, plan, named)}.`, words.speech.goodbye] };
}
