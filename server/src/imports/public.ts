import type { Readable } from 'node:stream';
import type { Core } from '@strapi/strapi';
import type {
  ImportProblems,
  ImportTargets,
  ImportView,
  UnfinishedImports,
  UpdateImportBody,
} from '../contracts/imports';

import type { forgetUploadAbout, UploadSearch } from './erase';
import type { Importer } from './sensitive';

export { importKinds } from './kinds';
export { UPLOAD_MS } from './tables';

/** Lists of people from files: upload, columns and rules, dry run, import (P-06, P-10 to P-12). */
export interface ImportsService {
  /**
   * Keeps the file and reads its beginning; of a workbook (XLSX) the first sheet that is shown and has rows. Throws
   * `file-too-large`, `file-empty`, `file-too-wide`, `not-found` (group), and `file-workbook-large`, `-locked`, `-old`,
   * `-damaged`, `file-not-workbook` for a workbook that cannot be read.
   */
  upload(
    body: Readable,
    file: { name: string; groupId?: number | undefined },
    by: Importer
  ): Promise<ImportView>;
  /** Cells of sensitive fields only for who may use them. Throws `not-found`. */
  view(id: number, by?: Pick<Importer, 'maySensitive'>): Promise<ImportView>;
  /**
   * Changes settings; the dry run of former ones does not count any more. Throws 409 once the import has begun,
   * `sensitive-forbidden` (403) for a column that fills one without the permission.
   */
  update(id: number, body: UpdateImportBody, by: Importer): Promise<ImportView>;
  /** Starts the dry run of these settings, once. Throws `column-missing`, `consent-missing`, `sensitive-reason`. */
  check(id: number, by: Importer): Promise<ImportView>;
  /**
   * Imports after the dry run of these very settings, once. Throws 409 `not-checked`, `sensitive-reason`; 422
   * `consent-words`, `consent-words-many` while a word of a consent column is not assigned, `dates-open`, `numbers-open` while
   * nothing says how the days or numbers of a column are written.
   */
  start(id: number, by: Importer): Promise<ImportView>;
  /** The first refused rows of the dry run, as `view` shows cells. */
  problems(id: number, by?: Pick<Importer, 'maySensitive'>): Promise<ImportProblems>;
  targets(): Promise<ImportTargets>;
  /** Uploads that somebody may go on with; the latest 20. */
  unfinished(): Promise<UnfinishedImports>;
  /** Throws the file away before it was imported. */
  remove(id: number): Promise<void>;
  /** After an import: the file and its rows go. */
  forget(id: number): Promise<void>;
  /** The next upload that nobody imported: it goes when it names erased people. See `forgetUploadAbout`. */
  forgetAbout(ask: UploadSearch): ReturnType<typeof forgetUploadAbout>;
  /** Forgets uploads of before the instant. */
  purge(before: number): Promise<void>;
  /** Removes files of before the instant from the disk of this machine, whether a row knows them or not. */
  removeFilesBefore(before: number): Promise<void>;
}

export const importsService = (strapi: Core.Strapi): ImportsService =>
  strapi.plugin('whatsapp').service('imports') as ImportsService;
