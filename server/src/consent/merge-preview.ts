import type { MergeConsent } from '../contracts/contacts';
import type { Sql } from '../strapi/db';
import { mergedConsent } from './domain/merged';
import { CATEGORIES } from './ledger';
import { ledgerOf } from './person';

/** Whose word decides when two people become one, by the rule of `mergeEffect`. Changes nothing. */
export const previewMergedConsent = async (
  sql: Sql,
  { keep, gone }: { keep: number; gone: number }
): Promise<MergeConsent[]> =>
  mergedConsent(CATEGORIES, { keep: await ledgerOf(sql, keep), gone: await ledgerOf(sql, gone) });
