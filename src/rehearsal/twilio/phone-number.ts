/** Whether a text is a number in E.164 form, the only form in which Twilio takes numbers. Not production's: it would share its mistakes. */
export function isE164(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(text);
}
