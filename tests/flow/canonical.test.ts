import * as fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { canonicalFlow } from '../../src/flow/canonical';
import { flowDefinition } from '../../src/studio/definition';
import { branch, editedFlow, FLOW_TEXT, onCall, sayPlay, transition } from './on-call';

/** The same JSON with the keys of every object, and the items of every array that has no order, in another order. */
function shuffled(value: unknown, random: () => number, key = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => shuffled(item, random));
    return key === 'states' ? mixed(items, random) : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, shuffled(member, random, name)] as const);
  return Object.fromEntries(mixed(members, random));
}

function mixed<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, place: random() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ item }) => item);
}

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

describe('the canonical text of a flow', () => {
  it('is what the project’s file has', () => {
    expect(canonicalFlow(onCall())).toBe(FLOW_TEXT);
  });

  it('says the same as the flow', () => {
    const moved = editedFlow((widget, flow) => {
      flow.states.push(sayPlay('late', 'Hello'));
      widget('ask_key').properties['nothing'] = 1;
    });
    expect(JSON.parse(canonicalFlow(moved))).toEqual(moved);
  });

  it('is the same bytes however Studio orders keys and widgets', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_147_483_647 }), (seed) => {
        const answered = flowDefinition(shuffled(JSON.parse(FLOW_TEXT), randomFrom(seed)));
        expect(canonicalFlow(answered, onCall())).toBe(FLOW_TEXT);
      }),
      { numRuns: 30 },
    );
  });

  it('leaves out nulls and empty targets, which say nothing', () => {
    const exported: unknown = JSON.parse(
      FLOW_TEXT.replaceAll('"event": "timeout"', '"conditions": null, "event": "timeout"').replaceAll(
        '"event": "incomingCall"',
        '"next": "", "event": "incomingCall"',
      ),
    );
    expect(canonicalFlow(flowDefinition(exported))).toBe(FLOW_TEXT);
  });

  it('keeps the order of branches, because the first that matches counts', () => {
    const flow = editedFlow((widget) => {
      const branches = widget('which_key').transitions;
      branches.push(...branches.splice(1, 1));
    });
    const labels = [...canonicalFlow(flow, onCall()).matchAll(/"friendly_name": "([12] [^"]*)"/g)].map(
      ([, label]) => label,
    );
    expect(labels.slice(0, 4)).toEqual(['2 passes it on', '1 takes it', '1 takes it', '2 passes it on']);
  });

  it('puts a new widget after the first that leads to it, and its followers after that', () => {
    const flow = editedFlow((widget, json) => {
      json.states.splice(0, 0, sayPlay('second', 'and so on'));
      json.states.push(sayPlay('first', 'One moment.', 'second'), sayPlay('nowhere', 'never'));
      transition(widget('say_not_needed'), 'audioComplete').next = 'first';
    });
    const names = [...canonicalFlow(flow, onCall()).matchAll(/^ {6}"name": "(.*)"/gm)].map(([, name]) => name);
    expect(names.slice(11, 16)).toEqual(['may_ask', 'say_not_needed', 'first', 'second', 'has_aside']);
    expect(names.at(-1)).toBe('nowhere');
  });

  it('is what the project’s formatter leaves alone, also where a line gets too long', () => {
    const long = `{{widgets.brief.parsed.proceed | default: '${'x'.repeat(60)}'}}`;
    const flow = editedFlow((widget) => {
      widget('may_ask').properties['input'] = long;
      branch(widget('may_ask'), 'The incident still needs somebody').condition.arguments = [long];
    });
    expect(canonicalFlow(flow)).toContain(`"arguments": [\n                "${long}"\n              ],`);
  });
});

describe('JSON that is no flow', () => {
  it.each<[string, unknown, string]>([
    ['nothing', null, '# must be an object with "states", not null'],
    ['a list', [], '# must be an object with "states", not an array'],
    ['no widgets', { initial_state: 'Trigger' }, '#/states must be an array of widgets, not missing'],
    ['no beginning', { states: [] }, '#/initial_state must be the name of the trigger, not missing'],
    [
      'a widget without a name',
      { initial_state: 'x', states: [{ type: 'trigger', properties: {}, transitions: [] }] },
      '#/states/0/name must be text, not missing',
    ],
    [
      'a target that is a number',
      {
        initial_state: 'x',
        states: [{ name: 'x', type: 'trigger', properties: {}, transitions: [{ event: 'e', next: 4 }] }],
      },
      '#/states/0/transitions/0/next must be the name of a widget, not 4',
    ],
  ])('is refused: %s', (_what, json, message) => {
    expect(() => flowDefinition(json)).toThrow(message);
  });
});
