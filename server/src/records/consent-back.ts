import type { Core } from '@strapi/strapi';
import { contactsService } from '../contacts/public';
import type { ConsentState } from '../contracts/contacts';
import { contextOf } from '../strapi/context';
import { finishJobs } from './job-store';
import { linksOfContacts } from './link-store';
import type { Mapping } from './mappings';
import type { RecordJobRow } from './tables';

interface Documents {
  update(params: { documentId: string; data: Record<string, unknown> }): Promise<unknown>;
}
interface Rows {
  count(params: { where: object }): Promise<number>;
  updateMany(params: { where: object; data: Record<string, unknown> }): Promise<unknown>;
}

/** Rows whose field says something else. An empty field is no "no" yet, and needs none: nobody takes it for a "yes". */
const otherwise = (documentId: string, field: string, agreed: boolean): object =>
  agreed
    ? { documentId, $or: [{ [field]: false }, { [field]: { $null: true } }] }
    : { documentId, [field]: true };

const stateOf = async (strapi: Core.Strapi, contactId: number): Promise<ConsentState> =>
  (await contactsService(strapi).byIds(contextOf(strapi).db.knex, [contactId])).get(contactId)
    ?.marketing ?? 'none';

/**
 * Writes what a person said last into the consent field of their entries: "no" after they left, "yes" after they agreed
 * (O-23). An entry that says so already is left alone, so that entry and person never answer each other for ever. With
 * drafts both rows get it by themselves: publishing a draft would publish whatever else is being written in it.
 */
export const writeConsent = async (
  { strapi }: { strapi: Core.Strapi },
  mapping: Mapping,
  job: RecordJobRow
): Promise<void> => {
  const { db } = contextOf(strapi);
  const field = mapping.config.fields.consent;
  const contactId = job.contactId ?? 0;
  const state = await stateOf(strapi, contactId);
  const links =
    field && !field.includes('.') && state !== 'none'
      ? await linksOfContacts(db.knex, [contactId])
      : [];
  for (const { uid, documentId } of links) {
    if (uid !== mapping.uid || !field) continue;
    const agreed = state === 'in';
    const where = otherwise(documentId, field, agreed);
    const data = { [field]: agreed };
    const rows = strapi.db.query(uid as never) as unknown as Rows;
    if (mapping.type.hasDrafts || mapping.type.localized) {
      await rows.updateMany({ where, data });
    } else if ((await rows.count({ where })) > 0) {
      const documents = strapi.documents(uid as never) as unknown as Documents;
      await documents.update({ documentId, data });
    }
  }
  await finishJobs(db.knex, [job]);
};
