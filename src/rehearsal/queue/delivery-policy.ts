/** What a delivery policy may know of a message: one that is in the queue twice has the same id both times. */
export interface Deliverable {
  readonly id: string;
  readonly body: string;
  readonly receiveCount: number;
}

/**
 * Where a standard queue leaves room: it may deliver a message late, more than once and in any order.
 */
export interface DeliveryPolicy {
  /** One delay for each copy of a newly published message; `[0]` is once and at once. */
  arrivalsMs(message: Deliverable): readonly number[];
  /** Which of the visible messages (oldest first) the next run receives, at most `count`, in which order. */
  pick<M extends Deliverable>(visible: readonly M[], count: number): readonly M[];
}

/** Once, at once, oldest first. */
export const inOrder: DeliveryPolicy = {
  arrivalsMs: () => [0],
  pick: (visible, count) => visible.slice(0, count),
};
