/** The longest summary of an alarm, in characters; spoken in about 15 s. */
export const SUMMARY_CHARACTERS = 200;

/** What is kept of an alarm's name and description for the eye, and of CloudWatch's reason, in characters. */
export const DETAIL_CHARACTERS = 1_500;
export const REASON_CHARACTERS = 300;

/** The longest text that says which part of an alarm is meant. */
export const PART_CHARACTERS = 60;

/** An account of AWS is twelve digits. */
export const ACCOUNT_DIGITS = 12;

/** The longest name of a region: `ap-southeast-2`, `us-gov-west-1`; older messages say "EU (Ireland)". */
export const REGION_CHARACTERS = 24;
