import type { Core } from '@strapi/strapi';
import { service } from './rows';

interface Prices {
  importCard(body: object, source: 'sample'): Promise<unknown>;
}

/** Round numbers from no price list: the page and each estimate say that they are made up. */
const card = `Market,Currency,Marketing,Utility,Authentication,Service
Turkey,EUR,0.02,0.01,0.01,0.01
Germany,EUR,0.10,0.05,0.05,0.05
United Kingdom,EUR,0.05,0.03,0.03,0.03
Rest of Western Europe,EUR,0.08,0.04,0.04,0.04
North America,EUR,0.06,0.03,0.03,0.03
Other,EUR,0.07,0.03,0.03,0.03
`;

export const cardBody = { text: card, fileName: '', validFrom: '2026-01-01', currency: null };

/** Fictional prices, so that the demo shows estimates and costs. */
export const createPrices = async (strapi: Core.Strapi): Promise<void> => {
  await service<Prices>(strapi, 'prices')?.importCard(cardBody, 'sample');
};
