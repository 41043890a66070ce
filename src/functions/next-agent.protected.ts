import { nextAgent } from '../escalation/answer';
import { Run } from '../escalation/run';
import type { AttemptOutcome } from '../board/board';
import { deskFor } from '../twilio/function-context';
import { answeringFlow, parameter } from '../twilio/flow-call';

/**
 * This call is over: returns the next on-call agent's number and starts the flow for that agent. Answers
 * `{result, agent, number, speech}`, with `none` where there is no next agent.
 */
export const handler = answeringFlow(async (call, context, event) => {
  const outcome = outcomeOf(parameter(event, 'reason'));
  const { result, agent, speech } = await nextAgent(new Run(deskFor(context)), call, outcome);
  return {
    status: 200,
    body: { result, agent: agent?.name ?? 'none', number: agent?.phone ?? 'none', speech },
  };
});

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
