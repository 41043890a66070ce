import { readAlarm } from '../../alarm/alarm';
import { englishText } from '../../incident/said/told';
import { reasonOf, UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import {
  AGENT_WORDS,
  InteractivePhones,
  outcomeOf,
  PacedClock,
  RealClock,
  saidBy,
  scripted,
  send,
  sendingsIn,
  sleep,
  Timeline,
  VirtualClock,
} from '../../rehearsal/index';
import type { AgentWord, Clock, Outcome, Rehearsal, Sending, TimelineEntry } from '../../rehearsal/index';
import { isoOf } from '../../roster/time-text';
import { FLAG, ROSTER_OPTIONS, TEXT, readArguments } from '../arguments';
import type { Command } from '../command';
import { fallbackNumbersHere } from '../live/fallback-numbers';
import { RehearsalPage } from '../page/rehearsal-page';
import { openBrowser, pageFiles, servePage } from '../page/serve';
import { portIn } from '../port';
import { deployedRoster, projectFile, readNamedBytes, readNamedFile, readRoster, shownName } from '../project';
import { print, printError, printJsonLine } from '../terminal/print';
import { screen, STDOUT, type Output } from '../terminal/screen';
import { toldToEnd } from '../terminal/told-to-end';
import { lines } from '../terminal/text';
import { AGENT_WORDS_HELP } from './agent-words';
import { Keyboard, type KeyInput } from './keyboard';
import { namesIn, type Names } from './names';
import { outcomeLines } from './outcome-text';
import { projectRehearsal } from './project-rehearsal';
import { asideText, timelineText } from './timeline-text';

const HELP = `Usage: ${ONCALL} rehearse [OPTIONS]      (npm start -- [OPTIONS] does the same)

Runs the whole chain on this machine, without any account or network: an alarm goes in at the
real Lambda, the real Functions and the real Studio flow run, and agents' phones ring. You answer
them in your browser or from the keyboard, in real time; or --agents answers them, and time jumps
from event to event.

With a keyboard, or with --port, it serves a page on this machine until q, Ctrl-C or SIGTERM, and
prints its address: phones, alarms, the queue, the flow, the timeline, faults, time.

  --no-open       do not open the page in a browser
  --port N        where on 127.0.0.1 the page is (default: any free port, as with 0)
  --terminal      no page: everything happens here, and it ends when the alarm is dealt with
  --agents LIST   what happens at each successive call, for example no-answer,decline,take;
                  the last one repeats;
                  ${AGENT_WORDS_HELP}
  --event FILE    a JSON file: an SNS or SQS event, an alarm action, an EventBridge event or a bare
                  alarm message (default: an EC2 status check alarm through SNS)
  --roster FILE   another roster (default: assets/roster.private.json)
  --json          one JSON object per line instead of the timeline; the last one is the outcome, and
                  its "why" says why an alarm called nobody

When nobody is on call, it calls FALLBACK_NUMBERS of .env, as the deployed Functions would.

Exit status: 0 when it ran to its end, or its page was served until you ended it; 2 for a wrong
command line; 1 otherwise, also when you quit earlier.`;

const LOOK_EVERY_MS = 200;

/** More virtual time than any escalation takes; a rehearsal that is not over by then never will be. */
const LONGEST_MS = 2 * 3_600_000;

interface Options {
  readonly words: readonly [AgentWord, ...AgentWord[]] | undefined;
  readonly sendings: readonly Sending[];
  readonly rosterText: string;
  readonly fallbackNumbers: readonly string[];
  readonly names: Names;
  readonly json: boolean;
  /** Where the roster is. */
  readonly file: string;
  readonly isTerminal: boolean;
  /** Where the page is to be, if that was said. */
  readonly port: number | undefined;
  readonly opens: boolean;
  /** An alarm was named. */
  readonly hasEvent: boolean;
}

/** Where the person who rehearses sits. */
export interface Terminal {
  readonly input: KeyInput;
  readonly output: Output;
  /** The time in which somebody answers; `stop` ends whatever still waits on it. */
  readonly clock: Clock & { stop(): void };
}

export const command: Command = {
  help: HELP,
  run: (args) => rehearse(args, { input: process.stdin, output: STDOUT, clock: new RealClock() }),
};

/** Rehearses at this terminal; returns the exit status. */
export async function rehearse(args: readonly string[], terminal: Terminal): Promise<number> {
  const options = readOptions(args);
  if (options.words !== undefined) return runScripted(options, options.words, terminal);
  const obstacle = obstacleTo(terminal, options.json);
  if (!options.isTerminal && (obstacle === undefined || options.port !== undefined)) {
    return runPage(options, terminal, obstacle === undefined);
  }
  if (obstacle === undefined) return runLive(options, terminal);
  printError(`${obstacle}, so it runs as with "--agents take": the first agent answers and presses 1.`);
  return runScripted(options, ['take'], terminal);
}

/** Why nobody can answer from the keyboard; undefined when somebody can. */
export function obstacleTo({ input, output }: Terminal, json: boolean): string | undefined {
  if (json) return 'With --json nobody answers from the keyboard';
  if (input.isTTY !== true) return 'There is no keyboard to answer with';
  return output.isTTY ? undefined : 'The output does not go to a terminal';
}

async function runScripted(
  options: Options,
  words: readonly [AgentWord, ...AgentWord[]],
  { output }: Terminal,
): Promise<number> {
  const startedMs = Date.now();
  const clock = new VirtualClock(startedMs);
  const rehearsal = projectRehearsal(options.rosterText, options.fallbackNumbers, clock, scripted(clock, words));
  const printer = new Printer(options, rehearsal, startedMs, output);
  printer.announce();
  for (const sending of options.sendings) send(rehearsal, sending);
  const isOver = await clock.run(() => rehearsal.isAtRest(), startedMs + LONGEST_MS);
  const outcome = outcomeOf(rehearsal);
  if (!isOver || outcome === undefined) {
    throw new UserMistake(
      `After ${LONGEST_MS / 3_600_000} hours the alarm is still not dealt with. The last thing that was logged: ${printer.lastError ?? 'nothing'}`,
    );
  }
  printer.finish(outcome);
  return 0;
}

async function runLive(options: Options, { input, output, clock }: Terminal): Promise<number> {
  const say = (label: string, text: string): void => print(asideText(label, text, screen(output).columns));
  const keyboard = new Keyboard(input, options.names, say, clock);
  const rehearsal = projectRehearsal(options.rosterText, options.fallbackNumbers, clock, keyboard.phones);
  const printer = new Printer(options, rehearsal, clock.now(), output);
  printer.announce();
  keyboard.explain();
  print('');
  try {
    keyboard.open();
    for (const sending of options.sendings) send(rehearsal, sending);
    const outcome = await Promise.race([keyboard.left, ended(rehearsal, printer, clock)]);
    if (outcome === 'left') {
      print('\nLeft before the end.');
      return 1;
    }
    printer.finish(outcome);
    return 0;
  } finally {
    keyboard.close();
    clock.stop();
  }
}

/** Serves the page until somebody ends it; with a keyboard the phones can be answered here, too. */
async function runPage(options: Options, { input, output }: Terminal, hasKeyboard: boolean): Promise<number> {
  const clock = new PacedClock(Date.now());
  const say = (label: string, text: string): void => print(asideText(label, text, screen(output).columns));
  const keyboard = hasKeyboard ? new Keyboard(input, options.names, say, clock) : undefined;
  const { files, build } = pageFiles();
  const page = await RehearsalPage.open({
    clock,
    build,
    phones: keyboard?.phones ?? new InteractivePhones(() => {}),
    readRoster: () => readNamedFile(options.file, '--roster'),
    rosterShown: shownName(options.file),
    fallbackNumbers: options.fallbackNumbers,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  const printer = new Printer(options, page.rehearsal, clock.now(), output);
  try {
    const { url, stop } = await servePage(page, files, page.secrets, options.port);
    try {
      print(`The page is at ${url}`);
      print(hasKeyboard ? 'It is there until q.\n' : 'It is there until Ctrl-C or SIGTERM.\n');
      if (options.opens) openBrowser(url);
      clock.start();
      keyboard?.explain();
      keyboard?.open();
      if (hasKeyboard || options.hasEvent) {
        printer.announce();
        page.fire(options.sendings);
        void ended(page.rehearsal, printer, clock).then((outcome) => printer.finish(outcome));
      }
      await Promise.race([toldToEnd(), ...(keyboard === undefined ? [] : [keyboard.left])]);
      print('\nThe page is gone.');
      return 0;
    } finally {
      await stop();
    }
  } finally {
    keyboard?.close();
    page.stop();
  }
}

/** How it ended, as soon as no phone can ring any more; an SMS that is owed may wait for the queue. */
async function ended(rehearsal: Rehearsal, printer: Printer, clock: Clock): Promise<Outcome> {
  for (;;) {
    const outcome = printer.isDelivered && rehearsal.isQuiet() ? outcomeOf(rehearsal) : undefined;
    if (outcome !== undefined) return outcome;
    await sleep(clock, LOOK_EVERY_MS);
  }
}

/** Prints what happens as it happens. */
class Printer {
  readonly #options: Options;
  readonly #output: Output;
  readonly #timeline: Timeline;
  readonly #startMs: number;
  #deliveries = 0;
  lastError: string | undefined;

  constructor(options: Options, rehearsal: Rehearsal, startMs: number, output: Output) {
    this.#options = options;
    this.#output = output;
    this.#startMs = startMs;
    this.#timeline = new Timeline(startMs, options.names.agentOf);
    rehearsal.ledger.listen((entry) => {
      if (entry.kind === 'log' && entry.level === 'error') this.lastError = entry.text;
      if (entry.kind === 'returned' || entry.kind === 'deleted') this.#deliveries++;
      const happened = this.#timeline.read(entry);
      if (happened !== undefined) this.#print(happened);
    });
  }

  /** Whether `/alarm` has seen every message once. */
  get isDelivered(): boolean {
    return this.#deliveries >= this.#options.sendings.length;
  }

  announce(): void {
    for (const sending of this.#options.sendings) {
      const alarm = readAlarm({ id: '-', ...saidBy(sending) });
      this.#print({ kind: 'alarm', atMs: 0, text: `${englishText(alarm)} (${STATES[alarm.state]})` });
    }
  }

  finish(outcome: Outcome): void {
    const { json, names } = this.#options;
    if (json) printJsonLine(outcome);
    else print(lines(['', ...outcomeLines(outcome, names.nameOf, this.#columns)]));
  }

  #print(entry: TimelineEntry): void {
    const { json, names } = this.#options;
    if (json) printJsonLine({ ...entry, at: isoOf(this.#startMs + entry.atMs) });
    else print(timelineText(entry, names.nameOf, this.#columns));
  }

  /** Asked each time: somebody may make the window narrower while it runs. */
  get #columns(): number {
    return screen(this.#output).columns;
  }
}

const STATES = { alarm: 'ALARM', ok: 'OK', 'no-data': 'INSUFFICIENT_DATA' } as const;

function readOptions(args: readonly string[]): Options {
  const { values } = readArguments(args, {
    agents: TEXT,
    event: TEXT,
    port: TEXT,
    'no-open': FLAG,
    terminal: FLAG,
    ...ROSTER_OPTIONS,
  });
  const isPlayed = (['agents', 'json', 'terminal'] as const).find((option) => values[option] !== undefined);
  if (values.port !== undefined && isPlayed !== undefined) {
    throw new UserMistake(`--port and --${isPlayed} exclude each other: only with --port there is a page.`, 2);
  }
  const file = values.roster ?? deployedRoster();
  const { text: rosterText, roster } = readRoster(file);
  const fallbackNumbers = fallbackNumbersHere();
  return {
    words: values.agents === undefined ? undefined : wordsIn(values.agents),
    sendings: readSendings(values.event),
    rosterText,
    fallbackNumbers,
    names: namesIn(roster, fallbackNumbers),
    json: values.json ?? false,
    file,
    isTerminal: values.terminal ?? false,
    port: values.port === undefined ? undefined : portIn(values.port),
    opens: values['no-open'] !== true,
    hasEvent: values.event !== undefined,
  };
}

/** The words of `--agents`. Throws a UserMistake with status 2. */
export function wordsIn(list: string): readonly [AgentWord, ...AgentWord[]] {
  const words = list.split(',').map((word) => word.trim());
  const known = words.filter((word): word is AgentWord => AGENT_WORDS.some((each) => each === word));
  const [first, ...rest] = known;
  if (first === undefined || known.length < words.length) {
    const wrong = words.filter((word) => !AGENT_WORDS.some((each) => each === word));
    throw new UserMistake(
      `--agents: ${wrong.map((word) => `"${word}"`).join(', ')} is not one of ${AGENT_WORDS.join(', ')}.`,
      2,
    );
  }
  return [first, ...rest];
}

function readSendings(file: string | undefined): readonly Sending[] {
  if (file === undefined) {
    const sample = readNamedFile(projectFile('src', 'rehearsal', 'samples', 'status-check-alarm.json'), '--event');
    return [{ through: 'topic', message: sample, subject: 'ALARM: "web-1-status-check" in EU (Ireland)' }];
  }
  const bytes = readNamedBytes(file, '--event');
  try {
    const sendings = sendingsIn(bytes);
    if (sendings.length === 0)
      throw new UserMistake(`--event ${file}: its Records are empty, so there is no alarm in it.`);
    return sendings;
  } catch (error) {
    if (error instanceof UserMistake) throw error;
    const why =
      bytes.length === 0
        ? 'the file is empty'
        : bytes.includes(0)
          ? 'the file is not text'
          : `the file is not JSON (${reasonOf(error)})`;
    throw new UserMistake(`--event ${file}: ${why}. Correct it or choose another.`);
  }
}
