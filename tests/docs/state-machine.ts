import type { AttemptState, IncidentStatus } from '../../src/board/board';
import type { Node, Transition, Transitions } from './transitions';

/** What each state means to people. */
const INCIDENT: Readonly<Record<IncidentStatus, string>> = {
  escalating:
    'Agents are being called, one after the other; further alarms of the team join. At most one incident of a team is. While another agent is asked to take it over, or its owner is reminded, its owner keeps it.',
  taken:
    'An agent has it, by key 1 or by hand, and nobody else is called. That agent hears of a further alarm by SMS; after `regroupMinutes`, or when no SMS can tell of it, it opens a new incident beside it. After `remindMinutes` its owner is rung, and after a day without news it is left to its owner.',
  resolved:
    'All its alarms are OK again, somebody closed it by hand, or it was left to its owner: nobody else is called, and the agent who answers hears so. An alarm that comes back within `regroupMinutes`, or while a call of it goes on, makes it escalate again; one that was closed by hand stays closed, and the alarm opens a new incident.',
  exhausted:
    'Every call was made, or nobody is left to call: everyone on the team gets an SMS that nobody has it. A late 1, or taking it by hand, still takes it. The roster may ask for another round. The next alarm opens a new incident, into which it is carried. One that counts alarms which the board does not remember is left to everyone after a day without news.',
};

const ATTEMPT: Readonly<Record<AttemptState['is'] | 'over', string>> = {
  waiting:
    'It is nobody’s turn yet: the same number was called less than 30 s ago, every agent is in another team’s call, no phone can be called at all, or the hour’s calls are used up.',
  starting:
    'A Studio execution is being created. It dials only after it has claimed the attempt; one that has not within 20 s is replaced by another, and would be told not to dial. An agent who is engaged, or whose number is refused, makes room for the next one without using up a call.',
  calling: 'This execution claimed the attempt: the phone rings, or the agent listens.',
  ending: 'It is past its deadline, and its call is being ended; only when that is certain is the next agent called.',
  over: 'It is certain that this call asks nobody for a key any more.',
};

/** The page `docs/state-machine.md`, made from what the code does. */
export function stateMachinePage({ incident, attempt }: Transitions): string {
  return `# What becomes of an incident

These two diagrams are drawn by a program that tries out everything that can happen to a team’s board on the code itself
(\`npm run docs\`; a test compares). As long as the roster stays as it is, nothing else can happen. A team may have several incidents;
each goes its own way through these states. The outer dots are a board that does not have it: not yet, no more, or because it was carried into
another one.

## The incident

${diagram(incident)}

${sentences(INCIDENT)}

## One call: an attempt

The last attempt of an incident is the current one; all the others are over. When an attempt is over and nobody took the
incident, the next attempt begins, up to \`maxCalls\` of them.

${diagram(attempt)}

${sentences(ATTEMPT)}
`;
}

function diagram(transitions: readonly Transition[]): string {
  const lines = transitions.map(({ from, to, events }) => `    ${dot(from)} --> ${dot(to)}: ${events.join(', ')}`);
  return ['```mermaid', 'stateDiagram-v2', ...lines, '```'].join('\n');
}

function dot(node: Node): string {
  return node === 'none' ? '[*]' : node;
}

function sentences(states: Readonly<Record<string, string>>): string {
  return Object.entries(states)
    .map(([state, meaning]) => `- **${state}**: ${meaning}`)
    .join('\n');
}
