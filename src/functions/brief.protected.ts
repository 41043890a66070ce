import { briefCall } from '../escalation/answer';
import { Run } from '../escalation/run';
import { localeOf } from '../language/voices';
import { deskFor } from '../twilio/function-context';
import type { FunctionContext } from '../twilio/function-context';
import { isReply, readFlowCall } from '../twilio/flow-call';
import type { FlowEvent } from '../twilio/flow-call';
import { answerWith } from '../twilio/reply';
import type { Callback } from '../twilio/reply';

/**
 * The agent has answered: what is to be said now? Answers `{proceed, speech, again, prompt}`, and what is to be said before by which voice: `none`
 * where it takes only one.
 */
export function handler(context: FunctionContext, event: FlowEvent, callback: Callback): Promise<void> {
  return answerWith(callback, async () => {
    const call = readFlowCall(event);
    if (isReply(call)) return call;
    const { proceed, speech, again, prompt, aside } = await briefCall(new Run(deskFor(context)), call);
    return {
      status: 200,
      body: {
        proceed: proceed ? 'yes' : 'no',
        speech,
        again: again ?? 'none',
        prompt: prompt ?? 'none',
        opening: aside?.opening ?? 'none',
        aside: aside?.text ?? 'none',
        asideVoice: aside?.voice ?? 'none',
        asideLanguage: aside === undefined ? 'none' : localeOf(aside.voice),
      },
    };
  });
}
