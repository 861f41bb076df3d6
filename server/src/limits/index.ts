import { defineRoom } from '../strapi/room';
import { createLimits } from './service';
import { limitMinuteTable, limitPersonTable, portfolioTable } from './tables';

/**
 * How fast and to how many: token bucket of a number, and the messaging limit of a business portfolio, counted in
 * distinct people over a rolling 24 hours for all its numbers and all processes together.
 */
export const limits = defineRoom({
  name: 'limits',
  tables: [portfolioTable, limitPersonTable, limitMinuteTable],
  services: { limits: createLimits },
});
