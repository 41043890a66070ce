import { describe, expect, it } from '@jest/globals';
import { masked } from '../../lambda/log';

describe('masked', () => {
  it.each([
    ['+447700900001', '+44•••••0001'],
    ['called +12025550142, then +447700900002.', 'called +12•••••0142, then +44•••••0002.'],
    ['{"to":"+447700900001"}', '{"to":"+44•••••0001"}'],
    ['+12345678', '+12•••••5678'],
    ['+447700900001234567', '+44•••••4567'],
    ['2026-11-02T03:14:07.412+0000', '2026-11-02T03:14:07.412+0000'],
    ['arn:aws:sns:eu-west-1:111122223333:t', 'arn:aws:sns:eu-west-1:111122223333:t'],
    ['1 + 2', '1 + 2'],
  ])('%s', (text, shown) => {
    expect(masked(text)).toBe(shown);
  });
});
