import type { Account } from '../../account/account';
import { syncServiceOf } from '../../account/boards';
import { findDeployment } from '../../account/deployment';
import { historyItems } from '../../account/history';
import { pastIncidents, type PastIncident } from '../../account/past-incident';
import type { HistoryEntry } from '../../board/board';
import { UserMistake } from '../../mistake';
import { rosterNames, type RosterNames } from '../../roster/names';
import { parseRoster } from '../../roster/parse';
import { knownZone } from '../../roster/zone';
import type { Machine } from '../machine';
import { rosterTextIn } from '../roster/file';
import { selectTeams } from '../selection';
import { accountOf, NOTHING_SET_UP } from './account';
import { Settings } from './settings';
import { sinceIn } from './since';

/** What the history says about a time. */
export interface PastIncidents {
  readonly fromMs: number;
  readonly toMs: number;
  /** The viewer's time zone. */
  readonly zone: string;
  /** Those that opened in this time, the newest first. */
  readonly incidents: readonly PastIncident[];
  readonly names: RosterNames;
}

/** Clocks differ, and an entry is written a little after what it describes. */
const SLACK_MS = 3_600_000;

/** Reads the history of one team or all, from a time on. Throws a UserMistake. */
export async function readPastIncidents(
  machine: Machine,
  since: string,
  team: string | undefined,
): Promise<PastIncidents> {
  const toMs = machine.now();
  const zone = knownZone(machine.zone) ?? 'UTC';
  const fromMs = sinceIn(since, zone, toMs);
  const settings = Settings.in(machine.folder);
  const account = await accountOf(settings, machine);
  const service = syncServiceOf(settings.get('SYNC_SERVICE_SID'));
  const { entries, isEmpty } = await entriesSince(account, service, fromMs);
  const rosterText = rosterTextIn(machine.folder);
  if (team !== undefined) checkTeam(team, entries, rosterText);
  // An account without this project has no history either; "no incidents" would be believed.
  if (isEmpty && (await findDeployment(account))?.buildSid === undefined) throw new UserMistake(NOTHING_SET_UP);
  const wanted = entries.filter((entry) => entry.openedAtMs >= fromMs && (team === undefined || entry.team === team));
  return { fromMs, toMs, zone, incidents: pastIncidents(wanted), names: rosterNames(rosterText) };
}

/** The entries that were written since, the oldest first, and whether there are none at all. */
export async function entriesSince(
  account: Account,
  service: string,
  fromMs: number,
): Promise<{ readonly entries: readonly HistoryEntry[]; readonly isEmpty: boolean }> {
  const entries: HistoryEntry[] = [];
  let isEmpty = true;
  for await (const { entry, writtenAtMs } of historyItems(account, service)) {
    isEmpty = false;
    if (writtenAtMs < fromMs - SLACK_MS) break;
    entries.push(entry);
  }
  return { entries: entries.toReversed(), isEmpty };
}

/** A team that has left the roster is in the history still; another word is a slip. */
function checkTeam(team: string, entries: readonly HistoryEntry[], rosterText: string | undefined): void {
  const parsed = rosterText === undefined ? undefined : parseRoster(rosterText);
  if (parsed?.ok === true && entries.every((entry) => entry.team !== team)) selectTeams(parsed.roster, team);
}
