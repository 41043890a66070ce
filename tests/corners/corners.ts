import { DOZENS, FLAPPING, STATES_AHEAD } from './alarms';
import { BOARDS_IN_DOUBT, CLOCKS } from './doubts';
import type { Corner } from './play';
import { OWNERS_WHO_LEFT, RENAMED_TEAMS, STRAYED_RECOVERIES } from './teams';
import { EMPTY_REPLIES, FAILING_NUMBERS, REPLIES_OF_THE_EDGE, SLOW_TWILIO } from './twilio';

/** The corners of the protocol, by their number. */
export const CORNERS: readonly Corner[] = [
  RENAMED_TEAMS,
  FAILING_NUMBERS,
  SLOW_TWILIO,
  STRAYED_RECOVERIES,
  STATES_AHEAD,
  REPLIES_OF_THE_EDGE,
  EMPTY_REPLIES,
  BOARDS_IN_DOUBT,
  FLAPPING,
  DOZENS,
  OWNERS_WHO_LEFT,
  CLOCKS,
];
