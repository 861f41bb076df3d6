import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { boxOf } from '../contracts/data-boxes';
import type { OptInLanguage } from '../contracts/opt-in';
import type { PageLanguage } from '../kernel/html-page';
import { createRateLimit } from '../kernel/rate-limit';
import { HOUR_MS, MINUTE_MS } from '../kernel/time';
import { publicUrl } from '../strapi/address';
import { contextOf } from '../strapi/context';
import { answerPage, askedLanguage, browserLanguage } from '../strapi/public-page';
import { countriesOf } from './domain/countries';
import { finishPage, formPage, noFormPage, type FormFacts } from './domain/page';
import {
  mayUse,
  numberHint,
  pageOf,
  readSubmission,
  submission,
  type Submission,
} from './domain/submission';
import { WIDGET } from './domain/widget';
import { formWords } from './domain/words';
import { optInService, type OpenForm } from './public';
import { qrSvg } from './qr';

/** Behind a proxy that Strapi does not know (`server.proxy`) everybody has one address: the limit leaves room for that. */
const BY_ADDRESS = { most: 60, perMs: 10 * MINUTE_MS };
const BY_NUMBER = { most: 5, perMs: HOUR_MS };

type Visit = 'own' | 'site' | 'refused';

const wantsJson = (ctx: Context): boolean => ctx.accepts('html', 'json') === 'json';

/** The language that is asked for where the form has it, else the one that it has. */
const languageFor = (ctx: Context, form: OpenForm | null): PageLanguage => {
  const asked = askedLanguage(ctx) ?? browserLanguage(ctx);
  if (!form || form.texts[asked]) return asked;
  return asked === 'en' ? 'tr' : 'en';
};

/** Boxes of data collection beside the opt-in. */
const boxesOf = (form: OpenForm, language: PageLanguage): FormFacts['purposes'] =>
  form.purposes.map((one) => ({ value: boxOf(one), label: one.texts[language] }));

const otherThan = (language: OptInLanguage): OptInLanguage => (language === 'en' ? 'tr' : 'en');

/** The customers' side: a page, and the same as JSON for the widget and for apps (O-07…O-09, O-14). */
export const createOptInPublicController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = () => optInService(strapi);
  const { clock } = contextOf(strapi);
  const byAddress = createRateLimit(BY_ADDRESS);
  const byNumber = createRateLimit(BY_NUMBER);

  const slugOf = (ctx: Context): string =>
    String((ctx as { params?: Record<string, string> }).params?.slug ?? '').slice(0, 80);

  /** Who asks: our own page or a program, a site of the form, or another site. Only sites of the form may read the answer. */
  const visitOf = (ctx: Context, form: OpenForm | null): Visit => {
    const origin = ctx.get('Origin') || undefined;
    const base = publicUrl(strapi, '');
    const own = [ctx.host, ...(URL.canParse(base) ? [new URL(base).host] : [])];
    const visit = mayUse(origin, { own, sites: form?.sites ?? [] });
    ctx.remove('Access-Control-Allow-Origin');
    ctx.remove('Access-Control-Allow-Credentials');
    ctx.vary('Origin');
    if (visit === 'site' && origin) ctx.set('Access-Control-Allow-Origin', origin);
    return visit;
  };

  const json = (ctx: Context, status: number, body: object): void => {
    ctx.status = status;
    ctx.set('Cache-Control', 'no-store');
    ctx.body = body;
  };

  const nothing = (ctx: Context, status: 403 | 404 = 404): void => {
    const language = languageFor(ctx, null);
    const words = formWords[language];
    if (wantsJson(ctx)) return json(ctx, status, { error: words.gone });
    answerPage(ctx, { status }, (nonce) => noFormPage({ language, nonce }));
  };

  const showForm = (
    ctx: Context,
    { form, language }: { form: OpenForm; language: PageLanguage },
    {
      status,
      ...more
    }: { status: number } & Partial<Pick<FormFacts, 'typed' | 'errors' | 'told' | 'hint'>>
  ): void => {
    const words = form.texts[language];
    if (!words) return nothing(ctx);
    const { business, logo, version, country } = form;
    const other = form.texts[otherThan(language)] ? otherThan(language) : null;
    const purposes = boxesOf(form, language);
    const facts = { business, logo, version, country, words, other, purposes, language, ...more };
    // The page tells its own server where the form came from, and nobody else.
    answerPage(ctx, { status, referrer: 'same-origin', logo }, (nonce) =>
      formPage({ ...facts, countries: countriesOf(language), nonce })
    );
  };

  const refuse = (
    ctx: Context,
    at: { form: OpenForm; language: PageLanguage },
    {
      status,
      errors,
      told,
      given,
    }: {
      status: 400 | 429;
      errors: NonNullable<FormFacts['errors']>;
      told?: string;
      given: Submission;
    }
  ): void => {
    const { wrong } = formWords[at.language];
    const { language, form } = at;
    const hint = errors.includes('number')
      ? numberHint(given, { fallback: form.country, language })
      : null;
    const said = hint === null ? wrong : { ...wrong, number: hint };
    if (wantsJson(ctx))
      return json(ctx, status, {
        ...(told ? { error: told } : {}),
        errors: Object.fromEntries(errors.map((name) => [name, said[name]])),
      });
    const { number, name, country = form.country } = given;
    showForm(ctx, at, {
      status,
      typed: { number, name, country },
      errors,
      ...(told ? { told } : {}),
      ...(hint === null ? {} : { hint }),
    });
  };

  const finish = async (
    ctx: Context,
    { form, language }: { form: OpenForm; language: PageLanguage },
    done: { link: string; message: string; until: number }
  ): Promise<void> => {
    if (wantsJson(ctx)) return json(ctx, 200, done);
    const picture = await qrSvg(done.link);
    const { business, logo } = form;
    answerPage(ctx, { status: 200, logo }, (nonce) =>
      finishPage({ ...done, business, logo, picture, language, nonce })
    );
  };

  const viaOf = (ctx: Context, visit: Visit): 'page' | 'widget' | 'app' =>
    visit === 'site' ? 'widget' : wantsJson(ctx) ? 'app' : 'page';

  return {
    /** GET /api/whatsapp/opt-in/widget.js */
    widget: (ctx: Context): void => {
      ctx.type = 'text/javascript; charset=utf-8';
      ctx.set('Cache-Control', 'public, max-age=3600');
      // It is made to be loaded by other sites; it holds nothing of anybody.
      ctx.set('Cross-Origin-Resource-Policy', 'cross-origin');
      ctx.body = WIDGET;
    },

    /** GET /api/whatsapp/opt-in/:slug. Changes nothing. */
    open: async (ctx: Context): Promise<void> => {
      const form = await service().open(slugOf(ctx));
      if (visitOf(ctx, form) === 'refused') return nothing(ctx, 403);
      const language = languageFor(ctx, form);
      const own = form?.texts[language];
      if (!form || !own) return nothing(ctx);
      if (!wantsJson(ctx)) return showForm(ctx, { form, language }, { status: 200 });
      const { business, version, country, phone } = form;
      json(ctx, 200, {
        language,
        business,
        version,
        country,
        chat: phone === null ? null : `https://wa.me/${phone.replace(/\D/g, '')}`,
        form: { ...own, thanks: undefined },
        purposes: boxesOf(form, language),
        words: { ...formWords[language], finishHint: formWords[language].finishHint(business) },
        countries: countriesOf(language),
      });
    },

    /** POST of the form. It needs the person's own message to count, so there is nothing that another site could abuse. */
    submit: async (ctx: Context): Promise<void> => {
      const form = await service().open(slugOf(ctx));
      const visit = visitOf(ctx, form);
      if (visit === 'refused') return nothing(ctx, 403);
      // Without its number no page can say where to send the message.
      if (!form?.phone) return nothing(ctx);
      const at = { form, language: languageFor(ctx, form) };
      const parsed = submission.safeParse((ctx.request as { body?: unknown }).body ?? {});
      const given = parsed.success ? parsed.data : submission.parse({});
      const { phone, errors } = readSubmission(given, form.country);
      const now = clock.now();
      const told = formWords[at.language].tooOften;
      if (!byAddress.take(ctx.ip, now))
        return refuse(ctx, at, { status: 429, errors: [], told, given });
      if (!phone || errors.length > 0) return refuse(ctx, at, { status: 400, errors, given });
      if (!byNumber.take(phone.e164, now))
        return refuse(ctx, at, { status: 429, errors: [], told, given });
      const done = await service().submit({
        ...at,
        submission: given,
        phone: phone.e164,
        via: viaOf(ctx, visit),
        page: pageOf(given.page || ctx.get('Referer')),
      });
      await finish(ctx, at, done);
    },
  };
};
