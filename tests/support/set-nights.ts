import type { SetNight } from './set-night';
import { HINDERED } from './set-nights/account';
import { BEGUN } from './set-nights/begun';
import { CALM } from './set-nights/alarms';
import { HANDLED } from './set-nights/hands';
import { REACHED } from './set-nights/reached';
import { TROUBLED } from './set-nights/requests';
import { EDITED } from './set-nights/roster';

/** Nights of which the whole course is known. */
export const SET_NIGHTS: readonly SetNight[] = [
  ...CALM,
  ...HANDLED,
  ...REACHED,
  ...HINDERED,
  ...TROUBLED,
  ...EDITED,
  ...BEGUN,
];
