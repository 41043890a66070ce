import { badLinkPage, incidentPage } from '../reach/incident-page';
import { Run } from '../escalation/run';
import { opened } from '../signing/capability';
import { now } from '../twilio/desk';
import { readAlertSecret } from '../twilio/environment';
import { deskFor } from '../twilio/function-context';
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
  return htmlReply(await incidentPage(new Run(deskFor(context)), capability, asked.capability, asked.order));
});
