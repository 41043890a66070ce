/** One thing to say about a flow. */
export interface Finding {
  /** Only errors make a flow one that does not work. */
  readonly severity: 'error' | 'warning';
  /** Where in the JSON, as Twilio's validator has it: `#/states/3/properties/timeout`, or `#` for the whole. */
  readonly place: string;
  /** The widget that it is about, if any. */
  readonly widget?: string;
  /** What is wrong and what to do. */
  readonly message: string;
  /** The widgets that lead there, with what happened in each, where it matters how the flow comes there. */
  readonly path?: string;
}

/** Takes note of one finding. */
export type Note = (finding: Finding) => void;
