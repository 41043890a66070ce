import { FATES, NIGHTS, night } from '../support/sweep';
import { SWITCHES } from '../support/story';
export async function main(): Promise<number> {
  const t = performance.now();
  let n = 0;
  for (const [, switches] of SWITCHES.slice(0, 2)) for (const [title, agents] of NIGHTS) {
    const { requests } = await night({ switches, agents }, 0, { is: 'drop' });
    console.log(title, requests);
    for (const [, fate] of FATES) for (let at = 1; at <= requests; at++) { n++; const { broken } = await night({ switches, agents }, at, fate); if (broken.length) console.log(broken); }
  }
  console.log(n, (performance.now() - t) / 1000, n / ((performance.now() - t) / 1000));
  return 0;
}
