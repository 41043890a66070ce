import { describe, expect, it } from '@jest/globals';
import { createHash, createHmac } from 'node:crypto';
import { isSignedByTwilio } from '../../src/rehearsal/functions/signed';

const ADDRESS = 'https://mycompany.com/myapp.php?foo=1&bar=2';
const FIELDS = {
  CallSid: 'CA1234567890ABCDE',
  Caller: '+14158675309',
  Digits: '1234',
  From: '+14158675309',
  To: '+18005551212',
};
/** Of Twilio's documentation ("Validating signatures from Twilio"), for the token 12345. */
const DOCUMENTED = 'RSOYDt4T1cUTdK1PDd93/VVr8B8=';

function isSigned(signature: string | undefined, { token = '12345', url = ADDRESS, fields = {} } = {}): boolean {
  return isSignedByTwilio(token, {
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(signature === undefined ? {} : { 'x-twilio-signature': signature }),
    },
    body: new URLSearchParams({ ...FIELDS, ...fields }).toString(),
  });
}

describe('a form', () => {
  it("is signed with the signature of Twilio's documentation", () => {
    expect(isSigned(DOCUMENTED)).toBe(true);
  });

  it('may have been signed with the standard port left out', () => {
    expect(isSigned(DOCUMENTED, { url: ADDRESS.replace('.com/', '.com:443/') })).toBe(true);
  });

  it.each([
    ['another token', { token: '12346' }],
    ['another address', { url: `${ADDRESS}&x=1` }],
    ['another value', { fields: { Digits: '1235' } }],
    ['one field more', { fields: { extra: '1' } }],
  ])('is refused for %s', (_what, other) => {
    expect(isSigned(DOCUMENTED, other)).toBe(false);
  });

  it.each([undefined, '', 'nonsense'])('is refused when the signature is %p', (signature) => {
    expect(isSigned(signature)).toBe(false);
  });
});

describe('JSON', () => {
  const body = '[{"type":"com.twilio.studio.flow.execution.ended","data":{"note":"läuft"}}]';
  const hash = createHash('sha256').update(body, 'utf8').digest('hex');
  const address = `https://alerts-1234-dev.twil.io/studio-events?bodySHA256=${hash}`;
  const signature = createHmac('sha1', 'token').update(address, 'utf8').digest('base64');
  const isJsonSigned = (token: string, sent: string, url: string): boolean =>
    isSignedByTwilio(token, {
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json', 'x-twilio-signature': signature },
      body: sent,
    });

  it('is signed by its hash in the address', () => {
    expect(isJsonSigned('token', body, address)).toBe(true);
  });

  it('is refused for another body, another token, and an address without the hash', () => {
    expect(isJsonSigned('token', `${body} `, address)).toBe(false);
    expect(isJsonSigned('other', body, address)).toBe(false);
    expect(isJsonSigned('token', body, 'https://alerts-1234-dev.twil.io/studio-events')).toBe(false);
  });
});
