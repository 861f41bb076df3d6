import type { Dialect } from '../../strapi/db';
import { codesOf, type LanguageTable, type Spoken } from './in-language';

/** A person's language as `plain` writes it. MySQL would compare without case and accents, PostgreSQL lower by its locale. */
const LANGUAGE: Record<Dialect, string> = {
  sqlite: `LOWER(REPLACE(c.language, '-', '_'))`,
  postgres: `LOWER(REPLACE(c.language, '-', '_') COLLATE "C")`,
  mysql: `CAST(LOWER(REPLACE(c.language, '-', '_')) AS BINARY)`,
};

/** A NULL that is a number: PostgreSQL takes a bare one for text. */
const NOBODY = '(CASE WHEN 1 = 0 THEN 0 END)';
const idOrNull = (row: { id: number } | null): string => (row === null ? 'NULL' : String(row.id));

/**
 * `chooseLanguage` over `c` (contacts): the id of the template that somebody gets, NULL where no language fits. Has no
 * placeholders. A property test proves that it answers what the function answers.
 */
export const languageSql = (
  dialect: Dialect,
  { exact, byName, otherwise }: LanguageTable<Spoken & { id: number }>
): string => {
  const language = LANGUAGE[dialect];
  const tests = [
    ...[...exact].map(([code, { id }]) => `WHEN ${language} = '${code}' THEN ${id}`),
    ...[...byName].map(([base, { id }]) => {
      const named = codesOf(base).map(
        (code) => `${language} = '${code}' OR ${language} LIKE '${code}!_%' ESCAPE '!'`
      );
      return `WHEN ${named.join(' OR ')} THEN ${id}`;
    }),
  ];
  if (tests.length === 0) return otherwise === null ? NOBODY : String(otherwise.id);
  return `(CASE ${tests.join(' ')} ELSE ${idOrNull(otherwise)} END)`;
};
