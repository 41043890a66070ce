import MessagingResponse from 'twilio/lib/twiml/MessagingResponse';
import type { FunctionReply } from './reply';
import { twimlReply } from './twiml';

/** What an SMS is answered: one message, or nothing. */
export function textReply(answer: string | undefined): FunctionReply {
  const document = new MessagingResponse();
  if (answer !== undefined) document.message(answer);
  return twimlReply(document);
}
