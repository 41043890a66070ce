import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unwrap } from '../../lambda/unwrap';
import { identified, readAlarm } from '../../src/alarm/alarm';
import type { Alarm } from '../../src/alarm/alarm';
import { situationOf } from '../../src/incident/situation';
import { briefing, youHaveIt } from '../../src/incident/said/speech';
import { wordsOn } from '../../src/incident/words';
import { EN } from '../../src/wording/en';
import { ALARM_EVENTS } from '../fixtures/aws/fixture';
import { attemptOf, boardAfter, incidentOf, PLAN } from '../incident/sample';

/** The beginnings of what an agent hears, each up to the moment by which something is known. */
export interface Speech {
  readonly of: string;
  readonly name: string;
  readonly wrong: string;
  /** Up to the last of the three keys. */
  readonly keys: string;
  /** All of it. */
  readonly speech: string;
}

/** What is said after the 1. */
export const CONFIRMATION = youHaveIt(EN, true);

/** What an agent hears in English of each sample alarm. `root`: the folder of the project. */
export function speechesIn(root: string): readonly Speech[] {
  const fixtures = ALARM_EVENTS.flatMap((fixture) => alarmsIn(root, fixture));
  const sample = readFileSync(join(root, 'src', 'rehearsal', 'samples', 'status-check-alarm.json'), 'utf8');
  const all = [{ of: 'sample of the rehearsal', alarm: readAlarm({ id: 'm1', body: sample }) }, ...fixtures];
  return all.filter(({ alarm }) => alarm.state !== 'ok').map(({ of, alarm }) => ({ of, ...beginningsOf(alarm) }));
}

function alarmsIn(root: string, fixture: string): readonly { readonly of: string; readonly alarm: Alarm }[] {
  const event: unknown = JSON.parse(readFileSync(join(root, 'tests', 'fixtures', 'aws', `${fixture}.json`), 'utf8'));
  const { arrivals } = unwrap(event, 'invocation');
  return arrivals.map(({ message }) => ({ of: fixture, alarm: identified(readAlarm(message), message) }));
}

function beginningsOf(alarm: Alarm): Omit<Speech, 'of'> {
  const board = boardAfter({ quiet: false, alarm });
  const incident = incidentOf(board);
  const situation = situationOf(board, incident, wordsOn(board, incident.id));
  const { speech } = briefing(EN, incident, situation, attemptOf(board).agent, PLAN);
  const opening = EN.speech.opening(PLAN.teamName);
  const [wrong = ''] = speech.split(EN.speech.keys, 1);
  // Of what is no alarm of CloudWatch the first words up to a colon stand for the name; a bare message has none.
  const [first = wrong] = /^(?: Unknown alert:(?:[^.!?:]*:)?|.*?[.!?:])(?= )/s.exec(wrong.slice(opening.length)) ?? [];
  return { name: `${opening}${first}`, wrong: wrong.trimEnd(), keys: `${wrong}${EN.speech.keys}`, speech };
}
