import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import {
  listConversationsQuery,
  listMessagesQuery,
  openConversationBody,
  updateConversationBody,
} from '../contracts/conversations';
import { adminUser, body, handle, may, pathId, query } from '../strapi/http';
import { listAgents } from './agents';
import { answerMedia, openMedia } from './media';
import type { Conversations, Viewer } from './service';

/** Who asks: from the signed-in administrator and their role. */
export const viewerOf = (ctx: Context): Viewer => ({
  userId: adminUser(ctx).id,
  all: may(ctx, 'chat.read-all'),
  locale: localeOf(ctx),
});

/** Language in which errors are explained: the administrator's own. */
export const localeOf = (ctx: Context): 'en' | 'tr' =>
  (ctx.state as { user?: { preferedLanguage?: string | null } }).user?.preferedLanguage === 'tr'
    ? 'tr'
    : 'en';

export const createConversationsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = (): Conversations => strapi.plugin('whatsapp').service('conversations');
  return {
    list: handle((ctx) => service().list(viewerOf(ctx), query(ctx, listConversationsQuery))),
    get: handle((ctx) => service().get(viewerOf(ctx), pathId(ctx))),
    messages: handle((ctx) =>
      service().thread(viewerOf(ctx), pathId(ctx), query(ctx, listMessagesQuery))
    ),
    open: handle((ctx) => {
      const { accountId, contactId } = body(ctx, openConversationBody);
      return service().open(viewerOf(ctx), accountId, contactId);
    }),
    update: handle((ctx) =>
      service().update(viewerOf(ctx), pathId(ctx), body(ctx, updateConversationBody))
    ),
    read: handle(async (ctx) => {
      await service().markRead(viewerOf(ctx), pathId(ctx));
      return { ok: true };
    }),
    /** GET /messages/:id/media: the file of a message, straight from Meta. */
    media: handle(async (ctx) => {
      const asked = { viewer: viewerOf(ctx), messageId: pathId(ctx) };
      answerMedia(ctx, await openMedia(strapi, service(), asked));
    }),
    agents: handle(async (ctx) => ({ agents: await listAgents(strapi), me: adminUser(ctx).id })),
  };
};
