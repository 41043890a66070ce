import { timingSafeEqual } from 'node:crypto';
import { executionEnded } from '../escalation/answer';
import { Run } from '../escalation/run';
import { field } from '../text/json';
import { deskFor } from '../twilio/function-context';
import { readEnvironment } from '../twilio/environment';
import { answering, refuse } from '../twilio/reply';
import { endedExecutions, type EndedExecution } from '../twilio/studio-event';

/**
 * Event Streams says that executions have ended: a hang-up has no other way to be known. The events are hints; Studio is
 * asked about each. Answers 503 when it cannot be asked, and Event Streams delivers again.
 */
export const handler = answering(async (context, event) => {
  const environment = readEnvironment(context, ['EVENTS_PASSWORD']);
  if (!isAuthorized(event, environment.eventsPassword)) {
    return refuse(401, 'unauthorized', 'The HTTP Basic password must be EVENTS_PASSWORD: set it in the sink.');
  }
  const ended = endedExecutions(event);
  if (ended === undefined) {
    return refuse(400, 'bad-shape', 'The body must be one CloudEvent or an array of them, as JSON.');
  }
  const run = new Run(deskFor(context, environment));
  const mayBeOurs = ended.filter((each) => isWorthAsking(run, each));
  const results = await Promise.all(mayBeOurs.map(({ execution, flow }) => executionEnded(run, execution, flow)));
  return { status: 200, body: { results } };
});

/**
 * The sink gets the events of every flow in the account. One of another flow than today's may be of a call that was begun
 * with an earlier one, and then it has the number of somebody here; a busy flow of somebody else's must cost no requests.
 */
function isWorthAsking({ desk }: Run, { flow, phone }: EndedExecution): boolean {
  const { pager, plans, outside } = desk;
  return flow === pager.flow || (phone !== undefined && plans.teamsOf(phone, outside.now()).length > 0);
}

/** The sink's URL carries the credentials; only the password is secret. Compared in constant time. */
function isAuthorized(event: Readonly<Record<string, unknown>>, password: string): boolean {
  const header = field(field(event['request'], 'headers'), 'authorization');
  if (typeof header !== 'string' || !header.startsWith('Basic ')) return false;
  const credentials = Buffer.from(header.slice('Basic '.length), 'base64').toString('utf8');
  const given = Buffer.from(credentials.slice(credentials.indexOf(':') + 1));
  const wanted = Buffer.from(password);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
