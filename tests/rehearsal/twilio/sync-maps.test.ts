import { describe, expect, it } from '@jest/globals';
import { accountSid, authToken, basic, json, startMs, twilioAtHand } from './twilio-at-hand';

const maps = 'https://sync.twilio.com/v1/Services/default/Maps';

describe('Sync maps through the twilio client', () => {
  it('are created, fetched by name and by SID, and listed', async () => {
    const { client } = twilioAtHand();
    const service = client.sync.v1.services('default');
    const created = await service.syncMaps.create({ uniqueName: 'due' });
    expect(created).toMatchObject({ uniqueName: 'due', revision: '0', dateExpires: null });
    expect(created.sid).toMatch(/^MP[0-9a-f]{32}$/);
    expect((await service.syncMaps('due').fetch()).sid).toBe(created.sid);
    expect((await service.syncMaps(created.sid).fetch()).uniqueName).toBe('due');
    expect((await service.syncMaps.list()).map(({ uniqueName }) => uniqueName)).toEqual(['due']);
    await expect(service.syncMaps('nobody').fetch()).rejects.toMatchObject({ status: 404, code: 54200 });
  });

  it('take items by key, change them at the expected revision only, and give them up', async () => {
    const { client, clock } = twilioAtHand();
    const map = client.sync.v1.services('default').syncMaps;
    const { sid } = await map.create({ uniqueName: 'due' });
    const { syncMapItems: items } = map('due');
    expect(await items.create({ key: 'main', data: { at: 1 } })).toMatchObject({
      key: 'main',
      mapSid: sid,
      data: { at: 1 },
      revision: '0',
      dateCreated: new Date(startMs),
    });
    clock.pass(1000);
    const item = map('due').syncMapItems('main');
    expect(await item.update({ data: { at: 2 }, ifMatch: '0' })).toMatchObject({
      data: { at: 2 },
      revision: '1',
      dateUpdated: new Date(startMs + 1000),
    });
    await expect(item.update({ data: { at: 3 }, ifMatch: '0' })).rejects.toMatchObject({ status: 412, code: 54205 });
    await expect(item.remove({ ifMatch: '0' })).rejects.toMatchObject({ status: 412, code: 54205 });
    expect(await item.fetch()).toMatchObject({ data: { at: 2 }, revision: '1' });
    expect(await map('due').fetch()).toMatchObject({ revision: '2', dateUpdated: new Date(startMs + 1000) });
    expect(await item.remove({ ifMatch: '1' })).toBe(true);
    await expect(item.fetch()).rejects.toMatchObject({ status: 404, code: 54201 });
    expect((await map('due').fetch()).revision).toBe('3');
  });

  it('give their items by key in either order, page by page', async () => {
    const { client } = twilioAtHand();
    const map = client.sync.v1.services('default').syncMaps;
    await map.create({ uniqueName: 'words' });
    const { syncMapItems: items } = map('words');
    for (const key of ['b', 'B', 'a', 'd', 'c']) await items.create({ key, data: {} });
    const keys = async (options: Parameters<typeof items.list>[0] & object) =>
      (await items.list(options)).map(({ key }) => key).join('');
    expect(await keys({ pageSize: 2 })).toBe('Babcd');
    expect(await keys({ order: 'desc', pageSize: 2 })).toBe('dcbaB');
    expect(await keys({ order: 'desc', limit: 2 })).toBe('dc');
    expect(await keys({ from: 'b' })).toBe('bcd');
    expect(await keys({ from: 'b', bounds: 'exclusive' })).toBe('cd');
    expect(await keys({ from: 'bb' })).toBe('cd');
    expect(await keys({ from: 'b', order: 'desc' })).toBe('baB');
    expect(await keys({ from: 'b', order: 'desc', bounds: 'exclusive' })).toBe('aB');
  });

  it('a page of items links to the next one in the same order', () => {
    const { ask } = twilioAtHand();
    ask(`POST ${maps}`, { UniqueName: 'words' });
    for (const Key of ['a', 'b', 'c']) ask(`POST ${maps}/words/Items`, { Key, Data: '{}' });
    expect(json(ask(`GET ${maps}/words/Items?Order=desc&PageSize=2`))).toMatchObject({
      items: [{ key: 'c' }, { key: 'b' }],
      meta: { key: 'items', next_page_url: `${maps}/words/Items?Order=desc&PageSize=2&Page=1` },
    });
    expect(json(ask(`GET ${maps}/words/Items?Order=desc&PageSize=2&Page=1`))).toMatchObject({
      items: [{ key: 'a' }],
      meta: { next_page_url: null },
    });
  });

  it('answer with the revision as ETag', () => {
    const { ask } = twilioAtHand();
    expect(ask(`POST ${maps}`, { UniqueName: 'due' }).headers).toMatchObject({ etag: '0' });
    ask(`POST ${maps}/due/Items`, { Key: 'main', Data: '{}' });
    expect(ask(`POST ${maps}/due/Items/main`, { Data: '{}' }).headers).toMatchObject({ etag: '1' });
    expect(ask(`GET ${maps}/due/Items/main`).headers).toMatchObject({ etag: '1' });
    expect(ask(`GET ${maps}/due`).headers).toMatchObject({ etag: '2' });
  });

  it('take a key in any characters, which its address escapes', () => {
    const { ask } = twilioAtHand();
    ask(`POST ${maps}`, { UniqueName: 'words' });
    const { url } = json(ask(`POST ${maps}/words/Items`, { Key: 'a/b ü', Data: '{"n":1}' })) as { url: string };
    expect(url).toMatch(/\/Items\/a%2Fb%20%C3%BC$/);
    expect(json(ask(`GET ${url}`))).toMatchObject({ key: 'a/b ü', data: { n: 1 } });
  });

  it('lose items that have expired, whose keys are free again, and expire themselves', async () => {
    const { client, clock } = twilioAtHand();
    const service = client.sync.v1.services('default');
    await service.syncMaps.create({ uniqueName: 'words', collectionTtl: 60 });
    const { syncMapItems: items } = service.syncMaps('words');
    await items.create({ key: 'stays', data: {} });
    const brief = await items.create({ key: 'brief', data: {}, itemTtl: 30, ttl: 5 });
    expect(brief.dateExpires).toEqual(new Date(startMs + 30_000));
    clock.pass(29_999);
    expect(await items.list()).toHaveLength(2);
    clock.pass(1);
    expect((await items.list()).map(({ key }) => key)).toEqual(['stays']);
    await expect(service.syncMaps('words').syncMapItems('brief').fetch()).rejects.toMatchObject({ code: 54201 });
    expect(await items.create({ key: 'brief', data: { n: 2 } })).toMatchObject({ revision: '0', data: { n: 2 } });
    clock.pass(30_000);
    await expect(items.list()).rejects.toMatchObject({ status: 404, code: 54200 });
  });

  it('keep the expiry and the data that an update does not mention', async () => {
    const { client } = twilioAtHand();
    const service = client.sync.v1.services('default');
    await service.syncMaps.create({ uniqueName: 'words', ttl: 600 });
    await service.syncMaps('words').syncMapItems.create({ key: 'a', data: { n: 1 }, ttl: 60 });
    const item = service.syncMaps('words').syncMapItems('a');
    expect((await item.update({ data: { n: 2 } })).dateExpires).toEqual(new Date(startMs + 60_000));
    expect(await item.update({ itemTtl: 0, collectionTtl: 3600 })).toMatchObject({ data: { n: 2 }, dateExpires: null });
    expect((await service.syncMaps('words').fetch()).dateExpires).toEqual(new Date(startMs + 3_600_000));
  });

  it('have names of their own, apart from those of documents and lists', async () => {
    const { client } = twilioAtHand();
    const service = client.sync.v1.services('default');
    await service.documents.create({ uniqueName: 'ops' });
    await service.syncLists.create({ uniqueName: 'ops' });
    expect(await service.syncMaps.create({ uniqueName: 'ops' })).toMatchObject({ uniqueName: 'ops' });
    expect(await service.documents.list()).toHaveLength(1);
  });

  it('are read as they were when reads lag behind, but written as they are', () => {
    const { ask, clock, local } = twilioAtHand();
    const readMsAgo = (path: string, ageMs: number) =>
      local.handle(
        {
          method: 'GET',
          url: `${maps}/due${path}`,
          headers: { authorization: basic(accountSid, authToken) },
          body: '',
        },
        ageMs,
      );
    ask(`POST ${maps}`, { UniqueName: 'due' });
    clock.pass(10_000);
    ask(`POST ${maps}/due/Items`, { Key: 'main', Data: '{"n":0}' });
    clock.pass(10_000);
    ask(`POST ${maps}/due/Items/main`, { Data: '{"n":1}' });
    clock.pass(5_000);
    expect(json(readMsAgo('/Items/main', 5_000))).toMatchObject({ revision: '1', data: { n: 1 } });
    expect(json(readMsAgo('/Items/main', 5_001))).toMatchObject({ revision: '0', data: { n: 0 } });
    expect(json(readMsAgo('/Items', 15_001))).toMatchObject({ items: [] });
    expect(json(readMsAgo('', 15_001))).toMatchObject({ revision: '0' });
    expect(json(readMsAgo('', 25_001))).toMatchObject({ code: 54200 });
  });

  it('say 20404 and 20412, when switched so', async () => {
    const { client } = twilioAtHand({ switches: { syncNotFoundCode: 20404, syncMismatchCode: 20412 } });
    const map = client.sync.v1.services('default').syncMaps;
    await expect(map('due').fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    await map.create({ uniqueName: 'due' });
    const item = map('due').syncMapItems('main');
    await expect(item.fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    await map('due').syncMapItems.create({ key: 'main', data: {} });
    await expect(item.update({ data: {}, ifMatch: '7' })).rejects.toMatchObject({ status: 412, code: 20412 });
  });
});

describe('Sync refuses', () => {
  const sixteenKiB = JSON.stringify({ text: 'x'.repeat(16 * 1024 - '{"text":""}'.length) });
  const items = `${maps}/due/Items`;

  it.each([
    ['a unique name that is taken', `POST ${maps}`, { UniqueName: 'due' }, {}, 409, 54301],
    ['a unique name like a SID', `POST ${maps}`, { UniqueName: `MP${'a'.repeat(32)}` }, {}, 400, 54302],
    ['a time to live over a year', `POST ${maps}`, { CollectionTtl: '31536001' }, {}, 400, 54011],
    ['data in a map itself', `POST ${maps}`, { Data: '{}' }, {}, 400, 20001],
    ['a map of another service', `GET ${maps.replace('default', `IS${'f'.repeat(32)}`)}`, {}, {}, 404, 54050],
    ['an item without a key', `POST ${items}`, { Data: '{}' }, {}, 400, 54209],
    ['an item with an empty key', `POST ${items}`, { Key: '', Data: '{}' }, {}, 400, 54209],
    ['a key of 257 characters', `POST ${items}`, { Key: 'x'.repeat(257), Data: '{}' }, {}, 400, 54209],
    ['an item without data', `POST ${items}`, { Key: 'x' }, {}, 400, 54206],
    ['a key that is taken', `POST ${items}`, { Key: 'main', Data: '{}' }, {}, 409, 54208],
    ['an item over 16 KiB', `POST ${items}`, { Key: 'x', Data: `${sixteenKiB} ` }, {}, 413, 54006],
    ['an item that is no object', `POST ${items}`, { Key: 'x', Data: '"text"' }, {}, 400, 20001],
    ['an item that lives too long', `POST ${items}`, { Key: 'x', Data: '{}', ItemTtl: '31536001' }, {}, 400, 54011],
    ['a map that lives too long', `POST ${items}`, { Key: 'x', Data: '{}', CollectionTtl: '-1' }, {}, 400, 54011],
    ['an item of no map', `POST ${maps}/nobody/Items`, { Key: 'x', Data: '{}' }, {}, 404, 54200],
    ['the items of no map', `GET ${maps}/nobody/Items`, {}, {}, 404, 54200],
    ['more than 100 items a page', `GET ${items}?PageSize=101`, {}, {}, 400, 20001],
    ['an unknown order', `GET ${items}?Order=newest`, {}, {}, 400, 20001],
    ['a key that does not exist', `GET ${items}/nobody`, {}, {}, 404, 54201],
    ['an update of no item', `POST ${items}/nobody`, { Data: '{}' }, {}, 404, 54201],
    ['a deletion of no item', `DELETE ${items}/nobody`, {}, {}, 404, 54201],
    ['another revision', `POST ${items}/main`, { Data: '{}' }, { 'if-match': '1' }, 412, 54205],
    ['a revision that cannot be one', `POST ${items}/main`, { Data: '{}' }, { 'if-match': '*' }, 400, 54003],
    ['a deletion at another revision', `DELETE ${items}/main`, {}, { 'if-match': '1' }, 412, 54205],
    ['an update with nothing', `POST ${items}/main`, {}, {}, 400, 54010],
    ['an update of nothing but the map', `POST ${items}/main`, { CollectionTtl: '60' }, {}, 400, 20001],
    ['an update over 16 KiB', `POST ${items}/main`, { Data: `${sixteenKiB} ` }, {}, 413, 54006],
    ['another key', `POST ${items}/main`, { Key: 'other', Data: '{}' }, {}, 400, 20001],
  ] as const)('%s', (_what, line, form, headers, status, code) => {
    const { ask } = twilioAtHand();
    ask(`POST ${maps}`, { UniqueName: 'due' });
    ask(`POST ${items}`, { Key: 'main', Data: '{"kept":true}' });
    const refused = ask(line, form, headers);
    expect(json(refused)).toMatchObject({ status, code });
    expect(refused.status).toBe(status);
    expect(json(ask(`GET ${maps}`))).toMatchObject({
      maps: [{ unique_name: 'due', revision: '1', date_expires: null }],
    });
    expect(json(ask(`GET ${items}`))).toMatchObject({ items: [{ data: { kept: true }, revision: '0' }] });
  });

  it('takes an item of exactly 16 KiB and a key of 256 characters', () => {
    const { ask } = twilioAtHand();
    ask(`POST ${maps}`, { UniqueName: 'due' });
    expect(ask(`POST ${items}`, { Key: 'x'.repeat(256), Data: sixteenKiB }).status).toBe(201);
  });

  it('the 21st write to a map and its items within a second, and no read', () => {
    const { ask, clock } = twilioAtHand();
    ask(`POST ${maps}`, { UniqueName: 'due' });
    for (let n = 2; n <= 18; n += 1) expect(ask(`POST ${items}`, { Key: `${n}`, Data: '{}' }).status).toBe(201);
    expect(ask(`POST ${items}/2`, { Data: '{}' }).status).toBe(200);
    expect(ask(`DELETE ${items}/3`).status).toBe(204);
    const writes = [`POST ${items}`, `POST ${items}/2`, `DELETE ${items}/2`];
    for (const [at, line] of writes.entries()) {
      const form = [{ Key: 'x', Data: '{}' }, { Data: '{}' }, {}][at];
      expect(json(ask(line, form))).toMatchObject({ status: 429, code: 54009 });
    }
    expect(ask(`GET ${items}/2`).status).toBe(200);
    clock.pass(1000);
    expect(ask(`DELETE ${items}/2`).status).toBe(204);
  });
});
