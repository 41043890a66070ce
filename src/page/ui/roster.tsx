import type { RosterRemark } from '../world';
import { usePage } from './page';
import { Card, Some } from './parts';
import { countWords } from './words';

/** What is wrong with the roster, as the check says it, while it is edited. */
export function RosterSection() {
  const { roster } = usePage().known.parts;
  if (roster === undefined) return null;
  const { file, isUsable, errors, warnings, more } = roster;
  return (
    <Card title="Roster" aside={<code>{file}</code>}>
      <p role="status">
        {errors.length + more > 0 ? (
          <b class="gap">{`${countWords(errors.length + more, 'error')}. `}</b>
        ) : (
          <b>{warnings.length === 0 ? 'Nothing is wrong. ' : 'It can be used. '}</b>
        )}
        {!isUsable && 'What was read last goes on being used. '}
        <span class="soft">Edit the file: this changes with it.</span>
      </p>
      <Remarks title="Errors" remarks={errors} more={more} />
      <Remarks title="Warnings" remarks={warnings} more={0} />
    </Card>
  );
}

function Remarks(props: { readonly title: string; readonly remarks: readonly RosterRemark[]; readonly more: number }) {
  if (props.remarks.length === 0) return null;
  return (
    <>
      <h3>{props.title}</h3>
      <ul class="bare rows remarks">
        <Some of={props.remarks} first={30} beyond={props.more}>
          {({ line, column, path, message, excerpt }) => (
            <li key={`${line ?? 0} ${column ?? 0} ${path} ${message}`}>
              <p>
                {line !== undefined && <span class="kind">{`Line ${line}`}</span>} <code>{path}</code> {message}
              </p>
              {excerpt !== undefined && <pre>{excerpt.join('\n')}</pre>}
            </li>
          )}
        </Some>
      </ul>
    </>
  );
}
