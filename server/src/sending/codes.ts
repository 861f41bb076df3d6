import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { MessageContent } from '../cloud-api/message-types';
import { messageTable, type MessageRow } from '../conversations/public';
import { parseJson } from '../kernel/json';
import { MINUTE_MS } from '../kernel/time';
import { contextOf } from '../strapi/context';
import { dbNow, insertRow, type Db, type Sql } from '../strapi/db';
import { openSecret, sealSecret } from '../strapi/secrets';
import { readRow, writeRow } from '../strapi/table';
import { codeTable } from './code-table';

const CODES = codeTable.table;
type Raw = Record<string, unknown>;

/** A message whose own row shows the code hidden. */
export interface CodeMessage {
  content: MessageContent;
  /** How long the code is of use, as its template says. */
  minutes: number;
}

/** Seals before anything is written: without an encryption key nothing is recorded. */
export const sealCode = (strapi: Core.Strapi, { content }: CodeMessage): string =>
  sealSecret(contextOf(strapi).secrets, JSON.stringify(content), { field: 'template' });

/** In the message's own transaction: there is never one without the other. */
export const keepCode = async (
  db: Db,
  trx: Knex.Transaction,
  { messageId, sealed, minutes }: { messageId: number; sealed: string; minutes: number }
): Promise<void> => {
  const expiresAt = (await dbNow(db, trx)) + minutes * MINUTE_MS;
  await insertRow(trx, CODES, writeRow(codeTable, { messageId, sealed, expiresAt }));
};

export type CodeRefusal = 'code-expired' | 'code-unreadable';
export type OpenedCode =
  | { content: MessageContent; refusal: null }
  | { content: null; refusal: CodeRefusal };

/** Its row shows the code hidden. */
const isHidden = ({ payload }: Pick<MessageRow, 'payload'>): boolean => payload?.code === 'hidden';

/** The contents of those of the messages that carry a code, as they are at this moment. Others are not in the answer. */
export const openCodes = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { rows, now }: { rows: readonly MessageRow[]; now: number }
): Promise<Map<number, OpenedCode>> => {
  const hidden = rows.filter(isHidden).map(({ id }) => id);
  if (hidden.length === 0) return new Map();
  const raw = await trx(CODES).whereIn('message_id', hidden).select<Raw[]>();
  const kept = new Map(
    raw.map((one) => readRow(codeTable, one)).map((one) => [one.messageId, one])
  );
  const open = (id: number): OpenedCode => {
    const row = kept.get(id);
    if (!row || row.expiresAt <= now) return { content: null, refusal: 'code-expired' };
    const text = openSecret(contextOf(strapi).secrets, row.sealed);
    const content = text === null ? null : (parseJson(text) as MessageContent | null);
    return content ? { content, refusal: null } : { content: null, refusal: 'code-unreadable' };
  };
  return new Map(hidden.map((id) => [id, open(id)]));
};

/** Nothing needs them any more: they were sent, or never will be. */
export const forgetCodes = async (sql: Sql, messageIds: readonly number[]): Promise<void> => {
  await sql(CODES)
    .whereIn('message_id', [...messageIds])
    .delete();
};

/** Of one message that is settled; most have none. */
export const forgetCodeOf = async (sql: Sql, row: MessageRow): Promise<void> => {
  if (isHidden(row)) await forgetCodes(sql, [row.id]);
};

/** Messages that still wait although their code is of no use any more. */
export const waitingTooLong = (db: Db, most: number): Promise<Raw[]> =>
  db
    .knex(messageTable.table)
    .where({ state: 'queued' })
    .whereIn('id', db.knex(CODES).whereRaw(`expires_at <= ${db.now}`).select('message_id'))
    .limit(most)
    .select<Raw[]>();

/**
 * Codes that no message waits for any more: expired ones, and those whose message was settled by a webhook because the
 * answer of the call was lost.
 */
export const purgeCodes = async (db: Db): Promise<void> => {
  const messagesIn = (states: readonly MessageRow['state'][]) =>
    db
      .knex(`${messageTable.table} as m`)
      .whereRaw(`m.id = ${CODES}.message_id`)
      .whereIn('m.state', [...states])
      .select(db.knex.raw('1'));
  await db
    .knex(CODES)
    .whereExists(messagesIn(['accepted', 'failed']))
    .orWhere((expired) => {
      void expired.whereRaw(`expires_at <= ${db.now}`).whereNotExists(messagesIn(['queued']));
    })
    .delete();
};
