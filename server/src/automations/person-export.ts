import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { isoOf } from '../kernel/time';
import { recordsService } from '../records/public';
import { pieces, type Sql } from '../strapi/db';
import { changePages } from './change-store';
import { without } from './domain/values';
import { entriesOf, LINKED } from './person';
import {
  automationTable,
  dueTable,
  memberTable,
  onceTable,
  startTable,
  type ChangeRow,
} from './tables';

/** Entries whose changes are read together. */
const PIECE = 200;
type Raw = Record<string, unknown>;

/** Rows of a table that name the person, with the name of their automation. */
const rowsOf = (sql: Sql, table: string, contactId: number): Knex.QueryBuilder =>
  sql(`${table} as t`)
    .leftJoin(`${automationTable.table} as a`, 'a.id', 't.automation_id')
    .where('t.contact_id', contactId)
    .orderBy('t.id')
    .select('a.name as automation');

const dated = (rows: readonly Raw[]): object[] =>
  rows.map(({ at, ...row }) => ({ ...row, at: isoOf(Number(at)) }));

/**
 * For the export of one person: what automations began for them, or did not and why, what lies ahead for them, in whose
 * segment they were at the last look, and what is done for them once.
 */
export const automationsOfPerson = async (sql: Sql, contactId: number) => {
  const rowsIn = (table: string) => rowsOf(sql, table, contactId);
  const starts = await rowsIn(startTable.table).select<Raw[]>(
    't.uid as type',
    't.entry_document as entry',
    't.basis as basis',
    't.result as result',
    't.reason as reason',
    't.at as at'
  );
  const ahead = await rowsIn(dueTable.table).select<Raw[]>(
    'a.uid as type',
    't.entry_document as entry',
    't.basis as basis',
    't.due_at as at'
  );
  const once = await rowsIn(onceTable.table).select<Raw[]>('t.at as at');
  const members = (await rowsIn(memberTable.table)) as Raw[];
  return {
    ...{ starts: dated(starts), ahead: dated(ahead), once: dated(once) },
    segmentOf: members.map(({ automation }) => automation),
  };
};

/** Without the fields that say whose entry it is: it may have been somebody else's before. */
const viewOf = (
  { uid, entryDocument, locale, version, kind, at, valuesBefore, valuesAfter }: ChangeRow,
  fields: readonly string[]
): object => {
  const shown = (values: ChangeRow['valuesAfter']) => values && (without(values, fields) ?? values);
  return {
    ...{ type: uid, entry: entryDocument, language: locale || null, version, change: kind },
    ...{ at: isoOf(at), before: shown(valuesBefore), after: shown(valuesAfter) },
  };
};

/**
 * For the export of one person: what became of entries that are linked with them, or were when they were deleted, as
 * automations noticed it. By pages.
 */
export async function* changesOfPerson(
  strapi: Core.Strapi,
  sql: Sql,
  contactId: number
): AsyncGenerator<object[]> {
  for (const [uid, documentIds] of await entriesOf(sql, [contactId], LINKED)) {
    const fields = recordsService(strapi).personFields(uid);
    for (const piece of pieces([...documentIds], PIECE))
      for await (const rows of changePages(sql, { uid, documentIds: piece, since: 0 }))
        yield rows.map((row) => viewOf(row, fields));
  }
}
