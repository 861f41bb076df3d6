import type { Core } from '@strapi/strapi';
import type { z } from 'zod';
import { accountsService, countryOfNumbers } from '../accounts/public';
import {
  stepCategory,
  type CountryRates,
  type FlowCost,
  type flowCostBody,
} from '../contracts/flow-cost';
import type { FlowGraph } from '../contracts/flow-graph';
import type { CostLine } from '../contracts/prices';
import { monthOf, pricesService, type CostGroup } from '../prices/public';
import { categoryOf } from '../sending/public';
import { contextOf } from '../strapi/context';
import { mostPerDelivery, templatesService } from '../templates/public';
import { chargesOf, priceRange, type Charges } from './domain/price-range';
import { placed, templatesIn } from './domain/chain';

/** One message of each category to one country. */
const groupsFor = (country: string, at: number): CostGroup[] =>
  stepCategory.options.map((category) => ({
    ...{ country, category, type: null, at, inWindow: false, count: 1 },
  }));

const ratesIn = (lines: readonly CostLine[], country: string): CountryRates => {
  const own = lines.filter((line) => line.country === country);
  const rates = stepCategory.options.map((category) => [
    category,
    own.find((line) => line.category === category)?.micros ?? null,
  ]);
  return {
    currency: own.find(({ currency }) => currency !== null)?.currency ?? null,
    rates: Object.fromEntries(rates) as CountryRates['rates'],
  };
};

/** The number that sends: the one that is named, else the first. */
const senderOf = async (strapi: Core.Strapi, accountId: number | null) => {
  const numbers = await accountsService(strapi).list();
  return accountId === null ? numbers[0] : numbers.find(({ id }) => id === accountId);
};

/** How the message of each step of a flow is charged, with the maximum price that its template has. */
export const chargesIn = async (
  strapi: Core.Strapi,
  { graph, accountId }: { graph: FlowGraph; accountId: number | null }
): Promise<Charges> => {
  const ids = templatesIn(placed({ steps: null, graph }));
  const rows = await templatesService(strapi).byIds([...ids]);
  const sender = await senderOf(strapi, accountId);
  return chargesOf(graph, (templateId) => {
    const row = rows.get(templateId);
    if (!row) return null;
    const category = stepCategory.parse(categoryOf(row).toLowerCase());
    return { category, most: mostPerDelivery(row.maxPrice, sender?.currency) };
  });
};

/** What a flow costs per person by the price table; saves nothing. */
export const costOfFlow = async (
  strapi: Core.Strapi,
  { graph, accountId, countries }: z.output<typeof flowCostBody>
): Promise<FlowCost> => {
  const at = contextOf(strapi).clock.now();
  const prices = pricesService(strapi);
  const home = await countryOfNumbers(strapi);
  const asked = countries.length === 0 && home !== '' ? [home] : countries;
  const { lines, ...cost } = await prices.costOf(asked.flatMap((one) => groupsFor(one, at)));
  const charges = await chargesIn(strapi, { graph, accountId });
  const number = accountId ?? (await senderOf(strapi, null))?.id;
  const free = number === undefined ? null : await prices.freeLeft({ id: number }, monthOf(at));
  const isFree = free !== null && free.left > 0;
  const ranges = asked.map((code) => {
    const country = ratesIn(lines, code);
    return { country: code, ...country, ...priceRange(graph, { charges, country, isFree }) };
  });
  return {
    hasPrices: cost.hasPrices,
    pricesFrom: cost.pricesFrom,
    isSample: cost.isSample,
    free,
    steps: [...charges].map(([node, charge]) => ({ node, ...charge })),
    countries: ranges.map(({ isRound: _isRound, ...country }) => country),
    isRound: ranges.some(({ isRound }) => isRound),
  };
};
