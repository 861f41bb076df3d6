import type { Knex } from 'knex';
import { messageTable, type MessageRow } from '../conversations/public';
import { templatesNow, templateTable } from '../templates/public';

const isMoved = (row: MessageRow, category: string | undefined): boolean =>
  category === 'MARKETING' && row.category !== 'MARKETING';

/**
 * Messages under a permit with what Meta decides now of their templates, however long they waited: what it made marketing is
 * judged and counted as marketing (T-20), and what has a maximum price is posted to another address (T-53). `priced`: ids of
 * the messages.
 */
export const withTemplatesNow = async (
  trx: Knex.Transaction,
  rows: readonly MessageRow[]
): Promise<{ rows: MessageRow[]; priced: ReadonlySet<number> }> => {
  const templates = await templatesNow(
    trx,
    rows.flatMap(({ templateId }) => templateId ?? [])
  );
  const nowOf = ({ templateId }: MessageRow) => templates.get(templateId ?? 0);
  const moved = rows.filter((row) => isMoved(row, nowOf(row)?.category)).map(({ id }) => id);
  if (moved.length > 0)
    await trx(messageTable.table).whereIn('id', moved).update({ category: 'MARKETING' });
  return {
    rows: rows.map((row) =>
      moved.includes(row.id) ? { ...row, category: 'MARKETING' as const } : row
    ),
    priced: new Set(rows.filter((row) => nowOf(row)?.isPriced).map(({ id }) => id)),
  };
};

/** Narrows messages to marketing, also that whose template Meta made marketing while it waited. */
export const onlyMarketing = (query: Knex.QueryBuilder): void =>
  void query
    .where('category', 'MARKETING')
    .orWhereIn(
      'template_id',
      (moved) => void moved.from(templateTable.table).where({ category: 'MARKETING' }).select('id')
    );
