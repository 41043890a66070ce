import { describe, expect, it } from '@jest/globals';
import { accountSid, authToken, basic, json, startMs, twilioAtHand } from './twilio-at-hand';

const documents = 'https://sync.twilio.com/v1/Services/default/Documents';

describe('Sync documents through the twilio client', () => {
  it('are created, fetched by name and by SID, updated and deleted', async () => {
    const { client, clock } = twilioAtHand();
    const service = client.sync.v1.services('default');
    const created = await service.documents.create({ uniqueName: 'team-ops', data: { writes: 1 } });
    expect(created).toMatchObject({
      uniqueName: 'team-ops',
      data: { writes: 1 },
      revision: '0',
      dateCreated: new Date(startMs),
    });
    expect(created.sid).toMatch(/^ET[0-9a-f]{32}$/);

    clock.pass(60_000);
    const updated = await service.documents('team-ops').update({ data: { writes: 2 }, ifMatch: '0' });
    expect(updated).toMatchObject({ sid: created.sid, revision: '1', dateUpdated: new Date(startMs + 60_000) });
    expect(await service.documents(created.sid).fetch()).toMatchObject({ data: { writes: 2 }, revision: '1' });

    expect(await service.documents('team-ops').remove()).toBe(true);
    await expect(service.documents('team-ops').fetch()).rejects.toMatchObject({ status: 404, code: 54100 });
  });

  it('are addressed by the SID of the service too, and under no other', async () => {
    const { client } = twilioAtHand();
    const { serviceSid } = await client.sync.v1.services('default').documents.create({});
    expect(await client.sync.v1.services(serviceSid).documents.list()).toHaveLength(1);
    const other = client.sync.v1.services('IS00000000000000000000000000000fff');
    await expect(other.documents.list()).rejects.toMatchObject({ status: 404, code: 54050 });
  });

  it('say 20404 for what does not exist, when switched so', async () => {
    const { client } = twilioAtHand({ switches: { syncNotFoundCode: 20404 } });
    const fetched = client.sync.v1.services('default').documents('nobody').fetch();
    await expect(fetched).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  it('say 20412 for a revision that does not match, when switched so', async () => {
    const { client } = twilioAtHand({ switches: { syncMismatchCode: 20412 } });
    const { documents: list } = client.sync.v1.services('default');
    await list.create({ uniqueName: 'board' });
    const updated = client.sync.v1.services('default').documents('board').update({ data: {}, ifMatch: '7' });
    await expect(updated).rejects.toMatchObject({ status: 412, code: 20412 });
  });

  it('list page by page, oldest first', async () => {
    const { client } = twilioAtHand();
    const { documents: list } = client.sync.v1.services('default');
    for (const uniqueName of ['a', 'b', 'c', 'd', 'e']) await list.create({ uniqueName });
    const names = async (options: { pageSize?: number; limit?: number }) =>
      (await list.list(options)).map((document) => document.uniqueName);
    expect(await names({ pageSize: 2 })).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(await names({ pageSize: 5 })).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(await names({ limit: 3 })).toEqual(['a', 'b', 'c']);
    await expect(list.list({ pageSize: 101 })).rejects.toMatchObject({ status: 400, code: 20001 });
  });

  it('are read as they were when reads lag behind, by a minute at the most', () => {
    const { ask, clock, local } = twilioAtHand();
    const readMsAgo = (ageMs: number) =>
      local.handle(
        {
          method: 'GET',
          url: `${documents}/board`,
          headers: { authorization: basic(accountSid, authToken) },
          body: '',
        },
        ageMs,
      );
    ask(`POST ${documents}`, { UniqueName: 'board', Data: '{"writes":0}' });
    clock.pass(10_000);
    ask(`POST ${documents}/board`, { Data: '{"writes":1}' });
    clock.pass(10_000);
    ask(`POST ${documents}/board`, { Data: '{"writes":2}' });
    clock.pass(5_000);
    expect(json(readMsAgo(0))).toMatchObject({ revision: '2', data: { writes: 2 } });
    expect(json(readMsAgo(5_000))).toMatchObject({ revision: '2' });
    expect(json(readMsAgo(5_001))).toMatchObject({ revision: '1', data: { writes: 1 } });
    expect(json(readMsAgo(25_000))).toMatchObject({ revision: '0' });
    expect(readMsAgo(25_001).status).toBe(404);
    clock.pass(55_000);
    expect(json(readMsAgo(3_600_000))).toMatchObject({ revision: '2' });
  });

  it('a page links to the next and to the previous one', () => {
    const { ask } = twilioAtHand();
    for (const UniqueName of ['a', 'b', 'c']) ask(`POST ${documents}`, { UniqueName });
    expect(json(ask(`GET ${documents}?PageSize=1&Page=1`))).toMatchObject({
      documents: [{ unique_name: 'b' }],
      meta: {
        key: 'documents',
        page: 1,
        page_size: 1,
        previous_page_url: `${documents}?PageSize=1&Page=0`,
        next_page_url: `${documents}?PageSize=1&Page=2`,
      },
    });
    expect(json(ask(`GET ${documents}?PageSize=1&Page=2`))).toMatchObject({ meta: { next_page_url: null } });
    expect(json(ask(`GET ${documents}`))).toMatchObject({ meta: { previous_page_url: null, next_page_url: null } });
  });

  it('expire', async () => {
    const { client, clock } = twilioAtHand();
    const { documents: list } = client.sync.v1.services('default');
    const created = await list.create({ uniqueName: 'brief', ttl: 60 });
    expect(created.dateExpires).toEqual(new Date(startMs + 60_000));
    clock.pass(59_999);
    expect(await list.list()).toHaveLength(1);
    clock.pass(1);
    expect(await list.list()).toHaveLength(0);
    expect(await list.create({ uniqueName: 'brief', ttl: 0 })).toMatchObject({ dateExpires: null });
  });

  it('keep their expiry when an update says nothing about it, and lose it with a time to live of 0', async () => {
    const { client } = twilioAtHand();
    const service = client.sync.v1.services('default');
    await service.documents.create({ uniqueName: 'brief', ttl: 60 });
    const kept = await service.documents('brief').update({ data: { a: 1 } });
    expect(kept.dateExpires).toEqual(new Date(startMs + 60_000));
    expect((await service.documents('brief').update({ ttl: 0 })).dateExpires).toBeNull();
  });

  it('keep the data that an update does not mention', async () => {
    const { client } = twilioAtHand();
    const service = client.sync.v1.services('default');
    await service.documents.create({ uniqueName: 'x', data: { a: 1 } });
    expect((await service.documents('x').update({ ttl: 60 })).data).toEqual({ a: 1 });
  });
});

describe('Sync refuses', () => {
  const sixteenKiB = JSON.stringify({ text: 'x'.repeat(16 * 1024 - '{"text":""}'.length) });

  it.each([
    ['a unique name that is taken', `POST ${documents}`, { UniqueName: 'board' }, {}, 409, 54301],
    ['an empty unique name', `POST ${documents}`, { UniqueName: '' }, {}, 400, 54302],
    ['a unique name of 257 characters', `POST ${documents}`, { UniqueName: 'x'.repeat(257) }, {}, 400, 54302],
    ['a unique name like a SID', `POST ${documents}`, { UniqueName: `ET${'a'.repeat(32)}` }, {}, 400, 54302],
    ['a new document over 16 KiB', `POST ${documents}`, { Data: `${sixteenKiB} ` }, {}, 413, 54006],
    ['a time to live over a year', `POST ${documents}`, { Ttl: '31536001' }, {}, 400, 54011],
    ['a negative time to live', `POST ${documents}`, { Ttl: '-1' }, {}, 400, 54011],
    ['a time to live in words', `POST ${documents}`, { Ttl: 'soon' }, {}, 400, 20001],
    ['a fraction as time to live', `POST ${documents}`, { Ttl: '1.5' }, {}, 400, 20001],
    ['data that is no JSON', `POST ${documents}`, { Data: '{' }, {}, 400, 20001],
    ['data that is a list', `POST ${documents}`, { Data: '[]' }, {}, 400, 20001],
    ['data that is null', `POST ${documents}`, { Data: 'null' }, {}, 400, 20001],
    ['a misspelt parameter', `POST ${documents}`, { Uniquename: 'x' }, {}, 400, 20001],
    ['If-Match on a creation', `POST ${documents}`, {}, { 'if-match': '0' }, 400, 20001],
    ['another revision', `POST ${documents}/board`, { Data: '{}' }, { 'if-match': '1' }, 412, 54103],
    ['a revision that cannot be one', `POST ${documents}/board`, { Data: '{}' }, { 'if-match': '*' }, 400, 54003],
    ['an empty revision', `POST ${documents}/board`, { Data: '{}' }, { 'if-match': '' }, 400, 54003],
    ['an update of nothing', `POST ${documents}/board`, {}, {}, 400, 54010],
    ['a new unique name', `POST ${documents}/board`, { UniqueName: 'x' }, {}, 400, 20001],
    ['an update over 16 KiB', `POST ${documents}/board`, { Data: `${sixteenKiB} ` }, {}, 413, 54006],
    ['an update of nobody', `POST ${documents}/nobody`, { Data: '{}' }, {}, 404, 54100],
    ['a deletion of nobody', `DELETE ${documents}/nobody`, {}, {}, 404, 54100],
    ['If-Match on a deletion', `DELETE ${documents}/board`, {}, { 'if-match': '0' }, 400, 20001],
  ] as const)('%s', (_what, line, form, headers, status, code) => {
    const { ask } = twilioAtHand();
    ask(`POST ${documents}`, { UniqueName: 'board', Data: '{"kept":true}' });
    const refused = ask(line, form, headers);
    expect(json(refused)).toMatchObject({ status, code, more_info: `https://www.twilio.com/docs/errors/${code}` });
    expect(refused.status).toBe(status);
    expect(json(ask(`GET ${documents}`))).toMatchObject({ documents: [{ data: { kept: true }, revision: '0' }] });
  });

  it('takes data of exactly 16 KiB', () => {
    expect(twilioAtHand().ask(`POST ${documents}`, { Data: sixteenKiB }).status).toBe(201);
  });

  it('the 21st write to one document within a second, and neither reads nor other documents', () => {
    const { ask, clock } = twilioAtHand();
    ask(`POST ${documents}`, { UniqueName: 'busy' });
    ask(`POST ${documents}`, { UniqueName: 'quiet' });
    const write = () => ask(`POST ${documents}/busy`, { Data: '{}' }).status;
    for (let count = 2; count <= 20; count += 1) expect(write()).toBe(200);
    expect(write()).toBe(429);
    expect(json(ask(`GET ${documents}/busy`))).toMatchObject({ revision: '13' });
    expect(ask(`POST ${documents}/quiet`, { Data: '{}' }).status).toBe(200);
    clock.pass(999);
    expect(write()).toBe(429);
    clock.pass(1);
    expect(write()).toBe(200);
  });
});
