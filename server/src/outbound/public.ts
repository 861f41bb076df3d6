import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { z } from 'zod';
import type {
  DeliveryView,
  endpointBody,
  EndpointChange,
  EndpointView,
  EndpointWithSecret,
  ListDeliveriesQuery,
  ListDeliveriesResult,
} from '../contracts/outbound';
import type { OutboundEvent } from './emit';
import type { Call } from './call';
import type { Look } from './look';

export type { OutboundEvent } from './emit';
export type { Called, CallRequest } from './call';
export { forgetDeliveries } from './store';

/** Who changed something; it stands in the log. */
export interface By {
  id: number;
  name: string;
}

export interface OutboundService {
  /**
   * Writes events into the outbox in the caller's transaction; awaits only `trx`. Nothing is asked of the database while
   * no address wants them.
   */
  emit(trx: Knex.Transaction, events: readonly OutboundEvent[]): Promise<void>;

  list(): Promise<EndpointView[]>;
  /** Throws `invalid` naming the field, `too-many`, `encryption-key-missing`. The answer has the secret, once. */
  create(body: z.output<typeof endpointBody>, by: By): Promise<EndpointWithSecret>;
  update(id: number, change: EndpointChange, by: By): Promise<EndpointView>;
  /** Its deliveries go with it. */
  remove(id: number, by: By): Promise<void>;
  /** The secret before signs as well for a day. */
  replaceSecret(id: number, by: By): Promise<EndpointWithSecret>;
  /** Sends a test event now, once, also to an address that is turned off; answers how it ended. */
  test(id: number): Promise<DeliveryView>;
  deliveries(id: number, query: ListDeliveriesQuery): Promise<ListDeliveriesResult>;
  /** Due again with the same id. Throws `not-found`, `still-waiting`. */
  replay(deliveryId: number): Promise<DeliveryView>;
  /** Answers how many. */
  replayFailed(id: number): Promise<number>;

  /** Asks an address once what file is there. */
  look: Look;
  /** Asks another system once, for a flow. */
  call: Call;

  /** Reads the addresses; at boot and then every few seconds. */
  load(): Promise<void>;
  /** Starts sending what is due; waits for none of it. */
  deliver(): Promise<void>;
  /** Deletes old deliveries; answers how many. */
  purge(): Promise<number>;
  /** Closes the connections. */
  close(): Promise<void>;
}

export const outboundService = (strapi: Core.Strapi): OutboundService =>
  strapi.plugin('whatsapp').service('outbound') as OutboundService;
