import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createConversionsController } from './controller';
import { createConversionsService } from './service';
import { conversionTable, conversionTouchTable } from './tables';

const configure = adminRoutesOf('conversions', [actions.settingsConfigure], '/conversions');

/** What people did after messages, told by other systems or by linked entries, and the campaign that led to it. */
export const conversions = defineRoom({
  name: 'conversions',
  tables: [conversionTable, conversionTouchTable],
  services: { conversions: createConversionsService },
  controllers: { conversions: createConversionsController },
  adminRoutes: [
    configure('GET', '/settings', 'settings'),
    configure('PUT', '/settings', 'saveSettings'),
  ],
});
