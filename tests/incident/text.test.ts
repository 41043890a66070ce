import { describe, expect, it } from '@jest/globals';
import { plainText, shorten, spoken } from '../../src/incident/text';

describe('plainText', () => {
  it.each([
    ['web_1-CPUUtilization', 'web_1-CPUUtilization'],
    ['OK -> ALARM', 'OK to ALARM'],
    ['OK --> ALARM => page → now', 'OK to ALARM to page to now'],
    ['load >= 5, free <= 2', 'load at least 5, free at most 2'],
    ['R&D', 'R and D'],
    ['{{ flow.data.token }}', 'flow.data.token'],
    ['{% assign x = 1 %}', '% assign x 1 %'],
    ['<break time="9s"/>now', 'break time 9s / now'],
    ['</Say><Dial>+447700900001</Dial>', 'Say Dial +447700900001 Dial'],
    ['&amp;lt;', 'and amp;lt;'],
    ['"quoted" and `ticked` $5 ^ ~ | \\', 'quoted and ticked 5'],
    ['Zoë’s „Dienst“ – überlastet', 'Zoë s Dienst überlastet'],
    ['東京 の 警報', '東京 の 警報'],
    ['ｆｕｌｌ ｗｉｄｔｈ ＜Say＞', 'full width Say'],
    ['line one\r\nline two\tend', 'line one line two end'],
    ['\u0000\u001b[31mred\u202e', '31mred'],
    ['🔥 fire 🔥', 'fire'],
    ['   ', ''],
    ['', ''],
  ])('of %j is %j', (text, plain) => {
    expect(plainText(text)).toBe(plain);
  });
});

describe('spoken', () => {
  it.each([
    ['StatusCheckFailed_web-1', 'Status Check Failed web 1'],
    ['CPUUtilization', 'CPU Utilization'],
    ['prod/web-1/5XXErrors', 'prod web 1 5 XX Errors'],
    ['from 2026-11-22 on', 'from 2026-11-22 on'],
    ['p99-latency', 'p99 latency'],
    ['Ann Lee', 'Ann Lee'],
    ['web-1 is down.', 'web 1 is down.'],
    ['Dial Hangup/. Press 1', 'Dial Hangup. Press 1'],
    ['', ''],
  ])('of %j is %j', (plain, said) => {
    expect(spoken(plain)).toBe(said);
  });
});

describe('shorten', () => {
  it.each([
    ['as it is', 8, 'as it is'],
    ['one two three four', 18, 'one two three four'],
    ['one two three four', 17, 'one two three…'],
    ['one two three four', 15, 'one two three…'],
    // The only gap is in the first third: half a word is better than one word.
    ['a bcdefghijklmnop', 10, 'a bcdefgh…'],
    ['abcdefghij', 4, 'abc…'],
    // Three and a half characters of two units each: the half is dropped.
    ['𝒳𝒳𝒳𝒳', 6, '𝒳𝒳…'],
  ])('%j to %i characters is %j', (text, most, short) => {
    expect(shorten(text, most)).toBe(short);
    expect(shorten(text, most).length).toBeLessThanOrEqual(most);
  });
});
