import { describe, expect, it } from '@jest/globals';
import type { AlarmFacts, Figures } from '../../src/alarm/alarm-words';
import { englishText, factsSpoken, fullText, ownText, voiceText, writtenText } from '../../src/incident/said/told';
import type { Language } from '../../src/language/language';
import { catalogueIn } from '../../src/wording/catalogues';
import { EN } from '../../src/wording/en';

const CPU: Figures = { metric: 'CPUUtilization', unit: 'Percent', value: 95, sign: '>', limits: [80] };

function spokenIn(language: Language, facts: AlarmFacts, summary = 'web-1.'): string {
  return voiceText(catalogueIn(language), { summary, facts });
}

describe('what is told of an alarm', () => {
  it('is its own text, with the part of it that is meant behind its name', () => {
    const told = { summary: 'CPU high. Look at it.', part: 'InstanceId i-0abc' };
    expect(ownText(told)).toBe('CPU high. InstanceId i-0abc. Look at it.');
    expect(englishText(told)).toBe('CPU high. InstanceId i-0abc. Look at it.');
    expect(ownText({ summary: 'CPU high!', part: 'i-0abc' })).toBe('CPU high! i-0abc.');
  });

  it('is that its name is not known', () => {
    expect(writtenText(EN, undefined)).toBe('An alarm whose name is not known.');
    expect(voiceText(EN, { summary: '' })).toBe('An alarm whose name is not known.');
  });

  it('is that nothing comes in right behind the name, for that is the news', () => {
    expect(englishText({ summary: 'web-1. It serves the shop.', facts: { is: 'no-data' } })).toBe(
      'web-1. It sends no data. It serves the shop.',
    );
  });

  it.each<[AlarmFacts, string, string]>([
    [{ is: 'unknown' }, 'Disk full.', 'Unknown alert: Disk full.'],
    [{ is: 'unknown' }, '', 'Unknown alert: a message without text.'],
    [{ is: 'unknown', others: 2 }, 'Disk full.', 'Unknown alert: Disk full. And 2 more.'],
    [{ others: 1 }, 'web-1.', 'web-1. And 1 more.'],
    [{ is: 'deleted' }, 'web-1.', 'web-1. The alarm was deleted in CloudWatch, so nothing more will be heard of it.'],
    [{ figures: CPU }, 'web-1.', 'web-1. CPUUtilization 95% > 80%.'],
  ])('is written with its facts: %j', (facts, summary, text) => {
    expect(englishText({ summary, facts })).toBe(text);
  });

  it('is for the eye all that its author wrote, and the figures once, with what they were measured of', () => {
    const more = { text: 'web-1.', measured: { ...CPU, of: 'InstanceId i-0abc' }, link: 'https://example.com/a' };
    expect(fullText(EN, { summary: 'web.', facts: { figures: CPU } }, more)).toEqual({
      text: 'web-1.',
      why: 'CPUUtilization 95% > 80% (InstanceId i-0abc).',
      link: 'https://example.com/a',
    });
    expect(fullText(EN, { summary: 'web.' }, { text: 'web-1.', reason: 'By hand.' })).toEqual({
      text: 'web-1.',
      why: 'By hand.',
    });
  });

  it('is apart from its own text what a second voice has to say', () => {
    const told = { summary: '磁盘已满.', facts: { is: 'no-data', others: 3, figures: CPU } } as const;
    expect(factsSpoken(EN, told)).toEqual([
      'It sends no data.',
      'CPUUtilization is 95 per cent, over 80.',
      'And 3 more.',
    ]);
    expect(factsSpoken(EN, { summary: '磁盘已满.' })).toEqual([]);
  });
});

describe('what was measured, for a voice', () => {
  it.each<[Partial<Figures>, string]>([
    [{}, 'CPUUtilization is 95 per cent, over 80.'],
    [{ sign: '>=' }, 'CPUUtilization is 95 per cent, at or over 80.'],
    [{ sign: '<', value: 3, limits: [5] }, 'CPUUtilization is 3 per cent, under 5.'],
    [{ sign: '<=', value: 3, limits: [3] }, 'CPUUtilization is 3 per cent, at or under 3.'],
    [{ sign: 'outside', value: 12, limits: [41.8, 188.3] }, 'CPUUtilization is 12 per cent, not between 41.8 and 188.'],
    [{ metric: '' }, 'The value is 95 per cent, over 80.'],
    [{ metric: 'Errors', unit: 'Count', value: 1250, limits: [0] }, 'Errors is 1,250, over 0.'],
    [
      { metric: 'FreeStorageSpace', unit: 'Bytes', sign: '<', value: 8e8, limits: [2_147_483_648] },
      'FreeStorageSpace is 800 megabytes, under 2.15 gigabytes.',
    ],
    [
      { metric: 'WriteThroughput', unit: 'Bytes/Second', value: 3e9, limits: [2e9] },
      'WriteThroughput is 3 gigabytes per second, over 2.',
    ],
    [
      { metric: 'Duration', unit: 'Milliseconds', value: 1, limits: [0.5] },
      'Duration is 1 millisecond, over 0.5 milliseconds.',
    ],
    [{ metric: 'Latency', unit: 'Seconds', value: 2.5, limits: [1.5] }, 'Latency is 2.5 seconds, over 1.5.'],
  ])('in English: %j', (figures, said) => {
    expect(spokenIn('en', { figures: { ...CPU, ...figures } })).toBe(`web-1. ${said}`);
  });

  it.each<[Language, string]>([
    ['de', 'CPUUtilization ist 95 Prozent, über 80.'],
    ['fr', 'CPUUtilization est à 95 pour cent, au-dessus de 80.'],
    ['es', 'CPUUtilization está en 95 por ciento, por encima de 80.'],
    ['pt-BR', 'CPUUtilization está em 95 por cento, acima de 80.'],
    ['ja', 'CPUUtilizationは95 パーセントで、80を超えています。'],
  ])('in %s', (language, said) => {
    expect(spokenIn(language, { figures: CPU })).toBe(`web-1. ${said}`);
  });

  it.each<[Language, string]>([
    ['de', 'web-1. Es kommen keine Daten.'],
    ['fr', 'web-1. Aucune donnée ne vient.'],
    ['es', 'web-1. No llegan datos.'],
    ['pt-BR', 'web-1. Os dados pararam de chegar.'],
    ['ja', 'web-1. データが届いていません。'],
  ])('and that nothing comes in, in %s', (language, said) => {
    expect(spokenIn(language, { is: 'no-data' })).toBe(said);
  });
});
