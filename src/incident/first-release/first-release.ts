import { merged } from './merge';
import { upgraded } from './upgrade';

/** What a board of the first release becomes in this one. */
export interface FirstRelease {
  readonly upgraded: typeof upgraded;
  readonly merged: typeof merged;
}

export const FIRST_RELEASE: FirstRelease = { upgraded, merged };

/** In a built Function deployed.ts takes the place of this. */
export function firstRelease(): FirstRelease | undefined {
  return FIRST_RELEASE;
}
