/** Whether `text` says something that is only known while the flow runs. It needs no library, which commands would wait for. */
export function hasLiquid(text: string): boolean {
  return text.includes('{{') || text.includes('{%');
}
