import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { consentService } from '../consent/public';
import { refuseUnseenPerson } from '../contacts/public';
import { decideStopBody, recordConsentBody } from '../contracts/contacts';
import { recordMoveBody } from '../contracts/consent';
import {
  blockBody,
  listMessagesQuery,
  openConversationBody,
  recordPreferenceBody,
  updateConversationBody,
} from '../contracts/conversations';
import {
  bulkConversationsBody,
  listConversationsQuery,
  readConversationBody,
} from '../contracts/conversation-list';
import { logsService } from '../logs/public';
import { contextOf } from '../strapi/context';
import { adminUser, body, handle, may, pathId, profileLanguage, query } from '../strapi/http';
import { messageSearchQuery } from '../contracts/message-search';
import { inboxSettings } from '../contracts/inbox-settings';
import { listAgents } from './agents';
import { createBlock } from './block';
import { conversationById } from './store';
import { readInboxSettings, saveInboxSettings } from './inbox-settings';
import { answerMedia, openMedia } from './media';
import type { Conversations, Viewer } from './service';

/** Who asks: from the signed-in administrator and their role. */
export const viewerOf = (ctx: Context): Viewer => ({
  userId: adminUser(ctx).id,
  all: may(ctx, 'chat.read-all'),
  unassigned: may(ctx, 'chat.read-unassigned'),
  locale: localeOf(ctx),
});

/** The language of what we word for the asker: that of the page, else that of the profile. */
export const localeOf = (ctx: Context): 'en' | 'tr' =>
  (ctx.query.locale ?? profileLanguage(ctx)) === 'tr' ? 'tr' : 'en';

export const createConversationsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = (): Conversations => strapi.plugin('whatsapp').service('conversations');
  /** Who reads what a person wrote has opened that person, as on their page. */
  const looked = async (ctx: Context): Promise<void> => {
    const row = await conversationById(contextOf(strapi).db.knex, pathId(ctx));
    if (row) logsService(strapi).opened({ contactId: row.contactId, by: adminUser(ctx) });
  };
  return {
    list: handle((ctx) => service().list(viewerOf(ctx), query(ctx, listConversationsQuery))),
    get: handle((ctx) => service().get(viewerOf(ctx), pathId(ctx))),
    messages: handle(async (ctx) => {
      const page = await service().thread(
        viewerOf(ctx),
        pathId(ctx),
        query(ctx, listMessagesQuery)
      );
      await looked(ctx);
      return page;
    }),
    open: handle(async (ctx) => {
      const { accountId, contactId } = body(ctx, openConversationBody);
      await refuseUnseenPerson(strapi, ctx, contactId);
      return service().open(viewerOf(ctx), accountId, contactId);
    }),
    update: handle((ctx) =>
      service().update(viewerOf(ctx), pathId(ctx), body(ctx, updateConversationBody))
    ),
    about: handle(async (ctx) => {
      const about = await service().about(viewerOf(ctx), pathId(ctx));
      await looked(ctx);
      return about;
    }),
    /** POST /conversations/:id/consent: what the customer asked for, recorded by who may answer them. */
    consent: handle(async (ctx) => {
      const viewer = viewerOf(ctx);
      const id = pathId(ctx);
      const consent = body(ctx, recordConsentBody);
      await service().recordConsent(viewer, id, { consent, actor: adminUser(ctx) });
      return service().get(viewer, id);
    }),
    /** POST /conversations/:id/asked-stop: what the customer meant, decided by who may answer them. */
    decideStop: handle(async (ctx) => {
      const viewer = viewerOf(ctx);
      const id = pathId(ctx);
      const decision = body(ctx, decideStopBody);
      const { contactId } = await service().row(viewer, id);
      const decided = { contactId, decision, actor: adminUser(ctx) };
      await consentService(strapi).decideStop(decided);
      return service().get(viewer, id);
    }),
    /** POST /conversations/:id/move-request: heard elsewhere, so that the moving template may go (C-28). */
    move: handle(async (ctx) => {
      const move = body(ctx, recordMoveBody);
      await service().recordMove(viewerOf(ctx), pathId(ctx), { move, actor: adminUser(ctx) });
      return service().about(viewerOf(ctx), pathId(ctx));
    }),
    preference: handle(async (ctx) => {
      const preference = body(ctx, recordPreferenceBody);
      const said = { preference, actor: adminUser(ctx) };
      await service().recordPreference(viewerOf(ctx), pathId(ctx), said);
      return service().about(viewerOf(ctx), pathId(ctx));
    }),
    block: handle(async (ctx) => {
      const viewer = viewerOf(ctx);
      const { blocked } = body(ctx, blockBody);
      const row = await service().row(viewer, pathId(ctx));
      const atWhatsApp = await createBlock(strapi)(row, { blocked, by: adminUser(ctx) });
      return { conversation: await service().get(viewer, row.id), atWhatsApp };
    }),
    bulk: handle(async (ctx) => {
      const { ids, change } = body(ctx, bulkConversationsBody);
      const changed = await service().updateMany(viewerOf(ctx), [...new Set(ids)], change);
      return { changed: changed.length };
    }),
    read: handle(async (ctx) => {
      const { upTo } = body(ctx, readConversationBody);
      await service().markRead(viewerOf(ctx), pathId(ctx), upTo);
      return { ok: true };
    }),
    /** POST /conversations/:id/typing: the customer may see that somebody writes. */
    typing: handle(async (ctx) => {
      await service().typing(viewerOf(ctx), pathId(ctx));
      return { ok: true };
    }),
    /** GET /messages/:id/media: the file of a message, kept by us, or straight from Meta while it is not. */
    media: handle(async (ctx) => {
      const asked = {
        viewer: viewerOf(ctx),
        messageId: pathId(ctx),
        range: ctx.get('Range') || undefined,
      };
      answerMedia(ctx, await openMedia(strapi, service(), asked));
    }),
    /** GET /message-search: by what was written. Which person each hit is of is told, so it is a look at nobody yet. */
    search: handle((ctx) => service().search(viewerOf(ctx), query(ctx, messageSearchQuery))),
    settings: handle(() => readInboxSettings(strapi)),
    saveSettings: handle((ctx) => saveInboxSettings(strapi, body(ctx, inboxSettings))),
    agents: handle(async (ctx) => ({ agents: await listAgents(strapi), me: adminUser(ctx).id })),
  };
};
