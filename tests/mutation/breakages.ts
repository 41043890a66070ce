import type { Breakage } from './breakage';
import { CALL_BREAKAGES } from './breakages/calls';
import { INCIDENT_BREAKAGES } from './breakages/incidents';
import { MESSAGE_BREAKAGES } from './breakages/messages';
import { REACH_BREAKAGES } from './breakages/reach';
import { STORE_BREAKAGES } from './breakages/store';
import { TEXT_BREAKAGES } from './breakages/texts';
import { TIME_BREAKAGES } from './breakages/time';
import { TWILIO_BREAKAGES } from './breakages/twilio';

/** Every guard that the guarantees rest on, taken away in each way that somebody might. */
export const BREAKAGES: readonly Breakage[] = [
  ...STORE_BREAKAGES,
  ...MESSAGE_BREAKAGES,
  ...TWILIO_BREAKAGES,
  ...CALL_BREAKAGES,
  ...INCIDENT_BREAKAGES,
  ...TEXT_BREAKAGES,
  ...TIME_BREAKAGES,
  ...REACH_BREAKAGES,
];
