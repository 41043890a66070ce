import type { Account } from './account';
import { functionUrl, type Deployment } from './deployment';

/** Where the account's number leads calls and texts. What is undefined leads nowhere. */
export interface Inbound {
  /** The SID of the number. */
  readonly sid: string;
  readonly calls: string | undefined;
  readonly callsFallback: string | undefined;
  readonly texts: string | undefined;
  readonly textsFallback: string | undefined;
  /** What has the number's calls or texts instead of its own addresses. */
  readonly boundTo: readonly Binding[];
}

export interface Binding {
  readonly what: 'calls' | 'texts';
  /** Such as `the SIP trunk TK…`. */
  readonly by: string;
}

/** The addresses that the number is to have; a fallback that nobody has named stays as it is. */
export interface Wanted {
  readonly calls: string;
  readonly texts: string;
  readonly callsFallback?: string | undefined;
  readonly textsFallback?: string | undefined;
}

/** Twilio's own, which a number that was just bought may have. */
const DEMO = 'demo.twilio.com';

/** The Functions of this project, wherever they were deployed before. */
const OURS = /^https:\/\/oncall-\d+(?:-[\w-]+)?\.twil\.io\/(?:call-in|text-in)$/;

/** Reads where the number leads; undefined when the account does not own it, so that it receives nothing. */
export async function readInbound(account: Account, number: string): Promise<Inbound | undefined> {
  const purpose = 'read where the number leads';
  const numbers = await account.read(purpose, (client) => client.incomingPhoneNumbers.list({ phoneNumber: number }));
  const found = numbers.find(({ phoneNumber }) => phoneNumber === number);
  if (found === undefined) return undefined;
  const { sid, trunkSid, voiceApplicationSid, smsApplicationSid } = found;
  const service = await serviceWith(account, sid);
  const bindings: readonly (readonly [Binding['what'], string, string | undefined])[] = [
    ['calls', 'the SIP trunk', trunkSid],
    ['calls', 'the TwiML application', voiceApplicationSid],
    ['texts', 'the TwiML application', smsApplicationSid],
    ['texts', 'the Messaging Service', service],
  ];
  return {
    sid,
    calls: given(found.voiceUrl),
    callsFallback: given(found.voiceFallbackUrl),
    texts: given(found.smsUrl),
    textsFallback: given(found.smsFallbackUrl),
    boundTo: bindings.flatMap(([what, kind, by]) =>
      given(by) === undefined ? [] : { what, by: `${kind} ${by ?? ''}` },
    ),
  };
}

/** The Messaging Service that keeps the number's texts from its own address. */
async function serviceWith(account: Account, numberSid: string): Promise<string | undefined> {
  const purpose = 'list the Messaging Services';
  const services = await account.read(purpose, (client) => client.messaging.v1.services.list());
  for (const { sid, useInboundWebhookOnNumber } of services) {
    if (useInboundWebhookOnNumber) continue;
    const numbers = await account.read(purpose, (client) => client.messaging.v1.services(sid).phoneNumbers.list());
    if (numbers.some((each) => each.sid === numberSid)) return sid;
  }
  return undefined;
}

/** Where the number is to lead in this deployment. */
export function wantedInbound(deployment: Deployment, fallbacks: Omit<Wanted, 'calls' | 'texts'>): Wanted {
  return { calls: functionUrl(deployment, '/call-in'), texts: functionUrl(deployment, '/text-in'), ...fallbacks };
}

/** The addresses that differ from what is wanted. */
export function changesTo(inbound: Inbound, wanted: Wanted): Partial<Wanted> {
  const entries = Object.entries(wanted) as readonly (readonly [keyof Wanted, string | undefined])[];
  return Object.fromEntries(entries.filter(([name, url]) => url !== undefined && inbound[name] !== url));
}

/** The addresses that a change would take from somebody else. */
export function takenFromOthers(inbound: Inbound, changes: Partial<Wanted>): readonly string[] {
  return (Object.keys(changes) as (keyof Wanted)[]).flatMap((name) => {
    const url = inbound[name];
    return url === undefined || OURS.test(url) || hostOf(url) === DEMO ? [] : url;
  });
}

/** Lets the number lead elsewhere. */
export async function wire(account: Account, { sid }: Inbound, changes: Partial<Wanted>): Promise<void> {
  await account.change('set where the number leads', (client) =>
    client.incomingPhoneNumbers(sid).update({
      ...(changes.calls === undefined ? {} : { voiceUrl: changes.calls, voiceMethod: 'POST' }),
      ...(changes.texts === undefined ? {} : { smsUrl: changes.texts, smsMethod: 'POST' }),
      ...(changes.callsFallback === undefined ? {} : { voiceFallbackUrl: changes.callsFallback }),
      ...(changes.textsFallback === undefined ? {} : { smsFallbackUrl: changes.textsFallback }),
    }),
  );
}

function given(text: string | null | undefined): string | undefined {
  return text === null || text === '' ? undefined : text;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}
