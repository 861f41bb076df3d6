import type { Core } from '@strapi/strapi';
import { campaignsService, campaignTable } from '../campaigns/public';
import { doublesKind } from '../contacts/doubles';
import { importKinds, importsService } from '../imports/public';
import { logsService, type NamesOf } from '../logs/public';
import { logPurgeKind, operationsService } from '../operations/public';
import { contextOf } from '../strapi/context';
import { connectPersonLog } from './person-log';

/** Names of rows of one table by id; log lines are about tens of them. */
const namesIn =
  (strapi: Core.Strapi, table: string): NamesOf =>
  async (ids) => {
    const rows = (await contextOf(strapi)
      .db.knex(table)
      .whereIn('id', [...ids])
      .select('id', 'name')) as { id: unknown; name: unknown }[];
    return new Map(rows.map((row) => [Number(row.id), String(row.name)]));
  };

/** What operations can do and show, and whom log lines are about: all of it in rooms above theirs. */
export const connectOperations = (strapi: Core.Strapi): void => {
  const operations = operationsService(strapi);
  const kinds = [
    logPurgeKind(strapi),
    doublesKind(strapi),
    ...importKinds(strapi, (id) => importsService(strapi).forget(id)),
  ];
  for (const kind of kinds) operations.register(kind);
  operations.sources.push(campaignsService(strapi).operationSource);

  logsService(strapi).names.campaign = namesIn(strapi, campaignTable.table);
  connectPersonLog(strapi);
};
