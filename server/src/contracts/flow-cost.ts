import { z } from 'zod';
import { id } from './common';
import { flowGraph } from './flow-graph';
import { freeService } from './prices';

/** Price of one message in millionths of the currency; null = not known. */
const rate = z.number().int().min(0).nullable();

/** How Meta charges the message of a step; `service` is whatever is no template. */
export const stepCategory = z.enum(['service', 'marketing', 'utility', 'authentication']);
export type StepCategory = z.infer<typeof stepCategory>;

/** `most`: what one message costs at most, by the maximum price of its template; null: it has none that is known. */
const stepCharge = z.object({
  category: stepCategory,
  most: z.object({ currency: z.string(), micros: z.number().int() }).nullable(),
});
export type StepCharge = z.infer<typeof stepCharge>;

/** What a flow costs per person, in the countries that are asked about. */
export const flowCostBody = z.object({
  graph: flowGraph,
  /** The number that sends; null: the first one. */
  accountId: id.nullable().default(null),
  /** Left out: the country of the number. */
  countries: z
    .array(z.string().regex(/^[A-Z]{2}$/))
    .max(5)
    .default([]),
});
export type FlowCostBody = z.input<typeof flowCostBody>;

export const flowCost = z.object({
  /** False: no prices hold today, so nothing is said about money. */
  hasPrices: z.boolean(),
  /** Days from which the used prices hold, oldest first. */
  pricesFrom: z.array(z.string()),
  /** Some of them are made up for the demo. */
  isSample: z.boolean(),
  /** Free service messages of the number in this month; null: nothing is charged for any. */
  free: freeService.nullable(),
  /** Steps that send a message, and how it is charged. */
  steps: z.array(stepCharge.extend({ node: z.string() })),
  countries: z.array(
    z.object({
      country: z.string(),
      currency: z.string().nullable(),
      rates: z.record(stepCategory, rate),
      /**
       * From the cheapest way through the flow, with free service messages while the number has some, to the dearest, with
       * each question asked as often as it may be and each step of a circle once. Null: a price is not known.
       */
      path: z.object({ least: z.number().int(), most: z.number().int() }).nullable(),
    })
  ),
  /** Somebody who goes round in it gets more than the dearest way says. */
  isRound: z.boolean(),
});
export type FlowCost = z.infer<typeof flowCost>;

/** What messages of each category cost in a country. */
export type CountryRates = Pick<FlowCost['countries'][number], 'currency' | 'rates'>;

/** What the message of a step costs there; null: not known. A maximum price in another currency cannot be compared. */
export const rateOfStep = (
  { category, most }: StepCharge,
  { currency, rates }: CountryRates
): number | null => {
  const rate = rates[category];
  if (rate === null || !most || most.currency !== currency) return rate;
  return Math.min(rate, most.micros);
};
