import { changesTo, readInbound, takenFromOthers, wantedInbound, wire } from '../../account/inbound';
import type { Binding, Inbound, Wanted } from '../../account/inbound';
import type { Deployment } from '../../account/deployment';
import { UserMistake } from '../../mistake';
import type { StepReport } from '../terminal/steps';
import type { Work } from './deployment-steps';
import type { Settings } from './settings';

/** Said of a number that is not the account's own. */
export const ONLY_VERIFIED = 'is not the account’s own number: calls and texts to it reach its owner, not the pager';

/** The addresses that .env names for the time in which the Functions do not answer. Throws a UserMistake for what is no address. */
export function fallbacksIn(settings: Settings): Pick<Wanted, 'callsFallback' | 'textsFallback'> {
  const [callsFallback, textsFallback] = ['VOICE_FALLBACK_URL', 'SMS_FALLBACK_URL'].map((name) => {
    const url = settings.get(name);
    if (url === undefined || (URL.canParse(url) && url.startsWith('https://'))) return url;
    throw new UserMistake(`${name} in .env is no address: write https://…, such as that of a TwiML Bin.`);
  });
  return { callsFallback, textsFallback };
}

/** What keeps the number's own addresses from being asked, as a sentence. */
export function bindingText({ what, by }: Binding): string {
  return `${by} has the number, so its ${what} do not reach the pager`;
}

/** Has calls and texts to the number lead to the Functions, unless they lead to somebody else's. */
export async function inboundStep(
  work: Work,
  deployment: Deployment | undefined,
  takesNumber: boolean,
): Promise<StepReport> {
  const { account, settings, isDry } = work;
  const number = settings.need('CALLER_ID', 'the number that calls.');
  const fallbacks = fallbacksIn(settings);
  const inbound = await readInbound(account, number);
  if (inbound === undefined)
    return { is: 'skipped', words: 'nothing to set', warnings: [`CALLER_ID ${ONLY_VERIFIED}`] };
  const warnings = inbound.boundTo.map((binding) => bindingText(binding));
  if (deployment === undefined)
    return { is: 'would', words: 'lead calls and texts to /call-in and /text-in', warnings };
  const changes = changesTo(inbound, wantedInbound(deployment, fallbacks));
  if (Object.keys(changes).length === 0) {
    return { is: 'skipped', words: 'calls and texts to the number lead to /call-in and /text-in', warnings };
  }
  const others = takenFromOthers(inbound, changes);
  if (others.length > 0 && !takesNumber) {
    const words = `the number leads to ${others.map(addressText).join(' and ')}, which stays so: agents cannot ring or text back; --take-number leads it here`;
    return { is: 'skipped', words: 'left as it is', warnings: [...warnings, words] };
  }
  const words = (Object.keys(NAMES) as (keyof Wanted)[]).flatMap((name) => changeText(name, changes[name], inbound));
  if (isDry) return { is: 'would', words: words.join('; '), warnings };
  await wire(account, inbound, changes);
  return { is: 'changed', words: words.join('; '), warnings };
}

const NAMES: Readonly<Record<keyof Wanted, string>> = {
  calls: 'calls lead to',
  texts: 'texts lead to',
  callsFallback: 'calls fall back to',
  textsFallback: 'texts fall back to',
};

/** The address of a Studio flow, as Studio gives it to a number whose calls or texts begin one. */
const OF_STUDIO = /^https:\/\/webhooks\.twilio\.com\/v1\/Accounts\/AC[\da-f]{32}\/Flows\/(FW[\da-f]{32})/i;

/** An address of somebody else, without the password that may stand in it. */
export function addressText(url: string): string {
  const flow = OF_STUDIO.exec(url)?.[1];
  // An inbound call is an execution of its caller's contact, of which there can be one.
  if (flow !== undefined)
    return `the Studio flow ${flow} (there a call from an agent would block the next page to them)`;
  return url.replace(/\/\/[^/@]*@/, '//…@');
}

/** Such as `calls lead to /call-in (before: https://…)`. */
function changeText(name: keyof Wanted, url: string | undefined, inbound: Inbound): readonly string[] {
  if (url === undefined) return [];
  const before = inbound[name];
  const shown = name === 'calls' || name === 'texts' ? new URL(url).pathname : url;
  return [`${NAMES[name]} ${shown}${before === undefined ? '' : ` (before: ${addressText(before)})`}`];
}
