import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useNow } from './page';
import { clockWords, instantWords, lengthWords, withLinks } from './words';

/** How long ago something was, in seconds that count. */
export function Since({ ms }: { readonly ms: number }) {
  return <span class="figures">{lengthWords(useNow() - ms)}</span>;
}

/** How long it is until something. */
export function Until({ ms }: { readonly ms: number }) {
  return <span class="figures">{lengthWords(ms - useNow())}</span>;
}

/** An instant in the viewer's own zone; its day is in the tip. */
export function At({ ms }: { readonly ms: number }) {
  return (
    <time class="figures" dateTime={new Date(ms).toISOString()} title={instantWords(ms)}>
      {clockWords(ms)}
    </time>
  );
}

/** A text from outside, in which http and https addresses are links. */
export function Linked({ text }: { readonly text: string }) {
  return (
    <>
      {withLinks(text).map((part) =>
        part.isLink ? (
          <a key={part.text} href={part.text} target="_blank" rel="noopener noreferrer">
            {part.text}
          </a>
        ) : (
          part.text
        ),
      )}
    </>
  );
}

export function Card(props: {
  readonly title: string;
  readonly children: ComponentChildren;
  readonly aside?: ComponentChildren;
  readonly class?: string;
}) {
  return (
    <section class={`card ${props.class ?? ''}`} aria-label={props.title}>
      <header class="line spread">
        <h2>{props.title}</h2>
        {props.aside}
      </header>
      {props.children}
    </section>
  );
}

/** The first so many of a list, and a button for more of them: a thousand at once would make the page stand still. */
export function Some<Item>(props: {
  readonly of: readonly Item[];
  readonly first: number;
  /** How many there are beyond those that the page has been given. */
  readonly beyond?: number;
  readonly children: (item: Item) => ComponentChildren;
}) {
  const [most, setMost] = useState(props.first);
  const hidden = Math.max(0, props.of.length - most);
  const left = hidden + (props.beyond ?? 0);
  return (
    <>
      {props.of.slice(0, most).map(props.children)}
      {left > 0 && (
        <li class="more">
          and {left.toLocaleString('en-GB')} more
          {hidden > 0 && (
            <button type="button" class="plain" onClick={() => setMost(most + Math.max(100, props.first))}>
              Show {Math.min(hidden, Math.max(100, props.first))} of them
            </button>
          )}
        </li>
      )}
    </>
  );
}

export function Switch(props: {
  readonly label: string;
  readonly isOn: boolean;
  readonly set: (isOn: boolean) => void;
}) {
  return (
    <button type="button" role="switch" class="switch" aria-checked={props.isOn} onClick={() => props.set(!props.isOn)}>
      <span aria-hidden="true" class="track" />
      {props.label}
    </button>
  );
}
