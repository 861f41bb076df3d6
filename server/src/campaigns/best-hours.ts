import type { Core } from '@strapi/strapi';
import { readBusinessZone } from '../accounts/public';
import { agreedSql, requiredPurposes } from '../consent/public';
import { contactTable } from '../contacts/public';
import { messageTable } from '../conversations/public';
import { DAY_MS, HOUR_MS } from '../kernel/time';
import { zoneOf } from '../kernel/zone';
import { addTo } from '../kernel/lists';
import { turnOfTheLoop } from '../kernel/turn';
import { rawRows, updateFromSql } from '../strapi/batch';
import { contextOf } from '../strapi/context';
import type { Db } from '../strapi/db';
import { bestHour, type Activity } from './domain/best-hour';

const CONTACTS = contactTable.table;
const MESSAGES = messageTable.table;
/** People whose messages are read together. */
const PIECE = 500;
const DAYS = 90;
const HALF_HOUR = HOUR_MS / 2;
const HALF_MONTH = 15 * DAY_MS;

interface Person {
  id: number;
  timezone: string | null;
  country: string | null;
  best: number | null;
  agreed: boolean;
}

/** Anyone who may have an hour, or had one: only they are read. */
const nextPeople = async (db: Db, after: number, since: number): Promise<Person[]> => {
  const result: unknown = await db.knex.raw(
    `SELECT c.id, c.timezone, c.country, c.best_hour, CASE WHEN ${agreedSql('tracking')} THEN 1 ELSE 0 END AS agreed
     FROM ${CONTACTS} c WHERE c.id > ? AND c.merged_into IS NULL
       AND (c.best_hour IS NOT NULL OR c.last_outbound_at > ? OR c.last_inbound_at > ?)
     ORDER BY c.id LIMIT ${PIECE}`,
    [after, since, since]
  );
  return rawRows(db.dialect, result).map((row) => ({
    id: Number(row.id),
    timezone: row.timezone as string | null,
    country: row.country as string | null,
    best: row.best_hour === null ? null : Number(row.best_hour),
    agreed: Number(row.agreed) === 1,
  }));
};

const whole = (db: Db, sql: string, by: number): string =>
  db.dialect === 'mysql' ? `(${sql}) DIV ${by}` : `(${sql}) / ${by}`;

/** Reads of our messages, and what they wrote, by half hours of the day and half months. */
const activityOf = async (
  db: Db,
  ids: number[],
  since: number
): Promise<Map<number, Activity[]>> => {
  const at = `CASE WHEN m.direction = 'in' THEN m.at ELSE m.read_at END`;
  const slot = whole(db, `x.at % ${DAY_MS}`, HALF_HOUR);
  const month = whole(db, 'x.at', HALF_MONTH);
  const result: unknown = await db.knex.raw(
    `SELECT x.contact_id, ${slot} AS slot, ${month} AS month, COUNT(*) AS n FROM (
       SELECT m.contact_id, ${at} AS at FROM ${MESSAGES} m
       WHERE m.contact_id IN (${ids.map(() => '?').join(',')}) AND m.at > ?) x
     WHERE x.at > ? GROUP BY x.contact_id, ${slot}, ${month}`,
    [...ids, since, since]
  );
  const found = new Map<number, Activity[]>();
  for (const row of rawRows(db.dialect, result)) {
    // The middle of the half month stands for its days.
    const day = Math.floor((Number(row.month) * HALF_MONTH + HALF_MONTH / 2) / DAY_MS) * DAY_MS;
    const one = { at: day + Number(row.slot) * HALF_HOUR, times: Number(row.n) };
    addTo(found, Number(row.contact_id), one);
  }
  return found;
};

const save = async (db: Db, changed: { id: number; h: number | undefined }[]): Promise<void> => {
  if (changed.length === 0) return;
  const sql = updateFromSql(db.dialect, {
    table: CONTACTS,
    columns: [
      { name: 'id', type: 'int' },
      { name: 'h', type: 'int' },
    ],
    set: { best_hour: 'v.h' },
    on: 't.id = v.id',
  });
  await db.tx((trx) => trx.raw(sql, [JSON.stringify(changed)]));
};

/**
 * The hour at which each person reads and answers most (M-46), over 90 days; kept with the person, so that a campaign to a
 * million reads a column. By pieces; of people who must agree to be looked at only if they did.
 */
export const reckonBestHours = async (strapi: Core.Strapi): Promise<void> => {
  const { db, clock } = contextOf(strapi);
  const since = clock.now() - DAYS * DAY_MS;
  const ours = await readBusinessZone(strapi);
  const mustAgree = (await requiredPurposes(db.knex)).has('tracking');
  for (let after = 0; ;) {
    const people = await nextPeople(db, after, since);
    const last = people.at(-1);
    if (!last) return;
    const mayBeSeen = people.filter(({ agreed }) => agreed || !mustAgree);
    const ids = mayBeSeen.map(({ id }) => id);
    const activity =
      ids.length === 0 ? new Map<number, Activity[]>() : await activityOf(db, ids, since);
    const changed = people.flatMap((person) => {
      const best = bestHour(activity.get(person.id) ?? [], zoneOf(person) ?? ours);
      return best === person.best ? [] : [{ id: person.id, h: best ?? undefined }];
    });
    await save(db, changed);
    after = last.id;
    await turnOfTheLoop();
  }
};
