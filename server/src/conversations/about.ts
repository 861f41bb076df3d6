import type { Core } from '@strapi/strapi';
import { consentService } from '../consent/public';
import type { RecordConsentBody } from '../contracts/contacts';
import type { ConversationAbout } from '../contracts/conversations';
import { groupsService } from '../groups/public';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { readRow } from '../strapi/table';
import { shownState } from './domain/shown-state';
import { recordEventOfContacts } from './events';
import type { Conversations, Viewer } from './service';
import { messageTable, type ConversationRow, type MessageRow } from './tables';

const MOST = 20;
const FILES = ['image', 'video', 'audio', 'document', 'sticker'];

/** What the side panel shows beside the person's own fields, and what is recorded from there. */
export const createAbout = (
  strapi: Core.Strapi,
  conversations: Pick<Conversations, 'row' | 'messageViews' | 'campaignNames'>
) => {
  const { db, clock } = contextOf(strapi);

  const newest = async (
    { id }: ConversationRow,
    narrow: (query: import('knex').Knex.QueryBuilder) => void
  ): Promise<MessageRow[]> => {
    const query = db.knex(messageTable.table).where({ conversation_id: id });
    narrow(query);
    const raw = await query
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(MOST)
      .select<Record<string, unknown>[]>();
    return raw.map((row) => readRow(messageTable, row));
  };

  return {
    about: async (viewer: Viewer, id: number): Promise<ConversationAbout> => {
      const conversation = await conversations.row(viewer, id);
      const [groups, sent, withFiles] = await Promise.all([
        groupsService(strapi).groupsOf(conversation.contactId),
        newest(conversation, (q) => void q.whereNotNull('campaign_id')),
        newest(conversation, (q) => void q.whereIn('type', FILES)),
      ]);
      const names = await conversations.campaignNames(
        sent.flatMap(({ campaignId }) => (campaignId === null ? [] : [campaignId]))
      );
      const files = await conversations.messageViews(withFiles, viewer.locale);
      return {
        groups,
        campaigns: sent.map((row) => ({
          id: row.campaignId ?? 0,
          name: names.get(row.campaignId ?? 0) ?? `#${row.campaignId}`,
          at: row.at,
          state: shownState(row),
        })),
        files: files.map(({ id: messageId, at, body }) => ({ messageId, at, body })),
      };
    },
    /** What the customer asked for in the chat, written down by who heard it (C-32, O-20). */
    recordConsent: async (
      viewer: Viewer,
      id: number,
      { consent, actor }: { consent: RecordConsentBody; actor: { id: number; name: string } }
    ): Promise<void> => {
      const { contactId } = await conversations.row(viewer, id);
      await db.tx(async (trx) => {
        const at = clock.now();
        const written = await consentService(strapi).record(trx, {
          ...consent,
          contactId,
          actor,
          at,
        });
        const hints = written
          ? await recordEventOfContacts(trx, [contactId], {
              kind: consent.action === 'opt-out' ? 'opted-out' : 'opted-in',
              at,
              agentId: actor.id,
              subject: consent.category,
            })
          : [];
        await realtimeService(strapi).append(trx, [{ type: 'contact', id: contactId }, ...hints]);
      });
    },
  };
};
