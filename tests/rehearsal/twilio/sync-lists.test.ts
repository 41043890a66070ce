import { describe, expect, it } from '@jest/globals';
import { json, startMs, twilioAtHand } from './twilio-at-hand';

const lists = 'https://sync.twilio.com/v1/Services/default/Lists';

describe('Sync lists through the twilio client', () => {
  it('are created, fetched by name and by SID, and listed', async () => {
    const { client } = twilioAtHand();
    const service = client.sync.v1.services('default');
    const created = await service.syncLists.create({ uniqueName: 'history' });
    expect(created).toMatchObject({ uniqueName: 'history', revision: '0', dateExpires: null });
    expect(created.sid).toMatch(/^ES[0-9a-f]{32}$/);
    expect((await service.syncLists('history').fetch()).sid).toBe(created.sid);
    expect((await service.syncLists(created.sid).fetch()).uniqueName).toBe('history');
    expect((await service.syncLists.list()).map(({ uniqueName }) => uniqueName)).toEqual(['history']);
    await expect(service.syncLists('nobody').fetch()).rejects.toMatchObject({ status: 404, code: 54150 });
  });

  it('take items at their end, and give them in either order, page by page', async () => {
    const { client, clock } = twilioAtHand();
    const list = client.sync.v1.services('default').syncLists;
    await list.create({ uniqueName: 'history' });
    const { syncListItems: items } = list('history');
    const first = await items.create({ data: { n: 0 } });
    expect(first).toMatchObject({ index: 0, data: { n: 0 }, revision: '0', dateCreated: new Date(startMs) });
    clock.pass(1000);
    for (const n of [1, 2, 3, 4]) await items.create({ data: { n } });
    expect(await list('history').fetch()).toMatchObject({ revision: '5', dateUpdated: new Date(startMs + 1000) });

    const numbers = async (options: Parameters<typeof items.list>[0] & object) =>
      (await items.list(options)).map(({ data }) => (data as { n: number }).n);
    expect(await numbers({ pageSize: 2 })).toEqual([0, 1, 2, 3, 4]);
    expect(await numbers({ order: 'desc', limit: 2 })).toEqual([4, 3]);
    expect(await numbers({ order: 'desc', pageSize: 2 })).toEqual([4, 3, 2, 1, 0]);
    expect(await numbers({ from: '3' })).toEqual([3, 4]);
    expect(await numbers({ from: '3', bounds: 'exclusive' })).toEqual([4]);
    expect(await numbers({ from: '1', order: 'desc' })).toEqual([1, 0]);
    expect(await numbers({ from: '1', order: 'desc', bounds: 'exclusive' })).toEqual([0]);
  });

  it('a page of items links to the next one in the same order', () => {
    const { ask } = twilioAtHand();
    ask(`POST ${lists}`, { UniqueName: 'history' });
    for (const n of [0, 1, 2]) ask(`POST ${lists}/history/Items`, { Data: JSON.stringify({ n }) });
    expect(json(ask(`GET ${lists}/history/Items?Order=desc&PageSize=2`))).toMatchObject({
      items: [{ data: { n: 2 } }, { data: { n: 1 } }],
      meta: { key: 'items', next_page_url: `${lists}/history/Items?Order=desc&PageSize=2&Page=1` },
    });
    expect(json(ask(`GET ${lists}/history/Items?Order=desc&PageSize=2&Page=1`))).toMatchObject({
      items: [{ data: { n: 0 } }],
      meta: { next_page_url: null },
    });
  });

  it('lose items that have expired, never give their index again, and expire themselves', async () => {
    const { client, clock } = twilioAtHand();
    const service = client.sync.v1.services('default');
    await service.syncLists.create({ uniqueName: 'brief', collectionTtl: 60, ttl: 10 });
    const { syncListItems: items } = service.syncLists('brief');
    await items.create({ data: { n: 0 } });
    expect((await items.create({ data: { n: 1 }, itemTtl: 30 })).dateExpires).toEqual(new Date(startMs + 30_000));
    clock.pass(30_000);
    expect((await items.list()).map(({ index }) => index)).toEqual([0]);
    expect((await items.create({ data: { n: 2 } })).index).toBe(2);
    clock.pass(30_000);
    await expect(items.list()).rejects.toMatchObject({ status: 404, code: 54150 });
    await service.syncLists.create({ uniqueName: 'brief' });
  });

  it('live longer when an item says so', async () => {
    const { client, clock } = twilioAtHand();
    const service = client.sync.v1.services('default');
    await service.syncLists.create({ uniqueName: 'brief', ttl: 60 });
    clock.pass(59_000);
    await service.syncLists('brief').syncListItems.create({ data: {}, collectionTtl: 60 });
    clock.pass(59_000);
    expect(await service.syncLists('brief').syncListItems.list()).toHaveLength(1);
  });

  it('have items that can be changed, only as they were read if that is asked for', async () => {
    const { client, clock } = twilioAtHand();
    const list = client.sync.v1.services('default').syncLists;
    await list.create({ uniqueName: 'history' });
    const { syncListItems: items } = list('history');
    await items.create({ data: { n: 0 }, itemTtl: 3600 });
    await items.create({ data: { n: 1 } });
    clock.pass(1000);
    const item = list('history').syncListItems(0);
    expect(await item.update({ data: { n: 7 }, ifMatch: '0' })).toMatchObject({
      index: 0,
      data: { n: 7 },
      revision: '1',
      dateUpdated: new Date(startMs + 1000),
      dateExpires: new Date(startMs + 3_600_000),
    });
    await expect(item.update({ data: { n: 8 }, ifMatch: '0' })).rejects.toMatchObject({ status: 412, code: 54155 });
    expect((await item.update({ data: { n: 9 }, ttl: 60 })).dateExpires).toEqual(new Date(startMs + 61_000));
    expect((await items.list()).map(({ data }) => data as object)).toEqual([{ n: 9 }, { n: 1 }]);
    expect((await list('history').fetch()).revision).toBe('4');
    await expect(list('history').syncListItems(2).update({ data: {} })).rejects.toMatchObject({ code: 54151 });
    clock.pass(60_000);
    await expect(item.update({ data: {} })).rejects.toMatchObject({ status: 404, code: 54151 });
  });

  it('have names of their own, apart from those of documents', async () => {
    const { client } = twilioAtHand();
    const service = client.sync.v1.services('default');
    await service.documents.create({ uniqueName: 'ops' });
    expect(await service.syncLists.create({ uniqueName: 'ops' })).toMatchObject({ uniqueName: 'ops' });
  });

  it('say 20404 for what does not exist, when switched so', async () => {
    const { client } = twilioAtHand({ switches: { syncNotFoundCode: 20404 } });
    const fetched = client.sync.v1.services('default').syncLists('nobody').fetch();
    await expect(fetched).rejects.toMatchObject({ status: 404, code: 20404 });
  });
});

describe('Sync refuses', () => {
  const sixteenKiB = JSON.stringify({ text: 'x'.repeat(16 * 1024 - '{"text":""}'.length) });

  it.each([
    ['a unique name that is taken', `POST ${lists}`, { UniqueName: 'history' }, 409, 54301],
    ['a unique name like a SID', `POST ${lists}`, { UniqueName: `ES${'a'.repeat(32)}` }, 400, 54302],
    ['a time to live over a year', `POST ${lists}`, { CollectionTtl: '31536001' }, 400, 54011],
    ['data in a list itself', `POST ${lists}`, { Data: '{}' }, 400, 20001],
    ['a list of another service', `GET ${lists.replace('default', `IS${'f'.repeat(32)}`)}`, {}, 404, 54050],
    ['an item without data', `POST ${lists}/history/Items`, {}, 400, 20001],
    ['an item over 16 KiB', `POST ${lists}/history/Items`, { Data: `${sixteenKiB} ` }, 413, 54006],
    ['an item that is no object', `POST ${lists}/history/Items`, { Data: '"text"' }, 400, 20001],
    ['an item that lives too long', `POST ${lists}/history/Items`, { Data: '{}', ItemTtl: '31536001' }, 400, 54011],
    ['a list that lives too long', `POST ${lists}/history/Items`, { Data: '{}', CollectionTtl: '-1' }, 400, 54011],
    ['an item of nothing', `POST ${lists}/nobody/Items`, { Data: '{}' }, 404, 54150],
    ['more than 100 items a page', `GET ${lists}/history/Items?PageSize=101`, {}, 400, 20001],
    ['an unknown order', `GET ${lists}/history/Items?Order=newest`, {}, 400, 20001],
    ['a beginning that is no index', `GET ${lists}/history/Items?From=first`, {}, 400, 20001],
    ['the items of nothing', `GET ${lists}/nobody/Items`, {}, 404, 54150],
  ] as const)('%s', (_what, line, form, status, code) => {
    const { ask } = twilioAtHand();
    ask(`POST ${lists}`, { UniqueName: 'history' });
    const refused = ask(line, form);
    expect(json(refused)).toMatchObject({ status, code });
    expect(refused.status).toBe(status);
    expect(json(ask(`GET ${lists}`))).toMatchObject({ lists: [{ unique_name: 'history', revision: '0' }] });
  });

  it('takes an item of exactly 16 KiB', () => {
    const { ask } = twilioAtHand();
    ask(`POST ${lists}`, { UniqueName: 'history' });
    expect(ask(`POST ${lists}/history/Items`, { Data: sixteenKiB }).status).toBe(201);
  });

  it('the 21st item of a list within a second', () => {
    const { ask, clock } = twilioAtHand();
    ask(`POST ${lists}`, { UniqueName: 'history' });
    const append = () => ask(`POST ${lists}/history/Items`, { Data: '{}' }).status;
    for (let count = 1; count <= 20; count += 1) expect(append()).toBe(201);
    expect(append()).toBe(429);
    clock.pass(1000);
    expect(append()).toBe(201);
  });
});
