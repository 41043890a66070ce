import { describe, expect, it } from '@jest/globals';
import { readerOf } from '../../src/language/script';

describe('who reads a text', () => {
  it.each([
    ['データベース接続数が多すぎます', 'Polly.Kazuha-Neural'],
    ['警報 データベース', 'Polly.Kazuha-Neural'],
    ['CPU が高い on web-1', 'Polly.Kazuha-Neural'],
    ['数据库连接过多', 'Polly.Zhiyu-Neural'],
    ['데이터베이스 연결이 너무 많습니다', 'Polly.Seoyeon-Neural'],
    ['قاعدة البيانات معطلة', 'Polly.Hala-Neural'],
    ['डेटाबेस बंद है', 'Polly.Kajal-Neural'],
    ['База данных недоступна', 'Google.ru-RU-Wavenet-A'],
    ['Η βάση δεδομένων', 'Google.el-GR-Wavenet-A'],
    ['מסד הנתונים', 'Google.he-IL-Wavenet-A'],
    ['ฐานข้อมูลล่ม', 'Google.th-TH-Neural2-C'],
  ])('"%s" is for %s', (text, voice) => {
    expect(readerOf(text, 'en')).toBe(voice);
  });

  it.each([
    'High CPU on web-1',
    'Größe überschritten: déjà vu, año',
    '80 % > 70 %',
    '🔥🔥',
    '5 µs, 3 Ω, ΔT',
    'தரவுத்தளம்',
  ])('"%s" needs no other voice, or there is none', (text) => {
    for (const language of ['en', 'de', 'fr', 'es', 'pt-BR', 'ja'] as const) {
      expect(readerOf(text, language)).toBeUndefined();
    }
  });

  it('a Japanese voice reads its own script, Latin letters, and names in Han', () => {
    for (const text of ['データベース', '東京', 'CPU が高い', 'High CPU on web-1'])
      expect(readerOf(text, 'ja')).toBeUndefined();
    expect(readerOf('데이터베이스 CPU', 'ja')).toBe('Polly.Seoyeon-Neural');
    expect(readerOf('База данных', 'ja')).toBe('Google.ru-RU-Wavenet-A');
  });

  it('the script with the most letters decides', () => {
    expect(readerOf('База данных: 高い 高い', 'en')).toBe('Google.ru-RU-Wavenet-A');
  });
});
