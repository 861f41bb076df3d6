import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import {
  agreedPurposes,
  consentService,
  positionOf,
  recordMove,
  wishesOf,
} from '../consent/public';
import { contactsService, type ContactRow } from '../contacts/public';
import { MOVE_REQUEST_DAYS, type RecordMoveBody } from '../contracts/consent';
import type { RecordConsentBody } from '../contracts/contacts';
import type { ConversationAbout, RecordPreferenceBody } from '../contracts/conversations';
import { notFound } from '../kernel/errors';
import { DAY_MS } from '../kernel/time';
import { logsService } from '../logs/public';
import { preferencesService } from '../preferences/public';
import { settingsService } from '../settings/public';
import { groupsService } from '../groups/public';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { readRow } from '../strapi/table';
import { shownState } from './domain/shown-state';
import { BOT_CAME, hintsOfContact, recordEventOfContacts } from './events';
import type { Conversations, Viewer } from './service';
import {
  conversationEventTable,
  messageTable,
  type ConversationRow,
  type MessageRow,
} from './tables';

const MOST = 20;
const MOST_FILES = 24;
const FILES = ['image', 'video', 'audio', 'document', 'sticker'];

interface Actor {
  id: number;
  name: string;
}

/** What the side panel shows beside the person's own fields, and what is recorded from there. */
export const createAbout = (
  strapi: Core.Strapi,
  conversations: Pick<Conversations, 'row' | 'messageViews' | 'campaignNames'>
) => {
  const { db, clock } = contextOf(strapi);

  const newest = async (
    { id }: ConversationRow,
    { narrow, most }: { narrow: (query: Knex.QueryBuilder) => void; most: number }
  ): Promise<MessageRow[]> => {
    const query = db.knex(messageTable.table).where({ conversation_id: id });
    narrow(query);
    const raw = await query
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(most)
      .select<Record<string, unknown>[]>();
    return raw.map((row) => readRow(messageTable, row));
  };

  const tell = async (trx: Knex.Transaction, contactId: number): Promise<void> =>
    realtimeService(strapi).append(trx, [
      { type: 'contact', id: contactId },
      ...(await hintsOfContact(trx, contactId)),
    ]);

  const botRunsOf = async ({ id }: ConversationRow): Promise<ConversationAbout['botRuns']> => {
    const rows = await db
      .knex(conversationEventTable.table)
      .where({ conversation_id: id })
      .whereIn('kind', [...BOT_CAME])
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(MOST)
      .select<{ id: unknown; subject: string | null; at: unknown }[]>('id', 'subject', 'at');
    return rows.map((row) => ({
      id: Number(row.id),
      name: row.subject ?? '',
      at: Number(row.at),
    }));
  };

  /** What the person said beside the two consents. */
  const choicesOf = async (contact: ContactRow) => {
    const { moveAskedAt: at } = contact;
    const { topicsRefused, frequency, pausedUntil } = wishesOf(contact);
    const { topics: kinds } = await settingsService(strapi).get();
    return {
      position: positionOf(contact),
      mayKeepPosition: agreedPurposes(contact.dataIn).includes('position'),
      moveRequest: at === null ? null : { at, open: clock.now() - at < MOVE_REQUEST_DAYS * DAY_MS },
      preference: { kinds, topicsRefused, frequency, pausedUntil },
    };
  };

  return {
    about: async (viewer: Viewer, id: number): Promise<ConversationAbout> => {
      const conversation = await conversations.row(viewer, id);
      const contact = await contactsService(strapi).get(conversation.contactId);
      const [groups, sent, withFiles, botRuns, choices] = await Promise.all([
        groupsService(strapi).groupsOf(contact.id),
        newest(conversation, {
          narrow: (q) => void q.whereNotNull('campaign_id'),
          most: MOST,
        }),
        newest(conversation, { narrow: (q) => void q.whereIn('type', FILES), most: MOST_FILES }),
        botRunsOf(conversation),
        choicesOf(contact),
      ]);
      const names = await conversations.campaignNames(
        sent.flatMap(({ campaignId }) => (campaignId === null ? [] : [campaignId]))
      );
      const files = await conversations.messageViews(withFiles, viewer.locale);
      return {
        contactId: contact.id,
        groups,
        campaigns: sent.map((row) => ({
          id: row.campaignId ?? 0,
          name: names.get(row.campaignId ?? 0) ?? `#${row.campaignId}`,
          at: row.at,
          state: shownState(row),
        })),
        botRuns,
        files: files.map(({ id: messageId, direction, at, body }) => ({
          messageId,
          direction,
          at,
          body,
        })),
        ...choices,
      };
    },
    /** The customer asked, elsewhere, to go on over WhatsApp (C-28); the template that moves them goes only then. */
    recordMove: async (
      viewer: Viewer,
      id: number,
      { move, actor }: { move: RecordMoveBody; actor: Actor }
    ): Promise<void> => {
      const { contactId } = await conversations.row(viewer, id);
      await db.tx(async (trx) => {
        await recordMove(strapi, trx, { ...move, contactId, actor, at: clock.now() });
        const said = move.action === 'opt-in' ? 'agreed' : 'refused';
        await logsService(strapi).writeIn(trx, {
          area: 'contact',
          level: 'info',
          event: 'move-request-recorded',
          text: `${actor.name} recorded a request to continue on WhatsApp: ${move.action}`,
          contactId,
          details: { by: actor.name, userId: actor.id, said },
        });
        await tell(trx, contactId);
      });
    },
    /** Kinds of message, frequency and a pause that the customer asked for in the chat (C-32). */
    recordPreference: async (
      viewer: Viewer,
      id: number,
      { preference, actor }: { preference: RecordPreferenceBody; actor: Actor }
    ): Promise<void> => {
      const { contactId, accountId } = await conversations.row(viewer, id);
      const offer = await preferencesService(strapi).offerOf(accountId);
      if (!offer) throw notFound('the number');
      await db.tx(async (trx) => {
        const heard = { ...preference, contactId, actor, offer, at: clock.now() };
        if (!(await preferencesService(strapi).recordHeard(trx, heard))) throw notFound('contact');
        await tell(trx, contactId);
      });
    },
    /** What the customer asked for in the chat, written down by who heard it (C-32, O-20). */
    recordConsent: async (
      viewer: Viewer,
      id: number,
      { consent, actor }: { consent: RecordConsentBody; actor: Actor }
    ): Promise<void> => {
      const { contactId } = await conversations.row(viewer, id);
      await db.tx(async (trx) => {
        const at = clock.now();
        const written = await consentService(strapi).record(trx, {
          ...consent,
          contactId,
          actor,
          confirm: true,
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
