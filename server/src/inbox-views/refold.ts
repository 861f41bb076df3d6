import type { Core } from '@strapi/strapi';
import { keptApart, logsService } from '../logs/public';
import { refoldNames } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { inboxViewTable } from './tables';

/** At the start of a server: saved views get the keys of now (runtime/refold.ts). */
export const refoldViews = (strapi: Core.Strapi): Promise<void> =>
  refoldNames(contextOf(strapi).db, {
    state: 'inbox-views',
    ...{ table: inboxViewTable.table, name: 'name', key: 'name_key', owner: 'owner_id' },
    tell: (trx, two) => logsService(strapi).writeIn(trx, keptApart('view', two)),
  });
