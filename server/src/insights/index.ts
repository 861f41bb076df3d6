import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createInsightsController } from './controller';
import { createInsights } from './service';
import { templateFiguresHttp } from './template-http';

const follow = adminRoutesOf('insights', [actions.campaignFollow]);

/**
 * What became of campaigns, as figures: by the hour, by country, who answered, who opted out; two to four of them side
 * by side. Nothing is stored: it is counted from the tables of the rooms below and kept in memory for a while.
 */
export const insights = defineRoom({
  name: 'insights',
  services: { insights: createInsights },
  controllers: { insights: createInsightsController },
  http: [templateFiguresHttp],
  adminRoutes: [
    follow('GET', '/campaigns/:id/insights', 'insights'),
    follow('GET', '/campaigns/:id/limit', 'limit'),
    follow('GET', '/campaigns/:id/report.csv', 'report'),
    follow('GET', '/campaign-comparison', 'compare'),
    follow('GET', '/campaign-comparison.csv', 'exportComparison'),
  ],
});
