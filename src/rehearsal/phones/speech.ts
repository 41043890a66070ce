/** How fast text is spoken: 15 characters a second, about 150 English words a minute. */
const CHARACTERS_PER_SECOND = 15;

/** How long `text` takes to say, in milliseconds. */
export function speechMs(text: string): number {
  return Math.ceil((text.length / CHARACTERS_PER_SECOND) * 1000);
}
