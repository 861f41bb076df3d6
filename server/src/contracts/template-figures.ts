import { z } from 'zod';
import { buttonCounts } from './campaign-insights';
import { instant } from './common';
import { endpoints, get } from './endpoints';
import { actions } from './permissions';
import { costResult } from './prices';

/** Days back from now. */
export const figureDays = z.enum(['7', '30', '90']);
export type FigureDays = z.infer<typeof figureDays>;
export const templateFiguresQuery = z.object({ days: figureDays.default('30') });

/** GET /templates/:id/figures: campaigns count by their start, single messages by when they were written. */
export const templateFigures = z.object({
  /** When it was sent last, also before these days. */
  lastSentAt: instant.nullable(),
  sent: z.number().int(),
  delivered: z.number().int(),
  read: z.number().int(),
  failed: z.number().int(),
  /** People who opened a tracked link of one of its campaigns. */
  clicked: z.number().int(),
  /** Deliveries of its campaigns: opened links are known of those only. */
  campaignDelivered: z.number().int(),
  /** Taps on its quick replies, the most tapped first. */
  buttons: z.array(buttonCounts),
  /** What one delivery may cost at most (T-53); without a currency the account was not asked yet, with one and no amount it varies by country. */
  maxPrice: z
    .object({
      currency: z.string().nullable(),
      micros: z.number().int().nullable(),
      /** How Meta finds the price of a delivery, in Meta's word; null where it did not say. */
      strategy: z.string().nullable(),
    })
    .nullable(),
  /** There were more campaigns than are counted: these are the newest. */
  isPartial: z.boolean(),
});
export type TemplateFigures = z.infer<typeof templateFigures>;

/** GET /templates/:id/cost: what was delivered, by the prices of its day. Asked apart: it reads each recipient. */
export const templateCost = z.object({ cost: costResult, isPartial: z.boolean() });
export type TemplateCost = z.infer<typeof templateCost>;

export const templateFiguresApi = endpoints('/templates', {
  figures: get('/:id/figures')
    .of('shared')
    .needs(actions.templateList, actions.campaignFollow)
    .query(templateFiguresQuery)
    .answers<TemplateFigures>(),
  cost: get('/:id/cost')
    .of('shared')
    .needs(actions.templateList, actions.campaignFollow)
    .query(templateFiguresQuery)
    .answers<TemplateCost>(),
});
