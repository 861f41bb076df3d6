import { keysOfName } from '../strapi/name-keys';
import type { SqlPart } from '../strapi/sql-part';
import { tagTable } from './tables';

const TAGS = tagTable.table;
const MEANT = `(tg.name_key = ? OR (tg.name_key = ? AND NOT EXISTS (SELECT 1 FROM ${TAGS} tx WHERE tx.name_key = ?)))`;

/**
 * The ids of the tags that these names mean (one at least), as a subquery: of one name at most one row. A name means the tag that is spelt
 * so, where one is kept apart by its spelling, else the one of its key; a former name means the tag that it became.
 */
export const tagIdsSql = (names: readonly string[]): SqlPart => ({
  sql: `SELECT COALESCE(tg.alias_of, tg.id) FROM ${TAGS} tg WHERE ${names.map(() => MEANT).join(' OR ')}`,
  bindings: names.flatMap((name) => {
    const [spelling, folded] = keysOfName(name);
    return [spelling, folded, spelling];
  }),
});
