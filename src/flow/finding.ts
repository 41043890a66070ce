import type { Finding } from '../studio/finding';

/** A finding with the rule that it breaks, which is the same in every version: what a program may go by. */
export interface CodedFinding extends Finding {
  readonly code: FindingCode;
}

/**
 * What a finding is about: the JSON itself, its shape, the envelope around it, names and where they lead, Studio's format, Liquid, the
 * Functions, what is said, who says it, events without a way on, types that are not known, what the rehearsal refuses, the paths, going round.
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
  'voices',
  'unhandled',
  'types',
  'rehearsal',
  'paths',
  'loops',
] as const;

export type FindingCode = (typeof FINDING_CODES)[number];
