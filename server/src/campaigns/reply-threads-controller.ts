import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { listRepliesQuery } from '../contracts/campaign-replies';
import { listMessagesQuery } from '../contracts/conversations';
import {
  answerMedia,
  conversationsService,
  localeOf,
  openMedia,
  type Viewer,
} from '../conversations/public';
import { logsService } from '../logs/public';
import { adminUser, handle, pathId, query } from '../strapi/http';
import { messagesOnly } from './domain/reply-messages';
import { listReplies } from './reply-threads';
import type { Campaigns } from './service';

/** Who asks: a reader of the replies to this campaign, whatever else their role lets them see. */
const readerOf = (ctx: Context): Viewer => ({
  userId: adminUser(ctx).id,
  all: false,
  unassigned: false,
  repliesTo: pathId(ctx),
  locale: localeOf(ctx),
});

/** What people answered to a campaign, for who follows campaigns and has no conversations: read only. */
export const createReplyThreadsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const conversations = () => conversationsService(strapi);
  return {
    list: handle(async (ctx) => {
      const campaigns: Campaigns = strapi.plugin('whatsapp').service('campaigns');
      const { id } = await campaigns.get(pathId(ctx));
      return listReplies(strapi, id, query(ctx, listRepliesQuery));
    }),
    /** GET /campaigns/:id/replies/:conversationId/messages */
    messages: handle(async (ctx) => {
      const reader = readerOf(ctx);
      const { id, contactId } = await conversations().row(reader, pathId(ctx, 'conversationId'));
      const page = await conversations().thread(reader, id, query(ctx, listMessagesQuery));
      // Who reads what a person wrote has opened that person, as in the Inbox.
      logsService(strapi).opened({ contactId, by: adminUser(ctx) });
      return messagesOnly(pathId(ctx), page);
    }),
    /** GET /campaigns/:id/replies/media/:messageId */
    media: handle(async (ctx) => {
      const asked = {
        viewer: readerOf(ctx),
        messageId: pathId(ctx, 'messageId'),
        range: ctx.get('Range') || undefined,
      };
      answerMedia(ctx, await openMedia(strapi, conversations(), asked));
    }),
  };
};
