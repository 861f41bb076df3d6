import type { Core } from '@strapi/strapi';
import type { z } from 'zod';
import { accountsService, countryOfNumbers } from '../accounts/public';
import {
  stepCategory,
  type FlowCost,
  type flowCostBody,
  type StepCategory,
} from '../contracts/flow-cost';
import type { FlowGraph } from '../contracts/flow-graph';
import type { CostLine } from '../contracts/prices';
import { monthOf, pricesService, type CostGroup } from '../prices/public';
import { categoryOf } from '../sending/public';
import { contextOf } from '../strapi/context';
import { templatesService } from '../templates/public';
import { categoriesIn, priceRange, type Rates } from './domain/price-range';
import { placed, templatesIn } from './domain/chain';

/** One message of each category to one country. */
const groupsFor = (country: string, at: number): CostGroup[] =>
  stepCategory.options.map((category) => ({
    ...{ country, category, type: null, at, inWindow: false, count: 1 },
  }));

const ratesIn = (lines: readonly CostLine[], country: string): Rates =>
  Object.fromEntries(
    stepCategory.options.map((category) => [
      category,
      lines.find((line) => line.country === country && line.category === category)?.micros ?? null,
    ])
  ) as Record<StepCategory, number | null>;

/** How the message of each step of a flow is charged. */
export const chargesIn = async (strapi: Core.Strapi, graph: FlowGraph) => {
  const ids = templatesIn(placed({ steps: null, graph }));
  const rows = await templatesService(strapi).byIds([...ids]);
  return categoriesIn(graph, (templateId) => {
    const row = rows.get(templateId);
    return row ? stepCategory.parse(categoryOf(row).toLowerCase()) : null;
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
  const categories = await chargesIn(strapi, graph);
  const number = accountId ?? (await accountsService(strapi).list())[0]?.id;
  const free = number === undefined ? null : await prices.freeLeft({ id: number }, monthOf(at));
  const isFree = free !== null && free.left > 0;
  const ranges = asked.map((country) => {
    const rates = ratesIn(lines, country);
    const currency = lines.find((line) => line.country === country && line.currency !== null);
    const range = priceRange(graph, { categories, rates, isFree });
    return { country, currency: currency?.currency ?? null, rates, ...range };
  });
  return {
    hasPrices: cost.hasPrices,
    pricesFrom: cost.pricesFrom,
    isSample: cost.isSample,
    free,
    steps: [...categories].map(([node, category]) => ({ node, category })),
    countries: ranges.map(({ isRound: _isRound, ...country }) => country),
    isRound: ranges.some(({ isRound }) => isRound),
  };
};
