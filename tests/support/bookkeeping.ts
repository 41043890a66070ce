import type { Board } from '../../src/board/board';
import { unpackBoard } from '../../src/board/packed';
import { outOfBounds } from './bounds';
import { isCalm } from './calm';
import { START_MS } from './story';
import type { Story } from './story';
import { HAS_IT, isTextedOut } from './witness';
import type { Night } from './witness';
import type { Scene } from './scene';

/**
 * What a night leaves behind in Twilio's books: its answers, the boards, the history, the log. Expected values are those of
 * docs/board.md, docs/operating.md and the night's own ledger. Returns every breach, in words.
 */
export function leftBehind(scene: Scene): string[] {
  const { night } = scene;
  return [...onBoards(night), ...misrecorded(scene), ...heldForTexts(scene)];
}

/** What can be said of a night whatever was before it. */
export function onBoards(night: Night): string[] {
  const { story, fullest } = night;
  return [
    ...tooLarge(story),
    ...loggedSecrets(story),
    ...outOfBounds(fullest),
    ...TEAMS.flatMap((team) => {
      const board = boardOf(story, team);
      return board === undefined ? [] : unfinished(night, team, board);
    }),
  ];
}

const TEAMS = ['main', 'db', 'ops', 'fallback'] as const;

const SYNC = 'https://sync.twilio.com/v1/Services/default';

/** The board of a team as Sync has it; undefined where there is none that this release can read. */
export function boardOf({ rehearsal }: Story, team: string): Board | undefined {
  try {
    return unpackBoard(
      (rehearsal.read(`${SYNC}/Documents/oncall-board-${team}`) as { data: unknown } | undefined)?.data,
    );
  } catch {
    // That of another release is none that could be read here.
    return undefined;
  }
}

/** A board that cannot be written calls nobody, ever again. */
function tooLarge({ rehearsal }: Story): string[] {
  return rehearsal.ledger.entries.flatMap((entry) =>
    entry.kind === 'request' && entry.status === 413
      ? [`Sync refused what was written at ${seconds(entry.atMs)} s because of its size: ${entry.path}`]
      : [],
  );
}

/** No line of a log has a phone number, or anything that opens a door. */
function loggedSecrets({ rehearsal }: Story): string[] {
  const secrets = [rehearsal.secret, rehearsal.account.authToken];
  return rehearsal.ledger.entries.flatMap((entry) =>
    entry.kind === 'log' && (/\+\d{7}/.test(entry.text) || secrets.some((secret) => entry.text.includes(secret)))
      ? [`a number or a secret was logged at ${seconds(entry.atMs)} s: ${entry.text.slice(0, 80)}`]
      : [],
  );
}

/** Whether everything was over in the outside world long before the end, so that nothing was left to do. */
function unfinished(night: Night, team: string, board: Board): string[] {
  const { story, isRosterBroken, leavings, refusalsMs, textsFailed, mayBury, deployedAtMs } = night;
  if (isRosterBroken || mayBury || leavings.length > 0 || deployedAtMs.length > 0) return [];
  const isCalling = board.incidents.some(({ status }) => status === 'escalating');
  // Time may ask for a call after the last heartbeat.
  const isTimed = night.remindMs !== undefined || night.again !== undefined;
  const areTextsSpent = board.spent.texts.some(({ count }) => count >= night.textsAnHour);
  const isTextFree = refusalsMs.length === 0 && !textsFailed && night.refusedTexts.size === 0 && !areTextsSpent;
  const owed = board.outbox.filter(({ items, gone }) => items.length > 0 || gone > 0);
  return [
    ...(isCalling && !isTimed ? [`when all is done the board of ${team} still says that somebody is called`] : []),
    ...(owed.length > 0 && isTextFree && story.rehearsal.queue.depth === 0
      ? [`when all is done ${owed.length} people of ${team} are still owed SMS`]
      : []),
  ];
}

interface Entry {
  readonly team: string;
  readonly incident: string;
  readonly status: 'taken' | 'exhausted' | 'resolved';
  readonly rangAtMs?: number;
  readonly calls: readonly { readonly agent: string; readonly outcome: string; readonly atMs?: number }[];
  readonly takenBy?: string;
  readonly takenAtMs?: number;
  readonly way?: string;
}

/** What the history has of each incident: the last entry counts. */
export function historyOf({ rehearsal }: Story): readonly Entry[] {
  const list = rehearsal.read(`${SYNC}/Lists/oncall-history/Items?PageSize=100`) as
    { items: { data: Entry }[] } | undefined;
  return [...new Map((list?.items ?? []).map(({ data }) => [data.incident, data])).values()];
}

/** How many executions of an incident were ended before a phone rang, where calls waited in Twilio's queue: whoever comes next waits, too. */
function hungUpInQueue({ story: { rehearsal }, longestQueueMs }: Night, incident: string): number {
  if (longestQueueMs === 0) return 0;
  const { entries } = rehearsal.ledger;
  const rang = new Set(entries.flatMap((entry) => (entry.kind === 'ring' ? [entry.execution] : [])));
  return entries.filter(
    (entry) =>
      entry.kind === 'execution-ended' &&
      entry.why === 'ended-by-api' &&
      !rang.has(entry.execution) &&
      rehearsal.executions.get(entry.execution)?.parameters['incident'] === incident,
  ).length;
}

/** From a key, or a ring, until it stands on the board. */
const WRITTEN_MS = 11_000;

/** What the history says of calls and keys is what the phones did. */
function misrecorded({ night, schedule, calls, texts }: Scene): string[] {
  const numberOf: ReadonlyMap<string, string> = new Map(PEOPLE);
  return historyOf(night.story).flatMap((entry) => {
    const { incident, takenBy, takenAtMs, way, rangAtMs } = entry;
    const own = calls.filter((call) => call.incident === incident);
    const number = takenBy === undefined ? undefined : numberOf.get(takenBy);
    const wasPressed = own.some(
      ({ to, keys }) =>
        to === number &&
        keys.some(({ key, atMs }) => key === '1' && atMs <= (takenAtMs ?? 0) && atMs >= (takenAtMs ?? 0) - WRITTEN_MS),
    );
    const [first] = own;
    const isRangWrong =
      rangAtMs !== undefined &&
      first !== undefined &&
      Math.abs(rangAtMs - first.rangAtMs) > WRITTEN_MS + night.longestQueueMs;
    // The first release kept no time of the first ring.
    const isSkewed = schedule.clocks.length + schedule.firstReleaseAtSeconds.length > 0;
    const isSlow = !isCalm(schedule);
    return [
      ...(way === 'key' &&
      number !== undefined &&
      !wasPressed &&
      own.length > 0 &&
      !isSkewed &&
      first?.incident === incident
        ? [
            `the history says that ${takenBy ?? ''} took ${incident} by key at ${seconds(takenAtMs ?? 0)} s, and nobody pressed one`,
          ]
        : []),
      ...(isRangWrong && !isSkewed && !isSlow
        ? [`the history says that ${incident} first rang at ${seconds(rangAtMs)} s`]
        : []),
      ...(entry.status === 'taken' && takenBy === undefined ? [`the history does not say who took ${incident}`] : []),
      // One that claimed and got stuck before it dialled is a call, and rang nobody; so is one that was hung up in Twilio's queue.
      ...(entry.calls.length > own.length + 1 + night.stuck.length + hungUpInQueue(night, incident) && own.length > 0
        ? [`the history has ${entry.calls.length} calls of ${incident}, and ${own.length} were made`]
        : []),
      ...(takenBy !== undefined &&
      way === 'key' &&
      number !== undefined &&
      !night.refusedTexts.has(number) &&
      !isTextedOut(night, number) &&
      night.refusalsMs.length === 0 &&
      !texts.some(({ to, text }) => to === number && HAS_IT.test(text)) &&
      !night.textsFailed &&
      !night.isRosterBroken
        ? [`the history says that ${takenBy} took ${incident}, who was never told so`]
        : []),
    ];
  });
}

const PEOPLE = [
  ['ann', '+447700900001'],
  ['bob', '+447700900002'],
  ['cyd', '+447700900003'],
] as const;

function seconds(atMs: number): number {
  return (atMs - START_MS) / 1000;
}

/** An SMS that does not leave keeps its message for an hour, and what a delivery takes. */
const HELD_MS = 3_600_000 + 200_000;

/** After that the heartbeat looks after the SMS: a day without any must not make dead letters. */
function heldForTexts({ night, schedule }: Scene): string[] {
  const { obstacles, budgets, deployments, laterReleases, outages, stuck, queued, clocks } = schedule;
  const others = [obstacles, deployments, laterReleases, stuck, queued, clocks];
  if (others.some((each) => each.length > 0) || budgets !== null || outages.some(({ of }) => of !== 'Messages'))
    return [];
  const { entries } = night.story.rehearsal.ledger;
  const alarms = new Set(night.sent.map(({ message }) => message));
  // A heartbeat may come at the same instant as an alarm.
  const doneMs = entries.flatMap((entry) =>
    'call' in entry || (entry.kind === 'enqueued' && alarms.has(entry.message)) ? [entry.atMs] : [],
  );
  return entries.flatMap((entry) => {
    if (entry.kind !== 'deleted' || !alarms.has(entry.message)) return [];
    const isNeeded = doneMs.some((atMs) => atMs <= entry.atMs && atMs >= entry.atMs - HELD_MS);
    return isNeeded
      ? []
      : [`an alarm’s message was kept until ${seconds(entry.atMs)} s, more than an hour after the last call`];
  });
}
