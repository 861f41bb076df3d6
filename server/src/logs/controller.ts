import type { Core } from '@strapi/strapi';
import { listLogsQuery } from '../contracts/setup';
import { handle, query } from '../strapi/http';
import { logsService } from './public';

export const createLogsController = ({ strapi }: { strapi: Core.Strapi }) => ({
  list: handle((ctx) => logsService(strapi).list(query(ctx, listLogsQuery))),
});
