/**
 * The escalation's numbers, each with its reason. The clocks of AWS and of the wire are in src/signing/limits.ts.
 */

/** An execution that has not claimed by then is given up: 100 ms is usual, a cold Function takes a few seconds. */
export const CLAIM_AGE_MS = 20_000;

/**
 * The longest time from answering to the last word: briefing twice, one more prompt, their time-outs of 8 s, the result,
 * and four Function runs of up to 10 s (Twilio's limit for Run Function).
 */
export const LONGEST_CONVERSATION_MS = 150_000;

/** Added to ringing and conversation before an execution counts as stuck. */
export const DEADLINE_SLACK_MS = 20_000;

/** The same number is not dialled again sooner: the last call may still be hanging up, and a person needs to find the phone. */
export const REDIAL_MS = 30_000;

/** One agent gets at most one SMS about further alarms in this time; it counts those that came meanwhile. */
export const MORE_EVERY_MS = 60_000;

/** How far another machine's clock may be ahead of ours; the same as for a signature on `/alarm`. */
export const CLOCK_SKEW_MS = 5 * 60_000;

/** How long to wait before trying again when every agent is engaged in another team's call. */
export const ENGAGED_RETRY_MS = 10_000;

/** Whoever drains the outbox has this long to send before somebody else may. */
export const LEASE_MS = 20_000;

/**
 * How many people of a team stand on the board at once for an SMS to everyone; the rest follow as these are told. 16 KiB hold
 * about 80 with their leases, and Twilio answers 429 to a Function that sends to many more at a time.
 */
export const TOLD_AT_ONCE = 15;

/** An SMS that could not be handed over is tried again after this time, doubled at each further try up to 8 times this. */
export const TEXT_RETRY_MS = 15_000;

/** One Twilio request. The client's default of 30 s is longer than a Function may run. */
export const REQUEST_TIMEOUT_MS = 2_500;

/** What a Function allows itself of the 10 s that Twilio gives it. */
export const FUNCTION_WORK_MS = 8_000;

/** An SMS about a further alarm that could not be handed over so often is given up, and a phone rings instead. */
export const MORE_TRIES = 2;

/** How many alarms of an incident keep their text; the rest are counted. */
export const TEXTS_PER_INCIDENT = 12;

/** The longest summary of an alarm, in characters; spoken in about 15 s. */
export const SUMMARY_CHARACTERS = 200;

/** From the third alarm on a summary is cut to this, so that a storm leaves room for the memory. */
export const LATER_SUMMARY_CHARACTERS = 80;

/** The longest speech about an incident, in characters. */
export const SPEECH_CHARACTERS = 300;

/** How many incidents a board keeps for the history while it cannot be written; the oldest go first. */
export const HISTORY_OWED = 5;

/** How many alarms of an incident the history names, and in how many characters each. */
export const HISTORY_ALARMS = 5;
export const HISTORY_ALARM_CHARACTERS = 80;

/** A Sync document may hold 16 KiB (error 54006); the rest is left for what Twilio may count beside the data. */
export const BOARD_BYTES = 16_300;
