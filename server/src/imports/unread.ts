import type { Knex } from 'knex';
import type { UnreadNumbers } from '../contracts/phone';
import type { RunParams } from './classify';
import { mayBeElsewhere, NO_UNREAD, unreadView, withUnread } from './domain/unread-numbers';
import { changeImport, lockImport } from './store';
import type { ImportRow } from './tables';

/** Keeps what the dry run could not read as numbers, in the transaction of its step; `rows`: of the step, `isFirst`: of its first one. */
export const keepUnread = async (
  trx: Knex.Transaction,
  { importId, run, rules }: RunParams,
  { typed, rows, isFirst }: { typed: readonly string[]; rows: number; isFirst: boolean }
): Promise<void> => {
  if (typed.length === 0) return;
  const row = await lockImport(trx, importId);
  if (row?.run !== run) return; // the settings changed: this dry run does not count any more
  const before = row.unread?.run === run ? row.unread : NO_UNREAD;
  const isSearched = mayBeElsewhere(typed.length, { rows, isFirst });
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
