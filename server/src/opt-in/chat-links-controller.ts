import type { Core } from '@strapi/strapi';
import { chatLinkBody } from '../contracts/chat-links';
import { optInQrQuery } from '../contracts/opt-in';
import { body, handle, pathId, query } from '../strapi/http';
import { chatLinksService } from './public';
import { answerQr } from './qr';

/** Settings › WhatsApp › Opt-in forms › Chat links. */
export const createChatLinksController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = () => chatLinksService(strapi);
  return {
    list: handle(async () => ({ links: await service().list() })),
    create: handle((ctx) => service().create(body(ctx, chatLinkBody))),
    update: handle((ctx) => service().update(pathId(ctx), body(ctx, chatLinkBody))),
    remove: handle(async (ctx) => {
      await service().remove(pathId(ctx));
      return { ok: true };
    }),
    qr: handle(async (ctx) => {
      const { format, language } = query(ctx, optInQrQuery);
      return answerQr(ctx, { link: await service().link(pathId(ctx), language), format });
    }),
  };
};
