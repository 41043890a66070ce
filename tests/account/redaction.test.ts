import { describe, expect, it } from '@jest/globals';
import { redactor } from '../../src/account/redaction';

const TOKEN = '0123456789abcdef0123456789abcdef';
const SID = 'FW00000000000000000000000000000000';

describe('what may be printed', () => {
  it.each([
    ['a secret', `password ${TOKEN}!`, 'password •••••!'],
    ['a secret twice', `${TOKEN} ${TOKEN}`, '••••• •••••'],
    ['credentials in a URL', 'at https://events:swordfish@x.example/y', 'at https://•••••@x.example/y'],
    ['a number', 'The number +447700900001 is not yours', 'The number +44•••••0001 is not yours'],
    ['a number in quotes', '\'From\' "+12025550100"', '\'From\' "+12•••••0100"'],
    ['no SID', `The flow ${SID} was not found`, `The flow ${SID} was not found`],
    ['no date', 'since 2026-11-23 09:00', 'since 2026-11-23 09:00'],
  ])('%s', (_name, text, shown) => {
    expect(redactor([TOKEN, ''])(text)).toBe(shown);
  });

  it('takes no word for a secret', () => {
    expect(redactor(['on'])('nothing on call')).toBe('nothing on call');
  });
});
