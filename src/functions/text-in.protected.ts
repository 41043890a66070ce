import { answerText } from '../reach/text-in';
import { doRest } from '../reach/rest';
import { parameter } from '../twilio/flow-call';
import { reachDeskFor } from '../twilio/reach';
import { answering } from '../twilio/reply';
import { textReply } from '../twilio/text-answer';

const PATH = '/text-in';

/**
 * Somebody texts the number: TwiML with one message to an agent, and with none to anybody else. Twilio comes back for what an answer
 * leaves to be done; only our own TwiML has that address, which is part of what Twilio signs.
 */
export const handler = answering(async (context, event) => {
  const desk = reachDeskFor(context);
  const [team, answeredBy] = [parameter(event, 'team'), parameter(event, 'answeredBy')];
  if (team !== '') {
    await doRest(desk.run, { team, ...(answeredBy === '' ? {} : { answeredBy }) });
    return textReply({ messages: [] }, PATH);
  }
  return textReply(await answerText(desk, parameter(event, 'From'), parameter(event, 'Body')), PATH);
});
