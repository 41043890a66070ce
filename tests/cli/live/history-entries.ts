import type { HistoryEntry } from '../../../src/board/board';
import { START_MS } from '../../support/story';
import type { Night } from './night';

/** An entry of a night's history; its times are minutes from the beginning of the night. */
export function entry(rest: Partial<HistoryEntry>): HistoryEntry {
  const minutes = { openedAtMs: 0, closedAtMs: 0, ...rest };
  const times = (['openedAtMs', 'closedAtMs', 'rangAtMs', 'takenAtMs'] as const).flatMap((key) => {
    const at = minutes[key];
    return at === undefined ? [] : [[key, START_MS + at * 60_000] as const];
  });
  return {
    team: 'web',
    incident: 'inc-00000001',
    status: 'taken',
    openedAtMs: START_MS,
    closedAtMs: START_MS,
    alarms: [],
    calls: [],
    ...rest,
    ...Object.fromEntries(times),
    ...(rest.passedOn === undefined
      ? {}
      : { passedOn: { ...rest.passedOn, atMs: START_MS + rest.passedOn.atMs * 60_000 } }),
  };
}

/** Appends to the history, as the Functions do. */
export async function append({ story, machine }: Night, ...entries: readonly object[]): Promise<void> {
  const { sid, authToken } = story.rehearsal.account;
  const { syncLists } = (await machine.connect(sid, authToken)).sync.v1.services('default');
  if ((await syncLists.list()).length === 0) await syncLists.create({ uniqueName: 'oncall-history' });
  for (const data of entries) await syncLists('oncall-history').syncListItems.create({ data, ttl: 90 * 86_400 });
}

/** What the history has, the oldest first. */
export async function kept({ story, machine }: Night): Promise<readonly unknown[]> {
  const { sid, authToken } = story.rehearsal.account;
  const service = (await machine.connect(sid, authToken)).sync.v1.services('default');
  return (await service.syncLists('oncall-history').syncListItems.list()).map(({ data }) => data as unknown);
}
