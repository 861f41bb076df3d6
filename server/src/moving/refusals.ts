import type { Core } from '@strapi/strapi';
import { contactTable } from '../contacts/public';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';

/** The environment variable by which an operator decides about an import. */
const DECISION = 'WHATSAPP_IMPORT';
export const decided = (value: 'replace' | 'release'): boolean => process.env[DECISION] === value;

const REPLACES =
  'is refused because this database holds WhatsApp contacts, and all of them with their messages and consent would be replaced. ' +
  'Make a backup of the database and set WHATSAPP_IMPORT=replace to go on, or leave WhatsApp data out by --only-content-types with types of your own.';

const SERVED =
  'is refused because another process works on this database: it would go on with rows that are not there any more. ' +
  'Stop all servers and workers of this app first; one that was killed counts for half a minute more.';

export const hasPeople = async (strapi: Core.Strapi): Promise<boolean> =>
  (await contextOf(strapi).db.knex(contactTable.table).first('id')) !== undefined;

const isServed = async (strapi: Core.Strapi): Promise<boolean> => {
  const { instances, instanceId } = runtimeService(strapi);
  return (await instances.liveIds()).some((id) => id !== instanceId);
};

/** Why the rows of this database must not be replaced now, or null. `what`: "import", "transfer". */
export const whyNotReplace = async (strapi: Core.Strapi, what: string): Promise<string | null> => {
  if ((await hasPeople(strapi)) && !decided('replace')) return `WhatsApp: this ${what} ${REPLACES}`;
  return (await isServed(strapi)) ? `WhatsApp: this ${what} ${SERVED}` : null;
};
