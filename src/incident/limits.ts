/**
 * The escalation's numbers, each with its reason. The clocks of AWS and of the wire are in src/signing/limits.ts.
 */

/** An execution that has not claimed by then is given up: 100 ms is usual, a cold Function takes a few seconds. */
export const CLAIM_AGE_MS = 20_000;

/** Where an execution that outlived its attempt cannot be ended, others are called after this time, though its call may still ring. */
export const OUTLIVED_MS = 180_000;

/** No call waits in Twilio's queue, and rings, for so long: it is looked for no more, and a later call to that phone is left alone. */
export const OUTLIVED_RINGS_MS = 600_000;

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

/** How far a state's own time may be ahead of our clock and still say what is later: clocks differ by so much at most. */
export const AHEAD_MS = 60_000;

/** How long to wait before trying again when every agent is engaged in another team's call, or none can be called. */
export const ENGAGED_RETRY_MS = 10_000;

/**
 * So often an execution for one number is asked for and never claims before it is the next agent's turn: with a delivery every 72 s,
 * two and a half minutes.
 */
export const MOST_FAILURES = 2;

/** The run that drains the outbox has this long to send before another one may. */
export const LEASE_MS = 20_000;

/** An SMS that could not be handed over is tried again after this time, doubled at each further try up to {@link TEXT_RETRY_MOST_MS}. */
export const TEXT_RETRY_MS = 15_000;

/** With one delivery in between, everything is said within four minutes of the end of an outage. */
export const TEXT_RETRY_MOST_MS = 120_000;

/** After so long an SMS of which Twilio never says whether it was sent is sent again: four times an hour at the most. */
export const DOUBT_MS = 15 * 60_000;

/** An owed SMS keeps its alarm's message in the queue for so long; after that the heartbeat looks after it. 1,000 deliveries are 20 h. */
export const TEXT_HOLDS_MESSAGE_MS = 60 * 60_000;

/** An SMS that could not be sent for so long is news to nobody. */
export const TEXT_EXPIRES_MS = 48 * 60 * 60_000;

/** One Twilio request. The client's default of 30 s is longer than a Function may run. */
export const REQUEST_TIMEOUT_MS = 2_500;

/** A request about SMS, where there is time: one that is sent and not waited for has to be asked after, and may be sent twice. */
export const TEXT_TIMEOUT_MS = 5_000;

/** A clock that seems to differ by more than what replies take from Twilio's is wrong, and is not believed. */
export const CLOCK_ERROR_MS = 5_000;

/** What a Function allows itself of the 10 s that Twilio gives it. */
export const FUNCTION_WORK_MS = 8_000;

/** An SMS about a further alarm that could not be handed over so often is given up, and a phone rings instead. */
export const MORE_TRIES = 2;

/** Incidents of a team that are not over. */
export const MOST_OPEN = 12;

/** Incidents on a board, those that are over and still told of among them; one slot of the memory stands for none. */
export const MOST_INCIDENTS = 14;

/** Ids of incidents that are gone and may still be on somebody's phone. */
export const MOST_FORMER = 3;

/** Calls that are over and kept of one incident: as many as a roster may ask for in one round. */
export const MOST_CALLS_KEPT = 20;

/** Alarms that the memory holds. */
export const MOST_REMEMBERED = 1_000;

/** Phones that an incident knows to be refused, and that an attempt passes over before it waits. */
export const MOST_PASSED = 40;

/**
 * How many people of a team are owed an SMS to everyone at once; the rest follow as these are told. Twilio answers 429 to a
 * Function that sends to many more at a time. Those for whom it failed may take as many places again.
 */
export const TOLD_AT_ONCE = 15;
export const MOST_PEOPLE = 2 * TOLD_AT_ONCE;

/** Things that one person is owed at once; of further ones about incidents that are over only the number is told. */
export const MOST_ITEMS = 16;

/** How many alarms of an incident have a text; the rest are counted. */
export const TEXTS_PER_INCIDENT = 12;

/** How long the texts are kept beside the board. */
export const WORDS_KEPT_SECONDS = 7 * 24 * 3_600;

/** From the third alarm on a summary is cut to this in one SMS. */
export const LATER_SUMMARY_CHARACTERS = 80;

/** The longest SMS, with its links: Twilio refuses more than 1,600 characters (error 21617). */
export const SMS_CHARACTERS = 1_500;

/** The longest speech about an incident, in characters: what is said to an agent who wants to hear it again. */
export const SPEECH_CHARACTERS = 300;

/** The longest first speech: a voicemail that takes it for a message holds the line for it, and keeps the next agent waiting. */
export const PROMPT_CHARACTERS = 215;

/**
 * By then, in letters as long as they take to say, the name, what is wrong and where have been said: 8 of the 12 seconds by which
 * a calm voice has named the keys. `npm run speak` measures them.
 */
export const EARLY_CHARACTERS = 98;

/** How many alarms of an incident the history names, and in how many characters each. */
export const HISTORY_ALARMS = 5;
export const HISTORY_ALARM_CHARACTERS = 80;

/** An incident of which nothing was heard for so long after it was taken is left to its owner. */
export const LEFT_AFTER_MS = 24 * 60 * 60_000;

/** What nobody has is looked at again after this time; a month after it happened it is of no use to ring anybody at once. */
export const EXHAUSTED_LISTED_MS = 30 * 24 * 3_600_000;

/**
 * A chain of calls that an alarm began is listed in the index of what is due when it is so old: by then its message has come a second
 * time. Should it come no more, the heartbeat looks after the chain from the second time on.
 */
export const CHAIN_LISTED_MS = 60_000;
export const CHAIN_DUE_MS = 5 * 60_000;

/** When the index has named a team for so long and no heartbeat has looked after it, what lies beside the board has been lost. */
export const INDEX_LOST_MS = 10 * 60_000;

/** Going right and wrong again so often within an hour is flapping: the incident is held open until it has been still for a while. */
export const FLAPS = 3;
export const FLAPS_WITHIN_MS = 60 * 60_000;
export const STILL_MS = 15 * 60_000;

/** Everyone is told that no phone can be rung at most so often. */
export const IMPOSSIBLE_EVERY_MS = 6 * 60 * 60_000;

/** The hour of the budget is counted in stretches of this length. */
export const BUDGET_STRETCH_MS = 5 * 60_000;
export const BUDGET_MS = 60 * 60_000;

/** So often the owner of one incident is reminded; an owner who still says "I am on it" needs no further call. */
export const MOST_REMINDERS = 10;
