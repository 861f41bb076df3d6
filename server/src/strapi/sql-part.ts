import { withoutNul } from '../kernel/json';

/** A condition in SQL with its values, in the order of the text. An empty text is no condition. */
export interface SqlPart {
  sql: string;
  bindings: (string | number | boolean | null)[];
}

const clean = (value: SqlPart['bindings'][number]) =>
  typeof value === 'string' ? withoutNul(value) : value;

/** All of them; true when there is none. */
export const and = (parts: readonly SqlPart[]): SqlPart => {
  const given = parts.filter((part) => part.sql !== '');
  return {
    sql: given.map((part) => part.sql).join(' AND ') || '1 = 1',
    bindings: given.flatMap((part) => part.bindings.map(clean)),
  };
};

/** Never NULL inside: then NOT takes exactly the others. */
export const not = ({ sql, bindings }: SqlPart): SqlPart => ({ sql: `NOT (${sql})`, bindings });

/** One of them; nobody when there is none. */
export const either = (parts: readonly SqlPart[]): SqlPart =>
  parts.length === 0
    ? NOBODY
    : {
        sql: `(${parts.map((part) => part.sql).join(' OR ')})`,
        bindings: parts.flatMap((part) => part.bindings),
      };

/** What nobody can answer: a field, a type or a segment that is gone, a number that is none. */
export const NOBODY: SqlPart = { sql: '1 = 0', bindings: [] };

/** Somewhere in it something is asked that nobody can answer. Turned around it would mean everybody. */
export const isUnanswerable = ({ sql }: SqlPart): boolean => sql.includes(NOBODY.sql);

export const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');
