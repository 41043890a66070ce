import type { Catalogue, Trouble } from './en';
import { pluralsOf } from './plural';

const plural = pluralsOf('es');

const BYE = 'Adiós.';
const NOTHING_TO_DO = `No hace falta que haga nada. ${BYE}`;

/** Spanish. Times are written as in "dom 04:14 CET". What is written does without the letters that make an SMS twice as long. */
export const ES: Catalogue = {
  locale: 'es-ES',
  people: {
    somebody: 'Alguien',
    somebodyWhoLeft: 'Alguien que ya no figura en la lista de guardias',
    fallbackNumber: (number) => `teléfono de reserva ${number}`,
  },
  signs: {
    link: 'un enlace',
    currencies: {
      $: 'dólares',
      '€': 'euros',
      '£': 'libras',
      '¥': 'yenes',
      '¢': 'centavos',
      '₹': 'rupias',
      '₩': 'wones',
      '₽': 'rublos',
      '₺': 'liras',
      '₪': 'séqueles',
      '₫': 'dongs',
      '₴': 'grivnas',
      '₱': 'pesos',
      '฿': 'bats',
    },
    celsius: 'grados centígrados',
    fahrenheit: 'grados Fahrenheit',
    degrees: 'grados',
    plusMinus: 'más menos',
    about: 'unos',
    times: 'por',
    equals: 'igual a',
    isNot: 'no es',
    over: 'mayor que',
    under: 'menor que',
    atLeast: 'al menos',
    atMost: 'como máximo',
    to: 'a',
    and: 'y',
  },
  alarm: {
    unknown: (text) => `Alerta desconocida: ${text}`,
    withoutText: 'un mensaje sin texto.',
    noData: 'No llegan datos.',
    deleted: 'La alarma fue eliminada en CloudWatch: no llegan otras noticias de ella.',
    measured: (metric, value, compared) => `${metric} está en ${value}, ${compared}.`,
    theValue: 'El valor',
    compared: {
      '>': (limit) => `por encima de ${limit}`,
      '>=': (limit) => `en ${limit} o por encima`,
      '<': (limit) => `por debajo de ${limit}`,
      '<=': (limit) => `en ${limit} o por debajo`,
    },
    notBetween: (low, high) => `fuera del intervalo de ${low} a ${high}`,
  },
  speech: {
    opening: (team) => `Alerta de guardia, equipo ${team}:`,
    reminder: (team) => `Recordatorio, equipo ${team}, la alarma sigue activa:`,
    thatWasIt: 'Ese era el texto de la alarma.',
    keys: 'Pulse en cualquier momento 1 para aceptarla, 2 para pasarla, 3 para oírla otra vez.',
    reminderKeys: 'Pulse 1 si está en ello, 2 para pasarla, 3 para oírla otra vez.',
    prompt: 'Pulse 1 para aceptarla, 2 para pasarla.',
    reminderPrompt: 'Pulse 1 si está en ello, 2 para pasarla.',
    youTookIt: (at) => `La aceptó el ${at}.`,
    where: (place) => `En ${place}.`,
    accountEndingIn: (digits) => `la cuenta que termina en ${digits}`,
    anAlarm: 'Una alarma de nombre desconocido.',
    moreAlarms: (count) => plural(count, { one: 'Y una alarma más.', other: `Y ${count} alarmas más.` }),
    asksYou: (by) => `${by} le pide que la acepte.`,
    youAreAsked: 'Se le pide que la acepte.',
    trouble: troubleInSpanish,
    comesAndGoes: (times) => `Va y viene: ${times} veces hasta ahora.`,
    notConfirmed: `No he podido guardar su respuesta. Un mensaje le dirá si la alerta es suya. Si no llega, se llama a la siguiente persona. ${BYE}`,
    notPassedOn: `Ahora mismo no se ha podido llamar a la siguiente persona. Se volverá a intentar enseguida. ${BYE}`,
    youHaveIt: 'La alerta es suya.',
    detailsFollow: 'Los detalles llegan por mensaje.',
    goodbye: BYE,
    alreadyTaken: (by) => `${by} ha aceptado la alerta. ${NOTHING_TO_DO}`,
    yours: `La alerta ya es suya. ${BYE}`,
    recovered: `La alarma ha terminado. ${NOTHING_TO_DO}`,
    closedByHand: `Esta alerta se cerró a mano. ${NOTHING_TO_DO}`,
    overAndGone: `Esta alerta ha terminado. ${NOTHING_TO_DO}`,
    unconfirmed: `No puedo averiguar si esta alerta sigue abierta. Considérela abierta y compruébelo ahora. ${BYE}`,
    superseded: `Ya se está llamando a la siguiente persona. ${NOTHING_TO_DO}`,
    nobodyLeft: `No queda nadie a quien llamar. Todo el equipo recibe un mensaje. ${BYE}`,
    callingNow: (agent) => `Llamando a ${agent}. ${BYE}`,
    calledShortly: (agent) => `Se llamará a ${agent} enseguida. ${BYE}`,
  },
  sms: {
    youHaveIt: 'La alerta es suya',
    moreForYou: (count) => plural(count, { one: 'Otra para usted', other: `Otras ${count} para usted` }),
    recovered: 'Terminada',
    closedByHand: 'Cerrada a mano',
    leftToYou: 'Queda en sus manos',
    leftToAll: 'Queda en manos de todos',
    nobodyHasIt: 'NADIE TIENE ESTA ALERTA',
    has: (owner) => `${owner} tiene la alerta`,
    stillYours: 'Nadie la ha aceptado, la alerta sigue siendo suya',
    comesAndGoes: 'Va y viene',
    impossible: 'NO SE PUEDE LLAMAR A NADIE',
    callsUsedUp: 'LLAMADAS AGOTADAS',
    callingYou: 'Le estamos llamando',

    noLongerWatched: 'ya no se puede saber nada de ella, por lo que deja de vigilarse.',
    afterAll: (owner) => `Al final la tiene ${owner}`,
    notYoursAnyMore: (owner) => `Ahora la tiene ${owner} y ya no usted`,
    itComesAndGoes: 'La alarma va y viene',
    flapsWithinTheHour: (times) => `${times} veces en una hora: le avisaremos cuando cese.`,
    flapsSoFar: (times) => `La alarma va y viene, ${times} veces hasta ahora.`,
    callsMade: (count) => plural(count, { one: '1 llamada', other: `${count} llamadas` }) + ', nadie ha aceptado',
    nobodyCalled: 'No se ha podido llamar a nadie',
    textsUsedUp: (count, time) =>
      `Los ${count} SMS de esta hora se han agotado: no llega otro antes de ${time}. Detalles: "oncall status".`,
    callsWithinTheHour: (count) =>
      plural(count, {
        one: '1 llamada en una hora; la siguiente espera.',
        other: `${count} llamadas en una hora; la siguiente espera.`,
      }),
    nobodyHasThis: 'Nadie la tiene',
    hasThis: (owner) => `${owner} la tiene`,
    causes: {
      flow: 'el flow de Studio falta o no se ha publicado. Ejecute "oncall doctor".',
      'caller-id': 'quien llama no es de esta cuenta (CALLER_ID). Ejecute "oncall doctor".',
      account: 'la cuenta de Twilio carece de saldo o se ha suspendido. Consulte la consola de Twilio.',
      unreachable: 'Twilio no inicia llamadas para nosotros. Se sigue intentando.',
    },
    since: (time) => `desde ${time}`,
    andMore: (count) => plural(count, { one: 'Y otra.', other: `Y otras ${count}.` }),
    restInConsole: 'El resto esta en la consola de AWS.',
    restInStatus: 'El resto: "oncall status".',
    outside: (value, low, high) => `${value}, fuera de ${low} a ${high}`,
    moreInStatus: (count) => plural(count, { one: 'Y otra', other: `Y otras ${count}` }) + ': vea "oncall status".',
    earlierOver: (count) =>
      plural(count, { one: 'Y ha terminado 1 anterior.', other: `Y han terminado ${count} anteriores.` }),
    onlyEarlier: (count, team) =>
      plural(count, {
        one: `Un incidente anterior ha terminado o queda en sus manos (${team}); "oncall history" lo nombra.`,
        other: `${count} incidentes anteriores han terminado o quedan en sus manos (${team}); "oncall history" los nombra.`,
      }),
  },
};

function troubleInSpanish(trouble: Trouble): string {
  switch (trouble.is) {
    case 'unreadable':
      return 'La lista de guardias no se puede leer.';
    case 'nobody':
      return 'Nadie está de guardia: se llama a los teléfonos de reserva.';
    case 'no-team':
      return `La lista de guardias no tiene el equipo ${trouble.team}.`;
  }
}
