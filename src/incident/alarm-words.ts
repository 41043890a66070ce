/** What was written beside the board about one alarm, for speech and SMS. */
export interface AlarmWords {
  readonly hash: string;
  readonly summary: string;
  /** When it began, epoch milliseconds: when its state changed, or when its message came if that does not say. */
  readonly sinceMs: number;
  /** The AWS region, as plain text. */
  readonly region?: string;
}

/** What is said about the alarms of one incident. */
export interface IncidentWords {
  /** Its id. */
  readonly incident: string;
  readonly alarms: readonly AlarmWords[];
}
