import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { campaignsService } from '../campaigns/public';
import { comparisonQuery, insightsQuery } from '../contracts/campaign-insights';
import { localeOf } from '../conversations/public';
import { answerCsv, handle, pathId, query } from '../strapi/http';
import { audienceTextOf } from './audience';
import { comparisonLines, reportLines } from './figure-lines';
import type { Insights } from './service';

export const createInsightsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = (): Insights => strapi.plugin('whatsapp').service('insights');
  const insightsFor = (ctx: Context) =>
    service().insights(pathId(ctx), {
      zone: query(ctx, insightsQuery).zone,
      locale: localeOf(ctx),
    });
  return {
    /** GET /campaigns/:id/insights */
    insights: handle(insightsFor),
    /** GET /campaigns/:id/limit */
    limit: handle((ctx) => service().limit(pathId(ctx))),
    /** GET /campaigns/:id/report.csv */
    report: handle(async (ctx) => {
      const id = pathId(ctx);
      const insights = await insightsFor(ctx);
      const campaign = { ...(await campaignsService(strapi).get(id)), counts: insights.counts };
      const audience = await audienceTextOf(strapi, campaign.audience, localeOf(ctx));
      const lines = reportLines({ campaign, figures: insights.figures, insights, audience });
      answerCsv(ctx, `campaign-${id}-report.csv`, [lines]);
    }),
    /** GET /campaign-comparison */
    compare: handle((ctx) => service().compare(query(ctx, comparisonQuery).ids)),
    /** GET /campaign-comparison.csv */
    exportComparison: handle(async (ctx) => {
      const { campaigns } = await service().compare(query(ctx, comparisonQuery).ids);
      answerCsv(ctx, 'campaigns-compared.csv', [comparisonLines(campaigns)]);
    }),
  };
};
