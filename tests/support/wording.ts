import { codeOf } from '../../src/board/code';
import { boardOf, historyOf } from './bookkeeping';
import { isCalm } from './calm';
import { isPlain, seconds } from './scene';
import type { Scene } from './scene';
import { START_MS } from './story';
import type { Sent, Text } from './witness';

/**
 * What stands in each SMS and is said in each call, as docs/operating.md has it: names of alarms that are meant, numbers that are true, an
 * incident that there is. Returns every breach, in words.
 */
export function worded(scene: Scene): string[] {
  const known = knownCodes(scene);
  return [
    ...scene.texts.flatMap((text) => [...unsound(text), ...unknownCode(text, known), ...unknownNames(scene, text)]),
    ...callsMiscounted(scene),
    ...(isCalm(scene.schedule) ? [...alarmsMiscounted(scene), ...timesWrong(scene), ...unsaid(scene)] : []),
  ];
}

/** What no text for people may have: the marks of a mistake, and a plural for one or a singular for several. */
const UNSOUND =
  /undefined|NaN|null|\[object|Infinity|And 0 more|\b0 more|\b1 more for you|\b1 calls|And 1 earlier ones|\b-\d+ (more|calls|times)|Invalid|\(\)|,\s*,/;

function unsound({ atMs, text }: Text): string[] {
  // A capability may spell anything.
  const found = UNSOUND.exec(text.replace(/\bc=\S+/g, ''));
  return found === null ? [] : [`an SMS at ${seconds(atMs)} s says "${found[0]}": ${text.slice(0, 80)}`];
}

/** The code of every incident that the night's ledger, or the books of the account, know. */
function knownCodes({ night: { story } }: Scene): ReadonlySet<string> {
  const { rehearsal } = story;
  const ids = rehearsal.ledger.entries.flatMap((entry) =>
    entry.kind === 'execution-started'
      ? [String(rehearsal.executions.get(entry.execution)?.parameters['incident'])]
      : [],
  );
  const boards = ['main', 'db', 'ops', 'fallback'].flatMap((team) => boardOf(story, team) ?? []);
  const onBoards = boards.flatMap(({ incidents, former }) => [...incidents, ...former].map(({ id }) => id));
  return new Set([...ids, ...onBoards, ...historyOf(story).map(({ incident }) => incident)].map((id) => codeOf(id)));
}

/** An SMS about an incident names one that there is. */
function unknownCode({ atMs, text }: Text, known: ReadonlySet<string>): string[] {
  const found = /\((?:[^()]*, )?([2-9A-HJKMNP-Z]{4})[,)]/.exec(text)?.[1];
  // Where no execution could be started nothing but the SMS itself names the incident, once it is carried into the next one.
  return found === undefined || known.has(found) || text.includes('Nobody could be called')
    ? []
    : [`an SMS at ${seconds(atMs)} s is about ${found}, and there is no such incident`];
}

/** The names that nights give to alarms. */
const NAME = /\b(?:host-\d+|web-\d|db|note-1|ahead-1|comes-and-goes)\b/g;

function namesIn(text: string): readonly string[] {
  return [...new Set(text.replace(/https?:\S+/g, '').match(NAME) ?? [])];
}

/** An SMS names alarms that have come, and those of the recipient's teams. */
function unknownNames({ night: { sent, teamsOf, membersOf }, schedule }: Scene, { atMs, to, text }: Text): string[] {
  if (schedule.deployments.length > 0) return [];
  return namesIn(text).flatMap((name) => {
    const hasCome = sent.some((news) => news.name === name && news.sinceMs <= atMs);
    const isTheirs = teamsOf(name).some((team) => membersOf(team).some((members) => members.includes(to)));
    return hasCome &&
      (isTheirs || schedule.colleagues !== null || schedule.hands.length > 0 || schedule.reaching !== undefined)
      ? []
      : [
          `an SMS at ${seconds(atMs)} s names ${name}, ${hasCome ? 'which is another team’s' : 'of which nothing has come'}`,
        ];
  });
}

/** What everyone is told of calls is how many there were. */
function callsMiscounted({ calls, texts, schedule, night }: Scene): string[] {
  if (!isPlain(schedule) || night.refusedCalls.size > 0 || schedule.firstReleaseAtSeconds.length > 0) return [];
  return texts.flatMap(({ atMs, text }) => {
    const [, code, count] = /^NOBODY HAS THIS \([^()]*?([2-9A-HJKMNP-Z]{4})[,)].*?: (\d+) calls? made/.exec(text) ?? [];
    if (code === undefined) return [];
    const made = calls.filter(({ incident, rangAtMs }) => codeOf(incident) === code && rangAtMs <= atMs).length;
    // Of one that never rang, or was cut off, nobody knows whether it rang.
    const isExact = isCalm(schedule) && schedule.obstacles.length === 0;
    return (isExact ? Number(count) !== made : Number(count) > schedule.maxCalls)
      ? [`an SMS at ${seconds(atMs)} s says that ${count ?? ''} calls were made for ${code}, and ${made} were`]
      : [];
  });
}

/** Alarms of one name that were wrong around this time: for certain, and perhaps. */
function wrongAt(sent: readonly Sent[], atMs: number): { readonly surely: number; readonly perhaps: number } {
  const names = new Set(sent.map(({ name }) => name));
  const stateAt = (name: string, at: number): Sent | undefined =>
    sent
      .filter((news) => news.name === name && news.sinceMs <= at)
      .toSorted((a, b) => a.stateAtSeconds - b.stateAtSeconds)
      .at(-1);
  let surely = 0;
  let perhaps = 0;
  for (const name of names) {
    const own = sent.filter((news) => news.name === name && news.sinceMs <= atMs);
    const isWrongNow = stateAt(name, atMs)?.state === 'ALARM';
    const isNew = own.some(({ sinceMs }) => sinceMs > atMs - READ_MS);
    if (isWrongNow && !isNew) surely++;
    if (own.some(({ state }) => state === 'ALARM')) perhaps++;
  }
  return { surely, perhaps };
}

/** From the board of which an SMS tells until the SMS. */
const READ_MS = 8_000;

/** A recovery is read that much later where requests fail. */
const OUTAGE_LATE_MS = 150_000;

/** How many alarms were wrong at the same time at most, when recoveries are read so late. */
function mostWrong(sent: readonly Sent[], lateMs: number): number {
  const names = [...new Set(sent.map(({ name }) => name))];
  const isWrongAt = (name: string, atMs: number): boolean => {
    const known = sent.filter(
      (news) => news.name === name && news.sinceMs <= (news.state === 'OK' ? atMs - lateMs : atMs),
    );
    return known.toSorted((a, b) => a.stateAtSeconds - b.stateAtSeconds).at(-1)?.state === 'ALARM';
  };
  return Math.max(0, ...sent.map(({ sinceMs }) => names.filter((name) => isWrongAt(name, sinceMs)).length));
}

/** Where there is one incident only, its alarms in the details are all that are wrong. */
function alarmsMiscounted({ night, schedule, calls, texts }: Scene): string[] {
  const { secondTeam, obstacles, colleagues, silenced } = schedule;
  if (!isPlain(schedule) || secondTeam.length > 0 || obstacles.length > 0 || colleagues !== null || silenced !== null)
    return [];
  if (night.sent.some(({ name, isFarAhead }) => name === 'note-1' || isFarAhead === true)) return [];
  if (new Set(calls.map(({ incident }) => incident)).size > 1) return [];
  return texts.flatMap(({ atMs, text }) => {
    if (!/^(You have it|NOBODY HAS THIS|Calling you) \(/.test(text) || text.length > 1_300) return [];
    const more = Number(/And (\d+) more\./.exec(text)?.[1] ?? 0);
    const told = namesIn(text).length + more;
    const { surely, perhaps } = wrongAt(night.sent, atMs);
    return told < surely || told > perhaps
      ? [`an SMS at ${seconds(atMs)} s tells of ${told} alarms, and ${surely} are wrong: ${text.slice(0, 90)}`]
      : [];
  });
}

/** Since when something is wrong is the time of an alarm that is named. */
function timesWrong({ night: { sent }, schedule, texts }: Scene): string[] {
  if (schedule.colleagues !== null) return [];
  return texts.flatMap(({ atMs, text }) => {
    const told = /since Sun (\d\d):(\d\d)/.exec(text);
    const named = namesIn(text);
    if (told === null || named.length === 0) return [];
    const minutes = sent
      .filter(({ name, state }) => state === 'ALARM' && named.includes(name))
      // A text has no time of its own: a later copy, which reaches another team, begins there when it comes.
      .flatMap((news) => [
        news.stateAtSeconds,
        ...(news.name === 'note-1' ? news.copiesAtMs : [news.sinceMs]).map((comesMs) => (comesMs - START_MS) / 1_000),
      ])
      .map((at) => Math.floor(at / 60));
    const toldMinute = (Number(told[1]) - 3) * 60 + Number(told[2]);
    // Of one that is dated ahead the time is its own, and may be unknown here.
    const isOdd = sent.some(({ name, isFarAhead }) => isFarAhead === true && named.includes(name));
    return minutes.includes(toldMinute) || isOdd
      ? []
      : [`an SMS at ${seconds(atMs)} s says "${told[0]}", and nothing of it began then`];
  });
}

/** Whoever answers hears, with the first words, what is wrong. */
function unsaid({ night, schedule, calls }: Scene): string[] {
  if (schedule.colleagues !== null || schedule.deployments.length > 0) return [];
  const isUntroubled = night.disturbances.length === 0;
  // Where something goes wrong a recovery may come with its second delivery, or its third.
  const lateMs = isUntroubled ? READ_MS : OUTAGE_LATE_MS;
  return calls.flatMap((call) => {
    const first = call.said.find(({ text }) => /^(On-call alert|Reminder) for /.test(text));
    if (first === undefined) return [];
    const own = night.sent.filter(
      ({ name, sinceMs }) => night.teamsOf(name).includes(call.team) && sinceMs <= first.atMs,
    );
    const isNamed = own.some(({ name, state }) => state === 'ALARM' && first.text.includes(name.replaceAll('-', ' ')));
    // Of an incident a dozen alarms have words, and others in the place of those that are right again.
    const isBeyond = first.text.includes('whose name is not known') && mostWrong(own, lateMs) > 12;
    return isNamed || isBeyond
      ? []
      : [`whoever answers at ${seconds(first.atMs)} s hears of no alarm of theirs: ${first.text.slice(0, 80)}`];
  });
}
