import { spellings } from '../kernel/number-spellings';
import type { Sql } from '../strapi/db';
import { readIdentity } from './domain/identity';
import { findByBsuid, findByNumber } from './store';
import type { ContactRow } from './tables';

/** Who is known by the ids that WhatsApp gave, the user id first. Null when nobody is; makes and changes nobody. */
export const personKnownBy = async (
  sql: Sql,
  who: { waId: string | null; bsuid: string | null }
): Promise<ContactRow | null> => {
  const { waId, bsuid } = readIdentity(who);
  const found = bsuid ? await findByBsuid(sql, bsuid) : null;
  return found ?? (waId ? findByNumber(sql, spellings(waId)) : null);
};
