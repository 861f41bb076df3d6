import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { recipientTable } from '../campaigns/public';
import { consentService } from '../consent/public';
import { messageTable, type MergedFact } from '../conversations/public';

/** Meta's code for "the person stopped marketing messages of this business". */
const STOPPED = 131050;

/** Whom a status is about, read without a lock. */
const personOf = async (
  trx: Knex.Transaction,
  { token, wamidKey }: MergedFact
): Promise<{ contactId: number; accountId: number } | null> => {
  const places = token
    ? [{ table: token.kind === 'r' ? recipientTable.table : messageTable.table, id: token.id }]
    : [
        { table: recipientTable.table, wamid_key: wamidKey },
        { table: messageTable.table, wamid_key: wamidKey },
      ];
  for (const { table, ...where } of places) {
    const row = await trx(table)
      .where(where)
      .first<{ contact_id: unknown; account_id: unknown } | undefined>('contact_id', 'account_id');
    if (row) return { contactId: Number(row.contact_id), accountId: Number(row.account_id) };
  }
  return null;
};

/** A status with 131050 is the person's own no: recorded with the status itself, so that nothing else leaves (O-22). */
export const stopRefused = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  facts: readonly MergedFact[]
): Promise<void> => {
  const refused = [];
  for (const fact of facts) {
    if (fact.error?.code !== STOPPED) continue;
    const person = await personOf(trx, fact);
    if (person) refused.push({ ...person, wamid: fact.wamid, at: fact.failedAt ?? fact.at });
  }
  refused.sort((a, b) => a.contactId - b.contactId);
  for (const one of refused) await consentService(strapi).refusedByPerson(trx, one);
};
