import type { Catalogue, Trouble } from './en';
import { pluralsOf } from './plural';

const plural = pluralsOf('pt-BR');

const BYE = 'Até logo.';
const NOTHING_TO_DO = `Você não precisa fazer nada. ${BYE}`;

/** Brazilian Portuguese. Times are written as in "dom. 00:14 BRT". What is written does without the letters that make an SMS twice as long. */
export const PT_BR: Catalogue = {
  locale: 'pt-BR',
  people: {
    somebody: 'Alguém',
    somebodyWhoLeft: 'Alguém que saiu da escala',
    fallbackNumber: (number) => `telefone reserva ${number}`,
  },
  signs: {
    link: 'um link',
    currencies: {
      $: 'dólares',
      '€': 'euros',
      '£': 'libras',
      '¥': 'ienes',
      '¢': 'centavos',
      '₹': 'rupias',
      '₩': 'wons',
      '₽': 'rublos',
      '₺': 'liras',
      '₪': 'shekels',
      '₫': 'dongs',
      '₴': 'hryvnias',
      '₱': 'pesos',
      '฿': 'bahts',
    },
    celsius: 'graus Celsius',
    fahrenheit: 'graus Fahrenheit',
    degrees: 'graus',
    plusMinus: 'mais ou menos',
    about: 'cerca de',
    times: 'vezes',
    equals: 'igual a',
    isNot: 'não é',
    over: 'maior que',
    under: 'menor que',
    atLeast: 'pelo menos',
    atMost: 'no máximo',
    to: 'para',
    and: 'e',
  },
  alarm: {
    unknown: (text) => `Alerta desconhecido: ${text}`,
    withoutText: 'uma mensagem sem texto.',
    noData: 'Os dados pararam de chegar.',
    deleted: 'O alarme foi removido do CloudWatch: dele nada mais chega.',
    measured: (metric, value, compared) => `${metric} está em ${value}, ${compared}.`,
    theValue: 'O valor',
    compared: {
      '>': (limit) => `acima de ${limit}`,
      '>=': (limit) => `em ${limit} ou acima`,
      '<': (limit) => `abaixo de ${limit}`,
      '<=': (limit) => `em ${limit} ou abaixo`,
    },
    notBetween: (low, high) => `fora do intervalo de ${low} a ${high}`,
  },
  speech: {
    opening: (team) => `Alerta de plantão, equipe ${team}:`,
    reminder: (team) => `Lembrete, equipe ${team}, o alarme continua:`,
    thatWasIt: 'Esse era o texto do alarme.',
    keys: 'Tecle a qualquer momento 1 para assumir, 2 para passar adiante, 3 para ouvir de novo.',
    reminderKeys: 'Tecle 1 se está cuidando disso, 2 para passar adiante, 3 para ouvir de novo.',
    prompt: 'Tecle 1 para assumir, 2 para passar adiante.',
    reminderPrompt: 'Tecle 1 se está cuidando disso, 2 para passar adiante.',
    youTookIt: (at) => `Você assumiu ${at}.`,
    where: (place) => `Em ${place}.`,
    accountEndingIn: (digits) => `a conta que termina em ${digits}`,
    anAlarm: 'Um alarme de nome desconhecido.',
    moreAlarms: (count) => plural(count, { one: 'E mais um alarme.', other: `E mais ${count} alarmes.` }),
    asksYou: (by) => `${by} pede que você assuma.`,
    youAreAsked: 'Pedem que você assuma.',
    trouble: troubleInPortuguese,
    comesAndGoes: (times) => `Ele vai e volta: ${times} vezes até agora.`,
    notConfirmed: `Não consegui registrar sua resposta. Uma mensagem dirá se o alerta é seu. Se ela não chegar, a próxima pessoa será chamada. ${BYE}`,
    notPassedOn: `Não foi possível ligar agora para a próxima pessoa. Haverá nova tentativa em breve. ${BYE}`,
    youHaveIt: 'O alerta é seu.',
    detailsFollow: 'Os detalhes seguem por mensagem.',
    goodbye: BYE,
    alreadyTaken: (by) => `${by} assumiu o alerta. ${NOTHING_TO_DO}`,
    yours: `O alerta já é seu. ${BYE}`,
    recovered: `O alarme terminou. ${NOTHING_TO_DO}`,
    closedByHand: `Este alerta foi encerrado à mão. ${NOTHING_TO_DO}`,
    overAndGone: `Este alerta já terminou. ${NOTHING_TO_DO}`,
    unconfirmed: `Não consigo saber se este alerta ainda está aberto. Considere que sim e verifique agora. ${BYE}`,
    superseded: `A próxima pessoa já está sendo chamada. ${NOTHING_TO_DO}`,
    nobodyLeft: `Não há mais ninguém para chamar. Toda a equipe recebe uma mensagem. ${BYE}`,
    callingNow: (agent) => `Ligando para ${agent}. ${BYE}`,
    calledShortly: (agent) => `Em breve ligaremos para ${agent}. ${BYE}`,
  },
  sms: {
    youHaveIt: 'O alerta é seu',
    moreForYou: (count) => plural(count, { one: 'Mais um para cuidar', other: `Mais ${count} para cuidar` }),
    recovered: 'Terminou',
    closedByHand: 'Fechado por alguém',
    leftToYou: 'Segue com quem assumiu',
    leftToAll: 'Segue com toda a equipe',
    nobodyHasIt: 'NINGUÉM ASSUMIU',
    has: (owner) => `${owner} assumiu`,
    stillYours: 'Ninguém assumiu em seu lugar, o alerta segue seu',
    comesAndGoes: 'Vai e volta',
    impossible: 'NENHUM TELEFONE PODE SER CHAMADO',
    callsUsedUp: 'CHAMADAS ESGOTADAS',
    callingYou: 'Chamada para o seu telefone',

    noLongerWatched: 'nada mais se pode saber dele, por isso deixa de ser vigiado.',
    afterAll: (owner) => `${owner} assumiu afinal`,
    notYoursAnyMore: (owner) => `${owner} assumiu agora, o alerta deixa de ser seu`,
    itComesAndGoes: 'O alarme vai e volta',
    flapsWithinTheHour: (times) => `${times} vezes em uma hora: avisaremos quando parar.`,
    flapsSoFar: (times) => `O alarme vai e volta, ${times} vezes até agora.`,
    callsMade: (count) => plural(count, { one: `${count} chamada`, other: `${count} chamadas` }) + ', ninguém assumiu',
    nobodyCalled: 'Ninguém pode ser chamado',
    textsUsedUp: (count, time) =>
      `Os ${count} SMS desta hora acabaram: outro chega somente depois de ${time}. Detalhes: "oncall status".`,
    callsWithinTheHour: (count) =>
      plural(count, {
        one: `${count} chamada em uma hora; a seguinte espera.`,
        other: `${count} chamadas em uma hora; a seguinte espera.`,
      }),
    nobodyHasThis: 'Ninguém assumiu',
    hasThis: (owner) => `${owner} assumiu`,
    causes: {
      flow: 'o flow do Studio falta ou segue sem ser publicado. Execute "oncall doctor".',
      'caller-id': 'quem liga (CALLER_ID) é de outra conta. Execute "oncall doctor".',
      account: 'a conta Twilio foi suspensa ou ficou sem saldo. Veja o console da Twilio.',
      unreachable: 'a Twilio recusa iniciar chamadas. Seguimos tentando.',
    },
    since: (time) => `desde ${time}`,
    andMore: (count) => `E mais ${count}.`,
    restInConsole: 'O restante fica no console da AWS.',
    restInStatus: 'O restante: "oncall status".',
    outside: (value, low, high) => `${value}, fora de ${low} a ${high}`,
    moreInStatus: (count) => `E mais ${count}: veja "oncall status".`,
    earlierOver: (count) =>
      plural(count, { one: `E ${count} anterior terminou.`, other: `E ${count} anteriores terminaram.` }),
    onlyEarlier: (count, team) =>
      plural(count, {
        one: `Um incidente anterior terminou ou ficou com quem recebe esta mensagem (${team}); "oncall history" diz qual.`,
        other: `${count} incidentes anteriores terminaram ou ficaram com quem recebe esta mensagem (${team}); "oncall history" diz quais.`,
      }),
  },
};

function troubleInPortuguese(trouble: Trouble): string {
  switch (trouble.is) {
    case 'unreadable':
      return 'A escala de plantão não pode ser lida.';
    case 'nobody':
      return 'Ninguém está de plantão: chamamos os telefones reserva.';
    case 'no-team':
      return `A escala não tem a equipe ${trouble.team}.`;
  }
}
