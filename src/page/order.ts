import { anyOf, count, flag, object, oneOf, optional, text, time } from '../text/shape';
import type { Shape } from '../text/shape';
import type { Order } from './world';

/** An SNS message has at most 256 KiB. */
const MOST_PASTED = 1_000_000;

const id = text(200);
const faults = oneOf('down', 'slow', 'lost-events', 'stuck');
const speed = ((value) => value === 0 || value === 1 || value === 10) as Shape<0 | 1 | 10>;
const incident = { team: id, incident: id, as: id };

type Of<Deed extends Order['do']> = Extract<Order, { readonly do: Deed }>;

const isOrder: Shape<Order> = anyOf(
  object<Of<'hello'>>({ do: oneOf('hello') }),
  object<Of<'look'>>({ do: oneOf('look'), stream: id, isVisible: flag }),
  object<Of<'read past'>>({ do: oneOf('read past'), days: count }),
  object<Of<'take'>>({ do: oneOf('take'), ...incident }),
  object<Of<'pass'>>({ do: oneOf('pass'), ...incident, to: optional(id) }),
  object<Of<'close'>>({ do: oneOf('close'), ...incident }),
  object<Of<'what if'>>({
    do: oneOf('what if'),
    alarm: text(1_000),
    atMs: optional(time),
    state: optional(oneOf('ALARM', 'INSUFFICIENT_DATA')),
  }),
  object<Of<'show run'>>({ do: oneOf('show run'), run: id }),
  object<Of<'fire'>>({ do: oneOf('fire'), sample: id }),
  object<Of<'paste'>>({ do: oneOf('paste'), text: text(MOST_PASTED) }),
  object<Of<'answer' | 'reject' | 'fail' | 'hang up'>>({ do: oneOf('answer', 'reject', 'fail', 'hang up'), call: id }),
  object<Of<'press'>>({
    do: oneOf('press'),
    call: id,
    key: oneOf('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '#'),
  }),
  object<Of<'ring back'>>({ do: oneOf('ring back'), agent: id }),
  object<Of<'text'>>({ do: oneOf('text'), agent: id, text: text(1_600) }),
  object<Of<'open link'>>({
    do: oneOf('open link'),
    agent: id,
    link: text(2_000),
    deed: optional(oneOf('take', 'pass', 'close')),
  }),
  object<Of<'fault'>>({ do: oneOf('fault'), fault: faults, isOn: flag }),
  object<Of<'speed'>>({ do: oneOf('speed'), speed }),
  object<Of<'step'>>({ do: oneOf('step') }),
);

/** The order that a page has sent; undefined for anything else. */
export function orderIn(value: unknown): Order | undefined {
  return isOrder(value) ? value : undefined;
}
