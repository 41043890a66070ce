import type { FlowPicture, FlowWay, FlowWidget } from '../world';

/** How the flow is drawn: at its own offsets, in the units of Studio's own canvas. */
export interface Drawing {
  /** For an SVG's viewBox. */
  readonly box: string;
  readonly lines: readonly DrawnWay[];
}

export interface DrawnWay extends FlowWay {
  /** For an SVG's path. */
  readonly path: string;
}

/** The size of a widget; its offset is the upper left corner. */
export const WIDE = 344;
export const HIGH = 104;
const MARGIN = 30;

/** @throws {RangeError} never: ways to widgets that there are not are left out. */
export function drawingOf({ widgets, ways }: FlowPicture): Drawing {
  const [xs, ys] = [widgets.map(({ x }) => x), widgets.map(({ y }) => y)];
  const [left, top] = [Math.min(0, ...xs) - MARGIN, Math.min(0, ...ys) - MARGIN];
  const [right, bottom] = [Math.max(0, ...xs) + WIDE + MARGIN, Math.max(0, ...ys) + HIGH + MARGIN];
  const byName = new Map(widgets.map((widget) => [widget.name, widget]));
  const lines = ways.flatMap((way) => {
    const [from, to] = [byName.get(way.from), byName.get(way.to)];
    return from === undefined || to === undefined ? [] : [{ ...way, path: curve(from, to) }];
  });
  return { box: [left, top, right - left, bottom - top].join(' '), lines };
}

/** Downwards from the lower edge to the upper one; sideways and upwards from side to side. */
function curve(from: FlowWidget, to: FlowWidget): string {
  const middle = WIDE / 2;
  if (to.y > from.y) {
    const [x1, y1, x2, y2] = [from.x + middle, from.y + HIGH, to.x + middle, to.y];
    const bend = Math.max(40, (y2 - y1) / 2);
    return `M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}`;
  }
  const side = to.x >= from.x ? 1 : 0;
  const [x1, y1, x2, y2] = [from.x + side * WIDE, from.y + HIGH / 2, to.x + (1 - side) * WIDE, to.y + HIGH / 2];
  const bend = (side === 1 ? 1 : -1) * Math.max(40, Math.abs(x2 - x1) / 2);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

/** The ways that a path took, as `from to`. */
export function waysTaken(path: readonly { readonly widget: string }[]): ReadonlySet<string> {
  return new Set(path.slice(1).map(({ widget }, at) => `${path[at]?.widget ?? ''} ${widget}`));
}
