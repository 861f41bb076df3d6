import type { ContactRow } from '../contacts/public';
import type { MergeConsent } from '../contracts/contacts';
import type { Sql } from '../strapi/db';
import { earlierRefusals } from './domain/earlier';
import { CATEGORIES, mergedConsent, type Word } from './domain/merged';
import { ledgerOf } from './person';

/** Whose word decides when two people become one, by the rule of `mergeEffect`. Changes nothing. */
export const previewMergedConsent = async (
  sql: Sql,
  { keep, gone }: { keep: ContactRow; gone: ContactRow }
): Promise<MergeConsent[]> => {
  const wordsOf = async (row: ContactRow): Promise<Word[]> => [
    ...(await ledgerOf(sql, row.id)),
    ...earlierRefusals(row),
  ];
  return mergedConsent(CATEGORIES, { keep: await wordsOf(keep), gone: await wordsOf(gone) });
};
