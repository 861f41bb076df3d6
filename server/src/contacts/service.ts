import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { severalPortfolios } from '../accounts/public';
import { listContactsQuery } from '../contracts/contacts';
import { decodeCursor, encodeCursor } from '../kernel/cursor';
import { DomainError, notFound } from '../kernel/errors';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { contactView } from './domain/view';
import { createContactEdits } from './edit';
import type { ContactsService } from './public';
import { changeIdentity, mergeContacts, resolveInbound, type ResolveDeps } from './resolve';
import {
  countContacts,
  findContact,
  findContacts,
  listContacts,
  lockContact,
  touchContacts,
} from './store';
import type { ContactRow } from './tables';

const cursorId = (cursor: string | undefined): number | null => {
  if (!cursor) return null;
  const [value] = decodeCursor(cursor, 1) ?? [];
  if (Number.isInteger(value) && Number(value) > 0 && Number(value) <= 2_147_483_647)
    return Number(value);
  throw new DomainError('invalid', 'cursor is not valid', {
    field: 'cursor',
    remedy: 'Start from the first page.',
  });
};

export const createContactsService = ({ strapi }: { strapi: Core.Strapi }): ContactsService => {
  const { db, random } = contextOf(strapi);
  const mergeEffects: ContactsService['mergeEffects'] = [];
  const deps: ResolveDeps = { random, mergeEffects, severalPortfolios };

  const get = async (id: number, sql: Sql = db.knex): Promise<ContactRow> => {
    const row = await findContact(sql, id);
    const person = row?.mergedInto ? await findContact(sql, row.mergedInto) : row;
    if (!person) throw notFound('contact');
    return person;
  };
  const lock = async (trx: Knex.Transaction, id: number): Promise<ContactRow | null> => {
    const row = await lockContact(trx, id);
    return row?.mergedInto ? lockContact(trx, row.mergedInto) : row;
  };
  const list: ContactsService['list'] = async (asked, within) => {
    const { q, cursor, limit } = listContactsQuery.parse(asked);
    const rows = await listContacts(
      db.knex,
      { q, within },
      { before: cursorId(cursor), limit: limit + 1 }
    );
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      contacts: shown.map(contactView),
      nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null,
    };
  };

  return {
    get,
    byIds: findContacts,
    resolveInbound: (trx, who) => resolveInbound(trx, deps, who),
    changeIdentity: (trx, change) => changeIdentity(trx, deps, change),
    merge: (trx, ids, at) => mergeContacts(trx, deps, { ids, at }),
    mergeEffects,
    lock,
    ...createContactEdits(strapi, lock),
    list,
    count: (q, within) => countContacts(db.knex, { q, within }),
    touchInbound: (trx, id, at) => touchContacts(trx, { ids: [id], column: 'last_inbound_at', at }),
    touchOutbound: (trx, ids, at) => touchContacts(trx, { ids, column: 'last_outbound_at', at }),
    view: contactView,
  };
};
