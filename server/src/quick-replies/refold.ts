import type { Core } from '@strapi/strapi';
import { keptApart, logsService } from '../logs/public';
import { refoldNames } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { quickReplyTable } from './tables';

/** At the start of a server: shortcuts get the keys of now (runtime/refold.ts). */
export const refoldShortcuts = (strapi: Core.Strapi): Promise<void> =>
  refoldNames(contextOf(strapi).db, {
    state: 'quick-replies',
    ...{ table: quickReplyTable.table, name: 'shortcut', key: 'shortcut_key', owner: 'owner_id' },
    tell: (trx, two) => logsService(strapi).writeIn(trx, keptApart('shortcut', two)),
  });
