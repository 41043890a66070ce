import { takeCall } from '../escalation/answer';
import { Run } from '../escalation/run';
import { deskFor, type FunctionContext } from '../twilio/function-context';
import { isReply, readFlowCall, type FlowEvent } from '../twilio/flow-call';
import { answerWith, type Callback } from '../twilio/reply';

/** The agent pressed 1. Answers `{result, speech}`; 503 when it could not be written down, and then nobody has it. */
export function handler(context: FunctionContext, event: FlowEvent, callback: Callback): Promise<void> {
  return answerWith(callback, async () => {
    const call = readFlowCall(event);
    if (isReply(call)) return call;
    const { result, speech } = await takeCall(new Run(deskFor(context)), call);
    return { status: 200, body: { result, speech } };
  });
}
