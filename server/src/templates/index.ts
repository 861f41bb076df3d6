import { actions } from '../contracts/permissions';
import { defineRoom } from '../strapi/room';
import { createTemplatesController } from './controller';
import { createTemplatesService } from './service';
import { templateTable } from './tables';

/**
 * Message templates as Meta keeps them (read by sync, webhooks and polling), and what is ours beside: where each
 * variable's value comes from.
 */
export const templates = defineRoom({
  name: 'templates',
  tables: [templateTable],
  services: { templates: createTemplatesService },
  controllers: { templates: createTemplatesController },
  adminRoutes: [
    {
      method: 'GET',
      path: '/templates',
      handler: 'templates.list',
      actions: [actions.templateList],
    },
    {
      method: 'GET',
      path: '/templates/:id',
      handler: 'templates.details',
      actions: [actions.templateList],
    },
    {
      method: 'POST',
      path: '/templates/sync',
      handler: 'templates.sync',
      actions: [actions.templateManage],
    },
    {
      method: 'PUT',
      path: '/templates/:id/bindings',
      handler: 'templates.saveBindings',
      actions: [actions.templateManage],
    },
  ],
});
