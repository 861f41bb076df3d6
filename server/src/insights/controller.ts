import type { Core } from '@strapi/strapi';
import { campaignsService, costSoFar, openedLinks } from '../campaigns/public';
import { comparisonQuery, insightsQuery } from '../contracts/campaign-insights';
import { conversionsService } from '../conversions/public';
import { localeOf } from '../conversations/public';
import { answerCsv, handle, pathId, query } from '../strapi/http';
import { comparisonCsv, reportCsv } from './figures-csv';
import type { Insights } from './service';

export const createInsightsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = (): Insights => strapi.plugin('whatsapp').service('insights');
  return {
    /** GET /campaigns/:id/insights */
    insights: handle((ctx) => service().insights(pathId(ctx), query(ctx, insightsQuery).zone)),
    /** GET /campaigns/:id/limit */
    limit: handle((ctx) => service().limit(pathId(ctx))),
    /** GET /campaigns/:id/report.csv */
    report: handle(async (ctx) => {
      const id = pathId(ctx);
      const insights = await service().insights(id, query(ctx, insightsQuery).zone);
      const campaign = await campaignsService(strapi).get(id);
      const errors = await campaignsService(strapi).errors(id, localeOf(ctx));
      const { links } = await openedLinks(strapi, campaign);
      const cost = await costSoFar(strapi, campaign);
      const conversions = await conversionsService(strapi).campaignConversions(
        id,
        campaign.counts.delivered
      );
      const { figures } = insights;
      const told = { campaign, figures, insights, errors, links };
      const text = reportCsv({ ...told, cost, conversions });
      answerCsv(ctx, `campaign-${id}-report.csv`, text);
    }),
    /** GET /campaign-comparison */
    compare: handle((ctx) => service().compare(query(ctx, comparisonQuery).ids)),
    /** GET /campaign-comparison.csv */
    exportComparison: handle(async (ctx) => {
      const { campaigns } = await service().compare(query(ctx, comparisonQuery).ids);
      answerCsv(ctx, 'campaigns-compared.csv', comparisonCsv(campaigns));
    }),
  };
};
