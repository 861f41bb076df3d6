import { DomainError } from '../../kernel/errors';

/** Refusals that mean "not now": another try may succeed. */
const LATER = new Set([409, 429, 503]);

/** The value does not fit its column; it will not fit later either. */
const MYSQL_DATA = new Set([
  'ER_DATA_TOO_LONG',
  'ER_TRUNCATED_WRONG_VALUE',
  'ER_TRUNCATED_WRONG_VALUE_FOR_FIELD',
  'ER_WARN_DATA_OUT_OF_RANGE',
  'ER_INVALID_JSON_TEXT',
]);
/** PostgreSQL's class 22: data exceptions. */
const POSTGRES_DATA = /^22[0-9A-Z]{3}$/;

/** True when the database said that a value fits no column. */
export const isNotStorable = (error: unknown): boolean => {
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  return MYSQL_DATA.has(code) || POSTGRES_DATA.test(code);
};

/** True when a change that failed like this fails on every further try too. */
export const isHopeless = (error: unknown): boolean => {
  if (error instanceof DomainError) return !LATER.has(error.status);
  return error instanceof SyntaxError || isNotStorable(error);
};
