import type { SignWords } from '../wording/en';
import { decoded } from './decoded';
import { besideLinks, LINK, linksIn } from './links';
import { withoutMarkup } from './markup';

/**
 * A text from outside as it is sent: decoded, without markup, every letter, digit and link kept. What could be Liquid, SSML or
 * TwiML on its way to a phone is gone, a name such as `web_1-CPUUtilization` is kept as it is written. Of a text longer than
 * `READ_CHARACTERS` the beginning.
 */
export function written(text: string): string {
  return besideLinks(withoutMarkup(decoded(text)), words, partedFromLink)
    .replace(/\s+/g, ' ')
    .replace(/ (?:->|<-|!=|[<>]=?) ?$/, '')
    .trim();
}

/** A sign that stands apart from a link must not become part of it; no phone takes a full stop or a comma for one. */
function partedFromLink(part: string): string {
  return part.replace(/^\s+([.,:;!?)][.,:;!?)\s]*)/, (_all, signs: string) =>
    /^[.,](\s|$)/.test(signs) ? `${signs.charAt(0)} ` : ' ',
  );
}

/** What may be sent beside letters and digits: signs that people read, and the punctuation of other scripts. */
const OTHERS =
  /[^\p{L}\p{M}\p{N}.,:;!?%+@#/()'_\-\s<>&$€£¥¢₹₩₽₺₪₫₴₱฿°§~±=*¿¡、。・「」『』【】〈〉《》〜،؛؟٪۔।॥·\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]/gu;

function words(text: string): string {
  return (
    text
      .replace(/[‘’‚‛′ʼ]/g, "'")
      .replace(/[‐‑‒−]/g, '-')
      .replace(/ ?— ?/g, ' - ')
      .replace(/–/g, '-')
      .replace(/[≈∼]/g, '~')
      .replace(/×/g, 'x')
      .replace(/[÷⁄]/g, '/')
      // Signs apart from words are no markup.
      .replace(/(?<![-=])[-=]{1,3}>|→|⇒/g, ' -> ')
      .replace(/←|<-{2,3}|<-(?![-\d])/g, ' <- ')
      .replace(/!={1,2}|≠|<>/g, ' != ')
      .replace(/>=|≥/g, ' >= ')
      .replace(/<=|≤/g, ' <= ')
      .replace(/(?<!-)>(?!=)/g, ' > ')
      .replace(/<(?![-=])|<(?=-\d)/g, ' < ')
      // What no eye sees parts no word; everything else that is not allowed does.
      .replace(/[\p{Cf}\p{Variation_Selector}]/gu, '')
      .replace(OTHERS, ' ')
      .replace(/\( *\)/g, ' ')
      // One sign stands for a row of them; one with nothing behind it compares nothing.
      .replace(/ (->|<-|!=|[<>]=?) +(?:(?:->|<-|!=|[<>]=?) +)+/g, ' $1 ')
      .replace(/ (?:->|<-|!=|[<>]=?) +(?=[.,:;?)]|!(?!=))/g, ' ')
      .replace(/(?<=[^ ]) +(?=[.,:;?)]|!(?!=))/g, '')
      // What would be an entity once more is none.
      .replace(/&(?=#?\w{1,9};)/g, '& ')
  );
}

/** How other scripts write what a voice reads as a pause. */
const PAUSES: Readonly<Record<string, string>> = {
  '、': ', ',
  '。': '. ',
  '・': ' ',
  '،': ', ',
  '؛': '; ',
  '؟': '? ',
  '۔': '. ',
  '।': '. ',
  '॥': '. ',
  '٪': '%',
};

/**
 * A written text as a voice should have it: `StatusCheckFailed_web-1` becomes three words, a name and a number, `$5` five dollars.
 * Whatever no voice can say is left out. `signs`: how the language says what is written as a sign.
 */
export function spoken(plain: string, signs: SignWords): string {
  const comparisons: Readonly<Record<string, string>> = {
    '->': signs.to,
    '!=': signs.isNot,
    '>=': signs.atLeast,
    '<=': signs.atMost,
    '>': signs.over,
    '<': signs.under,
  };
  return (
    plain
      .replace(new RegExp(LINK, 'g'), signs.link)
      .replace(/(?<!\S)@(?:here|channel|everyone|all|U[A-Z\d]{6,}|\d{6,})\b/g, '')
      .replace(/(?<![\p{L}\p{N}])[@#](?=\p{L})/gu, '')
      .replace(/([$€£¥¢₹₩₽₺₪₫₴₱฿])\s?(\d[\d.,]{0,20})(?<=\d)/g, (_all, sign: string, amount: string) =>
        said(amount, sign, signs),
      )
      .replace(/(\d)\s?([$€£¥¢₹₩₽₺₪₫₴₱฿])/g, (_all, amount: string, sign: string) => said(amount, sign, signs))
      .replace(/\s?°\s?([CF])(?![\p{L}\p{N}])/gu, (_all, unit) =>
        unit === 'C' ? ` ${signs.celsius}` : ` ${signs.fahrenheit}`,
      )
      .replace(/°/g, ` ${signs.degrees} `)
      .replace(/±|\+\/-/g, ` ${signs.plusMinus} `)
      .replace(/~\s?(?=\d)/g, ` ${signs.about} `)
      .replace(/(\d) ?\* ?(?=\d)/g, `$1 ${signs.times} `)
      .replace(/(?<!\S)(?:->|<-|!=|[<>]=?)(?!\S)/g, (sign) => comparisons[sign] ?? ' ')
      .replace(/&/g, ` ${signs.and} `)
      .replace(/ ={1,3} /g, ` ${signs.equals} `)
      .replace(/ - /g, ', ')
      .replace(/[、。・،؛؟۔।॥٪]/g, (sign) => PAUSES[sign] ?? ' ')
      .replace(/[^\p{L}\p{M}\p{N} .,:;!?%+@#/()'…_-]/gu, ' ')
      .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
      .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
      .replace(/[_/]+/g, ' ')
      // A hyphen in a name is a pause; between two digits it may be a date or a range.
      .replace(/(\p{L})-(?=[\p{L}\d])|(\d)-(?=\p{L})/gu, '$1$2 ')
      .replace(/\(\s*\)/g, ' ')
      .replace(/\s+/g, ' ')
      .replace(/ (?=[.,:;!?)])/g, '')
      .trim()
  );
}

function said(amount: string, sign: string, { currencies }: SignWords): string {
  return `${amount} ${isCurrency(sign, currencies) ? currencies[sign] : ''}`;
}

function isCurrency(sign: string, currencies: SignWords['currencies']): sign is keyof SignWords['currencies'] {
  return Object.hasOwn(currencies, sign);
}

/** A sentence with its end, whatever kind of end it has. */
export function ended(sentence: string): string {
  return /[.!?。！？؟۔।॥…]['")」』]?$/.test(sentence) ? sentence : `${sentence}.`;
}

/** Three full stops, because the one character of its own would double what an SMS costs. */
const ELLIPSIS = '...';

/**
 * At most `most` characters, cut between words where there is a gap in the last third, with an ellipsis that says so. A link is kept
 * whole or left out, and so is a number with the unit behind it.
 */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = most - ELLIPSIS.length;
  const split = linksIn(text).find(({ from, to }) => from < end && end < to);
  const cut = text.slice(0, split?.from ?? end);
  const gap = cut.lastIndexOf(' ');
  const whole = split === undefined && gap > (most * 2) / 3 ? cut.slice(0, gap) : cut;
  const isUnitLost = whole.length === gap && /^ [\p{L}%°]/u.test(text.slice(gap));
  const kept = isUnitLost ? withoutLastNumber(whole) : whole;
  // A cut through a surrogate pair would leave half a character; a full stop would make four of them.
  return `${kept.replace(/[\uD800-\uDBFF]$/, '').replace(/(?:[\s.,;:]|(?<=\s)(?:->|<-|!=|[<>]=?))+$/, '')}${ELLIPSIS}`;
}

/** A text that ends in a number without it, and without the clause that it ends, if there is one before. */
function withoutLastNumber(text: string): string {
  const before = text.replace(/ [^\s\p{L}]{0,40}\d$/u, '');
  const clause = before.search(/[,;] [^,;]*$/);
  return before === text || clause < text.length / 3 ? before : text.slice(0, clause);
}

/** At most `most` bytes of UTF-8, cut between characters. */
export function cutToBytes(text: string, most: number): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= most) return text;
  // A cut through a character leaves a replacement character at the end, which goes.
  return new TextDecoder()
    .decode(bytes.slice(0, most))
    .replace(/\uFFFD$/, '')
    .trimEnd();
}
