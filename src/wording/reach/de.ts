import type { ReachWords } from './en';

const BYE = 'Auf Wiederhören.';

/** Dasselbe auf Deutsch; die Wörter, die man schreibt, bleiben englisch. */
export const REACH_DE: ReachWords = {
  outcomes: {
    taken: 'Sie haben übernommen',
    already: 'Sie haben schon übernommen',
    theirs: (owner) => `${owner} hat übernommen`,
    over: 'Das ist schon vorbei',
    closed: 'Der Vorfall ist geschlossen',
    isCalled: (agent) => `${agent} wird angerufen`,
    passedOn: 'Die nächste Person wird angerufen',
    calling: 'Deswegen wird schon jemand angerufen',
    busy: 'Gerade wird wegen etwas anderem angerufen; geben Sie weiter, sobald das jemand hat',
    alone: 'Es ist niemand sonst da, der angerufen werden kann',
    unknown: 'Niemand im Team heißt so',
  },
  states: {
    nobody: 'niemand hat übernommen',
    yours: 'Sie haben übernommen',
    calling: (agent) => `${agent} wird angerufen`,
    has: (owner) => `${owner} hat übernommen`,
  },
  nothingOpen: 'Für Ihre Teams ist nichts offen.',
  duty: {
    onCall: (team, agent) => `${team}: ${agent} hat Bereitschaft.`,
    onCallUntil: (team, agent, until) => `${team}: ${agent} hat Bereitschaft bis ${until}.`,
    nobody: (team) => `${team}: Niemand hat Bereitschaft.`,
    you: (team) => `${team}: Sie haben jetzt Bereitschaft.`,
    youUntil: (team, until) => `${team}: Sie haben jetzt Bereitschaft, bis ${until}.`,
    next: (team, from) => `${team}: Ihre nächste Schicht beginnt ${from}.`,
    none: 'In den nächsten fünf Wochen haben Sie keine Schicht.',
  },
  voice: {
    stranger: `Von dieser Nummer kommen nur automatische Anrufe. ${BYE}`,
    hello: (agent) => `Bereitschaftsnummer. Guten Tag, ${agent}.`,
    askPin: 'Hier ist die Bereitschaftsnummer. Geben Sie Ihre Pin ein, dann die Rautetaste.',
    askCode: 'Sie bekommen einen Code per SMS. Geben Sie ihn ein, dann die Rautetaste.',
    wrong: 'Das stimmt nicht.',
    locked:
      'Es gab zu viele falsche Eingaben, darum gilt eine Stunde lang keine. Schreiben Sie eine SMS an diese Nummer oder öffnen Sie den Link in einer Nachricht.',
    tooOften: `Sie haben in dieser Stunde oft angerufen. Schreiben Sie eine SMS an diese Nummer oder öffnen Sie den Link in einer Nachricht. ${BYE}`,
    failed: `Das ging gerade nicht. Bitte versuchen Sie es noch einmal. ${BYE}`,
    which: (number, count) => (count === 1 ? 'Ein Vorfall ist offen.' : `Vorfall ${number} von ${count}.`),
    keys: 'Drücken Sie die 1, um zu übernehmen, die 2, um weiterzugeben, oder die 3, um es noch einmal zu hören.',
    keysOfSeveral:
      'Drücken Sie die 1, um zu übernehmen, die 2, um weiterzugeben, die 3, um es noch einmal zu hören, oder die 4 für den nächsten.',
    keysOfTaken: 'Drücken Sie die 2, um weiterzugeben, oder die 3, um es noch einmal zu hören.',
    keysOfTakenOfSeveral:
      'Drücken Sie die 2, um weiterzugeben, die 3, um es noch einmal zu hören, oder die 4 für den nächsten.',
    noKey: `Es wurde keine Taste gedrückt. ${BYE}`,
    connecting: 'Einen Moment. Sie werden mit der Bereitschaft verbunden.',
    nobodyAnswers: `Im Moment meldet sich niemand. ${BYE}`,
    askToPage: 'Drücken Sie die 1, um die Bereitschaft zu rufen. Ihre Nummer wird angezeigt.',
    paged: `Die Bereitschaft wird gerufen. ${BYE}`,
  },
  text: {
    help: 'Schreiben Sie 1 zum Übernehmen, 2 zum Weitergeben, open für das, was offen ist, done zum Schließen, who für die Bereitschaft oder next für Ihre nächste Schicht.',
    failed: 'Es ist nicht sicher, ob das getan wurde. Schreiben Sie open und versuchen Sie es noch einmal.',
    noSuchCode: (code) => `Kein Vorfall Ihrer Teams hat den Code ${code}.`,
    which: (word) => `Welcher? Schreiben Sie ${word} und den Code:`,
    openNow: 'Offen:',
    code: (code) =>
      `${code} ist der Code für Ihren Anruf bei der Bereitschaftsnummer. Haben Sie nicht angerufen, beachten Sie ihn nicht.`,
    pinWarning:
      'Jemand hat mit Ihrer Nummer die Bereitschaftsnummer angerufen und drei falsche Codes eingegeben. Anrufe an Sie kommen weiter an. Waren Sie es nicht, sagen Sie es denen, die den Bereitschaftsplan pflegen.',
  },
  page: {
    title: 'Vorfall',
    whatIsWrong: 'Was los ist',
    whoWasCalled: 'Wer angerufen wurde',
    nobodyWasCalled: 'Bisher niemand.',
    calls: {
      taken: 'hat übernommen',
      declined: 'hat weitergegeben',
      'no-key': 'hat keine Taste gedrückt',
      busy: 'war besetzt',
      'no-answer': 'hat nicht abgenommen',
      failed: 'war nicht erreichbar',
      'hung-up': 'hat aufgelegt',
      'timed-out': 'hat nicht rechtzeitig geantwortet',
      unfinished: 'wurde angerufen, als es vorbei war',
      now: 'wird angerufen',
    },
    take: 'Übernehmen',
    passOn: 'Weitergeben',
    whom: 'An wen',
    whoeverIsNext: 'Wer als Nächstes an der Reihe ist',
    close: 'Schließen',
    forwarding: 'Wer diesen Link hat, kann das in Ihrem Namen tun. Leiten Sie ihn nicht weiter.',
    asOf: (time) => `Stand: ${time}.`,
    badLink: 'Dieser Link zeigt nichts.',
    badLinkHelp:
      'Er ist unvollständig oder zu alt. In der neuesten Nachricht steht einer, der gilt, oder schreiben Sie open an die Nummer.',
    failed: 'Das ging gerade nicht.',
    failedHelp: 'Twilio hat nicht brauchbar geantwortet. Gehen Sie zurück und versuchen Sie es noch einmal.',
  },
};
