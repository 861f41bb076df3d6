import type { Core } from '@strapi/strapi';
import type { Context, Next } from 'koa';
import { runtimeService, type Suspended } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { errorText } from '../strapi/log';
import { settle } from './arrival';
import { ON_HOLD, prepareExport } from './fence';
import { returnFiles, setFilesAside } from './files';
import { generationOf, renewGeneration } from './home';
import { takeIds } from './ids';
import { whyNotReplace } from './refusals';

/** What the rooms do around a transfer through the running server. */
export interface Moves {
  /** Ends what is under way; false when something would not end in time. */
  rest(): Promise<boolean>;
  /** After rows were replaced: what is known by heart is dropped and read again. */
  readAnew(): Promise<void>;
}

/** One request of another server. */
interface Asked {
  strapi: Core.Strapi;
  moves: Moves;
  ctx: Context;
  next: Next;
}

type Middleware = (ctx: Context, next: Next) => Promise<unknown>;
type Factory = (config: unknown, deps: { strapi: Core.Strapi }) => Middleware;

const refuse = (strapi: Core.Strapi, ctx: Context, message: string): void => {
  contextOf(strapi).log('transfer').error(message);
  ctx.status = 409;
  ctx.body = { error: { status: 409, name: 'ConflictError', message } };
};

/** As it was before: at work, or on hold. */
const goOn = (strapi: Core.Strapi, before: Suspended | null): void => {
  const runtime = runtimeService(strapi);
  if (before) runtime.suspend(before);
  else runtime.resume();
};

const NOT_AT_REST =
  'WhatsApp: this transfer is refused because sends or other work are still under way. Try again in a minute.';
const GOES_ON = 'WhatsApp: this transfer is refused because another one is under way.';

/** Ends the work of this process; answers how to go on, or null when it would not end. */
const bringToRest = async (
  strapi: Core.Strapi,
  why: Suspended,
  moves: Moves
): Promise<(() => void) | null> => {
  const runtime = runtimeService(strapi);
  const before = runtime.suspended();
  runtime.suspend(why);
  if (await moves.rest()) return () => goOn(strapi, before);
  goOn(strapi, before);
  return null;
};

/** Calls `after` once: when the connection ends, or at once when the request never became one. */
const whenOver = async (ctx: Context, next: () => Promise<unknown>, after: () => Promise<void>) => {
  let isOver = false;
  const once = async () => {
    if (isOver) return;
    isOver = true;
    await after();
  };
  ctx.req.socket.once('close', () => void once());
  try {
    await next();
  } finally {
    if (ctx.respond !== false) await once();
  }
};

/**
 * The rows came, or the transfer was rolled back: the mark tells which. Reading it under a lock waits for the transaction of
 * the transfer, which Strapi ends without waiting for the commit.
 */
const afterPush = async (
  strapi: Core.Strapi,
  moves: Moves,
  generation: string
): Promise<boolean> => {
  const { db, log } = contextOf(strapi);
  if ((await generationOf(db)) === generation) return false;
  await settle(strapi, db);
  await returnFiles(strapi, { hasMoved: true });
  runtimeService(strapi).suspend('moved');
  await moves.readAnew();
  log('transfer').warn(ON_HOLD);
  return true;
};

const receive = async ({ strapi, moves, ctx, next }: Asked) => {
  const { db, log } = contextOf(strapi);
  const why = await whyNotReplace(strapi, 'transfer');
  if (why) return refuse(strapi, ctx, why);
  const goBack = await bringToRest(strapi, 'replacing', moves);
  if (!goBack) return refuse(strapi, ctx, NOT_AT_REST);
  const generation = await renewGeneration(db);
  const undo = takeIds(strapi);
  const putBack = setFilesAside(strapi);
  log('transfer').warn(
    'rows are being replaced: nothing is sent and no webhook is taken meanwhile'
  );
  return whenOver(ctx, next, async () => {
    undo();
    try {
      if (await afterPush(strapi, moves, generation)) return;
      putBack();
      goBack();
    } catch (error) {
      // Stays at rest: a start tries again to adapt the rows.
      log('transfer').error('the rows could not be taken in: restart Strapi', {
        error: errorText(error),
      });
    }
  });
};

const give = async ({ strapi, moves, ctx, next }: Asked) => {
  const { db, log } = contextOf(strapi);
  const goBack = await bringToRest(strapi, 'leaving', moves);
  if (!goBack) return refuse(strapi, ctx, NOT_AT_REST);
  const undo = await prepareExport(strapi, db);
  log('transfer').warn('rows are being copied: nothing is sent meanwhile');
  return whenOver(ctx, next, () => {
    undo();
    goBack();
    return Promise.resolve();
  });
};

/**
 * Transfers through the running server (`strapi transfer` of another one): its routes are guarded, after the token was
 * checked. One at a time.
 */
export const guardTransfers = (strapi: Core.Strapi, moves: Moves): void => {
  const middlewares = strapi.get('middlewares') as unknown as {
    extend(uid: string, extension: (original: Factory) => Factory): void;
  };
  middlewares.extend('admin::data-transfer', (original) => (config, deps) => {
    const inner = original(config, deps);
    return async (ctx, next) => {
      const way = /\/transfer\/runner\/(push|pull)$/.exec(ctx.path)?.[1];
      if (!way) return inner(ctx, next);
      const goes = () => inner(ctx, next) as Promise<void>;
      const suspended = runtimeService(strapi).suspended();
      if (suspended === 'replacing' || suspended === 'leaving') return refuse(strapi, ctx, GOES_ON);
      return (way === 'push' ? receive : give)({ strapi, moves, ctx, next: goes });
    };
  });
};
