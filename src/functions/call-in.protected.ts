import { answerCall } from '../reach/ring-back';
import type { Step } from '../reach/turn';
import { parameter } from '../twilio/flow-call';
import { reachDeskFor } from '../twilio/reach';
import { answering } from '../twilio/reply';
import { turnReply } from '../twilio/voice-answer';

/** What our own TwiML puts into the addresses that a call comes back to. */
const STEP_KEYS = ['step', 'as', 'ok', 'at', 'turn', 'taken', 'team', 'id', 'do', 'guess'];

/** Somebody rings the number, or has pressed a key in such a call: TwiML that says what there is to hear and to press. */
export const handler = answering(async (context, event) => {
  const desk = reachDeskFor(context);
  const step: Step = Object.fromEntries(
    STEP_KEYS.flatMap((key) => {
      const value = parameter(event, key);
      return value === '' ? [] : [[key, value]];
    }),
  );
  const turn = await answerCall(desk, {
    from: parameter(event, 'From'),
    call: parameter(event, 'CallSid'),
    digits: parameter(event, 'Digits'),
    dialled: parameter(event, 'DialCallStatus'),
    step,
  });
  return turnReply(turn, '/call-in', desk.ownNumber);
});
