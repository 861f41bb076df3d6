import type { Core } from '@strapi/strapi';
import {
  checkOptInBody,
  deskOptInBody,
  optInFormBody,
  optInQrQuery,
  suggestOptInBody,
} from '../contracts/opt-in';
import { adminUser, body, handle, pathId, query } from '../strapi/http';
import { optInService } from './public';
import { answerQr } from './qr';

/** Settings › WhatsApp › Opt-in forms. */
export const createOptInController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = () => optInService(strapi);
  return {
    list: handle(async () => ({ forms: await service().list() })),
    choices: handle(() => service().choices()),
    sources: handle(async () => ({ sources: await service().sources() })),
    view: handle((ctx) => service().view(pathId(ctx))),
    versions: handle(async (ctx) => ({ versions: await service().versions(pathId(ctx)) })),
    check: handle((ctx) => service().check(body(ctx, checkOptInBody))),
    suggest: handle((ctx) => service().suggest(body(ctx, suggestOptInBody))),
    create: handle((ctx) => service().create(adminUser(ctx), body(ctx, optInFormBody))),
    update: handle((ctx) =>
      service().update(adminUser(ctx), pathId(ctx), body(ctx, optInFormBody))
    ),
    remove: handle(async (ctx) => {
      await service().remove(adminUser(ctx), pathId(ctx));
      return { ok: true };
    }),
    desk: handle(() => service().desk()),
    agree: handle(async (ctx) => {
      await service().agreeAtDesk(pathId(ctx), {
        actor: adminUser(ctx),
        body: body(ctx, deskOptInBody),
      });
      return { ok: true };
    }),
    deskQr: handle(async (ctx) => {
      const { language } = query(ctx, optInQrQuery);
      return answerQr(ctx, {
        link: await service().link(pathId(ctx), language),
        format: 'data',
      });
    }),
    qr: handle(async (ctx) => {
      const { format, language } = query(ctx, optInQrQuery);
      return answerQr(ctx, { link: await service().link(pathId(ctx), language), format });
    }),
  };
};
