import type { Core } from '@strapi/strapi';
import type { StartEntry } from '../contracts/automation-watch';
import { addTo } from '../kernel/lists';
import { recordsService } from '../records/public';

/** An entry by content type and document id. */
interface EntryName {
  uid: string;
  documentId: string;
}

/** How entries are shown with what automations did about them; `isMasked`: without what they say of people. */
export const entriesShown = async (
  strapi: Core.Strapi,
  entries: readonly EntryName[],
  isMasked: boolean
): Promise<(entry: EntryName) => StartEntry> => {
  const byType = new Map<string, string[]>();
  for (const { uid, documentId } of entries) addTo(byType, uid, documentId);
  const known = new Map<string, { title: string; url: string }>();
  for (const [uid, all] of byType) {
    const ask = { uid, documentIds: [...new Set(all)] };
    for (const [documentId, one] of await recordsService(strapi).titlesOf(ask))
      known.set(`${uid} ${documentId}`, one);
  }
  return ({ uid, documentId }) => {
    const { title = null, url = null } = known.get(`${uid} ${documentId}`) ?? {};
    return { uid, documentId, title: isMasked ? null : title, url };
  };
};
