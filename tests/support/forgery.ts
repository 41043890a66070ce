import { createHash } from 'node:crypto';
import type { HttpResponse } from '../../src/rehearsal/http';
import { STRANGERS } from './reach-acts';
import { CONFIRMED } from './reach-night';
import { AGENTS, NUMBERS, Story } from './story';
import type { StoryOptions } from './story';

/** A night in which somebody tries what docs/reaching-back.md says that a forger cannot do. */
export interface Forgery {
  readonly what: string;
  /** Lives through it; returns what the forger could do after all, in words. */
  readonly breaches: () => Promise<readonly string[]>;
}

const [STRANGER] = STRANGERS;
const PIN = '4711';

const ROSTER = { agents: AGENTS, sms: 'with-call' };
const WITH_PIN = { agents: { ...AGENTS, ann: { ...AGENTS.ann, pin: PIN } }, sms: 'with-call' };

/** An alarm that ann, who is called first, does not answer; the SMS that came with the call has a link. */
function night(roster: object = ROSTER, more: Partial<StoryOptions> = {}): Story {
  const story = new Story({ agents: ['no-answer'], roster, ...more });
  story.alarm('web-cpu', { description: 'a <b>bold</b> & "quoted" text' });
  story.heartbeats(150, 900);
  return story;
}

/** The capability in the link of the newest SMS to this number. */
function linkTo(story: Story, number: string): string {
  const texts = story.rehearsal.ledger.entries.flatMap((entry) =>
    entry.kind === 'sms' && entry.to === number ? [entry.text] : [],
  );
  return (
    texts.map((text) => /\/i\?c=([A-Za-z0-9_-]{35})/.exec(text)?.[1]).findLast((found) => found !== undefined) ?? ''
  );
}

/** What a phone's browser, or somebody who can do without one, sends to the page. */
function ask(
  story: Story,
  query: string,
  body?: string,
  type = 'application/x-www-form-urlencoded',
): Promise<HttpResponse> {
  const headers: Record<string, string> =
    body === undefined ? {} : { 'content-type': type, 'content-length': String(Buffer.byteLength(body)) };
  return story.rehearsal.host.handle({
    method: body === undefined ? 'GET' : 'POST',
    url: `${story.rehearsal.domain}/i${query}`,
    headers,
    body: body ?? '',
  });
}

/** Whether anybody has been told to have anything. */
function isTaken({ rehearsal }: Story): boolean {
  return rehearsal.ledger.entries.some(
    (entry) =>
      (entry.kind === 'sms' && entry.text.startsWith('You have it')) ||
      (entry.kind === 'say' && entry.text.includes(CONFIRMED)),
  );
}

/** A night in which these requests are sent 20 s after the first call began, and none of them may show or do anything. */
function links(
  what: string,
  requests: (link: string) => readonly (readonly [query: string, body?: string, type?: string])[],
): Forgery {
  return {
    what,
    breaches: async () => {
      const story = night();
      const found: string[] = [];
      story.at(20, () => {
        const link = linkTo(story, NUMBERS.ann);
        if (link === '') found.push('no SMS to ann has a link');
        for (const request of requests(link)) {
          void story.during(
            (async () => {
              const { status } = await ask(story, ...request);
              if (status === 200) found.push(`${request.join(' ')} is answered ${status}`);
            })(),
          );
        }
      });
      await story.toTheEnd();
      return [...found, ...(isTaken(story) ? ['somebody was told to have it, and nobody took it'] : [])];
    },
  };
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The same bits in its 26 bytes, and another one of the two that are left over in the last character. */
function otherForm(link: string): string {
  const last = LETTERS.indexOf(link.slice(-1));
  return link.slice(0, -1) + LETTERS.charAt(last ^ 1);
}

/** The link with another agent's mark in it: the first four bytes of the id's hash, behind those of team and incident. */
function ofAgent(link: string, agent: string): string {
  const bytes = Buffer.from(link, 'base64url');
  createHash('sha256').update(agent).digest().copy(bytes, 12, 0, 4);
  return bytes.toString('base64url');
}

/** Calls of somebody who shows ann's number, one after the other, each with these keys. */
async function calls(story: Story, times: number, keys: (call: number) => readonly string[]): Promise<void> {
  for (let call = 0; call < times; call++) {
    story.at(5 + call * 90, () => story.ringBack(STRANGER, keys(call), NUMBERS.ann));
  }
  await story.toTheEnd();
}

function heard({ rehearsal }: Story, number: string): readonly string[] {
  return rehearsal.ledger.entries.flatMap((entry) => (entry.kind === 'say' && entry.to === number ? [entry.text] : []));
}

function count(all: readonly string[], words: string): number {
  return all.filter((text) => text.includes(words)).length;
}

function textsTo(story: Story, number: string, words: RegExp): number {
  return story.rehearsal.ledger.entries.filter(
    (entry) => entry.kind === 'sms' && entry.to === number && words.test(entry.text),
  ).length;
}

const CODE = /\b\d{6}\b/;

function forged(what: string, act: () => Promise<readonly (string | false)[]>): Forgery {
  return { what, breaches: async () => (await act()).filter((each) => each !== false) };
}

/** A stranger who rings so often within the hour, where the roster has this public line; or as many strangers, once each. */
async function strangers(publicLine: string | undefined, times: number, isOne: boolean): Promise<Story> {
  const story = new Story({
    agents: ['no-answer'],
    roster: { agents: AGENTS, ...(publicLine === undefined ? {} : { publicLine }) },
  });
  for (let call = 0; call < times; call++) {
    const number = isOne ? STRANGER : (`+4477009009${String(10 + call)}` as const);
    story.at(5 + call * 200, () => story.ringBack(number, ['1']));
  }
  await story.toTheEnd();
  return story;
}

export const FORGERIES: readonly Forgery[] = [
  links('a link of which one character is another', (link) =>
    [2, 10, 20, 33].map((at) => [`?c=${link.slice(0, at)}${link[at] === 'A' ? 'B' : 'A'}${link.slice(at + 1)}`]),
  ),
  links('a link in another form', (link) => [[`?c=${otherForm(link)}`], [`?c=${link}=`], [`?c=${link}A`]]),
  links('the link of somebody else', (link) => [
    [`?c=${ofAgent(link, 'bob')}`],
    ['', `c=${ofAgent(link, 'bob')}&do=take`],
  ]),
  links('an order in a link', (link) => [
    [`?c=${link}&do=take`],
    [`?c=${link}&do=take`, ''],
    [`?c=${link}`, 'do=take'],
    [`?do=take`, `c=${link}`],
    ['', JSON.stringify({ c: link, do: 'take' }), 'application/json'],
    ['', `c=${link}&do=take`, 'text/plain'],
  ]),
  links('what no form sends', (link) => [
    ['', `c=${link}&do=take&x=1`],
    ['', `c=${link}&do=resolve`],
    ['', `c=${link}&do=take&to=bob`],
    [`?c=${link}&x=1`],
  ]),
  forged('an old link', async () => {
    const story = night();
    await story.toTheEnd();
    const link = linkTo(story, NUMBERS.ann);
    let status = 0;
    story.at(50 * 3_600, () => void story.during(ask(story, `?c=${link}`).then((reply) => (status = reply.status))));
    await story.until(50 * 3_600 + 60);
    return [status !== 404 && `a link is answered ${status} after two days`, link === '' && 'no SMS to ann has a link'];
  }),
  forged('a link that the roster has turned off', async () => {
    const story = night();
    let status = 0;
    story.at(40, () => {
      const link = linkTo(story, NUMBERS.ann);
      story.deploy({ ...ROSTER, links: 'off' });
      void story.during(ask(story, `?c=${link}`).then((reply) => (status = reply.status)));
    });
    await story.toTheEnd();
    return [status !== 404 && `a link is answered ${status} though the roster has none`];
  }),
  forged('a link in the name of its own agent', async () => {
    const story = night();
    story.at(60, () => story.tapLink('bob', 'take'));
    await story.toTheEnd();
    return [
      textsTo(story, NUMBERS.bob, /^You have it/) !== 1 && 'bob took it by link and was not told so once',
      textsTo(story, NUMBERS.ann, /^You have it/) > 0 && 'ann was told to have what bob took',
    ];
  }),
  forged('markup in the text of an alarm', async () => {
    const story = night();
    let body = '';
    story.at(
      20,
      () => void story.during(ask(story, `?c=${linkTo(story, NUMBERS.ann)}`).then((reply) => (body = reply.body))),
    );
    await story.toTheEnd();
    return [
      body.includes('<b>bold') && 'an alarm’s own markup stands on the page',
      !body.includes('bold') && 'the page does not tell what is wrong',
    ];
  }),
  forged('wrong pins, and the right one after them', async () => {
    const story = night(WITH_PIN);
    await calls(story, 3, (call) => (call < 2 ? ['0000#', '1111#', '2222#', '3333#', '1'] : [`${PIN}#`, '1']));
    return [
      isTaken(story) && 'somebody took it after three wrong pins',
      count(heard(story, STRANGER), 'web cpu') > 0 && 'somebody heard what is open without a pin',
      textsTo(story, NUMBERS.ann, /wrong pins/i) > 1 && 'ann was warned of wrong pins more than once a day',
    ];
  }),
  forged('wrong pins in many calls at once', async () => {
    const story = night(WITH_PIN);
    for (let call = 0; call < 8; call++) {
      const number = `+4477009009${String(10 + call)}` as const;
      story.at(5, () => story.ringBack(number, [call === 7 ? `${PIN}#` : `000${call}#`, '1'], NUMBERS.ann));
    }
    await story.toTheEnd();
    const told = story.rehearsal.ledger.entries.filter(
      (entry) => entry.kind === 'say' && /not right|web cpu/.test(entry.text),
    ).length;
    return [told > 3 && `${told} guesses at a pin were answered within the hour`];
  }),
  forged('one wrong pin', async () => {
    const story = night(WITH_PIN);
    await calls(story, 1, () => ['0000#', '1']);
    return [count(heard(story, STRANGER), 'web cpu') > 0 && 'somebody heard what is open with a wrong pin'];
  }),
  forged('codes that nobody has read', async () => {
    const story = night();
    await calls(story, 8, () => ['1', '000000#', '111111#', '222222#', '333333#', '444444#', '555555#']);
    const said = heard(story, STRANGER);
    return [
      isTaken(story) && 'somebody took it with a code that they had guessed',
      count(said, 'A code was sent') > 5 * 3 &&
        `${count(said, 'A code was sent')} guesses at five codes were asked for`,
      textsTo(story, NUMBERS.ann, CODE) > 5 && `ann got ${textsTo(story, NUMBERS.ann, CODE)} codes within the hour`,
    ];
  }),
  forged('a caller who cannot decide', async () => {
    const story = night();
    await calls(story, 1, () => Array.from({ length: 40 }, () => '3'));
    const asked = count(heard(story, STRANGER), 'Press 1');
    return [asked > 20 && `a caller was asked ${asked} times for a key`];
  }),
  forged('a machine that answers every answer', async () => {
    const story = night();
    for (let text = 0; text < 40; text++) story.at(10 + text * 30, () => story.text('bob', 'I am out of office.'));
    await story.toTheEnd();
    const answers = story.textsTo('bob').filter((text) => !/^(NOBODY|Calling)/.test(text)).length;
    return [
      answers > 20 && `a machine got ${answers} answers within the hour`,
      answers < 15 && 'bob got hardly an answer',
    ];
  }),
  forged('the answer to a text that takes it', async () => {
    const story = night();
    story.at(40, () => story.text('bob', '1'));
    story.at(44, () => story.text('ann', '1'));
    await story.toTheEnd();
    const told = textsTo(story, NUMBERS.bob, /^You have it/);
    return [
      told !== 1 && `bob took it by text and was told so ${told} times`,
      textsTo(story, NUMBERS.ann, /^You have it/) > 0 && 'ann took what bob had',
    ];
  }),
  forged('a stranger where nothing is said of strangers', async () => {
    const story = await strangers(undefined, 1, true);
    const requests = story.rehearsal.ledger.entries.filter(({ kind }) => kind === 'request').length;
    return [
      story.rings().length > 0 && 'a stranger made a phone ring',
      story.lines().some((line) => line.includes('put through')) && 'a stranger was put through',
      requests > 0 && `a stranger cost ${requests} requests`,
    ];
  }),
  forged('one stranger, again and again', async () => {
    const story = await strangers('connect', 6, true);
    const calling = connected(story);
    return [
      calling > 3 && `one stranger was connected ${calling} times within the hour`,
      calling < 1 && 'nobody was connected',
    ];
  }),
  forged('many strangers', async () => {
    const story = await strangers('connect', 14, false);
    const calling = connected(story);
    return [
      calling > 10 && `strangers were connected ${calling} times within the hour`,
      calling < 8 && 'hardly anybody was connected',
    ];
  }),
];

/** How many callers a phone was rung for. */
function connected({ rehearsal }: Story): number {
  return new Set(rehearsal.ledger.entries.flatMap((entry) => (entry.kind === 'put-through' ? [entry.parent] : [])))
    .size;
}
