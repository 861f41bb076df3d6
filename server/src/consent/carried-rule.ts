import type { Core } from '@strapi/strapi';
import { contactTable } from '../contacts/public';
import type { CarriedConsent } from '../contracts/carried-consent';
import { contactLinkTable, recordsService } from '../records/public';
import { settingsService } from '../settings/public';
import { rawRows } from '../strapi/batch';
import { contextOf } from '../strapi/context';
import { consentRules, type ConsentRules } from './domain/gate';
import { skipReasonSql } from './gate-sql';

/**
 * How many people have an entry of the type, and how many of them get utility messages about it by what it carries alone, by
 * the gate's own rule; also before it is switched on.
 */
const countCarried = async (
  strapi: Core.Strapi,
  uid: string,
  rules: ConsentRules
): Promise<Pick<CarriedConsent, 'people' | 'decides'>> => {
  const { db } = contextOf(strapi);
  const alone = skipReasonSql('UTILITY', db.now, rules);
  const carried = skipReasonSql('UTILITY', db.now, { ...rules, carried: '1 = 1' });
  const result: unknown = await db.knex.raw(
    `SELECT COUNT(*) AS people,
       SUM(CASE WHEN (${alone}) = 'no-consent' AND (${carried}) IS NULL THEN 1 ELSE 0 END) AS decides
     FROM ${contactTable.table} c
     JOIN (SELECT DISTINCT k.contact_id AS contact_id FROM ${contactLinkTable.table} k WHERE k.uid = ?) x ON x.contact_id = c.id
     WHERE c.merged_into IS NULL`,
    [uid]
  );
  const [row] = rawRows(db.dialect, result);
  return { people: Number(row?.people ?? 0), decides: Number(row?.decides ?? 0) };
};

/** How a linked content type carries consent, and for how many people that decides. Throws `not-found`. */
export const carriedConsentOf = async (
  strapi: Core.Strapi,
  uid: string
): Promise<CarriedConsent> => {
  const rule = await recordsService(strapi).carriedRule(uid);
  const rules = consentRules(await settingsService(strapi).get());
  const counts = await countCarried(strapi, uid, rules);
  return { ...rule, ...counts, uid, isStrict: rules.utility === 'opt-in' };
};
