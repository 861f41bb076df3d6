import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createTemplatesController } from './controller';
import { createTemplatesService } from './service';
import { templateEventTable, templateTable } from './tables';

const read = adminRoutesOf('templates', [actions.templateList]);
const manage = adminRoutesOf('templates', [actions.templateManage]);

/**
 * Message templates as Meta keeps them (read by sync, webhooks and polling), and what is ours beside: where each
 * variable's value comes from.
 */
export const templates = defineRoom({
  name: 'templates',
  tables: [templateTable, templateEventTable],
  services: { templates: createTemplatesService },
  controllers: { templates: createTemplatesController },
  adminRoutes: [
    read('GET', '/templates', 'list'),
    read('GET', '/templates/:id', 'details'),
    read('GET', '/templates/:id/uses', 'uses'),
    read('GET', '/templates/:id/history', 'history'),
    read('GET', '/variable-sources', 'sources'),
    read('GET', '/message-topics', 'topics'),
    manage('GET', '/templates/:id/draft', 'readDraft'),
    manage('POST', '/templates/sync', 'sync'),
    manage('POST', '/templates/drafts', 'createDraft'),
    manage('PUT', '/templates/:id/draft', 'saveDraft'),
    manage('DELETE', '/templates/:id/draft', 'discardDraft'),
    manage('POST', '/templates/:id/submit', 'submit'),
    manage('POST', '/templates/:id/duplicate', 'duplicate'),
    manage('DELETE', '/templates/:id', 'remove'),
    manage('PUT', '/templates/:id/bindings', 'saveBindings'),
    manage('PUT', '/templates/:id/topic', 'saveTopic'),
  ],
});
