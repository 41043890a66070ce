import { it } from '@jest/globals';
import { EN } from '../../src/wording/en';
import { unwrap } from '../../lambda/unwrap';
import { awsEvent } from '../fixtures/aws/fixture';
import { readAlarm } from '../../src/incident/alarm';
import { boardAfter, incidentOf, attemptOf, PLAN, taken, claimed } from './sample';
import { situationOf } from '../../src/incident/situation';
import { wordsOn } from '../../src/incident/words';
import { briefing } from '../../src/incident/speech';
import { smsText } from '../../src/incident/sms';
import { segmentsOf } from '../../src/rehearsal/twilio/segments';
import { readdirSync } from 'node:fs';
it('dumps', () => {
  const plan = { ...PLAN, accounts: new Map([['111122223333', 'production']]) };
  let out = '';
  for (const f of readdirSync('tests/fixtures/aws').filter((x) => x.endsWith('.json') && x !== 'heartbeat.json')) {
    for (const { message } of unwrap(awsEvent(f.replace('.json', '')), 'inv').arrivals) {
      const alarm = readAlarm(message);
      const board = boardAfter({ quiet: false, alarm: { ...alarm, key: alarm.key, state: 'alarm', stateAtMs: Date.parse('2026-11-22T03:00:00Z') } });
      const incident = { ...incidentOf(board), id: 'inc-k7px1234' };
      const words = wordsOn(board, 'inc-0');
      const situation = situationOf(board, incidentOf(board), words);
      const b = briefing(EN, incident, situation, attemptOf(board).agent, plan);
      const t = smsText(EN, [{ item: { kind: 'details', slot: 1 }, incident, situation, words }], 0, plan);
      const bare = t.replace(/https?:\S+/g, '');
      out += `== ${f}\n${b.speech.length}: ${b.speech}\n${b.again.length}: ${b.again}\nSMS ${t.length} (${segmentsOf(t)}; without links ${segmentsOf(bare)}): ${t}\n`;
    }
  }
  process.stdout.write(out);
});
