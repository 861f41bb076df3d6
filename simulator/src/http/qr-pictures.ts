import type { Middleware } from 'koa';
import { toBuffer, toString } from 'qrcode';
import type { Sim } from '../sim';
import { deepLinkOf, findCode } from '../world/qr-codes';

const PIXELS = 512;

/** `GET /_qr/<code>.png` or `.svg`: the picture to print, without a token as everything that is shown to people. */
export const qrPictures =
  (sim: Sim): Middleware =>
  async (ctx, next) => {
    const [, code = '', kind] = /^\/_qr\/([A-Z0-9]+)\.(png|svg)$/.exec(ctx.path) ?? [];
    if (!kind || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) {
      await next();
      return;
    }
    if (!findCode(sim.books, code)) return;
    const link = deepLinkOf(code);
    const picture =
      kind === 'png'
        ? await toBuffer(link, { width: PIXELS })
        : await toString(link, { type: 'svg', width: PIXELS });
    ctx.type = kind === 'png' ? 'image/png' : 'image/svg+xml';
    ctx.body = picture;
  };
