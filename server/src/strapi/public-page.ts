import type { Context } from 'koa';
import { randomHex } from '../kernel/hash';
import { pageLanguage, type PageLanguage } from '../kernel/html-page';

/** The language that the address of a page asks for. */
export const askedLanguage = (ctx: Context): PageLanguage | null => {
  const { lang } = ctx.query;
  return lang === 'tr' || lang === 'en' ? lang : null;
};

/** What the browser asks for, where nothing is known of the person. */
export const browserLanguage = (ctx: Context): PageLanguage =>
  pageLanguage(ctx.acceptsLanguages('en', 'tr') || null);

interface PageAnswer {
  status: number;
  /** To whom the page tells its address; where that is the key, to nobody. */
  referrer?: 'no-referrer' | 'same-origin';
  /** Address of the one picture that the page may load. */
  logo?: string | null;
}

/** The origin of a picture for the policy; a path is one of our own. */
const sourceOf = (address: string): string =>
  URL.canParse(address) ? new URL(address).origin : "'self'";

/** Nothing but the logo may be loaded; the page may not be framed, cached, indexed, or told to another site. */
export const answerPage = (
  ctx: Context,
  { status, referrer = 'no-referrer', logo }: PageAnswer,
  page: (nonce: string) => string
): void => {
  const nonce = randomHex(16);
  ctx.status = status;
  ctx.type = 'text/html; charset=utf-8';
  ctx.set(
    'Content-Security-Policy',
    `default-src 'none'; style-src 'nonce-${nonce}';${logo ? ` img-src ${sourceOf(logo)};` : ''} form-action 'self'; frame-ancestors 'none'; base-uri 'none'`
  );
  ctx.set('Cache-Control', 'no-store');
  ctx.set('Referrer-Policy', referrer);
  ctx.set('X-Robots-Tag', 'noindex');
  ctx.body = page(nonce);
};
