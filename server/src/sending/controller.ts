import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { readingOf } from '../contacts/public';
import { resolveMessageBody, sendMessageBody } from '../contracts/conversations';
import { besideEntryQuery } from '../contracts/may-template';
import {
  conversationsService,
  messageByKey,
  viewerOf,
  type MessageRow,
  type Viewer,
} from '../conversations/public';
import { notFound } from '../kernel/errors';
import { contextOf } from '../strapi/context';
import { adminUser, body, handle, pathId, query } from '../strapi/http';
import { besideEntry, entriesMeant, saidBefore, saidKey } from './beside-entry';
import { checkFile } from './check-file';
import { checkQuoted } from './check-quoted';
import { chatContent } from './chat-content';
import { mayTemplateOf } from './may-template';
import { messagePricesOf } from './message-prices';
import type { Sending } from './service';
import { templateValuesOf } from './template-values';

export const createSendingController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = (): Sending => strapi.plugin('whatsapp').service('sending');
  const conversations = () => conversationsService(strapi);
  const show = async (row: MessageRow, viewer: Viewer) => {
    const [view] = await conversations().messageViews([row], viewer.locale);
    return view;
  };
  /** The conversation, and the entry beside which one writes in it. */
  const asked = async (ctx: Context) => {
    const conversation = await conversations().row(viewerOf(ctx), pathId(ctx));
    const { uid, documentId } = query(ctx, besideEntryQuery);
    const entry = uid && documentId ? { uid, documentId } : undefined;
    const { contactId } = conversation;
    return { conversation, entries: await entriesMeant(strapi, ctx, { contactId, entry }) };
  };
  return {
    /** GET /conversations/:id/may-template */
    mayTemplate: handle(async (ctx) => {
      const { conversation, entries } = await asked(ctx);
      return mayTemplateOf(strapi, conversation, entries);
    }),
    /** GET /conversations/:id/template-values */
    templateValues: handle(async (ctx) => {
      const { conversation, entries } = await asked(ctx);
      const reader = { agentId: viewerOf(ctx).userId, reading: readingOf(ctx), entries };
      return templateValuesOf(strapi, conversation, reader);
    }),
    /** GET /conversations/:id/prices */
    prices: handle(async (ctx) =>
      messagePricesOf(strapi, await conversations().row(viewerOf(ctx), pathId(ctx)))
    ),
    /** POST /conversations/:id/messages: an agent answers (C-10, C-11, C-13). */
    send: handle(async (ctx) => {
      const viewer = viewerOf(ctx);
      const said = body(ctx, sendMessageBody);
      const conversation = await conversations().row(viewer, pathId(ctx));
      const key = saidKey(said, { conversation, agentId: viewer.userId });
      const earlier = await saidBefore(strapi, key);
      if (earlier) return show(earlier, viewer);
      await checkQuoted(strapi, conversation, said);
      const { asked, entries } = await besideEntry(strapi, ctx, { conversation, asked: said });
      if (asked.type === 'media') await checkFile(strapi, ctx, asked.file);
      const { message } = await service().send({
        accountId: conversation.accountId,
        contactId: conversation.contactId,
        origin: 'agent',
        agentId: adminUser(ctx).id,
        lane: 0,
        key,
        content: chatContent(asked),
        entries,
      });
      return show(message, viewer);
    }),
    /** POST /messages/:id/resolve: a person decides about an uncertain or failed message. */
    resolve: handle(async (ctx) => {
      const viewer = viewerOf(ctx);
      const { action } = body(ctx, resolveMessageBody);
      const message = await messageByKey(contextOf(strapi).db.knex, { id: pathId(ctx) });
      if (!message) throw notFound('the message');
      await conversations().row(viewer, message.conversationId); // may this person see it?
      return show(await service().resolve(message.id, action, viewer.userId), viewer);
    }),
  };
};
