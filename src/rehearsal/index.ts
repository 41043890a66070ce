// The face of the local cloud: what is outside of this folder takes it from here, and no deeper.
export { LocalAccount } from './account/local-account';
export type { LocalAccountOptions } from './account/local-account';
export { saidBy, send, sendingsIn } from './alarm-file';
export type { Sending } from './alarm-file';
export { RealClock, sleep, VirtualClock } from './clock';
export type { Clock } from './clock';
export { outcomeOf } from './outcome';
export type { Behaviour } from './phones/behaviour';
export type { PhoneCall } from './phones/call';
export { perAgent, reachBack, successive } from './phones/conduct';
export type { Conduct, ReachingBack } from './phones/conduct';
export { InteractivePhones } from './phones/interactive';
export { AGENT_WORDS, CONDUCTS, scripted } from './phones/scripted';
export type { AgentWord } from './phones/scripted';
export { Rehearsal } from './rehearsal';
export { Timeline } from './timeline';
export { PortRefused } from './twilio/server';
export type { Outcome, TimelineEntry } from './timeline';
