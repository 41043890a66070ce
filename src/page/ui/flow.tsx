import { useEffect, useMemo, useState } from 'preact/hooks';
import type { FlowRun } from '../world';
import { drawingOf, HIGH, waysTaken, WIDE } from './drawing';
import { usePage } from './page';
import { Card, Since } from './parts';
import { instantWords } from './words';

/** The flow as Studio has it: where each call is and which way it took. */
export function Flow() {
  const { known, act } = usePage();
  const { flow } = known.parts;
  const runs = [...known.runs.values()].toReversed();
  const [chosen, setChosen] = useState('');
  // Unless a run was chosen, the one that goes on, or else the latest.
  const run = known.runs.get(chosen) ?? runs.find(({ endedAtMs }) => endedAtMs === undefined) ?? runs[0];
  useEffect(() => {
    if (run !== undefined && run.path === null) void act({ do: 'show run', run: run.id });
  }, [run?.id, run?.path === null]);
  const picture = useMemo(
    () => <Picture current={run?.widget} path={run?.path ?? []} />,
    [flow, run?.widget, run?.path?.length, run?.id],
  );
  return (
    <Card title="Flow" class="flow" aside={runs.length > 0 && <Chooser runs={runs} run={run} choose={setChosen} />}>
      {run === undefined ? (
        <p class="soft">No call has been made yet. The next one lights its way.</p>
      ) : (
        <Standing run={run} />
      )}
      <div class="scroll" tabIndex={0} role="group" aria-label="Drawing of the flow">
        {picture}
      </div>
      {run !== undefined && run.path !== null && (
        <details>
          <summary>The way as a list</summary>
          <ol>
            {run.path.map(({ widget, atMs }, at) => (
              <li key={`${at} ${widget}`}>
                {widget}
                {atMs !== undefined && <span class="soft"> {instantWords(atMs)}</span>}
              </li>
            ))}
          </ol>
        </details>
      )}
    </Card>
  );
}

function Chooser(props: {
  readonly runs: readonly FlowRun[];
  readonly run: FlowRun | undefined;
  readonly choose: (id: string) => void;
}) {
  return (
    <label class="line">
      Call
      <select value={props.run?.id} onChange={({ currentTarget }) => props.choose(currentTarget.value)}>
        {props.runs.map(({ id, whom, startedAtMs, endedAtMs }) => (
          <option key={id} value={id}>
            {whom}, {instantWords(startedAtMs)}
            {endedAtMs === undefined ? ', going on' : ''}
          </option>
        ))}
      </select>
    </label>
  );
}

function Standing({ run }: { readonly run: FlowRun }) {
  return (
    <p>
      <b>{run.whom}</b>{' '}
      {run.endedAtMs === undefined ? (
        <>
          is at <b>{run.widget ?? 'the beginning'}</b> · <Since ms={run.startedAtMs} />
        </>
      ) : (
        <>: {run.ended ?? 'ended'}</>
      )}
    </p>
  );
}

function Picture(props: {
  readonly current: string | undefined;
  readonly path: readonly { readonly widget: string }[];
}) {
  const { flow } = usePage().known.parts;
  const drawing = useMemo(() => (flow === undefined ? undefined : drawingOf(flow)), [flow]);
  if (flow === undefined || drawing === undefined) return null;
  const been = new Set(props.path.map(({ widget }) => widget));
  const taken = waysTaken(props.path);
  return (
    <svg viewBox={drawing.box} role="img" aria-label={`The widgets of the flow; now at ${props.current ?? 'none'}`}>
      {drawing.lines
        .toSorted((a, b) => Number(taken.has(`${a.from} ${a.to}`)) - Number(taken.has(`${b.from} ${b.to}`)))
        .map(({ from, to, label, path }) => (
          <path key={`${from} ${to} ${label}`} d={path} class={taken.has(`${from} ${to}`) ? 'way been' : 'way'}>
            <title>{`${from} → ${to}: ${label}`}</title>
          </path>
        ))}
      {flow.widgets.map(({ name, type, x, y, detail }) => (
        <g
          key={name}
          class={`widget ${name === props.current ? 'current' : been.has(name) ? 'been' : ''}`}
          transform={`translate(${x} ${y})`}
        >
          <title>{detail === '' ? type : `${type}: ${detail}`}</title>
          <rect width={WIDE} height={HIGH} rx={18} />
          <text x={WIDE / 2} y={46} class="name">
            {name}
          </text>
          <text x={WIDE / 2} y={80} class="type">
            {type.replaceAll('-', ' ').slice(0, 24)}
          </text>
        </g>
      ))}
    </svg>
  );
}
