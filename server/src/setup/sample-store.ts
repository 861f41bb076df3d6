import type { Knex } from 'knex';
import { dropRunsOf } from '../flows/public';
import {
  campaignCountTable,
  campaignTable,
  countFromRows,
  recipientTable,
} from '../campaigns/public';
import { consentEventTable } from '../consent/public';
import {
  contactTable,
  contactTagTable,
  contactValueTable,
  readContact,
  tagTable,
  type ContactRow,
} from '../contacts/public';
import {
  conversationEventTable,
  conversationTable,
  dropTexts,
  messageTable,
} from '../conversations/public';
import { groupMemberTable, groupTable } from '../groups/public';
import { contactLinkTable } from '../records/public';
import { countOf } from '../strapi/keeping';
import type { Sql } from '../strapi/db';
import { taskTable } from '../tasks/public';

type Raw = Record<string, unknown>;

const countSample = (sql: Sql, table: string): Promise<number> =>
  countOf(sql(table).where({ sample: true }));

/** People, groups, threads and campaigns that are sample data: the number on the button. */
export const countSampleRows = async (sql: Sql): Promise<number> => {
  const tables = [
    contactTable.table,
    groupTable.table,
    conversationTable.table,
    campaignTable.table,
  ];
  let total = 0;
  for (const table of tables) total += await countSample(sql, table);
  return total;
};

/** The sample people, in the order in which they were made. */
export const sampleContacts = async (sql: Sql): Promise<ContactRow[]> =>
  ((await sql(contactTable.table).where({ sample: true }).orderBy('id')) as Raw[]).map(readContact);

/** A condition instead of a list of ids: nothing made meanwhile slips through. */
const idsOf = (trx: Knex.Transaction, table: string) =>
  trx(table).select('id').where({ sample: true });

/** Sample people leave the campaigns of real people too, whose sums follow. */
const leaveCampaigns = async (trx: Knex.Transaction): Promise<void> => {
  const theirs = () =>
    trx(recipientTable.table).whereIn('contact_id', idsOf(trx, contactTable.table));
  const campaigns = ((await theirs().distinct('campaign_id')) as Raw[]).map((row) =>
    Number(row.campaign_id)
  );
  await theirs().delete();
  for (const campaignId of campaigns) {
    const counts = await countFromRows(trx, campaignId);
    await trx(campaignCountTable.table)
      .where({ campaign_id: campaignId })
      .update({ ...counts });
  }
};

/**
 * Takes out the rows marked `sample` and what cannot stand without them: messages of sample threads, threads,
 * consents, memberships, tasks, links and recipients of sample people. Children first. Rows of real people are not touched.
 */
export const deleteSample = async (trx: Knex.Transaction): Promise<void> => {
  const [people, threads] = [contactTable.table, conversationTable.table];
  const doomed = (
    (await trx(threads)
      .select('id')
      .where({ sample: true })
      .orWhereIn('contact_id', idsOf(trx, people))) as Raw[]
  ).map((row) => Number(row.id));
  for (let i = 0; i < doomed.length; i += 500) {
    const piece = doomed.slice(i, i + 500);
    const messages = () => trx(messageTable.table).whereIn('conversation_id', piece);
    await dropTexts(trx, await messages().pluck<number[]>('id'));
    await messages().delete();
    await trx(conversationEventTable.table).whereIn('conversation_id', piece).delete();
    await dropRunsOf(trx, piece);
    await trx(threads).whereIn('id', piece).delete();
  }
  const campaigns = () => idsOf(trx, campaignTable.table);
  await trx(recipientTable.table).whereIn('campaign_id', campaigns()).delete();
  await leaveCampaigns(trx);
  await trx(campaignCountTable.table).whereIn('campaign_id', campaigns()).delete();
  await trx(campaignTable.table).where({ sample: true }).delete();
  await trx(groupMemberTable.table).whereIn('group_id', idsOf(trx, groupTable.table)).delete();
  await trx(groupMemberTable.table).whereIn('contact_id', idsOf(trx, people)).delete();
  await trx(groupTable.table).where({ sample: true }).delete();
  await trx(consentEventTable.table).whereIn('contact_id', idsOf(trx, people)).delete();
  await trx(taskTable.table).whereIn('contact_id', idsOf(trx, people)).delete();
  await trx(contactLinkTable.table).whereIn('contact_id', idsOf(trx, people)).delete();
  await trx(contactTagTable.table).whereIn('contact_id', idsOf(trx, people)).delete();
  await trx(contactValueTable.table).whereIn('contact_id', idsOf(trx, people)).delete();
  // A sample tag that a person has given to somebody real stays.
  await trx(tagTable.table)
    .where({ sample: true })
    .whereNotExists(
      trx(contactTagTable.table).whereRaw(`tag_id = ${tagTable.table}.id`).select('id')
    )
    .delete();
  await trx(people).where({ sample: true }).delete();
};
