import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { severalPortfolios } from '../accounts/public';
import { encodeCursor, idAfter } from '../kernel/cursor';
import { notFound } from '../kernel/errors';
import { adminsByIds } from '../strapi/admin-users';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { contactView } from './domain/view';
import { createContactEdits } from './edit';
import { valuesOf } from './fields';
import { createLearning } from './learn';
import { previewMerge } from './merge-preview';
import type { ContactsService } from './public';
import { removeContacts } from './remove';
import { mergeContacts, resolveInbound, type ResolveDeps } from './resolve';
import { createTold } from './told';
import {
  countContacts,
  findContact,
  findContacts,
  holdContacts,
  listContacts,
  lockContact,
  throughMerges,
  touchContacts,
} from './store';
import { addTags, removeTags, tagsOf } from './tags';
import type { ContactRow } from './tables';

const taken: Pick<ContactsService, 'hold' | 'touchInbound' | 'touchOutbound'> = {
  hold: holdContacts,
  touchInbound: (trx, id, at) => touchContacts(trx, { ids: [id], column: 'last_inbound_at', at }),
  touchOutbound: (trx, ids, at) => touchContacts(trx, { ids, column: 'last_outbound_at', at }),
};

export const createContactsService = ({ strapi }: { strapi: Core.Strapi }): ContactsService => {
  const { db, clock, random } = contextOf(strapi);
  const mergeEffects: ContactsService['mergeEffects'] = [];
  const mergeSources: ContactsService['mergeSources'] = [];
  const tagEffects: ContactsService['tagEffects'] = [];
  const peopleEffects: ContactsService['peopleEffects'] = [];
  const createdEffects: ContactsService['createdEffects'] = [];
  const profileEffects: ContactsService['profileEffects'] = [];
  const tellProfiles: ContactsService['tellProfiles'] = async (trx, changes) => {
    const real = changes.filter(({ fields }) => fields.length > 0);
    for (const effect of real.length > 0 ? profileEffects : []) await effect(trx, real);
  };
  const deps: ResolveDeps = { db, random, mergeEffects, tellProfiles, severalPortfolios };

  const get = async (id: number, sql: Sql = db.knex): Promise<ContactRow> => {
    const row = await throughMerges((one) => findContact(sql, one), id);
    if (!row) throw notFound('contact');
    return row;
  };
  const lock = (trx: Knex.Transaction, id: number): Promise<ContactRow | null> =>
    throughMerges((one) => lockContact(trx, one), id);
  const removeEffects: ContactsService['removeEffects'] = [];
  const removeGuards: ContactsService['removeGuards'] = [];
  const views: ContactsService['views'] = async (rows, reading = 'plain') => {
    const ids = rows.map((row) => row.id);
    const [tags, custom, owners] = await Promise.all([
      tagsOf(db.knex, ids),
      valuesOf(db.knex, ids, reading),
      adminsByIds(
        strapi,
        rows.flatMap((row) => row.ownerId ?? [])
      ),
    ]);
    return rows.map((row) =>
      contactView(row, {
        tags: tags.get(row.id),
        custom: custom.get(row.id),
        owner: row.ownerId === null ? null : owners.get(row.ownerId),
      })
    );
  };
  const list: ContactsService['list'] = async ({ q, cursor, limit }, { within, reading } = {}) => {
    const rows = await listContacts(
      db.knex,
      { q, within },
      { before: idAfter(cursor), limit: limit + 1 }
    );
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      contacts: await views(shown, reading),
      nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null,
    };
  };

  return {
    get,
    byIds: findContacts,
    resolveInbound: async (trx, who) => {
      const found = await resolveInbound(trx, deps, who);
      if (found.created) for (const effect of createdEffects) await effect(trx, [found.contact]);
      return found;
    },
    learnIds: createLearning(strapi, deps),
    ...createTold({ ...deps, clock }),
    merge: (trx, ids, at) => mergeContacts(trx, deps, { ids, at }),
    mergeEffects,
    profileEffects,
    tellProfiles,
    lock,
    ...createContactEdits(strapi, {
      lock,
      tagEffects,
      peopleEffects,
      createdEffects,
      tellProfiles,
    }),
    tagEffects,
    peopleEffects,
    createdEffects,
    tagContacts: async (trx, contactIds, { add = [], remove = [] }) => {
      const at = clock.now();
      const gone = await removeTags(trx, { contactIds, names: remove, at });
      const added = await addTags(db, trx, { contactIds, names: add, at });
      for (const effect of added.length > 0 ? tagEffects : []) await effect(trx, added);
      const changed = [...new Set([...gone, ...added.map((one) => one.contactId)])];
      await tellProfiles(
        trx,
        changed.map((contactId) => ({ contactId, fields: ['tags'] }))
      );
      return { added, changed };
    },
    views,
    removeEffects,
    removeGuards,
    remove: (trx, ids) =>
      removeContacts(strapi, trx, { ids, deps: { effects: removeEffects, guards: removeGuards } }),
    mergeSources,
    seenThrough: [],
    previewMerge: (ids, reading) =>
      previewMerge({ get, views, sources: mergeSources }, ids, reading),
    list,
    count: (q, within) => countContacts(db.knex, { q, within }),
    ...taken,
  };
};
