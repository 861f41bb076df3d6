import type { Core } from '@strapi/strapi';
import type { Context, Next } from 'koa';
import { contactTable } from '../contacts/public';
import { DomainError } from '../kernel/errors';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import type { Db } from '../strapi/db';
import { findColleagues, settle } from './arrival';
import { dataCommandOf, reachOf, type DataCommand } from './domain/command';
import { homeState, isSettled, noteColleagues, release, renewGeneration } from './home';
import { LIBRARY, ourTypes, refuseRows, sendIds, takeIds } from './ids';

/** The environment variable by which an operator decides about an import. */
const DECISION = 'WHATSAPP_IMPORT';
const decided = (value: 'replace' | 'release'): boolean => process.env[DECISION] === value;

const IN_PART =
  'WhatsApp: this command would move a part of the WhatsApp data, or files without them, and tear contacts from their messages and consent. ' +
  'Move all of it (no content type and no media library excluded), or leave it out by --only-content-types with types of your own.';

const REPLACES =
  'is refused because this database holds WhatsApp contacts, and all of them with their messages and consent would be replaced. ' +
  'Make a backup of the database and set WHATSAPP_IMPORT=replace to go on, or leave WhatsApp data out by --only-content-types with types of your own.';

const EXPORT_NOTE =
  'WhatsApp: contacts, messages, consent and campaigns are part of this export. Stop the server first, or what happens meanwhile may be missing. ' +
  'Not part of it: administrators (known again by their e-mail), the queue of webhooks, preference links that were sent, and files of conversations, ' +
  'which lie encrypted beside the media library: copy public/uploads, or keep the same upload provider.';

const ON_HOLD =
  'WhatsApp data came from another database: nothing is sent and no webhook is applied until you release it. ' +
  'Stop the server that it came from, look through campaigns and bots, then press Release on a page of WhatsApp, or start once with WHATSAPP_IMPORT=release.';

const hasPeople = async (db: Db): Promise<boolean> =>
  (await db.knex(contactTable.table).first('id')) !== undefined;

const prepareExport = async (strapi: Core.Strapi, db: Db): Promise<() => void> => {
  const admins = (await strapi.db.query('admin::user').findMany({ select: ['id', 'email'] })) as {
    id: number;
    email: string;
  }[];
  await homeState(db);
  await noteColleagues(db, admins);
  return sendIds(strapi);
};

const prepareImport = async (strapi: Core.Strapi, db: Db): Promise<void> => {
  if ((await hasPeople(db)) && !decided('replace'))
    throw new Error(`WhatsApp: this import ${REPLACES}`);
  await homeState(db);
  await renewGeneration(db);
  takeIds(strapi);
};

const guardPart = async (strapi: Core.Strapi, db: Db, { way }: DataCommand): Promise<void> => {
  if (await hasPeople(db)) throw new Error(IN_PART);
  if (way === 'in') refuseRows(strapi, IN_PART);
};

/**
 * Strapi has no hooks around its data transfer, but a command starts the plugin before it reads or deletes the first row:
 * what throws here ends it.
 */
export const guardDataCommand = async (strapi: Core.Strapi): Promise<void> => {
  const command = dataCommandOf(process.argv);
  if (!command) return;
  const { db } = contextOf(strapi);
  const reach = reachOf(command, { types: ourTypes(strapi), needed: [LIBRARY] });
  if (reach === 'none') return;
  if (reach === 'part') return guardPart(strapi, db, command);
  if (command.way === 'in') return prepareImport(strapi, db);
  await prepareExport(strapi, db);
  // Commands print errors only: a note in Strapi's log would not be seen.
  if (await hasPeople(db)) process.stderr.write(`\n${EXPORT_NOTE}\n\n`);
};

/** At the start of a server, before its identity is read: rows that came from elsewhere are adapted and put on hold. */
export const receiveRows = async (strapi: Core.Strapi): Promise<void> => {
  const { db, log } = contextOf(strapi);
  if ((await homeState(db)) === 'moved') await settle(strapi, db);
  await findColleagues(db);
  if (decided('release')) await release(db);
  if ((await homeState(db)) === 'home') return;
  runtimeService(strapi).suspend('moved');
  log('start').warn(ON_HOLD);
};

const NOT_YET = new DomainError(
  'restart-first',
  'the rows have not been adapted to this database',
  {
    status: 409,
    remedy: 'Restart Strapi after the transfer, look through campaigns and bots, then release.',
  }
);

/** A person says that the rows belong here now: work begins, in this process at once. Throws `restart-first` (409). */
export const releaseRows = async (strapi: Core.Strapi): Promise<void> => {
  const { db } = contextOf(strapi);
  const runtime = runtimeService(strapi);
  if (runtime.suspended() === null) return;
  const { installId } = await runtime.install();
  if (runtime.suspended() === 'replacing' || !(await isSettled(db, installId))) throw NOT_YET;
  await release(db);
  runtime.resume();
};

/** What somebody released through another process goes on in this one too. */
export const followRelease = async (strapi: Core.Strapi): Promise<void> => {
  const runtime = runtimeService(strapi);
  if (runtime.suspended() === 'moved' && (await homeState(contextOf(strapi).db)) === 'home')
    runtime.resume();
};

type Middleware = (ctx: Context, next: Next) => Promise<unknown>;
type Factory = (config: unknown, deps: { strapi: Core.Strapi }) => Middleware;

/**
 * Transfers through the running server (`strapi transfer` of another one): its routes are guarded, after the token was
 * checked. After a push nothing is done here until the next start, which adapts the rows.
 */
const guardTransfer = async (strapi: Core.Strapi, ctx: Context): Promise<boolean> => {
  const { db, log } = contextOf(strapi);
  if (ctx.path.endsWith('/transfer/runner/pull')) {
    const undo = await prepareExport(strapi, db);
    ctx.req.socket.once('close', undo);
  }
  if (!ctx.path.endsWith('/transfer/runner/push')) return true;
  if ((await hasPeople(db)) && !decided('replace')) {
    const message = `WhatsApp: this transfer ${REPLACES}`;
    log('transfer').error(message);
    ctx.status = 409;
    ctx.body = { error: { status: 409, name: 'ConflictError', message } };
    return false;
  }
  await renewGeneration(db);
  takeIds(strapi);
  runtimeService(strapi).suspend('replacing');
  log('transfer').warn('rows are being replaced: restart Strapi when the transfer has ended');
  return true;
};

export const guardPush = (strapi: Core.Strapi): void => {
  const middlewares = strapi.get('middlewares') as unknown as {
    extend(uid: string, extension: (original: Factory) => Factory): void;
  };
  middlewares.extend('admin::data-transfer', (original) => (config, deps) => {
    const inner = original(config, deps);
    return async (ctx, next) => ((await guardTransfer(strapi, ctx)) ? inner(ctx, next) : undefined);
  });
};
