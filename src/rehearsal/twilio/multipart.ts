import { badParameter, notReproduced } from './refusal';

/**
 * The fields of a multipart/form-data body (RFC 7578), of which a file is one like any other.
 *
 * Throws a Refusal: 400/20001 for a body that is none, 501 for a file that is not UTF-8 text.
 */
export function multipartFields(contentType: string, body: string): URLSearchParams {
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const delimiter = `--${boundary?.[1] ?? boundary?.[2] ?? ''}`;
  if (boundary === null || !body.startsWith(delimiter) || !body.trimEnd().endsWith(`${delimiter}--`)) {
    throw badParameter('The body must be multipart/form-data with its boundary');
  }
  // The server reads bodies as UTF-8, which puts this character where something else was sent.
  if (body.includes('\u{FFFD}')) throw notReproduced('uploads that are not UTF-8 text');
  const fields = new URLSearchParams();
  const parts = `\r\n${body}`.split(`\r\n${delimiter}`).slice(1, -1);
  for (const part of parts) {
    const [head = '', ...rest] = part.split('\r\n\r\n');
    const name = /^content-disposition:\s*form-data;.*?\bname="([^"]*)"/im.exec(head)?.[1];
    if (name === undefined || rest.length === 0) throw badParameter('A part of the body has no name');
    fields.append(name, rest.join('\r\n\r\n'));
  }
  return fields;
}
