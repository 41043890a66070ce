import { usePage } from './page';
import { Card, Switch } from './parts';

const SPEEDS = [
  { speed: 0, title: 'Pause' },
  { speed: 1, title: '1×' },
  { speed: 10, title: '10×' },
] as const;

/** What goes wrong in the rehearsed world, and how fast its time goes. */
export function FaultsAndTime() {
  const { known, act } = usePage();
  const { faults = [], time } = known.parts;
  return (
    <div class="columns">
      <Card title="Time">
        <div class="line buttons" role="group" aria-label="Speed of time">
          {SPEEDS.map(({ speed, title }) => (
            <button
              type="button"
              key={speed}
              aria-pressed={time?.speed === speed}
              onClick={() => void act({ do: 'speed', speed })}
            >
              {title}
            </button>
          ))}
          <button type="button" disabled={time?.speed !== 0} onClick={() => void act({ do: 'step' })}>
            Next step
          </button>
        </div>
        <p class="soft">While time stands still, a step goes on to the next thing that happens.</p>
      </Card>
      <Card title="Faults">
        <ul class="bare stack">
          {faults.map(({ id, title, text, isOn }) => (
            <li key={id}>
              <Switch label={title} isOn={isOn} set={(on) => void act({ do: 'fault', fault: id, isOn: on })} />
              <p class="soft">{text}</p>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}
