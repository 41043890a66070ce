import type { Catalogue, Trouble } from './en';
import { pluralsOf } from './plural';

const plural = pluralsOf('de');

const BYE = 'Auf Wiederhören.';
const NOTHING_TO_DO = `Sie brauchen nichts zu tun. ${BYE}`;

/** German. Times are written as in "So 04:14 MEZ". */
export const DE: Catalogue = {
  locale: 'de-DE',
  people: {
    somebody: 'Jemand',
    somebodyWhoLeft: 'Jemand, der nicht mehr im Bereitschaftsplan steht,',
    fallbackNumber: (number) => `Ersatznummer ${number}`,
  },
  signs: {
    link: 'ein Link',
    currencies: {
      $: 'Dollar',
      '€': 'Euro',
      '£': 'Pfund',
      '¥': 'Yen',
      '¢': 'Cent',
      '₹': 'Rupien',
      '₩': 'Won',
      '₽': 'Rubel',
      '₺': 'Lira',
      '₪': 'Schekel',
      '₫': 'Dong',
      '₴': 'Hrywnja',
      '₱': 'Peso',
      '฿': 'Baht',
    },
    celsius: 'Grad Celsius',
    fahrenheit: 'Grad Fahrenheit',
    degrees: 'Grad',
    plusMinus: 'plus minus',
    about: 'etwa',
    times: 'mal',
    equals: 'gleich',
    isNot: 'ist nicht',
    over: 'über',
    under: 'unter',
    atLeast: 'mindestens',
    atMost: 'höchstens',
    to: 'zu',
    and: 'und',
  },
  alarm: {
    unknown: (text) => `Unbekannte Meldung: ${text}`,
    withoutText: 'eine Nachricht ohne Text.',
    noData: 'Es kommen keine Daten.',
    deleted: 'Der Alarm wurde in CloudWatch gelöscht, von ihm kommt nichts mehr.',
    measured: (metric, value, compared) => `${metric} ist ${value}, ${compared}.`,
    theValue: 'Der Wert',
    compared: {
      '>': (limit) => `über ${limit}`,
      '>=': (limit) => `auf oder über ${limit}`,
      '<': (limit) => `unter ${limit}`,
      '<=': (limit) => `auf oder unter ${limit}`,
    },
    notBetween: (low, high) => `nicht zwischen ${low} und ${high}`,
  },
  speech: {
    opening: (team) => `Bereitschaftsalarm, Team ${team}:`,
    reminder: (team) => `Erinnerung, Team ${team}, der Alarm besteht noch:`,
    thatWasIt: 'Das war der Text des Alarms.',
    keys: 'Drücken Sie jederzeit die 1, um zu übernehmen, die 2, um weiterzugeben, die 3, um es noch einmal zu hören.',
    reminderKeys:
      'Drücken Sie die 1, wenn Sie daran arbeiten, die 2, um weiterzugeben, die 3, um es noch einmal zu hören.',
    prompt: 'Die 1, um zu übernehmen, die 2, um weiterzugeben.',
    reminderPrompt: 'Die 1, wenn Sie daran arbeiten, die 2, um weiterzugeben.',
    youTookIt: (at) => `Übernommen haben Sie das ${at}.`,
    where: (place) => `In ${place}.`,
    accountEndingIn: (digits) => `dem Konto, das auf ${digits} endet`,
    anAlarm: 'Ein Alarm, dessen Name nicht bekannt ist.',
    moreAlarms: (count) => plural(count, { one: 'Und ein weiterer Alarm.', other: `Und ${count} weitere Alarme.` }),
    asksYou: (by) => `${by} bittet Sie zu übernehmen.`,
    youAreAsked: 'Sie werden gebeten zu übernehmen.',
    trouble: troubleInGerman,
    comesAndGoes: (times) => `Er kommt und geht, bisher ${times} Mal.`,
    notConfirmed: `Ob Sie es haben, ließ sich nicht festhalten. Eine SMS sagt es Ihnen. Kommt keine, wird die nächste Person angerufen. ${BYE}`,
    notPassedOn: `Die nächste Person konnte gerade nicht angerufen werden. Es wird gleich noch einmal versucht. ${BYE}`,
    youHaveIt: 'Sie haben übernommen.',
    detailsFollow: 'Die Einzelheiten kommen per SMS.',
    goodbye: BYE,
    alreadyTaken: (by) => `${by} hat übernommen. ${NOTHING_TO_DO}`,
    yours: `Sie haben schon übernommen. ${BYE}`,
    recovered: `Der Alarm ist vorbei. ${NOTHING_TO_DO}`,
    closedByHand: `Dieser Alarm wurde von Hand geschlossen. ${NOTHING_TO_DO}`,
    overAndGone: `Dieser Alarm ist erledigt. ${NOTHING_TO_DO}`,
    unconfirmed: `Ob dieser Alarm noch offen ist, lässt sich nicht feststellen. Bitte behandeln Sie ihn als offen und sehen Sie jetzt nach. ${BYE}`,
    superseded: `Die nächste Person wird schon angerufen. ${NOTHING_TO_DO}`,
    nobodyLeft: `Es ist niemand mehr da, der angerufen werden kann. Alle im Team bekommen eine Nachricht. ${BYE}`,
    callingNow: (agent) => `${agent} wird jetzt angerufen. ${BYE}`,
    calledShortly: (agent) => `${agent} wird gleich angerufen. ${BYE}`,
  },
  sms: {
    youHaveIt: 'Sie haben übernommen',
    moreForYou: (count) => plural(count, { one: 'Noch einer für Sie', other: `Noch ${count} für Sie` }),
    recovered: 'Vorbei',
    closedByHand: 'Von Hand geschlossen',
    leftToYou: 'Bleibt bei Ihnen',
    leftToAll: 'Bleibt bei Ihnen allen',
    nobodyHasIt: 'NIEMAND HAT ÜBERNOMMEN',
    has: (owner) => `${owner} hat übernommen`,
    stillYours: 'Niemand hat es Ihnen abgenommen, es ist weiter bei Ihnen',
    comesAndGoes: 'Kommt und geht',
    impossible: 'KEIN TELEFON KANN ANGERUFEN WERDEN',
    callsUsedUp: 'ANRUFE AUFGEBRAUCHT',
    callingYou: 'Wir rufen Sie an',

    noLongerWatched: 'mehr ist darüber nicht zu erfahren, darum wird es nicht weiter beobachtet.',
    afterAll: (owner) => `${owner} hat doch übernommen`,
    notYoursAnyMore: (owner) => `${owner} hat es jetzt, nicht mehr Sie`,
    itComesAndGoes: 'Der Alarm kommt und geht',
    flapsWithinTheHour: (times) => `${times} Mal in einer Stunde: Sie hören wieder davon, wenn es aufhört.`,
    flapsSoFar: (times) => `Der Alarm kommt und geht, bisher ${times} Mal.`,
    callsMade: (count) => plural(count, { one: '1 Anruf', other: `${count} Anrufe` }) + ', niemand hat übernommen',
    nobodyCalled: 'Niemand konnte angerufen werden',
    textsUsedUp: (count, time) =>
      `Die ${count} SMS dieser Stunde sind aufgebraucht: Die nächste kommt frühestens ${time}. "oncall status" sagt mehr.`,
    callsWithinTheHour: (count) =>
      plural(count, {
        one: 'In dieser Stunde gab es schon 1 Anruf, der nächste wartet.',
        other: `In dieser Stunde gab es schon ${count} Anrufe, der nächste wartet.`,
      }),
    nobodyHasThis: 'Niemand hat übernommen',
    hasThis: (owner) => `${owner} hat übernommen`,
    causes: {
      flow: 'der Studio-Flow fehlt oder ist nicht veröffentlicht. Bitte "oncall doctor" ausführen.',
      'caller-id': 'die Anrufernummer gehört nicht zu diesem Konto. Bitte "oncall doctor" ausführen.',
      account: 'das Twilio-Konto ist gesperrt oder leer. Bitte in der Twilio-Konsole nachsehen.',
      unreachable: 'Twilio beginnt keinen Anruf für uns. Es wird weiter versucht.',
    },
    since: (time) => `seit ${time}`,
    andMore: (count) => plural(count, { one: 'Und 1 weiterer.', other: `Und ${count} weitere.` }),
    restInConsole: 'Der Rest steht in der AWS-Konsole.',
    restInStatus: 'Der Rest: "oncall status".',
    outside: (value, low, high) => `${value}, nicht zwischen ${low} und ${high}`,
    moreInStatus: (count) => `Und ${count} mehr: siehe "oncall status".`,
    earlierOver: (count) =>
      plural(count, { one: 'Und 1 früherer Vorfall ist vorbei.', other: `Und ${count} frühere Vorfälle sind vorbei.` }),
    onlyEarlier: (count, team) =>
      plural(count, {
        one: `Ein früherer Vorfall ist vorbei oder bleibt bei Ihnen (${team}); "oncall history" nennt ihn.`,
        other: `${count} frühere Vorfälle sind vorbei oder bleiben bei Ihnen (${team}); "oncall history" nennt sie.`,
      }),
  },
};

function troubleInGerman(trouble: Trouble): string {
  switch (trouble.is) {
    case 'unreadable':
      return 'Der Bereitschaftsplan ist nicht lesbar.';
    case 'nobody':
      return 'Niemand hat Bereitschaft, darum die Ersatznummern.';
    case 'no-team':
      return `Im Bereitschaftsplan fehlt das Team ${trouble.team}.`;
  }
}
