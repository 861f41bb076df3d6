import type { CountOptions } from './counting';
import type { Core } from '@strapi/strapi';
import type { ContactRow } from '../contacts/public';
import type { PeopleChoice, PeopleFilter } from '../contracts/audience';
import type { Facets } from '../contracts/people';
import type { SegmentGroup } from '../contracts/segments';
import type { Sql } from '../strapi/db';
import type { IdRange } from './id-ranges';
import type { AskedSegment } from './resolve';
import type { ResolvedChoice } from './sql';

export { tooSlow } from './counting';
export type { ChoiceSql, ResolvedChoice } from './sql';
export { choiceCondition, choiceSql } from './sql';
export { fieldNamesIn, groupsIn, segmentsIn, segmentsOf } from './resolve';
export { purposesIn } from './domain/purposes';
export { valueAnswers, type KeptValue } from './domain/comparison';
export { forgetViews, segmentsOfViews } from './views';

/** Reads saved trees by id, with the handle of the asking transaction. */
export type SegmentSource = (
  sql: Sql,
  ids: readonly number[]
) => Promise<ReadonlyMap<number, SegmentGroup>>;

export interface AudienceService {
  /** Who knows the saved segments: one, filled by the wiring. */
  segmentSources: SegmentSource[];
  /**
   * The choice with the segments that it names, at one instant: long work resolves once, so that all its pieces mean the
   * same. The functions below resolve what is not resolved yet. Throws `sensitive-field` when a condition names a field
   * that segments and filters may not use.
   */
  resolve(choice: PeopleChoice, sql?: Sql): Promise<ResolvedChoice>;
  /** People who match a tree of conditions that is not saved. */
  ofTree(tree: SegmentGroup, sql?: Sql): Promise<ResolvedChoice>;
  /**
   * Does a condition of the tree ask about something that is gone, or about a value that nothing can answer? Throws as
   * `resolve`.
   */
  asksOfGone(tree: SegmentGroup, sql?: Sql): Promise<boolean>;
  /**
   * The people of a saved segment, with a mark that other conditions change. Null: it is gone, or asks about what is gone.
   * Throws as `resolve`.
   */
  ofSegment(id: number, sql?: Sql): Promise<AskedSegment | null>;
  /** How many people a choice means now. A choice of one group or tag reads its index only. */
  countChoice(choice: PeopleChoice, sql?: Sql): Promise<number>;
  /**
   * Adds up SQL expressions over them, each a sum or a count with `c` as the contact; on SQLite in pieces, between which
   * others get their turn. Throws `count-too-slow` after `longestMs`.
   */
  sumsOf<K extends string>(
    choice: PeopleChoice,
    sums: Record<K, string>,
    options?: CountOptions
  ): Promise<Record<K, number>>;
  /** A few of them, newest first. */
  sampleChoice(choice: PeopleChoice, limit: number, sql?: Sql): Promise<ContactRow[]>;
  /** The next people after `after` (0 = from the start) in order of id: the pieces of long work. */
  pieceOf(
    choice: PeopleChoice,
    at: { after: number; upTo?: number; limit: number },
    sql?: Sql
  ): Promise<number[]>;
  /** Ranges of contact ids above `after`: what is asked of one keeps nobody else from their turn, also on SQLite. */
  idRanges(from: { after: number }): AsyncGenerator<IdRange>;
  /** A page of the people of a filter, newest first; `before` is the last id of the page before. */
  pageOf(filter: PeopleFilter, at: { before?: number; limit: number }): Promise<ContactRow[]>;
  /** Content types whose entries are linked to people, with their names and the fields that filters may use. */
  linkedTypes(): Promise<Facets['linked']>;
}

export const audienceService = (strapi: Core.Strapi): AudienceService =>
  strapi.plugin('whatsapp').service('audience') as AudienceService;
