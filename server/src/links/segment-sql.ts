import { contains } from '../strapi/folded-sql';
import type { SqlPart } from '../strapi/sql-part';
import { linkClickTable, trackedLinkTable } from './tables';

export interface ClickCondition {
  linkId?: number | undefined;
  campaignId?: number | undefined;
  /** Part of the link's name or of its address. */
  text?: string | undefined;
  /** Opened last at or after this; null = at any time. */
  from: number | null;
}

/** People (contacts table `alias`) who opened such a link; never NULL. */
export const clickedSql = (
  alias: string,
  { linkId, campaignId, text, from }: ClickCondition
): SqlPart => {
  const [name, target] =
    text === undefined ? [] : [contains('tl.name', text), contains('tl.target', text)];
  const said = name && target ? [`(${name.sql} OR ${target.sql})`] : [];
  const conditions = [
    `ck.contact_id = ${alias}.id`,
    ...(linkId === undefined ? [] : ['ck.link_id = ?']),
    ...(campaignId === undefined ? [] : ['ck.campaign_id = ?']),
    ...(from === null ? [] : ['ck.last_at >= ?']),
    ...said,
  ];
  return {
    sql: `EXISTS (SELECT 1 FROM ${linkClickTable.table} ck JOIN ${trackedLinkTable.table} tl ON tl.id = ck.link_id WHERE ${conditions.join(' AND ')})`,
    bindings: [
      ...[linkId, campaignId].filter((one) => one !== undefined),
      ...(from === null ? [] : [from]),
      ...(name?.bindings ?? []),
      ...(target?.bindings ?? []),
    ],
  };
};
