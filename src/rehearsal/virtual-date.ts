import type { Clock } from './clock';

/**
 * A `Date` that reads the given clock: `new Date()`, `Date()` and `Date.now()` give its time, everything else is the
 * real `Date`. Given to a built Function or Lambda as its own `Date`, it puts that code on the rehearsal's time.
 *
 * It shares the real `Date`'s prototype, so that `instanceof` holds for dates made on either side.
 */
export function dateOf(clock: Pick<Clock, 'now'>): DateConstructor {
  const now = (): number => clock.now();
  return new Proxy(Date, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new Date(now()).toString(),
    get: (target, property) => (property === 'now' ? now : Reflect.get(target, property)),
  });
}
