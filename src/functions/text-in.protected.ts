import { answerText } from '../reach/text-in';
import { doRest } from '../reach/rest';
import { parameter } from '../twilio/flow-call';
import type { FunctionContext } from '../twilio/function-context';
import { reachDeskFor } from '../twilio/reach';
import { answerWith } from '../twilio/reply';
import type { Callback } from '../twilio/reply';
import { textReply } from '../twilio/text-answer';

const PATH = '/text-in';

/**
 * Somebody texts the number: TwiML with one message to an agent, and with none to anybody else. Twilio comes back for what an answer
 * leaves to be done; only our own TwiML has that address, which is part of what Twilio signs.
 */
export function handler(
  context: FunctionContext,
  event: Readonly<Record<string, unknown>>,
  callback: Callback,
): Promise<void> {
  return answerWith(callback, async () => {
    const desk = reachDeskFor(context);
    const [team, answeredBy] = [parameter(event, 'team'), parameter(event, 'answeredBy')];
    if (team !== '') {
      await doRest(desk.run, { team, ...(answeredBy === '' ? {} : { answeredBy }) });
      return textReply({ messages: [] }, PATH);
    }
    return textReply(await answerText(desk, parameter(event, 'From'), parameter(event, 'Body')), PATH);
  });
}
