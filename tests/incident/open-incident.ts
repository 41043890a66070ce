import type { Incident } from '../../src/board/board';

/** 03:10 on a winter night. */
export const NOW = Date.parse('2026-11-22T03:10:00Z');
export const MINUTE = 60_000;

/** An incident of ten minutes ago that nobody has, and for which nobody is being called at this moment. */
export const INCIDENT: Incident = {
  id: 'inc-0badcafe',
  slot: 1,
  status: 'escalating',
  openedAtMs: NOW - 10 * MINUTE,
  changedAtMs: NOW - 9 * MINUTE,
  name: 'web-cpu',
  sinceMs: NOW - 10 * MINUTE,
  joined: 1,
  unremembered: 0,
  worded: 1,
  heardAtMs: NOW - 9 * MINUTE,
  chain: 'alarm',
  calls: [],
  callsBefore: 0,
  rounds: 0,
  reminders: 0,
  refused: [],
  isTold: false,
  place: 0,
  flaps: 0,
  isUnrecorded: false,
};
