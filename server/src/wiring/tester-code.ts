import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { AccountRow } from '../accounts/public';
import type { InboundContent } from '../cloud-api/inbound-content';
import type { ContactRow } from '../contacts/public';
import { testersService } from '../testers/public';

interface Came {
  contact: ContactRow;
  account: AccountRow;
  content: InboundContent;
  at: number;
}

/** Is the whole message the code of a tester, from their number? Then they are confirmed by it. */
export const isTesterCode = (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { contact, account, content, at }: Came
): Promise<boolean> =>
  testersService(strapi).hear(trx, {
    contact,
    accountId: account.id,
    text: content.type === 'text' ? content.body.text : null,
    at,
  });
