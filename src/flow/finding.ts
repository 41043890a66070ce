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

/** A finding with the rule that it breaks, which is the same in every version: what a program may go by. */
export interface CodedFinding extends Finding {
  readonly code: FindingCode;
}

/**
 * What a finding is about: the JSON itself, its shape, the envelope around it, names and where they lead, Studio's format, Liquid, the
 * Functions, what is said, events without a way on, types that are not known, what the rehearsal refuses, the paths, going round.
 */
export const FINDING_CODES = [
  'json',
  'shape',
  'wrapped',
  'names',
  'format',
  'references',
  'functions',
  'prompts',
  'unhandled',
  'types',
  'rehearsal',
  'paths',
  'loops',
] as const;

export type FindingCode = (typeof FINDING_CODES)[number];

/** Takes note of one finding. */
export type Note = (finding: Finding) => void;
