import { afterEach, describe, expect, it } from '@jest/globals';
import { incidentOf } from '../incident/sample';
import { AGENTS, NUMBERS } from '../support/story';
import { expectNothingPrivate } from './expectations';
import { alarm, FunctionsAtHand } from './functions-at-hand';
import type { AtHandOptions } from './functions-at-hand';

let at: FunctionsAtHand;

afterEach(() => {
  expectNothingPrivate(at);
});

const STRANGER = '+12025550177';
const NUMBER = '+12025550100';

/** What the number answers to this SMS: the message, or undefined. Twilio comes back for what is left to be done. */
async function text(body: string, from: string = NUMBERS.ann): Promise<string | undefined> {
  const fields = { From: from, To: NUMBER, Body: body, MessageSid: 'SM1' };
  const reply = await at.flow('/text-in', fields);
  expect(reply).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' });
  const follows = /<Redirect method="POST">(.*)<\/Redirect>/.exec(reply.text)?.[1];
  if (follows !== undefined) {
    const rest = await at.flow(follows.replaceAll('&amp;', '&'), fields);
    expect(rest.text).toMatch(/<Response\/>$/);
  }
  return /<Message>(.*)<\/Message>/s.exec(reply.text)?.[1];
}

/** What an SMS costs: how many requests one after the other, of 100 ms each. */
async function sequential(body: string, from: string = NUMBERS.ann): Promise<number> {
  const before = at.took('/text-in').length;
  await text(body, from);
  return (at.took('/text-in')[before] ?? NaN) / 100;
}

/** Ann's phone rings. */
async function ringing(options: AtHandOptions = {}): Promise<void> {
  at = new FunctionsAtHand(options);
  await at.called();
}

/** Ann and Bob are on two teams, each of which has an incident; those of the first team have ended in nothing. */
async function two(): Promise<void> {
  const teams = { web: { name: 'Web', agents: ['ann', 'bob'] }, db: { name: 'Database', agents: ['bob', 'ann'] } };
  const routes = [{ alarm: 'db-*', team: 'db' }];
  at = new FunctionsAtHand({ roster: { agents: AGENTS, teams, routes } });
  await at.alarm(alarm('web-1'));
  await at.pass(2);
  await at.alarm(alarm('db-1'));
  await at.pass(2);
}

function codeOf(name: string, board = at.board('web')): string {
  const found = board?.incidents.find((each) => each.name.startsWith(name));
  return (found?.id ?? '').slice(4, 8);
}

function incident() {
  const board = at.board();
  if (board === undefined) throw new Error('There is no board.');
  return incidentOf(board);
}

/** The SMS that were sent to somebody. */
function sent(to: string = NUMBERS.ann): readonly string[] {
  return at.story.rehearsal.ledger.entries.flatMap((entry) =>
    entry.kind === 'sms' && entry.to === to ? [entry.text.split('\n')[0] ?? ''] : [],
  );
}

describe('taking it', () => {
  it.each(['1', 'take', 'ack', 'Take.', ' TAKE ', '１', 'ｔａｋｅ', '1!', '"1"', '1\n', 'take\u200b'])(
    'by the word %j: the details are the one answer, and the history says by which way',
    async (body) => {
      await ringing();
      expect(await text(body)).toMatch(/^You have it \(Main, \w{4}, since .*web-1-cpu.*\nhttps:\/\/\S*\/i\?c=\S*$/s);
      // Nobody sends them once more.
      await at.pass(120);
      expect(sent()).toEqual([]);
      expect(incident()).toMatchObject({ status: 'taken', taken: { by: 'ann', way: 'sms' } });
    },
  );

  it('while the own phone rings: whoever answers that hears that they have it, and nobody else is called', async () => {
    await ringing();
    await text('1');
    await at.pass(60);
    expect(at.story.heardBy('ann').at(-1)).toBe('You have it already. Goodbye.');
    expect(at.story.heardBy('bob')).toEqual([]);
  });

  it('by two at once: the first has it, and the other reads who does', async () => {
    await ringing();
    const answers = await Promise.all([text('1'), text('1', NUMBERS.bob)]);
    const owner = incident().taken?.by === 'ann' ? 'Ann Lee' : 'Bob Roy';
    expect(answers.toSorted()).toEqual([
      expect.stringMatching(`^${owner} has it \\(Main, `),
      expect.stringMatching(/^You have it \(Main, /),
    ]);
  });

  it('twice is answered, and nothing more is sent', async () => {
    await ringing();
    await text('1');
    expect(await text('1')).toMatch(/^You have it already \(Main, \w{4}\)\.$/);
    expect(sent()).toEqual([]);
  });

  it('is answered in words when the hour’s SMS are used up', async () => {
    await ringing({ roster: { agents: AGENTS, escalation: { maxTextsPerHour: 3 } } });
    await text('1');
    expect(await text('done')).toMatch(/^Closed by hand/);
    await at.pass(60);
    await at.alarm(alarm('web-2'));
    await at.pass(5);
    expect(await text('1')).toMatch(/^You have it \(Main, \w{4}, since.*The hour's 3 SMS are used up/s);
    expect(await text('done')).toMatch(/^It is closed \(Main, \w{4}\)\.$/);
  });

  it('is told by SMS, once, when the answer is lost on its way to Twilio', async () => {
    await ringing();
    await at.flow('/text-in', { From: NUMBERS.ann, To: NUMBER, Body: '1', MessageSid: 'SM1' });
    expect(sent()).toEqual([]);
    await at.pass(30);
    await at.beat();
    expect(sent()).toEqual([expect.stringMatching(/^You have it \(Main, /)]);
    await at.pass(120);
    await at.beat();
    expect(sent()).toHaveLength(1);
  });

  it('of what nobody took is told by the heartbeat, when the answer is lost: no alarm comes back for it', async () => {
    await ringing();
    await at.pass(300);
    expect(incident().status).toBe('exhausted');
    const before = sent().length;
    await at.flow('/text-in', { From: NUMBERS.ann, To: NUMBER, Body: '1', MessageSid: 'SM1' });
    await at.pass(30);
    await at.beat();
    expect(sent().slice(before)).toEqual([expect.stringMatching(/^You have it \(Main, /)]);
  });

  it('from another phone of the agent, or from a number in another form, is the same', async () => {
    const ann = { name: 'Ann Lee', phone: [NUMBERS.ann, '+5215512345678'] };
    await ringing({ roster: { agents: { ...AGENTS, ann } } });
    expect(await text('open', '+525512345678')).toMatch(/^Open now:/);
    expect(await text('open', '447700900001')).toMatch(/^Open now:/);
    expect(await text('open', '00447700900001')).toMatch(/^Open now:/);
    expect(await text('open', '07700900001')).toMatch(/^Open now:/);
    // The same digits in another country are somebody else's.
    expect(await text('open', '+17700900001')).toBeUndefined();
  });

  it('from a number that two share is in the name of whoever is being called', async () => {
    const shared = { ann: { name: 'Ann Lee', phone: NUMBERS.bob }, bob: { name: 'Bob Roy', phone: NUMBERS.bob } };
    await ringing({ roster: { agents: shared, rotations: [{ agents: ['bob', 'ann'], start: '2026-01-05 09:00' }] } });
    const { agent } = incident().attempt ?? {};
    await text('1', NUMBERS.bob);
    expect(incident().taken?.by).toBe(agent?.id);
  });
});

describe('when several are open', () => {
  it('it is asked which, with the list, the newest first', async () => {
    await two();
    const [web, db] = [codeOf('web-1'), codeOf('db-1', at.board('db'))].map((code) => code.toUpperCase());
    expect(await text('1')).toBe(
      [
        'Which one? Write take and its code:',
        `${db} Database: db-1. CPUUtilization 99% &gt; 90%. (Bob Roy is being called)`,
        `${web} Web: web-1. CPUUtilization 99% &gt; 90%. (Ann Lee is being called)`,
      ].join('\n'),
    );
  });

  it('the code says which, in any case', async () => {
    await two();
    await text(`take ${codeOf('db-1', at.board('db')).toUpperCase()}`);
    expect(at.board('db')?.incidents).toMatchObject([{ status: 'taken', taken: { by: 'ann' } }]);
    expect(at.board('web')?.incidents).toMatchObject([{ status: 'escalating' }]);
    // What is left is clear.
    await text('1');
    expect(at.board('web')?.incidents).toMatchObject([{ status: 'taken', taken: { by: 'ann' } }]);
  });

  it('a code that no incident of the agent’s teams has changes nothing', async () => {
    await two();
    expect(await text('take zzzz')).toBe('No incident of your teams has the code ZZZZ.');
    expect(await text('1', NUMBERS.cyd)).toBe('Nothing is open for your teams.');
    expect(await text(`take ${codeOf('web-1')}`, NUMBERS.cyd)).toMatch(/^No incident of your teams has the code /);
  });
});

describe('passing it on and closing it', () => {
  it.each(['2', 'pass', '２'])(
    '%s while the own phone rings ends that call, and the next phone rings',
    async (body) => {
      await ringing();
      expect(await text(body)).toMatch(/^Bob Roy is being called \(Main, \w{4}\)\.$/);
      expect(incident().calls).toMatchObject([{ agent: 'ann', outcome: 'declined' }]);
      await at.pass(5);
      expect(incident().attempt).toMatchObject({ agent: { id: 'bob' }, state: { is: 'calling' } });
    },
  );

  it('by its owner calls the next one', async () => {
    await ringing();
    await text('1');
    expect(await text('2')).toMatch(/^The next agent is being called \(Main, \w{4}\)\.$/);
    expect(incident()).toMatchObject({ status: 'escalating', chain: 'pass', taken: { by: 'ann' } });
  });

  it('of the last call tells everybody that nobody has it', async () => {
    await ringing({ roster: { agents: AGENTS, escalation: { maxCalls: 1 } } });
    expect(await text('2')).toMatch(/^NOBODY HAS THIS \(Main, /);
    await at.pass(120);
    await at.beat();
    for (const to of [NUMBERS.bob, NUMBERS.cyd]) expect(sent(to)).toEqual([expect.stringMatching(/^NOBODY HAS THIS/)]);
    expect(sent()).toEqual([]);
  });

  it('of what another agent has passes nothing on, and says who has it: a text is written without knowing', async () => {
    await ringing();
    await text('1', NUMBERS.bob);
    const before = at.board();
    expect(await text('2')).toMatch(/^Bob Roy has it \(Main, \w{4}\)\.$/);
    expect(await text(`pass ${codeOf('web-1', before)}`)).toMatch(/^Bob Roy has it \(Main, \w{4}\)\.$/);
    expect(at.board()).toEqual(before);
  });

  it('of what nobody takes over its owner hears, with what has joined it meanwhile', async () => {
    await ringing({ roster: { agents: AGENTS, escalation: { maxCalls: 1 } } });
    await text('1');
    await text('2');
    await at.alarm(alarm('web-2'));
    await at.pass(300);
    await at.beat();
    expect(sent()).toEqual([expect.stringMatching(/^Nobody took it over, you still have it .*web-1-cpu.* web-2\./)]);
  });

  it('done closes what is the sender’s own', async () => {
    await ringing();
    await text('1');
    expect(await text('done')).toMatch(/^Closed by hand \(Main, /);
    expect(incident()).toMatchObject({ status: 'resolved', closed: { is: 'by-hand', by: 'ann', way: 'sms' } });
  });

  it('done of what is nobody’s asks which, and closes it by its code', async () => {
    await ringing();
    expect(await text('done')).toMatch(/^Which one\? Write done and its code:\n\w{4} Main: web-1-cpu/);
    expect(incident().status).toBe('escalating');
    expect(await text(`done ${incident().id.slice(4, 8)}`)).toMatch(/^It is closed \(Main, \w{4}\)\.$/);
    expect(incident().status).toBe('resolved');
  });

  it('of what is over changes nothing and says so', async () => {
    await ringing();
    const code = incident().id.slice(4, 8);
    at.closeByHand();
    expect(await text(`take ${code}`)).toBe(`It is over already (Main, ${code.toUpperCase()}).`);
    expect(await text(`pass ${code}`)).toBe(`It is over already (Main, ${code.toUpperCase()}).`);
    expect(await text(`done ${code}`)).toBe(`It is over already (Main, ${code.toUpperCase()}).`);
    expect(await text('1')).toBe('Nothing is open for your teams.');
  });
});

describe('questions', () => {
  const rotations = [{ agents: ['ann', 'bob'], start: '2026-11-16 09:00', every: '1 week' }];

  it('are answered without any incident', async () => {
    at = new FunctionsAtHand({ roster: { timezone: 'Europe/London', agents: AGENTS, rotations } });
    expect(await text('open')).toBe('Nothing is open for your teams.');
    expect(await text('who')).toBe('Main: you are on call now, until Mon 23 Nov, 09:00 GMT.');
    expect(await text('who', NUMBERS.bob)).toBe('Main: Ann Lee is on call until Mon 23 Nov, 09:00 GMT.');
    expect(await text('next')).toBe('Main: you are on call now, until Mon 23 Nov, 09:00 GMT.');
    expect(await text('next', NUMBERS.bob)).toBe('Main: your next shift begins on Mon 23 Nov, 09:00 GMT.');
    expect(await text('next', NUMBERS.cyd)).toBe('You have no shift in the next five weeks.');
  });

  it.each(['', 'what?', 'take it please', '🙏', 'take 1 2', 'x'.repeat(1600), 'open the door', '3'])(
    'of which nothing is understood are answered with what is: %j',
    async (body) => {
      await ringing();
      const before = at.board();
      expect(await text(body)).toMatch(/^Write 1 to take it, 2 to pass it on, /);
      expect(at.board()).toEqual(before);
    },
  );

  it.each(['STOP', 'stopall', 'Help', 'INFO', 'start', 'yes', 'Unstop', 'cancel', 'END', 'quit'])(
    'that Twilio itself answers get no second answer: %s',
    async (body) => {
      await ringing();
      const before = at.requests();
      expect(await text(body)).toBeUndefined();
      expect(at.requests()).toBe(before);
    },
  );

  it('an agent who opts out is named in the log', async () => {
    await ringing();
    await text('STOP');
    expect(at.logged('error').join()).toMatch(/An agent opted out of all SMS/);
  });
});

describe('what it costs', () => {
  it('an answer takes at most two requests one after the other', async () => {
    await ringing();
    // The very first count makes the Map.
    await text('who');
    for (const body of ['open', 'who', 'next', 'what?', 'take zzzz']) {
      expect([body, await sequential(body)]).toEqual([body, 2]);
    }
  });

  it('so do the answers that take, pass on and close; a call is placed before it is said that somebody is called', async () => {
    await ringing();
    // After a team's first incident it has its place in the index of what is due.
    await text('1');
    await text('done');
    await at.pass(60);
    await at.alarm(alarm('web-2'));
    await at.pass(5);
    expect(['take', await sequential('1')]).toEqual(['take', 2]);
    // Her phone rang when she took it, and must be over.
    expect(['pass', await sequential('2')]).toEqual(['pass', 4]);
    await at.pass(5);
    await at.flow('/take', at.current());
    expect(['pass', await sequential('2', NUMBERS.bob)]).toEqual(['pass', 3]);
    await at.pass(5);
    await at.flow('/take', at.current());
    expect(['done', await sequential('done', NUMBERS.cyd)]).toEqual(['done', 2]);
  });

  it('passing on the call that rings takes four: it is ended before the next one is placed', async () => {
    await ringing();
    // The very first count makes the Map.
    await text('who');
    await at.pass(5);
    const rung = at.story.rehearsal.ledger.entries.length;
    expect(await sequential('2')).toBe(4);
    const then = at.story.rehearsal.ledger.entries.slice(rung).map(({ kind }) => kind);
    expect(then.indexOf('hang-up')).toBeLessThan(then.indexOf('execution-started'));
  });

  it('a stranger gets no answer, costs nothing, and is logged without a number', async () => {
    await ringing();
    const [kept, before] = [at.kept(), at.requests()];
    for (const from of [STRANGER, '12345', 'ACME', '', NUMBER, '+266696687']) {
      expect(await text('1', from)).toBeUndefined();
      expect(await text('open', from)).toBeUndefined();
    }
    expect(at.requests()).toBe(before);
    expect(at.kept()).toEqual(kept);
    expect(at.logged('info').filter((line) => line.includes('not on the roster'))).toHaveLength(12);
  });

  it('a machine that answers every answer gets 20 within the hour, and more an hour later', async () => {
    at = new FunctionsAtHand();
    const answers: (string | undefined)[] = [];
    for (let times = 0; times < 25; times++) answers.push(await text('Out of office'));
    expect(answers.filter((answer) => answer !== undefined)).toHaveLength(20);
    expect(await text('open', NUMBERS.bob)).toBe('Nothing is open for your teams.');
    await at.pass(3_600);
    expect(await text('open')).toBe('Nothing is open for your teams.');
  });

  it('what cannot be counted is answered all the same, and what cannot be done is said to be uncertain', async () => {
    await ringing();
    at.fate = ({ url }) => (url.includes('oncall-reach') ? { is: 'reset' } : { is: 'deliver' });
    expect(await text('open')).toMatch(/^Open now:/);
    at.fate = () => ({ is: 'reset' });
    expect(await text('1')).toBe('It is not certain that this was done. Write open to see, and try again.');
  });
});

it('while the roster cannot be read, whoever stands in can take what is open', async () => {
  at = new FunctionsAtHand({ environment: { FALLBACK_NUMBERS: NUMBERS.dee }, asset: () => '{ "agents": ' });
  await at.alarm(alarm('web-1'));
  await at.pass(2);
  expect(await text('1', NUMBERS.ann)).toBeUndefined();
  expect(await text('open', NUMBERS.dee)).toMatch(/^Open now:\n\w{4} fallback: web-1/);
  await text('1', NUMBERS.dee);
  expect(at.board('fallback')?.incidents).toMatchObject([{ status: 'taken', taken: { by: 'fallback-1', way: 'sms' } }]);
});
