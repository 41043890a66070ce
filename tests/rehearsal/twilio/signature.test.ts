import { describe, expect, it } from '@jest/globals';
import { validateRequest, validateRequestWithBody } from 'twilio';
import { formSignature, hasFormSignature, hasJsonSignature, signedJson } from '../../../src/rehearsal/twilio/signature';

const token = 'token-of-the-sample-account';
const url = 'https://alerts-1234-dev.twil.io/claim?team=ops';
const fields = { team: 'ops', incident: '7', Attempt: '1', empty: '', umlaut: 'Prüfung läuft: 5 > 3 & more' };

describe("Twilio's signature of a form", () => {
  it("is the one of Twilio's documentation", () => {
    const documented = {
      CallSid: 'CA1234567890ABCDE',
      Caller: '+14158675309',
      Digits: '1234',
      From: '+14158675309',
      To: '+18005551212',
    };
    const signature = formSignature('12345', 'https://mycompany.com/myapp.php?foo=1&bar=2', documented);
    expect(signature).toBe('RSOYDt4T1cUTdK1PDd93/VVr8B8=');
  });

  it.each([
    ['with fields', url, fields],
    ['without fields', url, {}],
    ['with a repeated field', url, { tag: ['b', 'a', 'b'] }],
    ['with a port', 'https://alerts-1234-dev.twil.io:8443/claim', fields],
    ['with signs in the query', "https://alerts-1234-dev.twil.io/claim?q=it's%20%C3%A4", fields],
    ['on a local server', 'http://localhost:3000/claim', fields],
  ])('is accepted by the twilio package %s', (_how, address, form) => {
    const signature = formSignature(token, address, form);
    expect(validateRequest(token, signature, address, form)).toBe(true);
    expect(hasFormSignature(token, signature, address, form)).toBe(true);
  });

  it.each([
    ['another token', 'other', url, fields],
    ['another address', token, `${url}&x=1`, fields],
    ['another value', token, url, { ...fields, incident: '8' }],
    ['one field more', token, url, { ...fields, extra: '1' }],
    ['one field less', token, url, { team: 'ops' }],
  ])('is refused for %s', (_what, otherToken, address, form) => {
    expect(hasFormSignature(token, formSignature(otherToken, address, form), url, fields)).toBe(false);
  });

  it.each([undefined, '', 'nonsense'])('is refused when it is %p', (signature) => {
    expect(hasFormSignature(token, signature, url, fields)).toBe(false);
  });

  it.each([
    ['https://alerts.example/claim?x=1', 'https://alerts.example:443/claim?x=1'],
    ['https://alerts.example:443/claim', 'https://alerts.example/claim'],
    ['http://localhost:3000/claim', 'http://localhost/claim'],
  ])('of %s may have been made for %s', (seen, made) => {
    const signature = formSignature(token, made, fields);
    expect(hasFormSignature(token, signature, seen, fields)).toBe(true);
    expect(validateRequest(token, signature, seen, fields)).toBe(true);
  });
});

describe("Twilio's signature of JSON", () => {
  const body = '[{"type":"com.twilio.studio.flow.execution.ended","data":{"note":"läuft"}}]';

  it.each([url, 'https://alerts-1234-dev.twil.io/studio-events'])(
    'for %s is accepted by the twilio package',
    (address) => {
      const signed = signedJson(token, address, body);
      expect(validateRequestWithBody(token, signed.signature, signed.url, body)).toBe(true);
      expect(hasJsonSignature(token, signed.signature, signed.url, body)).toBe(true);
    },
  );

  it('is refused for another body, another token, and an address without the hash', () => {
    const signed = signedJson(token, url, body);
    expect(hasJsonSignature(token, signed.signature, signed.url, `${body} `)).toBe(false);
    expect(hasJsonSignature('other', signed.signature, signed.url, body)).toBe(false);
    expect(hasJsonSignature(token, formSignature(token, url, {}), url, body)).toBe(false);
    expect(hasJsonSignature(token, undefined, signed.url, body)).toBe(false);
  });
});
