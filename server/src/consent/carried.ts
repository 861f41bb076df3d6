import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { CarriedMessage, CarriedTexts } from '../contracts/carried-consent';
import { recordsService, textsOf, wordingsOf, type CarriedBy } from '../records/public';
import { contextOf } from '../strapi/context';
import { insertIgnore, INSERT_PIECE, pieces, type Db, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { carriedMessageTable, type CarriedMessageRow } from './tables';

const TABLE = carriedMessageTable.table;
/** Messages that a person's page shows. */
const SHOWN = 50;
type Raw = Record<string, unknown>;

/** A message that is let go by the consent of an entry. */
interface CarriedNote {
  contactId: number;
  owner: { kind: CarriedMessageRow['ownerKind']; id: number };
  attempt: number;
  carried: CarriedBy;
  at: number;
}

/** In the transaction of the permit; one that is there already stays. */
export const noteCarried = (db: Db, trx: Sql, notes: readonly CarriedNote[]): Promise<void> =>
  insertIgnore(db, trx, {
    table: TABLE,
    rows: notes.map(({ owner, carried, ...note }) => {
      const { documentId: entryDocument, uid, version } = carried;
      const { kind: ownerKind, id: ownerId } = owner;
      const about = { uid, entryDocument, version };
      return writeRow(carriedMessageTable, { ...note, ...about, ownerKind, ownerId });
    }),
    keys: ['owner_kind', 'owner_id', 'attempt'],
  });

/** A message of a person with the words that carried it. */
interface CarriedLine extends CarriedMessageRow {
  texts: CarriedTexts;
}

const withTexts = async (sql: Sql, rows: readonly CarriedMessageRow[]): Promise<CarriedLine[]> => {
  const wordings = await wordingsOf(
    sql,
    rows.map(({ uid }) => uid)
  );
  const words = new Map(wordings.map((one) => [`${one.uid} ${one.version}`, textsOf(one)]));
  return rows.map((row) => ({
    ...row,
    texts: words.get(`${row.uid} ${row.version}`) ?? { en: '', tr: '' },
  }));
};

/** All of a person, the oldest first: they belong to the proof of consent (O-20, X-06). */
export const carriedOfPerson = async (sql: Sql, contactId: number): Promise<CarriedLine[]> => {
  const rows = (await sql(TABLE)
    .where({ contact_id: contactId })
    .orderBy([{ column: 'at' }, { column: 'id' }])) as Raw[];
  return withTexts(
    sql,
    rows.map((raw) => readRow(carriedMessageTable, raw))
  );
};

/** The last ones of a person, the newest first. */
export const lastCarried = async (
  strapi: Core.Strapi,
  contactId: number
): Promise<CarriedMessage[]> => {
  const { db } = contextOf(strapi);
  const rows = (await db
    .knex(TABLE)
    .where({ contact_id: contactId })
    .orderBy([
      { column: 'at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(SHOWN)) as Raw[];
  const lines = await withTexts(
    db.knex,
    rows.map((raw) => readRow(carriedMessageTable, raw))
  );
  const { linked } = recordsService(strapi);
  return lines.map(({ id, uid, entryDocument: documentId, version, texts, at }) => ({
    ...{ id, documentId, version, texts, at },
    role: linked.of(uid)?.config.role ?? uid,
  }));
};

/** After a merge what went to both is one person's. */
export const moveCarried = async (sql: Sql, from: number, to: number): Promise<void> => {
  await sql(TABLE).where({ contact_id: from }).update({ contact_id: to });
};

/**
 * For `contactsService.removeEffects`: that messages went by such a consent, when and by which words, stays as proof; which
 * entry it was goes.
 */
export const forgetCarriedOf = async (
  trx: Knex.Transaction,
  contactIds: readonly number[]
): Promise<void> => {
  for (const piece of pieces(contactIds, INSERT_PIECE))
    await trx(TABLE).whereIn('contact_id', piece).update({ entry_document: null });
};
