import type { HttpRequest } from '../../src/rehearsal/http';
import { SIGNATURE_AGE_SECONDS } from '../../src/signing/limits';
import { sign } from '../../src/signing/signature';
import type { Intrusion } from './schedule';
import { alarmMessage, START_MS } from './story';
import type { Story } from './story';

/** Some other secret than the one that is deployed. */
const GUESS = 'a-guess-at-the-secret';

/**
 * Promise 6: somebody without the secrets sends a request to a Function. Returns the breach, in words: it is refused, and
 * refused at once, because asking Twilio for anything would take time.
 */
export async function intrude(story: Story, what: Intrusion): Promise<string[]> {
  const { clock, rehearsal } = story;
  const startedMs = clock.now();
  const { status } = await rehearsal.host.handle(requestOf(story, what));
  const isRefused = [400, 401, 403].includes(status) && clock.now() === startedMs;
  // While the Functions are out of reach, nobody reaches them.
  const isUnreached = status === 503 || status === 504;
  return isRefused || isUnreached
    ? []
    : [`an ${what} was answered ${status} after ${clock.now() - startedMs} ms, at ${(startedMs - START_MS) / 1000} s`];
}

function requestOf(story: Story, what: Intrusion): HttpRequest {
  switch (what) {
    case 'alarm with a wrong signature':
      return json(story, '/alarm', alarm(story, GUESS, 0));
    case 'alarm with an old signature':
      return json(story, '/alarm', alarm(story, story.rehearsal.secret, SIGNATURE_AGE_SECONDS + 1));
    case 'alarm with the signature of another time': {
      const { ts, ...rest } = alarm(story, story.rehearsal.secret, 0);
      return json(story, '/alarm', { ...rest, ts: ts - 1 });
    }
    case 'alarm with a key of its own':
      return json(story, '/alarm', { ...alarm(story, story.rehearsal.secret, 0), team: 'main' });
    case 'alarm that brings its own headers':
      return json(story, '/alarm', { ...alarm(story, story.rehearsal.secret, 0), request: { headers: {} } });
    case 'take without a signature':
      return form(story, '/take', {});
    case 'next agent with a wrong signature':
      return form(story, '/next-agent', { 'x-twilio-signature': 'Z3Vlc3M=' });
    case 'event without the password':
      return json(story, '/studio-events', [
        { type: 'com.twilio.studio.flow.execution.ended', data: { execution_sid: newestExecution(story) } },
      ]);
  }
}

function alarm(
  story: Story,
  secret: string,
  ageSeconds: number,
): { readonly ts: number; readonly payload: string; readonly sig: string } {
  const ts = story.clock.now() - ageSeconds * 1000;
  const message = { id: 'intruder', source: 'sns', body: alarmMessage('intruder', { stateAtSeconds: story.seconds }) };
  const payload = JSON.stringify({ messages: [message] });
  return { ts, payload, sig: sign(secret, ts, payload) };
}

/** What the flow says of its call at this moment, which somebody may have seen in a log. */
function form(story: Story, path: string, headers: Readonly<Record<string, string>>): HttpRequest {
  const execution = newestExecution(story);
  const parameters = story.rehearsal.executions.get(execution)?.parameters ?? {};
  const fields = Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, String(value)]));
  return {
    method: 'POST',
    url: story.rehearsal.domain + path,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams({ ...fields, execution, reason: 'declined' }).toString(),
  };
}

function json(story: Story, path: string, body: object): HttpRequest {
  return {
    method: 'POST',
    url: story.rehearsal.domain + path,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

function newestExecution({ rehearsal }: Story): string {
  const started = rehearsal.ledger.entries.findLast(({ kind }) => kind === 'execution-started');
  return started?.kind === 'execution-started' ? started.execution : 'FN00000000000000000000000000000000';
}
