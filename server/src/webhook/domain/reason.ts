import type { ParkedReason } from '../../contracts/parked';
import { DomainError } from '../../kernel/errors';
import { isNotStorable } from './hopeless';

/** Codes of the databases' drivers: SQLSTATE, `ER_…`, `SQLITE_…`. */
const OF_DATABASE = /^(?:(?=.*\d)[0-9A-Z]{5}|ER_[A-Z_]+|SQLITE_[A-Z_]+)$/;
/** Refusals of ours that have words of their own. */
const OWN_WORDS: readonly ParkedReason[] = ['no-person', 'whose-id'];

/** Why a change or a delivery that failed like this was parked, as people are told. */
export const reasonOf = (error: unknown): ParkedReason => {
  if (error instanceof DomainError)
    return OWN_WORDS.find((reason) => reason === error.kind) ?? 'refused';
  if (error instanceof SyntaxError) return 'unreadable';
  if (isNotStorable(error)) return 'not-storable';
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && OF_DATABASE.test(code) ? 'database' : 'error';
};
