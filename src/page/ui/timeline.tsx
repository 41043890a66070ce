import { useMemo, useState } from 'preact/hooks';
import type { Step, StepDetail, StepKind } from '../world';
import { usePage } from './page';
import { At, Card, Linked } from './parts';
import { countWords } from './words';

const KINDS: Readonly<Record<StepKind, string>> = {
  alarm: 'Alarm',
  queue: 'Queue',
  lambda: 'Lambda',
  function: 'Function',
  sync: 'Sync',
  studio: 'Studio',
  twilio: 'Twilio',
  call: 'Call',
  key: 'Key',
  sms: 'SMS',
  person: 'Person',
  fault: 'Fault',
};

const SHOWN = 100;

/** Those of the steps that have the words and are of a kind that is not left out. */
export function matching(steps: readonly Step[], words: string, without: ReadonlySet<StepKind>): readonly Step[] {
  const wanted = words.trim().toLowerCase();
  return steps.filter(
    ({ text, kind, agent }) =>
      !without.has(kind) && `${text} ${agent ?? ''} ${KINDS[kind]}`.toLowerCase().includes(wanted),
  );
}

/** Every step of the chain, the newest first. */
export function Timeline() {
  const { steps } = usePage().known;
  const [words, setWords] = useState('');
  const [without, setWithout] = useState<ReadonlySet<StepKind>>(new Set());
  const [most, setMost] = useState(SHOWN);
  const found = useMemo(() => matching(steps, words, without), [steps, words, without]);
  const present = useMemo(() => new Set(steps.map(({ kind }) => kind)), [steps]);
  const flip = (kind: StepKind): void =>
    setWithout(without.has(kind) ? new Set([...without].filter((each) => each !== kind)) : new Set([...without, kind]));
  return (
    <Card
      title="Timeline"
      aside={
        <a class="button" href="steps.json" download="timeline.json">
          Save as JSON
        </a>
      }
    >
      <div class="stack">
        <label class="line">
          Find
          <input type="search" value={words} onInput={({ currentTarget }) => setWords(currentTarget.value)} />
        </label>
        <fieldset class="line">
          <legend class="unseen">Kinds of steps</legend>
          {(Object.keys(KINDS) as StepKind[])
            .filter((kind) => present.has(kind))
            .map((kind) => (
              <label key={kind} class="chip">
                <input type="checkbox" checked={!without.has(kind)} onChange={() => flip(kind)} />
                {KINDS[kind]}
              </label>
            ))}
        </fieldset>
      </div>
      <p class="soft" role="status">
        {found.length === steps.length
          ? countWords(steps.length, 'step')
          : `${found.length} of ${countWords(steps.length, 'step')}`}
      </p>
      {steps.length === 0 && <p class="soft">Nothing has happened yet.</p>}
      <Steps steps={found.slice(-most).toReversed()} />
      {found.length > most && (
        <p class="more">
          and {(found.length - most).toLocaleString('en-GB')} earlier
          <button type="button" class="plain" onClick={() => setMost(most + SHOWN)}>
            Show more of them
          </button>
        </p>
      )}
    </Card>
  );
}

/** What only those want to know who look for it. */
const INNER: ReadonlySet<StepKind> = new Set(['sync', 'studio', 'twilio']);

/** The last few, for below the stage. */
export function LatestSteps() {
  const { steps } = usePage().known;
  return useMemo(() => {
    const latest = matching(steps.slice(-300), '', INNER).slice(-8).toReversed();
    return (
      <Card title="What happens" aside={<a href="#timeline">All of it</a>}>
        {latest.length === 0 && <p class="soft">Set off an alarm and watch it go through every part.</p>}
        <Steps steps={latest} />
      </Card>
    );
  }, [steps]);
}

function Steps({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <ol class="bare rows">
      {steps.map((step) => (
        <StepRow key={step.n} step={step} />
      ))}
    </ol>
  );
}

function StepRow({ step }: { readonly step: Step }) {
  return useMemo(
    () => (
      <li>
        {step.hasDetail ? (
          <Unfolding step={step} />
        ) : (
          <div class="row">
            <StepLine step={step} />
          </div>
        )}
      </li>
    ),
    [step],
  );
}

function StepLine({ step }: { readonly step: Step }) {
  return (
    <>
      <At ms={step.atMs} />
      <span class="kind">{KINDS[step.kind]}</span>
      <span class="what">
        {step.gravity !== undefined && (
          <b class={step.gravity === 'error' ? 'gap' : ''}>{step.gravity === 'error' ? 'Error: ' : 'Warning: '}</b>
        )}
        {step.text}
      </span>
    </>
  );
}

/** A step whose request and reply are fetched when it is opened. */
function Unfolding({ step }: { readonly step: Step }) {
  const [detail, setDetail] = useState<StepDetail | string | undefined>();
  const load = async (isOpen: boolean): Promise<void> => {
    if (isOpen && (detail === undefined || typeof detail === 'string')) setDetail(await detailOf(step.n));
  };
  return (
    <details onToggle={({ currentTarget }) => void load(currentTarget.open)}>
      <summary class="row">
        <StepLine step={step} />
      </summary>
      {detail === undefined ? (
        <p class="soft">Loading …</p>
      ) : typeof detail === 'string' ? (
        <p class="box error">{detail}</p>
      ) : (
        <div class="columns">
          <Side title={detail.reply === undefined ? 'Message' : 'Request'} text={detail.request} />
          <Side title="Reply" text={detail.reply} />
        </div>
      )}
    </details>
  );
}

function Side({ title, text }: { readonly title: string; readonly text: string | undefined }) {
  return text === undefined ? null : (
    <div>
      <h3>{title}</h3>
      <pre tabIndex={0}>
        <Linked text={text} />
      </pre>
    </div>
  );
}

/** The step with its request and reply, or what is wrong. */
async function detailOf(n: number): Promise<StepDetail | string> {
  try {
    const got = (await (await fetch(`step?n=${n}`)).json()) as StepDetail | { readonly problem: string };
    return 'problem' in got ? got.problem : got;
  } catch {
    return 'The server does not answer.';
  }
}
