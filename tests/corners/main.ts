import { parseArgs } from 'node:util';
import { CORNERS } from './corners';
import { cameOf } from './play';
import type { Came, Play } from './play';

const HELP = `Usage: npm run corners -- [--corner N] [--json]

Plays what Twilio's edge, a slow hour and an edited roster may do, against the built Functions and the local Twilio, and prints
one line for each of the twelve corners with what happened. All times are virtual.`;

/** `npm run corners`: 0 when every corner was played, 2 for a wrong command line. */
export async function main(args: readonly string[]): Promise<number> {
  let chosen: string | undefined;
  let isJson: boolean;
  try {
    const options = { json: { type: 'boolean' }, corner: { type: 'string' } } as const;
    ({ json: isJson = false, corner: chosen } = parseArgs({ args: [...args], options }).values);
  } catch {
    console.error(HELP);
    return 2;
  }
  const corners = CORNERS.filter(({ number }) => chosen === undefined || String(number) === chosen);
  if (corners.length === 0) {
    console.error(HELP);
    return 2;
  }
  for (const { number, title, plays } of corners) {
    const played: (readonly [string, Came])[] = [];
    for (const play of plays) played.push([play.name, await came(play)]);
    if (isJson) console.log(JSON.stringify({ corner: number, title, plays: Object.fromEntries(played) }));
    else console.log(`${number}. ${title}: ${played.map(([name, each]) => `${name}: ${inWords(each)}`).join(' | ')}`);
  }
  return 0;
}

async function came(play: Play): Promise<Came> {
  return cameOf(await play.run({}));
}

/** More rings than these are a number. */
const RINGS_NAMED = 4;

function inWords({ rings, texts, copies, queued, deadLetters }: Came): string {
  const named = rings.slice(0, RINGS_NAMED).map(([who, atSeconds]) => `${who} at ${Math.round(atSeconds)} s`);
  const more = rings.length > named.length ? ` and ${rings.length - named.length} more` : '';
  const kinds = new Map<string, Set<string>>();
  for (const { says, to } of texts) kinds.set(says, (kinds.get(says) ?? new Set()).add(to));
  const said = [...kinds].map(([says, people]) => `"${says}" to ${people.size}`);
  return [
    rings.length === 0 ? 'no phone rings' : `rings ${named.join(', ')}${more}`,
    texts.length === 0 ? 'no SMS' : `${texts.length} SMS (${said.join(', ')}), ${copies} of one at most`,
    ...(queued === 0 ? [] : [`${queued} in the queue`]),
    ...(deadLetters === 0 ? [] : [`${deadLetters} dead letters`]),
  ].join('; ');
}
