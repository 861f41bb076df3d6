import type { Context } from 'koa';
import type { Knex } from 'knex';
import type { ActionUid } from '../contracts/permissions';
import type { FeedEntry } from '../realtime/public';

/** An operation as its kind sees it. */
export interface Operation<P = unknown, C = unknown> {
  readonly id: number;
  readonly kind: string;
  readonly title: string;
  readonly params: P;
  /** What the last committed step left; null before the first. */
  readonly cursor: C | null;
  readonly done: number;
  readonly total: number | null;
  readonly counters: Readonly<Record<string, number>>;
  /** Id of the admin user who started it. */
  readonly startedBy: number | null;
}

export interface OperationProblem {
  line: number;
  /** Stable word of at most 60 characters, translated by the kind's `problemText`. */
  reason: string;
  detail?: string | null;
  /** What the part held, in the order of the kind's `problemColumns`. */
  cells?: string[];
}

export interface OperationStep<C = unknown> {
  /** Where the next step begins; null = this was the last one. */
  cursor: C | null;
  /** Parts that this step finished. */
  done?: number;
  /** All parts, when it is known now. */
  total?: number;
  /** Added to the counters. */
  counters?: Record<string, number>;
  problems?: OperationProblem[];
  /** Hints for open pages; the operation's own progress is told by itself. */
  hints?: FeedEntry[];
}

export type ProblemLanguage = 'en' | 'tr';

/** What a room says about one kind of long work. `wiring/connect.ts` registers it. */
export interface OperationKind<P = unknown, C = unknown, Piece = unknown> {
  /** Stable kebab-case word of at most 40 characters; the admin translates `operations.kind.<kind>`. */
  kind: string;
  /** Beside `operation.watch`, what a person needs to cancel or retry it or to download its problems. */
  needs?: ActionUid;
  /** Whether this process can do it (the file lies on its disk…). Nobody can for ten minutes: the operation fails. */
  ready?(operation: Operation<P, C>): Promise<boolean>;
  /**
   * Reads what the next step needs (files, HTTP, document services), outside of a transaction. May happen twice for one
   * step: what it does to the world beside reading must be safe to repeat.
   */
  read?(operation: Operation<P, C>, signal: AbortSignal): Promise<Piece>;
  /**
   * Does the step and answers where the next begins. Awaits nothing but `trx`; progress is committed with it, so that a
   * kill at any line loses nothing and does nothing twice. Keep it under about 200 ms.
   */
  step(
    trx: Knex.Transaction,
    operation: Operation<P, C>,
    piece: Piece
  ): Promise<OperationStep<C>> | OperationStep<C>;
  /** After a step's commit (bot triggers, indexes…). A crash may leave it out. */
  committed?(operation: Operation<P, C>, step: OperationStep<C>): Promise<void> | void;
  /** After the last step, a failure or a cancellation (removing files). A crash may leave it out. */
  ended?(operation: Operation<P, C>, state: 'done' | 'failed' | 'cancelled'): Promise<void> | void;
  /** Header of the problems file, before the line and the reason. */
  problemColumns?(params: P): string[];
  /** Places of columns that only people with the permission for sensitive fields see. */
  hiddenColumns?(params: P): Promise<readonly number[]>;
  /** What it is about, in words for this reader: for what the row itself must not hold, such as a person's name. */
  titleFor?(title: string, ctx: Context): Promise<string>;
  /** A problem's reason in words. */
  problemText?(problem: OperationProblem, language: ProblemLanguage): string;
}

/** Keeps the types of params, cursor and piece inside the kind. */
export const defineOperationKind = <P, C, Piece = undefined>(
  kind: OperationKind<P, C, Piece>
): OperationKind => kind as unknown as OperationKind;

export interface StartOperation {
  kind: string;
  /** What it is about, for people: a file, a content type, a group. */
  title: string;
  params?: unknown;
  total?: number;
  by?: { id: number; name: string } | null;
}

/** Tells of work that has an engine of its own. Each call is one small write; none throws. */
export interface OperationRecorder {
  readonly id: number;
  /** Absolute values. Call it at most once a second. */
  progress(now: { done: number; total?: number; counters?: Record<string, number> }): Promise<void>;
  finish(result: {
    state: 'done' | 'failed' | 'cancelled';
    done?: number;
    total?: number;
    counters?: Record<string, number>;
    problems?: OperationProblem[];
    error?: { kind: string; text: string };
  }): Promise<void>;
}
