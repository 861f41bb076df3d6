import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { countryOfNumbers } from '../accounts/public';
import { listFields } from '../contacts/public';
import type { ImportProblems, ImportTargets, UpdateImportBody } from '../contracts/imports';
import { groupsService } from '../groups/public';
import { DomainError } from '../kernel/errors';
import { regionOf } from '../kernel/region';
import { logsService } from '../logs/public';
import { isOpen, operationsService } from '../operations/public';
import { contextOf } from '../strapi/context';
import { analyse } from './analyse';
import type { CustomName } from './domain/columns';
import { originOf } from './domain/origins';
import { forgetUploadAbout } from './erase';
import { removeFile, removeFilesBefore, saveUpload, unfoldWorkbook, type Upload } from './files';
import { ordersOf, refuseOpenColumns, settledMarks, undecidedOf } from './habits';
import { CHECK_KIND, IMPORT_KIND, type ImportRunParams } from './kinds';
import type { ImportsService } from './public';
import {
  hiddenColumns,
  keysOf,
  refuseWithoutReason,
  refuseWithoutRight,
  sensitiveIn,
  withoutCells,
  type Importer,
} from './sensitive';
import {
  ofSheet,
  ready,
  refuse,
  refuseComingDay,
  refuseMadeGroups,
  remembered,
  settled,
  type Settled,
} from './settings';
import {
  changeImport,
  dropKeys,
  findImport,
  insertImport,
  lastOfHeader,
  lockImport,
  oldImports,
  unfinishedOnes,
} from './store';
import { UPLOAD_MS, type ImportRow } from './tables';
import { unreadNumbersOf } from './unread';
import { consentView, newGroupsOf, refuseOpenWords } from './words';
import { workbookToCsv, type WorkbookFiles } from './xlsx/convert';

const FIRST_PROBLEMS = 50;
const MOST_UNFINISHED = 20;

const conflict = (kind: string, message: string, remedy: string): DomainError =>
  new DomainError(kind, message, { status: 409, remedy });

const fileGone = (): DomainError =>
  conflict('file-gone', 'the file is no longer kept', 'Upload the file again.');

/** One after the other: a workbook is read within a bounded memory, and so are many. */
const createTurns = () => {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const run = last.then(work, work);
    last = run;
    return run;
  };
};

export const createImportsService = ({ strapi }: { strapi: Core.Strapi }): ImportsService => {
  const { db, clock } = contextOf(strapi);
  const operations = () => operationsService(strapi);
  const inTurn = createTurns();
  const toCsv = (files: WorkbookFiles) =>
    inTurn(() => workbookToCsv(files, () => clock.monotonic()));

  const customNames = async (): Promise<ImportTargets['custom']> =>
    (await listFields(db.knex))
      .filter((field) => !field.archived)
      .map(({ fieldKey: key, kind, ...field }) => {
        const { label, labelTr, sensitive } = field;
        return { key, kind, label, labelTr, sensitive };
      });
  /** What columns are matched to by themselves: a sensitive field is chosen by a person, each time. */
  const matched = async (): Promise<CustomName[]> =>
    (await customNames()).filter(({ sensitive }) => sensitive === null);
  const hiddenFrom = async (row: ImportRow, { maySensitive }: Pick<Importer, 'maySensitive'>) =>
    maySensitive ? [] : hiddenColumns(db.knex, row.columns ?? []);
  const get = async (id: number) => settled(await findImport(db.knex, id));

  const view: ImportsService['view'] = async (id, by = {}) => {
    const { checkId, importId } = await get(id);
    const check = checkId ? await operations().view(checkId) : null;
    const done = importId ? await operations().view(importId) : null;
    // Read after the operations: whatever a finished one found is in it, the words of consent columns above all.
    const row = await get(id);
    const hidden = await hiddenFrom(row, by);
    const isOfThese = row.checkId === checkId && row.checkRun === row.run;
    return {
      id: row.id,
      fileName: row.fileName,
      bytes: row.bytes,
      sheet: row.sheet,
      format: row.format,
      header: row.header ?? [],
      origin: originOf(row.header ?? []),
      top: (row.top ?? []).map((cells) => withoutCells(cells, hidden)),
      sample: (row.sample ?? []).map((cells) => withoutCells(cells, hidden)),
      columns: row.columns ?? [],
      remembered: row.remembered,
      rules: row.rules,
      ...consentView(row),
      unreadNumbers: unreadNumbersOf(row),
      dateOrders: row.dateOrders ?? [],
      numberMarks: row.numberMarks ?? [],
      check: isOfThese ? check : null,
      import: done,
      addedAt: row.addedAt,
      deletedForErasure: row.deletedForErasure === true,
    };
  };

  const upload: ImportsService['upload'] = async (body, { name, groupId }, by) => {
    // When it began: a contact who is erased while it comes in is erased after it.
    const addedAt = clock.now();
    let file: Upload = await saveUpload(strapi, body);
    try {
      const kept = await unfoldWorkbook(strapi, file, toCsv);
      file = kept;
      const custom = await matched();
      const country = (await countryOfNumbers(strapi)) || regionOf(by.language ?? null);
      const found = await analyse(strapi, kept, { given: ofSheet(kept), custom, country });
      const { columns, numberMarks, ...read } = found;
      const last = await lastOfHeader(db.knex, read.headerKey);
      const before = remembered(last, found, custom);
      const consentWords = before ? last?.rules?.consentWords : undefined;
      const groups = groupId ? [(await groupsService(strapi).get(groupId)).id] : [];
      const id = await insertImport(db.knex, {
        ...kept,
        ...read,
        fileName: name,
        numberMarks: settledMarks({ ...kept, ...read }, numberMarks),
        columns: before ?? columns,
        remembered: before !== null,
        rules: {
          ...{ duplicates: 'fill', country, consent: null, tags: [], groupIds: groups },
          ...(consentWords ? { consentWords } : {}),
        },
        run: 1,
        words: null,
        unread: null,
        checkId: null,
        checkRun: 0,
        importId: null,
        addedBy: by.id,
        addedByName: by.name.slice(0, 255),
        addedAt,
        deletedForErasure: null,
      });
      return await view(id);
    } catch (error) {
      await removeFile(strapi, file.storedName);
      throw error;
    }
  };

  /** Settings as the body says; another format is read again. Columns that no longer fit are matched again. */
  const changed = async (row: Settled, body: UpdateImportBody): Promise<Partial<ImportRow>> => {
    const rules = body.rules ?? row.rules;
    for (const groupId of rules.groupIds) await groupsService(strapi).get(groupId);
    refuseComingDay(rules, clock.now());
    if (!body.format || !row.storedName) {
      const columns = body.columns ?? row.columns ?? [];
      if (columns.length !== (row.header ?? []).length)
        throw refuse('invalid', 'columns', 'Give one target for each column.');
      return { rules, columns };
    }
    const custom = await matched();
    const found = await analyse(
      strapi,
      { storedName: row.storedName, isUnicode: row.isUnicode },
      { given: { ...body.format, ...ofSheet(row) }, custom, country: rules.country }
    );
    const fits = body.columns?.length === found.header.length;
    return {
      ...found,
      numberMarks: settledMarks({ ...row, ...found }, found.numberMarks),
      rules,
      columns: fits && body.columns ? body.columns : found.columns,
      remembered: false,
    };
  };

  const update: ImportsService['update'] = async (id, body, by) => {
    const row = await get(id);
    if (row.importId) throw conflict('started', 'the import has begun', 'Upload the file again.');
    const change = await changed(row, body);
    refuseWithoutRight(await sensitiveIn(db.knex, change.columns ?? []), by);
    refuseMadeGroups(change.rules ?? row.rules, by);
    await db.tx(async (trx) => {
      const locked = settled(await lockImport(trx, id));
      // Dropped while the file was read again: its first rows must not come back.
      if (row.storedName && !locked.storedName) throw fileGone();
      await changeImport(trx, id, { ...change, run: locked.run + 1 });
    });
    if (row.checkId && row.checkRun === row.run) await cancelQuietly(row.checkId);
    return view(id, by);
  };

  /** A dry run of former settings need not go on; that it has ended, or is no longer kept, is no error. */
  const cancelQuietly = async (operationId: number): Promise<void> => {
    if (await isOpen(db.knex, operationId))
      await operations()
        .cancel(operationId)
        .catch(() => undefined);
  };

  /** The settings of a run. Throws `sensitive-forbidden`, `sensitive-reason` for a column that may not be filled so. */
  const paramsOf = async (
    trx: Knex.Transaction,
    row: Settled,
    by: Importer
  ): Promise<ImportRunParams> => {
    if (!row.storedName) throw fileGone();
    const sensitive = await sensitiveIn(trx, row.columns ?? []);
    refuseWithoutRight(sensitive, by);
    refuseWithoutReason(sensitive, row.rules);
    refuseMadeGroups(row.rules, by);
    return {
      importId: row.id,
      run: row.run,
      storedName: row.storedName,
      fileName: row.fileName,
      format: row.format,
      header: row.header ?? [],
      columns: row.columns ?? [],
      rules: row.rules,
      ...ordersOf(row),
      undecided: await undecidedOf(trx, row),
      newGroups: row.rules.makesGroups === true ? newGroupsOf(row) : [],
      at: clock.now(),
      sensitive: keysOf(sensitive),
      by: { id: by.id, name: by.name },
    };
  };

  const check: ImportsService['check'] = async (id, by) => {
    ready(await get(id));
    await db.tx(async (trx) => {
      const row = settled(await lockImport(trx, id));
      if (row.importId || (row.checkId && row.checkRun === row.run)) return;
      const params = await paramsOf(trx, row, by);
      const checkId = await operations().start(
        { kind: CHECK_KIND, title: row.fileName, params, by },
        trx
      );
      await changeImport(trx, id, { checkId, checkRun: row.run });
    });
    return view(id, by);
  };

  /** Who filled sensitive fields from which file, and why. */
  const tellSensitive = async (trx: Knex.Transaction, params: ImportRunParams): Promise<void> => {
    const labels = (await sensitiveIn(trx, params.columns)).map(({ label }) => label);
    const { fileName: file, by, rules } = params;
    if (labels.length === 0 || !by) return;
    const [field, reason] = [labels.join(', '), rules.sensitiveReason];
    await logsService(strapi).writeIn(trx, {
      area: 'contact',
      level: 'warn',
      event: 'sensitive-imported',
      text: `${by.name}: a file fills sensitive fields ("${field}")`,
      details: { by: by.name, userId: by.id, file, field, n: labels.length, reason },
    });
  };

  const start: ImportsService['start'] = async (id, by) => {
    const { check: dryRun } = await view(id);
    if (dryRun?.state !== 'done')
      throw conflict(
        'not-checked',
        'the dry run is not done',
        'Wait for the dry run of these settings.'
      );
    await db.tx(async (trx) => {
      const row = settled(await lockImport(trx, id));
      if (row.importId) return; // pressed twice
      if (row.checkId !== dryRun.id || row.checkRun !== row.run)
        throw conflict('not-checked', 'the settings changed', 'Check the file once more.');
      refuseOpenWords(row);
      await refuseOpenColumns(trx, row);
      const params = await paramsOf(trx, row, by);
      const total = dryRun.done;
      const importId = await operations().start(
        { kind: IMPORT_KIND, title: row.fileName, params, by, total },
        trx
      );
      await changeImport(trx, id, { importId });
      await tellSensitive(trx, params);
    });
    return view(id, by);
  };

  /** The file and what it held go; the matched columns stay for the next file with this header. */
  const forget = async (id: number): Promise<void> => {
    const row = await findImport(db.knex, id);
    if (!row) return;
    if (row.storedName) await removeFile(strapi, row.storedName);
    const personal = { top: null, sample: null, words: null, unread: null };
    await changeImport(db.knex, id, { storedName: null, ...personal });
    await dropKeys(db, id);
  };

  const problems: ImportsService['problems'] = async (id, by = {}): Promise<ImportProblems> => {
    const row = await get(id);
    if (!row.checkId || row.checkRun !== row.run) return { problems: [] };
    const found = await operations().firstProblems(row.checkId, FIRST_PROBLEMS);
    const hidden = await hiddenFrom(row, by);
    return {
      problems: found.map((one) => ({ ...one, cells: withoutCells(one.cells, hidden) })),
    };
  };

  return {
    upload,
    view,
    update,
    check,
    start,
    problems,
    targets: async () => ({ custom: await customNames() }),
    unfinished: async () => ({
      imports: (await unfinishedOnes(db.knex, MOST_UNFINISHED)).map(
        ({ id, fileName, addedByName, addedAt }) => ({
          ...{ id, fileName, addedAt, by: addedByName || null },
          keptUntil: addedAt + UPLOAD_MS,
        })
      ),
    }),
    remove: async (id) => {
      const row = await get(id);
      if (row.importId)
        throw conflict('started', 'the import has begun', 'Cancel it on the Operations page.');
      if (row.checkId) await cancelQuietly(row.checkId);
      await forget(id);
    },
    forget,
    forgetAbout: (ask) => forgetUploadAbout(strapi, ask, cancelQuietly),
    purge: async (before) => {
      for (const row of await oldImports(db.knex, before)) await forget(row.id);
    },
    removeFilesBefore: (before) => removeFilesBefore(strapi, before),
  };
};
