import type { Core } from '@strapi/strapi';
import type { SeenThrough } from '../contacts/public';
import { actions } from '../contracts/permissions';
import { contextOf } from '../strapi/context';
import { may } from '../strapi/http';
import { viewerOf } from './controller';
import { conversationTable } from './tables';
import { whereMayView } from './visible-sql';

/** For `contactsService.seenThrough`: a person is seen in every conversation that the administrator may read. */
export const seenInConversation =
  (strapi: Core.Strapi): SeenThrough =>
  async (ctx, contactId) => {
    if (!may(ctx, actions.chatRead)) return false;
    const { knex } = contextOf(strapi).db;
    const query = knex(conversationTable.table).where({ contact_id: contactId });
    whereMayView(query, viewerOf(ctx), 'assignee_id');
    return (await query.first<unknown>('id')) !== undefined;
  };
