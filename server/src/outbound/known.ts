import type { Core } from '@strapi/strapi';
import type { OutboundEventType } from '../contracts/outbound';
import { contextOf } from '../strapi/context';
import { listEndpoints } from './store';
import type { EndpointRow } from './tables';

/**
 * The addresses as this process knows them. Read outside of transactions, because inside one nothing else may be asked:
 * after each change here, and every few seconds for changes by others.
 */
export const createKnown = (strapi: Core.Strapi) => {
  const { db } = contextOf(strapi);
  let all: EndpointRow[] = [];
  return {
    load: async (): Promise<void> => {
      all = await listEndpoints(db.knex);
    },
    active: (): EndpointRow[] => all.filter(({ active }) => active),
    wanting: (type: OutboundEventType): EndpointRow[] =>
      all.filter(({ active, events }) => active && events?.includes(type)),
  };
};
export type Known = ReturnType<typeof createKnown>;
