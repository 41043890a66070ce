/** The numbers of those who reach back, each with its reason. */

/** Answers to one number within an hour: a machine that answers our answers, or a child with a phone, ends there. */
export const MOST_ANSWERS = 20;

/** Wrong pins and codes for one agent within an hour. Of 10,000 pins a forger finds one in about two months, and the agent is warned at once. */
export const MOST_GUESSES = 3;

/** Codes by SMS to one agent within an hour: somebody who forges their number must not make their phone buzz all night. */
export const MOST_CODES = 5;

/** How often a caller is asked for a key in one call: a caller who cannot decide hangs up sooner. */
export const MOST_TURNS = 20;

/** Calls of one stranger that are connected or raise an alert within an hour, and of all strangers together. */
export const MOST_OF_ONE_STRANGER = 3;
export const MOST_OF_STRANGERS = 10;

export const HOUR_SECONDS = 3_600;

/** An agent is warned about wrong pins once in this time. */
export const WARN_SECONDS = 24 * 3_600;
