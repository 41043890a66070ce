import * as fc from 'fast-check';
import { it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { live, told } from '../support/night';
import { ordinaryNights } from '../support/ordinary-schedule';
import { reachingBack } from '../support/reach-acts';
it('tries', async () => {
  const all = fc.sample(fc.tuple(ordinaryNights, reachingBack).map(([n, r]) => ({ ...n, reaching: r })), { seed: 77, numRuns: 150 });
  for (const i of [0, 14, 29, 31, 56, 69]) { const s = all[i]!;
    const { broken, story } = await live(s);
    writeFileSync(`/tmp/n${i}.txt`, broken.join('\n') + '\n' + JSON.stringify(s) + '\n' + told(story)); }
}, 400_000);
