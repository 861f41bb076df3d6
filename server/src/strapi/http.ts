import { Readable } from 'node:stream';
import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import type { z } from 'zod';
import { actions } from '../contracts/permissions';
import { csvFile, type CsvPieces } from '../kernel/csv';
import { isId } from '../kernel/cursor';
import { DomainError } from '../kernel/errors';
import { wordsByHand } from '../kernel/input-words';
import { checkedInput } from '../kernel/refused-input';

/** The request's JSON body, checked; a refusal names the field. */
export const body = <S extends z.ZodType>(ctx: Context, schema: S): z.output<S> =>
  checkedInput(schema, (ctx.request as { body?: unknown }).body ?? {});

/** The query string, checked. */
export const query = <S extends z.ZodType>(ctx: Context, schema: S): z.output<S> =>
  checkedInput(schema, ctx.query);

/** A numeric id in the path. */
export const pathId = (ctx: Context, name = 'id'): number => {
  const value = Number((ctx as { params?: Record<string, string> }).params?.[name]);
  // Ids are 32-bit; PostgreSQL answers a larger one with an error instead of "no row".
  if (isId(value)) return value;
  throw new DomainError('invalid', `“${name}” is not an ID.`, {
    field: name,
    remedy: 'Send the ID as a positive whole number.',
  });
};

interface SignedIn {
  id: number;
  firstname?: string;
  lastname?: string;
  email?: string;
  preferedLanguage?: string | null;
}

/** The language of the asker's admin; null: they never chose one, or a program asks. */
export const profileLanguage = ({ state }: Pick<Context, 'state'>): string | null =>
  (state as { user?: SignedIn }).user?.preferedLanguage ?? null;

/** The signed-in administrator; `language` is the one of their admin, null when they never chose. */
export const adminUser = (ctx: Context): { id: number; name: string; language: string | null } => {
  const { user } = ctx.state as { user?: SignedIn };
  if (!user)
    throw new DomainError('unauthorized', 'You are not logged in.', {
      status: 401,
      remedy: 'Log in again.',
    });
  return {
    id: user.id,
    name:
      [user.firstname, user.lastname].filter(Boolean).join(' ') || (user.email ?? String(user.id)),
    language: profileLanguage(ctx),
  };
};

/** The language of the admin who asks now, for refusals that Strapi itself shows; English for programs. */
export const languageOfAsker = (strapi: Core.Strapi): 'en' | 'tr' => {
  const ctx = strapi.requestContext.get();
  return ctx && profileLanguage(ctx) === 'tr' ? 'tr' : 'en';
};

/** True when the signed-in administrator may do this, by the full id of the action: `admin::roles.create`. */
export const mayInHost = (ctx: Context, actionId: string): boolean =>
  Boolean((ctx.state as { userAbility?: { can(a: string): boolean } }).userAbility?.can(actionId));

/** True when the signed-in administrator may do this action of ours. */
export const may = (ctx: Context, action: string): boolean =>
  mayInHost(ctx, `plugin::whatsapp.${action}`);

/** Lets in anyone who has any action of ours; what all pages need, like the names of our numbers. */
export const needAnyAction = (ctx: Context): void => {
  if (Object.values(actions).some((action) => may(ctx, action))) return;
  throw new DomainError('forbidden', 'You have no access to WhatsApp.', {
    status: 403,
    remedy: 'Ask an administrator for a role with permissions for WhatsApp.',
  });
};

/** The language that the asker reads: of the page, else of their profile; English where nobody said. */
export const readerLanguage = (ctx: Context): string => {
  const { locale } = ctx.query;
  return typeof locale === 'string' && locale !== '' ? locale : (adminUser(ctx).language ?? 'en');
};

/**
 * A file of people's data, to be saved, in the form that spreadsheets of the asker's language read. No cache between keeps
 * a copy of it.
 */
export const answerCsv = (ctx: Context, name: string, pieces: CsvPieces): void => {
  ctx.attachment(name);
  ctx.set('X-Content-Type-Options', 'nosniff');
  ctx.set('Cache-Control', 'no-store');
  ctx.type = 'text/csv; charset=utf-8';
  ctx.body = Readable.from(csvFile(pieces, readerLanguage(ctx)));
};

const NAMES: Record<DomainError['status'], string> = {
  400: 'ValidationError',
  401: 'UnauthorizedError',
  403: 'ForbiddenError',
  404: 'NotFoundError',
  409: 'ConflictError',
  413: 'PayloadTooLargeError',
  416: 'RangeNotSatisfiableError',
  422: 'UnprocessableError',
  429: 'RateLimitError',
  503: 'ServiceUnavailableError',
};

/** A field that was refused by hand gets words in the languages of the admin, too; what has words already keeps them. */
const detailsOf = ({ kind, message, details }: DomainError): Record<string, unknown> => {
  const { field, remedy } = details;
  if (kind !== 'invalid' || 'words' in details) return details;
  if (typeof field !== 'string' || typeof remedy !== 'string') return details;
  const words = wordsByHand({ message, field, remedy });
  return words ? { ...details, words } : details;
};

/** Wraps a controller verb: its refusals become Strapi's error envelope with our `details`; bugs go on to Strapi. */
export const handle =
  (verb: (ctx: Context) => Promise<unknown>) =>
  async (ctx: Context): Promise<void> => {
    try {
      const answer = await verb(ctx);
      if (answer !== undefined) ctx.body = answer;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      ctx.status = error.status;
      ctx.body = {
        data: null,
        error: {
          status: error.status,
          name: NAMES[error.status],
          message: error.message,
          details: detailsOf(error),
        },
      };
    }
  };
