import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { maskNumbers } from '../../src/text/phone-number';
import { logLine } from '../../src/twilio/log';

let written: [string, string][];

beforeEach(() => {
  written = [];
  for (const method of ['log', 'warn', 'error'] as const) {
    jest.spyOn(console, method).mockImplementation((line) => void written.push([method, String(line)]));
  }
});

afterEach(() => {
  jest.restoreAllMocks();
});

describe('a log line', () => {
  it('is one JSON object, level and message first', () => {
    logLine('info', 'Routing.', { team: 'main', attempt: 2 });

    expect(written).toEqual([['log', '{"level":"info","message":"Routing.","team":"main","attempt":2}']]);
  });

  it.each([
    ['info', 'log'],
    ['warn', 'warn'],
    ['error', 'error'],
  ] as const)('of level %s goes to console.%s', (level, method) => {
    logLine(level, 'Something.');

    expect(written).toEqual([[method, `{"level":"${level}","message":"Something."}`]]);
  });

  it('stays one line and one object, whatever its fields hold', () => {
    logLine('error', 'Two\nlines.', { why: 'one\r\ntwo\u2028three "quoted" } {' });

    expect(written).toHaveLength(1);
    const [, line = ''] = written[0] ?? [];
    expect(line).not.toMatch(/[\r\n]/);
    expect(JSON.parse(line)).toEqual({
      level: 'error',
      message: 'Two\nlines.',
      why: 'one\r\ntwo\u2028three "quoted" } {',
    });
  });

  it('keeps its level and its message when fields from outside have those names', () => {
    const fields: Record<string, string> = { level: 'info', message: 'All is well.', team: 'main' };
    logLine('error', 'A fault.', fields);

    expect(written).toEqual([['error', '{"level":"error","message":"A fault.","team":"main"}']]);
  });

  it('shows no number, also in its message', () => {
    logLine('error', 'No call to +447700900001.', { why: "The 'To' number %2B447700900002 is not valid." });

    expect(written[0]?.[1]).toBe(
      '{"level":"error","message":"No call to +44•••••0001.","why":"The \'To\' number +44•••••0002 is not valid."}',
    );
  });
});

describe('masking', () => {
  it.each([
    ['+447700900001', '+44•••••0001'],
    [
      "The 'To' number +12025550101 is not a valid phone number.",
      "The 'To' number +12•••••0101 is not a valid phone number.",
    ],
    ['To=%2B447700900001&From=%2b12025550100', 'To=+44•••••0001&From=+12•••••0100'],
    ['To=%252B447700900001', 'To=+44•••••0001'],
    ['whatsapp:+447700900001', 'whatsapp:+44•••••0001'],
    ['+447700900001,+447700900002', '+44•••••0001,+44•••••0002'],
    ['+44770090000112345678', '+44•••••5678'],
    ['2026-11-22T03:00:00.000+0000', '2026-11-22T03:00:00.000+0000'],
    ['1 + 1 is +2', '1 + 1 is +2'],
  ])('turns %p into %p', (text, masked) => {
    expect(maskNumbers(text)).toBe(masked);
  });
});
