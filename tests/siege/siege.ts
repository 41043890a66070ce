import type { Fate } from '../../src/rehearsal/network';
import { HEARTBEAT_SECONDS } from '../../src/signing/limits';
import { alarmName, conductOf, descriptionOf, numbersOf, rosterOf } from '../support/crowd';
import type { Crowd } from '../support/crowd';
import { START_MS, Story } from '../support/story';
import { lostOf } from '../support/tally';
import { callsOf, textsOf } from '../support/witness';

/** How SMS fail: Twilio refuses every one because our number cannot text, or answers 503. */
export const FAILINGS = ['refused', 'unreachable'] as const;
export type Failing = (typeof FAILINGS)[number];

/** Hours in which no SMS can be sent, while something new goes wrong again and again. */
export interface Siege extends Pick<Crowd, 'agents' | 'answers'> {
  readonly hours: number;
  readonly everySeconds: number;
  readonly sms: Failing;
  readonly seed: number;
}

/** What a siege came to, counted on what the local Twilio and the local queue wrote down. */
export interface Survived {
  /** Alarms, each new, none of which recovers. */
  readonly incidents: number;
  /** Those after which a phone rang before the next one was raised. */
  readonly rung: number;
  /** Alarms that are neither in the queue, nor dead letters, nor named or counted in anything that was said or sent. */
  readonly lost: number;
  readonly deadLetters: number;
  /** How many SMS each agent got within four minutes of its end: the fewest and the most. */
  readonly leastSmsPerPersonAfterwards: number;
  readonly mostSmsPerPersonAfterwards: number;
  /** The most bytes that were to be written into a board's document. */
  readonly largestBoardBytes: number;
}

/** By then everything that is still worth saying is said. */
const AFTERWARDS_SECONDS = 240;

const UNAVAILABLE: Fate = {
  is: 'answer',
  response: {
    status: 503,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ status: 503, code: 20503, message: 'Service unavailable' }),
  },
};

/** Lives through a siege and the minutes after it. Times are virtual. */
export async function survive(siege: Siege): Promise<Survived> {
  const { everySeconds, sms, seed } = siege;
  const endSeconds = siege.hours * 3_600;
  const crowd: Crowd = { ...siege, teams: 1, script: 'cjk' };
  let largestBoardBytes = 0;
  const story: Story = new Story({
    agents: conductOf(crowd),
    roster: rosterOf(crowd),
    seed,
    fateOf: ({ method, url, body }) => {
      if (method === 'POST' && url.includes('/Documents')) {
        const bytes = Buffer.byteLength(new URLSearchParams(body).get('Data') ?? '');
        largestBoardBytes = Math.max(largestBoardBytes, bytes);
      }
      const isCut = sms === 'unreachable' && url.includes('/Messages') && story.seconds < endSeconds;
      return isCut ? UNAVAILABLE : { is: 'deliver' };
    },
  });
  const { standing, callerId, ledger } = story.rehearsal;
  if (sms === 'refused') {
    standing.numbers = [{ number: callerId, sms: false }];
    story.at(endSeconds, () => {
      standing.numbers = [{ number: callerId }];
    });
  }
  const raised: { readonly name: string; readonly message: string; readonly atMs: number }[] = [];
  const incidents = Math.ceil(endSeconds / everySeconds);
  for (let index = 0; index < incidents; index++) {
    const name = alarmName(crowd, index);
    story.at(index * everySeconds, () => {
      story.alarm(name, { description: descriptionOf(crowd) });
      raised.push({ name, message: story.newestMessage(), atMs: story.clock.now() });
    });
  }
  for (let atSeconds = 0; atSeconds < endSeconds + AFTERWARDS_SECONDS; atSeconds += HEARTBEAT_SECONDS) {
    story.at(atSeconds, () => story.heartbeat());
  }
  await story.until(endSeconds + AFTERWARDS_SECONDS);
  const rings = callsOf(story).map(({ rangAtMs }) => rangAtMs);
  const endMs = START_MS + endSeconds * 1000;
  const texts = textsOf(story).filter(({ atMs }) => atMs >= endMs);
  const perPerson = numbersOf(crowd)
    .flat()
    .map((number) => texts.filter(({ to }) => to === number).length);
  return {
    incidents,
    rung: raised.filter(({ atMs }, index) => {
      const nextMs = raised[index + 1]?.atMs ?? endMs;
      return rings.some((rangAtMs) => rangAtMs > atMs && rangAtMs < nextMs);
    }).length,
    lost: lostOf(story, raised),
    deadLetters: ledger.entries.filter(({ kind }) => kind === 'dead-letter').length,
    leastSmsPerPersonAfterwards: Math.min(...perPerson),
    mostSmsPerPersonAfterwards: Math.max(...perPerson),
    largestBoardBytes,
  };
}
