/** How instants and lengths of time are written. Instants are epoch milliseconds, shown in the zone given or in the viewer's own. */

const formats = new Map<string, Intl.DateTimeFormat>();

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  const made = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', options);
  formats.set(key, made);
  return made;
}

/** `17:31:05` */
export function clockWords(ms: number, timeZone?: string): string {
  return format({ hour: '2-digit', minute: '2-digit', second: '2-digit', ...inZone(timeZone) }).format(ms);
}

/** `Sat 28 Nov, 17:31` */
export function instantWords(ms: number, timeZone?: string): string {
  return `${dayWords(ms, timeZone)}, ${timeWords(ms, timeZone)}`;
}

/** `17:31` */
export function timeWords(ms: number, timeZone?: string): string {
  return format({ hour: '2-digit', minute: '2-digit', ...inZone(timeZone) }).format(ms);
}

/** `Sat 28 Nov` */
export function dayWords(ms: number, timeZone?: string): string {
  return format({ weekday: 'short', day: 'numeric', month: 'short', ...inZone(timeZone) })
    .format(ms)
    .replace(',', '');
}

/** `November 2026` */
export function monthWords(ms: number, timeZone?: string): string {
  return format({ month: 'long', year: 'numeric', ...inZone(timeZone) }).format(ms);
}

function inZone(timeZone: string | undefined): Intl.DateTimeFormatOptions {
  return timeZone === undefined ? {} : { timeZone };
}

/** `4 s`, `2 min 5 s`, `3 h 20 min`, `2 d 4 h`: never below nothing. */
export function lengthWords(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [minutes, hours, days] = [Math.floor(seconds / 60), Math.floor(seconds / 3600), Math.floor(seconds / 86_400)];
  if (minutes === 0) return `${seconds} s`;
  if (hours === 0) return joined(`${minutes} min`, seconds % 60, 's');
  return days === 0 ? joined(`${hours} h`, minutes % 60, 'min') : joined(`${days} d`, hours % 24, 'h');
}

function joined(first: string, rest: number, unit: string): string {
  return rest === 0 ? first : `${first} ${rest} ${unit}`;
}

export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}

/** The parts of a text: those that are links, and what is between them. Only http and https make a link. */
export function withLinks(text: string): readonly { readonly text: string; readonly isLink: boolean }[] {
  return text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/i)
    .flatMap((part, at) => (part === '' ? [] : [{ text: part, isLink: at % 2 === 1 }]));
}

/** Two letters for a name, such as `AL` for Ann Lee. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => /^./u.exec(word ?? '')?.[0] ?? '')
    .join('')
    .toUpperCase();
}
