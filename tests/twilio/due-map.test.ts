import { describe, expect, it } from '@jest/globals';
import { Unreachable } from '../../src/escalation/ports';
import type { Revision } from '../../src/escalation/ports';
import { readDueIndex, syncDueIndex } from '../../src/twilio/due-map';
import { Requests } from '../../src/twilio/requests';
import { twilioAtHand } from '../rehearsal/twilio/twilio-at-hand';
import { NOT_TWILIOS, refusal, scriptedTwilio } from './scripted-twilio';
import type { Answer } from './scripted-twilio';

const ROSTER = '{}';
const WATCHER = { id: 'h1', sinceMs: 1, seenMs: 2 };

/** What is written to the index and what reads it. */
function dueIndex(requests: Requests, roster = ROSTER) {
  return {
    ...syncDueIndex(requests, 'default', roster),
    list: () => readDueIndex(requests, 'default', roster),
  };
}

/** The index on the local Twilio, in a service without Maps. */
function index() {
  const { client, clock } = twilioAtHand();
  return { due: dueIndex(new Requests(client, () => 0)), clock };
}

function scripted(...answers: readonly Answer[]) {
  const { requests, sent } = scriptedTwilio(...answers);
  return { due: dueIndex(requests), sent };
}

/** An item as Sync shows it. */
function item(key: string, data: unknown = { atMs: 5 }, revision: unknown = '0'): object {
  return { key, data, revision, map_sid: 'MP0123456789abcdef0123456789abcdef' };
}

function page(...items: readonly object[]): Answer {
  return { status: 200, body: { items, meta: { key: 'items', next_page_url: null } } };
}

describe('the index of what is due', () => {
  it('comes into being when it is first asked for, or written', async () => {
    const read = index();
    expect(await read.due.list()).toBeUndefined();
    expect(await read.due.put('main', 5)).toBe(true);
    const written = index();
    expect(await written.due.put('main', 5)).toBe(true);
    for (const { due } of [read, written])
      expect(await due.list()).toEqual([{ team: 'main', atMs: 5, isOfOtherRoster: false, revision: '0' }]);
  });

  it('has one entry a team, with who keeps watch; it may say "not any more"', async () => {
    const { due } = index();
    await due.put('main', 5, { watcher: WATCHER });
    await due.put('ops', 7);
    await due.put('ops', Infinity);
    expect(await due.list()).toEqual([
      { team: 'main', atMs: 5, watcher: WATCHER, isOfOtherRoster: false, revision: '0' },
      { team: 'ops', atMs: Infinity, isOfOtherRoster: false, revision: '1' },
    ]);
    await due.put('main', 6);
    expect((await due.list())?.[0]).toEqual({ team: 'main', atMs: 6, isOfOtherRoster: false, revision: '1' });
  });

  it('tells what was written while another roster was deployed', async () => {
    const { client } = twilioAtHand();
    const [before, after] = ['{}', '{ }'].map((roster) => dueIndex(new Requests(client, () => 0), roster));
    await before?.put('main', 5);
    expect(await before?.list()).toMatchObject([{ isOfOtherRoster: false }]);
    expect(await after?.list()).toMatchObject([{ isOfOtherRoster: true }]);
    await after?.put('main', 5);
    expect(await after?.list()).toMatchObject([{ isOfOtherRoster: false }]);
  });

  it('is written with a revision only if nobody has written it since', async () => {
    const { due } = index();
    await due.put('main', 5);
    const read = await due.list();
    expect(await due.put('main', 6, { revision: read?.[0]?.revision ?? ('' as Revision) })).toBe(true);
    expect(await due.put('main', 7, { revision: read?.[0]?.revision ?? ('' as Revision) })).toBe(false);
    expect((await due.list())?.map(({ atMs }) => atMs)).toEqual([6]);
  });

  it.each([99, 100, 101, 250])('tells of all of %i teams, each once', async (count) => {
    const { due, clock } = index();
    const teams = Array.from({ length: count }, (_, number) => `team-${String(number).padStart(3, '0')}`);
    for (const team of teams) {
      // Sync takes 20 writes a second of one object.
      clock.pass(100);
      await due.put(team, 5);
    }
    expect((await due.list())?.map(({ team }) => team)).toEqual(teams);
  });

  it('leaves out what is no entry, and a watcher that is none', async () => {
    const { due } = scripted(
      page(item('main', { atMs: 5, watcher: { id: 'h1' } }), item('ops', { atMs: 'soon' }), item('web', {})),
    );
    expect(await due.list()).toEqual([
      { team: 'main', atMs: 5, isOfOtherRoster: true, revision: '0' },
      { team: 'web', atMs: Infinity, isOfOtherRoster: true, revision: '0' },
    ]);
  });

  it.each<readonly [string, readonly Answer[]]>([
    ['no reply', ['lost']],
    ['a 5xx', [refusal(500, 20500)]],
    ['a service that does not exist', [refusal(404, 20404), refusal(404, 20404)]],
    ['an item without a revision', [page(item('main', { atMs: 5 }, ''))]],
    ...NOT_TWILIOS.map(([title, answer]) => [title, [answer]] as const),
  ])('cannot be read after %s, which health must show', async (_title, answers) => {
    await expect(scripted(...answers).due.list()).rejects.toThrow(Unreachable);
  });

  it('is there though somebody else made it at the same time', async () => {
    const { due, sent } = scripted(refusal(404, 54200), refusal(409, 54301));
    expect(await due.list()).toBeUndefined();
    expect(sent[1]).toBe('POST /v1/Services/default/Maps UniqueName=oncall-due');
  });

  it.each<readonly [string, readonly Answer[]]>([
    ['no reply', ['lost']],
    ['an item of another name', [{ status: 200, body: item('other') }]],
    ['too many requests', [refusal(429, 20429)]],
    ['a service that does not exist', Array.from({ length: 4 }, () => refusal(404, 20404))],
    ...NOT_TWILIOS.map(([title, answer]) => [title, [answer]] as const),
  ])('is not certain to be written after %s', async (_title, answers) => {
    expect(await scripted(...answers).due.put('main', 5)).toBe(false);
  });
});
