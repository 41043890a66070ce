/** Hides every E.164 number in a text but for its country and its last four digits, as in `+44•••••0001`. */
export function masked(text: string): string {
  return text.replace(/(?:\+|%2B)(\d{1,2})\d{2,9}(\d{4})(?!\d)/gi, '+$1•••••$2');
}
