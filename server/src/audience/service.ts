import type { Core } from '@strapi/strapi';
import { requiredPurposes } from '../consent/public';
import { readContact, type ContactRow } from '../contacts/public';
import type { PeopleChoice } from '../contracts/audience';
import { filterKind, recordsService } from '../records/public';
import { sensitiveService } from '../sensitive/public';
import { nameOf } from '../sensitive/public';
import { rawRows } from '../strapi/batch';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { createCounting } from './counting';
import { namesGone } from './gone';
import { idRanges } from './id-ranges';
import type { AudienceService } from './public';
import { choiceOfTree, resolveChoice, segmentAsked } from './resolve';
import { isUnanswerable, type SqlPart } from '../strapi/sql-part';
import { choiceSql, type ResolvedChoice } from './sql';

/** One that names segments stays as it was read: all pieces of long work mean the same. */
const isResolved = (choice: PeopleChoice): choice is ResolvedChoice => 'trees' in choice;

export const createAudienceService = ({ strapi }: { strapi: Core.Strapi }): AudienceService => {
  const { db, clock } = contextOf(strapi);
  const rows = async (sql: Sql, text: string, bindings: SqlPart['bindings']) =>
    rawRows(db.dialect, await sql.raw(text, bindings as never));
  const sumsOf = createCounting(db, clock);
  const whole = (limit: number): number => Math.min(Math.max(Math.trunc(limit), 1), 5_000);

  const segmentSources: AudienceService['segmentSources'] = [];
  /** Without a source every segment is gone and matches nobody. */
  const moment = (sql: Sql) => ({
    dialect: db.dialect,
    now: clock.now(),
    read: async (ids: readonly number[]) => (await segmentSources[0]?.(sql, ids)) ?? new Map(),
    linked: recordsService(strapi).linked,
    locked: () => sensitiveService(strapi).locked(sql, 'segments'),
    required: () => requiredPurposes(sql),
  });
  const resolve: AudienceService['resolve'] = async (choice, sql = db.knex) =>
    isResolved(choice) ? choice : resolveChoice(choice, moment(sql));

  return {
    segmentSources,
    resolve,
    ofTree: (tree, sql = db.knex) => choiceOfTree(tree, moment(sql)),
    asksOfGone: async (tree, sql = db.knex) => {
      // The SQL is written with the linked types as they were read last.
      const linked = await recordsService(strapi).reached();
      const { where } = choiceSql(db.dialect, await choiceOfTree(tree, moment(sql)));
      if (isUnanswerable({ sql: where, bindings: [] })) return true;
      return namesGone(strapi, { tree, linked, sql });
    },
    ofSegment: (id, sql = db.knex) => segmentAsked(id, moment(sql)),
    idRanges: ({ after }) => idRanges({ db, clock }, db.knex, { after }),
    sumsOf: async (choice, sums, options = {}) =>
      sumsOf(await resolve(choice, options.sql), sums, options),
    countChoice: async (choice, sql) =>
      (await sumsOf(await resolve(choice, sql), { people: 'COUNT(*)' }, { sql })).people,
    sampleChoice: async (choice, limit, sql = db.knex) => {
      const { from, where, bindings, key } = choiceSql(db.dialect, await resolve(choice, sql));
      const found: ContactRow[] = [];
      for await (const { after, upTo } of idRanges({ db, clock }, sql, { down: true })) {
        const most = whole(limit) - found.length;
        const text = `SELECT c.* FROM ${from} WHERE ${where} AND ${key} > ? AND ${key} <= ? ORDER BY ${key} DESC LIMIT ${most}`;
        found.push(...(await rows(sql, text, [...bindings, after, upTo])).map(readContact));
        if (found.length >= whole(limit)) break;
      }
      return found;
    },
    pageOf: async (filter, { before, limit }) => {
      const choice = await resolve({ kind: 'all' as const, filter, except: [] });
      const { from, where, bindings, key } = choiceSql(db.dialect, choice);
      const start = before === undefined ? '' : ` AND ${key} < ?`;
      const text = `SELECT c.* FROM ${from} WHERE ${where}${start} ORDER BY ${key} DESC LIMIT ${whole(limit)}`;
      const bounds = before === undefined ? [] : [before];
      return (await rows(db.knex, text, [...bindings, ...bounds])).map(readContact);
    },
    linkedTypes: async () => {
      const { types, mappings } = await recordsService(strapi).types();
      const locked = await sensitiveService(strapi).locked(db.knex, 'segments');
      const reached = await recordsService(strapi).reached();
      const fields = new Map(types.map((one) => [one.uid, one.fields]));
      return mappings.map(({ uid, role, usable }) => ({
        type: uid,
        label: role,
        fields: [
          ...(fields.get(uid) ?? []).filter(
            ({ path, related }) => !related && usable.includes(path)
          ),
          ...(reached.get(uid) ?? []),
        ].map((one) => ({
          key: one.path,
          label: one.label,
          kind: filterKind(one.type),
          choices: one.choices,
          locked: locked.has(nameOf({ on: 'record', type: uid, key: one.path })),
        })),
      }));
    },
    pieceOf: async (choice, { after, upTo, limit }, sql = db.knex) => {
      const { from, where, bindings, key } = choiceSql(db.dialect, await resolve(choice, sql));
      const end = upTo === undefined ? '' : ` AND ${key} <= ?`;
      const text = `SELECT ${key} AS id FROM ${from} WHERE ${where} AND ${key} > ?${end} ORDER BY ${key} LIMIT ${whole(limit)}`;
      const bounds = upTo === undefined ? [after] : [after, upTo];
      return (await rows(sql, text, [...bindings, ...bounds])).map((row) => Number(row.id));
    },
  };
};
