import { useEffect, useRef } from 'preact/hooks';
import { usePage } from './page';

/** Asks in whose name something is done. */
export function NameDialog(props: { readonly chosen: (agent: string) => void; readonly closed: () => void }) {
  const { agents = [] } = usePage().known.parts;
  const dialog = useRef<HTMLDialogElement>(null);
  const select = useRef<HTMLSelectElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} onClose={props.closed} aria-labelledby="who">
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          if (select.current !== null && select.current.value !== '') props.chosen(select.current.value);
        }}
      >
        <h2 id="who">Who are you?</h2>
        <p>What you do here is written into the history with your name. You are asked once.</p>
        <label>
          Your name
          <select ref={select} required>
            <option value="">Choose …</option>
            {agents.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <p class="line buttons">
          <button type="submit" class="main">
            That is me
          </button>
          <button type="button" onClick={props.closed}>
            Cancel
          </button>
        </p>
      </form>
    </dialog>
  );
}
