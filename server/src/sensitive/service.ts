import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { SensitiveAllowance } from '../contracts/sensitive';
import { DomainError, notFound } from '../kernel/errors';
import { withoutNul } from '../kernel/json';
import { logsService } from '../logs/public';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { fieldOf, nameOf } from './domain/name';
import { allowedFor, type Actor, type MarkedField, type SensitiveService } from './public';
import { closeUses, findUse, insertUse, listUses } from './store';
import type { SensitiveUseRow } from './tables';

const viewOf = (row: SensitiveUseRow): SensitiveAllowance[] => {
  const field = fieldOf(row.fieldName);
  if (!field) return [];
  const { id, purpose: use, reason, actor: by, at, withdrawnBy, withdrawnAt } = row;
  return [{ id, field, use, reason, by, at, withdrawnBy, withdrawnAt }];
};

type Told =
  | 'sensitive-marked'
  | 'sensitive-unmarked'
  | 'sensitive-allowed'
  | 'sensitive-allowance-ended';

/** Allowances of sensitive fields. The fields and their marks belong to the rooms above, which tell of them. */
export const createSensitiveService = ({ strapi }: { strapi: Core.Strapi }): SensitiveService => {
  const { db, clock } = contextOf(strapi);
  const marks: SensitiveService['marks'] = [];

  const tell = (
    trx: Knex.Transaction,
    event: Told,
    { field, by, ...more }: { field: string; by: Actor } & Record<string, unknown>
  ) =>
    logsService(strapi).writeIn(trx, {
      area: 'contact',
      level: event === 'sensitive-allowed' || event === 'sensitive-unmarked' ? 'warn' : 'info',
      event,
      text: `${by.name}: ${event.replaceAll('-', ' ')} ("${field}")`,
      details: { ...more, field, by: by.name, userId: by.id },
    });

  const allMarks = async (sql: Sql): Promise<MarkedField[]> => {
    const all: MarkedField[] = [];
    for (const read of marks) all.push(...(await read(sql)));
    return all;
  };

  const locked: SensitiveService['locked'] = async (sql, use) => {
    const all = await allMarks(sql);
    if (all.length === 0) return new Map();
    const allowed = await allowedFor(sql, use);
    return new Map(
      all.map((one) => [nameOf(one.field), one] as const).filter(([name]) => !allowed.has(name))
    );
  };

  const markOf = async (sql: Knex.Transaction, name: string) => {
    const found = (await allMarks(sql)).find(({ field }) => nameOf(field) === name);
    if (found) return found;
    throw new DomainError('not-sensitive', 'field: this field is not marked as sensitive', {
      field: 'field',
      status: 409,
      remedy: 'Mark it first; a field without a mark needs no allowance.',
    });
  };

  return {
    marks,
    locked,
    list: async () => (await listUses(db.knex)).flatMap(viewOf),
    allow: async ({ field, use, reason }, actor) =>
      db.tx(async (trx) => {
        const name = nameOf(field);
        const { label, kind } = await markOf(trx, name);
        if ((await allowedFor(trx, use)).has(name))
          throw new DomainError('already-allowed', 'use: it is allowed already', {
            field: 'use',
            status: 409,
            remedy: 'Withdraw what stands there first.',
          });
        const id = await insertUse(trx, {
          fieldName: name,
          purpose: use,
          reason: withoutNul(reason),
          actorId: actor.id,
          actor: actor.name.slice(0, 160),
          at: clock.now(),
          withdrawnBy: null,
          withdrawnAt: null,
        });
        await tell(trx, 'sensitive-allowed', { field: label, by: actor, kind, use, reason });
        const row = await findUse(trx, id);
        const [view] = row ? viewOf(row) : [];
        if (!view) throw notFound('the allowance');
        return view;
      }),
    withdraw: async (id, actor) =>
      db.tx(async (trx) => {
        const row = await findUse(trx, id);
        if (!row) throw notFound('the allowance');
        // All that is open for it: two people may have allowed it at once.
        const where = { field_name: row.fieldName, purpose: row.purpose };
        const closed =
          row.withdrawnAt === null
            ? await closeUses(trx, where, { by: actor.name, at: clock.now() })
            : [];
        if (closed.length === 0) return;
        const { fieldName, purpose: use } = row;
        const field = (await allMarks(trx)).find((one) => nameOf(one.field) === fieldName);
        await tell(trx, 'sensitive-allowance-ended', {
          field: field?.label ?? fieldName,
          by: actor,
          use,
        });
      }),
    marked: async (trx, { field, label, kind, actor }) => {
      if (kind !== null) return tell(trx, 'sensitive-marked', { field: label, by: actor, kind });
      const where = { field_name: nameOf(field) };
      await closeUses(trx, where, { by: actor.name, at: clock.now() });
      await tell(trx, 'sensitive-unmarked', { field: label, by: actor });
    },
  };
};
