import type { AgentRef, Incident, IncidentAlarm } from './board';
import { SPEECH_CHARACTERS } from './limits';
import type { CallPlan } from './plan';
import { shorten, spoken } from './text';

/**
 * Every word that the system says or sends, in one place.
 *
 * The first sentence of a call says who calls and why: iOS call screening passes it on, and a person woken at 3 a.m. needs
 * it. No sentence says "you have it" but the one after the board said so.
 */

const KEYS = 'Press 1 to take it, or 2 to pass it on.';

/** What the name of an agent or a team, and the trouble with the roster, may take of a speech; the rest is for the alarm. */
const NAME_CHARACTERS = 40;
const TROUBLE_CHARACTERS = 60;

/** What is wrong, as a voice should have it, in at most `most` characters; the number of further alarms is never cut off. */
export function whatIsWrong(incident: Incident, most: number): string {
  const wrong = incident.alarms.filter((alarm) => alarm.wrong);
  const named = wrong.length === 0 ? incident.alarms : wrong;
  const [first] = named;
  const others = named.length - 1 + incident.counted;
  const tail = others === 0 ? '' : others === 1 ? ' And one more alarm.' : ` And ${others} more alarms.`;
  // Speaking a name takes more characters than writing it, so it is cut as it is spoken.
  return `${shorten(spoken(first?.summary ?? 'An alarm.'), most - tail.length)}${tail}`;
}

/** Said as soon as the agent answers, and before the keys are asked for. */
export function briefing(incident: Incident, agent: AgentRef, teamName: string): string {
  const opening = `On-call alert for ${saidShort(agent.name)}, team ${saidShort(teamName)}:`;
  const trouble = incident.trouble === undefined ? '' : ` ${shorten(spoken(incident.trouble), TROUBLE_CHARACTERS)}`;
  const room = SPEECH_CHARACTERS - opening.length - trouble.length - KEYS.length - 2;
  return `${opening} ${whatIsWrong(incident, room)}${trouble} ${KEYS}`;
}

function saidShort(name: string): string {
  return shorten(spoken(name), NAME_CHARACTERS);
}

/** Said to an agent who pressed 1 and has it. */
export function youHaveIt(incident: Incident): string {
  return `Thank you. You have it. ${whatIsWrong(incident, 180)} The details follow by message. Goodbye.`;
}

/** Said to an agent who answers or presses 1 after somebody else did. */
export function alreadyTaken(by: AgentRef): string {
  return `${spoken(by.name)} has taken it. You need not do anything. Goodbye.`;
}

/** Said to an agent who answers or presses 1 when all alarms are OK again. */
export function recoveredSpeech(): string {
  return 'The alarm has recovered. You need not do anything. Goodbye.';
}

/** Said to an agent whose incident is over and gone. */
export function closedSpeech(): string {
  return 'This alert is closed. You need not do anything. Goodbye.';
}

/** Said to an agent who answers or presses 1 after somebody closed it without a phone. */
export function closedByHandSpeech(): string {
  return 'This alert was closed by hand. You need not do anything. Goodbye.';
}

/** Said to an agent whose turn has passed to the next one. */
export function supersededSpeech(): string {
  return 'The next agent is being called. You need not do anything. Goodbye.';
}

/** Said to an agent who passed it on or pressed no key that counts. */
export function passedOn(next: { is: 'calling' | 'waiting'; agent: AgentRef } | { is: 'exhausted' }): string {
  if (next.is === 'exhausted') return 'Nobody is left to call. Everyone on the team gets a message. Goodbye.';
  const name = spoken(next.agent.name);
  return next.is === 'calling' ? `Calling ${name} now. Goodbye.` : `${name} will be called shortly. Goodbye.`;
}

/** What an SMS says of the team to which it goes. */
type Team = Pick<CallPlan, 'teamName' | 'timezone'>;

/** SMS to the agent who took it. */
export function detailsText(incident: Incident, team: Team): string {
  const { header, alarms } = allThatIsWrong(incident, team);
  return `You have it (${header}). ${alarms}`;
}

/** SMS about one more alarm to the agent who has it. */
export function moreText(alarm: IncidentAlarm, { teamName, timezone }: Team): string {
  return `One more for you (${[teamName, ...whenAndWhere([alarm], timezone)].join(', ')}): ${alarm.summary}`;
}

/** SMS to the agent who has it when every alarm is OK again. */
export function recoveredText(incident: Incident, teamName: string): string {
  return `Recovered (${teamName}, ${incident.id}). ${shorten(incident.alarms[0]?.summary ?? '', 200)}`;
}

/** SMS to the agent who has it, and to those who were told that nobody does, when somebody closed it by hand. */
export function closedByHandText(incident: Incident, teamName: string): string {
  return `Closed by hand (${teamName}, ${incident.id}). ${shorten(incident.alarms[0]?.summary ?? '', 200)}`;
}

/** SMS to everyone when nobody took it. */
export function exhaustedText(incident: Incident, team: Team): string {
  const calls = incident.attempts.filter((attempt) => attempt.state.is === 'over').length;
  const made =
    calls === 0 ? 'Nobody could be called' : `${calls === 1 ? '1 call' : `${calls} calls`} made, nobody took it`;
  const { header, alarms } = allThatIsWrong(incident, team);
  return `NOBODY HAS THIS (${header}): ${made}. ${alarms}`;
}

/** SMS to those who were told that nobody took it, when somebody did after all. */
export function correctionText(incident: Incident, by: AgentRef, teamName: string): string {
  return `${by.name} has it after all (${teamName}, ${incident.id}).`;
}

/**
 * The incident with its beginning and its regions, and what is wrong: three summaries and a count. Two SMS segments tell enough
 * to start, and the board's 16 KiB must hold it.
 */
function allThatIsWrong(
  incident: Incident,
  { teamName, timezone }: Team,
): { readonly header: string; readonly alarms: string } {
  const wrong = incident.alarms.filter((alarm) => alarm.wrong);
  const named = wrong.length === 0 ? incident.alarms : wrong;
  const shown = named.slice(0, 3);
  const others = named.length - shown.length + incident.counted;
  return {
    header: [teamName, incident.id, ...whenAndWhere(shown, timezone)].join(', '),
    alarms: [...shown.map(({ summary }) => summary), ...(others === 0 ? [] : [`And ${others} more.`])].join(' '),
  };
}

/** Since when, by the clock of the team, and the regions: `since Sun 03:00 GMT`, `eu-west-1`. */
function whenAndWhere(alarms: readonly IncidentAlarm[], timezone: string): string[] {
  const times = alarms.flatMap(({ sinceMs }) => sinceMs ?? []);
  const regions = new Set(alarms.flatMap(({ region }) => region ?? []));
  return [...(times.length === 0 ? [] : [`since ${clockTime(Math.min(...times), timezone)}`]), ...regions];
}

function clockTime(atMs: number, timezone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: timezone,
    timeZoneName: 'short',
  });
  // Some versions of the Unicode data set a comma after the weekday.
  return time.format(atMs).replace(',', '');
}
