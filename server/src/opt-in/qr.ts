import type { Context } from 'koa';
import { toBuffer, toString } from 'qrcode';

/** Edge of a PNG: 7 cm in print at 300 dots per inch; for larger prints there is the SVG, which has no dots. */
const PIXELS = 800;

/** The picture of a link as SVG text, with the quiet border that readers need. */
export const qrSvg = (link: string): Promise<string> =>
  toString(link, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });

/** The same as PNG bytes. */
const qrPng = (link: string): Promise<Buffer> =>
  toBuffer(link, { errorCorrectionLevel: 'M', margin: 4, width: PIXELS });

/** A link's QR code as a picture to keep, or inside JSON for showing it. */
export const answerQr = async (
  ctx: Context,
  { link, format }: { link: string; format: 'svg' | 'png' | 'data' }
): Promise<{ svg: string } | string | Buffer> => {
  if (format === 'data') return { svg: await qrSvg(link) };
  ctx.type = format === 'png' ? 'image/png' : 'image/svg+xml';
  ctx.set('Cache-Control', 'no-store');
  return format === 'png' ? qrPng(link) : qrSvg(link);
};
