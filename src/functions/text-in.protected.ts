import { answerText } from '../reach/text-in';
import { parameter } from '../twilio/flow-call';
import type { FunctionContext } from '../twilio/function-context';
import { reachDeskFor } from '../twilio/reach';
import { answerWith, type Callback } from '../twilio/reply';
import { textReply } from '../twilio/text-answer';

/** Somebody texts the number: TwiML with one message to an agent, and with none to anybody else. */
export function handler(
  context: FunctionContext,
  event: Readonly<Record<string, unknown>>,
  callback: Callback,
): Promise<void> {
  return answerWith(callback, async () =>
    textReply(await answerText(reachDeskFor(context), parameter(event, 'From'), parameter(event, 'Body'))),
  );
}
