import * as fc from 'fast-check';
import { it } from '@jest/globals';
import { live } from '../support/night';
import { ordinaryNights } from '../support/ordinary-schedule';
it('tries', async () => {
  const all = fc.sample(ordinaryNights, { seed: 78, numRuns: 900 });
  const kinds = new Map<string, number[]>();
  let bad = 0;
  for (const [i, s] of all.entries()) {
    if (s.reaching === undefined) continue;
    const { broken } = await live(s);
    if (broken.length > 0) bad++;
    for (const b of broken) { const k = b.replace(/[\d.]+/g, '#').replace(/inc-\w+/g,'I').replace(/host-#|web-#|db|note-#|ahead-#/g,'A').slice(0, 110); kinds.set(k, [...(kinds.get(k) ?? []), i]); }
  }
  console.log(bad, [...kinds].sort((a, b) => b[1].length - a[1].length).map(([k, v]) => `${v.length} ${k} @${v.slice(0,4).join(',')}`).join('\n'));
}, 400_000);
