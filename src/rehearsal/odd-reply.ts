import type { HttpResponse } from './http';

/**
 * Replies that Twilio's API never gives, though what stands in front of it may: a page of its own, an object with nothing in it,
 * or no body at all. Twilio's own errors are always JSON with a code.
 */
export const STRAY_REPLIES = [
  { body: 'HTML', status: 200 },
  { body: 'HTML', status: 400 },
  { body: 'HTML', status: 403 },
  { body: 'HTML', status: 404 },
  { body: 'HTML', status: 502 },
  { body: 'HTML', status: 503 },
  { body: '{}', status: 200 },
  { body: '{}', status: 201 },
  { body: 'none', status: 200 },
  { body: 'none', status: 204 },
] as const;

/** One of them. */
export type StrayReply = (typeof STRAY_REPLIES)[number];

/** What a true reply has become on its way: JSON that breaks off, that is of another resource, or that lacks something. */
export const SPOILINGS = [
  'breaks off',
  'of another SID',
  'without revision',
  'empty revision',
  'empty SID',
  'empty status',
] as const;

export type Spoiling = (typeof SPOILINGS)[number];

/** The stray reply as it arrives. */
export function strayReply({ body, status }: StrayReply): HttpResponse {
  switch (body) {
    case 'HTML':
      return {
        status,
        headers: { 'content-type': 'text/html' },
        body: `<!DOCTYPE html><html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`,
      };
    case '{}':
      return { status, headers: { 'content-type': 'application/json' }, body: '{}' };
    case 'none':
      return { status, headers: {}, body: '' };
  }
}

/** The reply as it arrives spoilt. One without a body cannot be spoilt, nor JSON without whatever would be missing or wrong. */
export function spoiltReply(reply: HttpResponse, how: Spoiling): HttpResponse {
  if (reply.body === '') return reply;
  switch (how) {
    case 'breaks off':
      return { ...reply, body: reply.body.slice(0, Math.ceil(reply.body.length / 2)) };
    case 'of another SID':
      return withJson(reply, (name, value) => (/^(execution_)?sid$/.test(name) ? otherSid(value) : value));
    case 'without revision': {
      const { etag: _gone, ...headers } = reply.headers;
      return { ...withJson(reply, (name, value) => (name === 'revision' ? undefined : value)), headers };
    }
    case 'empty revision':
    case 'empty SID':
    case 'empty status': {
      const empty = how.slice('empty '.length).toLowerCase();
      return withJson(reply, (name, value) => (name === empty ? '' : value));
    }
  }
}

function withJson(reply: HttpResponse, revive: (name: string, value: unknown) => unknown): HttpResponse {
  return { ...reply, body: JSON.stringify(JSON.parse(reply.body, (name, value: unknown) => revive(name, value))) };
}

/** Of the same kind and as well-formed. */
function otherSid(sid: unknown): unknown {
  return typeof sid === 'string' ? `${sid.slice(0, -1)}${sid.endsWith('0') ? '1' : '0'}` : sid;
}
