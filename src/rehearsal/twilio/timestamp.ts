/** A time as Sync and Studio write it: `2026-11-24T08:30:00Z`. */
export function isoTimestamp(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}Z`;
}

/** A time as the 2010 API writes it: `Tue, 24 Nov 2026 08:30:00 +0000`. */
export function rfc2822Timestamp(atMs: number): string {
  return new Date(atMs).toUTCString().replace('GMT', '+0000');
}
