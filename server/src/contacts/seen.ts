import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { actions } from '../contracts/permissions';
import { notFound } from '../kernel/errors';
import { may } from '../strapi/http';
import type { ContactsService } from './public';

/** True when the signed-in administrator may see the person: in the list of contacts, or through another room, such as a conversation of theirs. */
export const seesPerson = async (
  strapi: Core.Strapi,
  ctx: Context,
  contactId: number
): Promise<boolean> => {
  if (may(ctx, actions.contactBrowse)) return true;
  const contacts: ContactsService = strapi.plugin('whatsapp').service('contacts');
  for (const isSeen of contacts.seenThrough) if (await isSeen(ctx, contactId)) return true;
  return false;
};

/** Refuses an id of a person whom the signed-in administrator may not see. The answer is the same as for a person who does not exist. */
export const refuseUnseenPerson = async (
  strapi: Core.Strapi,
  ctx: Context,
  contactId: number | null | undefined
): Promise<void> => {
  if (contactId && !(await seesPerson(strapi, ctx, contactId))) throw notFound('the contact');
};
