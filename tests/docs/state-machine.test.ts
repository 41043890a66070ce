import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { stateMachinePage } from './state-machine';
import { explore } from './transitions';
import type { Node } from './transitions';

const transitions = explore();
const { incident, attempt } = transitions;

/** What leads from one state to another; nothing when no transition does. */
function eventsOf(from: Node, to: Node): readonly string[] {
  const found = [...incident, ...attempt].filter((each) => each.from === from && each.to === to);
  return found.flatMap(({ events }) => events);
}

it('the page is what the code does: else npm run docs writes it anew', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'state-machine.md'), 'utf8');
  expect(page.replaceAll('\r\n', '\n')).toBe(stateMachinePage(transitions));
});

describe('an incident', () => {
  it.each<[Node, Node, readonly string[]]>([
    ['none', 'escalating', ['alarm']],
    ['none', 'exhausted', ['alarm']],
    // Whoever was asked to take it over did not: its owner keeps it.
    [
      'escalating',
      'taken',
      ['asks for the next agent', 'call has ended', 'hung up', 'key 1', 'number refused', 'taken by hand'],
    ],
    ['escalating', 'resolved', ['all OK', 'closed by hand']],
    ['escalating', 'exhausted', ['asks for the next agent', 'call has ended', 'hung up', 'number refused']],
    ['exhausted', 'taken', ['key 1', 'taken by hand']],
    ['exhausted', 'resolved', ['all OK', 'closed by hand']],
    ['exhausted', 'escalating', ['passed on', 'time passes']],
    ['exhausted', 'none', ['alarm']],
    // The alarm opens another one when it comes back late; after a day without news it is left to its owner.
    ['taken', 'resolved', ['alarm', 'all OK', 'closed by hand', 'time passes']],
    ['taken', 'escalating', ['passed on', 'time passes']],
    ['resolved', 'escalating', ['alarm']],
    ['resolved', 'taken', ['alarm']],
    ['resolved', 'none', ['time passes']],
  ])('that is %s becomes %s by %j', (from, to, events) => {
    expect(eventsOf(from, to)).toEqual(events);
  });

  it.each<[Node, Node]>([
    ['taken', 'exhausted'],
    ['taken', 'none'],
    ['none', 'taken'],
    ['none', 'resolved'],
    ['escalating', 'none'],
  ])('that is %s never becomes %s', (from, to) => {
    expect(eventsOf(from, to)).toEqual([]);
  });
});

describe('an attempt', () => {
  it.each<[Node, Node, readonly string[]]>([
    ['starting', 'calling', ['claim']],
    ['calling', 'ending', ['past its deadline']],
    ['waiting', 'starting', ['its time has come']],
    [
      'calling',
      'over',
      ['alarm', 'asks for the next agent', 'call has ended', 'closed by hand', 'key 1', 'taken by hand'],
    ],
    ['ending', 'over', ['alarm', 'asks for the next agent', 'closed by hand', 'hung up', 'key 1', 'taken by hand']],
  ])('that is %s becomes %s by %j', (from, to, events) => {
    expect(eventsOf(from, to)).toEqual(events);
  });

  it.each<[Node, Node]>([
    ['none', 'calling'],
    ['waiting', 'calling'],
    ['waiting', 'over'],
    ['starting', 'over'],
    ['calling', 'starting'],
    ['calling', 'waiting'],
    ['ending', 'calling'],
    ['ending', 'starting'],
    ['over', 'starting'],
    ['over', 'calling'],
    ['over', 'none'],
  ])('that is %s never becomes %s', (from, to) => {
    expect(eventsOf(from, to)).toEqual([]);
  });

  it('dials only by a claim: nothing else leads to calling', () => {
    expect(attempt.filter(({ to }) => to === 'calling')).toEqual([
      { from: 'starting', to: 'calling', events: ['claim'] },
    ]);
  });
});
