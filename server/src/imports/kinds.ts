import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { actions } from '../contracts/permissions';
import { defineOperationKind, type OperationKind, type OperationStep } from '../operations/public';
import { contextOf } from '../strapi/context';
import { applyBatch } from './apply';
import { classify, type RunParams } from './classify';
import { problemWords } from './domain/problem-words';
import { mayNameInTwoWays } from './domain/same-person';
import { hasFile } from './files';
import { keepHabits, noHabits, ordersOf, withRows, type Habits } from './habits';
import { notePersons } from './persons';
import { createPieceReader, type Piece } from './reader';
import { hiddenColumns } from './sensitive';
import { lockImport } from './store';
import { keepUnread } from './unread';
import { keepWords } from './words';

/** Rows of one step: some tens of milliseconds, so that others get the database between steps. */
const CHECK_PIECE = 1_000;
const IMPORT_PIECE = 400;
/** Groups of which open pages are hinted. */
const MOST_HINTS = 200;

interface Cursor {
  row: number;
  /** While the whole file is looked at: what its columns said so far of how their days and numbers are written. */
  habits?: Habits;
  /** What they said; there once the file was looked at. */
  orders?: Pick<RunParams, 'dateOrders' | 'numberMarks'>;
  /** Groups that people came into: open pages are hinted at the end. */
  groups?: number[];
}
export interface ImportRunParams extends RunParams {
  by: { id: number; name: string } | null;
}

export const CHECK_KIND = 'import-check';
export const IMPORT_KIND = 'import';

const common = (strapi: Core.Strapi, size: number) => {
  const reader = createPieceReader(strapi, size);
  const watched = new WeakSet<AbortSignal>();
  /** Another process goes on: the file must not stay open here. */
  const closeWith = (signal: AbortSignal, id: number) => {
    if (watched.has(signal)) return;
    watched.add(signal);
    signal.addEventListener('abort', () => void reader.close(id), { once: true });
  };
  return {
    needs: actions.contactImport,
    ready: ({ params }: { params: ImportRunParams }) => hasFile(strapi, params.storedName),
    read: async (
      operation: { id: number; params: ImportRunParams; cursor: Cursor | null },
      signal: AbortSignal
    ): Promise<Piece> => {
      const { id, params, cursor } = operation;
      closeWith(signal, id);
      return reader.read(id, params, cursor?.row ?? 0);
    },
    problemColumns: (params: ImportRunParams) => params.header,
    hiddenColumns: ({ columns }: ImportRunParams) =>
      hiddenColumns(contextOf(strapi).db.knex, columns),
    problemText: problemWords,
    close: (id: number) => reader.close(id),
  };
};

const next = (cursor: Cursor | null, { rows, isLast }: Piece): Cursor | null =>
  isLast ? null : { ...cursor, row: (cursor?.row ?? 0) + rows.length };

/** Whether something of the whole file must be known before any row counts. */
const needsLook = ({ undecided, columns }: ImportRunParams): boolean =>
  Boolean(undecided) || mayNameInTwoWays(columns);

/** Looks at the whole file: how its columns are written, and who is whom in it. Counts no row yet. */
const look = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { params, cursor, piece }: { params: ImportRunParams; cursor: Cursor | null; piece: Piece }
): Promise<OperationStep<Cursor>> => {
  const { undecided, columns } = params;
  const { rows } = piece;
  if (mayNameInTwoWays(columns)) await notePersons(contextOf(strapi).db, trx, { rows, params });
  const habits = withRows(cursor?.habits ?? noHabits(undecided ?? { days: [], numbers: [] }), rows);
  const at = next(cursor, piece);
  if (at !== null) return { cursor: { ...at, habits } };
  const row = undecided ? await keepHabits(trx, params, habits) : null;
  const { dateOrders, numberMarks = [] } = row ? ordersOf(row) : params;
  return { cursor: { row: 0, orders: { dateOrders, numberMarks } } };
};

/** Reads the whole file by the rules and changes nobody: what an import would do, and what it would refuse (P-10). */
const checkKind = (strapi: Core.Strapi): OperationKind => {
  const { close, ...shared } = common(strapi, CHECK_PIECE);
  return defineOperationKind<ImportRunParams, Cursor, Piece>({
    ...shared,
    kind: CHECK_KIND,
    step: async (trx, { params: given, cursor }, piece) => {
      // Locked, so that the list goes before this step or after it. Of one that is gone nothing is written any more, no word,
      // no key, no refused row: what deletes these was there already. Dropping a list cancels its dry run too.
      const row = await lockImport(trx, given.importId);
      if (!row?.storedName) return { cursor: next(cursor, piece) };
      if (needsLook(given) && !cursor?.orders)
        return look(strapi, trx, { params: given, cursor, piece });
      const { db } = contextOf(strapi);
      const { rows } = piece;
      const params = { ...given, ...cursor?.orders };
      const found = await classify(db, trx, { rows, params, isDryRun: true, now: params.at });
      await keepWords(trx, params, found);
      await keepUnread(trx, params, {
        typed: found.unreadNumbers,
        rows: rows.length,
        isFirst: (cursor?.row ?? 0) === 0,
      });
      const { problems, counters } = found;
      return { cursor: next(cursor, piece), done: rows.length, problems, counters };
    },
    ended: ({ id }) => close(id),
  });
};

/** Imports the people of a checked file, resumed at the row where it was (P-06, P-10). */
const importKind = (
  strapi: Core.Strapi,
  ended: (importId: number) => Promise<void>
): OperationKind => {
  const { close, ...shared } = common(strapi, IMPORT_PIECE);
  return defineOperationKind<ImportRunParams, Cursor, Piece>({
    ...shared,
    kind: IMPORT_KIND,
    step: async (trx, { params, cursor }, piece) => {
      const { db } = contextOf(strapi);
      const { rows } = piece;
      const found = await classify(db, trx, { rows, params, isDryRun: false, now: params.at });
      const { people, doubles, problems, counters } = found;
      const groups = await applyBatch(strapi, trx, { people, doubles, params, by: params.by });
      const filled = [...new Set([...(cursor?.groups ?? []), ...groups])].slice(0, MOST_HINTS);
      const at = next(cursor, piece);
      const hints = at === null ? filled.map((id) => ({ type: 'group' as const, id })) : [];
      const after = at && { ...at, groups: filled };
      return { cursor: after, done: rows.length, problems, counters, hints };
    },
    ended: async ({ id, params }, state) => {
      await close(id);
      // A failed one can be tried again: its file stays.
      if (state !== 'failed') await ended(params.importId);
    },
  });
};

export const importKinds = (
  strapi: Core.Strapi,
  ended: (importId: number) => Promise<void>
): OperationKind[] => [checkKind(strapi), importKind(strapi, ended)];
