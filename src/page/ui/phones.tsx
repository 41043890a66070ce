import type { TargetedKeyboardEvent } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { LinkDeed, LinkPage, Phone, PhoneCall, PhoneText } from '../world';
import { usePage } from './page';
import { At, Linked, Since, Some } from './parts';
import { speak, stopSpeaking } from './sound';
import { initials } from './words';

const FEW = 12;

interface Manner {
  /** Whether the browser speaks what the voice says. */
  readonly voice: boolean;
  /** Lets a call ring without a sound. */
  readonly hush: (call: string) => void;
}

/** The agents' phones. Of many, those with a call stand first, and the others are found by name. */
export function Phones(manner: Manner) {
  const { known } = usePage();
  const [filter, setFilter] = useState('');
  const all = [...known.phones.values()];
  const isMany = all.length > FEW;
  const busyFirst = isMany ? all.toSorted((a, b) => Number(b.calls.length > 0) - Number(a.calls.length > 0)) : all;
  const wanted = filter.trim().toLowerCase();
  const shown = busyFirst.filter(({ name, agent }) => `${name} ${agent}`.toLowerCase().includes(wanted));
  useVoice(all, manner.voice);
  return (
    <>
      {isMany && (
        <label class="line">
          Find a phone
          <input type="search" value={filter} onInput={({ currentTarget }) => setFilter(currentTarget.value)} />
        </label>
      )}
      <ul class="bare stack phones">
        <Some of={shown} first={FEW}>
          {(phone) => <PhoneCard key={phone.agent} phone={phone} hush={manner.hush} />}
        </Some>
      </ul>
      {shown.length === 0 && <p class="soft">{all.length === 0 ? 'Nobody has a phone.' : 'No phone is like that.'}</p>}
    </>
  );
}

/** Speaks what has been said anew on any phone; what was said before the page was opened is left unsaid. */
function useVoice(phones: readonly Phone[], isOn: boolean): void {
  const said = useRef<Map<string, number> | undefined>(undefined);
  useEffect(() => {
    const calls = phones.flatMap(({ calls: own }) => own);
    const before = said.current;
    said.current = new Map(calls.map(({ id, heard }) => [id, heard.length]));
    if (before === undefined || !isOn) return;
    if (calls.length === 0 && before.size > 0) stopSpeaking();
    for (const { id, heard } of calls) {
      for (const { text, language } of heard.slice(before.get(id) ?? 0)) speak(text, language);
    }
  });
}

function PhoneCard({ phone, hush }: { readonly phone: Phone; readonly hush: Manner['hush'] }) {
  // The same phone is drawn only once, however often the others change.
  return useMemo(() => <PhoneFace phone={phone} hush={hush} />, [phone]);
}

function PhoneFace({ phone, hush }: { readonly phone: Phone; readonly hush: Manner['hush'] }) {
  const { act } = usePage();
  const card = useRef<HTMLLIElement>(null);
  const state = phone.calls.some((call) => call.state === 'ringing')
    ? 'ringing'
    : phone.calls.length > 0
      ? 'live'
      : 'idle';
  useFocusThatStays(card, state);
  return (
    <li
      ref={card}
      id={`phone-${phone.agent}`}
      class={`card phone ${state}`}
      aria-label={`${phone.name}’s phone`}
      tabIndex={-1}
    >
      <header class="line">
        <span class="round" aria-hidden="true">
          {initials(phone.name)}
        </span>
        <div>
          <h2>{phone.name}</h2>
          <p class="soft">{phone.number}</p>
        </div>
        {state === 'idle' && (
          <button type="button" class="plain" onClick={() => void act({ do: 'ring back', agent: phone.agent })}>
            Ring back
          </button>
        )}
      </header>
      {phone.calls.map((call) =>
        call.state === 'ringing' ? (
          <Ringing key={call.id} call={call} hush={hush} />
        ) : (
          <Speaking key={call.id} call={call} />
        ),
      )}
      <Texts phone={phone} />
    </li>
  );
}

/** When the button that was pressed goes away with the ringing, the keypad has the focus next. */
function useFocusThatStays(card: { readonly current: HTMLElement | null }, state: string): void {
  const before = useRef({ state, isInside: false });
  useEffect(() => {
    const { current } = card;
    if (before.current.state !== state && before.current.isInside && document.activeElement === document.body) {
      (current?.querySelector<HTMLElement>('.keypad button, .ring button') ?? current)?.focus({ preventScroll: true });
    }
    before.current = { state, isInside: before.current.isInside };
    const note = (): void => {
      before.current.isInside = current?.contains(document.activeElement) ?? false;
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, [state]);
}

function Ringing({ call, hush }: { readonly call: PhoneCall; readonly hush: Manner['hush'] }) {
  const { act } = usePage();
  const [isLeft, setLeft] = useState(false);
  return (
    <div class="ring">
      <p>
        <span aria-hidden="true" class="dot" />
        {isLeft ? 'Left to ring' : 'Rings'} · <Since ms={call.sinceMs} />
      </p>
      <div class="line buttons">
        <button type="button" class="main" onClick={() => void act({ do: 'answer', call: call.id })}>
          Answer
        </button>
        <button type="button" onClick={() => void act({ do: 'reject', call: call.id })}>
          Busy
        </button>
        {!isLeft && (
          <button
            type="button"
            onClick={() => {
              setLeft(true);
              hush(call.id);
            }}
          >
            Let it ring
          </button>
        )}
        <button type="button" class="plain" onClick={() => void act({ do: 'fail', call: call.id })}>
          No network
        </button>
      </div>
    </div>
  );
}

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;
const MEANING: Readonly<Record<string, string>> = { 1: 'I have it', 2: 'pass it on', 3: 'say again' };

function Speaking({ call }: { readonly call: PhoneCall }) {
  const { act } = usePage();
  const press = (key: (typeof KEYS)[number]): void => void act({ do: 'press', call: call.id, key });
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>): void => {
    const pressed = KEYS.find((key) => key === event.key);
    if (pressed === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    press(pressed);
  };
  return (
    <div role="group" aria-label="The call" onKeyDown={onKeyDown}>
      <p class="soft">
        {call.way === 'in' ? 'On the phone' : 'Rang back'} · <Since ms={call.sinceMs} />
      </p>
      <div class="stack" aria-label="What the voice says" role="log">
        {call.heard.slice(-4).map(({ atMs, text, language }) => (
          <p key={`${atMs} ${text}`} class="box tint" lang={language}>
            {text}
          </p>
        ))}
      </div>
      <p class={call.isAsking ? '' : 'soft'}>
        {call.isAsking
          ? 'Press a key'
          : call.heard.length > 0 || call.way === 'out'
            ? 'Listen …'
            : 'Wait for the voice: it hears no key yet'}
      </p>
      <div class="keypad">
        {KEYS.map((key) => (
          <button
            type="button"
            key={key}
            class={call.isAsking && call.way === 'in' && key === '1' ? 'tall main' : 'tall'}
            onClick={() => press(key)}
          >
            <span>{key}</span>
            {call.way === 'in' && MEANING[key] !== undefined && <small>{MEANING[key]}</small>}
          </button>
        ))}
      </div>
      <p class="line buttons">
        {call.keys !== '' && <span class="soft">Pressed {call.keys}</span>}
        <button type="button" onClick={() => void act({ do: 'hang up', call: call.id })}>
          Hang up
        </button>
      </p>
    </div>
  );
}

function Texts({ phone }: { readonly phone: Phone }) {
  const { act } = usePage();
  const [text, setText] = useState('');
  const [isAll, setAll] = useState(false);
  const { texts, agent } = phone;
  const shown = isAll ? texts.slice(-100) : texts.slice(-2);
  const send = (event: Event): void => {
    event.preventDefault();
    if (text.trim() === '') return;
    void act({ do: 'text', agent, text });
    setText('');
  };
  return (
    <div class="stack texts">
      {texts.length > shown.length && (
        <button type="button" class="plain" onClick={() => setAll(true)}>
          {texts.length - shown.length} earlier
        </button>
      )}
      {shown.length > 0 && (
        <ol class="bare stack wide" aria-label={`SMS of ${phone.name}`}>
          {shown.map((one, at) => (
            <TextBubble key={`${one.atMs} ${at}`} one={one} agent={agent} />
          ))}
        </ol>
      )}
      <form class="line wide reply" onSubmit={send}>
        <input
          class="wide"
          aria-label={`SMS from ${phone.name}`}
          placeholder="Text, such as 1 or who"
          value={text}
          maxLength={1600}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <button type="submit">Send</button>
      </form>
    </div>
  );
}

function TextBubble({ one, agent }: { readonly one: PhoneText; readonly agent: string }) {
  const { act } = usePage();
  const [page, setPage] = useState<LinkPage | undefined>();
  const { link } = one;
  const [before, after] = link === undefined ? [one.text, ''] : around(one.text, link);
  const open = async (deed?: LinkDeed): Promise<void> => {
    if (link === undefined) return;
    const answer = await act({ do: 'open link', agent, link, ...(deed === undefined ? {} : { deed }) });
    if ('page' in answer) setPage(answer.page);
  };
  return (
    <li class={`box bubble ${one.way === 'out' ? 'out tint' : ''}`}>
      <span class="unseen">{one.way === 'in' ? 'Received' : 'Sent'}</span>
      <p>
        <Linked text={before} />
        {link !== undefined && (
          <button type="button" class="plain link" onClick={() => void open()}>
            {link}
          </button>
        )}
        <Linked text={after} />
      </p>
      <At ms={one.atMs} />
      {page !== undefined && <Opened page={page} deed={(deed) => void open(deed)} close={() => setPage(undefined)} />}
    </li>
  );
}

function around(text: string, link: string): readonly [string, string] {
  const at = text.indexOf(link);
  return at < 0 ? [`${text} `, ''] : [text.slice(0, at), text.slice(at + link.length)];
}

const DEEDS = { take: 'Take it', pass: 'Pass it on', close: 'Close it' } as const;

function Opened(props: {
  readonly page: LinkPage;
  readonly deed: (deed: LinkDeed) => void;
  readonly close: () => void;
}) {
  const { status, lines, deeds } = props.page;
  return (
    <div class="card" role="group" aria-label="The page behind the link">
      {status === 0 && <p>Nothing answers at this address.</p>}
      {lines.map((line, at) => (
        <p key={`${at} ${line}`}>
          <Linked text={line} />
        </p>
      ))}
      <p class="line buttons">
        {deeds.map((deed) => (
          <button type="button" key={deed} onClick={() => props.deed(deed)}>
            {DEEDS[deed]}
          </button>
        ))}
        <button type="button" class="plain" onClick={props.close}>
          Close the page
        </button>
      </p>
    </div>
  );
}
