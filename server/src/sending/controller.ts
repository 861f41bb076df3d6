import type { Core } from '@strapi/strapi';
import type { z } from 'zod';
import { readingOf } from '../contacts/public';
import { resolveMessageBody, sendMessageBody } from '../contracts/conversations';
import { templateValuesQuery } from '../contracts/template-values';
import {
  conversationsService,
  messageByKey,
  viewerOf,
  type MessageRow,
  type Viewer,
} from '../conversations/public';
import { notFound } from '../kernel/errors';
import { keyOf } from '../kernel/hash';
import { contextOf } from '../strapi/context';
import { adminUser, body, handle, pathId, query } from '../strapi/http';
import { besideEntry, entriesMeant } from './beside-entry';
import { checkFile } from './check-file';
import { checkQuoted } from './check-quoted';
import { chatContent } from './chat-content';
import { mayTemplateOf } from './may-template';
import { messagePricesOf } from './message-prices';
import type { Sending } from './service';
import { templateValuesOf } from './template-values';

const saidHash = (said: z.output<typeof sendMessageBody>): { bodyHash?: string } =>
  said.type === 'template' && said.entry ? { bodyHash: keyOf(JSON.stringify(said)) } : {};

export const createSendingController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = (): Sending => strapi.plugin('whatsapp').service('sending');
  const conversations = () => conversationsService(strapi);
  const show = async (row: MessageRow, viewer: Viewer) => {
    const [view] = await conversations().messageViews([row], viewer.locale);
    return view;
  };
  return {
    /** GET /conversations/:id/may-template */
    mayTemplate: handle(async (ctx) =>
      mayTemplateOf(strapi, await conversations().row(viewerOf(ctx), pathId(ctx)))
    ),
    /** GET /conversations/:id/template-values */
    templateValues: handle(async (ctx) => {
      const viewer = viewerOf(ctx);
      const conversation = await conversations().row(viewer, pathId(ctx));
      const { uid, documentId } = query(ctx, templateValuesQuery);
      const entry = uid && documentId ? { uid, documentId } : undefined;
      const { contactId } = conversation;
      const entries = await entriesMeant(strapi, ctx, { contactId, entry });
      const reader = { agentId: viewer.userId, reading: readingOf(ctx), entries };
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
      await checkQuoted(strapi, conversation, said);
      const { asked, entries } = await besideEntry(strapi, ctx, { conversation, asked: said });
      if (asked.type === 'media') await checkFile(strapi, ctx, asked.file);
      const { message } = await service().send({
        accountId: conversation.accountId,
        contactId: conversation.contactId,
        origin: 'agent',
        agentId: adminUser(ctx).id,
        lane: 0,
        // What the caller said: an entry may change until a repeat.
        key: { owner: `user:${viewer.userId}`, key: said.clientId, ...saidHash(said) },
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
