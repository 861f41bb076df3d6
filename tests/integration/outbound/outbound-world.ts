import type {
  DeliveryView,
  EndpointView,
  EndpointWithSecret,
  ListDeliveriesResult,
  ListEndpointsResult,
} from '../../../server/src/contracts/outbound';
import type { DatabaseClient } from '../../support/boot-strapi';
import { startReceiver, type Received } from '../../support/receiver';
import { eventually, startWorld } from '../../support/world';

let nextNumber = 1;
let nextPath = 1;

/** A connected world and another system beside it. */
export const outboundWorld = async (
  database: DatabaseClient,
  { allowPrivateAddresses = true, callMs = 10_000 } = {}
) => {
  const receiver = await startReceiver();
  const world = await startWorld({
    database,
    config: { outbound: { allowPrivateAddresses } },
    engine: { outboundCallMs: callMs },
  });
  const knex = world.strapi.db.connection;

  const phones = new Set<string>();

  /** An address of its own, so that tests do not hear each other. */
  const connect = async (events: string[], more: Record<string, unknown> = {}) => {
    const path = `/hook-${nextPath++}`;
    const body = { name: `CRM ${path}`, url: `${receiver.url}${path}`, events, ...more };
    const made = await world.api.post<EndpointWithSecret>('/whatsapp/outbound/endpoints', body);
    if (made.status !== 200) throw new Error(JSON.stringify(made.body));
    const { endpoint, secret } = made.body;
    const of = `/whatsapp/outbound/endpoints/${endpoint.id}`;
    const deliveries = async (query = '') =>
      (await world.api.get<ListDeliveriesResult>(`${of}/deliveries${query}`)).body.deliveries;
    const got = (): Received[] => receiver.at(path);
    return {
      id: endpoint.id,
      path,
      secret,
      of,
      got,
      deliveries,
      view: async (): Promise<EndpointView> => {
        const { endpoints } = (
          await world.api.get<ListEndpointsResult>('/whatsapp/outbound/endpoints')
        ).body;
        const found = endpoints.find(({ id }) => id === endpoint.id);
        if (!found) throw new Error('the endpoint is gone');
        return found;
      },
      /** Everything that was written for it has ended; answers what arrived. */
      settled: (): Promise<Received[]> =>
        eventually(
          'the deliveries',
          async () => {
            const open = (await knex('whatsapp_outbound_deliveries')
              .where({ endpoint_id: endpoint.id, state: 'waiting' })
              .first('attempts', 'last_error', 'claim')) as object | undefined;
            if (open) throw new Error(`one waits: ${JSON.stringify(open)}`);
            return got();
          },
          // Hundreds may be on their way.
          100_000
        ),
      /** What waits for its next attempt is due now. */
      hurry: () =>
        knex('whatsapp_outbound_deliveries')
          .where({ endpoint_id: endpoint.id, state: 'waiting' })
          .update({ next_try_at: 0 }),
      ended: (state: DeliveryView['state']) =>
        eventually(`a delivery that is ${state}`, async () =>
          (await deliveries()).find((one) => one.state === state && one.attempts > 0)
        ),
    };
  };

  const person = async () => {
    const phone = `+90532777${String(1_000 + nextNumber++)}`;
    const made = await world.api.post<{ id: number }>('/whatsapp/contacts', { phone, name: 'Ece' });
    if (made.status !== 200) throw new Error(JSON.stringify(made.body));
    const row = (await knex('whatsapp_contacts').where({ id: made.body.id }).first()) as {
      document_id: string;
    };
    return { id: made.body.id, phone, waId: phone.slice(1), documentId: row.document_id };
  };
  const agentSays = (id: number, action: 'opt-in' | 'opt-out', category = 'marketing') =>
    world.api.post(`/whatsapp/contacts/${id}/consent`, {
      category,
      action,
      source: 'phone call',
      evidence: 'said so',
    });
  /** What was said until now was said a minute ago: Meta's times are whole seconds, and the newest word counts. */
  const longAgo = (contactId: number) =>
    knex('whatsapp_consent_events').where({ contact_id: contactId }).decrement('at', 60_000);
  /** A person who said yes to both. */
  const customer = async () => {
    const one = await person();
    await agentSays(one.id, 'opt-in', 'marketing');
    await agentSays(one.id, 'opt-in', 'utility');
    await longAgo(one.id);
    return one;
  };

  return {
    ...world,
    knex,
    receiver,
    connect,
    person,
    /** A person writes from their phone. */
    writes: (phone: string, text: string) => {
      const waId = phone.replace('+', '');
      if (!phones.has(waId)) world.sim.control.people.add({ name: 'Ece Can', phone: waId });
      phones.add(waId);
      world.sim.control.act.text(waId, text);
    },
    customer,
    longAgo,
    agentSays,
    count: async (where: object = {}) =>
      Number(
        (
          (await knex('whatsapp_outbound_deliveries').where(where).count({ n: '*' }).first()) as {
            n: unknown;
          }
        ).n
      ),
    /** No address any more. */
    disconnect: async () => {
      const { endpoints } = (
        await world.api.get<ListEndpointsResult>('/whatsapp/outbound/endpoints')
      ).body;
      for (const { id } of endpoints) await world.api.del(`/whatsapp/outbound/endpoints/${id}`);
    },
    close: async () => {
      await world.close();
      await receiver.close();
    },
  };
};
export type OutboundWorld = Awaited<ReturnType<typeof outboundWorld>>;
