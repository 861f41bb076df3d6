import type { Core } from '@strapi/strapi';
import { ledgerOf, previewMergedConsent } from '../consent/public';
import { contactsService, type MergeSource } from '../contacts/public';
import type { MergeCount } from '../contracts/contacts';
import { countMessagesOf, threadsOfPerson } from '../conversations/public';
import { groupsService } from '../groups/public';
import { recordsService } from '../records/public';
import { contextOf } from '../strapi/context';
import { tasksOfPerson } from '../tasks/public';

type What = MergeCount['what'];

/** All of both is kept. */
const summed =
  (what: What, count: (contactId: number) => Promise<number>): MergeSource =>
  async ({ id: keepId }, { id: goneId }) => {
    const [keep, gone] = [await count(keepId), await count(goneId)];
    return { counts: [{ what, keep, gone, result: keep + gone }] };
  };

/** What both have is one afterwards: a place in the same group, a thread with the same number. */
const united =
  (what: What, keysOf: (contactId: number) => Promise<readonly number[]>): MergeSource =>
  async (keep, gone) => {
    const [ofKeep, ofGone] = [await keysOf(keep.id), await keysOf(gone.id)];
    const result = new Set([...ofKeep, ...ofGone]).size;
    return { counts: [{ what, keep: ofKeep.length, gone: ofGone.length, result }] };
  };

/** What is counted and said before two people are made one; the other side of `mergeEffects`. */
export const connectMergePreview = (strapi: Core.Strapi): void => {
  const { knex } = contextOf(strapi).db;
  contactsService(strapi).mergeSources.push(
    united('conversations', async (id) =>
      (await threadsOfPerson(knex, id)).map(({ accountId }) => accountId)
    ),
    summed('messages', (id) => countMessagesOf(knex, id)),
    united('groups', async (id) =>
      (await groupsService(strapi).groupsOf(id)).map((group) => group.id)
    ),
    summed('consents', async (id) => (await ledgerOf(knex, id)).length),
    summed('tasks', async (id) => (await tasksOfPerson(knex, id)).length),
    summed(
      'records',
      async (id) => (await recordsService(strapi).linksOf(id, { language: 'en' })).length
    ),
    async (keep, gone) => ({ consent: await previewMergedConsent(knex, { keep, gone }) })
  );
};
