import { clockTime } from '../wording/clock';
import type { ReachCatalogue } from '../wording/reach/en';
import type { AlarmWords } from '../alarm/alarm-words';
import type { Board, Incident } from '../board/board';
import { codeOf } from '../board/code';
import { LINK } from '../alarm/links';
import { nameOf, zoneOf, type CallPlan } from '../incident/plan';
import { situationOf } from '../incident/situation';
import { fullText, writtenText } from '../incident/said/told';
import { shorten } from '../alarm/text';
import { capital, stateWords } from './text-answer';

/**
 * The page of an incident for a phone at night: one file that loads nothing else and needs no script. All text in it is escaped here;
 * whatever came with an alarm stays text.
 */

/** What the page shows. */
export interface PageView {
  readonly team: string;
  readonly board: Board;
  readonly incident: Incident;
  readonly words: readonly AlarmWords[];
  readonly plan: CallPlan;
  /** The id of the agent whose link it is. */
  readonly agent: string;
  /** The capability as it stands in the link: the forms carry it. */
  readonly capability: string;
  /** What became of what was just ordered. */
  readonly banner?: string;
  readonly nowMs: number;
}

/** The one style of all pages; what stands in the page's policy is its hash. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--ink:#1a1a1a;--dim:#5a5a5a;--paper:#fff;--box:#f2f2f0;--edge:#c9c9c4;--bad:#b3261e;--good:#1b6e3c;--act:#0b57d0}
@media (prefers-color-scheme:dark){:root{--ink:#ececec;--dim:#a8a8a8;--paper:#121212;--box:#1f1f1f;--edge:#3c3c3c;--bad:#ff8a80;--good:#7ddc9b;--act:#a8c7fa}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:38rem;padding:1rem;background:var(--paper);color:var(--ink);font:1.125rem/1.45 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.2;margin:.25rem 0}
h2{font-size:1rem;color:var(--dim);margin:1.5rem 0 .25rem}
p{margin:.5rem 0}
ul{list-style:none;margin:0;padding:0}
li{background:var(--box);border-radius:.5rem;margin:.375rem 0;padding:.625rem .75rem}
a{color:var(--act)}
form{margin:.75rem 0}
label{display:block;color:var(--dim);margin:.25rem 0}
button,select{width:100%;min-height:3.5rem;border-radius:.75rem;border:2px solid var(--edge);background:var(--box);color:var(--ink);font:inherit;padding:.5rem .75rem}
button{font-weight:600}
button.main{background:var(--act);border-color:var(--act);color:var(--paper)}
select{margin:.25rem 0 .5rem}
form.group{border:2px solid var(--edge);border-radius:.75rem;padding:.5rem .75rem .75rem}
:focus-visible{outline:3px solid var(--act);outline-offset:2px}
.dim{color:var(--dim);font-size:.9375rem}
.bad{color:var(--bad)}
.good{color:var(--good)}
.banner{background:var(--box);border-left:.375rem solid var(--act);border-radius:.25rem;padding:.75rem;font-weight:600}
`;

/** What alarms say of themselves stands on the page whole up to so many bytes; of the others the short form. The page has 30,000. */
const MOST_BYTES = 6_000;

/** So many alarms, and calls, are shown: the page stays small. */
const MOST_ALARMS = 12;
const MOST_CALLS = 12;

/** So many agents can be chosen to pass it on to, in the order in which they are called. */
const MOST_CHOICES = 25;

const NAME_CHARACTERS = 40;

/** An alarm's name as the heading of its page, and an address as a link, in characters: three lines, and one. */
const MOST_NAME = 90;
const LINK_CHARACTERS = 30;

/** The page of an incident. */
export function incidentHtml(catalogue: ReachCatalogue, view: PageView): string {
  const { page } = catalogue.reach;
  const { incident, plan, agent, banner, nowMs } = view;
  const { words, tone } = stateOf(catalogue, view);
  const at = (timeMs: number): string => escaped(clockTime(catalogue.locale, timeMs, zoneOf(plan, agent)));
  return documentHtml(
    catalogue,
    [
      ...(banner === undefined ? [] : [`<p class="banner" role="status">${escaped(banner)}</p>`]),
      `<p class="dim">${escaped(plan.teamName)}, ${escaped(codeOf(incident.id))}, ${escaped(catalogue.sms.since(clockTime(catalogue.locale, incident.sinceMs, zoneOf(plan, agent))))}</p>`,
      `<h1 class="${tone}">${escaped(words)}</h1>`,
      `<p><strong>${escaped(whatOf(catalogue, incident))}</strong></p>`,
      ...formsHtml(catalogue, view),
      // Of what is over nothing is wrong.
      ...(incident.status === 'resolved' ? [] : [`<h2>${escaped(page.whatIsWrong)}</h2>`]),
      alarmsHtml(catalogue, view, at),
      `<h2>${escaped(page.whoWasCalled)}</h2>`,
      callsHtml(catalogue, view, at),
      `<p class="dim">${escaped(page.asOf(clockTime(catalogue.locale, nowMs, zoneOf(plan, agent))))} ${escaped(page.forwarding)}</p>`,
    ].join('\n'),
  );
}

/** A page that says one thing, to somebody who has no incident to see. */
export function noticeHtml(catalogue: ReachCatalogue, heading: string, help: string): string {
  return documentHtml(catalogue, `<h1>${escaped(heading)}</h1>\n<p>${escaped(help)}</p>`);
}

function documentHtml({ locale, reach: { page } }: ReachCatalogue, body: string): string {
  return `<!DOCTYPE html>
<html lang="${escaped(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex,nofollow">
<meta name="referrer" content="no-referrer">
<title>${escaped(page.title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}

function stateOf(
  catalogue: ReachCatalogue,
  { incident, team, board, plan, agent }: PageView,
): { readonly words: string; readonly tone: 'bad' | 'good' } {
  const { status, taken, closed } = incident;
  if (status === 'resolved' && closed?.is !== 'left') {
    const { recovered, closedByHand } = catalogue.sms;
    return { words: closed === undefined ? recovered : closedByHand, tone: 'good' };
  }
  const words = stateWords(catalogue, { team, board, incident }, agent, plan);
  return { words: capital(words), tone: taken === undefined ? 'bad' : 'good' };
}

/** What it is about, beside the buttons: the first alarm, and how many more there are. */
function whatOf({ sms }: ReachCatalogue, { name, joined }: Incident): string {
  const first = shorten(name, MOST_NAME);
  return joined <= 1 ? first : `${first}. ${sms.andMore(joined - 1)}`;
}

function alarmsHtml(
  catalogue: ReachCatalogue,
  { board, incident, words, plan, agent }: PageView,
  at: (timeMs: number) => string,
): string {
  const { locale, sms } = catalogue;
  const situation = situationOf(board, incident, words);
  const shown = situation.shown.slice(0, MOST_ALARMS);
  const others = situation.shown.length - shown.length + situation.others;
  let bytes = 0;
  const items = shown.map((alarm) => {
    const { sinceMs, account, region } = alarm;
    const since = sms.since(clockTime(locale, sinceMs, zoneOf(plan, agent)));
    const where = [account, region].flatMap((each) => (each === undefined ? [] : `, ${escaped(each)}`)).join('');
    const whole = alarmHtml(catalogue, alarm);
    bytes += Buffer.byteLength(whole);
    return `<li>${bytes <= MOST_BYTES ? whole : linked(writtenText(catalogue, alarm))}<br><span class="dim">${sinceMs > 0 ? escaped(since) : at(incident.sinceMs)}${where}</span></li>`;
  });
  const more = others === 0 ? '' : `\n<p>${escaped(sms.andMore(others))}</p>`;
  return `<ul>${items.join('\n')}</ul>${more}`;
}

/** What an alarm says of itself, what was measured or why it is wrong, and where to look at it. */
function alarmHtml(catalogue: ReachCatalogue, alarm: AlarmWords): string {
  const { more } = alarm;
  if (more === undefined) return linked(writtenText(catalogue, alarm));
  const { text, why, link } = fullText(catalogue, alarm, more);
  const lines = [text, why, link].filter((each) => each !== undefined && each !== '');
  return lines.map((each) => linked(each ?? '')).join('<br>');
}

function callsHtml(catalogue: ReachCatalogue, { incident, plan }: PageView, at: (timeMs: number) => string): string {
  const { page } = catalogue.reach;
  const past = incident.calls.slice(-MOST_CALLS).map(({ agent, outcome, atMs }) => {
    const when = atMs === undefined ? '' : `<span class="dim">${at(atMs)}</span> `;
    return `<li>${when}${escaped(shorten(nameOf(catalogue, plan, agent), NAME_CHARACTERS))} ${escaped(page.calls[outcome])}</li>`;
  });
  const { attempt } = incident;
  const isLive = attempt !== undefined && 'execution' in attempt.state;
  const now = isLive ? [`<li>${escaped(attempt.agent.name)} ${escaped(page.calls.now)}</li>`] : [];
  const all = [...past, ...now];
  return all.length === 0 ? `<p>${escaped(page.nobodyWasCalled)}</p>` : `<ul>${all.join('\n')}</ul>`;
}

/** What the agent can do: a form for each, which a browser sends only when somebody presses its button. */
function formsHtml(
  { reach: { page } }: ReachCatalogue,
  { incident, plan, agent, capability }: PageView,
): readonly string[] {
  if (incident.status === 'resolved') return [];
  const form = (what: 'take' | 'pass' | 'close', label: string, inner = ''): string =>
    `<form method="post" action="/i"${inner === '' ? '' : ' class="group"'}><input type="hidden" name="c" value="${escaped(capability)}">${inner}<button${what === 'take' ? ' class="main"' : ''} name="do" value="${what}">${escaped(label)}</button></form>`;
  const others = new Map([...plan.order, ...plan.everyone].map(({ id, name }) => [id, name]));
  others.delete(agent);
  others.delete(incident.taken?.by ?? '');
  const choices = [...others]
    .slice(0, MOST_CHOICES)
    .map(([id, name]) => `<option value="${escaped(id)}">${escaped(shorten(name, NAME_CHARACTERS))}</option>`);
  const whom = `<label>${escaped(page.whom)} <select name="to"><option value="">${escaped(page.whoeverIsNext)}</option>${choices.join('')}</select></label>`;
  return [
    ...(incident.status === 'taken' ? [] : [form('take', page.take)]),
    ...(others.size === 0 ? [] : [form('pass', page.passOn, whom)]),
    form('close', page.close),
  ];
}

/** A text with its links as links, of which the beginning is shown: where it leads. */
function linked(text: string): string {
  return text
    .split(LINK)
    .map((part, index) =>
      index % 2 === 1 && isWebAddress(part)
        ? `<a href="${escaped(part)}" rel="noopener noreferrer nofollow" target="_blank">${escaped(shorten(part.replace(/^https?:\/\//i, ''), LINK_CHARACTERS))}</a>`
        : escaped(part),
    )
    .join('');
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${String(sign.charCodeAt(0))};`);
}
