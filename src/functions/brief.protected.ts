import { briefCall } from '../escalation/answer';
import { Run } from '../escalation/run';
import { deskFor } from '../twilio/function-context';
import type { FunctionContext } from '../twilio/function-context';
import { isReply, readFlowCall } from '../twilio/flow-call';
import type { FlowEvent } from '../twilio/flow-call';
import { answerWith } from '../twilio/reply';
import type { Callback } from '../twilio/reply';

/** The agent has answered: what is to be said now? Answers `{proceed, speech, again, prompt}`. */
export function handler(context: FunctionContext, event: FlowEvent, callback: Callback): Promise<void> {
  return answerWith(callback, async () => {
    const call = readFlowCall(event);
    if (isReply(call)) return call;
    const brief = await briefCall(new Run(deskFor(context)), call);
    const more = brief.proceed ? { again: brief.again, prompt: brief.prompt } : { again: 'none', prompt: 'none' };
    return { status: 200, body: { proceed: brief.proceed ? 'yes' : 'no', speech: brief.speech, ...more } };
  });
}
