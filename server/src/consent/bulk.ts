import type { Knex } from 'knex';
import { contactTable } from '../contacts/public';
import { withoutNul } from '../kernel/json';
import { pieces } from '../strapi/db';
import { writeRow } from '../strapi/table';
import type { ConsentCategory } from './public';
import { consentEventTable } from './tables';

const PIECE = 400;

export interface GrantMany {
  /** Person → what proves it (the file and its line). */
  evidence: ReadonlyMap<number, string>;
  categories: readonly ConsentCategory[];
  source: string;
  wording: string;
  actor: { id: number; name: string } | null;
  at: number;
}

/**
 * Records an opt-in of many people, with its ledger rows. Only where nothing was known: who opted out stays out (P-11),
 * who is in needs no second proof, so that repeating it changes nothing. Answers who is newly in, and of what.
 */
export const grantMany = async (
  trx: Knex.Transaction,
  { evidence, categories, source, wording, actor, at }: GrantMany
): Promise<Map<number, ConsentCategory[]>> => {
  const granted = new Map<number, ConsentCategory[]>();
  const ids = [...evidence.keys()].sort((a, b) => a - b);
  for (const category of categories) {
    for (const piece of pieces(ids, PIECE)) {
      const rows = (await trx(contactTable.table)
        .select('id')
        .whereIn('id', piece)
        .where({ [category]: 'none' })
        .orderBy('id')
        .forUpdate()) as { id: unknown }[];
      const open = rows.map((row) => Number(row.id));
      if (open.length === 0) continue;
      await trx(contactTable.table)
        .whereIn('id', open)
        .update({ [category]: 'in', changed_at: at });
      const events = open.map((contactId) =>
        writeRow(consentEventTable, {
          contactId,
          category,
          topic: null,
          action: 'opt-in',
          source: withoutNul(source).slice(0, 120),
          wording: withoutNul(wording).slice(0, 4000),
          evidence: withoutNul(evidence.get(contactId) ?? '').slice(0, 1000) || null,
          wamid: null,
          actorId: actor?.id ?? null,
          actor: actor?.name.slice(0, 160) ?? null,
          sample: false,
          at,
          // A list says that these people agreed, not when.
          undated: true,
          toldAt: null,
        })
      );
      await trx(consentEventTable.table).insert(events);
      for (const id of open) granted.set(id, [...(granted.get(id) ?? []), category]);
    }
  }
  return granted;
};
