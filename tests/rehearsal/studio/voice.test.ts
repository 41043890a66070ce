import { describe, expect, it } from '@jest/globals';
import { canSpeak } from '../../../src/studio/voice';

describe('a voice with a language', () => {
  it.each([
    ['Polly.Joanna-Neural', 'en-US'],
    ['Polly.Joanna', 'en-US'],
    ['Polly.Joanna-Generative', 'en-US'],
    ['Polly.Amy', 'en-GB'],
    ['Polly.Takumi-Neural', 'ja-JP'],
    ['Google.ru-RU-Wavenet-A', 'ru-RU'],
    ['Google.en-US-Chirp3-HD-Kore', 'en-US'],
    ['alice', 'pl-PL'],
    ['woman', 'en-US'],
    ['', 'en-US'],
    ['Polly.Joanna', ''],
  ])('%s speaks %s', (voice, language) => {
    expect(canSpeak(voice, language)).toBe(true);
  });

  it.each([
    ['Polly.Joanna-Neural', 'en-GB'],
    ['Polly.Joanna-Neural', 'ja-JP'],
    ['Polly.Takumi-Neural', 'en-US'],
    ['Polly.Takumi-Neural', 'ja'],
    ['Google.ru-RU-Wavenet-A', 'en-US'],
    ['Polly.Nobody-Neural', 'en-US'],
    ['polly.joanna-neural', 'en-US'],
    ['{{widgets.claim.parsed.voice}}', 'en-US'],
    ['constructor', 'en-US'],
  ])('%s cannot speak %s', (voice, language) => {
    expect(canSpeak(voice, language)).toBe(false);
  });
});
