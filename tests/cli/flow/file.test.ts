import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { flowFile, readFlow } from '../../../src/cli/flow/file';
import { checkRoster } from '../../../src/cli/roster/check';
import { reasonOf, UserMistake } from '../../../src/mistake';
import { scratchFolder } from '../scratch';

const scratch = scratchFolder();

function mistakeIn(path: string): string {
  try {
    readFlow(path);
  } catch (error) {
    expect(error).toBeInstanceOf(UserMistake);
    return reasonOf(error);
  }
  throw new Error('The flow was read.');
}

describe('a flow that was edited by hand', () => {
  it('is told with the line of what is no JSON', () => {
    const path = scratch.file('comma.json', '{\n  "description": "x",\n}\n');
    expect(mistakeIn(path)).toBe(
      `${path} is not a flow that can run:\n` +
        '  line 2: delete this comma: nothing follows before the }\n' +
        '"npx --no oncall flow check" says more.',
    );
  });

  it('is told with the widget of what Studio would refuse', () => {
    const path = scratch.file('event.json', readFileSync(flowFile(), 'utf8').replace('"noAnswer"', '"noAnswr"'));
    expect(mistakeIn(path)).toContain(
      '\n  call_15: #/states/5/transitions/2/event "noAnswr" cannot happen in make-outgoing-call-v2; possible events are ',
    );
  });

  it('is told when it is not there', () => {
    expect(mistakeIn('nowhere.json')).toBe('nowhere.json: there is no such file or folder. Check the path.');
  });
});

it('a roster is checked though the flow cannot be read, and what was not looked at is said', () => {
  const roster = '{ "agents": { "ann": { "name": "Ann Lee", "phone": "+447700900001" } } }';
  const { errors, warnings } = checkRoster(roster, undefined, () => Date.parse('2026-11-22T12:00:00Z'));
  expect(errors).toEqual([]);
  expect(warnings.map(({ message }) => message)).toContainEqual(
    expect.stringContaining('"npx --no oncall flow check" says why'),
  );
});
