import { createId } from '@paralleldrive/cuid2';

/**
 * Rows that other content types may relate to, written by our own SQL: they carry what Strapi writes itself, or its
 * Content Manager, REST API and data transfer would not find them. Hot tables stay without.
 */
interface Related {
  /** Columns with the time (epoch ms) at which a row was made and changed, in the database's names. */
  made: string | null;
  changed: string | null;
}

const tables = new Map<string, Related>();

/** Called by `defineTable` for tables with `related`. */
export const markRelated = (table: string, related: Related): void => {
  tables.set(table, related);
};

/** Tables that are relation targets. */
export const relatedTables = (): string[] => [...tables.keys()];

/** The document id of a new row: the same generator as Strapi's. */
export const newDocumentId = (): string => createId();

const dateOf = (value: unknown): Date | null =>
  typeof value === 'number' || typeof value === 'string' ? new Date(Number(value)) : null;

/**
 * A new row (in the database's names) with `document_id` and Strapi's three times, when its table is a relation target;
 * otherwise the row as it is. What the row already has stays. For inserts only: a changed row keeps its document id.
 */
export const asDocument = (
  table: string,
  row: Record<string, unknown>
): Record<string, unknown> => {
  const related = tables.get(table);
  if (!related) return row;
  const changed = related.changed ? dateOf(row[related.changed]) : null;
  const made = (related.made ? dateOf(row[related.made]) : null) ?? changed;
  return {
    document_id: newDocumentId(),
    created_at: made,
    updated_at: changed ?? made,
    // A type without drafts is published from the beginning.
    published_at: made,
    ...row,
  };
};
