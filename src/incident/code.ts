/** What people call an incident: the first characters of its id, as many as one board needs to tell its incidents apart. */
export function codeOf(id: string): string {
  return id.replace(/^inc-/, '').slice(0, 4).toUpperCase();
}
