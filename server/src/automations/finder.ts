import type { Core } from '@strapi/strapi';
import { addTo } from '../kernel/lists';
import { recordsService } from '../records/public';
import { contextOf } from '../strapi/context';
import { meantOf, namedIn, type Whom } from './domain/whom';
import type { Plan } from './plans';
import type { Happening } from './starting';

/**
 * Whom a plan means where something happened, by the links as they are now: walking the path would write them. For some hundred
 * at once.
 */
export const createFinder = (strapi: Core.Strapi) => {
  const { db } = contextOf(strapi);
  return async (
    { row }: Plan,
    happenings: readonly Happening[]
  ): Promise<(happening: Happening) => Whom> => {
    const byType = new Map<string, string[]>();
    for (const { entry, contactIds } of happenings)
      if (entry && contactIds === null) addTo(byType, entry.uid, entry.documentId);
    const found = new Map<string, Map<string, number[]> | null>();
    for (const [uid, all] of byType) {
      const documentIds = [...new Set(all)];
      found.set(uid, await recordsService(strapi).peopleOfEntries(db.knex, { uid, documentIds }));
    }
    return (happening) => {
      const { entry } = happening;
      const people = entry && (found.get(entry.uid)?.get(entry.documentId) ?? null);
      return namedIn(happening) ?? meantOf(people, row.who ?? undefined);
    };
  };
};
export type Finder = ReturnType<typeof createFinder>;
