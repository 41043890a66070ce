import type { Board, Incident, TextKind } from '../../board/board';
import type { RosterNames } from '../../roster/names';

const TEXT_WORDS: Readonly<Record<TextKind, string>> = {
  details: 'the details',
  more: 'a further alarm',
  recovered: 'that it is over',
  closed: 'that it was closed by hand',
  left: 'that it is left to its owner',
  exhausted: 'that nobody took it',
  correction: 'that somebody took it after all',
  'taken-over': 'that another agent has it',
  kept: 'that nobody took it over',
  flapping: 'that it comes and goes',
  impossible: 'that no phone can be called',
  budget: "that the hour's calls are used up",
  ringing: 'that their phone rings',
};

/** SMS of a kind about an incident, with everybody who is owed one. */
export interface OwedTexts {
  readonly kind: TextKind;
  /** The incident's id. */
  readonly incident: string;
  /** The ids of agents. */
  readonly to: readonly string[];
  /** Others on the team are to be told too, once these have been. */
  readonly toEveryone: boolean;
}

/** The SMS that a board owes, by kind and incident. */
export function owedTexts({ outbox, announcements, incidents }: Board): readonly OwedTexts[] {
  const owed = new Map<string, OwedTexts>();
  const add = (kind: TextKind, slot: number, change: (known: OwedTexts) => OwedTexts): void => {
    const key = `${kind} ${slot}`;
    const none = { kind, incident: idIn(incidents, slot), to: [], toEveryone: false };
    owed.set(key, change(owed.get(key) ?? none));
  };
  for (const { to, items } of outbox) {
    for (const { kind, slot } of items) add(kind, slot, (known) => ({ ...known, to: [...known.to, to] }));
  }
  for (const { kind, slot } of announcements) add(kind, slot, (known) => ({ ...known, toEveryone: true }));
  return [...owed.values()];
}

/** What is owed, as a person reads it. */
export function owedLine({ kind, to, toEveryone }: OwedTexts, names: RosterNames): string {
  const people = to.map((id) => names.agentName(id));
  const everyone = toEveryone ? [people.length === 0 ? 'everyone' : 'then everyone else'] : [];
  return `SMS ${TEXT_WORDS[kind]}, to ${[...people, ...everyone].join(', ')}`;
}

/** Of incidents that have left the board somebody is to be told how many there were. */
export function goneLines({ outbox }: Board, names: RosterNames): readonly string[] {
  return outbox
    .filter(({ gone }) => gone > 0)
    .map(({ to, gone }) => {
      const what = gone === 1 ? 'one earlier incident is' : `${gone} earlier incidents are`;
      return `SMS that ${what} over, to ${names.agentName(to)}`;
    });
}

function idIn(incidents: readonly Incident[], slot: number): string {
  return incidents.find((incident) => incident.slot === slot)?.id ?? '';
}
