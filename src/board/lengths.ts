/** What an incident's name, and the name of the agent who is being called, may take of the board, in bytes of UTF-8. */
export const NAME_BYTES = 48;
export const AGENT_NAME_BYTES = 80;

/** A Sync document may hold 16 KiB (error 54006); the rest is left for what Twilio may count beside the data. */
export const BOARD_BYTES = 16_300;
