import type { Core } from '@strapi/strapi';
import { documentsAfter, documentsByDate, rowsOfEntries } from './entry-rows';
import type { Mappings } from './mappings';
import type { RecordsService } from './public';
import { watchableType } from './watched-types';

/** Who hears of changes of entries, and what they read of them. */
export const createWatching = (
  strapi: Core.Strapi,
  mappings: Mappings
): Pick<
  RecordsService,
  'watchers' | 'watchable' | 'rowsOf' | 'documentsAfter' | 'documentsByDate'
> => ({
  watchers: [],
  watchable: (uid) => {
    const marks = mappings.last().get(uid)?.config.marks ?? {};
    return watchableType(strapi, uid, new Set(Object.keys(marks)));
  },
  rowsOf: (sql, ask) => rowsOfEntries(strapi, sql, ask),
  documentsAfter: (sql, ask) => documentsAfter(strapi, sql, ask),
  documentsByDate: (sql, ask) => documentsByDate(strapi, sql, ask),
});
