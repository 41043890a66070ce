import type { FlowRun } from '../../page/world';

/** A step as Studio's log has it: the way from one widget to the next. */
interface LoggedStep {
  readonly transitionedFrom: string;
  readonly transitionedTo: string;
  readonly dateCreated: Date;
}

/** The widgets of an execution in order. In which order Studio lists its steps is not documented: they follow each other one way round only. */
export function pathOf(steps: readonly LoggedStep[]): NonNullable<FlowRun['path']> {
  const isOldestFirst = steps.every(
    ({ transitionedTo }, index) => index === steps.length - 1 || steps[index + 1]?.transitionedFrom === transitionedTo,
  );
  const inOrder = isOldestFirst ? steps : steps.toReversed();
  const [first] = inOrder;
  if (first === undefined) return [];
  return [
    { widget: first.transitionedFrom, atMs: first.dateCreated.getTime() },
    ...inOrder.map(({ transitionedTo: widget, dateCreated }) => ({ widget, atMs: dateCreated.getTime() })),
  ];
}
