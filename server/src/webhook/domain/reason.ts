import type { ParkedReason } from '../../contracts/parked';
import { DomainError } from '../../kernel/errors';
import { isNotStorable } from './hopeless';

/** Codes of the databases' drivers: SQLSTATE, `ER_…`, `SQLITE_…`. */
const OF_DATABASE = /^(?:(?=.*\d)[0-9A-Z]{5}|ER_[A-Z_]+|SQLITE_[A-Z_]+)$/;
const NO_PERSON = 'no-person';

/** Why a change or a delivery that failed like this was parked, as people are told. */
export const reasonOf = (error: unknown): ParkedReason => {
  if (error instanceof DomainError) return error.kind === NO_PERSON ? NO_PERSON : 'refused';
  if (error instanceof SyntaxError) return 'unreadable';
  if (isNotStorable(error)) return 'not-storable';
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && OF_DATABASE.test(code) ? 'database' : 'error';
};
