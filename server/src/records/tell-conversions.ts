import type { Knex } from 'knex';
import { conversionOf, type EntryConversion } from './domain/conversion';
import type { Entry } from './entries';
import { linksOfDocuments } from './link-store';
import type { Mapping } from './mappings';

/** An entry that counts as a conversion, and whose it is. */
export interface FoundConversion extends EntryConversion {
  uid: string;
  documentId: string;
  contactId: number;
}

/** Records conversions, each entry once, however often it is reported; the room above does it. */
export type ConversionEffect = (
  trx: Knex.Transaction,
  found: readonly FoundConversion[]
) => Promise<void>;

/**
 * Tells which of these entries count as conversions, in the transaction that followed them: what is committed as
 * followed is counted. Entries of nobody are not told; they are followed again when they find their person.
 */
export const tellConversions = async (
  trx: Knex.Transaction,
  effects: readonly ConversionEffect[],
  { mapping, entries, now }: { mapping: Mapping; entries: readonly Entry[]; now: number }
): Promise<void> => {
  const { uid, config, conversionSince: since } = mapping;
  const rule = config.conversion;
  if (!rule || effects.length === 0) return;
  const counted = entries.flatMap(({ documentId, values }) => {
    const conversion = conversionOf(values, rule, { since, now });
    return conversion ? [{ documentId, conversion }] : [];
  });
  if (counted.length === 0) return;
  const links = await linksOfDocuments(
    trx,
    uid,
    counted.map(({ documentId }) => documentId)
  );
  const found = counted.flatMap(({ documentId, conversion }) => {
    const contactId = links.get(documentId)?.contactId;
    return contactId ? [{ ...conversion, uid, documentId, contactId }] : [];
  });
  if (found.length > 0) for (const effect of effects) await effect(trx, found);
};
