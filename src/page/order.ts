import { anyOf, count, flag, object, oneOf, optional, text, time } from '../text/shape';
import type { Shape, Shaped } from '../text/shape';

/** An SNS message has at most 256 KiB. */
const MOST_PASTED = 1_000_000;

const id = text(200);
const speed = ((value) => value === 0 || value === 1 || value === 10) as Shape<0 | 1 | 10>;
const incident = { team: id, incident: id, as: id };
const key = oneOf('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '#');

/** What a person may do on the page. */
const isOrder = anyOf(
  // Changes nothing: whether the server is there and takes this page's orders.
  object({ do: oneOf('hello') }),
  // Whether anybody looks at the page. A stream begins as seen.
  object({ do: oneOf('look'), stream: id, isVisible: flag }),
  // Reads the history of so many days, 1 to 90; what was read is pushed as `past`.
  object({ do: oneOf('read past'), days: count }),
  object({ do: oneOf('take'), ...incident }),
  object({ do: oneOf('pass'), ...incident, to: optional(id) }),
  object({ do: oneOf('close'), ...incident }),
  object({
    do: oneOf('what if'),
    alarm: text(1_000),
    atMs: optional(time),
    state: optional(oneOf('ALARM', 'INSUFFICIENT_DATA')),
  }),
  object({ do: oneOf('show run'), run: id }),
  // Of a rehearsal only:
  object({ do: oneOf('fire'), sample: id }),
  object({ do: oneOf('paste'), text: text(MOST_PASTED) }),
  object({ do: oneOf('answer', 'reject', 'fail', 'hang up'), call: id }),
  object({ do: oneOf('press'), call: id, key }),
  object({ do: oneOf('ring back'), agent: id }),
  object({ do: oneOf('text'), agent: id, text: text(1_600) }),
  // Opens the page behind a link; with a deed, presses that button there.
  object({
    do: oneOf('open link'),
    agent: id,
    link: text(2_000),
    deed: optional(oneOf('take', 'pass', 'close')),
  }),
  object({ do: oneOf('fault'), fault: oneOf('down', 'slow', 'lost-events', 'stuck'), isOn: flag }),
  object({ do: oneOf('speed'), speed }),
  // While time stands still: goes on to the next thing that happens.
  object({ do: oneOf('step') }),
);

/** What a person does on the page, as the page sends it. */
export type Order = Optional<Shaped<typeof isOrder>>;

/** What may be undefined may be left out, too. */
type Optional<Some> = Some extends unknown
  ? { readonly [Key in keyof Some as undefined extends Some[Key] ? never : Key]: Some[Key] } & {
      readonly [Key in keyof Some as undefined extends Some[Key] ? Key : never]?: Some[Key];
    }
  : never;

/** The order that a page has sent; undefined for anything else. */
export function orderIn(value: unknown): Order | undefined {
  return isOrder(value) ? value : undefined;
}
