import type { Fate } from '../../src/rehearsal/network';
import { breaches, incidentsRung } from './guarantees';
import type { StillWrong } from './guarantees';
import type { Schedule } from './schedule';
import { AGENTS, START_MS, Story } from './story';

/** Lives through one night and returns every promise that it broke. */
export async function live(schedule: Schedule): Promise<{ readonly story: Story; readonly broken: readonly string[] }> {
  const fates = new Map(schedule.fates.map(({ request, fate }) => [request, fate]));
  let ended = 0;
  let started = 0;
  const story = new Story({
    agents: schedule.conducts,
    roster: {
      agents: Object.fromEntries(schedule.agents.map((agent) => [agent, AGENTS[agent]])),
      escalation: { maxCalls: schedule.maxCalls },
    },
    switches: schedule.switches,
    fateOf: (_request, _invocation, count): Fate => fates.get(count) ?? { is: 'deliver' },
    eventTimes: () => schedule.events[ended++] ?? [500],
  });
  story.rehearsal.ledger.listen((entry) => {
    if (entry.kind !== 'execution-started') return;
    if (schedule.stuck.includes(++started)) story.rehearsal.executions.makeStuck(entry.execution);
  });
  for (const { name, state, atSeconds, twice } of schedule.alarms) {
    story.at(atSeconds, () => story.alarm(name, { state, stateAtSeconds: atSeconds }));
    if (twice) story.at(atSeconds + 7, () => story.alarm(name, { state, stateAtSeconds: atSeconds }));
  }
  try {
    await story.toTheEnd();
  } catch (error) {
    return { story, broken: [error instanceof Error ? error.message : String(error)] };
  }
  const news = new Set(
    schedule.alarms.filter(({ state }) => state === 'ALARM').map(({ name, atSeconds }) => `${name} ${atSeconds}`),
  );
  const chains = incidentsRung(story);
  return {
    story,
    broken: [
      ...breaches(story, schedule.agents, stillWrong(schedule)),
      // Promise 3: no second chain for an alarm state that is remembered.
      ...(chains > news.size ? [`${chains} chains of calls for ${news.size} alarms`] : []),
    ],
  };
}

/** The alarms whose latest state is wrong. Of two messages with one state time the first one that came counts. */
function stillWrong({ alarms }: Schedule): StillWrong[] {
  const latest = new Map<string, Schedule['alarms'][number]>();
  for (const alarm of alarms) {
    const known = latest.get(alarm.name);
    if (known === undefined || alarm.atSeconds > known.atSeconds) latest.set(alarm.name, alarm);
  }
  return [...latest.values()].flatMap(({ name, state, atSeconds }) =>
    state === 'ALARM' ? [{ name, sinceMs: START_MS + atSeconds * 1000 }] : [],
  );
}

/** The night as a story, for whoever has to understand what went wrong. */
export function told(story: Story): string {
  return story.rehearsal.ledger.entries
    .filter(({ kind }) => kind !== 'delivered' && kind !== 'log')
    .map(({ atMs, ...entry }) => `${((atMs - START_MS) / 1000).toFixed(2).padStart(9)} ${JSON.stringify(entry)}`)
    .join('\n');
}
