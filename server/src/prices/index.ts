import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createPricesController } from './controller';
import { createPricesService } from './service';
import { priceListTable, priceRateTable } from './tables';

const route = adminRoutesOf('prices', [actions.priceMaintain], '/prices');

/** What messages cost by market and category, from days on, and how many service messages are still free. */
export const prices = defineRoom({
  name: 'prices',
  tables: [priceListTable, priceRateTable],
  services: { prices: createPricesService },
  controllers: { prices: createPricesController },
  adminRoutes: [
    route('GET', '', 'list'),
    route('POST', '', 'create'),
    route('POST', '/preview', 'preview'),
    route('POST', '/import', 'importCard'),
    route('GET', '/:id', 'get'),
    route('PUT', '/:id/rates', 'setMarket'),
    route('DELETE', '/:id', 'remove'),
  ],
});
