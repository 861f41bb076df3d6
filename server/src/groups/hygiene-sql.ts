import { DAY_MS } from '../kernel/time';
import type { HygieneBody, HygieneReason } from '../contracts/groups';
import { NOBODY } from '../strapi/sql-part';

/** What the list of groups calls inactive; the clean-up lets people choose. */
export const INACTIVE_DAYS = 180;

/** Conditions over alias `c` (contacts), never NULL and without placeholders (P-09). */
export const OPTED_OUT = `c.marketing = 'out'`;
export const UNREACHABLE =
  '(c.blocked = true OR (c.wa_id IS NULL AND c.phone IS NULL AND c.bsuid IS NULL))';

/** Has said nothing for this many days, and was here all that time: who came yesterday is not inactive. */
export const inactiveSql = (now: number, days: number): string => {
  const before = Math.trunc(now - days * DAY_MS);
  return `(c.added_at < ${before} AND COALESCE(c.last_inbound_at, 0) < ${before})`;
};

/** Any of the reasons; nobody without one. */
export const hygieneSql = ({ reasons, inactiveDays }: HygieneBody, now: number): string => {
  const conditions: Record<HygieneReason, string> = {
    inactive: inactiveSql(now, inactiveDays),
    'opted-out': OPTED_OUT,
    unreachable: UNREACHABLE,
  };
  const chosen = [...new Set(reasons)].map((reason) => conditions[reason]);
  return chosen.length > 0 ? `(${chosen.join(' OR ')})` : NOBODY.sql;
};
