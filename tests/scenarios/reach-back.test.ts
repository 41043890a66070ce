import { describe, expect, it } from '@jest/globals';
import type { HistoryEntry } from '../../src/board/board';
import type { HttpResponse } from '../../src/rehearsal/http';
import type { LedgerEntry } from '../../src/rehearsal/ledger';
import { AGENTS, NUMBERS, REACH_VARIANTS, Story } from '../support/story';
import type { Agent, StoryOptions } from '../support/story';

const STRANGER = '+447700900999';
const TRUSTING = { agents: AGENTS, ringBack: 'trust caller id' };
/** What anybody hears who is not on the roster. */
const NEUTRAL = 'This number makes automatic calls only. Goodbye.';

/** What people noticed but for the keys that they pressed and those of phones that nobody answers. */
function told(story: Story): readonly string[] {
  return story.lines().filter((line) => !/ presses | no-answer$/.test(line));
}

/** Everything that is stored, but for how often somebody has reached back. */
function boards({ rehearsal }: Story): unknown {
  const list = rehearsal.read('https://sync.twilio.com/v1/Services/default/Documents?PageSize=100');
  const { documents } = list as { documents: { unique_name: string; data: unknown }[] };
  return documents.map(({ unique_name: name, data }) => [name, data]);
}

/** Who passed the incident on, as the history's newest entry says. */
function lastPass({ rehearsal }: Story): unknown {
  const list = rehearsal.read('https://sync.twilio.com/v1/Services/default/Lists/oncall-history/Items?PageSize=100');
  return (list as { items: { data: HistoryEntry }[] }).items.at(-1)?.data.passedOn;
}

/** How many requests reached Twilio, after this many seconds. */
function requestsSince(story: Story, seconds: number): number {
  const { entries } = story.rehearsal.ledger;
  return entries.filter(({ kind, atMs }) => kind === 'request' && story.secondsAt(atMs) >= seconds).length;
}

/** How many requests to Twilio stand one after the other; those that go out at once count once. */
function roundsIn(entries: readonly LedgerEntry[]): number {
  return new Set(entries.flatMap(({ kind, atMs }) => (kind === 'request' ? [atMs] : []))).size;
}

/** Posts to the domain of the Functions as anybody can. */
async function posted(story: Story, body: string, method = 'POST', path = '/i'): Promise<HttpResponse> {
  const answer = story.rehearsal.host.handle({
    method,
    url: `${story.rehearsal.domain}${path}`,
    headers: method === 'GET' ? {} : { 'content-type': 'application/x-www-form-urlencoded' },
    body,
  });
  await story.until(story.seconds + 5);
  return answer;
}

/** The capability in the newest link that an agent has. */
function capabilityOf(story: Story, agent: Agent): string {
  const link = story.textsTo(agent).findLast((text) => text.includes('/i?c='));
  return /\/i\?c=([\w.~%-]+)/.exec(link ?? '')?.[1] ?? '';
}

describe.each(REACH_VARIANTS)('people who reach back: %s', (_, switches) => {
  /** A night in which nobody answers the phone, unless it is said. */
  function night(options: Partial<StoryOptions> = {}): Story {
    return new Story({ agents: ['no-answer'], switches, ...options });
  }

  describe('by ringing', () => {
    it('56: an agent who missed the call rings the number, hears what is open and takes it', async () => {
      const story = night();
      story.alarm('web-cpu');
      story.at(40, () => story.ringBack('ann', ['1', 'code']));
      await story.toTheEnd();
      expect(told(story)).toEqual([
        'ann rings',
        'bob rings',
        'ann rings back',
        'cyd rings',
        expect.stringMatching(/^SMS to ann: \d{6} is the code for your call/),
        'SMS to ann: You have it',
        'the call to ann ends',
      ]);
      const [offer, code, taken] = story.heardBy('ann');
      expect(offer).toMatch(
        /^On-call line\. Hello Ann Lee\. One incident is open\. Main: web cpu\..*Press 1 to take it/,
      );
      expect(code).toMatch(/^A code was sent to your phone/);
      expect(taken).toMatch(/^You have it\. The details follow by message/);
    });

    it('56: of what an agent has only passing on is offered; 1 says it again, and sends no code', async () => {
      const story = night({ agents: ['take'] });
      story.alarm('web-cpu');
      story.at(40, () => story.ringBack('bob', ['1', '3']));
      await story.toTheEnd();
      expect(story.heardBy('bob').filter((said) => said.includes('Press'))).toEqual(
        Array(3).fill(expect.stringMatching(/Ann Lee has it\. Press 2 to pass it on, or 3 to hear it again\.$/)),
      );
      expect(story.textsTo('bob')).toEqual([]);
    });

    it('56: with a roster that trusts caller ids, key 1 is enough; another key passes it on, hears it again, or says nothing', async () => {
      const story = night({ roster: TRUSTING });
      story.alarm('web-cpu');
      story.at(40, () => story.ringBack('ann', ['3', '1']));
      await story.toTheEnd();
      const [first, again, taken] = story.heardBy('ann');
      expect(again).toContain('web cpu');
      expect(again?.endsWith('Press 1 to take it, 2 to pass it on, or 3 to hear it again.')).toBe(true);
      expect(first).toMatch(/^On-call line\. Hello Ann Lee\. One incident is open\. Main: web cpu/);
      expect(taken).toMatch(/^You have it\. The details follow/);
      expect(told(story)).toContain('SMS to ann: You have it');
    });

    it('56: the first word comes within a second, after at most two requests one after the other; so does the answer to a text', async () => {
      const story = night({ roster: TRUSTING, agents: ['take'] });
      story.alarm('web-cpu');
      await story.toTheEnd();
      // Who reaches back for the very first time has the place made in which it is counted.
      story.text('cyd', 'open');
      await story.toTheEnd();
      const { entries } = story.rehearsal.ledger;
      const begun = entries.length;
      story.ringBack('bob');
      await story.toTheEnd();
      const rung = entries.slice(begun);
      const word = rung.findIndex(({ kind }) => kind === 'say');
      expect((rung[word]?.atMs ?? Infinity) - (rung[0]?.atMs ?? 0)).toBeLessThanOrEqual(1_000);
      expect(roundsIn(rung.slice(0, word))).toBeLessThanOrEqual(2);
      story.text('bob', 'open');
      const texted = entries.length;
      await story.toTheEnd();
      expect(roundsIn(entries.slice(texted))).toBeLessThanOrEqual(2);
    });

    it('58: a stranger who calls hears one sentence, the same whether or not anything is open, and costs no request', async () => {
      const story = night({ agents: ['take'] });
      story.ringBack(STRANGER, ['1']);
      await story.toTheEnd();
      story.alarm('web-cpu');
      await story.until(story.seconds + 3);
      const before = boards(story);
      const requests = requestsSince(story, 0);
      story.ringBack(STRANGER, ['1']);
      await story.until(story.seconds + 0.9);
      expect(requestsSince(story, 0)).toBe(requests);
      expect(boards(story)).toEqual(before);
      await story.toTheEnd();
      expect(story.heardBy(STRANGER)).toEqual([NEUTRAL, NEUTRAL]);
      expect(story.logs().join('\n')).not.toContain(STRANGER);
    });

    it('59: two agents call back at once: one takes it, the other hears who', async () => {
      const story = night({ roster: TRUSTING });
      story.alarm('web-cpu');
      story.at(40, () => story.ringBack('ann', ['1']));
      story.at(40, () => story.ringBack('bob', ['1']));
      await story.toTheEnd();
      const owners = story.lines().filter((line) => line.endsWith(': You have it'));
      expect(owners).toHaveLength(1);
      const [winner, loser, name] =
        owners[0] === 'SMS to ann: You have it'
          ? (['ann', 'bob', 'Ann Lee'] as const)
          : (['bob', 'ann', 'Bob Roy'] as const);
      expect(story.heardBy(winner).at(-1)).toMatch(/^You have it\. The details follow/);
      expect(story.heardBy(loser).slice(1).join(' ')).toContain(`${name} has it`);
    });

    it('81: who forges a caller id hears what is open, and takes nothing: the code goes to the agent’s phone', async () => {
      const story = night();
      story.alarm('web-cpu');
      await story.until(40);
      story.ringBack(STRANGER, ['1', '123456#', '111111#', '222222#'], NUMBERS.ann);
      await story.toTheEnd();
      expect(story.heardBy(STRANGER)[0]).toContain('web cpu');
      expect(told(story).filter((line) => line.includes('You have it'))).toEqual([]);
      expect(story.textsTo('ann').filter((text) => text.includes('is the code'))).toHaveLength(1);
      expect(told(story)).toContain('SMS to cyd: NOBODY HAS THIS');
    });

    it('81: with a pin nobody hears anything before it; three wrong ones lock that way and no other, with one SMS a day', async () => {
      const roster = { agents: { ...AGENTS, ann: { ...AGENTS.ann, pin: '4711' } } };
      const story = night({ roster, agents: { ann: ['no-answer', 'take'] } });
      story.alarm('web-cpu');
      await story.until(30);
      story.ringBack(STRANGER, ['1111#', '2222#', '3333#'], NUMBERS.ann);
      await story.until(80);
      story.ringBack(STRANGER, ['4711#', '1'], NUMBERS.ann);
      await story.until(110);
      const heard = story.heardBy(STRANGER).join('\n');
      expect(heard).not.toContain('web cpu');
      expect(heard).toContain('Too many wrong codes were keyed');
      expect(story.textsTo('ann').filter((text) => text.includes('keyed three wrong codes'))).toHaveLength(1);
      await story.toTheEnd();
      expect(told(story).filter((line) => line.includes('You have it'))).toEqual([]);
      // The agent's own way, a text, is open.
      story.text('ann', '1');
      await story.toTheEnd();
      expect(told(story)).toContain('SMS to ann: You have it');
    });

    it('81: an agent with a pin keys it and takes it', async () => {
      const roster = { agents: { ...AGENTS, ann: { ...AGENTS.ann, pin: '4711' } } };
      const story = night({ roster });
      story.alarm('web-cpu');
      story.at(40, () => story.ringBack('ann', ['4711#', '1']));
      await story.toTheEnd();
      expect(story.heardBy('ann')[0]).not.toContain('web cpu');
      expect(told(story)).toContain('SMS to ann: You have it');
      expect(story.logs().join('\n')).not.toContain('4711');
    });

    it('82: a public caller is put through to whoever is on call, in order', async () => {
      const story = night({ roster: { agents: AGENTS, publicLine: 'connect' }, agents: { bob: 'silent' } });
      story.ringBack(STRANGER);
      await story.toTheEnd();
      expect(story.lines().slice(0, 5)).toEqual([
        `${STRANGER} rings back`,
        'ann rings, put through',
        'ann no-answer',
        'bob rings, put through',
        'bob answers',
      ]);
      expect(story.heardBy(STRANGER)).toEqual([expect.stringContaining('You are being connected')]);
    });

    it('82: with "page" a public caller alerts the team by pressing 1, and nobody without it', async () => {
      const story = night({ roster: { agents: AGENTS, publicLine: 'page' }, agents: ['take'] });
      story.ringBack(STRANGER);
      await story.toTheEnd();
      expect(story.rings()).toEqual([]);
      story.ringBack(STRANGER, ['1']);
      await story.toTheEnd();
      expect(story.rings()).toEqual(['ann']);
      expect(story.heardBy('ann')[0]).toContain('Call from');
      expect(told(story)).toContain('SMS to ann: You have it');
    });
  });

  describe('by text', () => {
    it('57: an SMS reply takes it, with one SMS for an answer, and the next phone rings no more', async () => {
      const story = night();
      story.alarm('web-cpu');
      story.at(40, () => story.text('ann', ' TAKE. '));
      await story.toTheEnd();
      expect(told(story)).toEqual(['ann rings', 'bob rings', 'ann texts  TAKE. ', 'SMS to ann: You have it']);
    });

    it.each(['1', '１', 'ack', 'Take', '1.'])('57: "%s" takes it', async (text) => {
      const story = night();
      story.alarm('web-cpu');
      story.at(10, () => story.text('ann', text));
      await story.toTheEnd();
      expect(told(story).at(-1)).toBe('SMS to ann: You have it');
    });

    it('57: of a text that Twilio delivers twice it takes one answer; what was in the other one is sent with the next heartbeat', async () => {
      let isTwice = false;
      const story = night({ webhookFateOf: () => (isTwice ? 'twice' : 'arrives') });
      story.alarm('web-cpu');
      story.at(200, () => story.text('ann', '1'));
      story.at(400, () => {
        isTwice = true;
        story.text('ann', 'done');
      });
      story.heartbeats(300, 900);
      await story.until(590);
      expect(story.textsTo('ann').at(-1)).toMatch(/^It is over already/);
      await story.until(650);
      expect(story.textsTo('ann').at(-1)).toMatch(/^Closed by hand/);
      await story.toTheEnd();
      expect(story.textsTo('ann').filter((text) => text.startsWith('Closed'))).toHaveLength(1);
    });

    it('57: "done" closes what the sender owns, and "2" passes it on', async () => {
      const story = night({ agents: { ann: 'take', bob: 'take' } });
      story.alarm('web-cpu');
      story.at(60, () => story.text('ann', '2'));
      await story.until(120);
      expect(story.rings()).toEqual(['ann', 'bob']);
      expect(told(story)).toContain('SMS to bob: You have it');
      story.text('bob', 'Done');
      await story.toTheEnd();
      expect(story.textsTo('bob').at(-1)).toMatch(/^Closed by hand/);
      expect(lastPass(story)).toMatchObject({ by: 'ann', way: 'sms' });
    });

    it('57: of several open incidents it asks which, and the code says which', async () => {
      const story = night({ agents: ['no-answer'] });
      story.alarm('web-cpu');
      await story.until(10);
      story.text('ann', '1');
      await story.until(400);
      story.alarm('db-disk');
      await story.until(415);
      story.text('bob', 'open');
      await story.until(420);
      const list = story.textsTo('bob').at(-1) ?? '';
      expect(list).toMatch(/^Open now:/);
      expect(list).toContain('web-cpu');
      expect(list).toContain('db-disk');
      const code = /(\w+)[^\n\w]+[^\n]*db-disk/.exec(list)?.[1] ?? '';
      story.text('bob', `take ${code.toUpperCase()}`);
      await story.toTheEnd();
      expect(story.textsTo('bob').at(-1)).toMatch(/^You have it.*db-disk/s);
    });

    it('58: a stranger who writes gets nothing, changes nothing and costs no request', async () => {
      const story = night({ agents: ['take'] });
      story.alarm('web-cpu');
      await story.toTheEnd();
      const before = boards(story);
      const requests = requestsSince(story, 0);
      for (const text of ['1', 'who', 'open', 'done', '']) story.text(STRANGER, text);
      await story.toTheEnd();
      expect(requestsSince(story, 0)).toBe(requests);
      expect(boards(story)).toEqual(before);
      expect(story.lines().filter((line) => line.startsWith(`SMS to ${STRANGER}`))).toEqual([]);
      expect(story.logs().join('\n')).not.toContain(STRANGER);
    });

    it('58: a picture without a word is answered with what to write, a stranger’s not at all, and neither changes anything', async () => {
      const story = night();
      story.alarm('web-cpu');
      await story.until(10);
      const before = boards(story);
      const { callerId, reach } = story.rehearsal;
      reach.text({ phone: STRANGER, to: callerId, text: '', pictures: 2 });
      reach.text({ phone: NUMBERS.ann, to: callerId, text: '', pictures: 2 });
      await story.until(15);
      expect(boards(story)).toEqual(before);
      expect(story.textsTo('ann')).toEqual([expect.stringMatching(/^Write 1 to take it, 2 to pass it on, .{1,120}$/)]);
      expect(story.lines().filter((line) => line.startsWith(`SMS to ${STRANGER}`))).toEqual([]);

      // A picture takes nothing away from a word.
      reach.text({ phone: NUMBERS.ann, to: callerId, text: '1', pictures: 1 });
      await story.until(20);
      expect(story.textsTo('ann').at(-1)).toMatch(/^You have it.*web-cpu/s);
    });

    it('58: an agent who left the roster is a stranger', async () => {
      const story = night();
      story.alarm('web-cpu');
      await story.until(10);
      story.deploy({ agents: { bob: AGENTS.bob } });
      story.text('ann', '1');
      await story.until(20);
      expect(story.textsTo('ann')).toEqual([]);
      story.text('bob', '1');
      await story.toTheEnd();
      expect(story.textsTo('bob')[0]).toMatch(/^You have it/);
    });

    it('79: a text while the own phone rings takes it; who answers then hears so, and nobody else is called', async () => {
      const story = night({ agents: { ann: { ringing: 'answers', afterMs: 12_000, keys: [], patienceMs: 60_000 } } });
      story.alarm('web-cpu');
      story.at(5, () => story.text('ann', '1'));
      await story.toTheEnd();
      expect(story.rings()).toEqual(['ann']);
      const owners = told(story).filter((line) => line.endsWith(': You have it'));
      expect(owners).toEqual(['SMS to ann: You have it']);
      for (const words of story.heardBy('ann')) expect(words).not.toContain('Press 1');
    });

    it('79: several texts at once, from two agents, find one owner', async () => {
      const story = night();
      story.alarm('web-cpu');
      story.at(30, () => {
        for (const agent of ['ann', 'bob', 'ann', 'bob'] as const) story.text(agent, '1');
      });
      await story.toTheEnd();
      expect(told(story).filter((line) => line.endsWith(': You have it'))).toHaveLength(1);
    });

    it('no machine that answers gets into a loop: so many answers an hour and no more', async () => {
      const story = night({ agents: ['take'] });
      for (let n = 0; n < 40; n++) story.at(n * 5, () => story.text('ann', 'I am out of office'));
      await story.toTheEnd();
      expect(story.textsTo('ann').length).toBeGreaterThan(3);
      expect(story.textsTo('ann').length).toBeLessThan(35);
    });

    it('83: after STOP a page goes on by phone, every SMS is refused, and the log says who does not get any', async () => {
      const story = night({ agents: ['take'] });
      story.text('ann', 'STOP');
      await story.toTheEnd();
      story.alarm('web-cpu');
      await story.toTheEnd();
      expect(told(story)).toEqual([
        'ann texts STOP',
        expect.stringMatching(/^SMS to ann: You are unsubscribed/),
        'ann rings',
        'ann answers',
        'SMS to ann refused',
        'the call to ann ends',
      ]);
      expect(story.logs().join('\n')).toMatch(/code 21610[^]*"agent":"ann"/);
    });
  });

  describe('by the link', () => {
    it('an SMS comes while the phone rings, and not before, when the roster says so; its link takes it', async () => {
      const story = night({ roster: { agents: AGENTS, sms: 'with-call' } });
      story.alarm('web-cpu');
      await story.until(20);
      expect(story.lines()[0]).toBe('ann rings');
      expect(story.textsTo('ann')).toEqual([expect.stringContaining('/i?c=')]);
      expect(story.textsTo('bob')).toEqual([]);
      story.tapLink('ann', 'take');
      await story.toTheEnd();
      expect(story.rings()).toEqual(['ann']);
      expect(story.textsTo('ann').at(-1)).toMatch(/^You have it/);
    });

    it('80: a messenger opens the link first and nothing happens; then the person presses the button: taken', async () => {
      const story = night();
      story.alarm('web-cpu');
      await story.until(100);
      expect(story.textsTo('ann').at(-1)).toMatch(/^NOBODY HAS THIS/);
      const before = boards(story);
      story.tapLink('ann');
      story.tapLink('ann');
      await story.until(102);
      expect(boards(story)).toEqual(before);
      story.tapLink('ann', 'take');
      await story.toTheEnd();
      expect(told(story).slice(-7)).toEqual([
        'ann at the link: opens',
        'ann at the link: opens',
        'ann at the link: opens',
        'SMS to ann: You have it',
        'SMS to bob: Ann Lee has it after all',
        'SMS to cyd: Ann Lee has it after all',
        'ann at the link: take',
      ]);
    });

    it('80: the page passes on and closes as well, and pressing twice does nothing more', async () => {
      const story = night({ agents: { ann: 'take', bob: 'take' } });
      story.alarm('web-cpu');
      await story.until(60);
      story.tapLink('ann', 'pass');
      await story.until(120);
      expect(story.rings()).toEqual(['ann', 'bob']);
      story.tapLink('bob', 'close');
      await story.until(130);
      story.tapLink('bob', 'close');
      await story.toTheEnd();
      expect(story.rings()).toEqual(['ann', 'bob']);
      expect(told(story).filter((line) => line.startsWith('bob at the link'))).toEqual([
        'bob at the link: opens',
        'bob at the link: close',
        'bob at the link: opens',
        'bob at the link: finds no button (0)',
      ]);
      expect(lastPass(story)).toMatchObject({ by: 'ann', way: 'link' });
    });

    it('80: an agent passes on by the link what another one has, and who is called next hears who asks', async () => {
      const story = night({ agents: ['no-answer', 'no-answer', 'no-answer', 'take'] });
      story.alarm('web-cpu');
      await story.until(100);
      story.tapLink('ann', 'take');
      story.at(110, () => story.tapLink('bob', 'pass'));
      await story.toTheEnd();
      expect(story.rings()).toEqual(['ann', 'bob', 'cyd', 'cyd']);
      expect(story.heardBy('cyd')[0]).toContain('Bob Roy asks you to take it over.');
    });

    it('80: a foreign or cut link, one that is half in the query and half in the form, and any other key change nothing and cost no request', async () => {
      const story = night();
      story.alarm('web-cpu');
      await story.until(100);
      const capability = capabilityOf(story, 'ann');
      expect(capability.length).toBeGreaterThan(20);
      await story.toTheEnd();
      const before = boards(story);
      const requests = requestsSince(story, 0);
      const flipped = `${capability.slice(0, 5)}${capability[5] === 'A' ? 'B' : 'A'}${capability.slice(6)}`;
      const attempts = [
        await posted(story, 'do=take'),
        await posted(story, `c=${flipped}&do=take`),
        await posted(story, `c=${capability.slice(0, -1)}&do=take`),
        await posted(story, `c=${capability}&do=take&request=1`),
        await posted(story, `c=${capability}&do=burn`),
        await posted(story, 'do=take', 'POST', `/i?c=${capability}`),
        await posted(story, `c=${capability}`, 'POST', '/i?do=take'),
        await posted(story, '', 'GET', `/i?c=${flipped}`),
        await posted(story, '', 'GET', `/i?c=${capability}&do=take`),
      ];
      expect(attempts.map(({ body }) => body.includes('web-cpu'))).toEqual(attempts.map(() => false));
      expect(requestsSince(story, 0)).toBe(requests);
      expect(boards(story)).toEqual(before);
    });

    it('80: a roster can turn links off, also those that were sent before', async () => {
      const story = night();
      story.alarm('web-cpu');
      await story.until(100);
      story.deploy({ agents: AGENTS, links: 'off' });
      story.tapLink('ann', 'take');
      await story.toTheEnd();
      expect(story.lines()).toContain('ann at the link: finds no button (0)');
      expect(told(story).filter((line) => line.includes('You have it'))).toEqual([]);
      story.alarm('db-disk');
      await story.toTheEnd();
      expect(story.textsTo('cyd').at(-1)).toMatch(/^NOBODY HAS THIS/);
      expect(story.textsTo('cyd').at(-1)).not.toContain('/i?c=');
    });
  });
});
