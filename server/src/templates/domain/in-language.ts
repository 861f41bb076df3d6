import type { TemplateRow } from '../tables';

type Spoken = Pick<TemplateRow, 'language'>;

/** Meta writes `en_GB`, people `en-GB`. */
const plain = (language: string): string => language.toLowerCase().replace(/-/g, '_');
const baseOf = (language: string): string => plain(language).split('_')[0] ?? '';

/**
 * The template for somebody who speaks this language: the very language, else the chosen one where it is of that language,
 * else another of it by name. Null: none is.
 */
export const inLanguage = <Row extends Spoken>(
  language: string,
  { chosen, others }: { chosen: Row; others: readonly Row[] }
): Row | null => {
  const all = [chosen, ...[...others].sort((a, b) => (a.language < b.language ? -1 : 1))];
  return (
    all.find((one) => plain(one.language) === plain(language)) ??
    all.find((one) => baseOf(one.language) === baseOf(language)) ??
    null
  );
};
