import type TwiML from 'twilio/lib/twiml/TwiML';
import type { FunctionReply } from './reply';

/** TwiML as a Function answers it. */
export function twimlReply(document: TwiML): FunctionReply {
  return { status: 200, body: document.toString(), headers: { 'Content-Type': 'text/xml; charset=utf-8' } };
}
