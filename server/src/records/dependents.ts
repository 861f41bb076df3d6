import type { Core } from '@strapi/strapi';
import { rawRows } from '../strapi/batch';
import { contextOf } from '../strapi/context';
import type { MappingBody } from '../contracts/records';
import { personPaths } from './domain/entry';
import { hostQuery } from './entries';
import { quote } from './host-sql';
import type { Hop, HostType } from './host-types';

/** More than this wait for the next full sync: an entry that a million relate to is no person. */
const MOST = 5_000;

/** Relations through which a mapping learns who the person is: an order's customer. */
export const hopsOf = (type: HostType, config: MappingBody): Hop[] => {
  const relations = new Set(
    personPaths(config.fields).flatMap((path) => {
      const [relation, field] = path.split('.');
      return field === undefined || relation === undefined ? [] : [relation];
    })
  );
  return type.hops.filter(({ relation }) => relations.has(relation));
};

/** Documents of a type that relate to this document, whatever the relation. */
export const dependentsOf = async (
  strapi: Core.Strapi,
  type: HostType,
  targetDocumentId: string
): Promise<string[]> => {
  const { db } = contextOf(strapi);
  const { isMysql } = hostQuery(strapi);
  const q = (name: string) => quote(name, isMysql);
  const found = new Set<string>();
  for (const { link, table, column } of type.hops) {
    const join = link
      ? `JOIN ${q(link.table)} l ON l.${q(link.from)} = e.id JOIN ${q(table)} h ON h.id = l.${q(link.to)}`
      : `JOIN ${q(table)} h ON h.id = e.${q(column)}`;
    const result: unknown = await db.knex.raw(
      `SELECT DISTINCT e.document_id AS document_id FROM ${q(type.table)} e ${join} WHERE h.document_id = ? LIMIT ${MOST}`,
      [targetDocumentId]
    );
    for (const row of rawRows(db.dialect, result)) found.add(String(row.document_id));
  }
  return [...found];
};
