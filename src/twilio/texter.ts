import type { Texter } from '../escalation/ports';
import type { Requests } from './requests';

/**
 * Codes with which Twilio refuses an SMS to this number for good: invalid (21211, 21217), not reachable from this number
 * (21612), not a mobile (21614), region not enabled (21408), opted out (21610).
 *
 * Anything else, such as a From that is not ours (21606), is a fault to be mended: the SMS stays owed.
 */
const REFUSED_FOR_GOOD = new Set([21211, 21217, 21408, 21610, 21612, 21614]);

/** SMS through Twilio Messaging, from the caller ID that agents have among their contacts. */
export function messagingTexter(requests: Requests, callerId: string): Texter {
  return {
    send: async (phone, text) => {
      const reply = await requests.send((client) => client.messages.create({ to: phone, from: callerId, body: text }));
      switch (reply.is) {
        case 'granted':
          return 'accepted';
        case 'lost':
          return 'failed';
        case 'refused':
          return REFUSED_FOR_GOOD.has(reply.refusal.code) ? 'refused' : 'failed';
      }
    },
  };
}
