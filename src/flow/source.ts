import { readSource as readJson } from '../json/source';
import { isRecord } from '../text/json';
import { lineStarts, position } from '../text/place';

/** Studio takes flows of up to 2,000 widgets (Studio FAQ); the largest widgets have about 2 kB. */
const LONGEST_FLOW_CHARACTERS = 5_000_000;

/** The text of a flow's file, read as JSON, with the line of every place in it. */
export interface Source {
  readonly json: unknown;
  /** The line, counted from 1, of a place such as `#/states/3/name`; of what holds it when it is not written. */
  readonly lineOf: (place: string) => number | undefined;
}

/** Why a text is not JSON, with the line. */
export interface Unreadable {
  readonly mistakes: readonly { readonly line: number; readonly message: string }[];
}

/** Reads the text of a flow's file. Never throws. */
export function readSource(text: string): Source | Unreadable {
  const source = readJson(text, {
    name: 'flow',
    smallest: 'export a flow from Studio (its Trigger, "Show Flow JSON") or start from flows/on-call.json',
    insteadOfComments: 'a flow may have a "description"',
    longestCharacters: LONGEST_FLOW_CHARACTERS,
  });
  const starts = lineStarts(text);
  const mistakes = source.ok
    ? source.twice.map(({ keyAt }) => ({ at: keyAt, message: 'this key is written twice; keep one of the two' }))
    : [source];
  if (!source.ok || mistakes.length > 0) {
    return { mistakes: mistakes.map(({ at, message }) => ({ line: position(starts, at).line, message })) };
  }
  const offsets = new Map(source.values.map(({ path, keyAt }) => [['#', ...path].join('/'), keyAt]));
  return {
    json: source.json,
    lineOf: (place) => {
      for (let here = place; here !== ''; here = here.slice(0, Math.max(0, here.lastIndexOf('/')))) {
        const at = offsets.get(here);
        if (at !== undefined) return position(starts, at).line;
      }
      return undefined;
    },
  };
}

/** A flow with the envelope that it was in, if any. */
export interface Opened extends Source {
  readonly wasWrapped: boolean;
}

/**
 * The flow of a file. Twilio's API answers a flow inside of `definition`, beside its SID and its status, and many repositories keep it
 * like that; places are those within the flow even then, as Twilio's validator has them.
 */
export function opened({ json, lineOf }: Source): Opened {
  const definition = isRecord(json) && !('states' in json) ? json['definition'] : undefined;
  if (!isRecord(definition) || !Array.isArray(definition['states'])) return { json, lineOf, wasWrapped: false };
  return { json: definition, lineOf: (place) => lineOf(place.replace('#', '#/definition')), wasWrapped: true };
}
