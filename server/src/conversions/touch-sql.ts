import { linkClickTable } from '../links/public';
import type { SqlPart } from '../strapi/sql-part';
import { marks } from '../strapi/sql-part';
import { conversionTable, conversionTouchTable } from './tables';

/** Where messages of campaigns are found, in SQL; the room above tells it. */
export interface TouchSource {
  /** A select of `contact_id`, `campaign_id` and `accepted_at` of messages that WhatsApp accepted. */
  messages: string;
  /** Table of campaigns: one that was deleted is credited with nothing. */
  campaigns: string;
}

const CONVERSIONS = conversionTable.table;
const TOUCHES = conversionTouchTable.table;
const CLICKS = linkClickTable.table;

/** The last opening that was not after it: of each link the first and the last one are known. */
const OPENED = 'CASE WHEN ck.last_at <= cv.at THEN ck.last_at ELSE ck.first_at END';

/**
 * Of each of these conversions the last touch of a campaign in the time before it, in one statement: a message that was
 * accepted, an opening of a link out of it, or the opening that the other system named. An opening that was credited
 * before stays known, as later openings take the place of earlier ones.
 */
export const lastTouches = (
  { messages, campaigns }: TouchSource,
  { ids, withinMs }: { ids: readonly number[]; withinMs: number }
): SqlPart => {
  const these = `cv.id IN (${marks(ids)})`;
  const near = (moment: string) => `${moment} <= cv.at AND ${moment} >= cv.at - ?`;
  const candidates = [
    `SELECT cv.id AS conversion_id, r.campaign_id AS campaign_id, 'message' AS kind, r.accepted_at AS touch_at FROM ${CONVERSIONS} cv JOIN (${messages}) r ON r.contact_id = cv.contact_id WHERE ${these} AND cv.contact_id > 0 AND ${near('r.accepted_at')}`,
    `SELECT cv.id, ck.campaign_id, 'click', ${OPENED} FROM ${CONVERSIONS} cv JOIN ${CLICKS} ck ON ck.contact_id = cv.contact_id WHERE ${these} AND cv.contact_id > 0 AND ck.campaign_id > 0 AND ${near(`(${OPENED})`)}`,
    `SELECT cv.id, cv.click_campaign_id, 'click', cv.click_at FROM ${CONVERSIONS} cv WHERE ${these} AND cv.click_campaign_id > 0 AND ${near('cv.click_at')}`,
    `SELECT cv.id, tt.campaign_id, tt.kind, tt.touch_at FROM ${CONVERSIONS} cv JOIN ${TOUCHES} tt ON tt.conversion_id = cv.id WHERE ${these} AND tt.kind = 'click' AND ${near('tt.touch_at')}`,
  ];
  const ranked = `SELECT t.conversion_id, t.campaign_id, t.kind, t.touch_at, ROW_NUMBER() OVER (PARTITION BY t.conversion_id ORDER BY t.touch_at DESC, t.campaign_id DESC, t.kind) AS place FROM (${candidates.join(' UNION ALL ')}) t JOIN ${campaigns} k ON k.id = t.campaign_id`;
  return {
    sql: `SELECT x.conversion_id, x.campaign_id, x.kind, x.touch_at FROM (${ranked}) x WHERE x.place = 1`,
    bindings: candidates.flatMap(() => [...ids, withinMs]),
  };
};
