import type { Core } from '@strapi/strapi';
import { actions } from '../contracts/permissions';
import { defineOperationKind, type OperationKind } from '../operations/public';
import { contextOf } from '../strapi/context';
import { applyBatch } from './apply';
import { classify, type RunParams } from './classify';
import type { FileRow } from './domain/person';
import { problemWords } from './domain/problem-words';
import { hasFile } from './files';
import { createPieceReader } from './reader';
import { hiddenColumns } from './sensitive';
import { keepUnread } from './unread';
import { keepWords } from './words';

/** Rows of one step: some tens of milliseconds, so that others get the database between steps. */
const CHECK_PIECE = 1_000;
const IMPORT_PIECE = 400;

interface Cursor {
  row: number;
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
    ): Promise<FileRow[]> => {
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

const next = (cursor: Cursor | null, piece: readonly FileRow[], size: number): Cursor | null =>
  piece.length < size ? null : { row: (cursor?.row ?? 0) + piece.length };

/** Reads the whole file by the rules and changes nobody: what an import would do, and what it would refuse (P-10). */
const checkKind = (strapi: Core.Strapi): OperationKind => {
  const { close, ...shared } = common(strapi, CHECK_PIECE);
  return defineOperationKind<ImportRunParams, Cursor, FileRow[]>({
    ...shared,
    kind: CHECK_KIND,
    step: async (trx, { params, cursor }, rows) => {
      const { db } = contextOf(strapi);
      const found = await classify(db, trx, { rows, params, claim: true, now: params.at });
      await keepWords(trx, params, found.cells);
      await keepUnread(trx, params, { typed: found.unread, isFirst: cursor === null });
      const { problems, counters } = found;
      return { cursor: next(cursor, rows, CHECK_PIECE), done: rows.length, problems, counters };
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
  return defineOperationKind<ImportRunParams, Cursor, FileRow[]>({
    ...shared,
    kind: IMPORT_KIND,
    step: async (trx, { params, cursor }, rows) => {
      const { db } = contextOf(strapi);
      const found = await classify(db, trx, { rows, params, claim: false, now: params.at });
      const { people, doubles, problems, counters } = found;
      await applyBatch(strapi, trx, { people, doubles, params, by: params.by });
      const groups = params.rules.groupIds.map((id) => ({ type: 'group' as const, id }));
      const at = next(cursor, rows, IMPORT_PIECE);
      const hints = at === null ? groups : [];
      return { cursor: at, done: rows.length, problems, counters, hints };
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
