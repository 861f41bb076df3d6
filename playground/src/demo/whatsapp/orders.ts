import type { Core, UID } from '@strapi/strapi';
import { carrier } from '../catalogue';
import { said } from '../language';
import { findRows } from './rows';

const ORDER = 'api::order.order' as UID.ContentType;

/** Sold over the counter: nobody is known who could get a message. */
const COUNTER_SALE = { number: 'S-1070', state: 'packed', total: 64 };

const shipped = (tracking: string) => ({ state: 'shipped', tracking });

/**
 * What happens to orders on the shop's first day, one after the other. Most begin an automation; the second parcel of an order
 * and the sale over the counter show why one does not.
 */
export const moves: readonly {
  readonly number: string;
  readonly state: string;
  readonly tracking?: string;
}[] = [
  { number: 'S-1049', state: 'paid' },
  { number: 'S-1050', state: 'packed' },
  { number: 'S-1051', ...shipped('701051') },
  { number: 'S-1058', ...shipped('701058') },
  { number: 'S-1052', state: 'delivered' },
  { number: 'S-1059', state: 'delivered' },
  { number: 'S-1051', state: 'packed' },
  { number: 'S-1051', ...shipped('701070') },
  { number: COUNTER_SALE.number, state: 'delivered' },
];

interface Documents {
  findFirst(ask: object): Promise<{ documentId: string } | null>;
  create(ask: object): Promise<unknown>;
  update(ask: object): Promise<unknown>;
}

const limitMs = 60_000;
const lookMs = 500;

/** The first sync is over, and automations have seen all orders: what changes from now on is news. */
const isWatched = async (strapi: Core.Strapi): Promise<boolean> => {
  const of = { uid: ORDER };
  const [watched] = await findRows<{ id: number; filledAt: unknown }>(strapi, 'watched-type', of);
  const mapped = await findRows<{ id: number; syncedAt: unknown }>(strapi, 'mapping', {});
  return Boolean(watched?.filledAt) && mapped.every(({ syncedAt }) => Boolean(syncedAt));
};

const until = async (isTrue: () => Promise<boolean>): Promise<boolean> => {
  const end = Date.now() + limitMs;
  while (!(await isTrue())) {
    if (Date.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
  return true;
};

/** Some orders move on, as they would in the shop: automations have something to show. Does nothing in a shop without them. */
export const moveOrders = async (strapi: Core.Strapi): Promise<void> => {
  const documents = strapi.documents(ORDER) as unknown as Documents;
  const find = (number: string) => documents.findFirst({ filters: { number } });
  const [first] = moves;
  if (!first || !(await find(first.number))) return;
  if (!(await until(() => isWatched(strapi)))) return;
  await documents.create({ data: COUNTER_SALE });
  const now = new Date().toISOString();
  const { name, code } = said(carrier);
  for (const { number, state, tracking } of moves) {
    const order = await find(number);
    if (!order) continue;
    const parcel = { shippedAt: now, carrier: name, trackingCode: `${code}${tracking ?? ''}` };
    const data = {
      state,
      ...(tracking === undefined ? {} : parcel),
      ...(state === 'delivered' ? { deliveredAt: now } : {}),
    };
    await documents.update({ documentId: order.documentId, data });
  }
};
