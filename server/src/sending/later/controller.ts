import type { Core } from '@strapi/strapi';
import { rescheduleBody, scheduleBody } from '../../contracts/scheduled';
import { conversationsService, viewerOf } from '../../conversations/public';
import { body, handle, pathId } from '../../strapi/http';
import { checkFile } from '../check-file';
import { checkQuoted } from '../check-quoted';
import type { Sending } from '../service';

export const createLaterController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = () => (strapi.plugin('whatsapp').service('sending') as Sending).later;
  return {
    /** GET /conversations/:id/scheduled */
    list: handle(async (ctx) => ({ scheduled: await service().list(viewerOf(ctx), pathId(ctx)) })),
    /** POST /conversations/:id/scheduled: an agent's message that goes at a time. */
    plan: handle(async (ctx) => {
      const viewer = viewerOf(ctx);
      const asked = body(ctx, scheduleBody);
      const conversation = await conversationsService(strapi).row(viewer, pathId(ctx));
      await checkQuoted(strapi, conversation, asked.message);
      if (asked.message.type === 'media') await checkFile(strapi, ctx, asked.message.file);
      return service().plan(viewer, conversation, asked);
    }),
    change: handle((ctx) =>
      service().change(viewerOf(ctx), pathId(ctx), body(ctx, rescheduleBody))
    ),
    sendNow: handle(async (ctx) => ({
      scheduled: await service().sendNow(viewerOf(ctx), pathId(ctx)),
    })),
    cancel: handle(async (ctx) => {
      await service().cancel(viewerOf(ctx), pathId(ctx));
      return { ok: true };
    }),
  };
};
