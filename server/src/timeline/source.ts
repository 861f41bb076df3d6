import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { ActionUid } from '../contracts/permissions';
import type { TimelineEntry, TimelineKind } from '../contracts/timeline';
import type { Viewer } from '../conversations/public';
import type { Sql } from '../strapi/db';

export type Row = Record<string, unknown>;

/** What a page of the timeline asks each source. */
export interface Ask {
  strapi: Core.Strapi;
  sql: Sql;
  contactId: number;
  /** Only what is older; null = from now. */
  before: number | null;
  limit: number;
  viewer: Viewer;
  language: 'en' | 'tr';
}

/** One table that knows something of people. */
export interface Source {
  /** What the viewer needs beside seeing contacts. */
  needs?: ActionUid;
  /** Its newest entries older than `before`: one more than the page holds, so that the page knows of more. */
  read(ask: Ask): Promise<TimelineEntry[]>;
}

export const textOf = (value: unknown): string | null =>
  value === null || value === undefined || value === '' ? null : String(value);
export const numberOf = (value: unknown): number => Number(value ?? 0);

/** The newest rows of a query by the column of their instant. */
export const newest = (
  { before, limit }: Pick<Ask, 'before' | 'limit'>,
  query: Knex.QueryBuilder,
  column: string
): Promise<Row[]> => {
  if (before !== null) void query.where(column, '<', before);
  return query.orderBy(column, 'desc').limit(limit + 1) as unknown as Promise<Row[]>;
};

export const entry = (
  kind: TimelineKind,
  row: Row,
  { at, ...told }: Partial<Omit<TimelineEntry, 'key' | 'kind' | 'at'>> & { at: unknown }
): TimelineEntry => ({
  key: `${kind} ${numberOf(row.id)}`,
  kind,
  at: numberOf(at),
  who: null,
  subject: null,
  detail: null,
  target: null,
  ...told,
});
