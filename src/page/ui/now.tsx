import { useMemo } from 'preact/hooks';
import type { CallNow, OpenAlarm, OpenIncident } from '../world';
import { agentName, teamName } from './known';
import { usePage } from './page';
import { At, Card, Since, Some } from './parts';
import { instantWords } from './words';

/** The incidents that are open. */
export function NowCard() {
  const { parts } = usePage().known;
  const { now, teams = [] } = parts;
  const incidents = now?.incidents ?? [];
  return (
    <div class="stack">
      {now?.notices.map(({ gravity, text }) => (
        <p key={text} class={`box ${gravity}`}>
          <b>{gravity === 'error' ? 'Error: ' : gravity === 'warning' ? 'Warning: ' : ''}</b>
          {text}
        </p>
      ))}
      {incidents.length === 0 && (
        <section class="card" aria-label="Open incidents">
          <p>
            <span aria-hidden="true" class="tick">
              ✓
            </span>
            <b>All is well.</b>
          </p>
          <p class="soft">{now?.readAtMs === null ? 'The board has not been read yet.' : 'No incident is open.'}</p>
        </section>
      )}
      {parts.about?.world === 'account' && typeof now?.readAtMs === 'number' && (
        <p class="soft">
          Read at <At ms={now.readAtMs} />
        </p>
      )}
      <ul class="bare stack">
        <Some of={incidents} first={20}>
          {(incident) => <Incident key={incident.id} incident={incident} isNamed={teams.length > 1} />}
        </Some>
      </ul>
    </div>
  );
}

const STATUS = { escalating: 'Nobody has it yet', taken: '', exhausted: 'Nobody has it' } as const;

function Incident({ incident, isNamed }: { readonly incident: OpenIncident; readonly isNamed: boolean }) {
  const { known } = usePage();
  const { status, taken, call, calls, next, owed, trouble, team } = incident;
  return (
    <li class={`card incident ${status}`} aria-label={`Incident of ${teamName(known, team)}`}>
      {isNamed && <p class="over">{teamName(known, team)}</p>}
      <h2>{taken === undefined ? STATUS[status] : `${taken.name} has it`}</h2>
      <p class="soft">
        {taken === undefined ? (
          <>
            open for <Since ms={incident.openedAtMs} />
            {status === 'exhausted' && `: ${incident.headline}`}
          </>
        ) : (
          <>
            {taken.way} at <At ms={taken.atMs} />
          </>
        )}
      </p>
      {trouble !== undefined && <p class="box error">{trouble}</p>}
      {call !== undefined && <Calling call={call} />}
      <ul class={incident.alarms.length > 2 ? 'bare alarms many' : 'bare alarms'}>
        <Some of={incident.alarms} first={5} beyond={incident.others}>
          {(alarm) => <Alarm key={alarm.text} alarm={alarm} />}
        </Some>
      </ul>
      {calls.length > 0 && (
        <ol class="calls soft">
          <Some of={calls.slice(-6)} first={6}>
            {({ number, name, outcome, atMs }) => (
              <li key={number}>
                {name}: {outcome}
                {atMs !== undefined && (
                  <>
                    {' · '}
                    <At ms={atMs} />
                  </>
                )}
              </li>
            )}
          </Some>
        </ol>
      )}
      {next !== undefined && <p class="soft">Next: {next}</p>}
      {owed.map((text) => (
        <p key={text} class="soft">
          Still to come: {text}
        </p>
      ))}
      <Deeds incident={incident} />
    </li>
  );
}

function Calling({ call }: { readonly call: CallNow }) {
  return (
    <p class="box tint">
      <span aria-hidden="true" class="dot" />
      {call.name} {call.words}
      {call.sinceMs !== undefined && (
        <>
          {' · '}
          <Since ms={call.sinceMs} />
        </>
      )}
    </p>
  );
}

function Alarm({ alarm }: { readonly alarm: OpenAlarm }) {
  return (
    <li class={alarm.wrong ? 'wrong' : 'right'}>
      <span aria-hidden="true">{alarm.wrong ? '●' : '○'}</span>
      <span>
        <span class="text" title={alarm.text}>
          {alarm.text}
        </span>
        <span class="soft">
          {alarm.wrong ? '' : ' · well again'}
          {alarm.sinceMs !== undefined && alarm.wrong && (
            <>
              {' · since '}
              <At ms={alarm.sinceMs} />
            </>
          )}
        </span>
        {alarm.link !== undefined && /^https?:/.test(alarm.link) && (
          <a href={alarm.link} target="_blank" rel="noopener noreferrer">
            See it in AWS
          </a>
        )}
      </span>
    </li>
  );
}

function Deeds({ incident: { team, id, taken } }: { readonly incident: OpenIncident }) {
  const { known, actAs } = usePage();
  const { agents = [] } = known.parts;
  const others = useMemo(
    () =>
      agents
        .filter(({ teams, id: agent }) => teams.includes(team) && agent !== taken?.agent)
        .slice(0, MOST_NAMES)
        .map((agent) => (
          <option key={agent.id} value={agent.id}>
            {agent.name}
          </option>
        )),
    [agents, team, taken?.agent],
  );
  return (
    <p class="line buttons">
      <button type="button" onClick={() => actAs((as) => ({ do: 'take', team, incident: id, as }))}>
        {taken === undefined ? 'Take it' : 'Take it over'}
      </button>
      <select
        aria-label="Pass the incident to"
        value=""
        onChange={({ currentTarget }) => {
          const { value } = currentTarget;
          currentTarget.value = '';
          const to = value === ANYBODY ? {} : { to: value };
          if (value !== '') actAs((as) => ({ do: 'pass', team, incident: id, as, ...to }));
        }}
      >
        <option value="">Pass to …</option>
        <option value={ANYBODY}>the next in turn</option>
        {others}
      </select>
      <button type="button" onClick={() => actAs((as) => ({ do: 'close', team, incident: id, as }))}>
        Close
      </button>
    </p>
  );
}

/** No agent's id is like that. */
const ANYBODY = ' ';
const MOST_NAMES = 200;

/** Who is on call, in a few words per team. */
export function Duties() {
  const { known } = usePage();
  const { onCall = [], teams = [] } = known.parts;
  return (
    <Card title="On call now">
      {onCall.length === 0 && <p class="soft">The roster cannot be used.</p>}
      <ul class="bare">
        <Some of={onCall} first={8}>
          {({ team, now, untilMs, next }) => (
            <li key={team} class="line">
              {teams.length > 1 && <span class="over">{teamName(known, team)}</span>}
              <b class={now === null ? 'gap' : ''}>{now === null ? 'Nobody' : agentName(known, now)}</b>
              {untilMs !== undefined && (
                <span class="soft">
                  until {instantWords(untilMs)}, then {next === null ? 'nobody' : agentName(known, next)}
                </span>
              )}
            </li>
          )}
        </Some>
      </ul>
    </Card>
  );
}
