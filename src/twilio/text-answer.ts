import MessagingResponse from 'twilio/lib/twiml/MessagingResponse';
import type { TextAnswer } from '../reach/text-in';
import type { FunctionReply } from './reply';
import { twimlReply } from './twiml';

/** What an SMS is answered, or nothing. `path`: where Twilio comes back for what is left to be done. */
export function textReply({ messages, rest }: TextAnswer, path: string): FunctionReply {
  const document = new MessagingResponse();
  for (const message of messages) document.message(message);
  if (rest !== undefined)
    document.redirect({ method: 'POST' }, `${path}?${new URLSearchParams({ ...rest }).toString()}`);
  return twimlReply(document);
}
