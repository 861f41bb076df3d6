import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { actions } from '../contracts/permissions';
import { notFound } from '../kernel/errors';
import { may } from '../strapi/http';
import type { ContactsService } from './public';

/**
 * Refuses an id of a person whom the signed-in administrator may not see: neither in the list of contacts nor through
 * another room, such as a conversation of theirs. The answer is the same as for a person who does not exist.
 */
export const refuseUnseenPerson = async (
  strapi: Core.Strapi,
  ctx: Context,
  contactId: number | null | undefined
): Promise<void> => {
  if (!contactId || may(ctx, actions.contactBrowse)) return;
  const contacts: ContactsService = strapi.plugin('whatsapp').service('contacts');
  for (const isSeen of contacts.seenThrough) if (await isSeen(ctx, contactId)) return;
  throw notFound('the contact');
};
