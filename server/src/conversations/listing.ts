import type { Core } from '@strapi/strapi';
import { contactTagTable, findPeople, tagIdsSql } from '../contacts/public';
import type { ListConversationsResult } from '../contracts/conversation-list';
import type { MessageSearchResult } from '../contracts/message-search';
import { contextOf } from '../strapi/context';
import { assigneesFor, mayView, type Scope, type Viewer } from './domain/visibility';
import type { Standing } from './domain/standing';
import type { Conversations } from './service';
import { countFiltered, countUnread, filtered, listConversations, type ListFilter } from './store';
import { createTextSearch } from './text-search';

/** What the list is narrowed to. */
export interface ListNarrowing {
  scope: Scope;
  /** Only this colleague's. */
  assigneeId?: number | undefined;
  status: Standing | 'all';
  unread?: 'true' | 'false' | undefined;
  accountId?: number | undefined;
  contactId?: number | undefined;
  tag?: string | undefined;
  /** How it began. */
  origin?: string | undefined;
  /** Only those in whose notes the viewer is named. */
  mentions?: 'unread' | 'all' | undefined;
  /** `waiting`: only those that wait for an answer, the longest first. */
  sort?: 'latest' | 'waiting' | undefined;
}

export interface ListQuery extends ListNarrowing {
  q?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

export interface Listing {
  list(viewer: Viewer, query: ListQuery): Promise<ListConversationsResult>;
  /** Messages by their words, in the conversations that the list would show. */
  search(viewer: Viewer, query: ListQuery & { q: string }): Promise<MessageSearchResult>;
  /** How many conversations there are, counted no further than `most`. */
  count(viewer: Viewer, narrowing: ListNarrowing, most: number): Promise<number>;
}

/** The list of conversations, and the search in what was written in them. */
export const createListing = (
  strapi: Core.Strapi,
  room: { views: Conversations['views']; namedIn(): Conversations['namedIn'] }
): Listing => {
  const { db } = contextOf(strapi);
  const texts = createTextSearch(strapi, { views: room.views });

  const tagged = (name: string) => {
    const { sql, bindings } = tagIdsSql([name]);
    return db
      .knex(`${contactTagTable.table} as ct`)
      .whereRaw(`ct.tag_id = (${sql})`, bindings)
      .select('ct.contact_id');
  };

  const filterOf = (viewer: Viewer, query: ListNarrowing): Omit<ListFilter, 'limit'> => {
    const named = query.mentions ? room.namedIn() : null;
    const assignees = assigneesFor(viewer, query);
    return {
      ...(query.status === 'all' ? {} : { status: query.status }),
      ...(query.tag ? { tagged: tagged(query.tag) } : {}),
      ...(query.unread === 'true' ? { unread: true } : {}),
      ...(query.accountId ? { accountId: query.accountId } : {}),
      ...(query.origin ? { origin: query.origin } : {}),
      ...(query.sort === 'waiting' ? { waiting: true } : {}),
      ...(query.mentions && named ? { ids: named(viewer.userId, query.mentions) } : {}),
      ...(query.contactId ? { contactId: query.contactId } : {}),
      ...(assignees ? { assignees } : {}),
    };
  };

  return {
    list: async (viewer, query) => {
      const { rows, nextCursor } = await listConversations(db.knex, {
        ...filterOf(viewer, query),
        limit: query.limit,
        cursor: query.cursor,
        people: await findPeople(db.knex, query.q),
      });
      return {
        conversations: await room.views(rows),
        nextCursor,
        unreadTotal: await countUnread(
          db.knex,
          mayView(viewer, null) ? [viewer.userId, null] : [viewer.userId]
        ),
      };
    },
    search: (viewer, { q, cursor, limit, ...narrowing }) => {
      const filter = filterOf(viewer, narrowing);
      return texts.search({ q, cursor, limit, narrowed: () => filtered(db.knex, filter) });
    },
    count: (viewer, narrowing, most) => countFiltered(db.knex, filterOf(viewer, narrowing), most),
  };
};
