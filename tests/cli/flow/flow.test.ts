import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { shownBelow } from '../../support/pages';
import { typed } from '../command-line';
import { scratchFolder } from '../scratch';

const scratch = scratchFolder();
const FLOW = readFileSync('flows/on-call.json', 'utf8');

describe('oncall flow check', () => {
  it('has nothing to say about the project’s flow', async () => {
    const { status, out, err } = await typed('flow', 'check');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toMatch(
      /^flows\/on-call\.json: no errors, no warnings\.\nChecked: 37 widgets, \d+ situations on all paths, by the rules of an escalation\.\n$/,
    );
  });

  it('says where a mistake is, what it is and which path leads there', async () => {
    const file = scratch.file('broken.json', FLOW.replace('"next": "say_taken"', '"next": "say_passed_on"'));
    const { status, out } = await typed('flow', 'check', file);
    expect(status).toBe(1);
    const line = FLOW.split('\n').findIndex((each) => each.includes('"name": "say_passed_on"'));
    expect(out).toContain(
      `${file}:${line}  error  #/states/33\n    say_passed_on: comes before the agent has heard what /take answered`,
    );
    expect(out.replaceAll(/\s+/g, ' ')).toContain('Path: Trigger (incomingRequest) → claim (ring yes, 15 s) →');
    expect(out).toMatch(/: \d+ errors?, no warnings\.\nChecked: 37 widgets/);
    expect(out.replaceAll(file, 'on-call.json')).toContain(shownBelow('npx --no oncall flow check', 1));
  });

  it('gives one object to machines', async () => {
    const file = scratch.file('wrong-type.json', FLOW.replace('"timeout": 5', '"timeout": "5"'));
    const { status, out } = await typed('flow', 'check', file, '--json');
    expect(status).toBe(1);
    expect(JSON.parse(out)).toEqual({
      schemaVersion: 1,
      file,
      errors: [
        {
          code: 'format',
          severity: 'error',
          place: '#/states/16/properties/timeout',
          widget: 'ask_key',
          message: 'must be an integer, without quotes, not "5": Studio\'s validator refuses it.',
          line: FLOW.split('\n').findIndex((line) => line.includes('"timeout": 5')) + 1,
        },
      ],
      warnings: [],
      unsupported: [],
      checked: { widgets: 37, isEscalation: true, moments: expect.any(Number) },
    });
  });

  it('names what it does not follow in another flow, and minds warnings only if told to', async () => {
    const states = [
      { name: 'Trigger', type: 'trigger', properties: {}, transitions: [{ event: 'incomingCall', next: 'dial' }] },
      {
        name: 'dial',
        type: 'connect-call-to',
        properties: { noun: 'number', to: '+12025550101', colour: 'red' },
        transitions: [{ event: 'callCompleted' }, { event: 'hangup' }],
      },
    ];
    const file = scratch.file('menu.json', { states, initial_state: 'Trigger' });
    const { status, out } = await typed('flow', 'check', file);
    expect(status).toBe(0);
    expect(out).toContain('Not followed: Widgets of type connect-call-to are checked, but cannot be rehearsed.');
    expect(out).toContain(
      'no errors, 1 warning.\nChecked: 2 widgets, 2 situations on all paths, by the rules for every flow',
    );
    expect((await typed('flow', 'check', file, '--strict')).status).toBe(1);
  });

  it.each([
    ['nothing', '', 'the file is empty; export a flow from Studio'],
    ['another file', '# Hello\n', 'JSON has no comments'],
    ['a roster', '{"agents": {}}', '#/states\n    must be an array of widgets, not missing.'],
  ])('says what is wrong with %s', async (_what, text, message) => {
    const { status, out } = await typed('flow', 'check', scratch.file('other.json', text));
    expect(status).toBe(1);
    expect(out).toContain(message);
  });

  it('says that a file is not there', async () => {
    const { status, err } = await typed('flow', 'check', 'nowhere.json');
    expect(status).toBe(1);
    expect(err).toMatch('oncall flow check: nowhere.json: there is no such file or folder. Check the path.\n');
  });
});

describe('oncall flow graph', () => {
  it('prints the project’s flow for Mermaid', async () => {
    const { status, out } = await typed('flow', 'graph');
    expect(status).toBe(0);
    expect(out).toMatch(/^flowchart TD\n {2}w_Trigger\(\["Trigger"\]\)\n/);
  });

  it('writes it into a page, once', async () => {
    const page = scratch.file('page.md', 'Hello\n\n<!-- flow graph -->\n<!-- /flow graph -->\n');
    expect(await typed('flow', 'graph', '--write', page)).toMatchObject({
      status: 0,
      out: `${page} has the graph of the flow.\n`,
    });
    expect(readFileSync(page, 'utf8')).toMatch(
      /^Hello\n\n<!-- flow graph -->\n\n```mermaid\nflowchart TD\n[^]*```\n\n<!-- \/flow graph -->\n$/,
    );
    expect(await typed('flow', 'graph', '--write', page)).toMatchObject({
      status: 0,
      out: `${page} has this graph already.\n`,
    });
  });

  it('says what a page lacks', async () => {
    const page = scratch.file('bare.md', 'Hello\n');
    const { status, err } = await typed('flow', 'graph', '--write', page);
    expect(status).toBe(1);
    expect(err).toContain(
      'the page has no lines <!-- flow graph --> and <!-- /flow graph -->; put both where the graph belongs.',
    );
  });

  it.each([
    ['no JSON', '{', 'is not JSON:\n  line 1: the { of line 1 is never closed'],
    ['no flow', '[]', 'This is not a Studio flow:\n  # must be an object with "states", not an array'],
  ])('refuses %s', async (_what, text, message) => {
    const { status, err } = await typed('flow', 'graph', scratch.file('other.json', text));
    expect(status).toBe(1);
    expect(err).toContain(message);
  });
});
