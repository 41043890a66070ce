import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { reachBack, scripted, Timeline, VirtualClock } from '../../rehearsal/index';
import type { ReachingBack, TimelineEntry } from '../../rehearsal/index';
import { isoOf } from '../../roster/time-text';
import { readArguments, ROSTER_OPTIONS, TEXT, type Values } from '../arguments';
import type { Command } from '../command';
import { fallbackNumbersHere } from '../live/fallback-numbers';
import { readRoster } from '../project';
import { selectAgent } from '../selection';
import { print, printJsonLine } from '../terminal/print';
import { screen } from '../terminal/screen';
import { lines } from '../terminal/text';
import { timeGiven, TIME_HELP } from '../time';
import { namesIn } from './names';
import { projectRehearsal } from './project-rehearsal';
import { timelineText } from './timeline-text';

const OPTIONS = { at: TEXT, ...ROSTER_OPTIONS } as const;

const COMMON_HELP = `No incident is open, nothing is deployed and nothing reaches the network: it runs the Functions that
are built here, on virtual time, with this roster.

  AGENT           the agent's id
  --at TIME       at this time instead of now
  --roster FILE   another roster (default: assets/roster.private.json)
  --json          one JSON object per line instead of the timeline`;

const TEXT_HELP = `Usage: ${ONCALL} text AGENT WORDS [OPTIONS]

Shows the reply to an agent who texts these words to the calling number, as in
${ONCALL} text ann "who".
${COMMON_HELP}

${TIME_HELP}`;

const RING_BACK_HELP = `Usage: ${ONCALL} ring-back AGENT [OPTIONS]

Shows what an agent hears after ringing the calling number, as in
${ONCALL} ring-back ann.
${COMMON_HELP}
  --keys LIST     what the agent keys, each when a prompt is over, such as 4711#,3

${TIME_HELP}`;

/** More virtual time than any of it takes. */
const LONGEST_MS = 600_000;

export const text: Command = {
  help: TEXT_HELP,
  run: async (args) => {
    // What is not in quotes is several words.
    const { values, positionals } = readArguments(args, OPTIONS, Infinity);
    const [id, ...words] = positionals;
    if (id === undefined || words.length === 0) {
      throw new UserMistake(`write the agent's id and the text: ann "who".`, 2);
    }
    return told(id, values, { is: 'texts', text: words.join(' ') });
  },
};

export const ringBack: Command = {
  help: RING_BACK_HELP,
  run: async (args) => {
    const { values, positionals } = readArguments(args, { keys: TEXT, ...OPTIONS }, 1);
    const [id] = positionals;
    if (id === undefined) throw new UserMistake('write the id of the agent who rings, such as ann.', 2);
    return told(id, values, { is: 'rings back', keys: keysIn(values.keys) });
  },
};

function keysIn(list: string | undefined): readonly string[] {
  const keys = list === undefined ? [] : list.split(',').map((key) => key.trim());
  const wrong = keys.find((key) => !/^[0-9*#]{1,20}$/.test(key));
  if (wrong === undefined) return keys;
  throw new UserMistake(`--keys "${wrong}": write keys, 0 to 9, * or #, with a comma for each prompt.`, 2);
}

/** Plays what this agent does and prints it; returns the exit status. */
async function told(id: string, values: Values<typeof OPTIONS>, does: ReachingBack): Promise<number> {
  const { text: rosterText, roster } = readRoster(values.roster);
  const [phone = ''] = selectAgent(roster, id, 'AGENT').phones;
  const atMs = timeGiven(values.at, '--at', roster.timezone);
  const fallbackNumbers = fallbackNumbersHere();
  const { agentOf, nameOf } = namesIn(roster, fallbackNumbers);
  const clock = new VirtualClock(atMs);
  const rehearsal = projectRehearsal(rosterText, fallbackNumbers, clock, scripted(clock, ['no-answer']));
  reachBack({ clock, reach: rehearsal.reach, phone, number: rehearsal.callerId }, does);
  await clock.run(() => rehearsal.isQuiet(), atMs + LONGEST_MS);
  const { entries } = rehearsal.ledger;
  const error = entries.find((entry) => entry.kind === 'webhook-error');
  if (error !== undefined) throw new UserMistake(`${error.path} does not answer as it must: ${error.text}`);
  const timeline = new Timeline(atMs, agentOf);
  show(
    entries.flatMap((entry) => timeline.read(entry) ?? []),
    values.json === true ? { fromMs: atMs } : { nameOf },
  );
  return 0;
}

type Form = { readonly fromMs: number } | { readonly nameOf: (agent: string) => string };

function show(happened: readonly TimelineEntry[], form: Form): void {
  if ('fromMs' in form) {
    for (const entry of happened) printJsonLine({ ...entry, at: isoOf(form.fromMs + entry.atMs) });
    return;
  }
  const { columns } = screen();
  print(lines(happened.map((entry) => timelineText(entry, form.nameOf, columns))));
}
