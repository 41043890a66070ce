import { randomUUID } from 'node:crypto';
import type { Aws } from '../aws/clients';
import { drillEvent, drillHash, drillName, HEARTBEAT_EVENT } from '../aws/drill-alarm';
import type { DrillPlace } from '../aws/drill-alarm';
import { drillState, teamsAtWork } from '../aws/drill-steps';
import type { DrillState } from '../aws/drill-steps';
import type { Patience } from '../aws/follow';
import { invoke } from '../aws/lambda';
import { outputOf, stackAt } from '../aws/stack';
import { VISIBILITY_SECONDS } from '../signing/limits';
import { postMessage } from './alarm-post';
import { readArguments } from './arguments';
import { STACK_HELP, STACK_OPTIONS, stackName, withAws } from './aws-options';
import type { Command } from './command';
import { deploymentIn, deploymentVariables } from './deployment';
import type { Deployment } from './deployment';
import { reasonOf, UserMistake } from './failure';
import { Interrupted, patiently } from './patience';
import { teamBoards } from './team-boards';
import type { ReadBoards } from './team-boards';

const HELP = `Usage: npx oncall drill [OPTIONS]

Rings whoever is on call, through everything that is deployed, and tells when each step is reached.
The Lambda is invoked with an alarm that says in its name and its description that it is a drill;
press 1 to end it. Afterwards its recovery is sent, also at Ctrl-C, so that nothing is left over.

  --alarm NAME    what it is called: "Drill: NAME" (default: chain test). A route of the roster for
                  "Drill: db-*" decides which team is rung; else the default team is
  --quiet         ring nobody: one heartbeat through the Lambda, and how /alarm says it is
${STACK_HELP}

It does not pass through SNS and SQS, of which the watcher's own heartbeat takes care.`;

/** `oncall drill`. */
export const drillCommand: Command = {
  help: HELP,
  run: async (args) => {
    const { values } = readArguments(args, {
      alarm: { type: 'string' },
      quiet: { type: 'boolean' },
      ...STACK_OPTIONS,
    });
    if (values.quiet === true && values.alarm !== undefined) {
      throw new UserMistake('--quiet rings nobody, so there is no --alarm.', 2);
    }
    const name = stackName(values);
    const variables = deploymentVariables();
    if (values.quiet === true) {
      const deployment = deploymentIn(variables);
      return withAws(values, (aws) => quietDrill(aws, name, deployment));
    }
    const boards = await teamBoards(variables);
    return withAws(values, async (aws) => {
      const stack = await stackAt(aws, name);
      const drill: Drill = {
        aws,
        lambda: outputOf(stack, 'LambdaName'),
        boards,
        place: { topicArn: outputOf(stack, 'TopicArn'), id: randomUUID() },
        alarm: values.alarm ?? 'chain test',
        beganAtMs: Date.now(),
      };
      return patiently((patience) => ring(drill, patience));
    });
  },
};

async function quietDrill(aws: Aws, name: string, deployment: Deployment): Promise<number> {
  const lambda = outputOf(await stackAt(aws, name), 'LambdaName');
  const beganAtMs = Date.now();
  await deliver(aws, lambda, HEARTBEAT_EVENT);
  say(beganAtMs, 'accepted', `a heartbeat, by ${lambda} and through it by /alarm`);
  const answer = await postMessage(deployment, { id: `drill-${randomUUID()}`, source: 'heartbeat', body: 'drill' });
  if (answer.is === 'refused') throw new UserMistake(`asked from here, ${answer.why}`);
  const problems = problemsIn(answer.result);
  if (problems.length === 0) {
    say(beganAtMs, 'health', 'nothing is wrong: an alarm would ring whoever is on call');
    return 0;
  }
  for (const problem of problems) say(beganAtMs, 'problem', problem);
  return 1;
}

function problemsIn({ health }: Readonly<Record<string, unknown>>): readonly string[] {
  const problems: unknown =
    typeof health === 'object' && health !== null && 'problems' in health ? health.problems : undefined;
  if (Array.isArray(problems)) return problems.map(String);
  return ['/alarm does not say how it is: it is of an older version. Deploy the Functions: npx oncall deploy'];
}

interface Drill {
  readonly aws: Aws;
  readonly lambda: string;
  readonly boards: ReadBoards;
  readonly place: DrillPlace;
  readonly alarm: string;
  readonly beganAtMs: number;
}

/** Raises the alarm, tells what comes of it, and whatever came of it takes the alarm back. */
async function ring(drill: Drill, patience: Patience): Promise<number> {
  const busy = teamsAtWork(await drill.boards());
  if (busy.length > 0) {
    throw new UserMistake(
      `agents of ${busy.join(', ')} are being called for a real alarm at this moment. Try again when it has been taken.`,
    );
  }
  const raise = drillEvent(drill.place, drill.alarm, 'ALARM', drill.beganAtMs);
  say(drill.beganAtMs, 'sent', `"${drillName(drill.alarm)}" to ${drill.lambda}`);
  await deliver(drill.aws, drill.lambda, raise);
  say(drill.beganAtMs, 'accepted', 'by the Lambda and /alarm');
  try {
    const ended = await follow(drill, raise, patience);
    return conclude(drill, ended);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    throw new Interrupted('Stopped. A phone that rings already goes on ringing; nobody further is called.', {
      cause: error,
    });
  } finally {
    await deliver(drill.aws, drill.lambda, drillEvent(drill.place, drill.alarm, 'OK', Date.now()));
    say(drill.beganAtMs, 'recovery', 'sent');
  }
}

/** How often the boards are read while phones ring. */
const POLL_MS = 1_000;

/** Tells each step once, until agents are no longer called. The Lambda is invoked again as often as the queue would. */
async function follow(drill: Drill, raise: object, { pause }: Patience): Promise<DrillState> {
  const hash = drillHash(drill.place, drill.alarm);
  const told = new Set<string>();
  for (let delivered = 1; ;) {
    await pause(POLL_MS);
    const state = await stateOf(drill, hash);
    for (const step of stepsIn(state)) {
      if (!told.has(step.key)) say(drill.beganAtMs, step.label, step.text);
      told.add(step.key);
    }
    if (state.is !== 'running' && state.is !== 'unseen') return state;
    if (Date.now() - drill.beganAtMs >= delivered * VISIBILITY_SECONDS * 1000) {
      delivered++;
      await deliver(drill.aws, drill.lambda, raise);
    }
  }
}

/** A reading that fails is made good by the next one. */
async function stateOf({ boards, beganAtMs }: Drill, hash: string): Promise<DrillState> {
  try {
    return drillState(await boards(), hash, beganAtMs);
  } catch (error) {
    say(beganAtMs, 'unseen', reasonOf(error));
    return { is: 'unseen' };
  }
}

function stepsIn(state: DrillState): Extract<DrillState, { steps: unknown }>['steps'] {
  return 'steps' in state ? state.steps : [];
}

/** The outcome in words, and the exit status: 0 exactly when somebody pressed 1. */
function conclude({ beganAtMs }: Drill, state: DrillState): number {
  const seconds = ((Date.now() - beganAtMs) / 1000).toFixed(0);
  switch (state.is) {
    case 'taken':
      console.log(`\n${state.by.name} (team ${state.team}) pressed 1 after about ${seconds} s. The chain works.`);
      return 0;
    case 'exhausted':
      console.log(
        `\nNobody of team ${state.team} pressed 1, and everyone on the team gets an SMS that says so. The chain works; its people were not reached.`,
      );
      return 1;
    case 'recovered':
      console.log(`\nThe drill of team ${state.team} was ended elsewhere before anybody pressed 1.`);
      return 1;
    case 'told':
      console.log(
        `\n${state.by.name} (team ${state.team}) took an incident a moment ago and gets this by SMS; nobody was rung. Try again later.`,
      );
      return 1;
    case 'silenced':
      console.log('\nA silence of the roster covers this name: nobody was called. Choose another with --alarm.');
      return 1;
    case 'running':
    case 'unseen':
      throw new Error(`a drill that is ${state.is} has not ended`);
  }
}

/** Invokes the Lambda. Throws a UserMistake with its own words when it or `/alarm` did not accept the event. */
async function deliver(aws: Aws, lambda: string, event: object): Promise<void> {
  const invoked = await invoke(aws.lambda, lambda, event);
  if (!invoked.ok) {
    throw new UserMistake(
      `${lambda} did not get it through: ${invoked.why} Its log: /aws/lambda/${lambda} in CloudWatch.`,
    );
  }
}

function say(beganAtMs: number, label: string, text: string): void {
  console.log(`${((Date.now() - beganAtMs) / 1000).toFixed(1).padStart(7)} s  ${label.padEnd(10)}${text}`);
}
