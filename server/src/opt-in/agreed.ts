import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contactsService, saveContact, type ContactRow } from '../contacts/public';
import type { OptInLanguage } from '../contracts/opt-in';
import { groupsService } from '../groups/public';
import type { FeedEntry } from '../realtime/public';
import { contextOf } from '../strapi/context';
import type { OptInFormRow, OptInVersionRow } from './tables';

/** What stood on the screen or the paper: sentence, notice and where all of it is. */
export const shownWording = (wording: OptInVersionRow, language: OptInLanguage): string => {
  const words = wording.texts?.[language];
  return [words?.agree, words?.notice, words?.noticeUrl].filter(Boolean).join('\n\n');
};

/**
 * What follows for the person from any form: what they told about themselves fills what is empty, nothing is overwritten,
 * and the form's tags and groups are theirs. Answers the hints for open pages.
 */
export const afterAgreement = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  {
    form,
    contact,
    name,
    language,
  }: { form: OptInFormRow; contact: ContactRow; name: string | null; language: OptInLanguage }
): Promise<FeedEntry[]> => {
  const known = {
    ...(name && contact.name === '' ? { name } : {}),
    ...(contact.language === null ? { language } : {}),
  };
  const people = contactsService(strapi);
  const fields = Object.keys(known);
  if (fields.length > 0)
    await saveContact(trx, contact, { ...known, changedAt: contextOf(strapi).clock.now() });
  await people.tellProfiles(trx, [{ contactId: contact.id, fields }]);
  await people.tagContacts(trx, [contact.id], { add: form.tags ?? [] });
  const groups = await groupsService(strapi).join(trx, form.groupIds ?? [], contact.id);
  return groups.map((id) => ({ type: 'group', id }));
};
