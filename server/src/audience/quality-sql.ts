import { contactTable } from '../contacts/public';
import type { QualityProblem } from '../contracts/audience';
import { DAY_MS } from '../kernel/time';
import { clockSql, type Dialect } from '../strapi/db';
import { either, type SqlPart } from '../strapi/sql-part';

/** After so long without a change or a word what is kept of a person is old. */
const STALE_DAYS = 365;

/** Each problem as a condition over `c` that is never NULL (P-22). `now` is SQL text. */
const conditions = (c: string, now: string): Record<QualityProblem, string> => {
  const nowhere = `${c}.wa_id IS NULL AND ${c}.phone IS NULL`;
  const old = `${now} - ${STALE_DAYS * DAY_MS}`;
  return {
    'no-name': `${c}.name = ''`,
    'no-number': `(${nowhere})`,
    'no-email': `COALESCE(${c}.email, '') = ''`,
    'no-language': `COALESCE(${c}.language, '') = ''`,
    unanswered: `${c}.marketing = 'none'`,
    'agreed-unreachable': `(${c}.marketing = 'in' AND (${c}.blocked = true OR (${nowhere} AND ${c}.bsuid IS NULL)))`,
    'same-email': `EXISTS (SELECT 1 FROM ${contactTable.table} fe WHERE fe.email = ${c}.email AND fe.id <> ${c}.id AND fe.merged_into IS NULL)`,
    stale: `(${c}.changed_at < ${old} AND COALESCE(${c}.last_inbound_at, 0) < ${old})`,
  };
};

/** People with one of these problems. */
export const withProblems =
  (dialect: Dialect, alias: string) =>
  (problems: readonly QualityProblem[]): SqlPart => {
    const sql = conditions(alias, clockSql(dialect));
    return either(problems.map((problem) => ({ sql: sql[problem], bindings: [] })));
  };

/** How many people of alias `c` have which problem, for a pass over all of them; twins are counted by `SAME_EMAIL`. */
export const problemSums = (dialect: Dialect): string => {
  const { 'same-email': _twins, ...sql } = conditions('c', clockSql(dialect));
  return Object.entries(sql)
    .map(([problem, when]) => `SUM(CASE WHEN ${when} THEN 1 ELSE 0 END) AS ${column(problem)}`)
    .join(', ');
};

/** By groups of one address: looking for each person's twin would take a second per hundred thousand. */
export const SAME_EMAIL = `SELECT COALESCE(SUM(t.n), 0) AS n FROM (SELECT COUNT(*) AS n FROM ${contactTable.table} c WHERE c.email IS NOT NULL AND c.merged_into IS NULL GROUP BY c.email HAVING COUNT(*) > 1) t`;

export const column = (problem: string): string => problem.replace(/-/g, '_');
