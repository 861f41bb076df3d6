import type { Core } from '@strapi/strapi';
import { addTo } from '../kernel/lists';
import { recordsService } from '../records/public';
import { runtimeService, singleFlight } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { COMPARED, type Capture } from './capture';
import { fillEntry } from './domain/compare';
import { knownFrom, stillKnown } from './domain/known';
import { covers, sameSpec, type WatchSpec } from './domain/watch';
import { lookAt } from './look';
import { passOnce, sayFound } from './passes';
import { dropSeenOf, goneEntries, insertSeen, updateSeen } from './seen-store';
import type { WatchedTypeRow } from './tables';
import { takingTurns } from './turns';
import {
  changeWatchedType,
  deleteWatchedType,
  insertWatchedType,
  moveBulk,
  moveFill,
} from './watch-store';
import type { Watch, Watches } from './watches';

/** One process does the work of automations at a time. */
export const LEASE = 'automations';
const DROPPED = 1_000;
/** Pages looked at before what automations are set off by has its turn. */
const AT_ONCE = 5;

export interface PassDeps {
  watches: Watches;
  capture: Capture;
  /** All entries of a type were looked at for what nobody heard of: moments that lie ahead may be others. */
  rescan: (uid: string) => Promise<void>;
}

interface UpkeepDeps extends PassDeps {
  /** Work that has its turn between pages: of a million entries there are thousands. */
  others: () => Promise<void>;
}

/** Begins to watch a type, or more of it: until all its entries have been looked at, what is there already is no news. */
const beginWatch = async (
  strapi: Core.Strapi,
  { uid, fields, versions }: WatchSpec,
  row: WatchedTypeRow | undefined
): Promise<void> => {
  const { db, clock } = contextOf(strapi);
  const before = row?.fields ?? [];
  // A first look that was under way has not come to all entries.
  const left = row?.filledAt === null ? (row.fresh ?? []) : [];
  const fresh = fields.filter((field) => !before.includes(field) || left.includes(field));
  const kept = fields.filter((field) => !fresh.includes(field));
  const startedAt = clock.now();
  const known = stillKnown(row?.known ?? null, { fields: kept, versions });
  const next = { fields, versions, fresh, fillCursor: '', startedAt, filledAt: null, known };
  if (row) return changeWatchedType(db.knex, row.id, next);
  await insertWatchedType(db, db.knex, { ...next, uid, bulkCursor: null, bulkRound: 0 });
};

/**
 * Remembers what a page of entries holds. Answers the cursor of the next page, null after the last, or where the first look
 * was begun again meanwhile.
 */
const fillOnce = (
  strapi: Core.Strapi,
  watch: Watch,
  { row, cursor }: { row: WatchedTypeRow; cursor: string }
): Promise<string | null> => {
  const { db, clock } = contextOf(strapi);
  const { uid, versions } = watch;
  return db.tx(async (trx) => {
    const ask = { uid, after: cursor, limit: COMPARED };
    const documentIds = await recordsService(strapi).documentsAfter(trx, ask);
    const { now, seen } = await lookAt(strapi, trx, { watch, documentIds, locks: false });
    const at = clock.now();
    const spec = { fields: row.fields ?? [], versions: row.versions ?? [] };
    const filled = documentIds.map((entryDocument) => ({
      entryDocument,
      ...fillEntry(now.get(entryDocument) ?? [], seen.get(entryDocument) ?? [], {
        versions,
        fresh: row.fresh ?? [],
      }),
    }));
    const rows = filled.flatMap(({ entryDocument, fresh }) =>
      fresh.map((one) => ({ ...one, uid, entryDocument }))
    );
    // A save that was faster has remembered what it saw itself.
    await insertSeen(db, trx, { rows, at });
    const was = new Map([...seen.values()].flat().map(({ id, contactId }) => [id, contactId]));
    const changes = filled.flatMap(({ changed }) =>
      changed.map((row) => ({ ...row, contactId: was.get(row.id) ?? null }))
    );
    await updateSeen(db, trx, { changes, at });
    const next = documentIds.length === COMPARED ? (documentIds.at(-1) ?? null) : null;
    const moved = await moveFill(trx, row, {
      fillCursor: next,
      ...(next === null ? { filledAt: at, fresh: [], known: knownFrom(row.known, spec, at) } : {}),
    });
    return moved > 0 ? next : null;
  });
};

/**
 * What goes on beside the saves, in one process at a time: what newly watched entries hold is remembered, entries that are
 * gone are written down, and those that changed by the thousand are looked at. Each page is a transaction, so that a crash
 * loses none and repeats none.
 */
export const createUpkeep = (
  strapi: Core.Strapi,
  { watches, capture, rescan, others }: UpkeepDeps
) => {
  const { db, log } = contextOf(strapi);
  const { leases, draining } = runtimeService(strapi);
  const turn = takingTurns(AT_ONCE, others);

  const forget = async ({ id, uid }: WatchedTypeRow): Promise<void> => {
    while (!draining.aborted) {
      if ((await db.tx((trx) => dropSeenOf(trx, uid, DROPPED))) > 0) continue;
      return deleteWatchedType(db.knex, id);
    }
  };

  /** Brings the rows in step with what automations want. Answers whether one was changed. */
  const agree = async (): Promise<boolean> => {
    const [wanted, rows] = [watches.wanted(), watches.rows()];
    let isChanged = false;
    for (const spec of wanted.values()) {
      const row = rows.get(spec.uid);
      const known = { uid: spec.uid, fields: row?.fields ?? [], versions: row?.versions ?? [] };
      if (row && sameSpec(known, spec)) continue;
      isChanged = true;
      const { fields, versions } = spec;
      if (row && covers(known, spec)) {
        const change = { fields, versions, known: stillKnown(row.known, spec) };
        await changeWatchedType(db.knex, row.id, change);
      } else await beginWatch(strapi, spec, row);
    }
    for (const row of rows.values()) {
      if (wanted.has(row.uid)) continue;
      isChanged = true;
      await forget(row);
    }
    return isChanged;
  };

  /** Answers whether a first look went on. */
  const fill = async (): Promise<boolean> => {
    let isFilled = false;
    for (const row of watches.rows().values()) {
      const watch = watches.of(row.uid);
      let cursor = watch ? row.fillCursor : null;
      while (watch && cursor !== null && !draining.aborted) {
        cursor = await fillOnce(strapi, watch, { row, cursor });
        isFilled = true;
        await turn();
      }
    }
    return isFilled;
  };

  const bulk = async (): Promise<void> => {
    for (const row of watches.rows().values()) {
      const { uid } = row;
      let cursor = row.bulkCursor;
      let count = 0;
      while (cursor !== null && !draining.aborted) {
        const { next, found } = await passOnce(strapi, capture, { uid, cursor, origin: 'bulk' });
        count += found;
        cursor = (await moveBulk(db.knex, row, next)) > 0 ? next : null;
        await turn();
      }
      sayFound(strapi, uid, count);
      if (row.bulkCursor !== null) await rescan(uid);
    }
  };

  /** Entries with rows that are gone, now that their transaction is over: deleted, or no longer published. */
  const settle = async (): Promise<void> => {
    while (watches.rows().size > 0 && !draining.aborted) {
      const byType = new Map<string, string[]>();
      for (const { uid, entryDocument } of await goneEntries(db.knex, COMPARED))
        if (watches.of(uid)) addTo(byType, uid, entryDocument);
      if (byType.size === 0) return;
      for (const [uid, documentIds] of byType)
        await db.tx((trx) =>
          capture(trx, { uid, documentIds, origin: 'save', depth: 0, mark: null })
        );
    }
  };

  const work = async (): Promise<void> => {
    await watches.load();
    if (watches.wanted().size === 0 && watches.rows().size === 0) return;
    if (!(await leases.take(LEASE))) return;
    if (await agree()) await watches.load();
    await settle();
    if (await fill()) await watches.load();
    await bulk();
  };
  const soon = async (): Promise<void> => {
    if (await leases.take(LEASE)) await settle();
  };
  return {
    /** Everything, by a timer. */
    run: singleFlight('automations', log('automations'), work),
    /** After a commit: what is gone. */
    settle: singleFlight('automations', log('automations'), soon),
  };
};
