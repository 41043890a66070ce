import { takeCall } from '../escalation/answer';
import { Run } from '../escalation/run';
import { deskFor } from '../twilio/function-context';
import { answeringFlow } from '../twilio/flow-call';

/** The agent pressed 1. Answers `{result, speech}`; 503 when it could not be written down, and then nobody has it. */
export const handler = answeringFlow(async (call, context) => {
  const { result, speech } = await takeCall(new Run(deskFor(context)), call);
  return { status: 200, body: { result, speech } };
});
