import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import type { SeenThrough } from '../contacts/public';
import { actions } from '../contracts/permissions';
import { contextOf } from '../strapi/context';
import { may } from '../strapi/http';
import { viewerOf } from './controller';
import { conversationTable } from './tables';
import { whereMayView } from './visible-sql';

/** Is there such a conversation that the signed-in administrator may read? */
const readsOne = async (
  strapi: Core.Strapi,
  ctx: Context,
  which: { id: number } | { contact_id: number }
): Promise<boolean> => {
  if (!may(ctx, actions.chatRead)) return false;
  const { knex } = contextOf(strapi).db;
  const query = knex(conversationTable.table).where(which);
  whereMayView(query, viewerOf(ctx), 'assignee_id');
  return (await query.first<unknown>('id')) !== undefined;
};

/** For `contactsService.seenThrough`: a person is seen in every conversation that the administrator may read. */
export const seenInConversation =
  (strapi: Core.Strapi): SeenThrough =>
  (ctx, contactId) =>
    readsOne(strapi, ctx, { contact_id: contactId });

/** May the signed-in administrator read this conversation? */
export const readsConversation = (
  strapi: Core.Strapi,
  ctx: Context,
  id: number
): Promise<boolean> => readsOne(strapi, ctx, { id });
