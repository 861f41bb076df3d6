import type { Core } from '@strapi/strapi';
import { DomainError } from '../kernel/errors';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import type { Db } from '../strapi/db';
import { contentsOf } from './archive';
import { findColleagues, settle } from './arrival';
import { dataCommandOf, reachOf, type DataCommand } from './domain/command';
import { homeState, isSettled, noteForTheWay, release, renewGeneration } from './home';
import { LIBRARY, NO_IDS, ourTypes, refuseRows, sendIds, takeIds } from './ids';
import { keepUploads, returnFiles } from './files';
import { homeTable } from './tables';
import { decided, hasPeople, whyNotReplace } from './refusals';

const IN_PART =
  'WhatsApp: this command would move a part of the WhatsApp data, or files without them, and tear contacts from their messages and consent. ' +
  'Move all of it (no content type and no media library excluded), or leave it out by --only-content-types with types of your own.';

const SAY_WAY =
  'WhatsApp: say in the command where the data goes: strapi transfer --from or --to with the address of the other server.';

const ARCHIVE_IN_PART =
  'WhatsApp: this archive holds only a part of the WhatsApp data of its app, and contacts would be torn from their messages and consent. ' +
  'Export again without leaving anything of WhatsApp out. Nothing was changed.';

const NOTHING_IN_IT =
  'WhatsApp: this archive holds no WhatsApp data, and an import of it would delete the contacts that are here. ' +
  'Name the types that it is about by --only-content-types. Nothing was changed.';

const EXPORT_NOTE =
  'WhatsApp: contacts, messages, consent and campaigns are part of this export. Stop the server first, or what happens meanwhile may be missing. ' +
  'Not part of it: administrators (known again by their e-mail), the queue of webhooks, preference links that were sent, and files of conversations, ' +
  'which lie encrypted beside the media library: copy whatsapp_*.bin of public/uploads, or keep the same upload provider.';

export const ON_HOLD =
  'WhatsApp data came from another database: nothing is sent and no webhook is applied until you release it. ' +
  'Stop the server that it came from, look through campaigns and bots, then press Release on a page of WhatsApp, or start once with WHATSAPP_IMPORT=release.';

export const prepareExport = async (strapi: Core.Strapi, db: Db): Promise<() => void> => {
  const admins = (await strapi.db.query('admin::user').findMany({ select: ['id', 'email'] })) as {
    id: number;
    email: string;
  }[];
  await homeState(db);
  await noteForTheWay(db, admins);
  return sendIds(strapi);
};

/** Strapi looks at the rows of an archive only after it has deleted those that are here. */
const whyNotThis = async (strapi: Core.Strapi, { file, key }: DataCommand) => {
  if (file === null) return null;
  const mark = `plugin::whatsapp.${homeTable.name}`;
  const contents = await contentsOf(strapi, { file, key, mark });
  if (!contents) return null;
  if (contents.rows === 0) return (await hasPeople(strapi)) ? NOTHING_IN_IT : null;
  if (contents.withoutId > 0) return NO_IDS;
  return contents.isMarked ? null : ARCHIVE_IN_PART;
};

const prepareImport = async (strapi: Core.Strapi, db: Db, command: DataCommand): Promise<void> => {
  const why = (await whyNotReplace(strapi, 'import')) ?? (await whyNotThis(strapi, command));
  if (why !== null) throw new Error(why);
  keepUploads(strapi);
  await renewGeneration(db);
  takeIds(strapi);
};

const guardPart = async (strapi: Core.Strapi, db: Db, { way }: DataCommand): Promise<void> => {
  if (await hasPeople(strapi)) throw new Error(IN_PART);
  if (way !== 'in') return;
  keepUploads(strapi);
  refuseRows(strapi, ourTypes(strapi), IN_PART);
};

/**
 * Strapi has no hooks around its data transfer, but a command starts the plugin before it reads or deletes the first row:
 * what throws here ends it.
 */
export const guardDataCommand = async (strapi: Core.Strapi): Promise<void> => {
  const command = dataCommandOf(process.argv);
  if (!command) return;
  const { db } = contextOf(strapi);
  const reach = reachOf(command, { types: ourTypes(strapi), library: LIBRARY });
  if (reach === 'none') return;
  if (command.way === 'asked') throw new Error(SAY_WAY);
  if (reach === 'part') return guardPart(strapi, db, command);
  if (command.way === 'in') return prepareImport(strapi, db, command);
  await prepareExport(strapi, db);
  // Commands print errors only: a note in Strapi's log would not be seen.
  if (await hasPeople(strapi)) process.stderr.write(`\n${EXPORT_NOTE}\n\n`);
};

/** At the start of a server, before its identity is read: rows that came from elsewhere are adapted and put on hold. */
export const receiveRows = async (strapi: Core.Strapi): Promise<void> => {
  const { db, log } = contextOf(strapi);
  const hasMoved = (await homeState(db)) === 'moved' && (await settle(strapi, db));
  await returnFiles(strapi, { hasMoved });
  await findColleagues(db);
  if (decided('release')) await release(db);
  if ((await homeState(db)) === 'home') return;
  runtimeService(strapi).suspend('moved');
  log('start').warn(ON_HOLD);
};

const NOT_YET = new DomainError(
  'transfer-goes-on',
  'the rows have not been adapted to this database',
  { status: 409, remedy: 'Wait for the end of the transfer; if it has failed, restart Strapi.' }
);

/** A person says that the rows belong here now: work begins, in this process at once. Throws `transfer-goes-on` (409). */
export const releaseRows = async (strapi: Core.Strapi): Promise<void> => {
  const { db } = contextOf(strapi);
  const runtime = runtimeService(strapi);
  const why = runtime.suspended();
  if (why !== 'moved' && why !== 'replacing') return;
  const { installId } = await runtime.install();
  if (why === 'replacing' || !(await isSettled(db, installId))) throw NOT_YET;
  await release(db);
  runtime.resume();
};

/** What somebody released through another process goes on in this one too. */
export const followRelease = async (strapi: Core.Strapi): Promise<void> => {
  const runtime = runtimeService(strapi);
  if (runtime.suspended() === 'moved' && (await homeState(contextOf(strapi).db)) === 'home')
    runtime.resume();
};
