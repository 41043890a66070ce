import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { flowDefinition } from '../../src/studio/definition';
import { flowGraph, withGraph } from '../../src/flow/graph';
import { editedFlow, onCall } from './on-call';

/** A flow with one widget after the trigger. */
function flowWith(name: string, type: string, properties: object, label = 'One'): string {
  return flowGraph(
    flowDefinition({
      initial_state: 'Trigger',
      states: [
        { name: 'Trigger', type: 'trigger', properties: {}, transitions: [{ event: 'incomingCall', next: 'split' }] },
        {
          name: 'split',
          type: 'split-based-on',
          properties: { input: '{{trigger.call.From}}' },
          transitions: [
            { event: 'noMatch' },
            {
              event: 'match',
              next: name,
              conditions: [
                { friendly_name: label, arguments: ['{{trigger.call.From}}'], type: 'equal_to', value: '1' },
              ],
            },
          ],
        },
        { name, type, properties, transitions: [{ event: 'next' }] },
      ],
    }),
  );
}

describe('the graph of the project’s flow', () => {
  const graph = flowGraph(onCall());

  it('is a flowchart with every widget', () => {
    expect(graph.startsWith('flowchart TD\n  w_Trigger(["Trigger"])\n')).toBe(true);
    for (const { name } of onCall().states) expect(graph).toMatch(new RegExp(`"[^"]*\\b${name}\\b`));
  });

  it('has a shape for each kind, and what matters of it', () => {
    expect(graph).toContain('  w_claim[["claim<br/>/claim"]]\n');
    expect(graph).toContain('  w_may_dial{"may_dial"}\n');
    expect(graph).toContain('  w_ask_key{{"ask_key<br/>waits 5 s for a key"}}\n');
    expect(graph).toContain('  w_say_taken("say_taken")\n');
  });

  it('shows the calls, which differ in their time only, as one', () => {
    expect(graph).toContain(
      '  w_call_15[/"call_15, call_20, call_25, call_30, call_45<br/>rings for 15, 20, 25, 30, 45 s"/]\n',
    );
    expect(graph).toContain('  w_how_long --> w_call_15\n');
    expect(graph).toContain('  w_call_15 -->|"busy<br/>noAnswer<br/>failed"| w_next_agent\n');
  });

  it('shows what comes of each end', () => {
    expect(graph.match(/-->(?:\|.*\|)? end_.*/g)).toEqual([
      '-->|"otherwise"| end_not_dialled',
      '--> end_told_why_not',
      '--> end_taken',
      '--> end_next_agent_asked',
      '--> end_left_to_the_queue',
      '-->|"success"| end_next_agent_asked',
      '-->|"success"| end_next_agent_asked',
      '-->|"fail"| end_left_to_the_queue',
    ]);
  });

  it('is the same each time, and does not change when widgets are moved', () => {
    const moved = editedFlow((widget) => void (widget('claim').properties['offset'] = { x: 7, y: 7 }));
    expect(flowGraph(moved)).toBe(graph);
  });

  it('is in docs/flow.md as it is', () => {
    const page = readFileSync('docs/flow.md', 'utf8');
    expect(withGraph(page, graph)).toBe(page);
  });
});

// Mermaid's own parser has accepted each of these texts (mermaid 11, mermaid.parse).
describe('names and labels that Mermaid would take for something else', () => {
  it.each<[string, string, string]>([
    ['a word of Mermaid', flowWith('end', 'say-play', { say: 'x' }), '  w_end("end")\n'],
    ['quotes', flowWith('a', 'say-play', {}, 'says "1"'), '  w_split -->|"says #quot;1#quot;"| w_a\n'],
    ['tags', flowWith('a', 'say-play', {}, '<b> & `c`'), '  w_split -->|"#lt;b#gt; #amp; #96;c#96;"| w_a\n'],
    ['a number sign', flowWith('a', 'say-play', {}, 'key #'), '  w_split -->|"key #35;"| w_a\n'],
    ['a list', flowWith('a', 'say-play', {}, '1. first'), '  w_split -->|"1#46; first"| w_a\n'],
    ['a dash', flowWith('a', 'say-play', {}, '- first'), '  w_split -->|"#45; first"| w_a\n'],
    ['lines', flowWith('a', 'say-play', {}, 'one\ntwo'), '  w_split -->|"one two"| w_a\n'],
    ['another type', flowWith('a-b', 'fork-stream', {}), '  w_a_b["a-b<br/>fork-stream"]\n'],
  ])('%s', (_what, graph, line) => {
    expect(graph).toContain(line);
  });

  it('keeps widgets apart whose names differ in signs only', () => {
    const flow = editedFlow((_widget, json) => {
      json.states.push({
        name: 'say-taken',
        type: 'say-play',
        properties: { say: 'x' },
        transitions: [{ event: 'audioComplete' }],
      });
    });
    expect(flowGraph(flow)).toMatch(/w_say_taken\("say_taken"\)[^]*w_say_taken_\d+\("say-taken"\)/);
  });
});

describe('the place in a page', () => {
  const page = 'Before\n<!-- flow graph -->\nold\n<!-- /flow graph -->\nAfter\n';

  it('is between the marks', () => {
    expect(withGraph(page, 'flowchart TD\n')).toBe(
      'Before\n<!-- flow graph -->\n\n```mermaid\nflowchart TD\n```\n\n<!-- /flow graph -->\nAfter\n',
    );
  });

  it('is not where a sentence speaks of the marks', () => {
    const sentence = 'It goes between `<!-- flow graph -->` and `<!-- /flow graph -->`, each on a line.\n';
    expect(withGraph(sentence + page, 'flowchart TD\n')).toBe(`${sentence}${withGraph(page, 'flowchart TD\n') ?? ''}`);
    expect(withGraph(sentence, 'flowchart TD\n')).toBeUndefined();
  });

  it('stays the same the second time', () => {
    const once = withGraph(page, 'flowchart TD\n') ?? '';
    expect(withGraph(once, 'flowchart TD\n')).toBe(once);
  });

  it.each(['no marks', '<!-- flow graph -->', '<!-- /flow graph --> <!-- flow graph -->'])(
    'is missing in %p',
    (text) => {
      expect(withGraph(text, 'x')).toBeUndefined();
    },
  );
});
