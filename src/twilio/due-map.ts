import { Unreachable, type DueIndex, type DueTeam, type Watcher } from '../escalation/ports';
import { hashOf } from '../board/memory';
import { object, text, time } from '../text/shape';
import { defined } from '../text/defined';
import { field } from '../text/json';
import { isMissing, whyNot, type Requests } from './requests';
import { SyncMap, type MapItem } from './sync-map';

/** The Sync Map that says which boards must be looked at although no alarm comes: one item a team. */
export const DUE_MAP = 'oncall-due';

/** Sync's largest page; teams beyond it are reached as these are no longer due. */
const PAGE = 100;

/**
 * The teams whose boards must be looked at; undefined when there was no index: it is there now, and empty. `roster`: the text of the
 * roster that is deployed. Throws {@link Unreachable}.
 */
export async function readDueIndex(
  requests: Requests,
  service: string,
  roster: string | undefined,
): Promise<readonly DueTeam[] | undefined> {
  const deployed = hashOf(roster ?? '');
  const map = new SyncMap(requests, service, DUE_MAP);
  const found: MapItem[] = [];
  let from: string | undefined;
  for (;;) {
    const reply = await map.page(PAGE, from);
    // Not there yet, or no such service: only making it tells.
    if (isMissing(reply) && (await map.create())) return undefined;
    if (reply.is !== 'granted') throw new Unreachable(`The index of what is due cannot be read: ${whyNot(reply)}`);
    // The first of a further page is the last of the one before.
    found.push(...reply.value.filter(({ key }) => key !== from));
    if (reply.value.length < PAGE) return found.flatMap((item) => dueIn(item, deployed));
    from = reply.value.at(-1)?.key;
  }
}

/** The index of what is due, as a Sync Map. `roster`: the text of the roster that is deployed. */
export function syncDueIndex(requests: Requests, service: string, roster: string | undefined): DueIndex {
  const deployed = hashOf(roster ?? '');
  const map = new SyncMap(requests, service, DUE_MAP);
  return {
    put: async (team, atMs, { watcher, revision, isNew = false } = {}) => {
      const data = defined({ roster: deployed, atMs: atMs === Infinity ? undefined : atMs, watcher });
      if (revision !== undefined) return (await map.change(team, data, revision)).is === 'granted';
      const first = await (isNew ? map.add(team, data) : map.change(team, data));
      const isOther = first.is === 'refused' && first.refusal.status === (isNew ? 409 : 404);
      if (!isOther) return first.is === 'granted';
      return (await (isNew ? map.change(team, data) : map.add(team, data))).is === 'granted';
    },
  };
}

const isWatcher = object<Watcher>({ id: text(), sinceMs: time, seenMs: time });

function dueIn({ key, data, revision }: MapItem, deployed: string): DueTeam[] {
  const atMs = field(data, 'atMs');
  const watcher = field(data, 'watcher');
  if (atMs !== undefined && !time(atMs)) return [];
  return [
    {
      team: key,
      atMs: typeof atMs === 'number' ? atMs : Infinity,
      ...(isWatcher(watcher) ? { watcher } : {}),
      isOfOtherRoster: field(data, 'roster') !== deployed,
      revision,
    },
  ];
}
