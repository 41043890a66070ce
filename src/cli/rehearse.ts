import { parseArgs } from 'node:util';
import { readAlarm } from '../incident/alarm';
import { send, sendingsIn } from '../rehearsal/alarm-file';
import type { Sending } from '../rehearsal/alarm-file';
import { RealClock, VirtualClock } from '../rehearsal/clock';
import type { Clock } from '../rehearsal/clock';
import { endingOf } from '../rehearsal/outcome';
import type { Behaviour } from '../rehearsal/phones/call';
import { AGENT_WORDS, scripted } from '../rehearsal/phones/scripted';
import type { AgentWord } from '../rehearsal/phones/scripted';
import { Rehearsal } from '../rehearsal/rehearsal';
import { Timeline } from '../rehearsal/timeline';
import type { Outcome, TimelineEntry } from '../rehearsal/timeline';
import type { Roster } from '../roster/roster';
import type { Command } from './command';
import { reasonOf, UserMistake } from './failure';
import { readFlow } from './flow-file';
import { Keyboard } from './keyboard';
import { namesIn } from './names';
import { outcomeText } from './outcome-text';
import { projectFile, readNamedFile, readRoster } from './project';
import { timelineText } from './timeline-text';
import type { NameOf } from './timeline-text';

const HELP = `Usage: npx oncall rehearse [OPTIONS]      (npm start -- [OPTIONS] does the same)

Runs the whole chain on this machine, without any account or network: an alarm goes in at the
real Lambda, the real Functions and the real Studio flow run, and agents' phones ring. You answer
them from the keyboard, in real time; or --agents answers them, and time jumps from event to event.

  --agents LIST   what happens at each successive call, for example no-answer,decline,take;
                  words: ${AGENT_WORDS.join(', ')};
                  the last one repeats
  --event FILE    a JSON file: an SNS or SQS event, an alarm action, an EventBridge event or a bare
                  alarm message (default: an EC2 status check alarm through SNS)
  --roster FILE   another roster (default: assets/roster.private.json)
  --json          one JSON object per line instead of the timeline

Exit status: 0 when it ran through, 2 for a wrong command line, 1 otherwise.`;

/** More virtual time than any escalation takes; a rehearsal that is not over by then never will be. */
const LONGEST_MS = 2 * 3_600_000;

interface Options {
  readonly words: readonly [AgentWord, ...AgentWord[]] | undefined;
  readonly sendings: readonly Sending[];
  readonly rosterText: string;
  readonly roster: Roster;
  readonly json: boolean;
}

/** `oncall rehearse`. */
export const rehearseCommand: Command = { help: HELP, run: rehearse };

async function rehearse(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  const isAtTerminal = process.stdin.isTTY && process.stdout.isTTY;
  if (options.words !== undefined) return runScripted(options, options.words);
  if (isAtTerminal && !options.json) return runLive(options);
  console.error(
    'No keyboard to answer with, so it runs as with "--agents take": the first agent answers and presses 1.',
  );
  return runScripted(options, ['take']);
}

async function runScripted(options: Options, words: readonly [AgentWord, ...AgentWord[]]): Promise<number> {
  const startedMs = Date.now();
  const clock = new VirtualClock(startedMs);
  const rehearsal = build(options, clock, scripted(clock, words));
  const printer = new Printer(options, rehearsal, startedMs);
  printer.announce();
  for (const sending of options.sendings) send(rehearsal, sending);
  const isOver = await clock.run(() => rehearsal.isAtRest(), startedMs + LONGEST_MS);
  const ending = endingOf(rehearsal);
  if (!isOver || ending === undefined) {
    throw new UserMistake(
      `After ${LONGEST_MS / 3_600_000} hours the alarm is still not dealt with. The last thing that was logged: ${printer.lastError ?? 'nothing'}`,
    );
  }
  printer.finish(ending);
  return 0;
}

async function runLive(options: Options): Promise<number> {
  const clock = new RealClock();
  const keyboard = new Keyboard(namesIn(options.roster), (line) => console.log(line));
  const rehearsal = build(options, clock, keyboard.phones);
  const printer = new Printer(options, rehearsal, clock.now());
  printer.announce();
  keyboard.explain();
  const quit = keyboard.open();
  for (const sending of options.sendings) send(rehearsal, sending);
  try {
    while (!quit.isWanted()) {
      await quit.within(200);
      const ending = printer.isDelivered && rehearsal.isQuiet() ? endingOf(rehearsal) : undefined;
      if (ending !== undefined) {
        printer.finish(ending);
        return 0;
      }
    }
    console.log('\nLeft before the end.');
    return 0;
  } finally {
    keyboard.close();
    clock.stop();
  }
}

function build(options: Options, clock: Clock, behaviour: Behaviour): Rehearsal {
  return new Rehearsal({
    clock,
    behaviour,
    flow: readFlow(),
    functionsFolder: projectFile('dist', 'functions'),
    lambdaFile: projectFile('dist', 'lambda', 'index.js'),
    roster: () => options.rosterText,
    seed: 1,
  });
}

/** Prints what happens as it happens. */
class Printer {
  readonly #options: Options;
  readonly #timeline: Timeline;
  readonly #nameOf: NameOf;
  #deliveries = 0;
  lastError: string | undefined;

  constructor(options: Options, rehearsal: Rehearsal, startMs: number) {
    this.#options = options;
    this.#nameOf = namesIn(options.roster).nameOf;
    this.#timeline = new Timeline(startMs, namesIn(options.roster).agentOf);
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
      const body = sending.through === 'topic' ? sending.message : sending.body;
      const subject = sending.through === 'topic' ? sending.subject : undefined;
      const alarm = readAlarm({ id: '-', body, ...(typeof subject === 'string' ? { subject } : {}) });
      this.#print({ kind: 'alarm', atMs: 0, text: `${alarm.summary} (${STATES[alarm.state]})` });
    }
  }

  finish(ending: Pick<Outcome, 'status' | 'by'>): void {
    const outcome: Outcome = { kind: 'outcome', ...ending, calls: this.#timeline.calls };
    if (this.#options.json) {
      console.log(JSON.stringify(outcome));
      return;
    }
    console.log(`\n${outcomeText(outcome, this.#nameOf)}`);
  }

  #print(entry: TimelineEntry): void {
    if (this.#options.json) console.log(JSON.stringify(entry));
    else console.log(timelineText(entry, this.#nameOf, process.stdout.columns ?? 110));
  }
}

const STATES = { alarm: 'ALARM', ok: 'OK', 'no-data': 'INSUFFICIENT_DATA' } as const;

function readOptions(args: readonly string[]): Options {
  const values = parsedArgs(args);
  const { text: rosterText, roster } = readRoster(values.roster ?? projectFile('assets', 'roster.private.json'));
  return {
    words: values.agents === undefined ? undefined : wordsIn(values.agents),
    sendings: readSendings(values.event),
    rosterText,
    roster,
    json: values.json ?? false,
  };
}

function parsedArgs(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        agents: { type: 'string' },
        event: { type: 'string' },
        roster: { type: 'string' },
        json: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UserMistake(reasonOf(error), 2);
  }
}

function wordsIn(list: string): readonly [AgentWord, ...AgentWord[]] {
  const words = list.split(',').map((word) => word.trim());
  const known = words.filter((word): word is AgentWord => AGENT_WORDS.some((each) => each === word));
  const [first, ...rest] = known;
  if (first === undefined || known.length < words.length) {
    const wrong = words.filter((word) => !AGENT_WORDS.some((each) => each === word));
    throw new UserMistake(
      `--agents: ${wrong.map((word) => `"${word}"`).join(', ')} is none of ${AGENT_WORDS.join(', ')}.`,
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
  const text = readNamedFile(file, '--event');
  try {
    const sendings = sendingsIn(text);
    if (sendings.length === 0)
      throw new UserMistake(`--event ${file}: its Records are empty, so there is no alarm in it.`);
    return sendings;
  } catch (error) {
    if (error instanceof UserMistake) throw error;
    throw new UserMistake(`--event ${file}: the file is not JSON (${reasonOf(error)}). Correct it or choose another.`);
  }
}
