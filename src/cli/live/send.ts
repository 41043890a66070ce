import { randomUUID } from 'node:crypto';
import type { Waiting } from '../../aws/follow';
import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { VISIBILITY_SECONDS } from '../../signing/limits';
import type { AlarmMessage } from '../../signing/request';
import { maskNumber } from '../../text/phone-number';
import { printableLine } from '../../text/printable';
import { FLAG, TEXT, readArguments } from '../arguments';
import type { Command } from '../command';
import type { Machine } from '../machine';
import { Interrupted, interruptibly } from '../terminal/interrupt';
import { print, printError, printJsonLine } from '../terminal/print';
import { alarmAddress, variablesOf, type AlarmAddress } from './alarm-address';
import { postMessage } from './alarm-post';
import { Settings } from './settings';

const HELP = `Usage: ${ONCALL} send --name N --state ALARM|OK [OPTIONS]

Sends an alarm from any machine: a server of yours, another cloud, a cron job. It is signed with
ALERT_SECRET and goes straight to FUNCTION_URL, both from the environment or .env.

  --name N        what it is called; the same name with OK is its recovery
  --state S       ALARM, OK or INSUFFICIENT_DATA (no data comes in)
  --reason TEXT   why, which is said and texted when there is no description
  --description TEXT  what it means and what to do, which is said first
  --at TIME       since when, such as 2026-12-24T18:00:00Z (default: now). The same name, state and
                  time mean the same event: sending it again changes nothing
  --until-settled repeat it every ${String(VISIBILITY_SECONDS)} s until it is settled: taken, recovered or everyone told
  --url URL       another address of /alarm
  --json          what /alarm answered, as JSON

CloudWatch alarms wait in a queue, which delivers them again until they are settled, so anything
lost on the way is detected and repaired. This command has no queue behind it: use --until-settled
for what must not be lost. Send only changes, as CloudWatch does: once when something breaks, once
when it is OK again.
src/cli/samples/send-alarm.sh does the same with curl and openssl alone.`;

const STATES = new Set(['ALARM', 'OK', 'INSUFFICIENT_DATA']);

export const command: Command = {
  help: HELP,
  run: async (args, machine) => {
    const { values } = readArguments(args, {
      name: TEXT,
      state: TEXT,
      reason: TEXT,
      description: TEXT,
      at: TEXT,
      'until-settled': FLAG,
      url: TEXT,
      json: FLAG,
    });
    const message = messageFor({ ...values, atMs: timeIn(values.at, machine.now()) });
    const variables = variablesOf(Settings.in(machine.folder));
    const { url } = values;
    const alarm = alarmAddress((name) => (name === 'FUNCTION_URL' && url !== undefined ? url : variables(name)));
    const sending: Sending = { machine, alarm, message, show: values.json === true ? showJson : showText };
    return values['until-settled'] === true
      ? interruptibly(machine, (waiting) => sendUntilSettled(sending, waiting))
      : sendOnce(sending);
  },
};

interface Told {
  readonly name?: string | undefined;
  readonly state?: string | undefined;
  readonly reason?: string | undefined;
  readonly description?: string | undefined;
  readonly atMs: number;
}

/** The message as CloudWatch's SNS would carry it. Throws a UserMistake for what no alarm has. */
export function messageFor({ name = '', state: named = '', reason, description, atMs }: Told): AlarmMessage {
  const state = named.toUpperCase();
  if (name.trim() === '') throw new UserMistake('--name is missing: what is the alarm called?', 2);
  if (!STATES.has(state)) {
    const what = state === '' ? '--state is missing' : `--state "${named}" is not a state`;
    throw new UserMistake(`${what}: write ALARM, OK or INSUFFICIENT_DATA.`, 2);
  }
  const body = {
    AlarmName: name,
    ...(description === undefined ? {} : { AlarmDescription: description }),
    NewStateValue: state,
    ...(reason === undefined ? {} : { NewStateReason: reason }),
    StateChangeTime: new Date(atMs).toISOString(),
  };
  return { id: `send-${randomUUID()}`, source: 'sns', subject: `${state}: "${name}"`, body: JSON.stringify(body) };
}

/** The time that was named, epoch milliseconds; it must say its zone, since this machine's is not that of the person who reads it. */
function timeIn(text: string | undefined, nowMs: number): number {
  if (text === undefined) return nowMs;
  const atMs = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(atMs))
    throw new UserMistake(`--at "${text}": write it with its zone, such as 2026-12-24T18:00:00Z.`, 2);
  if (atMs > nowMs) throw new UserMistake(`--at "${text}" is in the future.`, 2);
  return atMs;
}

type Result = Readonly<Record<string, unknown>>;

interface Sending {
  readonly machine: Machine;
  readonly alarm: AlarmAddress;
  readonly message: AlarmMessage;
  readonly show: (result: Result) => void;
}

async function sendOnce({ machine, alarm, message, show }: Sending): Promise<number> {
  const answer = await postMessage(machine, alarm, message);
  if (answer.is === 'refused') throw new UserMistake(`not accepted: ${answer.why}`);
  show(answer.result);
  return 0;
}

async function sendUntilSettled({ machine, alarm, message, show }: Sending, { pause }: Waiting): Promise<number> {
  let sent = message;
  for (let told = ''; ;) {
    const answer = await postMessage(machine, alarm, sent);
    if (answer.is === 'refused') {
      if (!answer.mayPass) throw new UserMistake(`not accepted: ${answer.why}`);
      printError(`Not accepted yet, trying again in ${String(VISIBILITY_SECONDS)} s: ${answer.why}`);
    } else {
      const news = JSON.stringify(answer.result);
      if (news !== told) show(answer.result);
      told = news;
      if (answer.result['status'] === 'settled') return 0;
      // As the queue does: it lets /alarm look for it on the other boards when a route was edited meanwhile.
      sent = { ...message, redelivered: true };
    }
    try {
      await pause(VISIBILITY_SECONDS * 1000);
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      throw new Interrupted('Stopped before it was settled: nothing repeats it now. Calls in progress go on.', {
        cause: error,
      });
    }
  }
}

function showJson(result: Result): void {
  printJsonLine(masked(result));
}

/** What `/alarm` answered without the number, of which the ends are enough to know it by. */
function masked(result: Result): Result {
  const { agent } = result;
  if (typeof agent !== 'object' || agent === null || !('number' in agent)) return result;
  return { ...result, agent: { ...agent, number: maskNumber(String(agent.number)) } };
}

function showText(result: Result): void {
  for (const line of answerLines(result)) print(printableLine(line));
}

/** What `/alarm` did, as a person reads it. */
export function answerLines(result: Result): readonly string[] {
  const { status, outcome, incident } = result;
  const who = calledIn(result);
  const what = outcomeText(textOf(outcome), textOf(incident), who);
  return [
    what,
    status === 'settled'
      ? `Settled: nobody will be called for this any more. ${ONCALL} status shows how it ended.`
      : 'Not settled yet: agents may still have to be called, and no queue repeats this. --until-settled does.',
  ];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function calledIn({ agent, attempt }: Result): string | undefined {
  if (typeof agent !== 'object' || agent === null || !('name' in agent) || !('number' in agent)) return undefined;
  const call = typeof attempt === 'number' ? `, call ${String(attempt)}` : '';
  return `${String(agent.name)} (${maskNumber(String(agent.number))}${call})`;
}

/** By the words of src/incident/receive.ts. */
function outcomeText(outcome: string, incident: string, who: string | undefined): string {
  const called = who === undefined ? '' : ` ${who} is being called.`;
  switch (outcome) {
    case 'opened':
      return `It opened incident ${incident}.${called}`;
    case 'joined':
      return `It joined incident ${incident}, which is in progress.${called}`;
    case 'reopened':
      return `It opened incident ${incident} again.${called}`;
    case 'told':
      return `Somebody took incident ${incident} a moment ago and gets this by SMS.`;
    case 'recovered':
      return `It has recovered (incident ${incident}).`;
    case 'silenced':
      return 'A silence of the roster covers it: nobody is called.';
    case 'nothing':
      return `It is nothing new${incident === '' ? '' : ` (incident ${incident})`}: nobody is called for it.`;
    default:
      return `/alarm answered ${outcome === '' ? 'without an outcome' : `"${outcome}"`}.`;
  }
}
