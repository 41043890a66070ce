import { describe, expect, it } from '@jest/globals';
import { agentRef } from '../../src/incident/plan';
import { asideOf, briefing } from '../../src/incident/said/speech';
import { LANGUAGES } from '../../src/language/language';
import type { Language } from '../../src/language/language';
import { segmentsOf } from '../../src/rehearsal/twilio/segments';
import type { Catalogue, Trouble } from '../../src/wording/en';
import { catalogueIn } from '../../src/wording/catalogues';
import { clockTime } from '../../src/wording/clock';
import { alarmAt, ANN, boardAfter, incidentOf, PLAN } from '../incident/sample';

type Translated = Exclude<Language, 'en'>;

/** What a person who speaks the language would expect to hear and read, written by hand. */
const EXPECTED: Readonly<
  Record<Translated, (said: Catalogue) => readonly (readonly [said: string, expected: string])[]>
> = {
  ja: ({ speech, sms, people }) => [
    [speech.opening('基盤'), '基盤チームの当番への警報です。'],
    [speech.keys, 'いつでも、引き受ける場合は1、次の担当者に回す場合は2、もう一度聞く場合は3を押してください。'],
    [speech.moreAlarms(1), 'ほかに1件の警報があります。'],
    [speech.moreAlarms(4), 'ほかに4件の警報があります。'],
    [speech.alreadyTaken('佐藤'), '佐藤さんが引き受けました。対応は不要です。失礼します。'],
    [speech.asksYou('佐藤'), '佐藤さんが引き継ぎをお願いしています。'],
    [speech.youAreAsked, '引き継ぎの依頼です。'],
    [speech.trouble({ is: 'no-team', team: 'db' }), '当番表にdbチームがありません。'],
    [sms.since('日 12:00 JST'), '日 12:00 JSTから'],
    [sms.callsMade(3), '3回電話しましたが、誰も引き受けていません'],
    [
      sms.textsUsedUp(10, '03:14 JST'),
      'この1時間分のSMS10件を使い切りました。次は03:14 JST以降です。詳細は"oncall status"で確認できます。',
    ],
    [people.fallbackNumber(2), '予備番号2'],
  ],
  de: ({ speech, sms, people }) => [
    [speech.opening('Netz'), 'Bereitschaftsalarm, Team Netz:'],
    [
      speech.keys,
      'Drücken Sie jederzeit die 1, um zu übernehmen, die 2, um weiterzugeben, die 3, um es noch einmal zu hören.',
    ],
    [speech.moreAlarms(1), 'Und ein weiterer Alarm.'],
    [speech.moreAlarms(4), 'Und 4 weitere Alarme.'],
    [speech.alreadyTaken('Bob'), 'Bob hat übernommen. Sie brauchen nichts zu tun. Auf Wiederhören.'],
    [speech.asksYou('Bob'), 'Bob bittet Sie zu übernehmen.'],
    [speech.youAreAsked, 'Sie werden gebeten zu übernehmen.'],
    [speech.trouble({ is: 'nobody' }), 'Niemand hat Bereitschaft, darum die Ersatznummern.'],
    [sms.callsMade(1), '1 Anruf, niemand hat übernommen'],
    [sms.callsMade(3), '3 Anrufe, niemand hat übernommen'],
    [sms.earlierOver(1), 'Und 1 früherer Vorfall ist vorbei.'],
    [sms.earlierOver(2), 'Und 2 frühere Vorfälle sind vorbei.'],
    [sms.leftToAll, 'Bleibt bei Ihnen allen'],
    [
      sms.textsUsedUp(10, 'So 03:14 MEZ'),
      'Die 10 SMS dieser Stunde sind aufgebraucht: Die nächste kommt frühestens So 03:14 MEZ. "oncall status" sagt mehr.',
    ],
    [people.fallbackNumber(2), 'Ersatznummer 2'],
  ],
  fr: ({ speech, sms, people }) => [
    [speech.opening('réseau'), "Alerte d'astreinte, équipe réseau :"],
    [speech.keys, 'Tapez à tout moment 1 pour la prendre, 2 pour la transmettre, 3 pour la réécouter.'],
    [speech.moreAlarms(1), 'Et une autre alarme.'],
    [speech.moreAlarms(4), 'Et 4 autres alarmes.'],
    [speech.alreadyTaken('Bob'), "Bob a pris l'alerte. Vous n'avez rien à faire. Au revoir."],
    [speech.asksYou('Bob'), 'Bob vous demande de prendre le relais.'],
    [speech.youAreAsked, 'On vous demande de prendre le relais.'],
    // French counts nothing as one.
    [sms.callsMade(0), '0 appel, personne ne prend'],
    [sms.callsMade(1), '1 appel, personne ne prend'],
    [sms.callsMade(3), '3 appels, personne ne prend'],
    [sms.earlierOver(1), 'Et 1 incident précédent est terminé.'],
    [sms.earlierOver(2), 'Et 2 incidents précédents sont terminés.'],
    [people.fallbackNumber(2), 'numéro de secours 2'],
  ],
  es: ({ speech, sms, people }) => [
    [speech.opening('redes'), 'Alerta de guardia, equipo redes:'],
    [speech.keys, 'Pulse en cualquier momento 1 para aceptarla, 2 para pasarla, 3 para oírla otra vez.'],
    [speech.moreAlarms(1), 'Y una alarma más.'],
    [speech.moreAlarms(4), 'Y 4 alarmas más.'],
    [speech.alreadyTaken('Bob'), 'Bob ha aceptado la alerta. No hace falta que haga nada. Adiós.'],
    [speech.asksYou('Bob'), 'Bob le pide que la acepte.'],
    [speech.youAreAsked, 'Se le pide que la acepte.'],
    [sms.callsMade(1), '1 llamada, nadie ha aceptado'],
    [sms.callsMade(3), '3 llamadas, nadie ha aceptado'],
    [sms.andMore(1), 'Y otra.'],
    [sms.andMore(2), 'Y otras 2.'],
    [people.fallbackNumber(2), 'teléfono de reserva 2'],
  ],
  'pt-BR': ({ speech, sms, people }) => [
    [speech.opening('rede'), 'Alerta de plantão, equipe rede:'],
    [speech.keys, 'Tecle a qualquer momento 1 para assumir, 2 para passar adiante, 3 para ouvir de novo.'],
    [speech.moreAlarms(1), 'E mais um alarme.'],
    [speech.moreAlarms(4), 'E mais 4 alarmes.'],
    [speech.alreadyTaken('Bob'), 'Bob assumiu o alerta. Você não precisa fazer nada. Até logo.'],
    [speech.asksYou('Bob'), 'Bob pede que você assuma.'],
    [speech.youAreAsked, 'Pedem que você assuma.'],
    [sms.callsMade(0), '0 chamada, ninguém assumiu'],
    [sms.callsMade(1), '1 chamada, ninguém assumiu'],
    [sms.callsMade(3), '3 chamadas, ninguém assumiu'],
    [people.fallbackNumber(2), 'telefone reserva 2'],
  ],
};

const TRANSLATED = LANGUAGES.filter((language): language is Translated => language !== 'en');

const TROUBLES: readonly Trouble[] = [{ is: 'unreadable' }, { is: 'nobody' }, { is: 'no-team', team: 'db' }];

/** Every sentence of a catalogue by its place, with 1 and then 2 of whatever is counted. */
function sentencesOf(part: object, place = ''): readonly (readonly [place: string, sentence: string])[] {
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) => {
    const here = `${place}.${key}`;
    if (typeof value === 'string') return [[here, value] as const];
    if (key === 'trouble') {
      return TROUBLES.map((trouble) => [here, (value as (of: Trouble) => string)(trouble)] as const);
    }
    if (typeof value === 'function') {
      const say = value as (...given: readonly unknown[]) => string;
      return [1, 2].map((count) => [here, say(count, 'db', '04:14')] as const);
    }
    return sentencesOf(value as object, here);
  });
}

describe.each(TRANSLATED)('in %s', (language) => {
  const catalogue = catalogueIn(language);

  it.each(EXPECTED[language](catalogue))('it is said that way: %s', (said, expected) => {
    expect(said).toBe(expected);
  });

  it('nothing is left in English', () => {
    const english = new Map(sentencesOf(catalogueIn('en')));
    const same = sentencesOf(catalogue).filter(([place, sentence]) => {
      return english.get(place) === sentence && /\p{Ll}{3,}.* /u.test(sentence);
    });
    expect(same).toEqual([]);
  });

  it('no sentence is empty, has a gap, or ends with one', () => {
    const odd = sentencesOf(catalogue).filter(([, sentence]) => /^$|^\s|\s$|\s{2}|undefined/.test(sentence));
    expect(odd).toEqual([]);
  });

  it('the keys are 1, 2 and 3', () => {
    for (const keys of [catalogue.speech.keys, catalogue.speech.reminderKeys]) {
      expect(keys.match(/\d/g)).toEqual(['1', '2', '3']);
    }
  });

  it('commands are written as they are typed', () => {
    const commands = sentencesOf(catalogue.sms).flatMap(([, sentence]) => sentence.match(/"[^"]*"/g) ?? []);
    expect(new Set(commands)).toEqual(new Set(['"oncall doctor"', '"oncall status"', '"oncall history"']));
  });

  it('a call begins with who calls whom, and ends with the keys', () => {
    const plan = { ...PLAN, caller: 'Acme <b>operations</b>', manner: { language, voice: '' } };
    const incident = incidentOf(boardAfter(alarmAt(0)));
    const agent = agentRef(ANN, 0) ?? { id: '', name: '', phone: '' };
    const situation = {
      shown: [{ hash: '', summary: 'web-1 is down.', sinceMs: 0 }],
      others: 0,
      accounts: new Set<string>(),
      regions: new Set<string>(),
    };
    const { opening, keys } = catalogue.speech;
    expect(briefing(catalogue, incident, situation, agent, plan).speech).toBe(
      `Acme b operations b. ${opening('Main')} web 1 is down. ${keys}`,
    );
  });
});

describe('an SMS', () => {
  it.each(TRANSLATED.filter((language) => language !== 'ja'))('takes no more room in %s than it must', (language) => {
    const { sms, people } = catalogueIn(language);
    const wide = [...sentencesOf(sms), ...sentencesOf(people)].filter(
      // 100 characters are one segment of 160, or two of 67.
      ([, sentence]) => segmentsOf(sentence.padEnd(100, '.').slice(0, 100)) > 1,
    );
    expect(wide).toEqual([]);
  });

  it.each([
    ['en', 'Sat 04:14 CET'],
    ['de', 'Sa 04:14 MEZ'],
    ['fr', 'sam. 04:14 UTC+1'],
    ['es', 'sab 04:14 CET'],
    ['pt-BR', 'sab. 04:14 GMT+1'],
    ['ja', '土 04:14 GMT+1'],
  ] as const)('tells a time as people write it in %s', (language, time) => {
    // Node's data differ in full stops.
    const told = clockTime(catalogueIn(language).locale, Date.parse('2026-11-28T03:14:00Z'), 'Europe/Berlin');
    expect(told.replace('.', '')).toBe(time.replace('.', ''));
  });

  it('tells an offset behind Greenwich with a hyphen', () => {
    const told = clockTime('fr-FR', Date.parse('2026-11-28T03:14:00Z'), 'America/Sao_Paulo');
    expect(told).toMatch(/^sam\.? 00:14 UTC-3$/);
  });
});

describe('a text that the agent’s voice cannot read', () => {
  const incident = incidentOf(boardAfter(alarmAt(0)));
  const agent = agentRef(ANN, 0) ?? { id: '', name: '', phone: '' };
  const situation = {
    shown: [{ hash: '', summary: 'データベースが停止しました。', sinceMs: 0 }],
    others: 2,
    accounts: new Set<string>(),
    regions: new Set<string>(),
  };

  it('is read apart, after who calls whom, and the keys come after it', () => {
    const german = catalogueIn('de');
    const aside = asideOf(german, 'de', incident, situation, agent, PLAN);
    expect(aside).toEqual({
      opening: 'Bereitschaftsalarm, Team Main:',
      text: 'データベースが停止しました.',
      voice: 'Polly.Kazuha-Neural',
    });
    expect(briefing(german, incident, situation, agent, PLAN, aside).speech).toBe(
      'Das war der Text des Alarms. Drücken Sie jederzeit die 1, um zu übernehmen, die 2, um weiterzugeben, die 3, um es noch einmal zu hören. Und 2 weitere Alarme.',
    );
  });

  it('is none for an agent who is called in that language', () => {
    expect(asideOf(catalogueIn('ja'), 'ja', incident, situation, agent, PLAN)).toBeUndefined();
  });

  it('takes no longer than a phone is listened to', () => {
    const long = { ...situation, shown: [{ hash: '', summary: '停止'.repeat(500), sinceMs: 0 }] };
    expect(asideOf(catalogueIn('en'), 'en', incident, long, agent, PLAN)?.text.length).toBeLessThanOrEqual(120);
  });
});
