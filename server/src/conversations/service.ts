import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { Locale } from '../cloud-api/error-row';
import type {
  ConversationView,
  ListConversationsResult,
  ListMessagesResult,
  MessageView,
  UpdateConversationBody,
} from '../contracts/conversations';
import { accountsService, isSimulator } from '../accounts/public';
import { contactSearch, contactsService, contactTable, contactView } from '../contacts/public';
import { notFound } from '../kernel/errors';
import { realtimeService, type FeedEntry } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { errorText } from '../strapi/log';
import { agentsByIds } from './agents';
import {
  conversationById,
  countUnread,
  ensureConversation,
  listConversations,
  listMessages,
  messagesByIds,
  messagesByWamidKeys,
  reactionsOn,
  updateConversation,
  type ListFilter,
} from './store';
import type { ConversationRow, MessageRow } from './tables';
import { conversationView, messageView } from './view';

/** Whose eyes: what they may see, and in which language errors are explained. */
export interface Viewer {
  userId: number;
  /** Sees everybody's conversations; otherwise their own and nobody's. */
  all: boolean;
  locale: Locale;
}

export interface ListQuery {
  scope: 'mine' | 'unassigned' | 'all';
  status: 'open' | 'closed' | 'all';
  unread?: 'true' | 'false' | undefined;
  accountId?: number | undefined;
  q?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

export interface Conversations {
  list(viewer: Viewer, query: ListQuery): Promise<ListConversationsResult>;
  /** Throws `not-found` for what the viewer may not see, as for what is not there. */
  get(viewer: Viewer, id: number): Promise<ConversationView>;
  row(viewer: Viewer, id: number): Promise<ConversationRow>;
  thread(
    viewer: Viewer,
    id: number,
    page: { cursor?: string | undefined; limit: number }
  ): Promise<ListMessagesResult>;
  open(viewer: Viewer, accountId: number, contactId: number): Promise<ConversationView>;
  update(viewer: Viewer, id: number, change: UpdateConversationBody): Promise<ConversationView>;
  /** Unread becomes 0 and the customer sees blue ticks; the mark at Meta is best effort. */
  markRead(viewer: Viewer, id: number): Promise<void>;
  views(rows: ConversationRow[]): Promise<ConversationView[]>;
  messageViews(rows: MessageRow[], locale: Locale): Promise<MessageView[]>;
}

const assigneesFor = (
  { userId, all }: Viewer,
  scope: ListQuery['scope']
): (number | null)[] | undefined => {
  if (scope === 'mine') return [userId];
  if (scope === 'unassigned') return [null];
  return all ? undefined : [userId, null];
};

export const createConversations = ({ strapi }: { strapi: Core.Strapi }): Conversations => {
  const { db, clock, log } = contextOf(strapi);
  const accounts = () => accountsService(strapi);
  const contacts = () => contactsService(strapi);
  const realtime = () => realtimeService(strapi);

  const row: Conversations['row'] = async (viewer, id) => {
    const found = await conversationById(db.knex, id);
    const visible =
      found && (viewer.all || found.assigneeId === null || found.assigneeId === viewer.userId);
    if (!visible) throw notFound('the conversation');
    return found;
  };

  const views: Conversations['views'] = async (rows) => {
    const now = clock.now();
    const [people, names, lasts, numbers] = await Promise.all([
      contacts().byIds(
        db.knex,
        rows.map((r) => r.contactId)
      ),
      agentsByIds(
        strapi,
        rows.flatMap((r) => (r.assigneeId ? [r.assigneeId] : []))
      ),
      messagesByIds(
        db.knex,
        rows.flatMap((r) => (r.lastMessageId ? [r.lastMessageId] : []))
      ),
      accounts().list(),
    ]);
    return rows.flatMap((r) => {
      const contact = people.get(r.contactId);
      const account = numbers.find((a) => a.id === r.accountId);
      if (!contact) return [];
      return [
        conversationView(r, {
          contact: contactView(contact),
          account: {
            name: account?.name ?? '',
            isSimulator: account ? isSimulator(account) : false,
          },
          assignee: r.assigneeId ? (names.get(r.assigneeId) ?? null) : null,
          lastMessage: r.lastMessageId ? lasts.get(r.lastMessageId) : undefined,
          now,
        }),
      ];
    });
  };

  const get: Conversations['get'] = async (viewer, id) => {
    const [view] = await views([await row(viewer, id)]);
    if (!view) throw notFound('the conversation');
    return view;
  };

  const messageViews: Conversations['messageViews'] = async (rows, locale) => {
    const keys = rows.flatMap((r) => (r.wamidKey ? [r.wamidKey] : []));
    const contextKeys = rows.flatMap((r) => (r.contextKey ? [r.contextKey] : []));
    const [agents, reactions, quoted] = await Promise.all([
      agentsByIds(
        strapi,
        rows.flatMap((r) => (r.agentId ? [r.agentId] : []))
      ),
      reactionsOn(db.knex, keys),
      messagesByWamidKeys(db.knex, contextKeys),
    ]);
    return rows.map((r) => messageView(r, { agents, reactions, quoted, locale }));
  };

  const changed = (before: ConversationRow, after: Partial<ConversationRow>): FeedEntry => ({
    type: 'conversation',
    id: before.id,
    scope: {
      assignees: [
        before.assigneeId,
        after.assigneeId === undefined ? before.assigneeId : after.assigneeId,
      ],
    },
  });

  const change = async (before: ConversationRow, after: Partial<ConversationRow>) =>
    db.tx(async (trx: Knex.Transaction) => {
      await updateConversation(trx, before.id, after);
      await realtime().append(trx, [changed(before, after)]);
    });

  const people = ({ sql, bindings }: { sql: string; bindings: string[] }) =>
    db.knex(`${contactTable.table} as c`).whereRaw(sql, bindings).select('c.id');

  const tellMeta = async (conversation: ConversationRow) => {
    if (!conversation.lastInboundWamid) return;
    const account = await accounts().get(conversation.accountId);
    await accounts()
      .cloudApi(account)
      .markRead(account.phoneNumberId, conversation.lastInboundWamid);
  };

  return {
    row,
    get,
    views,
    messageViews,
    list: async (viewer, query) => {
      const search = contactSearch(query.q);
      const filter: ListFilter = {
        limit: query.limit,
        ...(query.status === 'all' ? {} : { status: query.status }),
        ...(query.unread === 'true' ? { unread: true } : {}),
        ...(query.accountId ? { accountId: query.accountId } : {}),
        ...(search ? { contactIds: people(search) } : {}),
        ...(query.cursor ? { cursor: query.cursor } : {}),
      };
      const assignees = assigneesFor(viewer, query.scope);
      if (assignees) filter.assignees = assignees;
      const { rows, nextCursor } = await listConversations(db.knex, filter);
      return {
        conversations: await views(rows),
        nextCursor,
        unreadTotal: await countUnread(db.knex, [viewer.userId, null]),
      };
    },
    thread: async (viewer, id, page) => {
      await row(viewer, id);
      const { rows, nextCursor } = await listMessages(db.knex, id, page);
      return { messages: await messageViews(rows, viewer.locale), nextCursor };
    },
    open: async (viewer, accountId, contactId) => {
      await accounts().get(accountId);
      const contact = await contacts().get(contactId);
      const made = await db.tx((trx) =>
        ensureConversation(db, trx, {
          accountId,
          contactId: contact.id,
          now: clock.now(),
          origin: 'agent',
        })
      );
      return get(viewer, made.id);
    },
    update: async (viewer, id, { status, assigneeId }) => {
      const before = await row(viewer, id);
      if (assigneeId)
        await agentsByIds(strapi, [assigneeId]).then((known) => {
          if (!known.has(assigneeId)) throw notFound('the person to assign');
        });
      await change(before, {
        ...(status ? { status, closedAt: status === 'closed' ? clock.now() : null } : {}),
        ...(assigneeId === undefined ? {} : { assigneeId }),
      });
      return get({ ...viewer, all: true }, id);
    },
    markRead: async (viewer, id) => {
      const before = await row(viewer, id);
      if (before.unread === 0) return;
      await change(before, { unread: 0 });
      tellMeta(before).catch((error: unknown) =>
        log('conversations').warn('read mark not sent', {
          conversation: id,
          error: errorText(error),
        })
      );
    },
  };
};
