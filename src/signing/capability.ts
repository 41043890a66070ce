import type * as NodeCrypto from 'node:crypto';
import { secretsIn } from './signature';

/**
 * What a link says of itself: that a person who has it may see and deal with one incident in the name of one agent, for a while. It is kept
 * nowhere. 26 bytes are 35 characters, so that the link takes little of an SMS.
 */
export interface Capability {
  /** What the bearer may do it with: a link to the incident's page is all there is so far. */
  readonly purpose: 'incident';
  /** Marks of the ids; see {@link markOf}. */
  readonly team: Mark;
  readonly incident: Mark;
  readonly agent: Mark;
  /** In whole hours, epoch milliseconds. */
  readonly expiresAtMs: number;
}

/** Four bytes of an id's hash, in hexadecimal: enough to find it among those that there are, and as long for every id. */
export type Mark = string;

const HOUR_MS = 3_600_000;

/** The purpose stands in one byte, above the expiry in three: hours of nineteen centuries. */
const PURPOSE = 1;

const BODY_BYTES = 16;
const MAC_BYTES = 10;

const WRITTEN = /^[A-Za-z0-9_-]{35}$/;

/** Sets these keys apart from whatever else is made with the same secret. */
const LABEL = 'oncall link 1';

/** The mark of an id. */
export function markOf(id: string): Mark {
  return crypto().createHash('sha256').update(id).digest('hex').slice(0, 8);
}

/**
 * The capability as it stands in a link, made with the first secret of the list.
 *
 * @throws when the list holds no secret: anybody could make it.
 */
export function sealed(secretsCommaList: string, { team, incident, agent, expiresAtMs }: Capability): string {
  const [secret] = secretsIn(secretsCommaList);
  if (secret === undefined) throw new Error('ALERT_SECRET is empty.');
  const body = Buffer.alloc(BODY_BYTES);
  body.writeUInt8(PURPOSE, 0);
  body.writeUIntBE(Math.floor(expiresAtMs / HOUR_MS), 1, 3);
  body.write(`${team}${incident}${agent}`, 4, 'hex');
  return Buffer.concat([body, mac(secret, body)]).toString('base64url');
}

/**
 * What a link says, if it was made with any secret of the list and is not too old; undefined of everything else. It takes the same
 * time whichever secret fits.
 */
export function opened(secretsCommaList: string, written: string, nowMs: number): Capability | undefined {
  if (!WRITTEN.test(written)) return undefined;
  const bytes = Buffer.from(written, 'base64url');
  // The last character has two bits to spare: one link must not have four forms.
  if (bytes.toString('base64url') !== written) return undefined;
  const body = bytes.subarray(0, BODY_BYTES);
  const given = bytes.subarray(BODY_BYTES);
  const { timingSafeEqual } = crypto();
  const fits = secretsIn(secretsCommaList).filter((secret) => timingSafeEqual(mac(secret, body), given));
  if (fits.length === 0 || body.readUInt8(0) !== PURPOSE) return undefined;
  const expiresAtMs = body.readUIntBE(1, 3) * HOUR_MS;
  if (nowMs >= expiresAtMs) return undefined;
  const [team = '', incident = '', agent = ''] = [4, 8, 12].map((at) => body.toString('hex', at, at + 4));
  return { purpose: 'incident', team, incident, agent, expiresAtMs };
}

/** The key is another one than that of the requests, so that no signature of the one kind is ever one of the other. */
function mac(secret: string, body: Buffer): Buffer {
  const { createHmac } = crypto();
  const key = createHmac('sha256', secret).update(LABEL).digest();
  return createHmac('sha256', key).update(body).digest().subarray(0, MAC_BYTES);
}

/** Loaded when first needed: most runs of a Function send no link. */
function crypto(): typeof NodeCrypto {
  // oxlint-disable-next-line typescript/no-require-imports -- an import would be loaded with the bundle
  return require('node:crypto');
}
