import { nextAgent } from '../escalation/answer';
import { Run } from '../escalation/run';
import type { AttemptOutcome } from '../board/board';
import { deskFor, type FunctionContext } from '../twilio/function-context';
import { isReply, parameter, readFlowCall, type FlowEvent } from '../twilio/flow-call';
import { answerWith, type Callback } from '../twilio/reply';

/**
 * This call is over: returns the next on-call agent's number and starts the flow for that agent. Answers
 * `{result, agent, number, speech}`, with `none` where there is no next agent.
 */
export function handler(context: FunctionContext, event: FlowEvent, callback: Callback): Promise<void> {
  return answerWith(callback, async () => {
    const call = readFlowCall(event);
    if (isReply(call)) return call;
    const outcome = outcomeOf(parameter(event, 'reason'));
    const { result, agent, speech } = await nextAgent(new Run(deskFor(context)), call, outcome);
    return {
      status: 200,
      body: { result, agent: agent?.name ?? 'none', number: agent?.phone ?? 'none', speech },
    };
  });
}

/** The flow's reason; for a call that was not answered it is Twilio's CallStatus, which has more words than we need. */
function outcomeOf(reason: string): AttemptOutcome {
  switch (reason) {
    case 'declined':
    case 'no-key':
    case 'busy':
    case 'no-answer':
      return reason;
    default:
      return 'failed';
  }
}
