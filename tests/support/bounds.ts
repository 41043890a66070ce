import { unpackBoard } from '../../src/board/packed';
import type { Board, Owed } from '../../src/board/board';

/** The bounds of docs/board.md, "What is on it, and how much of it". */
const MOST = {
  incidents: 14,
  'open incidents': 12,
  'incidents that are being called': 1,
  'ids of incidents that are gone': 3,
  alarms: 1_000,
  'people who are owed what everyone hears': 30,
  'things owed to one person': 16,
  'calls of one incident': 20,
  'stretches of the last hour': 13,
  'people whose SMS are counted': 30,
  'phones rung': 30,
  'bytes of an incident’s name': 48,
  'bytes of an agent’s name': 80,
  'alarms of one incident with words': 16,
  bytes: 16_300,
} as const;

type Part = keyof typeof MOST;

/** How much of each part there is. */
export type Sizes = Readonly<Partial<Record<Part, number>>>;

/** Of each part the most that there ever was on a board, as it was to be written. */
export class Fullest {
  readonly sizes = new Map<string, Sizes>();

  /** `data`: what is to be written. */
  note(team: string, data: string): void {
    const board = unpackBoard(JSON.parse(data));
    if (board === undefined) return;
    const known = this.sizes.get(team) ?? {};
    const now = Object.entries({ ...sizesOf(board), bytes: Buffer.byteLength(data) }) as [Part, number][];
    this.sizes.set(team, Object.fromEntries(now.map(([part, size]) => [part, Math.max(size, known[part] ?? 0)])));
  }
}

function sizesOf({ incidents, former, memory, outbox, spent, words }: Board): Sizes {
  const most = (counts: readonly number[]): number => Math.max(0, ...counts);
  return {
    incidents: incidents.length,
    'open incidents': incidents.filter(({ status }) => status !== 'resolved').length,
    'incidents that are being called': incidents.filter(({ status }) => status === 'escalating').length,
    'ids of incidents that are gone': former.length,
    alarms: (memory.length - 6) / 12,
    'people who are owed what everyone hears': outbox.filter(isOwedOnlyNews).length,
    'things owed to one person': most(outbox.map(({ items }) => items.length)),
    'calls of one incident': most(incidents.map(({ calls }) => calls.length)),
    'stretches of the last hour': spent.calls.length,
    'people whose SMS are counted': spent.texts.length,
    'phones rung': spent.rang.length,
    'bytes of an incident’s name': most(incidents.map(({ name }) => Buffer.byteLength(name))),
    'bytes of an agent’s name': most(incidents.map(({ attempt }) => Buffer.byteLength(attempt?.agent.name ?? ''))),
    'alarms of one incident with words': most(words.map(({ alarms }) => alarms.length)),
  };
}

/** Somebody who has something, or had, is owed word of it whatever the others are owed. */
function isOwedOnlyNews({ items }: Owed): boolean {
  return items.length > 0 && items.every(({ kind }) => ['exhausted', 'impossible', 'budget'].includes(kind));
}

/** A board that is larger could not always be written, and then calls nobody. */
export function outOfBounds(fullest: ReadonlyMap<string, Sizes>): string[] {
  return [...fullest].flatMap(([team, sizes]) =>
    (Object.entries(sizes) as [Part, number][]).flatMap(([part, size]) =>
      size > MOST[part] ? [`the board of ${team} has ${size} ${part}, of ${MOST[part]}`] : [],
    ),
  );
}
