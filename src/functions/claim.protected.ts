import { claimCall } from '../escalation/answer';
import { Run } from '../escalation/run';
import { localeOf } from '../language/voices';
import { deskFor } from '../twilio/function-context';
import { answeringFlow, parameter } from '../twilio/flow-call';
import { catalogueIn } from '../wording/catalogues';

/**
 * The flow's first step: may this execution dial? Answers `{ring, why, message, again, prompt, ringSeconds}`, how this call is spoken, and
 * what is to be said where no Function answers.
 */
export const handler = answeringFlow(async (call, context, event) => {
  const desk = deskFor(context);
  // A flow that was published by an earlier release does not say which one it is.
  const flow = parameter(event, 'flow') || desk.pager.flow;
  const claim = await claimCall(new Run(desk), { ...call, token: parameter(event, 'token'), flow });
  const { language, voice } = claim.manner;
  const { notConfirmed, notPassedOn } = catalogueIn(language).speech;
  return {
    status: 200,
    body: {
      ring: claim.ring ? 'yes' : 'no',
      why: claim.ring ? 'claimed' : claim.why,
      message: claim.message,
      again: claim.ring ? claim.again : 'none',
      prompt: claim.ring ? claim.prompt : 'none',
      // Studio's call widget takes no variable for it: the flow has a widget for each of the ring times it knows.
      ringSeconds: claim.ring ? String(claim.ringSeconds) : 'none',
      voice,
      language: localeOf(voice),
      notConfirmed,
      notPassedOn,
    },
  };
});
