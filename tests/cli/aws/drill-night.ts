import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command as drillCommand } from '../../../src/cli/aws/drill';
import type { AwsAtHand } from '../../aws/aws-at-hand';
import { AGENTS, Story } from '../../support/story';
import type { StoryOptions } from '../../support/story';
import { machineOver, on, ran, writeSettings } from '../live/live';

const drillWith = on(drillCommand);

/** A night whose Lambda AWS invokes, and the drill in that project; time passes while somebody waits for it. */
export function drillNight(
  aws: AwsAtHand,
  folder: string,
  options: StoryOptions,
): { readonly story: Story; readonly drill: ReturnType<typeof drillWith> } {
  const story = new Story(options);
  const { rehearsal, clock } = story;
  writeFileSync(join(folder, 'assets', 'roster.private.json'), JSON.stringify(options.roster ?? { agents: AGENTS }));
  writeSettings(folder, {
    ACCOUNT_SID: rehearsal.account.sid,
    AUTH_TOKEN: rehearsal.account.authToken,
    ALERT_SECRET: rehearsal.secret,
    FUNCTION_URL: rehearsal.alarmUrl,
  });
  aws.on('Invoke', async ({ FunctionName: _name, ...event }) => {
    let answer: object | undefined;
    const invoked = rehearsal.lambda(event, { awsRequestId: '00000000-0000-4000-8000-000000000002' }).then(
      (result) => (answer = Object(result) as object),
      (error: Error) => (answer = { functionError: 'Unhandled', errorType: 'Error', errorMessage: error.message }),
    );
    await clock.run(() => answer !== undefined, Infinity);
    return await invoked;
  });
  const machine = machineOver(folder, async (request) => rehearsal.twilio.handle(request), {
    now: () => clock.now(),
    sleep: async (ms) => {
      let isOver = false;
      clock.after(ms, () => (isOver = true));
      await clock.run(() => isOver, Infinity);
    },
    fetch: async (url, init) => {
      const request = new Request(url, init);
      const { status, body } = await rehearsal.host.handle({
        method: request.method,
        url: request.url,
        headers: { 'content-type': 'application/json' },
        body: await request.text(),
      });
      return new Response(body, { status });
    },
  });
  return { story, drill: drillWith(machine) };
}

/** Runs a quiet drill: the Function is asked directly too, so time must pass beside the command. */
export async function quietly(
  { clock }: Story,
  drill: ReturnType<typeof drillWith>,
  ...args: readonly string[]
): ReturnType<typeof ran> {
  const state = { isOver: false };
  const running = ran(drill, '--quiet', ...args).finally(() => (state.isOver = true));
  while (!state.isOver) await clock.run(() => state.isOver, clock.now() + 1);
  return running;
}
