import type { Core } from '@strapi/strapi';
import { consentService, lastCarried, wishesOf } from '../consent/public';
import {
  contactsService,
  phoneRemarks,
  readingOf,
  refuseHidden,
  type ContactRow,
  type Reading,
} from '../contacts/public';
import {
  createContactBody,
  listContactsQuery,
  updateContactBody,
  type ContactDetails,
  type ContactView,
  type SavedContact,
  type UpdateContactBody,
} from '../contracts/contacts';
import { notFound } from '../kernel/errors';
import { logsService } from '../logs/public';
import { contextOf } from '../strapi/context';
import { adminUser, body, handle, pathId, query } from '../strapi/http';
import { groupMembersSql } from './members-sql';
import { groupsService } from './public';

const within = (groupId: number | undefined): string | undefined =>
  groupId === undefined ? undefined : groupMembersSql(groupId);

/** The Contacts pages: people with their groups and consent, which is why their door is in this room. */
export const createPeopleController = ({ strapi }: { strapi: Core.Strapi }) => {
  const people = () => contactsService(strapi);
  const { db } = contextOf(strapi);
  const shown = async (row: ContactRow, reading: Reading): Promise<ContactView> => {
    const [view] = await people().views([row], reading);
    if (!view) throw notFound('contact');
    return view;
  };
  /** Saved, with what is to be known of the number. */
  const saved = async (
    row: ContactRow,
    { form, reading }: { form: UpdateContactBody; reading: Reading }
  ): Promise<SavedContact> => {
    const remarks = await phoneRemarks(strapi, form);
    const view = await shown(row, reading);
    return remarks.length > 0 ? { ...view, phoneRemarks: [...remarks] } : view;
  };
  return {
    list: handle((ctx) => {
      const { groupId, ...asked } = query(ctx, listContactsQuery);
      return people().list(asked, { within: within(groupId), reading: readingOf(ctx) });
    }),
    count: handle(async (ctx) => {
      const { q, groupId } = query(ctx, listContactsQuery);
      return { total: await people().count(q, within(groupId)) };
    }),
    details: handle(async (ctx): Promise<ContactDetails> => {
      const contact = await people().get(pathId(ctx));
      logsService(strapi).opened({ contactId: contact.id, by: adminUser(ctx) });
      const groups = await groupsService(strapi).groupsOf(contact.id);
      const consentEvents = await consentService(strapi).events(contact.id);
      const wishes = wishesOf(contact);
      const dataConsents = await consentService(strapi).dataOf(contact);
      const view = await shown(contact, readingOf(ctx));
      const { askedStopAt: at, askedStop } = contact;
      return {
        contact: view,
        groups,
        askedStop: at === null ? null : { at, text: askedStop?.words ?? null },
        wishes,
        dataConsents,
        consentEvents,
        carriedMessages: await lastCarried(strapi, contact.id),
      };
    }),
    create: handle(async (ctx) => {
      const form = body(ctx, createContactBody);
      await refuseHidden(ctx, db.knex, form.custom);
      return saved(await people().create(form), { form, reading: readingOf(ctx) });
    }),
    update: handle(async (ctx) => {
      const form = body(ctx, updateContactBody);
      await refuseHidden(ctx, db.knex, form.custom);
      const by = adminUser(ctx).name;
      const row = await people().update(pathId(ctx), form, { by });
      return saved(row, { form, reading: readingOf(ctx) });
    }),
  };
};
