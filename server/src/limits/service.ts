import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { accountsService, portfolioKey, type AccountRow } from '../accounts/public';
import { HOUR_MS } from '../kernel/time';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { dbNow } from '../strapi/db';
import { SMALLEST_LIMIT, type LimitState } from './domain/allowance';
import {
  countPlaces,
  fullUntil,
  markFull,
  nextFreeAt,
  portfolioId,
  rebuildMinutes,
  releasePlaces,
  reservePlaces,
  usedPlaces,
  type Reservation,
} from './portfolio';

export interface Limits {
  /** The portfolio that the account's messages are counted by. */
  portfolio(account: AccountRow): Promise<number>;
  /** Limit and use of the account's portfolio now. */
  state(account: AccountRow): Promise<LimitState & { known: boolean; nextFreeAt: number | null }>;
  reserve(
    trx: Knex.Transaction,
    ask: { account: AccountRow; contactIds: number[]; lane: 'bulk' | 'agent' }
  ): Promise<Reservation>;
  release(trx: Knex.Transaction, account: AccountRow, contactIds: number[]): Promise<void>;
  counted(
    trx: Knex.Transaction,
    account: AccountRow,
    deliveries: Map<number, number>
  ): Promise<void>;
  /** Treat the portfolio as full for an hour. */
  full(account: AccountRow): Promise<void>;
  /** Nightly: compares minutes with people; logs any difference. */
  audit(): Promise<void>;
}

/** Limit that holds for a number; unknown = the smallest. */
const limitOf = (account: AccountRow): number | null =>
  account.limitKnown ? account.messagingLimit : SMALLEST_LIMIT;

export const createLimits = ({ strapi }: { strapi: Core.Strapi }): Limits => {
  const { db, log } = contextOf(strapi);
  const ids = new Map<string, number>();
  runtimeService(strapi).forgetting.push(() => ids.clear());
  const idOf = async (account: AccountRow, trx?: Knex.Transaction): Promise<number> => {
    const key = portfolioKey(account);
    const known = ids.get(key);
    if (known !== undefined) return known;
    const id = await portfolioId(db, trx ?? db.knex, key);
    const keep = () => void ids.set(key, id);
    // The row may be this transaction's own: when that is rolled back it never was.
    if (trx) trx.executionPromise.then(keep, () => undefined);
    else keep();
    return id;
  };
  return {
    portfolio: (account) => idOf(account),
    state: async (account) => {
      const id = await idOf(account);
      const now = await dbNow(db);
      return {
        known: account.limitKnown,
        limit: limitOf(account),
        used: await usedPlaces(db.knex, id, now),
        isFull: (await fullUntil(db.knex, id)) > now,
        nextFreeAt: await nextFreeAt(db.knex, id, now),
      };
    },
    reserve: async (trx, { account, contactIds, lane }) =>
      reservePlaces(db, trx, {
        portfolioId: await idOf(account, trx),
        limit: limitOf(account),
        contactIds,
        lane,
      }),
    release: async (trx, account, contactIds) =>
      releasePlaces(db, trx, { portfolioId: await idOf(account, trx), contactIds }),
    counted: async (trx, account, deliveries) =>
      countPlaces(db, trx, { portfolioId: await idOf(account, trx), deliveries }),
    full: async (account) => {
      await markFull(db.knex, await idOf(account), (await dbNow(db)) + HOUR_MS);
    },
    audit: async () => {
      for (const account of await accountsService(strapi).list()) {
        const difference = await rebuildMinutes(db, await idOf(account));
        if (difference > 0)
          log('limits').error('limit minutes differed from people', {
            account: account.id,
            difference,
          });
      }
    },
  };
};
