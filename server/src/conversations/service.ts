import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { Locale } from '../cloud-api/error-row';
import type {
  ConversationAbout,
  ConversationView,
  ListMessagesResult,
  MessageView,
  UpdateConversationBody,
} from '../contracts/conversations';
import { accountsService, isSimulator } from '../accounts/public';
import { contactsService } from '../contacts/public';
import { notFound } from '../kernel/errors';
import { mediaService } from '../media/public';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { agentsByIds } from './agents';
import { assignConversation } from './assign';
import { createAbout } from './about';
import { createDeeds } from './deeds';
import { createListing, type Listing } from './listing';
import { mayView, type Viewer } from './domain/visibility';
import { seenUpTo } from './in-sight';
import {
  conversationById,
  ensureConversation,
  hasConversation,
  messagesByIds,
  messagesByWamidKeys,
  saidAbout,
  lockConversation,
  updateConversation,
} from './store';
import { createMarks } from './marks';
import type { JoinEffect } from './merge';
import { createMessagePurge, type MessagePurge } from './purge';
import type { ConversationRow, MessageRow } from './tables';
import { readThreadPage, type ThreadPlace } from './thread-page';
import { conversationView, eventView, messageView } from './view';

export type { Viewer } from './domain/visibility';

export interface Conversations extends Listing {
  /** Throws `not-found` for what the viewer may not see, as for what is not there. */
  get(viewer: Viewer, id: number): Promise<ConversationView>;
  row(viewer: Viewer, id: number): Promise<ConversationRow>;
  thread(viewer: Viewer, id: number, place: ThreadPlace): Promise<ListMessagesResult>;
  open(viewer: Viewer, accountId: number, contactId: number): Promise<ConversationView>;
  update(viewer: Viewer, id: number, change: UpdateConversationBody): Promise<ConversationView>;
  /** The same change for many; answers the ids of those that the viewer may see. */
  updateMany(viewer: Viewer, ids: number[], change: UpdateConversationBody): Promise<number[]>;
  /**
   * Unread becomes 0 and the customer sees blue ticks; the mark at Meta is best effort. `upTo` is the newest message that
   * was in sight: what came after it stays unread, and the customer sees no tick for it.
   */
  markRead(viewer: Viewer, id: number, upTo?: number): Promise<void>;
  /** The customer sees that somebody writes; best effort, and only where the number shows it. */
  typing(viewer: Viewer, id: number): Promise<void>;
  /** Groups, campaigns and files of the person, for the side panel. */
  about(viewer: Viewer, id: number): Promise<ConversationAbout>;
  recordConsent: ReturnType<typeof createAbout>['recordConsent'];
  recordMove: ReturnType<typeof createAbout>['recordMove'];
  recordPreference: ReturnType<typeof createAbout>['recordPreference'];
  /** Deletes messages: of people who are erased, and those whose time is over. */
  purge: MessagePurge;
  /** Names of campaigns, which live above this room; set by the wiring. */
  campaignNames(ids: number[]): Promise<Map<number, string>>;
  /** Did somebody answer this campaign there? Campaigns live above this room; set by the wiring. */
  hasReplied(campaignId: number, conversationId: number): Promise<boolean>;
  /** Conversations in whose notes somebody is named, which live above this room; set by the wiring. */
  namedIn: ((userId: number, which: 'unread' | 'all') => Knex.QueryBuilder) | null;
  /** What rooms above keep of a thread that becomes part of another one; set by the wiring. */
  joinEffects: JoinEffect[];
  /** Told of messages of threads that did not get through, or may not have, in the transaction that writes it; set by the wiring. */
  failedEffects: ((trx: Knex.Transaction, messageIds: readonly number[]) => Promise<void>)[];
  /**
   * Called for threads that people of the team closed, in the transaction that writes it; set by the wiring. `takenAt`: since
   * when the agent had it; null: bots did.
   */
  closedEffects: ((
    trx: Knex.Transaction,
    closed: { thread: ConversationRow; takenAt: number | null; reason: string | null; at: number }
  ) => Promise<void>)[];
  /** Called for a person who was blocked, in the transaction that writes it; set by the wiring. */
  blockedEffects: ((trx: Knex.Transaction, contactId: number) => Promise<void>)[];
  views(rows: ConversationRow[]): Promise<ConversationView[]>;
  messageViews(rows: MessageRow[], locale: Locale): Promise<MessageView[]>;
}

export const createConversations = ({ strapi }: { strapi: Core.Strapi }): Conversations => {
  const { db, clock } = contextOf(strapi);
  const accounts = () => accountsService(strapi);
  const contacts = () => contactsService(strapi);
  const realtime = () => realtimeService(strapi);
  const deeds = createDeeds(strapi);
  const marks = createMarks(strapi);

  const maySee = ({ repliesTo, ...viewer }: Viewer, { id, assigneeId }: ConversationRow) =>
    repliesTo === undefined ? mayView(viewer, assigneeId) : service.hasReplied(repliesTo, id);

  const row: Conversations['row'] = async (viewer, id) => {
    const found = await conversationById(db.knex, id);
    if (!found || !(await maySee(viewer, found))) throw notFound('the conversation');
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
    const shown = new Map(
      (await contacts().views([...people.values()])).map((view) => [view.id, view])
    );
    return rows.flatMap((r) => {
      const contact = shown.get(r.contactId);
      const account = numbers.find((a) => a.id === r.accountId);
      if (!contact) return [];
      return [
        conversationView(r, {
          contact,
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
    const [agents, about, quoted] = await Promise.all([
      agentsByIds(
        strapi,
        rows.flatMap((r) => (r.agentId ? [r.agentId] : []))
      ),
      saidAbout(db.knex, [...new Set([...keys, ...contextKeys])]),
      messagesByWamidKeys(db.knex, contextKeys),
    ]);
    const files = await mediaService(strapi).filesOf(
      [...rows, ...quoted.values()]
        .filter((r) => r.direction === 'in' && r.body?.media)
        .map((r) => r.id)
    );
    return rows.map((r) => messageView(r, { agents, about, quoted, files, locale }));
  };

  const about = createAbout(strapi, {
    row,
    messageViews,
    campaignNames: (ids) => service.campaignNames(ids),
  });

  /** The thread of the pair. Anyone who begins one and may not see unassigned ones begins one of their own. */
  const begin = async (
    trx: Knex.Transaction,
    viewer: Viewer,
    pair: { accountId: number; contactId: number }
  ): Promise<ConversationRow> => {
    const isKnown = await hasConversation(trx, pair);
    const at = clock.now();
    const conversation = await ensureConversation(db, trx, { ...pair, now: at, origin: 'agent' });
    if (isKnown || mayView(viewer, null)) return conversation;
    const { userId } = viewer;
    const told = { at, agentId: userId };
    const hints = await assignConversation(strapi, trx, {
      conversation,
      assigneeId: userId,
      ...told,
    });
    await realtime().append(trx, hints);
    return conversation;
  };

  const service: Conversations = {
    row,
    get,
    views,
    messageViews,
    ...about,
    ...createListing(strapi, { views, namedIn: () => service.namedIn }),
    purge: createMessagePurge(),
    campaignNames: () => Promise.resolve(new Map()),
    hasReplied: () => Promise.resolve(false),
    namedIn: null,
    joinEffects: [],
    failedEffects: [],
    closedEffects: [],
    blockedEffects: [],
    thread: async (viewer, id, place) => {
      await row(viewer, id);
      const { rows, events, ...cursors } = await readThreadPage(db.knex, id, place);
      const agents = await agentsByIds(
        strapi,
        events.flatMap((e) => [e.agentId, e.targetId]).filter((one) => one !== null)
      );
      return {
        messages: await messageViews(rows, viewer.locale),
        events: events.map((event) => eventView(event, agents)),
        ...cursors,
      };
    },
    open: async (viewer, accountId, contactId) => {
      await accounts().get(accountId);
      const contact = await contacts().get(contactId);
      const made = await db.tx((trx) => begin(trx, viewer, { accountId, contactId: contact.id }));
      return get(viewer, made.id);
    },
    update: async (viewer, id, body) => {
      const [changed] = await deeds.update(viewer, [id], body);
      if (changed === undefined) throw notFound('the conversation');
      return get({ ...viewer, all: true }, id);
    },
    updateMany: deeds.update,
    markRead: async (viewer, id, upTo) => {
      if ((await row(viewer, id)).unread === 0) return;
      // A message may come in this moment: what is unread is counted on the locked row.
      const read = await db.tx(async (trx: Knex.Transaction) => {
        const now = await lockConversation(trx, id);
        const seen = now && (await seenUpTo(trx, now, upTo ?? null));
        if (!now || !seen || seen.unread === now.unread) return null;
        await updateConversation(trx, id, { unread: seen.unread });
        await realtime().append(trx, [
          { type: 'conversation', id, scope: { assignees: [now.assigneeId] } },
        ]);
        return { ...now, lastInboundWamid: seen.wamid };
      });
      if (read) marks.read(read);
    },
    typing: async (viewer, id) => marks.typing(await row(viewer, id)),
  };
  return service;
};
