/** A slip of the pen at an offset of the text; what was meant is plain, so reading goes on. */
export interface Slip {
  readonly at: number;
  readonly message: string;
}

/** Of nearly all that is read. */
export const NO_SLIPS: readonly Slip[] = [];
