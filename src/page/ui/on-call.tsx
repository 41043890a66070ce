import { useMemo, useState } from 'preact/hooks';
import type { Duty, WhatIf } from '../world';
import { placeIn, weeksOf } from './calendar';
import type { Bar, Week } from './calendar';
import { agentName, alarmNames, teamName } from './known';
import { useNow, usePage } from './page';
import { Card, Some } from './parts';
import { instantWords, monthWords } from './words';

/** Who is on call in each team, now and in the month, and what an alarm would do. */
export function OnCall() {
  const { onCall = [] } = usePage().known.parts;
  return (
    <>
      {onCall.length === 0 && <p class="soft">The roster cannot be used, so nobody is known to be on call.</p>}
      <ul class="bare stack">
        <Some of={onCall} first={10}>
          {(duty) => (
            <li key={duty.team}>
              <TeamDuty duty={duty} />
            </li>
          )}
        </Some>
      </ul>
      <WhatIfCard />
    </>
  );
}

function TeamDuty({ duty }: { readonly duty: Duty }) {
  const { known } = usePage();
  const [later, setLater] = useState(0);
  const { now, untilMs, next, order, team } = duty;
  const name = (agent: string | null): string => (agent === null ? 'nobody' : agentName(known, agent));
  const today = new Date(useDay());
  const month = new Date(today.getFullYear(), today.getMonth() + later, 1).getTime();
  const calendar = useMemo(
    () => <Month year={today.getFullYear()} month={today.getMonth() + later} duty={duty} name={name} />,
    [duty, today.getMonth(), later],
  );
  return (
    <Card title={teamName(known, team)}>
      <p class="line who">
        <span class="soft">Now</span> <b class={now === null ? 'gap' : ''}>{now === null ? 'Nobody' : name(now)}</b>
        {untilMs !== undefined && (
          <span class="soft">
            until {instantWords(untilMs)}, then {name(next)}
          </span>
        )}
      </p>
      {order.length > 1 && (
        <p class="soft">
          Called in this order: {order.slice(0, 8).map(name).join(', ')}
          {order.length > 8 && ` and ${order.length - 8} more`}
        </p>
      )}
      <div class="line month-head">
        <h3>{monthWords(month)}</h3>
        <span class="soft">in your own time</span>
        <button type="button" disabled={later === 0} onClick={() => setLater(0)}>
          This month
        </button>
        <button type="button" disabled={later === 1} onClick={() => setLater(1)}>
          Next month
        </button>
      </div>
      {calendar}
      <ShiftList duty={duty} name={name} />
    </Card>
  );
}

/** An instant of the viewer's today, which stays the same all day. */
function useDay(): number {
  return new Date(usePage().known.parts.time?.nowMs ?? 0).setHours(0, 0, 0, 0);
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Degrees of the circle of colours, one for each agent in turn. */
const HUES = [222, 160, 40, 285, 190, 85];

function Month(props: {
  readonly year: number;
  readonly month: number;
  readonly duty: Duty;
  readonly name: (agent: string | null) => string;
}) {
  const agents = new Set([...props.duty.order, ...props.duty.shifts.map(({ agent }) => agent)]);
  const hues = new Map(
    [...agents].filter((agent) => agent !== null).map((agent, at) => [agent, HUES[at % HUES.length]]),
  );
  return (
    <div aria-hidden="true">
      <div class="days soft">
        {WEEKDAYS.map((day) => (
          <span key={day}>{day}</span>
        ))}
      </div>
      {weeksOf(props.year, props.month, props.duty.shifts).map((week) => (
        <WeekRow key={week.days[0]?.startMs} week={week} hues={hues} name={props.name} />
      ))}
    </div>
  );
}

function WeekRow(props: {
  readonly week: Week;
  readonly hues: ReadonlyMap<string, number | undefined>;
  readonly name: (agent: string | null) => string;
}) {
  return (
    <div class="week">
      <div class="days">
        {props.week.days.map(({ startMs, number, isOfMonth }) => (
          <span key={startMs} class={isOfMonth ? '' : 'other'}>
            {number}
          </span>
        ))}
      </div>
      <div class="bars">
        {props.week.bars.map((bar) => (
          <ShiftBar key={bar.shift.fromMs} bar={bar} hue={props.hues.get(bar.shift.agent ?? '')} name={props.name} />
        ))}
        <NowMark week={props.week} />
      </div>
    </div>
  );
}

function ShiftBar(props: {
  readonly bar: Bar;
  readonly hue: number | undefined;
  readonly name: (agent: string | null) => string;
}) {
  const { shift, from, to } = props.bar;
  const who = shift.agent === null ? 'nobody' : props.name(shift.agent);
  const kind = shift.agent === null ? 'none' : shift.override === undefined ? '' : 'override';
  const style = { left: `${(from / 7) * 100}%`, width: `${((to - from) / 7) * 100}%`, '--hue': props.hue ?? 0 };
  const why = shift.override === undefined ? '' : ` (${shift.override})`;
  return (
    <span
      class={`cut bar ${kind}`}
      style={style}
      title={`${who}${why}: ${instantWords(shift.fromMs)} to ${instantWords(shift.toMs)}`}
    >
      {who}
    </span>
  );
}

function NowMark({ week: { days } }: { readonly week: Week }) {
  const now = useNow();
  const [first, last] = [days[0]?.startMs ?? 0, new Date(days[6]?.startMs ?? 0).setHours(24)];
  if (now < first || now >= last) return null;
  const place = placeIn([...days.map(({ startMs }) => startMs), last], now);
  return <span class="now-mark" style={{ left: `${(place / 7) * 100}%` }} />;
}

/** The same as the calendar, to be read out, and for small windows. */
function ShiftList({ duty, name }: { readonly duty: Duty; readonly name: (agent: string | null) => string }) {
  return (
    <details>
      <summary>Shifts as a list</summary>
      <ol class="bare">
        <Some of={duty.shifts} first={60}>
          {({ fromMs, toMs, agent, override }) => (
            <li key={fromMs}>
              {instantWords(fromMs)} to {instantWords(toMs)}:{' '}
              <b class={agent === null ? 'gap' : ''}>{agent === null ? 'a gap, nobody is on call' : name(agent)}</b>
              {override !== undefined && <span class="soft"> ({override})</span>}
            </li>
          )}
        </Some>
      </ol>
    </details>
  );
}

function WhatIfCard() {
  const { act, known } = usePage();
  const [found, setFound] = useState<WhatIf | undefined>();
  const ask = async (form: HTMLFormElement): Promise<void> => {
    const data = new FormData(form);
    const [alarm, at, state] = ['alarm', 'at', 'state'].map((field) => data.get(field));
    const when = typeof at !== 'string' || at === '' ? {} : { atMs: new Date(at).getTime() };
    const what = state === 'INSUFFICIENT_DATA' ? ({ state } as const) : {};
    const answer = await act({ do: 'what if', alarm: typeof alarm === 'string' ? alarm : '', ...when, ...what });
    if ('whatIf' in answer) setFound(answer.whatIf);
  };
  return (
    <Card title="What if">
      <p class="soft">Whom an alarm would call, without calling anybody.</p>
      <form
        class="line"
        onSubmit={(event) => {
          event.preventDefault();
          void ask(event.currentTarget);
        }}
      >
        <label>
          Name of the alarm
          <input name="alarm" required placeholder="db-cpu-high" list="alarms" />
        </label>
        <datalist id="alarms">
          {alarmNames(known).map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <label>
          At (empty: now)
          <input name="at" type="datetime-local" />
        </label>
        <label>
          State
          <select name="state">
            <option value="ALARM">ALARM</option>
            <option value="INSUFFICIENT_DATA">INSUFFICIENT_DATA</option>
          </select>
        </label>
        <button type="submit" class="main">
          Show the calls
        </button>
      </form>
      {found !== undefined && (
        <div role="status">
          <p>{found.routing}</p>
          <ol class="bare rows">
            <Some of={found.steps} first={40}>
              {({ atMs, label, text }) => (
                <li key={`${atMs} ${label} ${text}`} class="row">
                  <span class="figures">{instantWords(atMs)}</span>
                  <span class="kind">{label}</span>
                  <span class="what">{text}</span>
                </li>
              )}
            </Some>
          </ol>
          <p>
            <b>{found.outcome}</b>
          </p>
        </div>
      )}
    </Card>
  );
}
