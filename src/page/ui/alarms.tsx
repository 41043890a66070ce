import { useState } from 'preact/hooks';
import type { QueueMessage, Sample } from '../world';
import { usePage } from './page';
import { Card, Some, Until } from './parts';
import { countWords } from './words';

/** What can go wrong, one press each, or as JSON of one's own. */
export function AlarmPanel() {
  const { known, act } = usePage();
  const [first, ...others] = known.parts.samples ?? [];
  const fire = ({ id }: Sample): void => void act({ do: 'fire', sample: id });
  return (
    <section class="card stack" aria-label="Alarms to set off">
      {first !== undefined && (
        <button type="button" class="main tall wide" onClick={() => fire(first)}>
          <span>Set off an alarm</span>
          <small>{first.title}</small>
        </button>
      )}
      <ul class="bare samples">
        {others.map((sample) => (
          <li key={sample.id}>
            <button type="button" class="tall" title={sample.text} onClick={() => fire(sample)}>
              <span>{sample.title}</span>
              <small>{sample.text}</small>
            </button>
          </li>
        ))}
      </ul>
      <Paste />
    </section>
  );
}

function Paste() {
  const { act } = usePage();
  const [text, setText] = useState('');
  return (
    <details>
      <summary>Paste your own</summary>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void act({ do: 'paste', text });
        }}
      >
        <label>
          The message of an alarm, as JSON or text
          <textarea
            rows={6}
            value={text}
            spellcheck={false}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
        </label>
        <button type="submit">Set it off</button>
      </form>
    </details>
  );
}

const STATES = {
  delayed: 'delayed',
  visible: 'waits for the Lambda',
  'in-flight': 'with the Lambda',
  dead: 'dead letter',
} as const;

export function QueueCard() {
  const { queue } = usePage().known.parts;
  if (queue === undefined) return null;
  const { messages, count, dead, deadCount } = queue;
  return (
    <Card title="Queue" aside={<span class="soft">{count === 0 ? 'empty' : countWords(count, 'message')}</span>}>
      <ul class="bare">
        <Some of={messages} first={5} beyond={count - messages.length}>
          {(message) => <Message key={message.id} message={message} most={queue.mostReceives} />}
        </Some>
      </ul>
      {deadCount > 0 && (
        <>
          <h3 class="gap">{countWords(deadCount, 'dead letter')}</h3>
          <ul class="bare">
            <Some of={dead} first={5} beyond={deadCount - dead.length}>
              {(message) => <Message key={message.id} message={message} most={queue.mostReceives} />}
            </Some>
          </ul>
        </>
      )}
    </Card>
  );
}

function Message({ message, most }: { readonly message: QueueMessage; readonly most: number }) {
  return (
    <li>
      <span class="cut">{message.text}</span>
      <span class="soft">
        {STATES[message.state]}
        {message.receives > 0 && ` · received ${message.receives} of ${most} times`}
        {message.backAtMs !== undefined && message.state !== 'dead' && (
          <>
            {' · back in '}
            <Until ms={message.backAtMs} />
          </>
        )}
      </span>
    </li>
  );
}
