import type { SqlPart } from '../strapi/sql-part';
import { conversionTable, conversionTouchTable } from './tables';

export interface ConversionCondition {
  event?: string | undefined;
  /** Credited to this campaign. */
  campaignId?: number | undefined;
  /** At or after this; null = at any time. */
  from: number | null;
}

/** How often people (contacts table `alias`) did it; never NULL. */
export const convertedCountSql = (
  alias: string,
  { event, campaignId, from }: ConversionCondition
): SqlPart => {
  const conditions = [
    `cv.contact_id = ${alias}.id`,
    ...(event === undefined ? [] : ['cv.event = ?']),
    ...(from === null ? [] : ['cv.at >= ?']),
    ...(campaignId === undefined
      ? []
      : [
          `EXISTS (SELECT 1 FROM ${conversionTouchTable.table} ct WHERE ct.conversion_id = cv.id AND ct.campaign_id = ?)`,
        ]),
  ];
  return {
    sql: `(SELECT COUNT(*) FROM ${conversionTable.table} cv WHERE ${conditions.join(' AND ')})`,
    bindings: [event, from ?? undefined, campaignId].filter((one) => one !== undefined),
  };
};
