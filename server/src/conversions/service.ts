import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { keyOf, randomHex } from '../kernel/hash';
import { withoutNul } from '../kernel/json';
import { DAY_MS } from '../kernel/time';
import type { FoundConversion } from '../records/public';
import { runtimeService } from '../runtime/public';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { attribute, dueConversions, FIRST_LOOK_MS, type Attribution } from './attribution';
import { figuresOf } from './figures';
import type { ConversionsService, Credited, ToldConversion } from './public';
import { conversionsByKey, forgetConversions, insertConversions, touchOf } from './store';
import { conversionTable, NOBODY, type ConversionRow } from './tables';

const CONVERSIONS = conversionTable.table;
type NewRow = Omit<ConversionRow, 'id'>;

const toldKey = (owner: string, key: string): string => keyOf(`conversion:${owner}:${key}`);

const toldRow = (told: ToldConversion, now: number): NewRow => ({
  event: told.event,
  contactId: told.contactId,
  amountMilli: told.value === null ? null : Math.round(told.value * 1_000),
  currency: told.currency,
  at: told.at,
  source: 'api',
  externalId: told.externalId === null ? null : withoutNul(told.externalId),
  dedupeKey: toldKey(told.owner, told.key ?? `random:${randomHex(16)}`),
  bodyHash: told.bodyHash,
  uid: null,
  entryDocument: null,
  clickCampaignId: told.click?.campaignId ?? 0,
  clickAt: told.click?.at ?? null,
  lookAt: now + FIRST_LOOK_MS,
  addedAt: now,
});

const foundRow = ({ uid, documentId, ...found }: FoundConversion, now: number): NewRow => ({
  ...found,
  source: 'record',
  externalId: null,
  dedupeKey: keyOf(`entry:${uid}:${documentId}:${found.event}`),
  bodyHash: null,
  uid,
  entryDocument: documentId,
  clickCampaignId: 0,
  clickAt: null,
  lookAt: now + FIRST_LOOK_MS,
  addedAt: now,
});

/** What people did after our messages: kept once each, credited to the last message or click before. */
export const createConversionsService = ({
  strapi,
}: {
  strapi: Core.Strapi;
}): ConversionsService => {
  const { db, clock } = contextOf(strapi);
  const days = async (): Promise<number> => (await settingsService(strapi).get()).conversionDays;

  const credit = (trx: Knex.Transaction, ids: readonly number[], at: Attribution) =>
    attribute(db, trx, { ...at, ids });
  /** The setting is read outside of transactions: on SQLite it would wait for ever inside. */
  const attributionNow = async (): Promise<Attribution | null> => {
    const source = service.touches;
    if (!source) return null;
    return { source, withinMs: (await days()) * DAY_MS, now: clock.now() };
  };

  const keep = async (
    trx: Knex.Transaction,
    rows: readonly NewRow[],
    at: Attribution | null
  ): Promise<number[]> => {
    const ids = await insertConversions(db, trx, rows);
    if (at && ids.length > 0) await credit(trx, ids, at);
    const known = ids.length > 0 ? rows.filter(({ contactId }) => contactId !== NOBODY) : [];
    if (known.length > 0) for (const effect of service.convertedEffects) await effect(trx, known);
    return ids;
  };

  const credited = async (sql: Sql, row: ConversionRow): Promise<Credited> => ({
    row,
    campaignId: (await touchOf(sql, row.id))?.campaignId ?? null,
  });

  const work = async (): Promise<number> => {
    let done = 0;
    for (;;) {
      if (runtimeService(strapi).draining.aborted) return done;
      const at = await attributionNow();
      const ids = at ? await dueConversions(db.knex, at.now) : [];
      if (!at || ids.length === 0) return done;
      await db.tx((trx) => credit(trx, ids, at));
      done += ids.length;
    }
  };
  const lookAgain = (sql: Sql, where: object): Promise<number> =>
    sql(CONVERSIONS).where(where).update({ look_at: clock.now() });

  const service: ConversionsService = {
    touches: null,
    convertedEffects: [],
    told: async (owner, key) => {
      const [row] = await conversionsByKey(db.knex, [toldKey(owner, key)]);
      return row ? credited(db.knex, row) : null;
    },
    tell: async (told) => {
      const row = toldRow(told, clock.now());
      const at = await attributionNow();
      return db.tx(async (trx) => {
        const added = await keep(trx, [row], at);
        const [kept] = await conversionsByKey(trx, [row.dedupeKey]);
        if (!kept) throw new Error('the conversion was not kept');
        return { ...(await credited(trx, kept)), repeated: added.length === 0 };
      });
    },
    recordEffect: async (trx, found) => {
      // In somebody's transaction nothing else may be asked: the timer credits them, at its next tick.
      const now = clock.now();
      await keep(
        trx,
        found.map((one) => ({ ...foundRow(one, now), lookAt: now })),
        null
      );
    },
    campaignConversions: async (campaignId, delivered) =>
      figuresOf(db.knex, { campaignId, delivered, days: await days() }),
    settings: async () => ({ days: await days() }),
    saveSettings: async (settings) => {
      const before = await days();
      await settingsService(strapi).set({ conversionDays: settings.days });
      if (before !== settings.days) await lookAgain(db.knex, {});
      return { days: await days() };
    },
    work,
    mergeEffect: async (trx, { winner, loser }) => {
      await trx(CONVERSIONS).where({ contact_id: loser.id }).update({ contact_id: winner.id });
      // Both rows are one person's now: what either got may have led to what the other did.
      await lookAgain(trx, { contact_id: winner.id });
    },
    removeEffect: (trx, ids) => forgetConversions(trx, ids),
  };
  return service;
};
