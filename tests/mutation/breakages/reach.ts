import { of } from '../breakage';
import type { Breakage } from '../breakage';

const CAPABILITY = 'src/signing/capability.ts';
const REQUEST = 'src/twilio/page-request.ts';
const PAGE_FUNCTION = 'src/functions/i.ts';
const PAGE = 'src/reach/incident-page.ts';
const HTML = 'src/reach/page-html.ts';
const PROOF = 'src/reach/proof.ts';
const RING_BACK = 'src/reach/ring-back.ts';
const TEXT_IN = 'src/reach/text-in.ts';
const PUBLIC = 'src/reach/public-line.ts';
const PLANS = 'src/reach/reach-plans.ts';
const INTERVENTION = 'src/incident/intervention.ts';

/** Who may do what without a call of ours: by a link, by ringing the number, by texting it. */
export const REACH_BREAKAGES: readonly Breakage[] = [
  ...of('reaching back', CAPABILITY, [
    ['believes every link', 'timingSafeEqual(mac(secret, body), given)', 'true'],
    ['believes a link for ever', 'if (nowMs >= expiresAtMs) return undefined;', ''],
    ['believes a link in four forms', "if (bytes.toString('base64url') !== written) return undefined;", ''],
    ['leaves the ids out of what is signed', 'update(body).digest()', 'update(body.subarray(0, 4)).digest()'],
    ['has one key for links and requests', 'update(LABEL)', "update('')"],
  ]),
  ...of('reaching back', REQUEST, [
    [
      'takes an order from a link',
      'return isTyped && (length === undefined || length === String(bytes));',
      'return true;',
    ],
    [
      'takes an order that stands partly in the query',
      'isTyped && (length === undefined || length === String(bytes))',
      'isTyped',
    ],
    ['lets any key stand beside it', 'Object.keys(event).some((key) => !KEYS.has(key)) ||', ''],
  ]),
  ...of('reaching back', PAGE_FUNCTION, [
    [
      'takes a link that is too old',
      'const capability = opened(readAlertSecret(context), asked.capability, now());',
      'const capability = opened(readAlertSecret(context), asked.capability, 0);',
    ],
  ]),
  ...of('reaching back', PAGE, [
    ['shows links that the roster turned off', ' || plans.roster?.reach.hasLinks === false', ''],
    ['acts for whoever is first', 'marked([...plan.people.keys()], capability.agent)', '[...plan.people.keys()][0]'],
  ]),
  ...of('reaching back', HTML, [
    [
      'shows text from outside as markup',
      'return text.replace(/[&<>"\']/g, (sign) => `&#${String(sign.charCodeAt(0))};`);',
      'return text;',
    ],
  ]),
  ...of('reaching back', 'src/reach/act.ts', [
    ['takes others for told by the answer to a text', "way === 'sms' ? by : undefined", 'undefined'],
  ]),
  ...of('reaching back', INTERVENTION, [
    ['passes on by text what another agent has', "owner !== by && doer.way === 'sms'", 'false'],
  ]),
  ...of('reaching back', 'src/incident/said/sms.ts', [
    [
      'keeps from its owner what joined while it was passed on',
      'return tellAll(`${lead} ${where}.`);',
      'return `${lead} ${where}. ${briefly}`;',
    ],
  ]),
  ...of('reaching back', PROOF, [
    ['counts no guess', "if (!isCounted) return 'uncertain';", ''],
    ['locks nobody out', "if (known.count >= MOST_GUESSES) return 'locked';", ''],
    ['believes every pin', "if (isRight) return 'right';", "if (isCounted) return 'right';"],
    ['believes every code', 'return code !== undefined && digits === code;', 'return true;'],
    ['sends codes without end', ' || known.count >= MOST_CODES', ''],
    ['takes a code that it has not counted', 'return isCounted && (', 'return ('],
  ]),
  ...of('reaching back', RING_BACK, [
    [
      'trusts every number with key 1',
      'if (isProven) return doTurn(',
      "if (isProven || digits === '1') return doTurn(",
    ],
    ['lets an agent act for every team', 'if (!isTheirs || ', 'if ('],
    ['takes any number of guesses at a code', 'if (guesses === MOST_GUESSES)', 'if (guesses === Infinity)'],
    ['asks without end', 'if (!(turn <= MOST_TURNS))', 'if (!(turn <= Infinity))'],
  ]),
  ...of('reaching back', TEXT_IN, [
    [
      'answers a machine without end',
      'if (tally !== undefined && tally.count >= MOST_ANSWERS) {',
      'if (false as boolean) {',
    ],
    [
      'answers its own number',
      'from === ownNumber ? [] : peopleWith(plans, from)',
      'peopleWith(plans, from)',
      'No agent has the number that texts come to.',
    ],
  ]),
  ...of('reaching back', 'src/reach/rest.ts', [
    ['sends the details once more', 'withHandedOver(read, answeredBy, given)', 'read'],
  ]),
  ...of('reaching back', 'src/escalation/errands.ts', [
    ['leaves what is owed to chance', 'if (decided.board !== read)', 'if (false as boolean)'],
  ]),
  ...of('by hand', 'src/incident/escalation.ts', [
    ['calls first those who have just passed it on', 'isNot ? from + 1 : from', 'from'],
    ['begins with the first one whoever passes it on', 'placeAfter(order, given.plan.order, beginning.after)', '0'],
  ]),
  ...of('reaching back', PUBLIC, [
    ['connects strangers without a word in the roster', 'publicLine === undefined || ', ''],
    ['connects one stranger without end', 'own.count >= MOST_OF_ONE_STRANGER || ', ''],
    ['connects strangers without end', ' || all.count >= MOST_OF_STRANGERS', ''],
  ]),
  ...of('reaching back', PLANS, [
    [
      'takes the same digits in another country for the agent',
      'if (/^\\+\\d{7,15}$/.test(digits)) return oneForm(phone) === oneForm(digits);',
      'if (/^\\+\\d{7,15}$/.test(digits)) return phone.slice(-10) === digits.slice(-10);',
    ],
  ]),
  ...of('reaching back', INTERVENTION, [
    ['lets the second of two take it over', ' && !TAKES_OVER.has(way)', ' && false'],
  ]),
];
