import type { Core } from '@strapi/strapi';
import { moveOrders, moves } from '../../../playground/src/demo/whatsapp/orders';

type Data = { number?: string; state?: string; trackingCode?: string };
type Ask = { documentId: string; data: Data };

/** A shop with these orders, whose automations have seen them after this many looks. */
const shopWith = (numbers: readonly string[], looks = 1) => {
  const orders = new Set(numbers);
  const done: Data[] = [];
  let looked = 0;
  const documents = {
    findFirst: ({ filters: { number } }: { filters: { number: string } }) =>
      Promise.resolve(orders.has(number) ? { documentId: number } : null),
    create: ({ data }: Ask) => Promise.resolve(orders.add(data.number ?? '')),
    update: ({ documentId, data }: Ask) =>
      Promise.resolve(done.push({ ...data, number: documentId })),
  };
  const rows: Record<string, () => object[]> = {
    'plugin::whatsapp.watched-type': () => {
      looked += 1;
      return [{ id: 1, filledAt: looked >= looks ? 5 : null }];
    },
    'plugin::whatsapp.mapping': () => [{ id: 1, syncedAt: 5 }],
  };
  const strapi = {
    documents: () => documents,
    db: { query: (uid: string) => ({ findMany: () => Promise.resolve(rows[uid]?.() ?? []) }) },
  } as unknown as Core.Strapi;
  return { strapi, done, looked: () => looked };
};

describe('the orders of the demo', () => {
  const numbers = [...new Set(moves.map(({ number }) => number))].slice(0, -1);

  it('[E-02] move on one after the other, once automations have seen them', async () => {
    const shop = shopWith(numbers, 2);
    await moveOrders(shop.strapi);
    expect(shop.looked()).toBe(2);
    const said = shop.done.map(({ number, state }) => ({ number, state }));
    expect(said).toEqual(moves.map(({ number, state }) => ({ number, state })));
    const parcels = shop.done.flatMap(({ trackingCode }) => trackingCode ?? []);
    expect(new Set(parcels).size).toBe(moves.filter(({ tracking }) => tracking).length);
  });

  it('[E-02] are left alone in a shop that has none of them', async () => {
    const shop = shopWith([]);
    await moveOrders(shop.strapi);
    expect([shop.looked(), shop.done]).toEqual([0, []]);
  });
});
