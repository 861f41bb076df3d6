import type { Core } from '@strapi/strapi';
import { campaignsOfPerson } from '../campaigns/public';
import { ledgerOf } from '../consent/public';
import { contactsService } from '../contacts/public';
import { countMessagesOf } from '../conversations/public';
import { recordsService } from '../records/public';
import { contextOf } from '../strapi/context';
import { tasksOfPerson } from '../tasks/public';
import { eraseKind } from './erase';
import type { PrivacyService } from './public';
import { remainsKind, startRemains } from './remains';
import { createRetention, retentionOperation } from './retention';

export const createPrivacyService = ({ strapi }: { strapi: Core.Strapi }): PrivacyService => {
  const { db } = contextOf(strapi);
  return {
    summary: async (asked) => {
      const people = contactsService(strapi);
      const contact = await people.get(asked);
      const { id } = contact;
      const [view] = await people.views([contact]);
      return {
        id,
        name: view?.name || `#${id}`,
        messages: await countMessagesOf(db.knex, id),
        tasks: (await tasksOfPerson(db.knex, id)).length,
        campaigns: (await campaignsOfPerson(db.knex, id)).length,
        consents: (await ledgerOf(db.knex, id)).length,
        records: (await recordsService(strapi).linksOf(id, { language: 'en' })).length,
      };
    },
    retention: createRetention(strapi),
    sweep: () => startRemains(strapi),
    operationKinds: [eraseKind(strapi), remainsKind(strapi), retentionOperation(strapi)],
  };
};
