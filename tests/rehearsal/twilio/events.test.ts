import { describe, expect, it } from '@jest/globals';
import { json, twilioAtHand } from './twilio-at-hand';

const events = 'https://events.twilio.com/v1';
const ended = 'com.twilio.studio.flow.execution.ended';
const destination = 'https://events:secret@oncall-1234.twil.io/studio-events';

function sink() {
  return {
    description: 'On-call',
    sinkConfiguration: { destination, method: 'POST' },
    sinkType: 'webhook',
  } as const;
}

describe('Event Streams through the twilio client', () => {
  it('has sinks that are active at once, and subscriptions of theirs', async () => {
    const { client, resources } = twilioAtHand();
    const { sinks, subscriptions } = client.events.v1;
    const created = await sinks.create(sink());
    expect(created).toMatchObject({ status: 'active', sinkType: 'webhook', sinkConfiguration: { destination } });
    expect(resources.events.sinksOf(ended)).toEqual([]);

    const subscription = await subscriptions.create({
      description: 'Ends',
      sinkSid: created.sid,
      types: [{ type: ended, schema_version: 1 }],
    });
    const { subscribedEvents } = client.events.v1.subscriptions(subscription.sid);
    expect((await subscribedEvents.list()).map(({ type }) => type)).toEqual([ended]);
    expect(resources.events.sinksOf(ended).map((each) => each.destination)).toEqual([destination]);

    expect(await sinks.list({ inUse: true })).toHaveLength(1);
    expect(await sinks.list({ status: 'failed' })).toHaveLength(0);
    expect((await subscriptions.list({ sinkSid: created.sid })).map(({ sid }) => sid)).toEqual([subscription.sid]);
    await expect(client.events.v1.sinks(created.sid).remove()).rejects.toMatchObject({ status: 409 });
    await client.events.v1.subscriptions(subscription.sid).remove();
    await client.events.v1.sinks(created.sid).remove();
    await expect(client.events.v1.sinks(created.sid).remove()).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  it('a sink that has failed gets nothing', async () => {
    const { client, resources } = twilioAtHand();
    const { sid } = await client.events.v1.sinks.create(sink());
    await client.events.v1.subscriptions.create({ description: 'x', sinkSid: sid, types: [{ type: ended }] });
    const stored = resources.events.sinks.find(sid);
    if (stored === undefined) throw new Error('The sink is not there.');
    resources.events.sinks.put({ ...stored, status: 'failed' });
    expect(await client.events.v1.sinks.list({ status: 'failed' })).toHaveLength(1);
    expect(resources.events.sinksOf(ended)).toEqual([]);
  });
});

function webhook(configuration: unknown) {
  return { Description: 'x', SinkType: 'webhook', SinkConfiguration: JSON.stringify(configuration) };
}

describe('Event Streams refuses', () => {
  it.each([
    ['a sink without a destination', 'Sinks', webhook({ method: 'POST' }), 400],
    ['a destination that is no address', 'Sinks', webhook({ destination: '/studio-events', method: 'POST' }), 400],
    ['a sink without a method', 'Sinks', webhook({ destination }), 400],
    ['a sink with an unknown setting', 'Sinks', webhook({ destination, method: 'POST', user: 'x' }), 400],
    ['a sink that wants GET', 'Sinks', webhook({ destination, method: 'GET' }), 501],
    ['a sink of another type', 'Sinks', { ...webhook({ destination, method: 'POST' }), SinkType: 'kinesis' }, 501],
    ['a sink of an unknown type', 'Sinks', { ...webhook({ destination, method: 'POST' }), SinkType: 'mail' }, 400],
    ['a sink without a description', 'Sinks', { SinkType: 'webhook', SinkConfiguration: '{}' }, 400],
    ['a subscription to nothing', 'Subscriptions', { Description: 'x', SinkSid: '{sink}' }, 400],
    [
      'a subscription to an unknown type',
      'Subscriptions',
      { Description: 'x', SinkSid: '{sink}', Types: '{"type":"a"}' },
      400,
    ],
    ['a type that is no JSON', 'Subscriptions', { Description: 'x', SinkSid: '{sink}', Types: ended }, 400],
    [
      'a subscription of an unknown sink',
      'Subscriptions',
      { Description: 'x', SinkSid: `DG${'a'.repeat(32)}`, Types: `{"type":"${ended}"}` },
      400,
    ],
  ])('%s', (_what, path, form, status) => {
    const { ask } = twilioAtHand();
    const made = json(ask(`POST ${events}/Sinks`, webhook({ destination, method: 'POST' }))) as { sid: string };
    const filled = Object.entries(form).map(([name, value]) => [name, value.replace('{sink}', made.sid)] as const);
    expect(ask(`POST ${events}/${path}`, Object.fromEntries(filled)).status).toBe(status);
    expect(json(ask(`GET ${events}/Sinks`))).toMatchObject({ sinks: [{ sid: made.sid }] });
    expect(json(ask(`GET ${events}/Subscriptions`))).toMatchObject({ subscriptions: [] });
  });
});
