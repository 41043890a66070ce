import { openIncidents, type OnBoard } from '../../account/boards';
import { figuresOf } from '../../account/report-figures';
import type { AlarmWords } from '../../alarm/alarm-words';
import { englishText, fullText } from '../../incident/said/told';
import { openOnes } from '../../board/board';
import { MOST_PAST } from '../../page/world';
import type { CallNow, Now, OpenAlarm, OpenIncident, Past, PastIncident } from '../../page/world';
import type { RosterNames } from '../../roster/names';
import { masked } from '../../text/masking';
import { EN } from '../../wording/en';
import { passWords, standing } from '../live/history-text';
import { alarmsOf, attemptWords, headline, nextWords, outcomeWords, troubleOf, wayWords } from '../live/incident-text';
import { goneLines, owedLine, owedTexts } from '../live/owed-text';
import type { PastIncidents } from '../live/past-incidents';
import { nextOf, unreadWords, type PlanOf, type Standing } from '../live/status-text';

/** A board says of an incident that a call is made; `readAtMs` also says how old it is. */
export function nowOf(standingNow: Omit<Standing, 'history'>, names: RosterNames, planOf: PlanOf): Now {
  const { boards, words, atMs } = standingNow;
  const open = openIncidents(boards).toSorted((one, other) => one.incident.openedAtMs - other.incident.openedAtMs);
  const others = boards.teams.flatMap(({ team, board }) => {
    const ids = new Set(openOnes(board).map(({ id }) => id));
    const owed = owedTexts(board).filter(({ incident }) => !ids.has(incident));
    const lines = [...owed.map((each) => owedLine(each, names)), ...goneLines(board, names)];
    return lines.map((line) => `${names.teamName(team)}: still to be sent: ${line}`);
  });
  return {
    readAtMs: atMs,
    notices: [
      ...boards.unread.map(({ team, why }) => ({
        gravity: 'error' as const,
        text: `${names.teamName(team)}: ${unreadWords(why)}`,
      })),
      ...others.map((text) => ({ gravity: 'note' as const, text })),
    ],
    incidents: open.map((on) => incidentOf(on, words.get(on.incident.id) ?? [], { names, planOf, atMs })),
  };
}

interface Known {
  readonly names: RosterNames;
  readonly planOf: PlanOf;
  readonly atMs: number;
}

function incidentOf(on: OnBoard, words: readonly AlarmWords[], { names, planOf, atMs }: Known): OpenIncident {
  const { team, board, incident } = on;
  const { id, status, openedAtMs, name, taken, attempt, calls } = incident;
  const { alarms, others, othersWrong } = alarmsOf(board, incident, words);
  const next = nextOf(on, planOf, atMs);
  const [trouble] = troubleOf(board, incident);
  const zone = names.zoneOf(team);
  return {
    id,
    team,
    status: status === 'resolved' ? 'taken' : status,
    headline: headline(incident, names),
    openedAtMs,
    name,
    alarms: alarms.map((alarm, index) => withMore(alarm, words[index])),
    others,
    othersWrong,
    taken: taken && { agent: taken.by, name: names.agentName(taken.by), atMs: taken.atMs, way: wayWords(taken.way) },
    call: attempt && {
      number: attempt.number,
      agent: attempt.agent.id,
      name: attempt.agent.name,
      ...stateOf(attempt.state),
      words: attemptWords(attempt, incident, zone),
    },
    calls: calls.map(({ number, agent, outcome, atMs: rangAtMs }) => ({
      number,
      agent,
      name: names.agentName(agent),
      outcome: outcomeWords(outcome),
      atMs: rangAtMs,
    })),
    next: next && nextWords(next, names, zone, atMs),
    owed: owedTexts(board)
      .filter((each) => each.incident === id)
      .map((each) => owedLine(each, names)),
    trouble,
  };
}

function stateOf(state: NonNullable<OnBoard['incident']['attempt']>['state']): Pick<CallNow, 'state' | 'sinceMs'> {
  if (state.is === 'waiting' || state.is === 'starting') return { state: state.is };
  return { state: state.is === 'calling' ? 'ringing' : 'ending', sinceMs: state.sinceMs };
}

/** With its value, since when, and where to look. */
function withMore(alarm: OpenAlarm, words: AlarmWords | undefined): OpenAlarm {
  if (words === undefined) return alarm;
  const { summary, sinceMs, more } = words;
  const full = more?.measured === undefined ? undefined : fullText(EN, words, { ...more, text: summary });
  const link = more?.link !== undefined && isConsole(more.link) ? more.link : undefined;
  return {
    text: masked(full === undefined ? englishText(words) : `${full.text} ${full.why ?? ''}`),
    wrong: alarm.wrong,
    sinceMs,
    link,
  };
}

/** What an alarm says of itself comes from outside: only a link into the console is made one that can be clicked. */
function isConsole(link: string): boolean {
  if (!URL.canParse(link)) return false;
  const { protocol, hostname } = new URL(link);
  return (
    protocol === 'https:' &&
    /(?:^|\.)(?:aws\.amazon\.com|amazonaws\.com|amazonaws-us-gov\.com|amazonaws\.cn)$/.test(hostname)
  );
}

/** What became of earlier incidents, and who carried the load. */
export function pastOf({ fromMs, toMs, incidents, names }: PastIncidents): Past {
  return {
    fromMs,
    toMs,
    incidents: incidents.slice(0, MOST_PAST).map((each): PastIncident => {
      const { incident, team, status, openedAtMs, rangAtMs, changedAtMs, takings, passes, alarms, calls } = each;
      return {
        id: incident,
        team,
        standing: standing(each, names),
        status,
        openedAtMs,
        rangAtMs,
        changedAtMs,
        takings: takings.map(({ by, atMs, way }) => ({
          agent: by,
          name: names.agentName(by),
          atMs,
          way: way && wayWords(way),
        })),
        passes: passes.map((pass) => ({
          agent: pass.by,
          text: `${passWords(pass, names)} (${wayWords(pass.way)})`,
          atMs: pass.atMs,
        })),
        alarms: alarms.map(({ text, wrong }) => ({ text: masked(text), wrong })),
        calls: calls.map(({ agent, outcome, atMs }) => ({
          agent,
          name: names.agentName(agent),
          outcome: outcomeWords(outcome),
          atMs,
        })),
      };
    }),
    more: Math.max(0, incidents.length - MOST_PAST),
    teams: figuresOf(incidents, names),
  };
}
