import type { LinkDeed, LinkPage } from '../../page/world';
import { postOf } from '../../rehearsal/index';

const DEEDS: readonly LinkDeed[] = ['take', 'pass', 'close'];

const ENTITIES: Readonly<Record<string, string>> = { quot: '"', lt: '<', gt: '>', amp: '&', nbsp: ' ' };

/** The page behind a link in an SMS, as lines of text and the buttons that it has: its HTML never gets into another page. */
export function linkPage(status: number, html: string, url: string): LinkPage {
  const text = html
    .replace(/<(style|script|title|select)\b[^]*?<\/\1>/gi, '')
    .replace(/<\/?(?:p|div|h\d|li|ul|ol|br|form|main|section|header|footer|dl|dt|dd|tr)\b[^>]*>/gi, '\n')
    .replace(/<button\b[^]*?<\/button>/gi, '')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (_all, digits?: string, hex?: string, name?: string) =>
      name === undefined
        ? String.fromCodePoint(Number.parseInt(digits ?? hex ?? '', digits === undefined ? 16 : 10))
        : (ENTITIES[name] ?? ''),
    );
  const lines = text.split('\n').flatMap((line) => line.trim() || []);
  return { status, lines, deeds: DEEDS.filter((deed) => postOf(html, url, deed) !== undefined) };
}
