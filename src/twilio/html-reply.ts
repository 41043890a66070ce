import { createHash } from 'node:crypto';
import type { Page } from '../reach/incident-page';
import { PAGE_STYLE } from '../reach/page-html';
import type { FunctionReply } from './reply';

const STATUS: Readonly<Record<Page['is'], number>> = { shown: 200, bad: 404, failed: 503 };

/** Nothing may be loaded, run or framed, and a form may only be sent to where the page came from. */
function policy(): string {
  return [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(PAGE_STYLE).digest('base64')}'`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** A page as a Function answers it: no cache keeps it, no search finds it, no other site hears of its address. */
export function htmlReply({ is, html }: Page): FunctionReply {
  return {
    status: STATUS[is],
    body: html,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy(),
      'Referrer-Policy': 'no-referrer',
      'X-Robots-Tag': 'noindex, nofollow',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  };
}
