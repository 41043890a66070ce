import { randomUUID } from 'node:crypto';
import { readBoards, syncServiceOf, type Boards } from '../../account/boards';
import { drillState, incidentsTaken, teamsAtWork, type DrillState } from '../../account/drill-state';
import { healthFindings } from '../../account/finding';
import { askHealth } from '../../account/heartbeat';
import type { Aws } from '../../aws/clients';
import { drillEvent, drillHash, drillName, HEARTBEAT_EVENT, type DrillPlace } from '../../aws/drill-alarm';
import type { Waiting } from '../../aws/follow';
import { invoke } from '../../aws/lambda';
import { whereOptions } from '../../aws/readiness';
import { outputOf, stackAt, type StandingStack } from '../../aws/stack';
import { reasonOf, UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { rosterNames, type RosterNames } from '../../roster/names';
import { isoOf } from '../../roster/time-text';
import { VISIBILITY_SECONDS } from '../../signing/limits';
import { printableLine } from '../../text/printable';
import { FLAG, TEXT, readArguments } from '../arguments';
import type { Command } from '../command';
import { accountOf } from '../live/account';
import { alarmAddress, variablesOf, type AlarmAddress } from '../live/alarm-address';
import { Settings } from '../live/settings';
import type { Machine } from '../machine';
import { rosterTextIn } from '../roster/file';
import { Interrupted, interruptibly } from '../terminal/interrupt';
import { labelText } from '../terminal/looks';
import { Teller } from '../terminal/teller';
import { painted } from '../terminal/text';
import { STACK_HELP, STACK_OPTIONS, stackName, withAws } from './options';

const HELP = `Usage: ${ONCALL} drill [OPTIONS]

Rings the agent on call, through everything that is deployed, and reports each step as it happens.
It invokes the Lambda with an alarm that says in its name and its description that it is a drill;
press 1 to end it. Afterwards, also at Ctrl-C, it sends the recovery, so that nothing is left over.

  --alarm NAME    what it is called: "Drill: NAME" (default: chain test). A route of the roster for
                  "Drill: db-*" decides which team is rung; else the default team is
  --quiet         ring nobody: send one heartbeat through the Lambda, and ask /alarm how it is
${STACK_HELP}

It does not pass through SNS and SQS; the stack's own heartbeat watches those.`;

export const command: Command = {
  help: HELP,
  run: async (args, machine) => {
    const { values } = readArguments(args, { alarm: TEXT, quiet: FLAG, ...STACK_OPTIONS });
    if (values.quiet === true && values.alarm !== undefined) {
      throw new UserMistake('--quiet rings nobody, so --alarm makes no sense with it.', 2);
    }
    const name = stackName(values);
    const settings = Settings.in(machine.folder);
    const teller = new Teller(values.json);
    if (values.quiet === true) {
      const alarm = alarmAddress(variablesOf(settings));
      return withAws(values, (aws) => quietDrill({ aws, machine, settings, teller }, name, alarm));
    }
    const boards = await boardsOf(settings, machine);
    return withAws(values, async (aws) => {
      const stack = await stackAt(aws, name);
      const drill: Drill = {
        aws,
        machine,
        teller,
        lambda: lambdaIn(stack),
        boards,
        names: rosterNames(rosterTextIn(machine.folder)),
        place: { topicArn: outputOf(stack, 'TopicArn'), id: randomUUID() },
        alarm: values.alarm ?? 'chain test',
        beganAtMs: machine.now(),
      };
      return interruptibly(machine, (waiting) => ring(drill, waiting));
    });
  },
};

/** How the boards of the account in `.env` are read. Throws a UserMistake when it does not say which account that is. */
async function boardsOf(settings: Settings, machine: Machine): Promise<() => Promise<Boards>> {
  const account = await accountOf(settings, machine);
  const service = syncServiceOf(settings.get('SYNC_SERVICE_SID'));
  return () => account.read('read the boards', (client) => readBoards(client, service));
}

async function quietDrill(
  {
    aws,
    machine,
    settings,
    teller,
  }: { readonly aws: Aws; readonly machine: Machine; readonly settings: Settings; readonly teller: Teller },
  name: string,
  { url, secrets }: AlarmAddress,
): Promise<number> {
  const lambda = lambdaIn(await stackAt(aws, name));
  const beganAtMs = machine.now();
  const say = sayer({ machine, teller, beganAtMs });
  await deliver(aws, lambda, HEARTBEAT_EVENT);
  say('accepted', `a heartbeat, by ${lambda.name} and through it by /alarm`);
  const heartbeat = await askHealth(url, secrets, machine.now(), machine.fetch);
  const problems = healthFindings(heartbeat, undefined, settings.redact).filter(({ verdict }) => verdict === 'problem');
  for (const { code, words, remedy } of problems) {
    say('problem', `${words}${remedy === undefined ? '' : ` → ${remedy}`}`, { code });
  }
  if (problems.length === 0) say('health', 'nothing is wrong: an alarm would ring the agent on call');
  teller.tell({ kind: 'end', is: problems.length === 0 ? 'healthy' : 'unhealthy' });
  return problems.length === 0 ? 0 : 1;
}

interface Drill {
  readonly aws: Aws;
  readonly machine: Machine;
  readonly teller: Teller;
  readonly lambda: DeployedLambda;
  readonly boards: () => Promise<Boards>;
  readonly names: RosterNames;
  readonly place: DrillPlace;
  readonly alarm: string;
  readonly beganAtMs: number;
}

/** Raises the alarm, reports what happens, and in any case takes the alarm back. */
async function ring(drill: Drill, waiting: Waiting): Promise<number> {
  const { aws, lambda, place, alarm, beganAtMs } = drill;
  const say = sayer(drill);
  const before = await drill.boards();
  const busy = teamsAtWork(before);
  if (busy.length > 0) {
    throw new UserMistake(
      `agents of ${busy.join(', ')} are being called for a real alarm right now. Try again when somebody has taken it.`,
    );
  }
  const raise = drillEvent(place, alarm, 'ALARM', beganAtMs);
  say('sent', `"${drillName(alarm)}" to ${lambda.name}`);
  await deliver(aws, lambda, raise);
  say('accepted', 'by the Lambda and /alarm');
  const { state, seconds } = await followAndTakeBack(drill, raise, incidentsTaken(before), waiting);
  return conclude(drill, state, seconds);
}

/** However it ends, also by Ctrl-C, the alarm recovers: nobody else is called, and the boards are as they were. */
async function followAndTakeBack(
  drill: Drill,
  raise: object,
  takenBefore: ReadonlySet<string>,
  waiting: Waiting,
): Promise<{ readonly state: DrillState; readonly seconds: number }> {
  const { aws, machine, lambda, place, alarm, beganAtMs } = drill;
  try {
    const state = await follow(drill, raise, takenBefore, waiting);
    return { state, seconds: Math.round((machine.now() - beganAtMs) / 1000) };
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    throw new Interrupted('Stopped. A phone that is ringing goes on ringing; nobody else is called.', {
      cause: error,
    });
  } finally {
    await deliver(aws, lambda, drillEvent(place, alarm, 'OK', machine.now()));
    sayer(drill)('recovery', 'sent, so that nothing is left over');
  }
}

/** How often the boards are read while phones ring. */
const POLL_MS = 1_000;

/** Reports each step once, until agents are no longer called. The Lambda is invoked again as often as the queue would. */
async function follow(
  drill: Drill,
  raise: object,
  takenBefore: ReadonlySet<string>,
  { pause }: Waiting,
): Promise<DrillState> {
  const { aws, machine, lambda, beganAtMs } = drill;
  const say = sayer(drill);
  const told = new Set<string>();
  for (let delivered = 1; ;) {
    await pause(POLL_MS);
    const state = await stateOf(drill, takenBefore);
    const steps = 'steps' in state ? state.steps : [];
    for (const { key, label, text, agent, attempt } of steps) {
      if (!told.has(key)) say(label, text, { agent, attempt });
      told.add(key);
    }
    if (state.is !== 'running' && state.is !== 'unseen') return state;
    if (machine.now() - beganAtMs >= delivered * VISIBILITY_SECONDS * 1000) {
      delivered++;
      await deliver(aws, lambda, raise);
    }
  }
}

/** When one reading fails, the next one shows what it would have shown. */
async function stateOf(drill: Drill, takenBefore: ReadonlySet<string>): Promise<DrillState> {
  const { boards, names, place, alarm } = drill;
  try {
    return drillState(await boards(), drillHash(place, alarm), takenBefore, names);
  } catch (error) {
    sayer(drill)('unseen', reasonOf(error));
    return { is: 'unseen' };
  }
}

/** Reports the outcome, and returns the exit status: 0 exactly when somebody pressed 1. */
function conclude({ names, teller }: Drill, state: DrillState, seconds: number): number {
  const by = 'by' in state ? state.by : null;
  const team = 'team' in state ? state.team : null;
  teller.tell({ kind: 'end', is: state.is, team, by, seconds }, `\n${outcomeWords(state, names, seconds)}`);
  return state.is === 'taken' ? 0 : 1;
}

function outcomeWords(state: DrillState, names: RosterNames, seconds: number): string {
  switch (state.is) {
    case 'taken':
      return `${names.agentName(state.by)} (team ${state.team}) pressed 1 within ${String(seconds)} s. The chain works.`;
    case 'exhausted':
      return `Nobody of team ${state.team} pressed 1, and everyone on the team gets an SMS that says so. The chain works; the\nagents were not reached.`;
    case 'recovered':
      return `Somebody ended the drill of team ${state.team} elsewhere before anybody pressed 1.`;
    case 'told':
      return `${names.agentName(state.by)} (team ${state.team}) took an incident a moment ago and gets this by SMS; nobody was rung. Try again\nlater.`;
    case 'silenced':
      return 'A silence of the roster covers this name: nobody was called. Choose another with --alarm.';
    case 'running':
    case 'unseen':
      throw new Error(`a drill that is ${state.is} has not ended`);
  }
}

/** The Lambda, and where it logs: undefined for a stack of a time when it did not say so. */
interface DeployedLambda {
  readonly name: string;
  readonly logGroup: string | undefined;
}

function lambdaIn(stack: StandingStack): DeployedLambda {
  return { name: outputOf(stack, 'LambdaName'), logGroup: stack.outputs.get('LogGroupName') };
}

/** Invokes the Lambda. Throws a UserMistake with its own words when it or `/alarm` did not accept the event. */
async function deliver(aws: Aws, lambda: DeployedLambda, event: object): Promise<void> {
  const invoked = await invoke(aws.lambda, lambda.name, event);
  if (invoked.ok) return;
  const where = whereOptions({ region: await aws.region(), profile: aws.profile });
  const look =
    lambda.logGroup === undefined
      ? `aws lambda get-function-configuration --query LoggingConfig.LogGroup --function-name ${lambda.name}${where}`
      : `aws logs tail ${lambda.logGroup} --since 10m${where}`;
  throw new UserMistake(
    `${lambda.name} did not get it through: ${invoked.why}\n${lambda.logGroup === undefined ? 'Its log is in the group that this names' : 'Its log'}:\n  ${look}`,
  );
}

/** How each step is reported: its name, words, and what else a program wants to know of it. */
function sayer({
  machine,
  teller,
  beganAtMs,
}: Pick<Drill, 'machine' | 'teller' | 'beganAtMs'>): (label: string, words: string, more?: object) => void {
  return (label, words, more = {}) => {
    const nowMs = machine.now();
    const time = `${((nowMs - beganAtMs) / 1000).toFixed(1).padStart(7)} s  `;
    const step = label.replaceAll(' ', '-');
    teller.tell({ kind: 'step', step, at: isoOf(nowMs), atMs: nowMs - beganAtMs, ...more, words }, [
      painted('dim', time),
      labelText(label, 11),
      printableLine(words),
    ]);
  };
}
