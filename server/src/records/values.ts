import type { Core } from '@strapi/strapi';
import { zoneFor } from '../accounts/public';
import { addTo } from '../kernel/lists';
import { rawRows } from '../strapi/batch';
import { nameOf, sensitiveService } from '../sensitive/public';
import { contextOf } from '../strapi/context';
import { pieces, type Sql } from '../strapi/db';
import { readable } from './domain/readable';
import { columnsOf, hostQuery } from './entries';
import { relatedPeople } from './entry-people';
import { quote, standsFor } from './host-sql';
import type { HostColumn, HostType } from './host-types';
import type { Mappings } from './mappings';
import { marks } from '../strapi/sql-part';
import { contactLinkTable } from './tables';

const PIECE = 400;

/** A person whose values are wanted, and how they read. */
export interface ValuePerson {
  id: number;
  language: string | null;
  timezone: string | null;
  /** ISO 3166 code. */
  country: string | null;
}

export interface WantedValue {
  type: string;
  field: string;
}

export interface ValuesAsk {
  people: readonly ValuePerson[];
  wanted: readonly WantedValue[];
  language: string | null;
  /** Of one person: the entries that are meant in place of their newest ones, by type. */
  entries?: Readonly<Record<string, string>> | undefined;
}

/** Readable values by content type and field; what is not there is null. */
export type RecordValues = Record<string, Record<string, string | null>>;

interface NewestEntry {
  documentId: string;
  /** Its raw fields, in the order in which they were asked for. */
  fields: unknown[];
}

/**
 * The newest linked entry of a type, per person. "Newest" is when the entry was made. One query per 400 people: the link by
 * its index, the entry by its document.
 */
const newestEntries = async (
  strapi: Core.Strapi,
  sql: Sql,
  {
    type,
    columns,
    contactIds,
  }: { type: HostType; columns: readonly HostColumn[]; contactIds: readonly number[] }
): Promise<Map<number, NewestEntry>> => {
  const { db } = contextOf(strapi);
  const query = hostQuery(strapi);
  const q = (name: string) => quote(name, query.isMysql);
  const rule = standsFor(type, query);
  const fields = columns.map(({ column }, i) => `e.${q(column)} AS f${i}`);
  const found = new Map<number, NewestEntry>();
  const own = ['k.contact_id AS contact_id', 'k.entry_document AS entry_document'];
  for (const piece of pieces(contactIds, PIECE)) {
    const result: unknown = await sql.raw(
      `SELECT * FROM (SELECT ${[...own, ...fields].join(', ')},
         ROW_NUMBER() OVER (PARTITION BY k.contact_id ORDER BY e.created_at DESC, e.id DESC) AS place
       FROM ${contactLinkTable.table} k JOIN ${q(type.table)} e ON e.document_id = k.entry_document
       WHERE k.uid = ? AND k.contact_id IN (${marks(piece)}) AND ${rule.sql}) x WHERE x.place = 1`,
      [type.uid, ...piece, ...rule.bindings]
    );
    for (const row of rawRows(db.dialect, result))
      found.set(Number(row.contact_id), {
        documentId: String(row.entry_document),
        fields: columns.map((_, i) => row[`f${i}`]),
      });
  }
  return found;
};

/** Raw fields of the newest entry, per person. */
const newestFields = async (
  strapi: Core.Strapi,
  sql: Sql,
  ask: Parameters<typeof newestEntries>[2]
): Promise<Map<number, unknown[]>> => {
  const found = await newestEntries(strapi, sql, ask);
  return new Map([...found].map(([contactId, { fields }]) => [contactId, fields]));
};

/** Documents of the entries from which messages to these people take their values. Awaits nothing but `sql`. */
export const newestDocuments = async (
  strapi: Core.Strapi,
  sql: Sql,
  { type, contactIds }: { type: HostType; contactIds: readonly number[] }
): Promise<Map<number, string>> => {
  const found = await newestEntries(strapi, sql, { type, columns: [], contactIds });
  return new Map([...found].map(([contactId, { documentId }]) => [contactId, documentId]));
};

/**
 * Raw fields of the one entry that is meant in place of the newest; none where it is gone, or was linked with somebody else
 * since and no relation of it names the person.
 */
const thatEntry = async (
  strapi: Core.Strapi,
  sql: Sql,
  {
    type,
    columns,
    contactId,
    documentId,
  }: { type: HostType; columns: HostColumn[]; contactId: number; documentId: string }
): Promise<Map<number, unknown[]>> => {
  const { db } = contextOf(strapi);
  const query = hostQuery(strapi);
  const q = (name: string) => quote(name, query.isMysql);
  const rule = standsFor(type, query);
  const fields = columns.map(({ column }, i) => `e.${q(column)} AS f${i}`);
  const own = ['e.id AS entry_id', 'k.id AS link_id', 'k.contact_id AS contact_id'];
  const result: unknown = await sql.raw(
    `SELECT ${[...own, ...fields].join(', ')} FROM ${q(type.table)} e
       LEFT JOIN ${contactLinkTable.table} k ON k.uid = ? AND k.entry_document = e.document_id
     WHERE e.document_id = ? AND ${rule.sql} LIMIT 1`,
    [type.uid, documentId, ...rule.bindings]
  );
  const [row] = rawRows(db.dialect, result);
  const found = new Map<number, unknown[]>();
  if (!row) return found;
  const entryId = Number(row.entry_id);
  const isOpen = (row.link_id ?? null) === null || Number(row.contact_id ?? 0) === contactId;
  const named = isOpen
    ? new Map<number, number[]>()
    : await relatedPeople(strapi, sql, { uid: type.uid, entryIds: [entryId] });
  if (isOpen || named.get(entryId)?.includes(contactId))
    found.set(
      contactId,
      columns.map((_, i) => row[`f${i}`])
    );
  return found;
};

const wantedOf = (wanted: readonly WantedValue[]): Map<string, string[]> => {
  const byType = new Map<string, string[]>();
  for (const { type, field } of wanted) addTo(byType, type, field);
  return byType;
};

/**
 * Values of linked records for messages (T-30): only fields that the mapping lets messages use, and no sensitive one that
 * messages may not. Awaits nothing but `sql`,
 * so a permit may ask inside its transaction. Language: the person's, else `language` (that of the message).
 */
export const createValues =
  (strapi: Core.Strapi, mappings: Mappings) =>
  async (
    sql: Sql,
    { people, wanted, language, entries }: ValuesAsk
  ): Promise<Map<number, RecordValues>> => {
    const out = new Map<number, RecordValues>();
    if (wanted.length === 0 || people.length === 0) return out;
    const all = await mappings.all(sql);
    const locked = await sensitiveService(strapi).locked(sql, 'messages');
    for (const [uid, fields] of wantedOf(wanted)) {
      const mapping = all.get(uid);
      if (!mapping) continue;
      const allowed = fields.filter(
        (field) =>
          mapping.config.usable.includes(field) &&
          !locked.has(nameOf({ on: 'record', type: uid, key: field }))
      );
      const columns = columnsOf(mapping.type, allowed).filter(({ hop }) => hop === null);
      if (columns.length === 0) continue;
      const contactIds = [...new Set(people.map(({ id }) => id))];
      const ask = { type: mapping.type, columns, contactIds };
      const [only = 0] = contactIds;
      const meant = entries && Object.hasOwn(entries, uid) ? entries[uid] : undefined;
      const rows =
        meant === undefined
          ? await newestFields(strapi, sql, ask)
          : await thatEntry(strapi, sql, { ...ask, contactId: only, documentId: meant });
      for (const person of people) {
        const raw = rows.get(person.id);
        if (!raw) continue;
        const options = {
          language: person.language ?? language,
          timezone: zoneFor(strapi, person),
        };
        const values = columns.map(
          ({ path, type }, i) => [path, readable(raw[i], type, options)] as const
        );
        out.set(person.id, { ...out.get(person.id), [uid]: Object.fromEntries(values) });
      }
    }
    return out;
  };
