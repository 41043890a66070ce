/**
 * The text without the signs of HTML, Markdown and chats; their words stay. A comparison is not a tag: `healthy hosts <2 or 5xx >10`
 * keeps both. Beside words nothing is left that only a program reads.
 */
export function withoutMarkup(text: string): string {
  const lines = withoutTags(text)
    .replace(/\s*\n\s*/g, '\n')
    .trim()
    .split('\n')
    .map(withoutMargin)
    .filter((line) => line !== '');
  const whole = lines.map((line, index) => (index < lines.length - 1 && endsEarly(line) ? `${line}.` : line)).join(' ');
  return withoutEmphasis(whole);
}

/** Mail programs wrap text at 72 to 78 characters: a line that ends much sooner was ended by its author. */
const WRAPPED_CHARACTERS = 60;

/** Whether a line is a sentence of its own that lacks its end. */
function endsEarly(line: string): boolean {
  return line.length < WRAPPED_CHARACTERS && /[\p{L}\p{M}\p{N})%]$/u.test(line);
}

/** `<https://…|the runbook>` of chats, and `[the runbook](https://…)` of Markdown. */
const CHAT_LINK = /<(https?:\/\/[^\s<>|]{1,2000})\|([^<>|]{0,200})>/g;
const MAIL_LINK = /<(?:mailto|tel):[^\s<>|]{1,200}\|([^<>|]{0,200})>/g;
const MARKDOWN_LINK =
  /!?\[([^[\]]{0,200})\]\(<?(https?:\/\/[^\s()<>]{1,2000}(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,200})?)>?(?: "[^"]{0,200}")?\)/g;

/** `<!here>`, `<@U024BE7LH>`, `<#C024BE7LR|general>`, `<!subteam^S012AB|@oncall>` of chats. */
const MENTION = /<([!@#])&?([\w^]{1,40})(?:\|([^<>|]{1,80}))?>/g;

/** The tags that only say how a text looks; those that end a line do so here, too. */
const LOOKS =
  /<\/?(?:a|b|i|u|s|em|strong|code|pre|tt|span|font|small|big|sub|sup|html|body|head|tbody|thead|img)((?: [\w-]{1,40}=(?:"[^"<>]{0,500}"|'[^'<>]{0,500}'|[^\s"'<>]{1,500})){0,12}) ?\/?>/gi;
const ENDS_LINE =
  /<\/?(?:br|p|hr|div|ul|ol|li|h[1-6]|table|tr|td|th|blockquote)(?: [\w-]{1,40}=(?:"[^"<>]{0,500}"|'[^'<>]{0,500}'|[^\s"'<>]{1,500})){0,12} ?\/?>/gi;
const HREF = /\bhref=["']?(https?:\/\/[^\s"'<>]{1,500})/i;

/** Any other tag, comment or placeholder: `<Say>`, `<break time="9s"/>`, `<backlog>`, `<https://…>`. */
const ONE_WORD = /<[/!]?([\p{L}\w][^\s<>]{0,2000}?)\/?>/gu;
const SEVERAL_WORDS = /<[/!]?([A-Za-z][^<>]{0,300}?[^\s<>])>(?!\s?[\d$€£])/g;
const WITH_ATTRIBUTES = /<[/!]?([A-Za-z][\w:-]{0,40} [^<>]{0,300}=[^<>]{0,300})>/g;

function withoutTags(text: string): string {
  // Most texts have no tag, and none of the other patterns finds anything without one.
  if (!text.includes('<')) return text.replace(MARKDOWN_LINK, ' $1 $2 ');
  return text
    .replace(CHAT_LINK, ' $2 $1 ')
    .replace(MAIL_LINK, ' $1 ')
    .replace(MARKDOWN_LINK, ' $1 $2 ')
    .replace(MENTION, mentionOf)
    .replace(LOOKS, (_tag, attributes: string) => {
      const link = HREF.exec(attributes)?.[1];
      return link === undefined ? '' : ` ${link} `;
    })
    .replace(ENDS_LINE, '\n')
    .replace(/<!--([^<>]{0,500})-->|<!\[CDATA\[([^<>]{0,500})\]\]>/g, ' $1$2 ')
    .replace(ONE_WORD, (tag, word: string) => (/^\d/.test(word) ? tag : ` ${word} `))
    .replace(WITH_ATTRIBUTES, ' $1 ')
    .replace(SEVERAL_WORDS, ' $1 ');
}

function mentionOf(_whole: string, kind: string, id: string, label: string | undefined): string {
  const name = (label ?? id.replace(/^subteam\^/, '')).replace(/^[@#]/, '');
  return ` ${kind === '#' ? '#' : '@'}${name} `;
}

/** Headings, lists, quotations and rulers at the beginning of a line; `> 5` is a comparison. */
function withoutMargin(line: string): string {
  return line
    .replace(/^(?:> ?){1,6}(?=\p{L})/u, '')
    .replace(/^#{1,6} /, '')
    .replace(/^(?:[-*+•‣▪◦·] ){1,6}(?:\[[ xX]\] )?/, '')
    .replace(/^(?:[-=*_~#] ?){3,}$|^`{3}\w{0,20}$/, '')
    .replace(/[-=*_~#]{4,}/g, ' ')
    .trim();
}

/** `**so**`, `__so__`, `*so*`, `_so_` and `~~so~~`, and the signs around code; `web_1` and `5 * 3` stay. */
function withoutEmphasis(text: string): string {
  if (!/[*_~]/.test(text)) return text;
  return text
    .replace(/\*\*([^\s*](?:[^*]{0,300}[^\s*])?)\*\*/g, '$1')
    .replace(/(?<![\p{L}\p{N}_])__([^\s_](?:[^_]{0,300}[^\s_])?)__(?![\p{L}\p{N}_])/gu, '$1')
    .replace(/~~([^\s~](?:[^~]{0,300}[^\s~])?)~~/g, '$1')
    .replace(/(?<![\p{L}\p{N}*])\*([^\s*](?:[^*]{0,300}[^\s*])?)\*(?![\p{L}\p{N}*])/gu, '$1')
    .replace(/(?<![\p{L}\p{N}_/:.])_([^\s_](?:[^_]{0,300}[^\s_])?)_(?![\p{L}\p{N}_])/gu, '$1');
}
