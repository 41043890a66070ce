import { describe, expect, it } from '@jest/globals';
import { ANN, InboundAtHand, NUMBER } from './inbound-at-hand';
import type { Application } from './inbound-at-hand';

const LINK = 'https://oncall-0000.twil.io/i?c=abc-DEF_123.~x';

const PAGE = `<!doctype html><p>web-1</p>
<form method="post" action="/i"><input type="hidden" name="c" value="a&amp;b&quot;"><button name="do" value="take">Take</button>
<button name="do" value="close">Close</button></form>
<form action="/i" method="post"><input type=hidden name=c value=abc><input type="hidden" name="do" value="pass">
<select name="to"><option value="bob">Bob</option><option value="cyd">Cyd</option></select><button>Pass</button></form>`;

const page: Application = ({ method }) => ({
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: method === 'GET' ? PAGE : 'done',
});

/** What happens when Ann, who has had this SMS, does so with its link. */
async function tapped(
  text: string,
  deed?: 'take' | 'pass' | 'close',
  application: Application = page,
): Promise<readonly [readonly string[], InboundAtHand]> {
  const at = new InboundAtHand(application);
  at.rehearsal.twilio.reply({ from: NUMBER, to: ANN, text: 'An older one: https://oncall-0000.twil.io/i?c=old' });
  at.rehearsal.twilio.reply({ from: NUMBER, to: ANN, text });
  at.does(ANN, { is: 'taps the link', ...(deed === undefined ? {} : { deed }) });
  return [(await at.story()).slice(2), at];
}

describe('the link of an SMS', () => {
  it('is opened, and nothing more', async () => {
    const [story, at] = await tapped(`web-1 is down. ${LINK}.`);
    expect(story).toEqual([`0.3 ${ANN} opens 200`]);
    expect(at.requests).toMatchObject([{ method: 'GET', url: LINK, body: '' }]);
  });

  it('has its form sent by a button, as a browser does it', async () => {
    const [story, at] = await tapped(`${LINK} is the link.`, 'take');
    expect(story).toEqual([`0.3 ${ANN} opens 200`, `0.6 ${ANN} take 200`]);
    expect(at.requests[1]).toMatchObject({
      method: 'POST',
      url: 'https://oncall-0000.twil.io/i',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'c=a%26b%22&do=take',
    });
    expect((await tapped(LINK, 'close'))[1].requests[1]?.body).toBe('c=a%26b%22&do=close');
    expect((await tapped(LINK, 'pass'))[1].requests[1]?.body).toBe('c=abc&do=pass&to=bob');
  });

  it('may lead nowhere, or to a page without the button', async () => {
    expect((await tapped(LINK, 'take', () => ({ status: 403, headers: {}, body: 'No.' })))[0]).toEqual([
      `0.3 ${ANN} opens 403`,
      `0.3 ${ANN} finds no button 0`,
    ]);
    const at = new InboundAtHand(page);
    at.does(ANN, { is: 'taps the link', deed: 'take' });
    expect(await at.story()).toEqual([`0 ${ANN} finds none 0`]);
    expect(at.requests).toEqual([]);
  });
});
