import type { Knex } from 'knex';
import type { UnreadNumbers } from '../contracts/phone';
import type { RunParams } from './classify';
import { NO_UNREAD, unreadView, withUnread } from './domain/unread-numbers';
import { changeImport, lockImport } from './store';
import type { ImportRow } from './tables';

/** With this many unread numbers in one step the list may be of another country. */
const MANY = 50;

/** Keeps what the dry run could not read as numbers, in the transaction of its step; `isFirst`: of its first one. */
export const keepUnread = async (
  trx: Knex.Transaction,
  { importId, run, rules }: RunParams,
  { typed, isFirst }: { typed: readonly string[]; isFirst: boolean }
): Promise<void> => {
  if (typed.length === 0) return;
  const row = await lockImport(trx, importId);
  if (row?.run !== run) return; // the settings changed: this dry run does not count any more
  const before = row.unread?.run === run ? row.unread : NO_UNREAD;
  const isSearched = isFirst || typed.length >= MANY;
  const counts = withUnread(before, typed, { home: rules.country, isSearched });
  await changeImport(trx, importId, { unread: { run, ...counts } });
};

/** What the page shows of them; null: the dry run of these settings has read all so far. */
export const unreadNumbersOf = ({
  run,
  unread,
  rules,
}: Pick<ImportRow, 'run' | 'unread' | 'rules'>): UnreadNumbers | null =>
  unread?.run === run && rules ? unreadView(unread, rules.country) : null;
