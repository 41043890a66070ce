import { briefCall } from '../escalation/answer';
import { Run } from '../escalation/run';
import { localeOf } from '../language/voices';
import { deskFor } from '../twilio/function-context';
import { answeringFlow } from '../twilio/flow-call';

/**
 * The agent has answered: what is to be said now? Answers `{proceed, speech, again, prompt}`, what is to be said before, `none` where
 * there is nothing, and the voice that reads the alarm's own text, then and when it is asked for again.
 */
export const handler = answeringFlow(async (call, context) => {
  const { proceed, speech, again, prompt, aside, reader } = await briefCall(new Run(deskFor(context)), call);
  return {
    status: 200,
    body: {
      proceed: proceed ? 'yes' : 'no',
      speech,
      again: again ?? 'none',
      prompt: prompt ?? 'none',
      opening: aside?.opening ?? 'none',
      aside: aside?.text ?? 'none',
      asideVoice: reader,
      asideLanguage: localeOf(reader),
    },
  };
});
