import { countryOfNumbers } from '../accounts/public';
import { defineOperationKind, type OperationKind } from '../operations/public';
import { contextOf } from '../strapi/context';
import { followedPaths } from './domain/entry';
import { countEntries, entriesAfter, type Entry } from './entries';
import { followEntries } from './follow';
import { markSynced, type Mapping } from './mappings';
import type { WorkerDeps } from './worker';
import { byWord } from '../kernel/words';

const PIECE = 100;

interface Params {
  uid: string;
}
interface Cursor {
  after: number;
}
interface Piece {
  mapping: Mapping | null;
  entries: Entry[];
  country: string;
  total: number | null;
}

const REASONS = byWord<{ en: string; tr: string }>({
  empty: { en: 'no phone number and no e-mail', tr: 'telefon numarası ve e-posta yok' },
  'not-valid': { en: 'not a valid number', tr: 'geçerli bir numara değil' },
  'country-missing': { en: 'the country code is missing', tr: 'ülke kodu eksik' },
  'other-country': {
    en: 'the country code is missing: not a number of the country of this list',
    tr: 'ülke kodu eksik: bu listenin ülkesinde böyle bir numara yok',
  },
  extension: { en: 'a number with an extension', tr: 'dahili numaralı telefon' },
  'not-a-number': { en: 'not a phone number', tr: 'telefon numarası değil' },
  'too-long': { en: 'too long for one phone number', tr: 'birden çok telefon numarası' },
  'user-id': {
    en: 'a WhatsApp user id, not a number',
    tr: 'numara değil, WhatsApp kullanıcı kimliği',
  },
});

export const SYNC_KIND = 'first-sync';

/** All entries of a mapped type, in pieces that go on where they were (P-03). */
export const createSyncKind = (deps: WorkerDeps): OperationKind => {
  const { strapi, mappings } = deps;
  const { db, clock } = contextOf(strapi);
  return defineOperationKind<Params, Cursor, Piece>({
    kind: SYNC_KIND,
    needs: 'settings.configure',
    read: async ({ params, cursor, total }) => {
      const mapping = (await mappings.all()).get(params.uid) ?? null;
      const country = await countryOfNumbers(strapi);
      if (!mapping) return { mapping, entries: [], country, total: null };
      const paths = followedPaths(mapping.config);
      const ask = { type: mapping.type, paths, after: cursor?.after ?? 0, limit: PIECE };
      return {
        mapping,
        country,
        entries: await entriesAfter(strapi, db.knex, ask),
        total: total === null ? await countEntries(strapi, db.knex, mapping.type) : null,
      };
    },
    step: async (trx, operation, { mapping, entries, country, total }) => {
      if (!mapping) return { cursor: null };
      const followed = await followEntries({ ...deps, country }, trx, {
        mapping,
        entries,
      });
      const last = entries.at(-1);
      const isDone = entries.length < PIECE;
      if (isDone) await markSynced(trx, mapping.uid, clock.now());
      const { linked, created, updated, alone } = followed;
      return {
        cursor: isDone || !last ? null : { after: last.entryId },
        done: entries.length,
        ...(total === null ? {} : { total }),
        counters: { linked, created, updated, alone },
        problems: followed.problems.map(({ documentId, reason, value }, i) => ({
          line: operation.done + i + 1,
          reason,
          cells: [documentId, value],
        })),
        hints: followed.contactIds.map((id) => ({ type: 'contact' as const, id })),
      };
    },
    problemColumns: () => ['documentId', 'value'],
    problemText: ({ reason }, language) => REASONS.get(reason)?.[language] ?? reason,
  });
};
