import type { Core } from '@strapi/strapi';
import { both, said } from '../language';
import { shop } from '../shop';
import { isThere, service } from './rows';

interface Prices {
  importCard(body: object, source: 'sample'): Promise<unknown>;
}

/** Round numbers from no price list: the page and each estimate say that they are made up. */
const cardIn = (
  currency: string
): string => `Market,Currency,Marketing,Utility,Authentication,Service
Turkey,${currency},0.02,0.01,0.01,0.01
Germany,${currency},0.10,0.05,0.05,0.05
United Kingdom,${currency},0.05,0.03,0.03,0.03
Rest of Western Europe,${currency},0.08,0.04,0.04,0.04
North America,${currency},0.06,0.03,0.03,0.03
Other,${currency},0.07,0.03,0.03,0.03
`;

/** The English shop pays in the dollars of its own prices; the Turkish one in euros, as these amounts are next to nothing in lira. */
export const cardBody = {
  text: both(cardIn(shop.currency.en), cardIn('EUR')),
  fileName: '',
  validFrom: '2026-01-01',
  currency: null,
};

/** Fictional prices, so that the demo shows estimates and costs. */
export const createPrices = async (strapi: Core.Strapi): Promise<void> => {
  const card = said(cardBody);
  if (await isThere(strapi, 'price-list', { validFrom: card.validFrom })) return;
  await service<Prices>(strapi, 'prices')?.importCard(card, 'sample');
};
