/**
 * The numbers on the way from the queue to `/alarm`. The Lambda, the Function that checks its signature, the local queue
 * and the AWS template all take them from here.
 */

/** How long the Lambda waits for `/alarm`: longer than a Function may run (10 s), shorter than the Lambda itself. */
export const ALARM_REQUEST_SECONDS = 11;

/** How long one run of the Lambda may take. */
export const LAMBDA_SECONDS = 12;

/** How long a received message stays hidden: AWS asks for at least six times the Lambda's time limit. */
export const VISIBILITY_SECONDS = 6 * LAMBDA_SECONDS;

/** Messages per run of the Lambda. */
export const BATCH_SIZE = 10;

/** Runs of the Lambda at the same time. Twilio runs at most 30 Functions at once per account. */
export const LAMBDA_CONCURRENCY = 5;

/** Deliveries before a message goes to the dead letters: the most that SQS allows, about a day. */
export const MAX_RECEIVE_COUNT = 1000;

/** How long the queue keeps a message. */
export const RETENTION_SECONDS = 4 * 24 * 60 * 60;

/** How long the dead-letter queue keeps a message. SQS counts from the first enqueue, so it must exceed the queue's. */
export const DEAD_LETTER_SECONDS = 14 * 24 * 60 * 60;

/** How often a heartbeat goes the way of an alarm. Each is a run of a Function and a read of Sync: 8,928 in a long month. */
export const HEARTBEAT_MINUTES = 5;

/** The same in the unit of CloudWatch's periods. */
export const HEARTBEAT_SECONDS = HEARTBEAT_MINUTES * 60;

/** How many heartbeats in a row may be missing or unhealthy before that is an alarm of its own: one may be unlucky. */
export const MISSED_HEARTBEATS = 3;

/** The age of the oldest message at which nobody seems to fetch messages at all: longer than four deliveries take. */
export const OLDEST_MESSAGE_SECONDS = 5 * 60;

/**
 * For how many minutes an alarm may come back unsettled before the watcher tells of it. Three calls, all of them stuck, are
 * over after 14.
 */
export const UNSETTLED_MINUTES = 15;

/** Among how many minutes its reports are looked for: a message that comes back every 72 s is in two of any three. */
export const UNSETTLED_WINDOW_MINUTES = 3;

/**
 * For how many minutes a heartbeat may be brought back. While calls are made for which no alarm is in the queue, one is
 * watched until they are over: 20 calls at most, and one that is stuck takes about 4 minutes. The next heartbeat goes on
 * with what an older one leaves, so this need not be exact.
 */
export const LONGEST_HEARTBEAT_MINUTES = 90;

/** How long the Lambda's log is kept. */
export const LOG_DAYS = 30;

/** A POST to `/alarm` stays below this many bytes, as sent. */
export const MAX_REQUEST_BYTES = 256 * 1024;

/** How far the signature's time may be from the Function's clock, either way. */
export const SIGNATURE_AGE_SECONDS = 5 * 60;
