import type { Knex } from 'knex';
import {
  consentColumn,
  MOST_CONSENT_WORDS,
  MOST_NEW_GROUPS,
  type ConsentColumn,
  type ImportView,
} from '../contracts/imports';
import { DomainError } from '../kernel/errors';
import type { Classified, RunParams } from './classify';
import { consentCells } from './domain/consent';
import { createMeaning, looksLikeConsent, wordKey, wordOf } from './domain/consent-words';
import { changeImport, lockImport } from './store';
import type { ImportRow, ImportWords } from './tables';

/** Adds the words and new groups of these rows to those that are known; of a column with too many the rest is left out. */
const counted = (
  words: ImportWords,
  { cells: rows, newGroups }: Pick<Classified, 'cells' | 'newGroups'>
): ImportWords => {
  const found = new Map(words.found.map((one) => [`${one.column} ${one.key}`, { ...one }]));
  const more = new Set(words.more);
  const kinds = (column: ConsentColumn) =>
    [...found.values()].filter((one) => one.column === column).length;
  for (const { column, cell } of rows.flatMap(consentCells)) {
    const key = wordKey(cell);
    if (key === '') continue;
    const known = found.get(`${column} ${key}`);
    if (known) known.n += 1;
    else if (kinds(column) >= MOST_CONSENT_WORDS) more.add(column);
    else found.set(`${column} ${key}`, { column, key, word: wordOf(cell), n: 1 });
  }
  const groups = [...new Set([...(words.groups ?? []), ...newGroups])].slice(0, MOST_NEW_GROUPS);
  return { run: words.run, found: [...found.values()], more: [...more], groups };
};

/** Keeps which words the consent columns have, and which groups would be new, in the transaction of the dry run's step. */
export const keepWords = async (
  trx: Knex.Transaction,
  { importId, run, columns }: RunParams,
  found: Pick<Classified, 'cells' | 'newGroups'>
): Promise<void> => {
  if (![...consentColumn.options, 'groups'].some((column) => columns.includes(column))) return;
  const row = await lockImport(trx, importId);
  if (row?.run !== run) return; // the settings changed: this dry run does not count any more
  const words = row.words?.run === run ? row.words : { run, found: [], more: [] };
  await changeImport(trx, importId, { words: counted(words, found) });
};

type Read = Pick<ImportRow, 'run' | 'words' | 'columns' | 'header' | 'rules' | 'sample'>;

/** Words of the dry run of these settings, with what they mean; those that nobody assigned first. */
const wordsOf = ({ run, words, columns, header, rules }: Read): ImportView['words'] => {
  if (!words || words.run !== run || !rules) return [];
  const meaningOf = createMeaning({ columns: columns ?? [], header: header ?? [], rules });
  return words.found
    .map(({ column, word, n }) => ({ column, word, n, means: meaningOf(column, word) }))
    .sort((a, b) => Number(a.means !== null) - Number(b.means !== null) || b.n - a.n);
};

/** Groups that the dry run of these settings met and that did not exist. */
export const newGroupsOf = ({ run, words }: Pick<Read, 'run' | 'words'>): string[] =>
  words?.run === run ? (words.groups ?? []) : [];

/** What the page shows of consent columns and groups. */
export const consentView = (
  row: Read
): Pick<ImportView, 'words' | 'newGroups' | 'tooManyWords' | 'consentLike'> => ({
  words: wordsOf(row),
  newGroups: newGroupsOf(row),
  tooManyWords: row.words?.run === row.run ? row.words.more : [],
  consentLike: (row.header ?? []).flatMap((name, i) =>
    looksLikeConsent(
      name,
      (row.sample ?? []).map((cells) => cells[i] ?? '')
    )
      ? [i]
      : []
  ),
});

const refuse = (
  kind: string,
  { text, ...said }: { label: string; text: string; remedy: string }
): DomainError =>
  new DomainError(kind, text, { field: 'rules.consentWords', status: 422, ...said });

/** No word of a consent column is guessed. Throws `consent-words-many`, `consent-words` naming the column and its words. */
export const refuseOpenWords = (row: Read): void => {
  const nameOf = (column: ConsentColumn) =>
    `“${row.header?.[row.columns?.indexOf(column) ?? -1] ?? column}”`;
  const { words, tooManyWords } = consentView(row);
  const [many] = tooManyWords;
  if (many)
    throw refuse('consent-words-many', {
      label: nameOf(many),
      text: `The column ${nameOf(many)} has more than ${MOST_CONSENT_WORDS} different values.`,
      remedy: 'Choose the column that says yes or no.',
    });
  const open = words.filter(({ means }) => means === null);
  const named = consentColumn.options.flatMap((column) => {
    const of = open.filter((one) => one.column === column).map(({ word }) => word);
    return of.length > 0 ? [`${nameOf(column)}: ${of.join(', ')}`] : [];
  });
  if (named.length > 0)
    throw refuse('consent-words', {
      label: named.join(' · '),
      text: `Some values have no meaning yet. ${named.join(' · ')}`,
      remedy: 'Say what these values mean: yes, no, or nothing.',
    });
};
