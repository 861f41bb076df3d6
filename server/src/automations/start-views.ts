import type { Core } from '@strapi/strapi';
import type { StartEntry } from '../contracts/automation-watch';
import { addTo } from '../kernel/lists';
import { recordsService } from '../records/public';
import type { RehearsalReader } from './public';

/** An entry by content type and document id, and whether the row that names it is about nobody. */
interface ShownEntry {
  uid: string;
  documentId: string;
  isNobodys: boolean;
}

const nameOf = ({ uid, documentId }: Pick<ShownEntry, 'uid' | 'documentId'>): string =>
  `${uid} ${documentId}`;

const idsOf = (entries: readonly ShownEntry[]): string[] => [
  ...new Set(entries.map(({ documentId }) => documentId)),
];

/**
 * How entries are shown with what automations did about them: by their titles to who sees contacts, whose pages name them too.
 * One that is about nobody stands on no such page: its title is for who may read it in the Content Manager.
 */
export const entriesShown = async (
  strapi: Core.Strapi,
  entries: readonly ShownEntry[],
  { id: userId, seesPeople }: RehearsalReader
): Promise<(entry: ShownEntry) => StartEntry> => {
  const records = recordsService(strapi);
  const byType = new Map<string, ShownEntry[]>();
  for (const entry of entries) addTo(byType, entry.uid, entry);
  const known = new Map<string, { title: string; url: string }>();
  const readable = new Set<string>();
  for (const [uid, all] of byType) {
    const titles = await records.titlesOf({ uid, documentIds: idsOf(all) });
    for (const [documentId, one] of titles) known.set(nameOf({ uid, documentId }), one);
    const nobodys = idsOf(all.filter((one) => one.isNobodys && titles.has(one.documentId)));
    if (!seesPeople || nobodys.length === 0) continue;
    for (const documentId of await records.readableBy({ uid, documentIds: nobodys, userId }))
      readable.add(nameOf({ uid, documentId }));
  }
  return ({ uid, documentId, isNobodys }) => {
    const name = nameOf({ uid, documentId });
    const { title = null, url = null } = known.get(name) ?? {};
    const isShown = seesPeople && (!isNobodys || readable.has(name));
    return { uid, documentId, title: isShown ? title : null, url };
  };
};
