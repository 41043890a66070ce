import { useEffect, useMemo } from 'preact/hooks';
import type { TeamFigures } from '../../account/figures';
import type { Quantiles } from '../../account/quantiles';
import type { PastIncident } from '../world';
import { agentName, teamName } from './known';
import { usePage } from './page';
import { Card, Some } from './parts';
import { countWords, dayWords, instantWords, lengthWords } from './words';

const DAY_MS = 86_400_000;

/** What was, as figures and as a table. */
export function PastSection() {
  const { known, act } = usePage();
  const { past } = known.parts;
  const days = past === undefined ? 30 : Math.round((past.toMs - past.fromMs) / DAY_MS);
  const read = (next: number): void => void act({ do: 'read past', days: next });
  // An account's history is read when somebody looks at it.
  useEffect(() => (past === undefined ? read(days) : undefined), []);
  const table = useMemo(() => <PastTable incidents={past?.incidents ?? []} more={past?.more ?? 0} />, [past]);
  return (
    <>
      <Card
        title="Report"
        aside={
          <label class="line">
            Of the last
            <select value={days} onChange={({ currentTarget }) => read(Number(currentTarget.value))}>
              {[1, 7, 30, 90].map((count) => (
                <option key={count} value={count}>
                  {countWords(count, 'day')}
                </option>
              ))}
            </select>
          </label>
        }
      >
        {past === undefined ? (
          <p class="soft">The history is being read …</p>
        ) : (
          <>
            <p class="soft">
              {dayWords(past.fromMs)} to {dayWords(past.toMs)}
            </p>
            <ul class="bare">
              <Some of={past.teams} first={10}>
                {(figures) => <TeamReport key={figures.team} figures={figures} />}
              </Some>
            </ul>
          </>
        )}
      </Card>
      {table}
    </>
  );
}

function TeamReport({ figures }: { readonly figures: TeamFigures }) {
  const { known } = usePage();
  const most = Math.max(1, ...figures.agents.map(({ pages }) => pages));
  return (
    <li>
      <h3>{teamName(known, figures.team)}</h3>
      <dl class="line numbers">
        <Figure name="incidents" value={String(figures.incidents)} />
        <Figure name="taken" value={String(figures.taken)} />
        <Figure name="nobody took" value={String(figures.exhausted)} isBad={figures.exhausted > 0} />
        <Figure name="pages" value={`${figures.pages}`} />
        <Figure name="of them at night" value={`${figures.pagesAtNight}`} />
        <Figure name="median to the first ring" value={lengthsWords(figures.toFirstRing)} />
        <Figure name="median until taken" value={lengthsWords(figures.toTaken)} />
      </dl>
      {figures.agents.length > 0 && (
        <>
          <p class="soft">Pages per agent; the darker part is at night.</p>
          <ul class="bare chart">
            <Some of={figures.agents} first={15}>
              {({ agent, pages, pagesAtNight, taken, missed, declined }) => (
                <li key={agent}>
                  <b>{agentName(known, agent)}</b>
                  <span class="length" aria-hidden="true">
                    <span style={{ width: `${(pages / most) * 100}%` }}>
                      <span style={{ width: `${pages === 0 ? 0 : (pagesAtNight / pages) * 100}%` }} />
                    </span>
                  </span>
                  <span class="soft">
                    {`${countWords(pages, 'page')}, ${pagesAtNight} at night · ${taken} taken, ${missed} missed, ${declined} passed on`}
                  </span>
                </li>
              )}
            </Some>
          </ul>
        </>
      )}
    </li>
  );
}

function Figure(props: { readonly name: string; readonly value: string; readonly isBad?: boolean }) {
  return (
    <div>
      <dt class="soft">{props.name}</dt>
      <dd class={props.isBad === true ? 'gap' : ''}>{props.value}</dd>
    </div>
  );
}

function lengthsWords(lengths: Quantiles | undefined): string {
  return lengths === undefined ? '–' : lengthWords(lengths.medianMs);
}

function PastTable({ incidents, more }: { readonly incidents: readonly PastIncident[]; readonly more: number }) {
  const { known } = usePage();
  return (
    <Card title="History">
      {incidents.length === 0 && <p class="soft">No incident is in the history that was read.</p>}
      <ul class="bare rows">
        <Some of={incidents} first={50} beyond={more}>
          {(incident) => (
            <li key={`${incident.team} ${incident.id}`}>
              <details>
                <summary class="row">
                  <span class="figures">{instantWords(incident.openedAtMs)}</span>
                  <span class="kind">{teamName(known, incident.team)}</span>
                  <span class="what">
                    <b class={incident.status === 'exhausted' ? 'gap' : ''}>{incident.standing}</b>{' '}
                    <span class="soft">{incident.alarms[0]?.text}</span>
                  </span>
                </summary>
                <ul>
                  {incident.alarms.slice(0, 20).map(({ text }) => (
                    <li key={text}>{text}</li>
                  ))}
                  {incident.calls.slice(0, 50).map(({ name, outcome, atMs }) => (
                    <li key={`${atMs} ${name} ${outcome}`}>
                      {instantWords(atMs)}: {name} was called, {outcome}
                    </li>
                  ))}
                  {incident.takings.map(({ name, atMs, way }) => (
                    <li key={`${atMs} ${name}`}>
                      {instantWords(atMs)}: {name} took it {way}
                    </li>
                  ))}
                  {incident.passes.map(({ text, atMs }) => (
                    <li key={`${atMs} ${text}`}>
                      {instantWords(atMs)}: {text}
                    </li>
                  ))}
                </ul>
              </details>
            </li>
          )}
        </Some>
      </ul>
    </Card>
  );
}
