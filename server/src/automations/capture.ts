import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { ChangeOrigin } from '../contracts/automations';
import { recordsService } from '../records/public';
import { contextOf } from '../strapi/context';
import { pieces } from '../strapi/db';
import { insertChanges } from './change-store';
import {
  compareEntry,
  type Change,
  type CompareRule,
  type RowSeen,
  type SeenChange,
} from './domain/compare';
import { hasGone } from './domain/transition';
import { lookAt, type Look } from './look';
import {
  insertSeen,
  lockSeen,
  removeSeen,
  updateSeen,
  type FreshSeen,
  type SeenWrite,
} from './seen-store';
import type { ChangeRow } from './tables';
import type { Watch, Watches } from './watches';

/** Entries that are compared together. */
export const COMPARED = 200;

export interface CaptureAsk {
  uid: string;
  documentIds: readonly string[];
  origin: ChangeOrigin;
  /** How deep in our own flows it was written. */
  depth: number;
  /** The transaction of the change, in which what is missing may come back; null: what is missing is gone. */
  mark: string | null;
}

/** What is to be written about some entries. */
interface Found {
  fresh: FreshSeen[];
  changed: (SeenChange & { entryDocument: string })[];
  removed: number[];
  changes: (Change & FoundChange)[];
}

interface FoundChange {
  entryDocument: string;
  contactId: number | null;
  /** A save is known: it took the entry away, and only what became of it was left to be written down. */
  isTold: boolean;
}

/** What was written: changes that nobody heard of, which start nothing by themselves, and rows that are gone for now. */
export interface Captured {
  held: number;
  gone: number;
}

/**
 * Compares entries with what was seen of them, remembers what is there now and writes down what became of them: all in the
 * caller's transaction. Two statements where nothing that is watched changed, two more where it did. Awaits nothing but `trx`.
 */
export type Capture = (trx: Knex.Transaction, ask: CaptureAsk) => Promise<Captured>;

const isMarked =
  ({ version }: Change) =>
  (row: RowSeen): boolean =>
    row.version === version && row.goneAt !== null;

export const createCapture = (strapi: Core.Strapi, watches: Watches): Capture => {
  const { db, clock } = contextOf(strapi);

  const compare = (
    { now, seen }: Look,
    { uid, documentIds }: { uid: string; documentIds: readonly string[] },
    rule: CompareRule
  ): Found => {
    const found: Found = { fresh: [], changed: [], removed: [], changes: [] };
    for (const entryDocument of documentIds) {
      const known = seen.get(entryDocument) ?? [];
      const one = compareEntry(now.get(entryDocument) ?? [], known, rule);
      found.fresh.push(...one.fresh.map((row) => ({ ...row, uid, entryDocument })));
      found.changed.push(...one.changed.map((row) => ({ ...row, entryDocument })));
      found.removed.push(...one.removed.map(({ id }) => id));
      const was = known.find(({ contactId }) => contactId !== null)?.contactId ?? null;
      found.changes.push(
        ...one.changes.map((change) => {
          const contactId = change.kind === 'deleted' ? was : null;
          const isTold = hasGone(change) && known.some(isMarked(change));
          return { ...change, entryDocument, contactId, isTold };
        })
      );
    }
    return found;
  };

  /** Is everything as it was read, and will it stay so until the commit? */
  const isHeld = async (trx: Knex.Transaction, { seen }: Look): Promise<boolean> => {
    const rows = [...seen.values()].flat();
    // SQLite has one connection: nobody else writes meanwhile.
    if (db.dialect === 'sqlite' || rows.length === 0) return true;
    const revisions = await lockSeen(
      trx,
      rows.map(({ id }) => id)
    );
    return rows.every(({ id, revision }) => revisions.get(id) === revision);
  };

  /**
   * With whom entries that go now are linked: when the deletion is known, the link is gone too. Automations speak of deleted
   * ones to them, and what is remembered of the entry is erased with them.
   */
  const whoWas = async (
    trx: Knex.Transaction,
    { uid }: Watch,
    { changed }: Found
  ): Promise<SeenWrite[]> => {
    const gone = changed.filter(({ goneAt }) => goneAt !== null);
    const documentIds = [...new Set(gone.map(({ entryDocument }) => entryDocument))];
    const people =
      documentIds.length > 0
        ? await recordsService(strapi).linkedWith(trx, { uid, documentIds })
        : new Map<string, number>();
    return changed.map(({ entryDocument, ...row }) => {
      const contactId = row.goneAt === null ? null : (people.get(entryDocument) ?? null);
      return { ...row, contactId };
    });
  };

  /** Writes what is remembered; false: another transaction was faster, and nothing was written. */
  const remember = async (
    trx: Knex.Transaction,
    read: Look,
    { watch, found, at, isLocked }: { watch: Watch; found: Found; at: number; isLocked: boolean }
  ): Promise<boolean> => {
    const { fresh, removed } = found;
    const changed = await whoWas(trx, watch, found);
    // One row tells by itself whether it was changed meanwhile; of several some could be.
    const isOne = changed.length === 1 && removed.length === 0;
    const isMany = !isOne && changed.length + removed.length > 0;
    if (isMany && !isLocked && !(await isHeld(trx, read))) return false;
    const count = await updateSeen(db, trx, { changes: changed, at });
    if (isOne && count === 0) return false;
    await removeSeen(trx, removed);
    await insertSeen(db, trx, { rows: fresh, at });
    return true;
  };

  const ruleOf = (watch: Watch, { mark, at }: { mark: string | null; at: number }): CompareRule => {
    const { fields, versions, hasDrafts, hasLanguages, localized, newSince } = watch;
    const locale = hasLanguages ? recordsService(strapi).linked.locale : '';
    const isFinal = mark === null;
    return { fields, versions, hasDrafts, localized, locale, newSince, mark, at, isFinal };
  };

  /** Null: another transaction was faster. */
  const attempt = async (
    trx: Knex.Transaction,
    { watch, documentIds, ...ask }: CaptureAsk & { watch: Watch },
    { locks }: { locks: boolean }
  ): Promise<Captured | null> => {
    const { uid, depth, mark } = ask;
    const at = clock.now();
    const read = await lookAt(strapi, trx, { watch, documentIds, locks });
    const found = compare(read, { uid, documentIds }, ruleOf(watch, { mark, at }));
    if (!(await remember(trx, read, { watch, found, at, isLocked: locks }))) return null;
    const rows = found.changes.map((change): Omit<ChangeRow, 'id'> => {
      const { before: valuesBefore, after: valuesAfter, again = false, isTold, ...rest } = change;
      const origin = isTold ? 'save' : ask.origin;
      const state = origin === 'save' ? 'due' : 'held';
      const written = { uid, valuesBefore, valuesAfter, again, at, origin, depth, state } as const;
      return { ...rest, ...written, tries: 0, nextAt: 0, doneAt: null };
    });
    await insertChanges(trx, rows);
    const held = rows.filter(({ state }) => state === 'held').length;
    const gone = found.changed.filter(({ goneAt }) => goneAt !== null).length;
    return { held, gone };
  };

  return async (trx, ask) => {
    const watch = watches.of(ask.uid);
    const captured: Captured = { held: 0, gone: 0 };
    if (!watch) return captured;
    for (const documentIds of pieces([...new Set(ask.documentIds)], COMPARED)) {
      const piece = { ...ask, watch, documentIds };
      const written =
        (await attempt(trx, piece, { locks: false })) ??
        (await attempt(trx, piece, { locks: true }));
      if (written === null) throw new Error(`what was seen of ${ask.uid} could not be locked`);
      captured.held += written.held;
      captured.gone += written.gone;
    }
    return captured;
  };
};
