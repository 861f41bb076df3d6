import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import type {
  ListOperationsQuery,
  ListOperationsResult,
  OperationView,
} from '../contracts/operations';
import type { Sql } from '../strapi/db';
import type { Runner } from './runner';
import type { OperationKind, OperationRecorder, ProblemLanguage, StartOperation } from './types';

export type {
  Operation,
  OperationKind,
  OperationProblem,
  OperationRecorder,
  OperationStep,
  ProblemLanguage,
  StartOperation,
} from './types';
export { defineOperationKind } from './types';
export { logPurgeKind } from './log-purge';
export { countOldOperations, forgetProblems, isOpen, isUnderWay } from './forget';

/** Shows work of another engine beside ours (campaigns, M-39); read when the page is asked for. */
export interface OperationSource {
  /** All that runs, waits or rests. */
  running(): Promise<OperationView[]>;
  /** What ended at `before` or earlier, the newest first. */
  finished(query: { before: number | null; limit: number }): Promise<OperationView[]>;
}

/** Who reads the problems: in which language, and whether cells of sensitive fields too. */
export interface ProblemsReader {
  language: ProblemLanguage;
  sensitive: boolean;
}

export interface OperationsService {
  /** What this server can do, by kind; filled by `wiring/connect.ts` with `register`. */
  register(kind: OperationKind): void;
  /** Work of other engines; filled by the wiring. */
  sources: OperationSource[];
  /**
   * Queues an operation, in a transaction of the caller when one is given; it begins within a second, on whichever process
   * comes first, and goes on by itself after a crash or restart.
   */
  start(request: StartOperation, sql?: Sql): Promise<number>;
  /** Tells of work that has an engine of its own; it is shown, never run. */
  record(request: StartOperation): Promise<OperationRecorder>;
  /** Throws `not-found`. */
  view(id: number): Promise<OperationView>;
  list(query: ListOperationsQuery): Promise<ListOperationsResult>;
  /** Ends after the step under way; what is done stays done. Throws 409 when it ended already. */
  cancel(id: number): Promise<OperationView>;
  /** Goes on where a failed operation stopped. Throws 409 when it did not fail. */
  retry(id: number): Promise<OperationView>;
  /** What a person needs beside `operation.watch` for this one. */
  needs(id: number): Promise<string | null>;
  needsOfKind(kind: string): string | null;
  /** What an operation is about, as this reader may know it. */
  titleFor(view: Pick<OperationView, 'kind' | 'title'>, ctx: Context): Promise<string>;
  /** Its problems as the cells of a file, in pieces; bounded memory. Throws `not-found`. */
  problems(id: number, reader: ProblemsReader): Promise<AsyncIterable<unknown[][]>>;
  /** The first problems, to look at. */
  firstProblems(
    id: number,
    most: number
  ): Promise<{ line: number; reason: string; detail: string | null; cells: string[] }[]>;
  runner: Runner;
  /** Ends told work whose process went away; called by a timer. */
  sweep(): Promise<void>;
  /** Removes what ended before the instant, with its problems. */
  purge(before: number): Promise<number>;
}

export const operationsService = (strapi: Core.Strapi): OperationsService =>
  strapi.plugin('whatsapp').service('operations') as OperationsService;
