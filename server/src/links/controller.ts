import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { changeLinkBody, linkBody, LINK_PATH } from '../contracts/links';
import { createRateLimit } from '../kernel/rate-limit';
import { MINUTE_MS } from '../kernel/time';
import { publicUrl } from '../strapi/address';
import { contextOf } from '../strapi/context';
import { body, handle, pathId } from '../strapi/http';
import { errorText } from '../strapi/log';
import { isPerson } from './domain/visitor';
import { linksService } from './public';

/**
 * What is counted, not what is opened: a limit never stands between a customer and the page. Behind a proxy that Strapi
 * does not know everybody has one address, so there is room for many.
 */
const BY_ADDRESS = { most: 600, perMs: 10 * MINUTE_MS };
const BY_CODE = { most: 20, perMs: 10 * MINUTE_MS };

export const createLinksController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = () => linksService(strapi);
  const { clock, log } = contextOf(strapi);
  const byAddress = createRateLimit(BY_ADDRESS);
  const byCode = createRateLimit(BY_CODE);

  const counts = (ctx: Context, code: string): boolean => {
    const now = clock.now();
    return (
      isPerson({
        method: ctx.method,
        userAgent: ctx.get('User-Agent'),
        purposes: [ctx.get('Sec-Purpose'), ctx.get('Purpose'), ctx.get('X-Moz')],
      }) &&
      byAddress.take(ctx.ip, now) &&
      byCode.take(code, now)
    );
  };

  /** The page matters more than its count: when that cannot be written now, the person is sent on all the same. */
  const targetOf = async (ctx: Context, code: string): Promise<string | null> => {
    if (!counts(ctx, code)) return service().follow(code, false);
    try {
      return await service().follow(code, true);
    } catch (error) {
      log('links').warn('a click was not counted', { error: errorText(error) });
      return service().follow(code, false);
    }
  };

  return {
    /** GET /api/whatsapp/l/:code, and HEAD of programs that look whether it is there. */
    open: async (ctx: Context): Promise<void> => {
      const code = String((ctx as { params?: Record<string, string> }).params?.code ?? '');
      const target = await targetOf(ctx, code);
      ctx.set('Cache-Control', 'no-store');
      ctx.set('Referrer-Policy', 'no-referrer');
      ctx.set('X-Robots-Tag', 'noindex');
      if (target === null) {
        ctx.status = 404;
        ctx.type = 'text/plain; charset=utf-8';
        ctx.body = 'This link does not exist. / Bu bağlantı yok.';
        return;
      }
      ctx.redirect(target);
    },

    list: handle(async () => ({
      links: await service().list(),
      buttonUrl: publicUrl(strapi, `${LINK_PATH}/{{1}}`),
    })),
    create: handle((ctx) => service().create(body(ctx, linkBody))),
    change: handle((ctx) => service().change(pathId(ctx), body(ctx, changeLinkBody))),
  };
};
