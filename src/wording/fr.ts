import type { Catalogue, Trouble } from './en';
import { pluralsOf } from './plural';

const plural = pluralsOf('fr');

const BYE = 'Au revoir.';
const NOTHING_TO_DO = `Vous n'avez rien à faire. ${BYE}`;

/** French. Times are written as in "dim. 04:14 UTC+1". What is written does without the letters that make an SMS twice as long. */
export const FR: Catalogue = {
  locale: 'fr-FR',
  people: {
    somebody: "Quelqu'un",
    somebodyWhoLeft: "Quelqu'un qui n'est plus au planning",
    fallbackNumber: (number) => `numéro de secours ${number}`,
  },
  signs: {
    link: 'un lien',
    currencies: {
      $: 'dollars',
      '€': 'euros',
      '£': 'livres',
      '¥': 'yens',
      '¢': 'cents',
      '₹': 'roupies',
      '₩': 'wons',
      '₽': 'roubles',
      '₺': 'livres turques',
      '₪': 'shekels',
      '₫': 'dongs',
      '₴': 'hryvnias',
      '₱': 'pesos',
      '฿': 'bahts',
    },
    celsius: 'degrés Celsius',
    fahrenheit: 'degrés Fahrenheit',
    degrees: 'degrés',
    plusMinus: 'plus ou moins',
    about: 'environ',
    times: 'fois',
    equals: 'égale',
    isNot: "n'est pas",
    over: 'supérieur à',
    under: 'inférieur à',
    atLeast: 'au moins',
    atMost: 'au plus',
    to: 'vers',
    and: 'et',
  },
  alarm: {
    unknown: (text) => `Alerte inconnue : ${text}`,
    withoutText: 'un message sans texte.',
    noData: 'Aucune donnée ne vient.',
    deleted: "L'alarme a été supprimée dans CloudWatch : elle ne dira plus rien.",
    measured: (metric, value, compared) => `${metric} est à ${value}, ${compared}.`,
    theValue: 'La valeur',
    compared: {
      '>': (limit) => `au-dessus de ${limit}`,
      '>=': (limit) => `à ${limit} ou plus`,
      '<': (limit) => `au-dessous de ${limit}`,
      '<=': (limit) => `à ${limit} ou moins`,
    },
    notBetween: (low, high) => `hors de l'intervalle de ${low} à ${high}`,
  },
  speech: {
    opening: (team) => `Alerte d'astreinte, équipe ${team} :`,
    reminder: (team) => `Rappel, équipe ${team}, l'alerte dure toujours :`,
    thatWasIt: "C'était le texte de l'alarme.",
    keys: 'Tapez à tout moment 1 pour la prendre, 2 pour la transmettre, 3 pour la réécouter.',
    reminderKeys: 'Tapez 1 si vous vous en occupez, 2 pour la transmettre, 3 pour la réécouter.',
    prompt: 'Tapez 1 pour la prendre, 2 pour la transmettre.',
    reminderPrompt: 'Tapez 1 si vous vous en occupez, 2 pour la transmettre.',
    youTookIt: (at) => `Vous l'avez prise ${at}.`,
    where: (place) => `Dans ${place}.`,
    accountEndingIn: (digits) => `le compte qui finit par ${digits}`,
    anAlarm: "Une alarme dont le nom n'est pas connu.",
    moreAlarms: (count) => plural(count, { one: 'Et une autre alarme.', other: `Et ${count} autres alarmes.` }),
    asksYou: (by) => `${by} vous demande de prendre le relais.`,
    youAreAsked: 'On vous demande de prendre le relais.',
    trouble: troubleInFrench,
    comesAndGoes: (times) => `Elle va et vient : ${times} fois jusqu'ici.`,
    notConfirmed: `Je n'ai pas pu enregistrer votre réponse. Un message vous dira si l'alerte est à vous. Sans message, la personne suivante est appelée. ${BYE}`,
    notPassedOn: `La personne suivante n'a pas pu être appelée pour l'instant. Un nouvel essai suit. ${BYE}`,
    youHaveIt: "L'alerte est à vous.",
    detailsFollow: 'Les détails suivent par message.',
    goodbye: BYE,
    alreadyTaken: (by) => `${by} a pris l'alerte. ${NOTHING_TO_DO}`,
    yours: `L'alerte est déjà à vous. ${BYE}`,
    recovered: `L'alarme est terminée. ${NOTHING_TO_DO}`,
    closedByHand: `Cette alerte a été fermée à la main. ${NOTHING_TO_DO}`,
    overAndGone: `Cette alerte est terminée. ${NOTHING_TO_DO}`,
    unconfirmed: `Je ne peux pas savoir si cette alerte est encore ouverte. Considérez qu'elle l'est et regardez tout de suite. ${BYE}`,
    superseded: `La personne suivante est déjà appelée. ${NOTHING_TO_DO}`,
    nobodyLeft: `Il n'y a plus personne à appeler. Toute l'équipe reçoit un message. ${BYE}`,
    callingNow: (agent) => `J'appelle ${agent}. ${BYE}`,
    calledShortly: (agent) => `${agent} va être appelé sous peu. ${BYE}`,
  },
  sms: {
    youHaveIt: "L'alerte est à vous",
    moreForYou: (count) => plural(count, { one: 'Une de plus pour vous', other: `${count} de plus pour vous` }),
    recovered: 'Terminé',
    closedByHand: 'Fermé à la main',
    leftToYou: 'Reste à vous',
    leftToAll: 'Reste à vous tous',
    nobodyHasIt: "PERSONNE NE S'EN OCCUPE",
    has: (owner) => `${owner} s'en occupe`,
    stillYours: "Personne n'a pris le relais, l'alerte reste à vous",
    comesAndGoes: 'Va et vient',
    impossible: "AUCUN APPEL N'EST POSSIBLE",
    callsUsedUp: 'APPELS ÉPUISÉS',
    callingYou: 'Nous vous appelons',

    noLongerWatched: "on n'en saura pas plus, donc elle n'est plus surveillée.",
    afterAll: (owner) => `${owner} s'en occupe finalement`,
    notYoursAnyMore: (owner) => `${owner} s'en occupe maintenant, ce n'est plus à vous`,
    itComesAndGoes: "L'alarme va et vient",
    flapsWithinTheHour: (times) => `${times} fois en une heure : vous aurez un message quand cela cesse.`,
    flapsSoFar: (times) => `L'alarme va et vient, ${times} fois jusqu'ici.`,
    callsMade: (count) => plural(count, { one: `${count} appel`, other: `${count} appels` }) + ', personne ne prend',
    nobodyCalled: "Personne n'a pu recevoir d'appel",
    textsUsedUp: (count, time) =>
      `Les ${count} SMS de cette heure sont épuisés : le prochain n'arrivera pas avant ${time}. "oncall status" en dit plus.`,
    callsWithinTheHour: (count) =>
      plural(count, {
        one: `Déjà ${count} appel en une heure, le suivant attend.`,
        other: `Déjà ${count} appels en une heure, le suivant attend.`,
      }),
    nobodyHasThis: "Personne ne s'en occupe",
    hasThis: (owner) => `${owner} s'en occupe`,
    causes: {
      flow: 'le flow Studio est absent ou non publié. Lancez "oncall doctor".',
      'caller-id': 'le numéro appelant n\'est pas à ce compte. Lancez "oncall doctor".',
      account: 'le compte Twilio est suspendu ou sans argent. Voyez la console Twilio.',
      unreachable: "Twilio ne lance aucun appel pour nous. D'autres essais suivent.",
    },
    since: (time) => `depuis ${time}`,
    andMore: (count) => `Et ${count} de plus.`,
    restInConsole: 'La suite est dans la console AWS.',
    restInStatus: 'La suite : "oncall status".',
    outside: (value, low, high) => `${value}, hors de ${low} à ${high}`,
    moreInStatus: (count) => `Et ${count} de plus : voir "oncall status".`,
    earlierOver: (count) =>
      plural(count, {
        one: `Et ${count} incident précédent est terminé.`,
        other: `Et ${count} incidents précédents sont terminés.`,
      }),
    onlyEarlier: (count, team) =>
      plural(count, {
        one: `Un incident précédent est terminé ou reste à vous (${team}) ; "oncall history" dit lequel.`,
        other: `${count} incidents précédents sont terminés ou restent à vous (${team}) ; "oncall history" dit lesquels.`,
      }),
  },
};

function troubleInFrench(trouble: Trouble): string {
  switch (trouble.is) {
    case 'unreadable':
      return "Le planning d'astreinte est illisible.";
    case 'nobody':
      return "Personne n'est d'astreinte, d'où les numéros de secours.";
    case 'no-team':
      return `Le planning n'a pas d'équipe ${trouble.team}.`;
  }
}
