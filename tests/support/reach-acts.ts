import * as fc from 'fast-check';
import type { Board, Incident } from '../../src/board/board';
import type { WebhookFate } from '../../src/rehearsal/inbound/webhooks';
import { boardOf } from './bookkeeping';
import type { Member, Schedule } from './schedule';
import { NUMBERS } from './story';
import type { Story } from './story';
import type { ByHand } from './witness';

/** People whom no roster knows. */
export const STRANGERS = ['+447700900998', '+447700900999'] as const;

const DEEDS = ['rings and takes', 'rings and passes', 'rings', 'looks', 'takes by link', 'passes by link'] as const;
const TEXTS = ['1', '2', 'done', 'open', 'who', 'next', 'take zzzz', '🙂 yes please', ''] as const;

/** Something that somebody does of their own accord: what is not the deed is the text that they send. */
export interface ReachAct {
  readonly atSeconds: number;
  readonly by: Member | (typeof STRANGERS)[number];
  readonly does: (typeof DEEDS)[number] | (typeof TEXTS)[number];
  /** Whose number a call shows, if it is forged. */
  readonly shows?: Member;
}

/** Who reaches back in a night, and what becomes of Twilio's n-th request about it; the others arrive. */
export interface Reaching {
  readonly acts: readonly ReachAct[];
  readonly webhooks: readonly WebhookFate[];
}

const members = ['ann', 'bob', 'cyd'] as const;

const act: fc.Arbitrary<ReachAct> = fc
  .record({
    // Many at once, while a phone rings, and long after.
    atSeconds: fc.oneof(
      fc.integer({ min: 0, max: 240 }),
      fc.constantFrom(3, 20, 20, 20, 60),
      fc.integer({ min: 240, max: 900 }),
    ),
    by: fc.constantFrom(...members, ...members, ...STRANGERS),
    does: fc.constantFrom(...DEEDS, '1', '1', ...TEXTS),
    shows: fc.option(fc.constantFrom(...members), { nil: undefined, freq: 4 }),
  })
  .map(({ shows, ...rest }) => ({ ...rest, ...(shows === undefined ? {} : { shows }) }));

const reachingBack: fc.Arbitrary<Reaching> = fc.record({
  acts: fc.array(act, { minLength: 1, maxLength: 8 }),
  webhooks: fc.array(fc.constantFrom('arrives', 'arrives', 'twice', 'reply lost', 'cannot connect', 'no reply'), {
    maxLength: 8,
  }),
});

/** The same nights, in which people reach back. In a night of hours they do after one alarm or another. */
export function reachedBackIn(nights: fc.Arbitrary<Schedule>, isLong = false): fc.Arbitrary<Schedule> {
  return fc.tuple(nights, reachingBack).map(([night, { acts, webhooks }]) => {
    const raisedAtSeconds = night.alarms.map(({ atSeconds }) => atSeconds);
    const after = (index: number): number =>
      isLong ? (raisedAtSeconds[(7 * index) % raisedAtSeconds.length] ?? 0) : 0;
    const put = acts.map((each, index) => ({ ...each, atSeconds: each.atSeconds + after(index) }));
    return { ...night, reaching: { acts: put, webhooks } };
  });
}

/** A call in which somebody hears what is open, asks for a code and keys it, with a webhook that is tried at two addresses. */
const ACTED_WITHIN_SECONDS = 90;

/** Whether somebody may be passing something on at this moment. */
function mayBePassed({ acts }: Reaching, atSeconds: number): boolean {
  return acts.some(
    (each) =>
      ['rings and passes', 'passes by link', '2'].includes(each.does) &&
      each.atSeconds <= atSeconds &&
      atSeconds <= each.atSeconds + ACTED_WITHIN_SECONDS,
  );
}

/** Lets them act. What came of it is read off the boards: returns how, for when the night is over. */
export function reachBackIn(story: Story, reaching: Reaching, note: () => void): () => readonly ByHand[] {
  const { acts } = reaching;
  const done = new Map<string, ByHand>();
  const known = new Map<string, Board | undefined>();
  story.rehearsal.ledger.listen((entry) => {
    if (entry.kind !== 'function') return;
    for (const team of ['main', 'db', 'ops']) {
      const before = known.get(team);
      const now = boardOf(story, team);
      known.set(team, now);
      const sinceMs = entry.atMs - entry.tookMs;
      for (const incident of now?.incidents ?? []) {
        const earlier = before?.incidents.find(({ id }) => id === incident.id);
        for (const deed of deedsIn(incident, earlier, mayBePassed(reaching, story.secondsAt(sinceMs)), sinceMs)) {
          done.set(`${incident.id} ${deed.what} ${String(deed.atMs)}`, { ...deed, team, isByReach: true });
        }
      }
    }
  });
  for (const each of acts) {
    story.at(each.atSeconds, () => {
      note();
      perform(story, each);
    });
  }
  return () => [...done.values()];
}

/** What the board says that somebody has done without a call of ours. */
function deedsIn(
  { id, taken, closed, status, chain, changedAtMs }: Incident,
  earlier: Incident | undefined,
  mayBeByReach: boolean,
  sinceMs: number,
): readonly Omit<ByHand, 'team' | 'isByReach'>[] {
  const ways: ReadonlySet<string> = new Set(['sms', 'link', 'ring-back']);
  const who = members.find((member) => member === taken?.by);
  const isTaken = taken !== undefined && ways.has(taken.way) && earlier?.taken?.proof !== taken.proof;
  const isClosed = closed?.way !== undefined && ways.has(closed.way) && earlier?.closed === undefined;
  const isPassed =
    mayBeByReach &&
    status === 'escalating' &&
    chain !== 'alarm' &&
    earlier !== undefined &&
    earlier.status !== 'escalating';
  return [
    ...(isTaken && who !== undefined
      ? [{ atMs: Math.min(taken.atMs, sinceMs), what: 'take' as const, incident: id, who }]
      : []),
    ...(isClosed ? [{ atMs: Math.min(changedAtMs, sinceMs), what: 'resolve' as const, incident: id }] : []),
    ...(isPassed ? [{ atMs: Math.min(changedAtMs, sinceMs), what: 'pass' as const, incident: id }] : []),
  ];
}

function perform(story: Story, { by, does, shows }: ReachAct): void {
  const shown = shows === undefined ? undefined : NUMBERS[shows];
  switch (does) {
    case 'rings and takes':
      return story.ringBack(by, ['1', 'code'], shown);
    case 'rings and passes':
      return story.ringBack(by, ['2', 'code'], shown);
    case 'rings':
      return story.ringBack(by, ['3', '4'], shown);
    case 'looks':
      return story.tapLink(by);
    case 'takes by link':
      return story.tapLink(by, 'take');
    case 'passes by link':
      return story.tapLink(by, 'pass');
    default:
      return story.text(by, does);
  }
}

/** What strangers must never get, in words. */
export function toStrangers({ rehearsal }: Story): readonly string[] {
  const strange = (number: string): boolean => STRANGERS.some((each) => each === number);
  return rehearsal.ledger.entries.flatMap((entry) => {
    if (entry.kind === 'sms' && strange(entry.to)) return [`a stranger got the SMS "${entry.text}"`];
    if (entry.kind === 'say' && strange(entry.to) && entry.text.startsWith('You have it'))
      return ['a stranger took it'];
    if (entry.kind === 'log' && STRANGERS.some((number) => entry.text.includes(number))) return ['a number was logged'];
    return [];
  });
}
