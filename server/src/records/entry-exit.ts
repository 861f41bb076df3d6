import type { Core } from '@strapi/strapi';
import type { EntryCondition } from '../contracts/entry-step';
import { ALREADY, TOO_LATE, type EntryExit } from '../contracts/flow-parts';
import type { Sql } from '../strapi/db';
import { heldValue } from './domain/held';
import { entriesOf } from './entries';
import type { createEntryFind } from './entry-find';
import { hostColumn } from './host-types';
import type { EntryData } from './host-write';
import type { Mapping } from './mappings';

/** What a step asks of an entry right before it changes it. */
export interface EntryGuard {
  /** It must answer all of these. */
  only: readonly EntryCondition[];
  /** Where all fields have their values already, nothing is written. */
  already: boolean;
}

/** An entry, and what would be written into it. */
interface Change extends EntryGuard {
  documentId: string;
  data: EntryData;
  zone: string;
  /** When, where it is not now. */
  now?: number | undefined;
}

/**
 * Why an entry that is there is not changed; null: it is. Asked by `sql`, in the transaction that would change it. Who asked for
 * what is true already hears that, also where it would be too late by now.
 */
export const createEntryExit = (
  strapi: Core.Strapi,
  { answers }: Pick<ReturnType<typeof createEntryFind>, 'answers'>
) => {
  /** The values are compared as entries are remembered, whatever the database gives them as. */
  const hasAll = async (
    sql: Sql,
    { type }: Mapping,
    { documentId, data }: Pick<Change, 'documentId' | 'data'>
  ): Promise<boolean> => {
    const ask = { type, paths: Object.keys(data), documentIds: [documentId] };
    const [entry] = await entriesOf(strapi, sql, ask);
    return Object.entries(data).every(([field, value]) => {
      const kind = hostColumn(type, field)?.type ?? 'string';
      return heldValue(entry?.values[field], kind) === heldValue(value, kind);
    });
  };

  return async (
    sql: Sql,
    mapping: Mapping,
    { documentId, data, only, already, zone, now }: Change
  ): Promise<EntryExit | null> => {
    if (already && (await hasAll(sql, mapping, { documentId, data }))) return ALREADY;
    if (only.length === 0) return null;
    return (await answers(sql, mapping, { documentId, when: only, zone, now })) ? null : TOO_LATE;
  };
};
