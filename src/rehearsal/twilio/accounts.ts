import { flatPage } from './page';
import { notFound } from './refusal';
import { PAGE, type Arrival, type Reply, type Routes } from './route';
import { rfc2822Timestamp } from './timestamp';
import type { World } from './world';

export const ACCOUNTS: Routes = {
  FetchAccount: { handle: fetchAccount },
  FetchBalance: { handle: fetchBalance },
  ListOutgoingCallerId: { handle: listCallerIds, parameters: ['PhoneNumber', ...PAGE] },
};

/** 2010 API, Account resource: fetch. The auth token stands in the reply, as it does in Twilio's: code that shows the reply must leave it out. */
function fetchAccount(world: World, arrival: Arrival): Reply {
  const { account, standing } = world;
  if (arrival.path['Sid'] !== account.sid) throw notFound(arrival.url.pathname);
  const path = `/2010-04-01/Accounts/${account.sid}`;
  const at = rfc2822Timestamp(0);
  return {
    body: {
      sid: account.sid,
      friendly_name: 'Local account',
      status: standing.status,
      type: standing.type,
      auth_token: account.authToken,
      owner_account_sid: account.sid,
      date_created: at,
      date_updated: at,
      uri: `${path}.json`,
      subresource_uris: {
        balance: `${path}/Balance.json`,
        calls: `${path}/Calls.json`,
        incoming_phone_numbers: `${path}/IncomingPhoneNumbers.json`,
        messages: `${path}/Messages.json`,
        outgoing_caller_ids: `${path}/OutgoingCallerIds.json`,
      },
    },
  };
}

function fetchBalance(world: World): Reply {
  const { account, standing } = world;
  return { body: { account_sid: account.sid, balance: standing.balance.toFixed(2), currency: 'USD' } };
}

/** 2010 API, OutgoingCallerId resource: list. Numbers of others that were verified; the account may call from them, not text. */
function listCallerIds(world: World, arrival: Arrival): Reply {
  const wanted = arrival.parameters.text('PhoneNumber');
  const verified = world.standing.callerIds.filter(({ number }) => wanted === undefined || number === wanted);
  return {
    body: flatPage(arrival, 'outgoing_caller_ids', verified, ({ sid, number }) => ({
      sid,
      account_sid: world.account.sid,
      friendly_name: number,
      phone_number: number,
      date_created: rfc2822Timestamp(0),
      date_updated: rfc2822Timestamp(0),
      uri: `/2010-04-01/Accounts/${world.account.sid}/OutgoingCallerIds/${sid}.json`,
    })),
  };
}
