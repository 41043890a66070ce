import { detailOf } from '../../flow/graph';
import { wayOf } from '../../flow/walk/outcomes';
import type { FlowPicture } from '../../page/world';
import { flowDefinition } from '../../studio/definition';
import { field } from '../../text/json';

/** The flow at its own offsets. Throws NoFlow for what is none. */
export function pictureOf(definition: unknown): FlowPicture {
  const { states, initial_state: initial } = flowDefinition(definition);
  return {
    initial,
    widgets: states.map((state) => {
      const { name, type, properties } = state;
      const say = properties['say'];
      const offset = properties['offset'];
      return {
        name,
        type,
        x: numberIn(offset, 'x'),
        y: numberIn(offset, 'y'),
        detail: typeof say === 'string' ? say.slice(0, 200) : detailOf([state]),
      };
    }),
    ways: states.flatMap((state) =>
      state.transitions.flatMap((transition) =>
        transition.next === undefined
          ? []
          : [
              {
                from: state.name,
                to: transition.next,
                label: transition.event === 'noMatch' ? 'otherwise' : wayOf(transition),
              },
            ],
      ),
    ),
  };
}

function numberIn(offset: unknown, key: string): number {
  const value = field(offset, key);
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
