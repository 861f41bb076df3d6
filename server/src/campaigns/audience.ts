import { choiceCondition, choiceSql, type ResolvedChoice } from '../audience/public';
import { otherChannelSql, skipReasonSql, type ConsentRules } from '../consent/public';
import { contactTable } from '../contacts/public';
import { conversationTable, SAFETY_MS } from '../conversations/public';
import { carriesSql, type LinkedTypes } from '../records/public';
import { rawRows } from '../strapi/batch';
import type { Db, Dialect, Sql } from '../strapi/db';
import type { SqlPart } from '../strapi/sql-part';
import { cappedSql } from './caps';
import { namedTypeOf } from './carried';
import type { Frozen } from './frozen';
import { perMessage, templateSql, type Languages } from './languages';
import { missingValueSql } from './missing-value';
import type { CampaignRow } from './tables';

const CONTACTS = contactTable.table;
const CONVERSATIONS = conversationTable.table;

/** `key` is the contact's id where the audience has it in an index: ranges and orders go by it. */
export interface AudiencePart extends SqlPart {
  key: string;
}

/** Who an audience means, as FROM and WHERE over the contacts table `c`. */
export const audiencePart = (dialect: Dialect, choice: ResolvedChoice): AudiencePart => {
  const { from, where, bindings, key } = choiceSql(dialect, choice);
  return { sql: `${from} WHERE ${where}`, bindings, key };
};

/** An earlier person, as `d`, with the address of `c`; what follows is asked of those only. */
const BY_ADDRESS = `1 FROM ${CONTACTS} d WHERE d.address_key = c.address_key AND d.id < c.id AND`;
const SAME_ADDRESS: Record<Dialect, string> = {
  sqlite: BY_ADDRESS,
  mysql: `STRAIGHT_JOIN ${BY_ADDRESS}`,
  postgres: `1 FROM (SELECT s.* FROM ${CONTACTS} s WHERE s.address_key = c.address_key AND s.id < c.id OFFSET 0) d WHERE`,
};

/**
 * An earlier person of the audience with the address of `c`. It starts from the address, which has an index: started
 * from the audience, as a join invites to, each person would read all others. PostgreSQL does so where it has not counted
 * a group yet and takes it for small, unless OFFSET keeps the two apart; MariaDB in the seconds after many were added (a
 * check of 20,000 took minutes), unless STRAIGHT_JOIN forbids to make a join of it.
 */
export const twinPart = (dialect: Dialect, choice: ResolvedChoice): SqlPart => {
  const where = choiceCondition(dialect, choice, 'd');
  return {
    sql: `EXISTS (SELECT ${SAME_ADDRESS[dialect]} ${where.sql})`,
    bindings: where.bindings,
  };
};

/** Highest contact id of an audience when it is asked: people who join later are not in this run. */
export const highestContact = async (db: Db, sql: Sql, choice: ResolvedChoice): Promise<number> => {
  const { sql: from, bindings, key } = audiencePart(db.dialect, choice);
  const result: unknown = await sql.raw(`SELECT MAX(${key}) AS hi FROM ${from}`, bindings);
  return Number(rawRows(db.dialect, result)[0]?.hi ?? 0);
};

/** The end of the next piece of `size` people after `lo`. */
export const pieceEnd = async (
  db: Db,
  sql: Sql,
  {
    audience,
    lo,
    hiMax,
    size,
  }: { audience: ResolvedChoice; lo: number; hiMax: number; size: number }
): Promise<number> => {
  const { sql: from, bindings, key } = audiencePart(db.dialect, audience);
  const result: unknown = await sql.raw(
    `SELECT MAX(x.id) AS hi FROM (SELECT ${key} AS id FROM ${from} AND ${key} > ? AND ${key} <= ? ORDER BY ${key} LIMIT ${size}) x`,
    [...bindings, lo, hiMax]
  );
  return Number(rawRows(db.dialect, result)[0]?.hi ?? hiMax);
};

/** What decides whether somebody may get this campaign. */
export interface Judged {
  frozen: Frozen;
  bindings: CampaignRow['bindings'];
  /** Of a campaign in everybody's language: `frozen` and `bindings` are those of the named one. */
  languages: Languages | null;
  accountId: number;
  rules: ConsentRules;
  linked: LinkedTypes;
  /** Condition over `c` of people in the control group. */
  holdout?: string | null;
  /** As if no entry carried consent for it (O-33). */
  uncarried?: boolean;
}

/** Somebody whose window with this number is shut. */
export const closedWindow = (db: Db, person = 'c.id'): string =>
  `NOT EXISTS (SELECT 1 FROM ${CONVERSATIONS} w WHERE w.account_id = ? AND w.contact_id = ${person} AND w.window_expires_at > ${db.now} + ${SAFETY_MS})`;

/** The condition over `c` under which the entry that the message names carries consent for it (O-33). */
const carriedPart = (db: Db, judged: Judged): string | null => {
  if (judged.uncarried) return null;
  return perMessage(db.dialect, judged, ({ frozen, bindings }) => {
    const uid = namedTypeOf(frozen, bindings);
    return uid === null ? null : carriesSql(uid);
  });
};

/** What depends on the message and not on its consent, behind the caps. */
const messageTests = (db: Db, judged: Judged): string[] => {
  const { frozen, linked, languages } = judged;
  const missing = perMessage(db.dialect, judged, (message) =>
    missingValueSql(db.dialect, { ...message, linked })
  );
  const hidden = perMessage(db.dialect, judged, (message) =>
    message.frozen.kind === 'template' && message.frozen.maxPrice
      ? 'c.wa_id IS NULL AND c.phone IS NULL'
      : null
  );
  return [
    ...(hidden === null ? [] : [`WHEN ${hidden} THEN 'no-address'`]),
    ...(frozen.category === 'SERVICE' ? [`WHEN ${closedWindow(db)} THEN 'window-closed'`] : []),
    ...(languages ? [`WHEN ${templateSql(db.dialect, languages)} IS NULL THEN 'no-language'`] : []),
    ...(missing === null ? [] : [`WHEN ${missing} THEN 'missing-value'`]),
  ];
};

/** The same rule as the gate at the moment of sending, as one CASE over `c`; NULL = may receive. */
export const reasonPart = (db: Db, judged: Judged): SqlPart => {
  const { frozen, accountId, rules, holdout = null } = judged;
  const topic = frozen.kind === 'template' ? frozen.topic : null;
  const carried = carriedPart(db, judged);
  const consent = skipReasonSql(frozen.category, db.now, { ...rules, topic, carried });
  const capped = cappedSql(db, frozen.category, rules);
  const elsewhere = otherChannelSql(frozen.category, topic);
  const more = [
    ...(capped === null ? [] : [`WHEN ${capped} THEN 'capped'`]),
    ...messageTests(db, judged),
    ...(holdout === null ? [] : [`WHEN ${holdout} THEN 'hold-out'`]),
    ...(elsewhere === null ? [] : [`WHEN ${elsewhere} THEN 'channel'`]),
  ];
  if (more.length === 0) return { sql: consent, bindings: [] };
  return {
    sql: `COALESCE((${consent}), CASE ${more.join(' ')} ELSE NULL END)`,
    bindings: frozen.category === 'SERVICE' ? [accountId] : [],
  };
};
