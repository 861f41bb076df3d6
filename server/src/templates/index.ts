import { defineRoom } from '../strapi/room';
import { choicesHttp, houseStyleHttp, templatesHttp } from './http';
import { createTemplatesService } from './service';
import { templateEventTable, templateTable } from './tables';

/**
 * Message templates as Meta keeps them (read by sync, webhooks and polling), and what is ours beside: where each
 * variable's value comes from.
 */
export const templates = defineRoom({
  name: 'templates',
  tables: [templateTable, templateEventTable],
  services: { templates: createTemplatesService },
  http: [templatesHttp, choicesHttp, houseStyleHttp],
});
