import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { createRateLimit } from '../kernel/rate-limit';
import { contextOf } from '../strapi/context';
import { pageLanguage } from '../kernel/html-page';
import { handle, pathId } from '../strapi/http';
import { answerPage, askedLanguage, browserLanguage } from '../strapi/public-page';
import { preferenceForm } from './domain/choice';
import { gonePage, preferencePage, type PageFacts } from './domain/page';
import { preferencesService, type PageView } from './public';

/** A person tries a few times; an office shares an address. */
const BY_CODE = { most: 10, perMs: 60_000 };
const BY_ADDRESS = { most: 60, perMs: 60_000 };

export const createPreferencesController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = () => preferencesService(strapi);
  const codeOf = (ctx: Context): string =>
    String((ctx as { params?: Record<string, string> }).params?.code ?? '');

  const show = (
    ctx: Context,
    view: PageView | null,
    { told, status = 200 }: { told?: PageFacts['told']; status?: number } = {}
  ): void => {
    if (!view) {
      const language = askedLanguage(ctx) ?? browserLanguage(ctx);
      return answerPage(ctx, { status: 404 }, (nonce) => gonePage({ language, nonce }));
    }
    const own = view.ownLanguage === null ? browserLanguage(ctx) : pageLanguage(view.ownLanguage);
    const language = askedLanguage(ctx) ?? own;
    answerPage(ctx, { status, logo: view.logo ?? null }, (nonce) =>
      preferencePage({ ...view, notice: view.notices[language], language, nonce, told })
    );
  };

  const { clock } = contextOf(strapi);
  const byAddress = createRateLimit(BY_ADDRESS);
  const byCode = createRateLimit(BY_CODE);

  return {
    /** GET /api/whatsapp/preferences/:code. Changes nothing: programs that preview links open it too. */
    open: async (ctx: Context) => show(ctx, await service().open(codeOf(ctx))),

    /** POST of its form. The code is the proof; there is no session that another site could abuse. */
    choose: async (ctx: Context) => {
      const now = clock.now();
      // Each choice is kept in the ledger for ever: a program with one link must not fill it.
      if (!byCode.take(codeOf(ctx), now) || !byAddress.take(ctx.request.ip, now))
        return show(ctx, await service().open(codeOf(ctx)), { told: 'wrong', status: 429 });
      const form = preferenceForm.safeParse((ctx.request as { body?: unknown }).body);
      if (!form.success)
        return show(ctx, await service().open(codeOf(ctx)), { told: 'wrong', status: 400 });
      const view = await service().choose(codeOf(ctx), form.data, askedLanguage(ctx) ?? 'en');
      show(ctx, view, { told: 'saved' });
    },

    /** POST /contacts/:id/preference-link */
    link: handle((ctx) => service().linkFor(pathId(ctx))),
  };
};
