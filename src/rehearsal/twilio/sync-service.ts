import { metaPage } from './page';
import type { Arrival, Reply } from './route';
import { requireService } from './sync-rules';
import { isoTimestamp } from './timestamp';
import type { World } from './world';

/** Sync, Service resource: list. The account has one, its default one. */
export function listSyncServices(world: World, arrival: Arrival): Reply {
  return { body: metaPage(arrival, 'services', [world.syncServiceSid], () => shown(world)) };
}

/** Sync, Service resource: fetch, by SID or as `default`. */
export function fetchSyncService(world: World, arrival: Arrival): Reply {
  requireService(world, arrival, arrival.path['Sid']);
  return { body: shown(world) };
}

function shown(world: World): Record<string, unknown> {
  const url = `https://sync.twilio.com/v1/Services/${world.syncServiceSid}`;
  return {
    sid: world.syncServiceSid,
    unique_name: 'default',
    account_sid: world.account.sid,
    friendly_name: 'Default Service',
    date_created: isoTimestamp(0),
    date_updated: isoTimestamp(0),
    url,
    webhook_url: null,
    webhooks_from_rest_enabled: false,
    reachability_webhooks_enabled: false,
    acl_enabled: false,
    reachability_debouncing_enabled: false,
    reachability_debouncing_window: 5000,
    links: {
      documents: `${url}/Documents`,
      lists: `${url}/Lists`,
      maps: `${url}/Maps`,
      streams: `${url}/Streams`,
    },
  };
}
