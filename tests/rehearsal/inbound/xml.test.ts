import { describe, expect, it } from '@jest/globals';
import twilio from 'twilio';
import { readVoiceTwiml } from '../../../src/rehearsal/inbound/twiml';
import { readXml } from '../../../src/rehearsal/inbound/xml';

describe('the reader of XML', () => {
  it('reads elements, attributes, text, CDATA, comments and references', () => {
    const { name, attributes, children } = readXml(
      `<?xml version="1.0" encoding="UTF-8"?>\n<!-- a -->` +
        `<A b="1 &lt; 2" c='"&#x20AC;&#8364;"'>x &amp; <B/><![CDATA[<y> & ]]><!-- no --></A>\n`,
    );
    expect([name, [...attributes]]).toEqual([
      'A',
      [
        ['b', '1 < 2'],
        ['c', '"€€"'],
      ],
    ]);
    expect(children).toEqual(['x & ', { name: 'B', attributes: new Map(), children: [] }, '<y> & ']);
  });

  it.each([
    ['', 'Line 1, column 1: an element was expected.'],
    ['hello', 'Line 1, column 1: an element was expected.'],
    ['<A>', 'Line 1, column 4: </A> was expected.'],
    ['<A></B>', 'Line 1, column 4: </A> was expected.'],
    ['<A/><B/>', 'Line 1, column 5: something follows the end of the document.'],
    ['<A\n b=1/>', 'Line 2, column 2: the tag <A does not end.'],
    ['<A b="1" b="2"/>', 'Line 1, column 15: the attribute b stands there twice.'],
    ['<A b="1"c="2"/>', 'Line 1, column 14: a space was expected before c.'],
    ['<A b="<"/>', 'Line 1, column 4: the tag <A does not end.'],
    ['<A>a & b</A>', 'Line 1, column 9: "&" is no reference to a character.'],
    ['<A>&nbsp;</A>', 'Line 1, column 10: "&nbsp;" is no reference to a character.'],
    ['<A>&#0;</A>', 'Line 1, column 8: "&#0;" is no reference to a character.'],
    ['<A><![CDATA[x</A>', 'Line 1, column 4: a CDATA section does not end.'],
    ['<A>\u0007</A>', 'It holds a character that XML does not allow.'],
    ['<!DOCTYPE A><A/>', 'Line 1, column 2: the name of an element was expected.'],
  ])('refuses %j', (text, message) => {
    expect(() => readXml(text)).toThrow(message);
  });

  it('reads whatever the builders of the twilio package write', () => {
    const response = new twilio.twiml.VoiceResponse();
    const gather = response.gather({ numDigits: 1, action: '/x?a=1&b=2', timeout: 7, finishOnKey: '' });
    gather.say({ language: 'en-GB' }, '<2 & "more" — 時');
    response.dial({ callerId: '+12025550100', timeout: 20 }, '+447700900001');
    expect(readVoiceTwiml(response.toString())).toEqual([
      {
        kind: 'gather',
        prompt: { text: '<2 & "more" — 時', voice: 'man', language: 'en-GB', loop: 1 },
        timeoutSeconds: 7,
        numberOfDigits: 1,
        finishOnKey: '',
        action: '/x?a=1&b=2',
        method: 'POST',
        actsOnNothing: false,
      },
      {
        kind: 'dial',
        number: '+447700900001',
        callerId: '+12025550100',
        timeoutSeconds: 20,
        action: undefined,
        method: 'POST',
      },
    ]);
  });
});
