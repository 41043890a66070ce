import type { Agent, PhoneCall } from './call';
import type { Reach } from './reach';

/** Decides what the people who are called do. */
export interface Behaviour {
  /** A phone has begun to ring; the returned agent notices the rest of the call. `reach` is for what comes of it later. */
  ringing(call: PhoneCall, reach: Reach): Agent;
}
