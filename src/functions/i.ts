import { badLinkPage, incidentPage } from '../reach/incident-page';
import { Run } from '../escalation/run';
import { opened } from '../signing/capability';
import { now } from '../twilio/desk';
import { readAlertSecret } from '../twilio/environment';
import { deskFor, type FunctionContext } from '../twilio/function-context';
import { htmlReply } from '../twilio/html-reply';
import { readPageRequest } from '../twilio/page-request';
import { answerWith, type Callback } from '../twilio/reply';

/**
 * The page that the link in an SMS opens: it shows the incident, and its buttons take, pass on and close it. The link is checked
 * before anything is loaded or asked for; a bad one costs no request to Twilio.
 */
export function handler(
  context: FunctionContext,
  event: Readonly<Record<string, unknown>>,
  callback: Callback,
): Promise<void> {
  return answerWith(callback, async () => {
    const asked = readPageRequest(event);
    if (asked === undefined) return htmlReply(badLinkPage());
    const capability = opened(readAlertSecret(context), asked.capability, now());
    if (capability === undefined) return htmlReply(badLinkPage());
    return htmlReply(await incidentPage(new Run(deskFor(context)), capability, asked.capability, asked.order));
  });
}
