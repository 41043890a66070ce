import { writeFileSync } from 'node:fs';
import { destinationOf } from '../../escalation/destination';
import { plansFrom } from '../../escalation/plans';
import { readAlarm, type Alarm } from '../../alarm/alarm';
import { reasonOf, UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { AGENT_WORDS, CONDUCTS, outcomeOf, perAgent, successive, Timeline, VirtualClock } from '../../rehearsal/index';
import type { AgentWord, Behaviour, Conduct, Outcome, TimelineEntry } from '../../rehearsal/index';
import type { Agent, Roster, Team } from '../../roster/roster';
import { routeOf, silenceOf } from '../../roster/routes';
import { isoOf, timeText } from '../../roster/time-text';
import { matchWords, teamWords } from '../../roster/words';
import { lengthText } from '../../text/length';
import { printableLine } from '../../text/printable';
import { ROSTER_OPTIONS, TEXT, readArguments } from '../arguments';
import type { Command } from '../command';
import { fallbackNumbersHere } from '../live/fallback-numbers';
import { readRoster } from '../project';
import { selectAgent } from '../selection';
import { print, printJsonLine } from '../terminal/print';
import { screen } from '../terminal/screen';
import { lines, type Text } from '../terminal/text';
import { wrap } from '../terminal/wrap';
import { timeGiven, TIME_HELP } from '../time';
import { AGENT_WORDS_HELP } from './agent-words';
import { namesIn } from './names';
import { outcomeLines } from './outcome-text';
import { projectRehearsal } from './project-rehearsal';
import { timelineText } from './timeline-text';
import { spokenAloud } from './wav';

const HELP = `Usage: ${ONCALL} what-if --alarm NAME [OPTIONS]

Shows what would happen if this alarm went off: which team gets it and why, who is called when, and
what each agent hears. It runs the same Lambda, Functions and flow that are deployed, on virtual
time, so it takes a second and calls nobody.

  --alarm NAME    the alarm's name in CloudWatch
  --at TIME       at this time instead of now
  --agents LIST   what agents do when they are called, such as ann=no-answer,bob=decline; an agent
                  named twice does the one, then the other; one who is not named does not answer;
                  ${AGENT_WORDS_HELP}
  --account A     the alarm's AWS account, 12 digits
  --region R      the alarm's AWS region, such as eu-west-1
  --state S       ALARM (the default) or INSUFFICIENT_DATA
  --roster FILE   another roster (default: assets/roster.private.json)
  --wav FILE      write what is said on the phone into a sound file; needs espeak-ng, whose voices
                  are not those of the call
  --json          one JSON object per line instead of the timeline

${TIME_HELP}`;

/** More virtual time than any escalation takes. */
const LONGEST_MS = 6 * 3_600_000;

const STATES = ['ALARM', 'INSUFFICIENT_DATA'] as const;

export const command: Command = {
  help: HELP,
  run: async (args) => {
    const question = questionIn(args);
    const answer = await answerTo(question);
    if (question.wav !== undefined) writeSound(question.wav, answer.entries);
    if (question.isJson) for (const line of jsonLines(question, answer)) printJsonLine(line);
    else print(answerText(question, answer, screen().columns));
    return 0;
  },
};

/** Throws a UserMistake. */
function writeSound(file: string, entries: readonly TimelineEntry[]): void {
  const sound = spokenAloud(entries.filter((entry) => entry.kind === 'say'));
  try {
    writeFileSync(file, sound);
  } catch (error) {
    throw new UserMistake(`--wav ${printableLine(file)}: it cannot be written (${reasonOf(error)}).`);
  }
}

/** What was asked. */
export interface Question {
  readonly text: string;
  readonly roster: Roster;
  readonly message: string;
  readonly alarm: Alarm;
  readonly team: Team;
  readonly atMs: number;
  /** What each agent does at each successive call; the last one repeats. */
  readonly conducts: ReadonlyMap<Agent, readonly [Conduct, ...Conduct[]]>;
  readonly fallbackNumbers: readonly string[];
  readonly isJson: boolean;
  /** The file into which to write what is said. */
  readonly wav?: string;
}

function questionIn(args: readonly string[]): Question {
  const options = {
    alarm: TEXT,
    at: TEXT,
    agents: TEXT,
    account: TEXT,
    region: TEXT,
    state: TEXT,
    wav: TEXT,
    ...ROSTER_OPTIONS,
  } as const;
  const { values } = readArguments(args, options);
  const { alarm: name = '', account, region } = values;
  const state = (values.state ?? 'ALARM').toUpperCase();
  if (name.trim() === '') throw new UserMistake('--alarm is missing; write the name of an alarm.', 2);
  if (account !== undefined && !/^\d{12}$/.test(account)) {
    throw new UserMistake(`--account ${account}: an AWS account has 12 digits.`, 2);
  }
  if (!STATES.some((known) => known === state)) {
    throw new UserMistake(`--state ${values.state ?? ''}: write ${STATES.join(' or ')}.`, 2);
  }
  const { text, roster } = readRoster(values.roster);
  const team = routedTeam(roster, { name, ...(account && { account }), ...(region && { region }) });
  const atMs = timeGiven(values.at, '--at', team.timezone);
  const message = alarmMessage({ name, account, region, state, atMs });
  return {
    text,
    roster,
    message,
    alarm: readAlarm({ id: '-', body: message }),
    team,
    atMs,
    conducts: conductsIn(values.agents, roster),
    fallbackNumbers: fallbackNumbersHere(),
    isJson: values.json ?? false,
    ...(values.wav === undefined ? {} : { wav: values.wav }),
  };
}

/** The team that gets an alarm. */
export function routedTeam(roster: Roster, alarm: Parameters<typeof routeOf>[1]): Team {
  const team = roster.teams.get(routeOf(roster, alarm)?.team ?? roster.defaultTeam);
  if (team === undefined) throw new Error('a route of the roster names a team that it does not have');
  return team;
}

/** The alarm as CloudWatch publishes it to SNS (CloudWatch user guide, "Notifying users on alarm changes"). */
export function alarmMessage(alarm: {
  readonly name: string;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly state: string;
  readonly atMs: number;
}): string {
  return JSON.stringify({
    AlarmName: alarm.name,
    AlarmDescription: null,
    AWSAccountId: alarm.account,
    Region: alarm.region,
    NewStateValue: alarm.state,
    OldStateValue: 'OK',
    StateChangeTime: isoOf(alarm.atMs).replace('Z', '+0000'),
  });
}

/** Reads `ann=no-answer,bob=decline`. Throws a UserMistake. */
export function conductsIn(
  list: string | undefined,
  roster: Roster,
): ReadonlyMap<Agent, readonly [Conduct, ...Conduct[]]> {
  const conducts = new Map<Agent, readonly [Conduct, ...Conduct[]]>();
  for (const part of list === undefined ? [] : list.split(',')) {
    const [id = '', word, ...more] = part.split('=').map((piece) => piece.trim());
    if (word === undefined || more.length > 0) {
      throw new UserMistake(`--agents "${part}": write it as agent=word, such as ann=decline.`, 2);
    }
    const agent = selectAgent(roster, id, '--agents');
    conducts.set(agent, appended(conducts.get(agent), CONDUCTS[agentWord(word)]));
  }
  return conducts;
}

function appended(before: readonly Conduct[] | undefined, last: Conduct): readonly [Conduct, ...Conduct[]] {
  const [first, ...rest] = before ?? [];
  return first === undefined ? [last] : [first, ...rest, last];
}

function agentWord(word: string): AgentWord {
  const known = AGENT_WORDS.find((each) => each === word);
  if (known === undefined) throw new UserMistake(`--agents: "${word}" is not one of ${AGENT_WORDS.join(', ')}.`, 2);
  return known;
}

/** What would happen. */
export interface Answer {
  /** Which team, and why. */
  readonly routing: string;
  /** Whether it calls nobody on purpose. */
  readonly isQuiet: boolean;
  readonly entries: readonly TimelineEntry[];
  readonly outcome: Outcome;
}

/** Rehearses it. */
export async function answerTo(question: Question): Promise<Answer> {
  const { text, fallbackNumbers: fallback, alarm, atMs } = question;
  const { quiet } = destinationOf(plansFrom(text, fallback), alarm, atMs);
  const { entries, outcome } = await played(question);
  return { routing: routingText(question), isQuiet: quiet, entries, outcome };
}

function behaviourOf(clock: VirtualClock, { conducts }: Question): Behaviour {
  const byNumber = new Map(
    [...conducts].flatMap(([agent, does]) => {
      // One behaviour for all phones of an agent: the second call to the agent is the second, whichever phone rings.
      const behaviour = successive(clock, does);
      return agent.phones.map((phone) => [phone, behaviour] as const);
    }),
  );
  return perAgent(byNumber, successive(clock, [CONDUCTS['no-answer']]));
}

async function played(question: Question): Promise<Pick<Answer, 'entries' | 'outcome'>> {
  const { text, roster, message, atMs } = question;
  const clock = new VirtualClock(atMs);
  const rehearsal = projectRehearsal(text, question.fallbackNumbers, clock, behaviourOf(clock, question));
  const timeline = new Timeline(atMs, namesIn(roster, question.fallbackNumbers).agentOf);
  const entries: TimelineEntry[] = [];
  rehearsal.ledger.listen((entry) => {
    const happened = timeline.read(entry);
    if (happened !== undefined) entries.push(happened);
  });
  rehearsal.topic.publish({ message });
  const isOver = await clock.run(() => rehearsal.isAtRest(), atMs + LONGEST_MS);
  const outcome = outcomeOf(rehearsal);
  if (!isOver || outcome === undefined) {
    throw new UserMistake(`After ${lengthText(LONGEST_MS)} the alarm would still not be dealt with.`);
  }
  return { entries, outcome };
}

/** Which team gets the alarm and why, and whether it calls anybody. */
export function routingText({ roster, alarm, team, atMs, text, fallbackNumbers: fallback }: Question): string {
  const route = routeOf(roster, alarm);
  const why =
    route === undefined
      ? roster.teams.size === 1
        ? 'the only team'
        : 'no route matches, so the default team'
      : `by ${route.path} (${matchWords(route)})`;
  const goes = `It goes to ${teamWords(team)}: ${why}.`;
  const silence = silenceOf(roster, alarm, atMs);
  if (silence !== undefined) {
    const until = timeText(silence.toMs, roster.timezone);
    const reason = silence.why === undefined ? '' : `, because: ${silence.why}`;
    return `${goes} But ${silence.path} (${matchWords(silence)}) silences it until ${until} (${roster.timezone})${reason}.`;
  }
  if (destinationOf(plansFrom(text, fallback), alarm, atMs).quiet) return `${goes} But there missing data is ignored.`;
  return alarm.state === 'no-data' ? `${goes} Missing data counts as an alarm.` : goes;
}

/** The answer as a person reads it. */
export function answerText(question: Question, answer: Answer, width: number): Text {
  const { alarm, atMs, team, roster, fallbackNumbers } = question;
  const { nameOf } = namesIn(roster, fallbackNumbers);
  const when = `${timeText(atMs, team.timezone)} (${team.timezone})`;
  const opening = [
    `"${alarm.name}" goes off at ${when}${alarm.state === 'no-data' ? ', sending no data' : ''}.`,
    ...wrap(answer.routing, width),
  ];
  if (answer.isQuiet) return lines([...opening, '', 'Nobody is called.']);
  return lines([
    ...opening,
    '',
    ...answer.entries.map((entry) => timelineText(entry, nameOf, width)),
    '',
    ...outcomeLines(answer.outcome, nameOf, width),
  ]);
}

function jsonLines({ alarm, atMs, team }: Question, { routing, isQuiet, entries, outcome }: Answer): readonly object[] {
  return [
    { kind: 'routing', alarm: alarm.name, at: isoOf(atMs), team: team.id, why: routing, isQuiet },
    ...entries.map((entry) => ({ ...entry, at: isoOf(atMs + entry.atMs) })),
    outcome,
  ];
}
