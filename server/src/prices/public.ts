import type { Core } from '@strapi/strapi';
import type { z } from 'zod';
import type {
  CostResult,
  FreeService,
  MarketRatesBody,
  priceListBody,
  PriceListResult,
  PriceListView,
  rateCardBody,
  RateCardPreview,
} from '../contracts/prices';
import type { CostGroup } from './domain/cost';

export { dependsOnWindow } from './domain/book';
export { inParts, scaledTo, withFree, type CostGroup } from './domain/cost';
export { monthOf } from './free-service';

export interface PricesService {
  list(): Promise<PriceListView[]>;
  /** Throws `not-found`. */
  get(id: number): Promise<PriceListResult>;
  /** Throws `price-day-taken`, `too-many`, `not-found` for the list that is to be copied. */
  create(body: z.output<typeof priceListBody>): Promise<PriceListResult>;
  /** Sets the rates of one market; without any the market leaves the list. Throws the kind of an amount's problem. */
  setMarket(id: number, body: MarketRatesBody): Promise<PriceListResult>;
  remove(id: number): Promise<void>;
  preview(body: z.output<typeof rateCardBody>): Promise<RateCardPreview>;
  /** Throws `rate-card` for a file with problems; prices of the same day are replaced. */
  importCard(
    body: z.output<typeof rateCardBody>,
    source?: 'file' | 'sample'
  ): Promise<PriceListResult>;
  /** What these messages cost by the prices of their days. */
  costOf(groups: readonly CostGroup[]): Promise<CostResult>;
  /** Instants after `from`, up to `to`, from which other prices or rules hold. */
  turns(from: number, to: number): Promise<number[]>;
  /** Free service messages of a number in a month (`YYYY-MM`); null = nothing was charged then. */
  freeLeft(account: { id: number }, month: string): Promise<FreeService | null>;
}

export const pricesService = (strapi: Core.Strapi): PricesService =>
  strapi.plugin('whatsapp').service('prices') as PricesService;
