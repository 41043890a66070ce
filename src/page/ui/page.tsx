import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Answer, Order } from '../world';
import { worldTime } from './known';
import type { Known } from './known';

/** What every part of the page can reach. */
export interface Page {
  readonly known: Known;
  /** Has the server do something and tells the person what came of it, unless that is plain to see. */
  readonly act: (order: Order) => Promise<Answer>;
  /** The same for what is done in somebody's name, which is asked for the first time. */
  readonly actAs: (order: (as: string) => Order) => void;
}

export const PageContext = createContext<Page | undefined>(undefined);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === undefined) throw new Error('Outside of the page.');
  return page;
}

const TICK_MS = 250;
const ticking = new Set<() => void>();
setInterval(() => {
  if (!document.hidden) for (const tick of ticking) tick();
}, TICK_MS);

/** The world's time in ms, four times a second: for what counts seconds, and as small as can be. */
export function useNow(): number {
  const { known } = usePage();
  const [, setTicks] = useState(0);
  useEffect(() => {
    const tick = (): void => setTicks((ticks) => ticks + 1);
    ticking.add(tick);
    return () => void ticking.delete(tick);
  }, []);
  return worldTime(known, performance.now());
}

/** A value that is kept in this browser. */
export function useKept(key: string, first: string): readonly [string, (value: string) => void] {
  const [value, setValue] = useState(() => kept(key) ?? first);
  const keep = (next: string): void => {
    setValue(next);
    try {
      localStorage.setItem(key, next);
    } catch {
      // A browser that keeps nothing asks again the next time.
    }
  };
  return [value, keep];
}

function kept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
