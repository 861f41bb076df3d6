import type { Core } from '@strapi/strapi';
import { findRows, service } from './rows';

interface Segments {
  create(body: { name: string; description: string; tree: object }): Promise<unknown>;
}

const all = (...nodes: object[]) => ({ kind: 'group', not: false, match: 'all', nodes });
const any = (...nodes: object[]) => ({ ...all(...nodes), match: 'any' });
const people = (filter: Record<string, readonly (string | number)[]>) => ({
  kind: 'people',
  not: false,
  filter: Object.fromEntries(
    Object.entries(filter).map(([key, include]) => [key, { include, exclude: [] }])
  ),
});
const month = { amount: 30, unit: 'days' };

/** Questions that a shop asks again and again: who is close to it, whom a campaign did not reach, who bought what. */
export const createSegments = async (
  strapi: Core.Strapi,
  groupIds: readonly number[]
): Promise<void> => {
  const segments = service<Segments>(strapi, 'segments');
  const [campaign] = await findRows<{ id: number }>(strapi, 'campaign', { state: 'completed' });
  if (!segments) return;
  await segments.create({
    name: 'Yakın müşteriler',
    description: 'VIP ya da sadık, duyuru almak isteyen',
    tree: all(
      any(people({ tags: ['VIP', 'Sadık'] }), people({ groups: groupIds.slice(0, 1) })),
      people({ consent: ['in'] })
    ),
  });
  await segments.create({
    name: 'Okumadı, yazmadı',
    description: 'Son duyuruyu okumayan ve bu ay yazmayan',
    tree: all(
      {
        kind: 'campaign',
        not: false,
        outcome: 'not-read',
        ...(campaign ? { campaignId: campaign.id } : {}),
      },
      { kind: 'messages', not: true, direction: 'in', atLeast: 1, within: month }
    ),
  });
  await segments.create({
    name: 'Mutfaktan alanlar',
    description: 'Mutfak kategorisinden en az bir ürün sipariş edenler',
    tree: all({
      kind: 'people',
      not: false,
      filter: {
        fields: [
          {
            on: 'record',
            type: 'api::customer.customer',
            key: 'orders.products.category',
            operator: 'is',
            value: 'Mutfak',
            exclude: false,
          },
        ],
      },
    }),
  });
};
