import type { Schedule } from './schedule';
import type { Night } from './witness';

export function strictly(_night: Night, _schedule: Schedule): string[] {
  return [];
}
