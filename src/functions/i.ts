import { badLinkPage, incidentPage } from '../reach/incident-page';
import { Run } from '../escalation/run';
import { opened } from '../signing/capability';
import { now } from '../twilio/desk';
import { readAlertSecret, readEnvironment } from '../twilio/environment';
import { boardsFor, deskFor } from '../twilio/function-context';
import { htmlReply } from '../twilio/html-reply';
import { readPageRequest } from '../twilio/page-request';
import { answering } from '../twilio/reply';

/**
 * The page that the link in an SMS opens: it shows the incident, and its buttons take, pass on and close it. The link is checked
 * before anything is loaded or asked for; a bad one costs no request to Twilio.
 */
export const handler = answering(async (context, event) => {
  const asked = readPageRequest(event);
  if (asked === undefined) return htmlReply(badLinkPage());
  const capability = opened(readAlertSecret(context), asked.capability, now());
  if (capability === undefined) return htmlReply(badLinkPage());
  const environment = readEnvironment(context, []);
  const run = new Run(deskFor(context, environment));
  const boards = boardsFor(context, environment);
  return htmlReply(await incidentPage(run, boards, capability, asked.capability, asked.order));
});
