import type { ReachCatalogue } from '../wording/reach/en';
import { codeOf } from '../board/code';
import { LATER_SUMMARY_CHARACTERS } from '../incident/limits';
import { nameOf, type CallPlan } from '../incident/plan';
import { writtenText } from '../incident/said/told';
import { situationOf } from '../incident/situation';
import { shorten } from '../alarm/text';
import { wordsOn } from '../incident/words';
import type { OnBoard } from './choice';
import { outcomeWords, type Outcome } from './outcome';

/** So many incidents stand in one SMS. */
const MOST_LISTED = 5;

/** Where it stands, as an SMS names an incident: team and code. */
function where({ incident }: OnBoard, { teamName }: CallPlan): string {
  return `${teamName}, ${codeOf(incident.id)}`;
}

/** An outcome as an SMS. */
export function outcomeText(catalogue: ReachCatalogue, outcome: Outcome, about: OnBoard, plan: CallPlan): string {
  return `${outcomeWords(catalogue, outcome, plan)} (${where(about, plan)}).`;
}

/** The incidents of which one must be chosen, or that are open: a line each, the newest first. */
export function listText(
  catalogue: ReachCatalogue,
  lead: string,
  open: readonly OnBoard[],
  agent: string,
  planOf: (team: string) => CallPlan,
): string {
  const lines = open.slice(0, MOST_LISTED).map((each) => {
    const plan = planOf(each.team);
    return `${codeOf(each.incident.id)} ${plan.teamName}: ${briefly(catalogue, each)} ${inBrackets(stateWords(catalogue, each, agent, plan))}`;
  });
  const rest = open.length - lines.length;
  return [lead, ...lines, ...(rest === 0 ? [] : [catalogue.sms.andMore(rest)])].join('\n');
}

function inBrackets(words: string): string {
  return `(${words})`;
}

function briefly(catalogue: ReachCatalogue, { board, incident }: OnBoard): string {
  const { shown } = situationOf(board, incident, wordsOn(board, incident.id));
  return shorten(writtenText(catalogue, shown[0]), LATER_SUMMARY_CHARACTERS);
}

/** Who has it, or who is being called, to this agent. `named`: how a name is written or said. */
export function stateWords(
  catalogue: ReachCatalogue,
  { incident }: OnBoard,
  agent: string,
  plan: CallPlan,
  named: (name: string) => string = (name) => name,
): string {
  const { states } = catalogue.reach;
  const { taken, attempt, status } = incident;
  if (taken?.by === agent) return states.yours;
  if (taken !== undefined) return states.has(named(nameOf(catalogue, plan, taken.by)));
  if (status !== 'escalating' || attempt === undefined) return states.nobody;
  return states.calling(named(attempt.agent.name));
}

/** A phrase as a sentence begins. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
