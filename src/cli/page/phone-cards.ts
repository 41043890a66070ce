import type { Phone, PhoneCall, PhoneText } from '../../page/world';
import type { InteractivePhones, LedgerEntry } from '../../rehearsal/index';
import { isE164, maskNumber } from '../../text/phone-number';

/** A thread of so many SMS is scrolled through by nobody. */
const MOST_TEXTS = 50;
const MOST_HEARD = 20;

/** Something of this form in an SMS is a link of ours. */
const LINK = /https:\/\/[^\s<>"]+\/i\?c=[\w.~%-]*[\w~-]/;

interface CallSoFar {
  readonly way: PhoneCall['way'];
  sinceMs: number;
  heard: PhoneCall['heard'];
  keys: string;
}

interface Card {
  readonly agent: string;
  readonly name: string;
  readonly phones: readonly string[];
  readonly calls: Map<string, CallSoFar>;
  texts: readonly PhoneText[];
}

/** The agents' phones as the page has them: one card for each agent. */
export class PhoneCards {
  readonly #phones: InteractivePhones;
  readonly #cards = new Map<string, Card>();
  readonly #byNumber = new Map<string, string>();
  /** The agents whose cards have changed since they were taken. */
  readonly #changed = new Set<string>();

  constructor(phones: InteractivePhones) {
    this.#phones = phones;
    phones.listen(({ call }) => this.#touch(call.to));
  }

  /** Who has a phone from now on; the cards of those who stay keep what is on them. */
  setAgents(
    agents: readonly { readonly id: string; readonly name: string; readonly phones: readonly string[] }[],
  ): void {
    const ids = new Set(agents.map(({ id }) => id));
    for (const id of this.#cards.keys()) if (!ids.has(id)) this.#cards.delete(id);
    for (const { id, name, phones } of agents) {
      const known = this.#cards.get(id);
      if (known?.name === name && known.phones.join() === phones.join()) continue;
      this.#cards.set(id, { calls: new Map(), texts: [], ...known, agent: id, name, phones });
      this.#changed.add(id);
    }
    this.#byNumber.clear();
    for (const { id, phones } of agents) for (const phone of phones) this.#byNumber.set(phone, id);
  }

  /** The numbers of an agent, the one that is rung first before the others. */
  numbersOf(agent: string): readonly string[] {
    return this.#cards.get(agent)?.phones ?? [];
  }

  read(entry: LedgerEntry): void {
    switch (entry.kind) {
      case 'ring':
      case 'put-through':
        this.#begin(entry.call, entry.to, 'in', entry.atMs);
        break;
      case 'ring-back':
        this.#begin(entry.call, entry.by, 'out', entry.atMs);
        break;
      case 'answer':
        this.#on(entry.to, entry.call, (call) => (call.sinceMs = entry.atMs));
        break;
      case 'say': {
        const { atMs, text, language } = entry;
        this.#on(
          entry.to,
          entry.call,
          (call) => (call.heard = [...call.heard, { atMs, text, language }].slice(-MOST_HEARD)),
        );
        break;
      }
      case 'key':
        this.#on(entry.to, entry.call, (call) => (call.keys = `${call.keys}${entry.key}`.slice(-40)));
        break;
      case 'missed':
      case 'hang-up':
        this.#cardOf(entry.to)?.calls.delete(entry.call);
        this.#touch(entry.to);
        break;
      case 'sms':
        this.#addText(entry.to, { atMs: entry.atMs, way: 'in', ...textAndLink(entry.text) });
        break;
      case 'text-in':
        this.#addText(entry.by, { atMs: entry.atMs, way: 'out', text: entry.text });
        break;
      default:
    }
  }

  /** The cards that have changed since this was asked last. */
  takeChanged(): readonly Phone[] {
    const changed = [...this.#changed].flatMap((agent) => this.#cards.get(agent) ?? []);
    this.#changed.clear();
    return changed.map((card) => this.#shown(card));
  }

  #shown({ agent, name, phones, calls, texts }: Card): Phone {
    return {
      agent,
      name,
      number: phones.map((phone) => (isE164(phone) ? maskNumber(phone) : phone)).join(', '),
      calls: this.#phones.calls.flatMap((call): readonly PhoneCall[] => {
        const soFar = calls.get(call.sid);
        if (soFar === undefined || call.state === 'over') return [];
        return [{ id: call.sid, state: call.state, ...soFar, isAsking: this.#phones.isAsking(call) }];
      }),
      texts,
    };
  }

  #begin(call: string, phone: string, way: PhoneCall['way'], sinceMs: number): void {
    this.#cardOf(phone)?.calls.set(call, { way, sinceMs, heard: [], keys: '' });
    this.#touch(phone);
  }

  #on(phone: string, id: string, change: (call: CallSoFar) => void): void {
    const call = this.#cardOf(phone)?.calls.get(id);
    if (call !== undefined) change(call);
    this.#touch(phone);
  }

  #addText(phone: string, text: PhoneText): void {
    const card = this.#cardOf(phone);
    if (card === undefined) return;
    card.texts = [...card.texts, text].slice(-MOST_TEXTS);
    this.#touch(phone);
  }

  #touch(phone: string): void {
    const card = this.#cardOf(phone);
    if (card !== undefined) this.#changed.add(card.agent);
  }

  #cardOf(phone: string): Card | undefined {
    return this.#cards.get(this.#byNumber.get(phone) ?? '');
  }
}

function textAndLink(text: string): Pick<PhoneText, 'text' | 'link'> {
  const link = LINK.exec(text)?.[0];
  return link === undefined ? { text } : { text, link };
}
