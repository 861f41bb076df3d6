import type { Core } from '@strapi/strapi';
import { consentService } from '../consent/public';
import { contactsService } from '../contacts/public';
import {
  createContactBody,
  listContactsQuery,
  updateContactBody,
  type ContactDetails,
} from '../contracts/contacts';
import { body, handle, pathId, query } from '../strapi/http';
import { groupMembersSql } from './members-sql';
import { groupsService } from './public';

const within = (groupId: number | undefined): string | undefined =>
  groupId === undefined ? undefined : groupMembersSql(groupId);

/** The Contacts pages: people with their groups and consent, which is why their door is in this room. */
export const createPeopleController = ({ strapi }: { strapi: Core.Strapi }) => {
  const people = () => contactsService(strapi);
  return {
    list: handle((ctx) => {
      const { groupId, ...asked } = query(ctx, listContactsQuery);
      return people().list(asked, within(groupId));
    }),
    count: handle(async (ctx) => {
      const { q, groupId } = query(ctx, listContactsQuery);
      return { total: await people().count(q, within(groupId)) };
    }),
    details: handle(async (ctx): Promise<ContactDetails> => {
      const contact = await people().get(pathId(ctx));
      const groups = await groupsService(strapi).groupsOf(contact.id);
      const consentEvents = await consentService(strapi).events(contact.id);
      return { contact: people().view(contact), groups, consentEvents };
    }),
    create: handle(async (ctx) =>
      people().view(await people().create(body(ctx, createContactBody)))
    ),
    update: handle(async (ctx) =>
      people().view(await people().update(pathId(ctx), body(ctx, updateContactBody)))
    ),
  };
};
