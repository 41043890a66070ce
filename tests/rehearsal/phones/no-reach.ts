import type { Reach } from '../../../src/rehearsal/phones/reach';

const refuse = (): never => {
  throw new Error('Nobody here was to do anything of their own accord.');
};

/** For phones whose owners only answer. */
export const NO_REACH: Reach = {
  ring: refuse,
  text: refuse,
  findInTexts: refuse,
  openLink: refuse,
  open: refuse,
  later: refuse,
};
