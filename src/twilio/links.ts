import type { LinkTo } from '../escalation/ports';
import { markOf, sealed, type Capability } from '../signing/capability';
import { secretsIn } from '../signing/signature';

/** The path of the page that a link opens. */
const PAGE_PATH = '/i';

/** So long a link is good. Whatever is still open then has been told of again, and that SMS has a newer one. */
const GOOD_FOR_MS = 48 * 3_600_000;

/**
 * Makes the links in SMS. No link is made where nobody knows under which domain the Functions are, or without the secret that it is made
 * with: the SMS goes out all the same. `now`: epoch milliseconds.
 */
export function linksUnder(domain: string, secrets: string, now: () => number): LinkTo {
  if (domain === '' || secretsIn(secrets).length === 0) return () => undefined;
  return (team, incident, agent) => {
    const capability: Capability = {
      purpose: 'incident',
      team: markOf(team),
      incident: markOf(incident),
      agent: markOf(agent),
      expiresAtMs: now() + GOOD_FOR_MS,
    };
    return `https://${domain}${PAGE_PATH}?c=${sealed(secrets, capability)}`;
  };
}
