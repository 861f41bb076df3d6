import type { Core } from '@strapi/strapi';
import type { EntryCondition, EntryWhich } from '../contracts/entry-step';
import { DomainError } from '../kernel/errors';
import { rawRows } from '../strapi/batch';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import type { SqlPart } from '../strapi/sql-part';
import { askedValue } from './domain/asked-value';
import { filterKind } from './domain/filter-kind';
import { searchedValue } from './domain/written';
import { hostQuery } from './entries';
import { askedColumns } from './entry-fields';
import { conditionOn } from './filter';
import type { HostWriter } from './host-access';
import { quote, standsFor } from './host-sql';
import type { HostColumn } from './host-types';
import type { Mapping } from './mappings';
import { contactLinkTable } from './tables';
import { createWhoseEntries } from './whose-entries';

const LINKS = contactLinkTable.table;
/** Entries with the same text that are looked at; nobody numbers two orders alike. */
const MOST_LOOKED = 20;

/** Which entry a step means, with all its texts filled in. */
export interface EntryAsk {
  contactId: number;
  uid: string;
  which: EntryWhich;
  /** The entry that the run means already, or that set off its automation, as `which` says; null: none. */
  kept: string | null;
  /** IANA zone of the person: in it days are meant. */
  zone: string;
  /** Who published the flow: by their rights entries of nobody are found, and entries are written. */
  ownerId: number | null;
}

/** What an entry must answer, and the zone in which days are meant. */
interface Asked {
  when: readonly EntryCondition[];
  zone: string;
  /** When, where it is not now: a trial winds the clock forward. */
  now?: number | undefined;
}

/** The column of a field that a flow names. Throws `field-not-writable` if flows may not use it. */
export const askedColumn = (mapping: Mapping, path: string): HostColumn => {
  const column = askedColumns(mapping).find((one) => one.path === path);
  if (column) return column;
  throw new DomainError('field-not-writable', `flows may not use the field ${path}`, {
    field: path,
  });
};

/** The entry that a step of a flow means. Reads outside of transactions. */
export const createEntryFind = (strapi: Core.Strapi) => {
  const { db, clock } = contextOf(strapi);
  const { ofNobodyElse } = createWhoseEntries(strapi);
  const q = (name: string) => quote(name, hostQuery(strapi).isMysql);

  const rowsBy = async (sql: string, bindings: SqlPart['bindings']) => {
    const result: unknown = await db.knex.raw(sql, bindings);
    return rawRows(db.dialect, result).map(({ document_id, contact_id }) => ({
      documentId: String(document_id),
      isLinked: contact_id !== null && contact_id !== undefined,
    }));
  };

  /** Which row stands for an entry `e`, and what it must answer now. */
  const conditionsOf = (mapping: Mapping, { when, zone, now }: Asked): SqlPart[] => {
    const where = { now: now ?? clock.now(), zone };
    const asked = when.map((condition) => {
      const field = askedColumn(mapping, condition.field);
      const value = askedValue(condition, field.type, where);
      const { operator } = condition;
      return conditionOn(db.dialect, { field, alias: 'e' }, { operator, value });
    });
    return [standsFor(mapping.type, hostQuery(strapi)), ...asked];
  };

  /** The newest entry linked with the person that answers all conditions. */
  const newest = async (
    mapping: Mapping,
    contactId: number,
    asked: Asked
  ): Promise<string | null> => {
    const conditions = conditionsOf(mapping, asked);
    const [row] = await rowsBy(
      `SELECT e.document_id AS document_id, k.contact_id AS contact_id
        FROM ${LINKS} k JOIN ${q(mapping.type.table)} e ON e.document_id = k.entry_document
       WHERE k.uid = ? AND k.contact_id = ? AND ${conditions.map(({ sql }) => sql).join(' AND ')}
       ORDER BY e.created_at DESC, e.id DESC LIMIT 1`,
      [mapping.uid, contactId, ...conditions.flatMap(({ bindings }) => bindings)]
    );
    return row?.documentId ?? null;
  };

  /**
   * Conditions that find an entry by the value of its field, in the order in which they are tried. The exact text comes first,
   * because the host's index of the column can answer it. Empty: no entry can have that value.
   */
  const hitsOf = (field: HostColumn, text: string): SqlPart[] => {
    const value = searchedValue(text, field, { now: 0, zone: 'UTC' });
    if (value === null || value === undefined) return [];
    // A longer number would be rounded, and name another entry.
    if (field.type === 'biginteger' && !Number.isSafeInteger(Number(value))) return [];
    const exact = { sql: `e.${q(field.column)} = ?`, bindings: [value] };
    if (field.type === 'time') return [exact];
    const alike = conditionOn(db.dialect, { field, alias: 'e' }, { operator: 'is', value });
    return ['text', 'choice'].includes(filterKind(field.type)) ? [exact, alike] : [alike];
  };

  /** The person's own entries of which this is true, then those of nobody. */
  const rowsWhere = (mapping: Mapping, contactId: number, hit: SqlPart) => {
    const rule = standsFor(mapping.type, hostQuery(strapi));
    return rowsBy(
      `SELECT e.document_id AS document_id, k.contact_id AS contact_id
        FROM ${q(mapping.type.table)} e
        LEFT JOIN ${LINKS} k ON k.uid = ? AND k.entry_document = e.document_id
       WHERE ${rule.sql} AND ${hit.sql} AND (k.id IS NULL OR k.contact_id = ?)
       ORDER BY CASE WHEN k.id IS NULL THEN 1 ELSE 0 END, e.created_at DESC, e.id DESC
       LIMIT ${MOST_LOOKED}`,
      [mapping.uid, ...rule.bindings, ...hit.bindings, contactId]
    );
  };

  /** The entry whose field equals the text: the person's own first, else one of nobody that the owner of the flow may read. */
  const byField = async (
    mapping: Mapping,
    { contactId, which }: { contactId: number; which: Extract<EntryWhich, { by: 'field' }> },
    owner: () => Promise<HostWriter>
  ): Promise<string | null> => {
    for (const hit of hitsOf(askedColumn(mapping, which.field), which.text)) {
      const rows = await rowsWhere(mapping, contactId, hit);
      const [first] = rows;
      if (!first) continue;
      if (first.isLinked) return first.documentId;
      const found = rows.map(({ documentId }) => documentId);
      const readable = await (await owner()).readable(found);
      if (readable.size === 0)
        throw new DomainError('not-allowed', 'who published the flow may not read such entries');
      const open = await ofNobodyElse(mapping, [...readable], contactId);
      const theirs = found.find((documentId) => open.has(documentId));
      if (theirs !== undefined) return theirs;
    }
    return null;
  };

  /** Document id of the entry that was found; null: none was. */
  const find = (
    mapping: Mapping,
    { contactId, which, kept, zone }: EntryAsk,
    owner: () => Promise<HostWriter>
  ): Promise<string | null> => {
    if (which.by === 'field') return byField(mapping, { contactId, which }, owner);
    if (which.by === 'automation' || (which.by === 'kept' && kept !== null))
      return Promise.resolve(kept);
    return newest(mapping, contactId, { when: which.by === 'newest' ? which.when : [], zone });
  };

  /** Does the entry answer all of these now? By `sql`, so that the transaction that changes it may ask. */
  const answers = async (
    sql: Sql,
    mapping: Mapping,
    { documentId, ...asked }: Asked & { documentId: string }
  ): Promise<boolean> => {
    const conditions = conditionsOf(mapping, asked);
    const result: unknown = await sql.raw(
      `SELECT e.id AS entry_id FROM ${q(mapping.type.table)} e
       WHERE e.document_id = ? AND ${conditions.map((one) => one.sql).join(' AND ')} LIMIT 1`,
      [documentId, ...conditions.flatMap(({ bindings }) => bindings)]
    );
    return rawRows(db.dialect, result).length > 0;
  };

  return { find, answers, ofNobodyElse };
};
