/** The account of every rehearsal. Twilio's runtime accepts an auth token of 32 characters only. */
export const ACCOUNT = { sid: 'AC00000000000000000000000000000000', authToken: 'rehearsal-auth-token-of-nobody-0' };
