import type { Core } from '@strapi/strapi';
import { both, said } from '../language';
import { findRows, isThere, service } from './rows';

interface Segment {
  name: string;
  description: string;
  tree: object;
}
interface Segments {
  create(body: Segment): Promise<unknown>;
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

export const segmentTexts = {
  close: {
    name: both('Close customers', 'Yakın müşteriler'),
    description: both(
      'VIP or loyal, and want to hear from us',
      'VIP ya da sadık, duyuru almak isteyen'
    ),
  },
  silent: {
    name: both('Not read, not written', 'Okumadı, yazmadı'),
    description: both(
      'Did not read the last campaign and have not written this month',
      'Son duyuruyu okumayan ve bu ay yazmayan'
    ),
  },
  kitchen: {
    name: both('Bought for the kitchen', 'Mutfaktan alanlar'),
    description: both(
      'Ordered at least one product for the kitchen',
      'Mutfak kategorisinden en az bir ürün sipariş edenler'
    ),
  },
};

/** Questions that a shop asks again and again: who is close to it, whom a campaign did not reach, who bought what. */
export const createSegments = async (
  strapi: Core.Strapi,
  groupIds: readonly number[]
): Promise<void> => {
  const segments = service<Segments>(strapi, 'segments');
  const [campaign] = await findRows<{ id: number }>(strapi, 'campaign', { state: 'completed' });
  if (!segments) return;
  const add = async (body: Segment) => {
    if (!(await isThere(strapi, 'segment', { name: body.name }))) await segments.create(body);
  };
  await add({
    ...said(segmentTexts.close),
    tree: all(
      any(
        people({ tags: ['VIP', said(both('Loyal', 'Sadık'))] }),
        people({ groups: groupIds.slice(0, 1) })
      ),
      people({ consent: ['in'] })
    ),
  });
  await add({
    ...said(segmentTexts.silent),
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
  await add({
    ...said(segmentTexts.kitchen),
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
            value: said(both('Kitchen', 'Mutfak')),
            exclude: false,
          },
        ],
      },
    }),
  });
};
