import type { Core } from '@strapi/strapi';
import { audienceService } from '../audience/public';
import { contactsService } from '../contacts/public';
import type { PeopleFilter } from '../contracts/audience';
import type { ListContactsResult } from '../contracts/contacts';
import { encodeCursor, idAfter } from '../kernel/cursor';
import { contextOf } from '../strapi/context';

/** A page of the people whom a filter means, in the order in which a campaign takes them. */
export const matchingPeople = async (
  strapi: Core.Strapi,
  { filter, cursor, limit }: { filter: PeopleFilter; cursor?: string | undefined; limit: number }
): Promise<ListContactsResult> => {
  const after = idAfter(cursor) ?? 0;
  const choice = { kind: 'all' as const, filter, except: [] };
  const ids = await audienceService(strapi).pieceOf(choice, { after, limit: limit + 1 });
  const page = ids.slice(0, limit);
  const people = contactsService(strapi);
  const rows = await people.byIds(contextOf(strapi).db.knex, page);
  const last = page.at(-1);
  return {
    contacts: await people.views(page.flatMap((id) => rows.get(id) ?? [])),
    nextCursor: ids.length > limit && last !== undefined ? encodeCursor([last]) : null,
  };
};
